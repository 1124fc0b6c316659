"""Pictures over time: periods without gaps, bars and lines within their frame, gaps left open."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from indexer.engines.answers import Found
from search_ui.answering.periods import periods, without_month
from search_ui.web import lines, stacked

SHARES = some.sampled_from((None, 0.0)) | some.floats(1e-6, 1)


def _found(years: dict[str, int], months: dict[str, int]) -> Found:
    facets = {"years": tuple(years.items()), "months": tuple(months.items())}
    return Found(sum(years.values()), (), facets, "g000001")


@pytest.mark.parametrize(
    ("years", "first", "last", "level", "ids"),
    [
        (["2016", "2018"], None, None, "years", ["2016", "2017", "2018"]),
        (["2016"], None, None, "months", ["2016-01", "2016-12"]),
        (["2016", "2018"], "2018", "2018-04", "months", ["2018-01", "2018-12"]),
        (["2016", "2018"], "2017", None, "months", ["2018-01", "2018-12"]),
        (["1897", "2018"], None, None, "decades", ["1890", "2010"]),
        (["0005", "0061"], None, None, "decades", ["0001", "0060"]),
        ([], None, None, "years", []),
        (["2016"], "1900", "1950", "years", []),
    ],
)
def test_periods(
    years: list[str], first: str | None, last: str | None, level: str, ids: list[str]
) -> None:
    made = periods(years, first, last)
    found = [period.id for period in made.all]
    assert made.level == level and found[:1] + found[-1:] == ids[:1] + ids[-1:]
    assert found == sorted(set(found))


def test_counts_by_period() -> None:
    found = _found({"1897": 2, "1899": 1, "2018": 4, "undated": 7}, {"2018-03": 3, "undated": 7})
    made = periods(["1897", "1899", "2018"], None, None)
    counts = made.counts(found)
    assert (counts[0], counts[-1], sum(counts)) == (3, 4, 7)
    year = _found({"2018": 4}, {"2018-03": 3})
    assert periods(["2018"], None, None).counts(year)[2] == 3
    assert without_month(year, "months") == 1 and without_month(year, "years") == 0


@given(
    some.lists(some.lists(some.integers(0, 10**6), min_size=3, max_size=3), max_size=6),
    some.booleans(),
)
def test_bars_stand_in_their_frame(series: list[list[int]], leftward: bool) -> None:
    picture = stacked.stacks(series, leftward)
    if not any(map(any, series)):
        assert picture is None
        return
    assert picture is not None and len(picture.bars) == 3
    for bar in picture.bars:
        assert bar.x >= 0 and bar.x + bar.width <= stacked.WIDTH
        height = sum(part.height for part in bar.parts)
        assert height <= picture.base - picture.top + 0.1
        for part in bar.parts:
            assert part.y >= picture.top - 0.1 and series[part.series][bar.period] > 0
    assert (picture.bars[0].x > picture.bars[2].x) == leftward


@given(
    some.lists(some.lists(SHARES, min_size=4, max_size=4), min_size=1, max_size=5),
    some.booleans(),
)
def test_lines_stay_in_their_frame_and_break_where_nothing_is(
    series: list[list[float | None]], leftward: bool
) -> None:
    picture = lines.drawn(series, leftward)
    if not any(share for row in series for share in row):
        assert picture is None
        return
    assert picture is not None and 1 <= len(picture.scale) <= 5
    for line, row in zip(picture.lines, series, strict=True):
        assert [point.share for point in line.points] == [s for s in row if s is not None]
        joined = sum(a is not None and b is not None for a, b in pairwise(row))
        assert len(re.findall("L", line.path)) == joined
        for point in line.points:
            assert 0 <= point.x <= lines.WIDTH
            assert lines.TOP - 0.1 <= point.y <= picture.base + 0.1
