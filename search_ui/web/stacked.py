"""Counts over time as bars of stacked parts: how high, where; the template only draws them.

Parts differ by pattern as well as by colour, which the template draws. Time runs the way the page
is read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 220  # of the picture, in units of its view box
TOP, BOTTOM = 27, 28  # kept free above the bars, for the scale; under them, for the labels
LABEL = 72  # units that a label needs, so that no two touch, as large as a phone shows them
WIDEST = 40  # of a bar


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar: `series` numbers the row of counts that it is of, from 0."""

    series: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar of a period, by its place in the list of periods; `labelled` where there is room."""

    period: int
    left: float
    slot: float
    x: float
    width: float
    middle: float
    labelled: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Stacks:
    """A picture of `WIDTH` x `HEIGHT`; `base` is where the bars stand, `most` the highest sum."""

    bars: tuple[Bar, ...]
    most: int
    top: int = TOP
    base: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def stacks(series: Sequence[Sequence[int]], leftward: bool) -> Stacks | None:
    """The picture of rows of counts, one count a period; None where there is nothing to draw.
    `leftward` draws the earliest period at the right."""
    sums = [sum(counts) for counts in zip(*series, strict=True)]
    if not any(sums):
        return None
    most = max(sums)
    slot = WIDTH / len(sums)
    width = min(slot * 0.72, WIDEST)
    every = max(1, math.ceil(LABEL / slot))
    bars = []
    for period in range(len(sums)):
        left = WIDTH - (period + 1) * slot if leftward else period * slot
        bars.append(
            Bar(
                period=period,
                left=round(left, 2),
                slot=round(slot, 2),
                x=round(left + (slot - width) / 2, 2),
                width=round(width, 2),
                middle=round(left + slot / 2, 2),
                labelled=period % every == 0,
                parts=_parts([counts[period] for counts in series], most),
            )
        )
    return Stacks(tuple(bars), most)


def _parts(counts: Sequence[int], most: int) -> tuple[Part, ...]:
    room = HEIGHT - TOP - BOTTOM
    below = 0
    parts = []
    for number, count in enumerate(counts):
        if count:
            below += count
            y = HEIGHT - BOTTOM - room * below / most
            parts.append(Part(number, round(y, 2), round(room * count / most, 2)))
    return tuple(parts)
