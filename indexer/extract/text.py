"""The article in a plain-text scrape: every line is given one fate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.arabic.analyzers import word_terms
from indexer.clean import clean
from indexer.extract import body, headline, others, paragraph
from indexer.extract.body import Reading
from indexer.extract.lines import (
    HEADLINE,
    NO_PROSE,
    STRONG,
    Line,
    byline,
    dated,
    footnote,
    read,
    stops,
    timed,
)
from indexer.extract.unfold import unfold
from indexer.extract.vocabulary import issue, numbered
from indexer.records import Dropped, Page

TITLE, DECK, BODY, HEAD, FOOT = "title", "deck", "body", "head", "foot"
KEPT = frozenset({TITLE, DECK, BODY, HEAD, FOOT})
SIGNATURE = 8  # words of the lines that may stand right under an article and state facts
# Between such lines and a headline stands what belongs to the page and not to the article.
BARRIERS = body.PAGE | {"links"}
MASTHEAD = 4  # words of an outlet's name, or its section's, over a headline
BETWEEN = 3  # lines between a line that states facts and the headline under it
MENU = 4  # lines, at least, of a menu
YEAR = 4  # digits of a year
ENDING = 3  # lines after the body that may state facts


def extract(content: str, stated: str | None = None) -> Page:
    """The article of a page saved as text: `content` need not be clean. A headline that is `stated`
    is known where it is a line of the text."""
    content, signs = unfold(content)
    reading = body.find(read(clean(content)))
    bare = body.bare(reading.lines)
    if bare and not reading.span:  # verse, a list, a few words: nothing says that they are no text
        made = page(reading.lines, [_inside(line) for line in reading.lines], dateline=False)
    else:
        title = _place_of(reading, stated)
        title = headline.find(reading) if title is None else title
        made = page(reading.lines, fates(reading, title, bare=bare))
    return replace(made, dropped=(*made.dropped, *(Dropped(sign, "signs") for sign in signs)))


def _place_of(reading: Reading, stated: str | None) -> int | None:
    name = word_terms(clean(stated or ""))
    places = (i for i, line in enumerate(reading.lines) if name and line.terms == name)
    return next(places, None)


def page(lines: Sequence[Line], fates: Sequence[str], dateline: bool = True) -> Page:
    """Puts the lines where their fates send them; `dateline` says whether the place and agency that
    open the first paragraph are no part of the body."""
    kept: dict[str, list[str]] = {fate: [] for fate in KEPT}
    dropped: list[Dropped] = []
    last = max((i for i, fate in enumerate(fates) if fate == BODY), default=-1)
    over = 0
    for place, (line, fate) in enumerate(zip(lines, fates, strict=True)):
        dropped += [Dropped(text, kind) for text, kind in line.pointers]
        if fate == BODY:
            text, cut = paragraph.cut(line, place == last)
            dropped += cut
            if dateline and not kept[BODY]:
                origin, text = paragraph.dateline(text)
                kept[HEAD] += [origin] if origin else []
            if text:
                kept[BODY].append(text)
        elif fate in KEPT:
            kept[fate].append(line.text)
            over = len(kept[HEAD]) if fate == TITLE else over
        else:
            dropped.append(Dropped(line.text, fate))
    return Page(
        title=" ".join(kept[TITLE]) or None,
        deck="\n".join(kept[DECK]) or None,
        body="\n\n".join(kept[BODY]),
        head=tuple(kept[HEAD]),
        foot=tuple(kept[FOOT]),
        dropped=tuple(dropped),
        over=over,
    )


def fates(
    reading: Reading,
    title: int | None,
    deck: int | None = None,
    name: Sequence[str] = (),
    bare: bool = False,
) -> list[str]:
    """What becomes of each line: its place in the article, or the reason why it is out.

    `title` and `deck` are the places of the headline and of the line beside it; `name` are the
    terms of a headline that is known although it stands in no line; `bare` says whether the text
    shows no furniture of a page, so that its long lines are its own.
    """
    named = list(name)
    if title is not None:
        named = reading.lines[title].terms
        deck = headline.deck(reading, title) if deck is None else deck
        reading = _after_title(reading, title)
    related = others.places(reading) if bare else range(0)
    listed = bare and not related and _goes_on_in_lines(reading)
    repeated = _repeated(reading)
    headlines = {deck: DECK, title: TITLE}
    made = []
    for place, line in enumerate(reading.lines):
        if place in headlines:
            fate = headlines[place]
        elif named and headline.copies(line, named):
            fate = "title_repeated"
        elif body.polls(reading.lines, place):
            fate = "poll"
        elif place in reading.owned:
            fate = _stated(reading.owned[place], place, reading.span)
        elif place in related:
            fate = "related"
        elif place in reading.span:
            fate = "caption_repeated" if place in repeated else _inside(line)
        elif place < reading.span.start:
            fate = _before(reading, place, title)
        elif listed or (bare and _running(reading, place)):
            fate = _inside(line)
        else:
            fate = _behind(reading, place, title)
        made.append(fate)
    _keep_masthead(reading, made)
    return made


def _keep_masthead(reading: Reading, made: list[str]) -> None:
    """Where nothing beside the article has a date, the one over the page may be its own: that of an
    issue, or one right under the name of the paper. A time of day, or the menu of a site under it,
    makes it the clock of whoever saved the page."""
    if any(fate in (HEAD, FOOT) and reading.lines[i].date for i, fate in enumerate(made)):
        return
    for place, line in enumerate(reading.lines[: reading.span.start]):
        over = reading.lines[place - 1]
        heads = 0 < place <= BETWEEN and made[place - 1] == HEAD and not line.apart
        if heads and (numbered(line.terms) or (numbered(over.terms) and _is_year(line))):
            made[place] = HEAD
        if made[place] != "page_clock":
            continue
        named = line.date and 0 < place <= BETWEEN and made[place - 1] == HEAD
        clock = timed(line.text) or made[place:].count("menu") >= MENU
        if (named and not clock) or issue(line.terms):
            made[place] = HEAD


def _is_year(line: Line) -> bool:
    return len(line.text) == YEAR and line.text.isdigit()


def _after_title(reading: Reading, title: int) -> Reading:
    """The headline ends what a list before it owned, and the first running text after it begins the
    body."""
    lines, span = reading.lines, reading.span
    owned = reading.owned
    if title in owned:
        owned = {i: k for i, k in owned.items() if not title <= i < span.start or lines[i].apart}
    first = next(
        (
            i
            for i in range(title + 1, span.start)
            if i not in owned and (lines[i].prose == STRONG or len(lines[i].terms) > HEADLINE)
        ),
        span.start,
    )
    if first == span.start and owned is reading.owned:
        return reading
    return replace(reading, span=range(first, span.stop), owned=owned)


def _repeated(reading: Reading) -> set[int]:
    """Short lines that stand alone between paragraphs, and more than once: captions, also the one
    that stands right over the body. Where short lines stand together they are verse, and may come
    again."""
    lines, span = reading.lines, reading.span
    over = {line.key for line in lines[max(0, span.start - 1) : span.start]}
    found: dict[str, list[int]] = {}
    for place in span[1:-1]:
        line = lines[place]
        if line.prose != NO_PROSE or not 2 <= len(line.terms) <= HEADLINE or stops(line.text):
            continue
        if lines[place - 1].prose != NO_PROSE and lines[place + 1].prose != NO_PROSE:
            found.setdefault(line.key, []).append(place)
    return {
        place for key, places in found.items() if len(places) > 1 or key in over for place in places
    }


def _stated(kind: str, place: int, span: range) -> str:
    if kind not in body.FACTS:
        return kind
    return HEAD if place < span.start else FOOT


def _inside(line: Line) -> str:
    if line.kind and (len(line.terms) <= body.SENTENCE or not stops(line.text)):
        return FOOT if line.kind in body.FACTS else line.kind
    return BODY


def _before(reading: Reading, place: int, title: int | None) -> str:
    """Lines before the body: near the headline they may state facts, further off they are menus."""
    line, span = reading.lines[place], reading.span
    if line.kind and line.kind not in body.FACTS:
        return line.kind
    if title is not None and title < place:
        named = not line.kind and not line.date and not byline(line)
        shown = headline.caption(line, reading.near(place))
        shown = shown or headline.pictured(reading, title, place)
        return "caption" if named and shown else HEAD
    if line.kind == "copyright" or (place == 0 and not line.date and len(line.terms) <= SIGNATURE):
        return HEAD
    if line.prose == STRONG:
        return "other_text"
    bound = title if title is not None and title < span.start else span.start
    between = [other for other in reading.lines[place + 1 : bound] if other.kind != "share"]
    near = len(between) <= BETWEEN and not any(other.kind in BARRIERS for other in between)
    told = line.kind or line.date or byline(line) or issue(line.terms)
    if near and (told or len(line.terms) <= MASTHEAD):
        return HEAD
    if line.date or line.kind == "stamp" or (issue(line.terms) and dated(line)):
        return "page_clock"
    return line.kind or ("menu" if len(line.terms) <= MASTHEAD else "related")


def _goes_on_in_lines(reading: Reading) -> bool:
    """Whether an article goes on in short lines, a list or verse, behind its last paragraph: dates
    or furniture among them make them a list of other articles."""
    if not reading.span:
        return False
    after = reading.lines[reading.span.stop :]
    if any(line.kind not in (None, "signs", "counter") or dated(line) for line in after):
        return False
    return len(after) > ENDING or (bool(after) and reading.lines[reading.span[-1]].text[-1] == ":")


def _running(reading: Reading, place: int) -> bool:
    """Whether a long line without a full stop goes on with the body."""
    line = reading.lines[place]
    if line.kind or line.date or len(line.terms) <= SIGNATURE:
        return False
    return reading.near(place) >= body.ALIKE


def _behind(reading: Reading, place: int, title: int | None) -> str:
    """Lines after the body: right under it they may be signature or date, further off a footer."""
    lines, line, end = reading.lines, reading.lines[place], reading.span.stop
    if line.kind:
        return _stated(line.kind, place, reading.span)
    near = place < end + ENDING and all(
        i not in reading.owned and lines[i].kind not in BARRIERS for i in range(end, place)
    )
    if footnote(line.text):
        return "footnote"
    if title is not None and end <= title < place and near and (line.date or byline(line)):
        return HEAD
    if near and (line.date or len(line.terms) <= SIGNATURE):
        return FOOT
    if line.date or len(line.terms) < 4:
        return "footer"
    return "related" if line.prose == NO_PROSE else "other_text"
