"""Lines that are nothing but a date: the share that is read right."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks.data import rows_if_there
from indexer.describe.dates import find_dates, parse_date

ENGLISH = "%d %B %Y %I:%M %p"


def measure(data: Path) -> dict[str, float]:
    """The share of date lines read right, by both parsers, and of dateparser's absolute cases."""
    folder = data / "dates"
    found = {}
    lines = list(rows_if_there(folder / "datelines.jsonl"))
    if lines:
        right = [_is(row["raw"], row["iso"]) for row in lines]
        found["datelines"] = sum(right) / len(right)
    cases = list(_absolute(rows_if_there(folder / "dateparser_arabic_cases.jsonl")))
    if cases:
        right = [[date.value for date in find_dates(text)] == dates for text, dates in cases]
        found["dateparser"] = sum(right) / len(right)
    return found


def _is(text: str, value: str) -> bool:
    parsed = parse_date(text)
    return parsed is not None and parsed.value == value and _found(text) == [value]


def _found(text: str) -> list[str]:
    return [date.value for date in find_dates(text)]


def _absolute(rows: Iterator[dict[str, Any]]) -> Iterator[tuple[str, list[str]]]:
    """The cases that state a whole date, each with what dateparser reads from it: a line beside its
    English one, and a text with the lines found in it."""
    known: dict[str, str] = {}
    for strings in (row["strings"] for row in rows):
        text, others = strings[1], strings[2:]
        english = _english(others[0]) if others else None
        if english:
            known[text] = english
        elif len(others) > 1 and all(other in text for other in others[:2]) and len(text) > 99:
            yield text, [value for other in others[:2] for value in _found(other)]
        if text in known:
            yield text, [known[text]]


def _english(text: str) -> str | None:
    try:
        return datetime.strptime(text, ENGLISH).isoformat(timespec="minutes")
    except ValueError:
        return None
