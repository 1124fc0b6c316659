"""The passages of a text that best show why it was found: whole clauses, best first."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from search_ui.answering.marks import Mark

LENGTH = 220  # code points that a passage aims at
REACH = 160  # code points looked at on either side of a mark
MOST = 2  # passages of one text
MOST_MARKS = 200  # looked at; enough to find the best passage of a long text

# Where a passage may begin: after the end of a sentence or a clause.
_BREAK = re.compile(r"[.!?\u061f\u2026\u060c\u061b,;:]\s+")


class Passage(NamedTuple):
    """The text at [start, end) of a field, with the marks in it counted from `start`."""

    text: str
    marks: tuple[tuple[int, int], ...]


def passages(text: str, marks: list[Mark], most: int = MOST) -> list[Passage]:
    """At most `most` passages, those that answer the most clauses of the query first, then those
    with more marks, then the earlier; the beginning of the text where nothing is marked."""
    if not text:
        return []
    if not marks:
        return [_cut(text, *_window(text, 0, 0), marks)]
    chosen: list[tuple[int, int]] = []
    for start, end in _clusters(text, marks[:MOST_MARKS]):
        if not _meets(chosen, start, end):
            low, high = _window(text, start, end)
            if not _meets(chosen, low, high):
                chosen.append((low, high))
                if len(chosen) == most:
                    break
    return [_cut(text, start, end, marks) for start, end in chosen]


def _meets(chosen: list[tuple[int, int]], start: int, end: int) -> bool:
    return any([start < high and low < end for low, high in chosen])  # noqa: C419  # half the time


def _clusters(text: str, marks: list[Mark]) -> list[tuple[int, int]]:
    """Stretches of one line, at most `LENGTH` long, that begin and end with a mark; best first."""
    if len(marks) == 1:
        return [marks[0][:2]]
    found = []
    line_end, last, most = -1, 0, len(marks) - 1
    for place, (start, end, _) in enumerate(marks):
        if start > line_end:
            line_end = text.find("\n", start)
            line_end = line_end if line_end >= 0 else len(text)
        reach = start + LENGTH if start + LENGTH < line_end else line_end
        if last <= place:
            last = place
        while last < most and marks[last + 1][1] <= reach:
            last += 1
        if last == place:
            found.append((-1, 0, start, end))
        else:
            clauses = len({clause for _, _, clause in marks[place : last + 1]})
            found.append((-clauses, place - last, start, marks[last][1]))
    found.sort()
    return [(start, end) for _, _, start, end in found]


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole clauses around [start, end), up to `LENGTH`, within one line; a clause that is longer
    is cut between words."""
    first, last = max(start - REACH, 0), end + REACH
    line = text.rfind("\n", first - 1 if first else 0, start) + 1
    line_end = text.find("\n", end, last)
    first = line or first
    last = line_end if line_end >= 0 else min(len(text), last)
    breaks = [match.end() for match in _BREAK.finditer(text, first, last)]
    lows = breaks[: bisect_right(breaks, start)]
    highs = breaks[bisect_left(breaks, end) :]
    if not lows or first != start - REACH:
        lows.insert(0, _word_start(text, first))
    if not highs or last != end + REACH:
        highs.append(_word_end(text, last, end))
    high = highs[max(bisect_right(highs, lows[-1] + LENGTH) - 1, 0)]
    low = lows[min(bisect_left(lows, high - LENGTH), len(lows) - 1)]
    return low, high


def _word_start(text: str, at: int) -> int:
    """`at`, or the beginning of the next word where it stands inside one."""
    if at == 0 or text[at - 1].isspace():
        return at
    space = text.find(" ", at)
    return space + 1 if space >= 0 else at


def _word_end(text: str, at: int, lowest: int) -> int:
    """`at`, or the end of the word before where it stands inside one; not before `lowest`."""
    if at >= len(text) or text[at].isspace():
        return at
    return max(text.rfind(" ", lowest, at), lowest)


def _cut(text: str, start: int, end: int, marks: list[Mark]) -> Passage:
    whole = text[start:end]
    piece = whole.strip()
    first = start if piece is whole else start + len(whole) - len(whole.lstrip())
    last = first + len(piece)
    inside = [(s - first, e - first) for s, e, _ in marks if first <= s and e <= last]
    return Passage(piece, tuple(inside))
