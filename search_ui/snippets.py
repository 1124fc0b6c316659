"""The passages of a text that best show why it was found: whole clauses, best first."""

from __future__ import annotations

import re
from dataclasses import dataclass

from search_ui.marks import Mark

LENGTH = 220  # code points that a passage aims at
REACH = 160  # code points looked at on either side of a mark
MOST = 2  # passages of one text
MOST_MARKS = 200  # looked at; enough to find the best passage of a long text

# Where a passage may begin: after the end of a sentence or a clause.
_BREAK = re.compile(r"[.!?\u061f\u2026\u060c\u061b,;:]\s+")


@dataclass(frozen=True, slots=True)
class Passage:
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
        if all(end <= low or start >= high for low, high in chosen):
            low, high = _window(text, start, end)
            if all(high <= s or low >= e for s, e in chosen):
                chosen.append((low, high))
        if len(chosen) == most:
            break
    return [_cut(text, start, end, marks) for start, end in chosen]


def _clusters(text: str, marks: list[Mark]) -> list[tuple[int, int]]:
    """Stretches of one line, at most `LENGTH` long, that begin and end with a mark; best first."""
    found = []
    line_end, last = -1, 0
    for place, mark in enumerate(marks):
        if mark.start > line_end:
            line_end = text.find("\n", mark.start)
            line_end = line_end if line_end >= 0 else len(text)
        reach = min(mark.start + LENGTH, line_end)
        last = max(last, place)
        while last + 1 < len(marks) and marks[last + 1].end <= reach:
            last += 1
        clauses = len({m.clause for m in marks[place : last + 1]})
        found.append((-clauses, place - last, mark.start, marks[last].end))
    found.sort()
    return [(start, end) for _, _, start, end in found]


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
