"""How a date is put together: patterns over the codes of `tokens`, and the facts each one states.

Numbers stand day first (3/4/2017 is the third of April) unless a year comes first; only a month
above 12, or a weekday beside them that no other order has, lets month and day change places. Of a
time before and a time after a date the later is its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from indexer.describe.dates import calendars
from indexer.describe.dates.tokens import Tokens

# Years written with two digits: 69 to 99 are of the 1900s, 00 to 68 of the 2000s (as POSIX reads).
CENTURY_PIVOT = 69
# "The first Tuesday of May" and "Tuesday, the first of May" are written alike.
_LAST_COUNTED_WEEK = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One date as printed, from token `start` to token `end`.

    `clock` is (hour, minute), `weekday` counts from Monday 1. A reading that is `partial` lacks its
    year or the mark of its calendar, and is a date only beside one that states what it lacks.
    """

    start: int
    end: int
    calendar: str
    year: int | None
    month: int | None
    day: int | None
    clock: tuple[int, int] | None
    weekday: int | None
    partial: bool


# Groups are named by a letter and the number of their pattern: t time, b bare hour, i its minutes,
# p half of the day, w weekday, d day, m n month in two namings, a c Hijri month, y year, e era,
# k month by a letter, x date in numbers, s a separator met again.
_CLOCK_BEFORE = r"""(?: (?P<t0>T) (?:[ ]?(?P<p0>[Pm]))? (?:[ ]?\(?z\)?)? [ ,|:().-]{0,5}
                        (?:[fo][ ]?){0,2} )?"""
_WEEKDAY_BEFORE = r"(?: (?P<w0>W) [ ,:|()/q-]{0,4} )?"
_WEEKDAY_AFTER = r"(?: [ ,|(-]{0,3} (?P<w8>W) (?=[ )]*(?:[\n|T-]|$)) )?"
_CLOCK_AFTER = r"""
    (?: [ ,|/():-]{0,4} (?:[fs][ :,]{0,2}){0,3} (?:(?P<p8>P)[ ]?)? (?P<t8>T) (?:[ ]?(?P<p9>[Pm]))?
      | [ ,|-]{0,4} (?:f[ ]?)? s[ :]{0,2} (?P<b8>N) (?:\.(?P<i8>N))? (?![:.]?N)
        (?:[ ]?(?P<p7>[Pm]))?
      | [ ,|-]{0,4} f [ ]? (?P<b7>N) (?:\.(?P<i7>N))? [ ]? (?P<p6>[Pm]) )?"""
_LINKS = r"(?:o[ ]?){0,3}"
_DAY_TO_MONTH = rf"(?: [ ]?/[ ]? | [ ]?\([ ]? | [-.] | [ ]?{_LINKS} )"
_MONTH = r"""(?> (?: (?P<m#>M) (?:[ ,/()|-]{1,3}(?P<n#>M))?
                   | (?P<a#>A) (?:[ ,/()|-]{1,3}(?P<c#>A))? ) (?:[ ]?e)? \)? )"""
_TO_YEAR = rf"[ ,/.()-]{{0,3}} {_LINKS}"
_ERA = r"(?> (?: [ ]?(?P<e#>[mgh]|\([mgh]\)) )? ) (?![ ]?u)"
_SHORT_YEAR = r"| N(?=[ ,)]*(?:$|[Tsf]))"

_YEAR_FIRST = rf"""(?P<y1>Y) [ ,/|-]{{0,3}} (?:(?P<w1>W)[ ,]{{0,3}})? (?P<d1>N) [ /]{{0,3}}
                   {_MONTH} (?![ ,/.-]{{0,3}}[YJ])"""
_DAY_MONTH = rf"""(?P<d2>[NO]) r? {_DAY_TO_MONTH} (?: {_MONTH} (?: {_TO_YEAR} (?P<y2>[YJ]YY)
                  {_ERA} )? | (?P<k2>K) {_TO_YEAR} (?P<y9>Y) {_ERA.replace("#", "9")} )"""
_SPACED_DASHES = rf"(?P<d3>N) (?P<s3>[ ]-[ ]) {_MONTH} (?P=s3) (?P<y3>[YJ]) {_ERA}"
_MONTH_DAY = rf"""{_MONTH} \.?[ /-]{{1,2}} (?P<d4>N) r? (?: [ ]?[,/-]?[ ]? ) (?P<y4>[YJ]YY)
                  {_ERA}"""
_TIME_INSIDE = r"(?P<m5>M) [ ] (?P<d5>N) ,?[ ] (?P<t5>T) [ ] (?:z[ ])? (?P<y5>Y)"
_YEAR_MONTH_DAY = r"(?P<y6>Y) (?P<s6>[/-]) (?P<m6>M) (?P=s6) (?P<d6>N)"
_NUMBERS = rf"(?P<x7>D) {_ERA}"
_YEAR_MONTH_NAMED_DAY = rf"""(?P<y8>Y) [ ,/-]{{1,3}} {_MONTH} [ ,/-]{{1,3}} (?P<d8>N)
                             (?! [ ,/.-]{{0,3}}[YJN] | [ ]?x )"""
_MONTH_YEAR = rf"{_MONTH} [ ,/()-]{{0,3}} {_LINKS} (?P<y0>[YJ]) {_ERA}"


@cache
def _pattern(short_years: bool) -> re.Pattern[str]:
    bodies = [_YEAR_FIRST, _DAY_MONTH, _SPACED_DASHES, _MONTH_DAY]
    bodies += [_TIME_INSIDE, _YEAR_MONTH_DAY, _NUMBERS, _YEAR_MONTH_NAMED_DAY]
    dated = "|".join(body.replace("#", str(n)) for n, body in enumerate(bodies, 1))
    whole = f"""(?=[TWNODYMA]) (?: {_CLOCK_BEFORE} {_WEEKDAY_BEFORE} (?: {dated} )
                {_WEEKDAY_AFTER} {_CLOCK_AFTER} | {_MONTH_YEAR.replace("#", "0")} )"""
    return re.compile(
        whole.replace("[YJ]YY", f"(?:[YJ]{_SHORT_YEAR})" if short_years else "[YJ]"), re.VERBOSE
    )


def read(tokens: Tokens, short_years: bool = False) -> Iterator[Reading]:
    """Every date in reading order, partial ones too; a date that there is not is passed over.

    With `short_years`, a year of two digits is read where nothing but a time comes after it.
    """
    search = _pattern(short_years).search
    place = 0
    while match := search(tokens.codes, place):
        place = match.end()
        parts = _parts(match)
        reading = _reading(tokens, parts, match.start(), match.end())
        if match["y1"] and "t" not in parts and not (reading and _weekday_agrees(reading)):
            place = match.end("y1")  # a year at the end of what came before
        elif reading:
            yield reading


def _parts(match: re.Match[str]) -> dict[str, int]:
    """The token of each part, named by its letter; a time before gives way to one after."""
    groups = match.re.groupindex
    places = {name: match.start(index) for name, index in groups.items() if match.start(index) >= 0}
    if "t8" in places or "b8" in places:
        places = {name: place for name, place in places.items() if name not in ("t0", "p0")}
    return {name[0]: place for name, place in places.items()}


def _reading(tokens: Tokens, parts: dict[str, int], start: int, end: int) -> Reading | None:
    stated = _numbers(tokens, parts) if "x" in parts else _named(tokens, parts)
    if stated is None:
        return None
    calendar, year, month, day = stated
    era = tokens.codes[parts["e"] : parts["e"] + 2].lstrip("(")[:1] if "e" in parts else ""
    if "x" in parts and calendar == "gregorian" and era == "h":
        return None
    weekday = tokens.words[parts["w"]].number if "w" in parts else None
    if "x" in parts and weekday:
        month, day = _ordered_by_weekday(calendar, year, month, day, weekday)
    if "d" in parts and _in_range_of_days(tokens, parts["d"]):
        day, weekday, start = None, None, min(parts[name] for name in "mak" if name in parts)
    counted = "d" in parts and tokens.codes[parts["d"]] == "O" and (day or 0) <= _LAST_COUNTED_WEEK
    if counted and year and weekday and not _is_weekday(calendar, year, month, day, weekday):
        day, weekday = None, None
    clock = _clock(tokens, parts) if day else None
    partial = year is None or ("x" in parts and calendar == "hijri" and era != "h")
    if not calendars.exists(calendar, year or _LEAP[calendar], month, day):
        return None
    return Reading(start, end, calendar, year, month, day, clock, weekday, partial)


def _ordered_by_weekday(
    calendar: str, year: int | None, month: int, day: int | None, weekday: int
) -> tuple[int, int | None]:
    """Month and day, in the other order where only so they are that weekday."""
    if not (year and day) or _is_weekday(calendar, year, month, day, weekday):
        return month, day
    return (day, month) if _is_weekday(calendar, year, day, month, weekday) else (month, day)


_LEAP = {"gregorian": 2000, "hijri": 1400}  # a year that has every day, for dates without one


def _named(tokens: Tokens, parts: dict[str, int]) -> tuple[str, int | None, int, int | None] | None:
    calendar = "hijri" if "a" in parts else "gregorian"
    first, second = ("a", "c") if "a" in parts else ("m", "n")
    month = tokens.words[parts["k" if "k" in parts else first]].number
    if second in parts and tokens.words[parts[second]].number != month:
        return None  # two months, not one in two namings
    year = tokens.numbers(parts["y"])[0] if "y" in parts else None
    if year is not None and year < 100:
        if calendar == "hijri":
            return None
        year = _full_year(year)
    if year is not None and (year in calendars.HIJRI_YEARS) != (calendar == "hijri"):
        return None
    day = None
    if "d" in parts:
        word = tokens.words.get(parts["d"])
        day = word.number if word else tokens.numbers(parts["d"])[0]
        if day == 0:
            return None
    return calendar, year, month, day


def _numbers(tokens: Tokens, parts: dict[str, int]) -> tuple[str, int, int, int] | None:
    first, month, last = tokens.numbers(parts["x"])
    year, day = (first, last) if first >= 1000 else (last, first)
    if year < 100:
        year = _full_year(year)
    if month > 12 >= day:
        month, day = day, month
    if not month or not day:
        return None
    return ("hijri" if year in calendars.HIJRI_YEARS else "gregorian"), year, month, day


def _full_year(short: int) -> int:
    return short + (1900 if short >= CENTURY_PIVOT else 2000)


def _in_range_of_days(tokens: Tokens, day: int) -> bool:
    """Whether the day ends a range (15-20 May), so that the date is no more than its month."""
    before = re.search("(N)( ?)[-/]( ?)$", tokens.codes[max(0, day - 4) : day])
    if not before or tokens.codes[day] != "N":
        return False
    if not before[2] and not before[3]:
        return True
    first = tokens.numbers(max(0, day - 4) + before.start(1))[0]
    return first < tokens.numbers(day)[0]  # else the number of an issue before its date


def _clock(tokens: Tokens, parts: dict[str, int]) -> tuple[int, int] | None:
    if "t" in parts:
        hour, minute = tokens.numbers(parts["t"])[:2]
    elif "b" in parts:
        hour = tokens.numbers(parts["b"])[0]
        minute = tokens.numbers(parts["i"])[0] if "i" in parts else 0
    else:
        return None
    if "p" in parts and hour <= 12:
        word = tokens.words[parts["p"]]
        hour = in_half(hour, "pm" if word.code == "m" else word.meaning)
    return (hour, minute) if hour < 24 and minute < 60 else None


def in_half(hour: int, half: str) -> int:
    """The hour of 24 for an hour of 12 in am, pm, noon (about midday) or night (7 to 5)."""
    afternoon = {"am": False, "pm": True, "noon": hour < 10 or hour == 12, "night": 6 < hour < 12}
    return hour % 12 + (12 if afternoon[half] else 0)


def _weekday_agrees(reading: Reading) -> bool:
    if reading.year is None or reading.weekday is None:
        return False
    return _is_weekday(reading.calendar, reading.year, reading.month, reading.day, reading.weekday)


def _is_weekday(calendar: str, year: int, month: int | None, day: int | None, weekday: int) -> bool:
    if not calendars.exists(calendar, year, month, day):
        return False
    days = calendars.span(calendar, year, month, day)
    return calendars.with_weekday(days, weekday) is not None
