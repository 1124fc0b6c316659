"""Time cut into periods that can be counted: decades, years, or the months of one year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from indexer.engines.answers import Found
from indexer.engines.query import UNDATED, Facet

Level = Literal["decades", "years", "months"]

MOST_YEARS = 40  # more are shown as decades
ALL_DATES = 10_000  # years and months are never cut: a picture with gaps would lie
FACETS = (Facet("years", "year", "", ALL_DATES), Facet("months", "month", "", ALL_DATES))


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, years or months as `from` and `to` take them; `id` is its first year
    or the month."""

    id: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Periods:
    """The periods that a result is counted in, one after another without gaps."""

    level: Level
    all: tuple[Period, ...]

    def counts(self, found: Found) -> list[int]:
        """The articles of each period, from the facets `FACETS` of an answer."""
        if self.level == "months":
            months = dict(found.facets["months"])
            return [months.get(period.id, 0) for period in self.all]
        years = dated_years(found)
        return [
            sum(count for year, count in years.items() if period.first <= year <= period.last)
            for period in self.all
        ]

    def told(self, found: Found) -> list[dict[str, Any]]:
        """The same as the API gives it: each period with its `count`."""
        return [
            {"id": period.id, "from": period.first, "to": period.last, "count": count}
            for period, count in zip(self.all, self.counts(found), strict=True)
        ]


def dated_years(found: Found) -> dict[str, int]:
    """The articles of each year (``2017``)."""
    return {year: count for year, count in found.facets["years"] if year != UNDATED}


def periods(years: Iterable[str], first: str | None, last: str | None) -> Periods:
    """The periods for a result with articles of these years, under a chosen range; none where there
    is no article with a date."""
    within = sorted(
        year
        for year in years
        if (not first or year >= first[:4]) and (not last or year <= last[:4])
    )
    if first and last and first[:4] == last[:4]:
        return Periods("months", _months(first[:4]))
    if not within:
        return Periods("years", ())
    low, high = int(within[0]), int(within[-1])
    if low == high:
        return Periods("months", _months(within[0]))
    if high - low < MOST_YEARS:
        ids = [f"{year:04}" for year in range(low, high + 1)]
        return Periods("years", tuple(Period(id, id, id) for id in ids))
    decades = range(low // 10 * 10, high + 1, 10)
    ends = [(f"{max(decade, 1):04}", f"{decade + 9:04}") for decade in decades]
    return Periods("decades", tuple(Period(first, first, last) for first, last in ends))


def without_month(found: Found, level: Level) -> int:
    """The dated articles that no month holds, since no more than their year is known."""
    if level != "months":
        return 0
    months: Mapping[str, int] = dict(found.facets["months"])
    return sum(dated_years(found).values()) - sum(n for id, n in months.items() if id != UNDATED)


def _months(year: str) -> tuple[Period, ...]:
    ids = [f"{year}-{month:02}" for month in range(1, 13)]
    return tuple(Period(id, id, id) for id in ids)
