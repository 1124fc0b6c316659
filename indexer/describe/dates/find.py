"""Every absolute date in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from indexer.describe.dates import grammar
from indexer.describe.dates.calendars import GREGORIAN_YEARS, HIJRI_YEARS
from indexer.describe.dates.resolve import FoundDate, joined, resolved
from indexer.describe.dates.shadow import Shadow, fold
from indexer.describe.dates.tokens import Tokens, tokenise

# A date has a year, and all else that belongs to it stands within so many characters of it; a
# window may grow by _TO_A_SPACE so as not to begin or end inside a word.
_BEFORE, _AFTER, _TO_A_SPACE = 120, 100, 40


def find_dates(text: str) -> list[FoundDate]:
    """Every absolute date of `text` in reading order, a month with its year among them.

    A date stands on one line. A bare year, a year of two digits and a date in numbers inside an
    address, a file name or a telephone number are not read. Never raises; may be empty.
    """
    found = []
    for start, end in _windows(text):
        shadow = fold(text[start:end])
        tokens = tokenise(shadow.text)
        for reading in joined(tokens, grammar.read(tokens)):
            date = stated(reading, tokens, shadow, text, start)
            if date:
                found.append(date)
    return found


def stated(
    reading: grammar.Reading, tokens: Tokens, shadow: Shadow, text: str, offset: int = 0
) -> FoundDate | None:
    """The date of a reading of `shadow`, which stands at `offset` in `text`; None if uncertain."""
    facts = resolved(reading)
    if facts is None:
        return None
    value, precision, uncertain, agrees = facts
    start, end = shadow.original(tokens.starts[reading.start], tokens.ends[reading.end - 1])
    start, end = start + offset, end + offset
    return FoundDate(
        value, precision, text[start:end], start, end, reading.calendar, uncertain, agrees
    )


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of `text`, apart and in order, each around years that stand near one another."""
    first, last = 0, 0
    for match in _year().finditer(text):
        if int(match[0]) not in GREGORIAN_YEARS and int(match[0]) not in HIJRI_YEARS:
            continue
        if last and match.start() - last > _BEFORE + _AFTER + 2 * _TO_A_SPACE:
            yield _around(text, first, last)
            last = 0
        if not last:
            first = match.start()
        last = match.end()
    if last:
        yield _around(text, first, last)


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """Widens a span, within its lines and to the next space where one is near."""
    first = max(0, start - _BEFORE)
    line = text.rfind("\n", first, start)
    if line >= 0:
        first = line + 1
    elif first:
        first = max(text.rfind(" ", max(0, first - _TO_A_SPACE), first), 0) or first
    last = min(len(text), end + _AFTER)
    line = text.find("\n", end, last)
    if line >= 0:
        return first, line
    space = text.find(" ", last, last + _TO_A_SPACE)
    return first, last if space < 0 else space


@cache
def _year() -> re.Pattern[str]:
    return re.compile(r"(?<!\d)\d{4}(?!\d)")
