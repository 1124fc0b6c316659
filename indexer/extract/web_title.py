"""The headline of an HTML page: what its markup calls so, in the page's own words."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.arabic.analyzers import word_terms
from indexer.extract import dom, headline, markup, vocabulary
from indexer.extract.body import Reading
from indexer.extract.likeness import alike
from indexer.extract.lines import STRONG, Line, line
from indexer.lists.outlets import find_outlet
from indexer.records import Markup

SAYS = 0.34  # how much of a stated headline the body says; one of which it says less names the site
LONG = 12  # letters of a headline that is known when it is part of another
DECK = 5  # words of a deck that only its element makes one, at least
AGREED = 4  # words of a heading that the title of the page says again, at least


@dataclass(frozen=True, slots=True)
class Stated:
    """The headlines that the markup gives and that fit the body, surest first; `sure` says whether
    one of them stands where only the article's headline does; `site` is the name of the site;
    `told` are all the headlines given, whether they fit or not."""

    names: tuple[str, ...]
    sure: bool
    site: str
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The places of the headline and its deck; `name` is the headline that stands in no line."""

    place: int | None
    deck: int | None = None
    name: str = ""


def stated(facts: Markup, tree: dom.Element, reading: Reading) -> Stated:
    """Reads the headlines that the markup gives."""
    told = tuple(name for name in (facts.title, markup.page_title(tree)) if name)
    names = list(told)
    if reading.span:
        names = [name for name in names if alike(line(name), reading.known) >= SAYS]
    return Stated(tuple(names), facts.title in names, facts.site or "", told)


def find(rows: list[dom.Row], reading: Reading, given: Stated) -> Title:
    """The headline among the lines, else as the markup gives it, else by its shape."""
    place = _place(rows, reading, given)
    if place is None and not given.sure:
        # the title element is about the site as often as about the article
        place = headline.find(reading)
    if place is None:
        return Title(None, name=_bare(given, reading) if given.names else "")
    return Title(place, _deck(rows, reading, place))


def _place(rows: list[dom.Row], reading: Reading, given: Stated) -> int | None:
    lines, span = reading.lines, reading.span
    keys = [" ".join(word_terms(name)) for name in given.names]
    heads = [
        i
        for i, row in enumerate(rows)
        if i not in span and not lines[i].apart and any(kind == "title" for _, kind in row.hints)
    ]
    for place in heads:
        if any(_same(lines[place].key, key) for key in keys):
            return place
    fit = [i for i in heads if i < span.start and reading.near(i) > 0]
    if fit:
        return fit[-1]
    agreed = [i for i in range(span.start) if not lines[i].apart and _agreed(lines[i], given)]
    again = [i for i in agreed if i in heads]
    if again:
        return again[-1]
    for place, one in enumerate(lines):
        if one.prose != STRONG and len(one.terms) >= 3 and one.key in keys:
            return place
    return agreed[-1] if agreed else None


def _agreed(heading: Line, given: Stated) -> bool:
    """Whether a line, of which the body may say nothing, is a headline that the markup gives as
    well; the name of the site stands in both, too, and is no headline."""
    if len(heading.terms) < AGREED or vocabulary.masthead(heading.terms):
        return False
    return find_outlet(heading.text) is None and any(
        heading.key == " ".join(word_terms(part))
        for name in given.told
        for part in (name, *markup.JOINT.split(name))
    )


def _same(key: str, other: str) -> bool:
    short, long = sorted((key, other), key=len)
    return key == other or (len(short) >= LONG and short in long)


def _bare(given: Stated, reading: Reading) -> str:
    """A stated headline without the name of the site before or behind it."""
    name = given.names[0]
    parts = [part for part in markup.JOINT.split(name) if part]
    if len(parts) < 2:
        return name
    says = {part: alike(line(part), reading.known) for part in parts}
    best = max(parts, key=lambda part: (says[part], len(part)))
    first, last = 0, len(parts)
    while parts[first] != best and (parts[first] == given.site or says[parts[first]] == 0):
        first += 1
    while parts[last - 1] != best and (parts[last - 1] == given.site or says[parts[last - 1]] == 0):
        last -= 1
    start = name.index(parts[first])
    return name[start : name.rindex(parts[last - 1]) + len(parts[last - 1])]


def _deck(rows: list[dom.Row], reading: Reading, title: int) -> int | None:
    """A line that its element calls the deck, or a heading right under the headline."""
    places: list[int] = [*range(title + 1, reading.span.stop), title - 1]
    for place in places:
        one = reading.lines[place]
        if place < 0 or one.apart or one.kind or one.date or len(one.terms) < DECK:
            continue
        called = any(kind == "deck" for _, kind in rows[place].hints)
        under = place == title + 1 and rows[place].element.tag in ("h2", "h3", "h4")
        if (called and one.text[-1] != ".") or (under and place not in reading.span):
            return place
    return None
