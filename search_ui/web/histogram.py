"""The date facet as a picture: which bars, how high, where; the template only draws them.

Bars are decades, years, the months of one year or the days of one month, whatever the chosen range
leaves room for. Time runs the way the page is read.
"""

from __future__ import annotations

import calendar
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Level = Literal["decades", "years", "months", "days"]

WIDTH, HEIGHT = 288, 96  # of the picture, in units of its view box
TOP, BOTTOM = 6, 18  # kept free above the bars; under them, for the labels
MOST_YEARS = 16  # more are shown as decades
LABEL = 34  # units that a label needs, so that no two touch
LEAST = 2  # height of a bar that counts anything


@dataclass(frozen=True, slots=True)
class Span:
    """A bar before it is drawn: `first` and `last` are years, months or days, as `from` and `to`
    take them."""

    first: str
    last: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as drawn. `label` is empty where there is no room for one; `within` says whether it
    lies in the chosen range."""

    span: Span
    label: str
    x: float
    y: float
    width: float
    height: float
    middle: float
    slot: float
    left: float
    within: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    """A picture of `WIDTH` x `HEIGHT`; `base` is where the bars stand, `most` the highest count.

    `coarse` counts the articles of the year or month shown of which no more than that is known: no
    bar holds them.
    """

    level: Level
    bars: tuple[Bar, ...]
    most: int
    coarse: int = 0
    base: int = HEIGHT - BOTTOM
    width: int = WIDTH
    height: int = HEIGHT


def histogram(
    dates: Mapping[str, Any], first: str | None, last: str | None, leftward: bool
) -> Histogram | None:
    """The picture of the `dates` of an answer's facets under a chosen range; None if none is dated.

    `leftward` draws the earliest bar at the right.
    """
    years = {int(year["id"]): int(year["count"]) for year in dates["years"]}
    if not years:
        return None
    low = int(first[:4]) if first else min(years)
    high = int(last[:4]) if last else max(years)
    months = {month["id"]: int(month["count"]) for month in dates["months"]}
    if first and last and len(first) > 4 and len(last) > 4 and first[:7] == last[:7]:
        spans = _days(first[:7], {day["id"]: int(day["count"]) for day in dates["days"]})
        coarse = max(0, months.get(first[:7], 0) - sum(span.count for span in spans))
        return _drawn("days", spans, (first, last), leftward, coarse)
    if (first or last) and low == high:
        spans = _months(low, months)
        coarse = max(0, years.get(low, 0) - sum(span.count for span in spans))
        return _drawn("months", spans, (first, last), leftward, coarse)
    low, high = max(low, min(years)), min(high, max(years))
    if low > high:  # the range lies beside every article: show where they are
        low, high = min(years), max(years)
    if high - low < MOST_YEARS:
        return _drawn("years", _years(low, high, years), (first, last), leftward)
    return _drawn("decades", _decades(low, high, years), (first, last), leftward)


def _months(year: int, counts: Mapping[str, int]) -> list[Span]:
    ids = [f"{year:04}-{month:02}" for month in range(1, 13)]
    return [Span(id, id, str(int(id[5:])), counts.get(id, 0)) for id in ids]


def _days(month: str, counts: Mapping[str, int]) -> list[Span]:
    days = calendar.monthrange(int(month[:4]), int(month[5:]))[1]
    ids = [f"{month}-{day:02}" for day in range(1, days + 1)]
    return [Span(id, id, str(int(id[8:])), counts.get(id, 0)) for id in ids]


def _years(low: int, high: int, counts: Mapping[int, int]) -> list[Span]:
    return [
        Span(f"{year:04}", f"{year:04}", f"{year:04}", counts.get(year, 0))
        for year in range(low, high + 1)
    ]


def _decades(low: int, high: int, counts: Mapping[int, int]) -> list[Span]:
    spans = []
    for decade in range(low // 10 * 10, high + 1, 10):
        count = sum(counts.get(year, 0) for year in range(decade, decade + 10))
        first, last = max(decade, 1), min(decade + 9, 9999)
        spans.append(Span(f"{first:04}", f"{last:04}", f"{first:04}", count))
    return spans


def _drawn(
    level: Level,
    spans: list[Span],
    chosen: tuple[str | None, str | None],
    leftward: bool,
    coarse: int = 0,
) -> Histogram:
    most = max(span.count for span in spans) or 1
    slot = WIDTH / len(spans)
    every = max(1, math.ceil(LABEL / slot)) if level != "months" else 1
    room = HEIGHT - TOP - BOTTOM
    bars = []
    for place, span in enumerate(spans):
        left = WIDTH - (place + 1) * slot if leftward else place * slot
        height = max(LEAST, room * span.count / most) if span.count else 0
        width = min(slot * 0.72, 26)
        bars.append(
            Bar(
                span=span,
                label=span.label if place % every == 0 else "",
                x=round(left + (slot - width) / 2, 2),
                y=round(HEIGHT - BOTTOM - height, 2),
                width=round(width, 2),
                height=round(height, 2),
                middle=round(left + slot / 2, 2),
                slot=round(slot, 2),
                left=round(left, 2),
                within=_within(span, *chosen),
            )
        )
    return Histogram(level, tuple(bars), most, coarse)


def _within(span: Span, first: str | None, last: str | None) -> bool:
    """Whether the span overlaps the chosen range; nothing is chosen where there is no range."""
    if not (first or last):
        return False
    after = not first or span.last[: len(first)] >= first[: len(span.last)]
    before = not last or span.first[: len(last)] <= last[: len(span.first)]
    return after and before
