"""From what is printed to what is known: pairs of calendars, conversion, weekday as a check."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.describe.dates import calendars
from indexer.describe.dates.grammar import Reading
from indexer.describe.dates.tokens import Tokens

# Two dates that stand side by side are one day in two calendars if they lie no further apart.
_SIDE_BY_SIDE = datetime.timedelta(days=2)
_JOINT = re.compile(r"[ ,/|()=.-]{0,4} (?P<told>q)? [ :,(]{0,3} (?:o[ ]?)?", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date as a text states it.

    value: the wall clock as printed, no zone conversion, cut to its precision:
        2017-10-03T21:16, 2017-10-03, 2017-10 or 2017, always Gregorian.
    precision: minute, day, month or year.
    evidence: the exact text it was read from; start, end: its code points in the text given.
    calendar: hijri where only a Hijri date is printed, else gregorian.
    uncertain_days: 1 where the day was converted from a Hijri date that no weekday settles, else 0.
    weekday_agrees: None where no weekday stands beside the date.
    """

    value: str
    precision: str
    evidence: str
    start: int
    end: int
    calendar: str
    uncertain_days: int
    weekday_agrees: bool | None


def joined(tokens: Tokens, readings: Iterable[Reading]) -> Iterator[Reading]:
    """The readings with a Hijri date and the Gregorian one beside it made one; no partial ones."""
    waiting: Reading | None = None
    for reading in readings:
        pair = waiting and _pair(waiting, reading, tokens.codes[waiting.end : reading.start])
        if pair:
            yield pair
            waiting = None
            continue
        if waiting and not waiting.partial:
            yield waiting
        waiting = reading
    if waiting and not waiting.partial:
        yield waiting


def _pair(first: Reading, second: Reading, between: str) -> Reading | None:
    joint = _JOINT.fullmatch(between)
    if not joint or first.calendar == second.calendar:
        return None
    hijri, gregorian = (first, second) if first.calendar == "hijri" else (second, first)
    if gregorian.year is None:
        gregorian = _with_year_of(hijri, gregorian)
    if gregorian.year is None:
        return None
    if not (joint["told"] and not hijri.partial) and not _agree(hijri, gregorian):
        return None
    return replace(
        gregorian,
        start=first.start,
        end=second.end,
        clock=gregorian.clock or (hijri.clock if gregorian.day else None),
        weekday=gregorian.weekday or (hijri.weekday if gregorian.day else None),
        partial=False,
    )


def _agree(hijri: Reading, gregorian: Reading) -> bool:
    """Whether both may mean one day; a Hijri date without its year agrees in month and day."""
    assert gregorian.year is not None
    first, last = calendars.span("gregorian", gregorian.year, gregorian.month, gregorian.day)
    if hijri.year is not None:
        years = [hijri.year]
    else:
        elapsed = (gregorian.year - 622) * 33 // 32
        years = [elapsed, elapsed + 1, elapsed + 2]
    for year in years:
        if calendars.exists("hijri", year, hijri.month, hijri.day):
            begin, end = calendars.span("hijri", year, hijri.month, hijri.day)
            if begin <= last + _SIDE_BY_SIDE and end >= first - _SIDE_BY_SIDE:
                return True
    return False


def _with_year_of(hijri: Reading, gregorian: Reading) -> Reading:
    """The Gregorian day and month in the year that the Hijri date beside it falls in, if any."""
    if hijri.year is None:
        return gregorian
    first, last = calendars.span("hijri", hijri.year, hijri.month, hijri.day)
    for year in sorted({first.year, last.year}):
        if calendars.exists("gregorian", year, gregorian.month, gregorian.day):
            candidate = replace(gregorian, year=year)
            if _agree(hijri, candidate):
                return candidate
    return gregorian


def resolved(reading: Reading) -> tuple[str, str, int, bool | None] | None:
    """(value, precision, uncertain days, weekday agrees) of a whole reading.

    A Hijri day is settled by a weekday beside it that is within the doubt of its calendar; a Hijri
    month or year, and a day that may lie two days off, is cut to the Gregorian month or year that
    all its days share, and is None if they share none.
    """
    assert reading.year is not None
    days = calendars.span(reading.calendar, reading.year, reading.month, reading.day)
    uncertain, agrees = 0, None
    if reading.day and reading.weekday:
        settled = calendars.with_weekday(days, reading.weekday)
        agrees = settled is not None
        days = (settled, settled) if settled else days
    doubtful = reading.day is not None and days[0] != days[1]
    if doubtful and calendars.doubt(reading.year) == 1:
        day = days[0] + datetime.timedelta(days=1)
        days, uncertain = (day, day), 1
    known = calendars.certain(days)
    if known is None:
        return None
    value, precision = known
    if reading.clock and precision == "day":
        hour, minute = reading.clock
        value, precision = f"{value}T{hour:02}:{minute:02}", "minute"
    return value, precision, uncertain, agrees
