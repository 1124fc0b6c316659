"""The passages of a text that best show why it was found: whole clauses, best first."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from search_ui.marks import Mark

LENGTH = 220  # code points that a passage aims at
MOST = 2  # passages of one text

# Where a passage may begin: after a line break, the end of a sentence, or a clause.
_BREAK = re.compile(r"\n+|(?<=[.!?\u061f\u2026])\s+|(?<=[\u060c\u061b,;:])\s+")


@dataclass(frozen=True, slots=True)
class Passage:
    """The text at [start, end) of a field, with the marks in it counted from `start`."""

    text: str
    marks: tuple[tuple[int, int], ...]


def passages(text: str, marks: list[Mark], most: int = MOST) -> list[Passage]:
    """At most `most` passages, those that answer the most clauses of the query first; the
    beginning of the text where nothing is marked."""
    if not text:
        return []
    chosen: list[tuple[int, int]] = []
    for start, end in _ranked(text, marks):
        if all(end <= s or start >= e for s, e in chosen):
            chosen.append((start, end))
        if len(chosen) == most:
            break
    return [_cut(text, start, end, marks) for start, end in chosen]


def _ranked(text: str, marks: list[Mark]) -> list[tuple[int, int]]:
    """Windows around the marks, best first: more clauses of the query, then more marks, then
    earlier in the text."""
    clauses = _clauses(text)
    if not marks:
        return [_window(text, clauses, 0, 0)]
    windows: dict[tuple[int, int], tuple[int, int]] = {}
    for mark in marks[:200]:  # enough to find the best of a long text
        window = _window(text, clauses, mark.start, mark.end)
        if window not in windows:
            inside = [m for m in marks if window[0] <= m.start and m.end <= window[1]]
            windows[window] = (len({m.clause for m in inside}), len(inside))
    return sorted(windows, key=lambda w: (-windows[w][0], -windows[w][1], w[0]))


def _clauses(text: str) -> list[int]:
    """Where clauses begin, the end of the text last."""
    return [0, *(match.end() for match in _BREAK.finditer(text)), len(text)]


def _window(text: str, clauses: list[int], start: int, end: int) -> tuple[int, int]:
    """Whole clauses around [start, end), up to `LENGTH`, within one line; a clause that is longer
    is cut between words."""
    at = bisect_right(clauses, start) - 1
    at = min(at, len(clauses) - 2)
    low, high = clauses[at], max(clauses[at + 1], end)
    after = at + 2
    while after < len(clauses) and clauses[after] - low <= LENGTH and text[high - 1] != "\n":
        high, after = clauses[after], after + 1
    while at and high - clauses[at - 1] <= LENGTH and text[low - 1] != "\n":
        at -= 1
        low = clauses[at]
    if high - low > LENGTH * 1.5:
        low, high = (
            _between_words(text, max(low, start - LENGTH // 2), low),
            min(high, end + LENGTH),
        )
        high = len(text) if high >= len(text) else max(text.rfind(" ", low, high), end)
    return low, high


def _between_words(text: str, at: int, lowest: int) -> int:
    space = text.rfind(" ", lowest, at)
    return lowest if at <= lowest else (space + 1 if space >= 0 else lowest)


def _cut(text: str, start: int, end: int, marks: list[Mark]) -> Passage:
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    first = start + lead
    inside = tuple(
        (mark.start - first, mark.end - first)
        for mark in marks
        if first <= mark.start and mark.end <= first + len(piece)
    )
    return Passage(piece, inside)
