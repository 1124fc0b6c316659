"""A comparison of words and actors over time as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from search_ui.taking.export_text import csv_line

COLUMNS = ("period", "source", "compared", "articles", "all", "share")


def csv_of(answer: dict[str, Any], facts: str) -> Iterator[str]:
    """A comparison as lines of CSV: a line of `facts`, the columns, then a line for each source
    (empty: all of them), each thing compared, and each period (empty: all of them)."""
    yield csv_line([facts])
    yield csv_line(COLUMNS)
    every = [period["count"] for period in answer["periods"]]
    whole = {"id": "", "count": answer["total"], "counts": every, "series": answer["series"]}
    for source in (whole, *answer["sources"]):
        for one in source["series"]:
            about = (source["id"], f"{one['kind']}:{one['value']}")
            yield _line("", about, one["total"], source["count"], one["share"])
            for place, period in enumerate(answer["periods"] if "shares" in one else ()):
                part, every_one = one["articles"][place], source["counts"][place]
                yield _line(period["id"], about, part, every_one, one["shares"][place])


def _line(period: str, about: tuple[str, str], part: int, whole: int, share: float | None) -> str:
    told = "" if share is None else f"{share:.6f}"
    return csv_line([period, *about, str(part), str(whole), told])
