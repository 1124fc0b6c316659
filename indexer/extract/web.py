"""The article in an HTML page.

The page is read as the lines that a person sees, in order, and those are judged as in a text. What
the elements say goes before what the words say: navigation, sidebars, forms and lists of links are
taken out first. trafilatura gives a second opinion on short lines under the body, and the only one
where no running text is seen.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from dataclasses import dataclass, replace

from indexer.arabic.analyzers import word_terms
from indexer.clean import clean, clean_line
from indexer.extract import body, data, dom, hidden, markup, pointers, text, web_title
from indexer.extract.body import Reading
from indexer.extract.likeness import alike, matter
from indexer.extract.lines import HEADLINE, NO_PROSE, STRONG, WEAK, Line, footnote, line, stops
from indexer.records import Page

LINKED = 0.8  # the share of links in a line that is nothing else
# An element that holds so much of the running text, or so much and the headline, is what the page
# is about, whatever its name.
MOST_OF, WITH_TITLE = 0.6, 0.4
USUAL = 0.2  # the share of the running text that an element's name must hold to be one of its kinds
BOXES = frozenset(("div", "aside", "section", "table", "center"))
ARTICLE = frozenset(("article",))
_CHANGED = re.compile("modif|updat", re.IGNORECASE)


def extract(html: str) -> Page:
    """The article of an HTML page, and what its markup states; empty where there is no text."""
    html = dom.sound(html)
    tree = dom.parse(html)
    rows = [] if tree is None else [pointers.without(row) for row in dom.rows(tree)]
    if tree is None or not rows:  # nested too deeply for a parser, or no page at all
        return text.extract(dom.bare_text(html))
    facts = markup.read(tree)
    lines = _lines(rows)
    _heed_hints(rows, lines)
    _heed_captions(lines)
    _heed_articles(rows, lines, tree, facts.title)
    reading = _body(rows, lines, _second_opinion(html))
    found = web_title.find(rows, reading, web_title.stated(facts, tree, reading))
    made = text.fates(reading, found.place, found.deck, word_terms(found.name))
    page = text.page(lines, made)
    facts = replace(facts, published=facts.published or _only_time(rows, found.place, reading.span))
    return replace(page, title=page.title or found.name or None, markup=facts)


def _lines(rows: list[dom.Row]) -> list[Line]:
    """The rows as lines, cleaned as one text; rows with nothing to see are taken out of `rows`."""
    raw = [" ".join(row.text.split()) for row in rows]
    cleaned = clean("\n".join(raw)).split("\n")
    if len(cleaned) != len(raw) or not all(cleaned):
        cleaned = [clean_line(one) for one in raw]
    rows[:] = [row for row, one in zip(rows, cleaned, strict=True) if one]
    lines = [line(one) for one in cleaned if one]
    for row, one in zip(rows, lines, strict=True):
        one.pointers = tuple((clean_line(text), kind) for text, kind in row.pointers)
    return lines


def _heed_hints(rows: list[dom.Row], lines: list[Line]) -> None:
    """Gives lines the kind that the elements around them state, and rows of links theirs."""
    held: Counter[dom.Element] = Counter()
    total = 0
    for row, one in zip(rows, lines, strict=True):
        if one.prose == STRONG:
            total += len(one.terms)
            held.update({e: len(one.terms) for e, kind in row.hints if kind != dom.HIDDEN})
    titled = {e for row in rows if _is_title(row) for e, _ in row.hints}
    about = {
        element
        for element, words in held.items()
        if words > (WITH_TITLE if element in titled else MOST_OF) * total
    }
    about |= hidden.revealed(rows, lines)
    linked = [row.linked >= LINKED * len(row.text) for row in rows]
    for place, (row, one) in enumerate(zip(rows, lines, strict=True)):
        kinds = [kind for element, kind in row.hints if element not in about]
        kind = next((kind for kind in kinds if kind not in dom.MARKS), None)
        if "title" in kinds and kind in (None, "related", "share"):
            continue
        if kind is None and linked[place] and one.prose == NO_PROSE:
            listed = any(linked[max(0, place - 1) : place] + linked[place + 1 : place + 2])
            kind = "links" if listed or len(one.terms) >= 4 else None
        if kind in ("footer", "links", "comment_form"):
            kind = one.kind or kind
        if kind:
            _out(one, kind)


def _heed_captions(lines: list[Line]) -> None:
    """A short line that says a caption again, which its element calls one, is a caption too."""
    said = {one.key for one in lines if one.apart and one.kind == "caption" and len(one.terms) > 1}
    for one in lines:
        if one.key in said and not one.kind and len(one.terms) <= HEADLINE:
            _out(one, "caption_repeated")


def _heed_articles(
    rows: list[dom.Row], lines: list[Line], tree: dom.Element, named: str | None
) -> None:
    """Of several articles with a main heading each, as pages append them while they are scrolled,
    the one that the markup names is the page's, else the first."""
    groups: dict[dom.Element, list[int]] = {}
    for place, row in enumerate(rows):
        element = dom.within(row.element, tree, ARTICLE)
        if element is not None:
            groups.setdefault(element, []).append(place)
    headings = {
        element: {lines[i].key for i in group if rows[i].element.tag == "h1"}
        for element, group in groups.items()
    }
    headed = [element for element, keys in headings.items() if keys]
    key = " ".join(word_terms(named or ""))
    own = next((one for one in headed if key in headings[one]), headed[0] if headed else None)
    for element in headed:
        for place in groups[element] if element is not own else ():
            _out(lines[place], lines[place].kind or "other_text")


def _is_title(row: dom.Row) -> bool:
    return any(kind == "title" for _, kind in row.hints)


def _out(one: Line, kind: str) -> None:
    one.kind, one.apart, one.heading, one.prose = kind, True, False, NO_PROSE


def _second_opinion(html: str) -> set[str]:
    """The keys of the lines that trafilatura takes for the article."""
    import trafilatura  # here, since it takes long to load and most archives hold no HTML

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # an empty page is no error of ours
    found = trafilatura.extract(html, include_comments=False, include_tables=True) or ""
    return {" ".join(word_terms(row)) for row in clean(found).split("\n") if row.strip()}


@dataclass(frozen=True, slots=True)
class Home:
    """The element that holds nearly all of the running text: for each line the child of it in which
    the line stands (itself for its own text, None outside), and the places of the running text."""

    branches: list[dom.Element | None]
    running: list[int]


def _body(rows: list[dom.Row], lines: list[Line], seen: set[str]) -> Reading:
    """The body, within the element that holds nearly all of its running text."""
    reading = body.find(lines)
    if not reading.span:
        for one in lines:
            if one.key in seen and not one.kind and not one.date:
                one.prose = STRONG
        return body.find(lines)
    running = [i for i in reading.span if lines[i].prose == STRONG and i not in reading.owned]
    if not running:
        return reading
    element = dom.home([(rows[i].element, len(lines[i].terms)) for i in running])
    parent = element.getparent()
    if element.tag == "p" and parent is not None:  # of a lone long paragraph
        element = parent
    home = Home([dom.branch(row.element, element) for row in rows], running)
    held = data.places(rows, lines, element, running)
    for place in held:
        lines[place] = replace(lines[place], kind=None, heading=False, date=False, prose=STRONG)
    _set_apart(lines, home, held)
    _promote(lines, home, seen)
    reading = body.find(lines)
    within = [i for i in reading.span if home.branches[i] is not None and lines[i].prose]
    if not within:
        return reading
    return replace(reading, span=range(within[0], within[-1] + 1))


def _set_apart(lines: list[Line], home: Home, held: set[int]) -> None:
    """Boxes among paragraphs: where paragraphs are of one kind of element, others hold no prose,
    but for the tables and lists that the article `held`; nor does one with a date by itself among
    paragraphs that their author called otherwise."""
    words: Counter[str | None] = Counter()
    for i in home.running:
        branch = home.branches[i]
        words[None if branch is None else branch.tag] += len(lines[i].terms)
    usual = {tag for tag, count in words.items() if count >= USUAL * words.total()}
    prose = {home.branches[i] for i in home.running}
    called = {_element_kind(home.branches[i]) for i in home.running}
    for place in range(home.running[0], len(lines)):
        branch = home.branches[place]
        if branch is None or branch in prose or lines[place].apart or place in held:
            continue
        other = branch.tag not in usual or (
            lines[place].date and _element_kind(branch) not in called
        )
        if branch.tag in BOXES and other:
            _out(lines[place], lines[place].kind or "related")


def _promote(lines: list[Line], home: Home, seen: set[str]) -> None:
    """Short paragraphs among and after the others of the article are running text too."""
    known = matter(lines[i] for i in home.running)
    kinds = Counter(_element_kind(home.branches[i]) for i in home.running)
    for place in range(home.running[0], len(lines)):
        one, branch = lines[place], home.branches[place]
        alike_made = branch is not None and kinds[_element_kind(branch)] > 1
        plain = not (one.kind or one.apart or one.date or footnote(one.text))
        if alike_made and plain and one.text.endswith("."):
            one.prose = STRONG
        if branch is None or branch.tag != "p" or one.kind or one.date or one.prose == STRONG:
            continue
        if place < home.running[-1]:
            one.prose = STRONG if len(one.terms) >= 3 else WEAK
        elif footnote(one.text):
            _out(one, "footnote")
        elif not stops(one.text) and one.key in seen and alike(one, known) >= 2 * body.ALIKE:
            one.prose = WEAK


def _element_kind(element: dom.Element | None) -> tuple[str, str] | None:
    """What an element is called, with what its author called it."""
    return None if element is None else (str(element.tag), element.get("class") or "")


def _only_time(rows: list[dom.Row], title: int | None, span: range) -> str | None:
    """The one time between the headline and the body, if its element is not of a change."""
    if title is None or not span:
        return None
    times = (time for row in rows[max(0, title - 3) : span.start] for time in row.times)
    found = {
        time.get("datetime", "").strip()
        for time in times
        if not _CHANGED.search(f"{time.get('class', '')} {time.get('itemprop', '')}")
    } - {""}
    return found.pop() if len(found) == 1 else None
