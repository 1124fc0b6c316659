"""What a mail holds beside what its writer wrote: the mails it answers, and the signature.

A quotation has a sign before each of its lines (RFC 3676) and is told by a line over it that names
whose it is: an address or a time of day stands there, and a colon ends it. Without such a line a
quotation is part of the text, as it is in any text.
"""

from __future__ import annotations

import re

from indexer.records import Dropped

SIGNATURE = 8  # lines of a signature, at most
WRAPPED = 2  # lines of the line over a quotation
_MARK = ">"
_DASHES = "--"  # RFC 3676: «-- » alone on a line; the space is often lost
_TOLD = re.compile(r"\S@\S|\d:\d\d")


def cut(content: str) -> tuple[str, tuple[Dropped, ...]]:
    """A text without its signature and what it quotes; whole where nothing else is in it."""
    if _DASHES not in content and _MARK not in content:
        return content, ()
    lines = content.split("\n")
    out = dict.fromkeys(_quotations(lines), "other_text") | dict.fromkeys(
        _signature(lines), "footer"
    )
    kept = [line for place, line in enumerate(lines) if place not in out]
    if not out or not any(map(str.isalnum, "".join(kept))):
        return content, ()
    gone = (Dropped(lines[i].strip(), out[i]) for i in sorted(out) if lines[i].strip())
    return "\n".join(kept), tuple(gone)


def _signature(lines: list[str]) -> range:
    """The last lines, from two dashes that stand alone; a quotation may follow them."""
    for place in range(len(lines) - 1, 0, -1):
        if lines[place].rstrip() == _DASHES:
            end = next((i for i in range(place, len(lines)) if _is_quoted(lines[i])), len(lines))
            few = sum(bool(line.strip()) for line in lines[place + 1 : end]) <= SIGNATURE
            return range(place, end) if few and end == len(lines) else range(0)
    return range(0)


def _quotations(lines: list[str]) -> set[int]:
    found: set[int] = set()
    for place, line in enumerate(lines):
        if not _is_quoted(line):
            continue
        if place - 1 in found:
            found.add(place)
            continue
        over = _over(lines, place)
        if found or over:
            found.update((*over, place))
    return found


def _over(lines: list[str], place: int) -> list[int]:
    """The places of the line over a quotation that says whose it is; empty where there is none."""
    before = [i for i in range(place) if lines[i].strip()][-WRAPPED:]
    if not before or not lines[before[-1]].rstrip().endswith(":"):
        return []
    for first in range(len(before) - 1, -1, -1):
        if _TOLD.search(" ".join(lines[i] for i in before[first:])):
            wrapped = lines[before[first]].lstrip().startswith("<")  # the name is on the line above
            return before[max(0, first - wrapped) :]
    return []


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(_MARK)
