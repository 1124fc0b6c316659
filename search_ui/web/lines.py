"""Shares over time as lines: where each point stands; the template only draws them.

Lines differ by dash and by the sign on their points as well as by colour. A period in which there
is nothing to share breaks a line. Time runs the way the page is read.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 720, 260  # of the picture, in units of its view box
TOP, BOTTOM, SIDE = 27, 28, 28  # kept free above, for labels below, and at both ends
LABEL = 72  # units that a label needs, so that no two touch, as large as a phone shows them
STEPS = (1, 2, 2.5, 5, 10)  # between the lines of the scale, times a power of ten


@dataclass(frozen=True, slots=True)
class Point:
    """The share of a period, by its place in the list of periods."""

    period: int
    x: float
    y: float
    share: float


@dataclass(frozen=True, slots=True)
class Line:
    """A series: `path` is the `d` of its lines."""

    series: int
    path: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of the scale, or a label of time."""

    at: float
    value: float


@dataclass(frozen=True, slots=True)
class Lines:
    """A picture of `WIDTH` x `HEIGHT`; `scale` are shares at their height, `times` periods by their
    place."""

    lines: tuple[Line, ...]
    scale: tuple[Mark, ...]
    times: tuple[Mark, ...]
    base: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def drawn(series: Sequence[Sequence[float | None]], leftward: bool) -> Lines | None:
    """The picture of rows of shares (0 to 1), one a period; None where there is none above 0.
    `leftward` draws the earliest period at the right."""
    shares = [share for row in series for share in row if share]
    if not shares:
        return None
    step = _step(max(shares))
    steps = math.ceil(max(shares) / step - 1e-9)
    room = HEIGHT - TOP - BOTTOM
    periods = len(series[0])
    slot = (WIDTH - 2 * SIDE) / max(periods - 1, 1)

    def x(period: int) -> float:
        from_start = SIDE + period * slot if periods > 1 else WIDTH / 2
        return round(WIDTH - from_start if leftward else from_start, 2)

    def y(share: float) -> float:
        return round(HEIGHT - BOTTOM - room * share / (steps * step), 2)

    lines = []
    for number, row in enumerate(series):
        points = tuple(
            Point(at, x(at), y(share), share) for at, share in enumerate(row) if share is not None
        )
        lines.append(Line(number, _path(points), points))
    every = max(1, math.ceil(LABEL / slot))
    return Lines(
        lines=tuple(lines),
        scale=tuple(Mark(y(n * step), n * step) for n in range(1, steps + 1)),
        times=tuple(Mark(x(at), at) for at in range(0, periods, every)),
    )


def _step(most: float) -> float:
    """A round number of which at most five make the highest share."""
    power = 10.0 ** math.floor(math.log10(most / 5))
    return next(times * power for times in STEPS if times * power * 5 >= most * (1 - 1e-9))


def _path(points: Sequence[Point]) -> str:
    path = []
    before = None
    for point in points:
        joined = before is not None and point.period == before + 1
        path.append(f"{'L' if joined else 'M'}{point.x} {point.y}")
        before = point.period
    return "".join(path)
