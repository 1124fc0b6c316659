"""Text that a page keeps from its reader, and the article that a script will show.

What a style or an attribute hides is no part of the page: notices, menus, copies for other screens.
But pages are saved as they were sent, and some send their article hidden, or the rest of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.extract.dom import HIDDEN, Element, Row
from indexer.extract.likeness import alike, matter
from indexer.extract.lines import STRONG, Line

# How much of what hidden text is about the text that is seen says, at least: of 1,500 articles of
# news cut in two, so much in four of five; of the first paragraphs of others in 1 to 5 of 100.
GOES_ON = 0.15
LEAD = 1  # paragraphs that are seen, at most, where the article itself is hidden


def revealed(rows: Sequence[Row], lines: Sequence[Line]) -> set[Element]:
    """The hidden elements that hold the article: what goes on with the text that is seen and is no
    copy of it; all of them, where hardly any is seen and more is hidden."""
    seen: list[Line] = []
    groups: dict[Element, list[Line]] = {}  # by the outermost of the elements that hide them
    for row, one in zip(rows, lines, strict=True):
        elements = _hiding(row)
        if one.prose == STRONG:
            (groups.setdefault(elements[0], []) if elements else seen).append(one)
    little = len(seen) <= LEAD and _words(seen) < sum(map(_words, groups.values()))
    known, keys = matter(seen), {one.key for one in seen}
    kept = {at for at, group in groups.items() if little or _goes_on(group, known, keys)}
    return {one for row in rows for one in _hiding(row) if kept and _hiding(row)[0] in kept}


def _hiding(row: Row) -> list[Element]:
    return [element for element, kind in row.hints if kind == HIDDEN]


def _words(lines: Sequence[Line]) -> int:
    return sum(len(one.terms) for one in lines)


def _goes_on(group: Sequence[Line], known: set[str], keys: set[str]) -> bool:
    copied = sum(one.key in keys for one in group)
    whole = Line("", [term for one in group for term in one.terms])
    return 2 * copied < len(group) and alike(whole, known) >= GOES_ON
