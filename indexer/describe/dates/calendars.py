"""Which dates there are, and what is certain of them in the Gregorian calendar.

A Hijri month begins with a sighted moon, so a date of Umm al-Qura, the table hijridate holds for
1343 to 1500, may lie one day off the one meant. For years before it the arithmetic calendar serves
(Reingold and Dershowitz, Calendrical Calculations, "Islamic calendar"), which may lie two days off.
"""

from __future__ import annotations

import datetime

from hijridate import Hijri

GREGORIAN_YEARS = range(1583, 2200)  # from the first whole year of the calendar on
HIJRI_YEARS = range(1000, 1501)
_UMM_AL_QURA_YEARS = range(1343, 1501)
_HIJRI_EPOCH = 227015  # 1 Muharram of year 1, counted from 1 January of year 1
_DAY = datetime.timedelta(days=1)

Span = tuple[datetime.date, datetime.date]


def exists(calendar: str, year: int, month: int | None, day: int | None) -> bool:
    """Whether the calendar has such a day, month (day None) or year (month None)."""
    if calendar == "hijri":
        return year in HIJRI_YEARS and (month or 1) in range(1, 13) and (day or 1) in range(1, 31)
    try:
        datetime.date(year, month or 1, day or 1)
    except ValueError:
        return False
    return year in GREGORIAN_YEARS


def span(calendar: str, year: int, month: int | None, day: int | None) -> Span:
    """The first and last Gregorian day that a date which `exists` may mean, doubt included."""
    if calendar == "hijri":
        first = hijri_day(year, month or 1, day or 1)
        last = first if day else hijri_day(*_next(year, month)) - _DAY
        return first - doubt(year) * _DAY, last + doubt(year) * _DAY
    first = datetime.date(year, month or 1, day or 1)
    last = first if day else datetime.date(*_next(year, month)) - _DAY
    return first, last


def hijri_day(year: int, month: int, day: int) -> datetime.date:
    """The Gregorian day by table, `doubt` days either way; the 30th follows the 29th always."""
    if year not in _UMM_AL_QURA_YEARS:
        return arithmetic_day(year, month, day)
    first = Hijri(year, month, 1).to_gregorian()
    return datetime.date(first.year, first.month, first.day) + (day - 1) * _DAY


def arithmetic_day(year: int, month: int, day: int) -> datetime.date:
    """The Gregorian day by the arithmetic calendar, for any year."""
    days = 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day - 1
    return datetime.date.fromordinal(_HIJRI_EPOCH + days)


def doubt(year: int) -> int:
    """Days by which `hijri_day` may be wrong either way."""
    return 1 if year in _UMM_AL_QURA_YEARS else 2


def certain(days: Span) -> tuple[str, str] | None:
    """(value, precision) of what all days of the span share; None if not even the year."""
    first, last = days
    if first == last:
        return first.isoformat(), "day"
    if first.year != last.year:
        return None
    return (f"{first:%Y-%m}", "month") if first.month == last.month else (f"{first:%Y}", "year")


def with_weekday(days: Span, weekday: int) -> datetime.date | None:
    """The one day of a span shorter than a week that is that weekday (Monday 1), if any is."""
    day = days[0] + (weekday - days[0].isoweekday()) % 7 * _DAY
    return day if day <= days[1] else None


def _next(year: int, month: int | None) -> tuple[int, int, int]:
    return (year, month + 1, 1) if month and month < 12 else (year + 1, 1, 1)
