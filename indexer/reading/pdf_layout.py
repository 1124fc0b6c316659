"""Glyphs where they stand on a page, as lines and paragraphs in the order in which they are read.

Rows of glyphs are cut where a gap is wide; the pieces are parted into blocks by the emptiest cuts
down and across (a recursive X-Y cut), columns of Arabic from the right; in a block, the end of a
short line, an indented line and a wide gap part paragraphs.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from indexer.arabic.script import arabic_letters
from indexer.arabic.visual import logical

WIDE = 1.6  # sizes of a glyph between two glyphs of a row: the row is in two columns
WORDS_APART = 0.18  # sizes of a glyph between two words of a line without spaces
WORDS_AWAY = 0.6  # and of a line that has spaces of its own
GUTTER = 0.7  # sizes of a glyph that a column is away from the next
APART = 0.75  # heights of a line between two blocks
LOOSE = 0.5  # of a line's pitch more than its neighbours' parts paragraphs
INDENT = 0.9  # sizes of a glyph at the start of a paragraph
SHORT = 0.02  # of the width of a block that a line lacks although the next word would fit
OTHER_SIZE = 1.15  # how much larger or smaller the letters of another paragraph are
DEEPEST = 60  # cuts within cuts
MOST_LINES = 200  # of a page, at which columns are looked for


@dataclass(frozen=True, slots=True)
class _Box:
    """A text and its box, in points from the lower left corner."""

    text: str
    x0: float
    x1: float
    y0: float
    y1: float

    @property
    def size(self) -> float:
        return self.y1 - self.y0


class Glyph(_Box):
    """The letters of a glyph."""

    __slots__ = ()


class Piece(_Box):
    """A row of glyphs, or what of it stands in one column, with its text in reading order."""

    __slots__ = ()


def page_text(glyphs: Sequence[Glyph]) -> str:
    """The text of a page: a line for each printed line, a blank line between paragraphs."""
    rows = _rows(glyph for glyph in glyphs if not _is_mark(glyph))
    pieces = [piece for row in _marked(rows, glyphs) for piece in _pieces(row)]
    if not pieces:
        return ""
    rtl = 2 * sum(arabic_letters(p.text) for p in pieces) > sum(map(_letters, pieces))
    blocks = _blocks(pieces, rtl, 0)
    return "\n\n".join("\n\n".join(_paragraphs(block, rtl)) for block in blocks)


def _letters(piece: Piece) -> int:
    return sum(map(str.isalpha, piece.text))


def _rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs on one height, from the top down."""
    rows: list[list[Glyph]] = []
    middle = size = 0.0
    for glyph in sorted(glyphs, key=lambda g: -(g.y0 + g.y1)):
        own = (glyph.y0 + glyph.y1) / 2
        if rows and middle - own < 0.5 * min(size, glyph.size or size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle, size = own, glyph.size
    return rows


def _is_mark(glyph: Glyph) -> bool:
    return bool(glyph.text) and all(map(unicodedata.combining, glyph.text))


def _marked(rows: list[list[Glyph]], glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The rows, with each vowel sign part of the glyph that it stands over or under."""
    heights = [-(row[0].y0 + row[0].y1) / 2 for row in rows]
    for mark in filter(_is_mark, glyphs):
        x, y = (mark.x0 + mark.x1) / 2, (mark.y0 + mark.y1) / 2
        at = bisect_left(heights, -y)
        near = rows[max(0, at - 1) : at + 1]
        found = [
            (abs((base.y0 + base.y1) / 2 - y), number, place)
            for number, row in enumerate(near)
            for place, base in enumerate(row)
            if base.x0 - 0.1 <= x <= base.x1 + 0.1 and base.text.strip()
        ]
        if found:
            _, number, place = min(found)
            near[number][place] = replace(
                near[number][place], text=near[number][place].text + mark.text
            )
    return rows


def _pieces(row: list[Glyph]) -> list[Piece]:
    """A row cut at its wide gaps."""
    row = sorted(row, key=lambda g: (g.x1, g.x0))
    made: list[list[Glyph]] = [[]]
    end = row[0].x1
    for glyph in row:
        if made[-1] and glyph.x0 - end > WIDE * glyph.size:
            made.append([])
        made[-1].append(glyph)
        if not glyph.text.isspace():
            end = max(end, glyph.x1)
    return [piece for part in made if (piece := _piece(part))]


def _piece(part: list[Glyph]) -> Piece | None:
    inked = [glyph for glyph in part if glyph.text.strip()]  # one of an unknown letter has no text
    if not inked:
        return None
    spaced = any(glyph.text.isspace() for glyph in part[1:-1])
    least = WORDS_AWAY if spaced else WORDS_APART
    glyphs: list[str] = []
    end = part[0].x0
    for glyph in part:
        if glyphs and glyph.x0 - end > least * glyph.size:
            glyphs.append(" ")
        glyphs.append(" " if glyph.text.isspace() else glyph.text)
        end = max(end, glyph.x1)
    rtl = any(arabic_letters(glyph) for glyph in glyphs)
    text = " ".join((logical(glyphs) if rtl else "".join(glyphs)).split())
    x0, x1 = min(g.x0 for g in inked), max(g.x1 for g in inked)
    y0, y1 = median(g.y0 for g in inked), median(g.y1 for g in inked)
    return Piece(text, x0, x1, y0, y1)


def _blocks(pieces: list[Piece], rtl: bool, depth: int) -> list[list[Piece]]:
    """Pieces parted into blocks in reading order: columns first, then what is set apart."""
    if len(pieces) < 2 or depth > DEEPEST:
        return [pieces]
    parts = _columns(pieces, rtl) or _apart(pieces) or _beside_columns(pieces, rtl)
    if parts is None:
        return [_rejoined(pieces, rtl)]
    return [block for part in parts for block in _blocks(part, rtl, depth + 1)]


def _columns(pieces: list[Piece], rtl: bool) -> tuple[list[Piece], list[Piece]] | None:
    """The first column and the others, where an empty stripe runs down beside it."""
    at = _cut([(p.x0, p.x1) for p in pieces], GUTTER * median(p.size for p in pieces))
    if at is None:
        return None
    left, right = [p for p in pieces if p.x0 < at], [p for p in pieces if p.x0 >= at]
    if not _is_column(left) or not _is_column(right):
        return None
    return (right, left) if rtl else (left, right)


def _apart(pieces: list[Piece]) -> tuple[list[Piece], list[Piece]] | None:
    """What stands over and under the widest gap, where that is wide among the others."""
    gaps = _gaps(pieces)
    size = median(p.size for p in pieces)
    at = _cut([(p.y0, p.y1) for p in pieces], max(APART * size, 2 * median(gaps or [0.0])))
    return None if at is None else _over_and_under(pieces, at)


def _beside_columns(pieces: list[Piece], rtl: bool) -> tuple[list[Piece], list[Piece]] | None:
    """What stands over columns and the columns, or the columns and what stands under them."""
    if not any(p.y0 < q.y1 and q.y0 < p.y1 for p, q in pairwise(pieces)):
        return None  # no two pieces beside each other
    heights = sorted({p.y0 for p in pieces}, reverse=True)[:MOST_LINES]
    for at in heights[:-1]:
        over, under = _over_and_under(pieces, at)
        if over and _columns(under, rtl):
            return over, under
    for at in reversed(heights[:-1]):
        over, under = _over_and_under(pieces, at)
        if under and _columns(over, rtl):
            return over, under
    return None


def _over_and_under(pieces: list[Piece], at: float) -> tuple[list[Piece], list[Piece]]:
    return [p for p in pieces if p.y0 >= at], [p for p in pieces if p.y0 < at]


def _gaps(pieces: list[Piece]) -> list[float]:
    """The empty heights between the rows."""
    gaps, end = [], None
    for piece in sorted(pieces, key=lambda p: -p.y1):
        if end is not None and piece.y1 < end:
            gaps.append(end - piece.y1)
        end = piece.y0 if end is None else min(end, piece.y0)
    return gaps


def _is_column(pieces: list[Piece]) -> bool:
    """Whether pieces are lines of text, and no column of figures or marks."""
    lines = sorted(pieces, key=lambda p: -p.y0)
    return len(lines) > 2 and median(len(p.text) for p in lines) >= 8


def _cut(spans: list[tuple[float, float]], least: float) -> float | None:
    """The middle of the widest gap between spans, if it is at least so wide."""
    best, middle = least, None
    spans = sorted(spans)
    end = spans[0][1]
    for start, stop in spans:
        if start - end >= best:
            best, middle = start - end, (start + end) / 2
        end = max(end, stop)
    return middle


def _rejoined(pieces: list[Piece], rtl: bool) -> list[Piece]:
    """The lines of a block: pieces on one height are one line after all (a table, a wide gap)."""
    lines: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: -(p.y0 + p.y1)):
        if lines and lines[-1][0].y0 - piece.y0 < 0.5 * piece.size:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    made = []
    for line in lines:
        line.sort(key=lambda p: p.x0, reverse=rtl)
        x0, x1 = min(p.x0 for p in line), max(p.x1 for p in line)
        text = " ".join(p.text for p in line)
        made.append(Piece(text, x0, x1, line[0].y0, line[0].y1))
    return made


def _first_word(line: Piece) -> float:
    """How wide the first word of a line is: it did not fit on the line above."""
    return (line.x1 - line.x0) * (len(line.text.split(maxsplit=1)[0]) + 1) / (len(line.text) + 1)


def _paragraphs(lines: list[Piece], rtl: bool) -> list[str]:
    """The paragraphs of a block, each with its lines."""
    lines = _rejoined(lines, rtl)
    left, right = min(p.x0 for p in lines), max(p.x1 for p in lines)
    pitches = [
        (above.y0 - below.y0) / (max(above.size, below.size) or 1.0)
        for above, below in pairwise(lines)
    ]
    usual = median(pitches) if pitches else 0.0
    made = [[lines[0].text]]
    for place, line in enumerate(lines[1:]):
        above = lines[place]
        lacks = (above.x0 - left) if rtl else (right - above.x1)
        indent = (right - line.x1) if rtl else (line.x0 - left)
        over = (right - above.x1) if rtl else (above.x0 - left)
        sizes = sorted((above.size or 1.0, line.size or 1.0))
        parted = (
            pitches[place] > (1 + LOOSE) * usual
            or lacks > SHORT * (right - left) + _first_word(line)
            or indent - over > INDENT * line.size
            or sizes[1] > OTHER_SIZE * sizes[0]
        )
        if parted:
            made.append([])
        made[-1].append(line.text)
    return ["\n".join(paragraph) for paragraph in made]
