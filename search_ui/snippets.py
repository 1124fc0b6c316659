"""The passages of a text that best show why it was found: whole clauses, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search_ui.marks import Mark

LENGTH = 220  # code points that a passage aims at
REACH = 160  # code points looked at on either side of a mark
MOST = 2  # passages of one text
MOST_MARKS = 200  # looked at; enough to find the best passage of a long text

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
    if not marks:
        return [_window(text, 0, 0)]
    windows: dict[tuple[int, int], tuple[int, int]] = {}
    end = -1
    for mark in marks[:MOST_MARKS]:
        if mark.end <= end:  # inside the window before it
            continue
        window = _window(text, mark.start, mark.end)
        end = window[1]
        inside = [m for m in marks if window[0] <= m.start and m.end <= window[1]]
        windows[window] = (len({m.clause for m in inside}), len(inside))
    return sorted(windows, key=lambda w: (-windows[w][0], -windows[w][1], w[0]))


def _window(text: str, start: int, end: int) -> tuple[int, int]:
    """Whole clauses around [start, end), up to `LENGTH`, within one line; a clause that is longer
    is cut between words."""
    first = max(text.rfind("\n", 0, start) + 1, start - REACH)
    line_end = text.find("\n", end)
    last = min(line_end if line_end >= 0 else len(text), end + REACH)
    breaks = [match.end() for match in _BREAK.finditer(text, first, last)]
    before = [at for at in breaks if at <= start]
    after = [at for at in breaks if at >= end]
    cut_before, cut_after = first == start - REACH, last == end + REACH
    lows = ([] if cut_before and before else [_word_start(text, first)]) + before
    highs = after + ([] if cut_after and after else [_word_end(text, last, end)])
    low, high = lows.pop(), highs.pop(0)
    while highs and highs[0] - low <= LENGTH:
        high = highs.pop(0)
    while lows and high - lows[-1] <= LENGTH:
        low = lows.pop()
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
