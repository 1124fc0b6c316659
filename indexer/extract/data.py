"""Tables and lists that an HTML article itself holds, and not the page around it.

They hold no links, nothing that is furniture by its words, and no date or byline by itself in a
list; they stand among the paragraphs of the article or right behind them.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.extract.dom import Element, Row, within
from indexer.extract.lines import HEADLINE, Line, byline, labelled

LISTS = frozenset(("ul", "ol"))
SLIGHT = frozenset({None, "counter", "signs"})  # what figures and signs in a cell look like


def places(
    rows: Sequence[Row], lines: Sequence[Line], home: Element, running: Sequence[int]
) -> set[int]:
    """The places of the lines of such tables and lists within `home`; `running` are the places of
    the article's paragraphs, at least one."""
    groups: dict[Element, list[int]] = {}
    for place in range(running[0], len(rows)):
        element = within(rows[place].element, home, LISTS | {"table"})
        if element is not None:
            groups.setdefault(element, []).append(place)
    found: set[int] = set()
    last = running[-1]
    for element, group in groups.items():
        over = lines[group[0] - 1]
        opened = over.text.endswith(":")
        if over.kind or group[0] > last + 1 + opened or not set(group).isdisjoint(running):
            continue
        if _is_data(element, [rows[i] for i in group], [lines[i] for i in group], opened):
            found.update(group)
            last = max(last, group[-1])
    return found


def _is_data(element: Element, rows: Sequence[Row], lines: Sequence[Line], opened: bool) -> bool:
    if any(row.linked or row.hints for row in rows) or len(lines) < 2:
        return False
    if element.tag == "table":
        wide = [tr for tr in element.iter("tr") if len(tr.findall("td") + tr.findall("th")) > 1]
        short = all(len(line.terms) <= HEADLINE for line in lines)
        return len(wide) > 1 and short and all(line.kind in SLIGHT for line in lines)
    if any(line.kind or line.date or (byline(line) and not labelled(line)) for line in lines):
        return False
    return opened or all(len(line.terms) > 1 for line in lines)
