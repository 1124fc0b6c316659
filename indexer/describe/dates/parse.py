"""A string that is one date: a value of metadata, a date line of a page."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from indexer.describe.dates import grammar
from indexer.describe.dates.calendars import exists
from indexer.describe.dates.find import stated
from indexer.describe.dates.grammar import Reading
from indexer.describe.dates.resolve import FoundDate, joined
from indexer.describe.dates.shadow import fold
from indexer.describe.dates.tokens import Tokens, tokenise

# Letters of unknown words beside a date that leave it a date line ("Cairo:", "updated on").
_LETTERS_BESIDE = 32
_LONGEST = 300

# Forms that are a date only where nothing else stands beside them.
_BARE = r"""
    [ ]? (?:o[ ])? (?:
        (?P<y1>[YJ]) (?P<e1>[ ]?\(?[mgh]\)?)? (?: [ ]?[/-][ ]? (?P<y2>[YJ]) (?P<e2>[ ]?[mgh])? )?
      | (?P<y3>Y) [/-] (?P<m3>N) | (?P<m4>N) [/-] (?P<y4>Y)
    ) [ .]?
"""
_COMPACT = r"\s*([12]\d{3})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(?:\d\d)?)?z?\s*"


def parse_date(text: str) -> FoundDate | None:
    """The one date that `text` is, but for a label, a place or a zone; None otherwise.

    Beyond what `find_dates` reads: a bare year (2017, or a Hijri one within a Gregorian year), a
    year and a month in numbers (2017-10, 10/2017), 20171003T211600, a date over several lines, and
    years of two digits, 69 to 99 of the 1900s and 00 to 68 of the 2000s. Two dates are none.
    """
    if not text or len(text) > _LONGEST:
        return None
    shadow = fold(text)
    shadow = replace(shadow, text=re.sub(r"\s", " ", shadow.text))
    tokens = tokenise(shadow.text, short_years=True)
    readings = list(joined(tokens, grammar.read(tokens, short_years=True)))
    if not readings:
        readings = [reading for reading in (_bare(tokens), _compact(tokens)) if reading]
    elif _letters_beside(tokens, readings) > _LETTERS_BESIDE:
        return None
    dates = [stated(reading, tokens, shadow, text) for reading in readings]
    if len({date and date.value for date in dates}) != 1:
        return None
    return dates[0]


def _letters_beside(tokens: Tokens, readings: list[Reading]) -> int:
    spans = [range(reading.start, reading.end) for reading in readings]
    return sum(
        tokens.ends[token] - tokens.starts[token]
        for token, code in enumerate(tokens.codes)
        if code == "x" and not any(token in span for span in spans)
    )


def _bare(tokens: Tokens) -> Reading | None:
    match = _bare_pattern().fullmatch(tokens.codes)
    if not match:
        return None
    places = {name: match.start(name) for name, part in match.groupdict().items() if part}
    years = [place for name, place in places.items() if name[0] == "y"]
    months = [tokens.numbers(place)[0] for name, place in places.items() if name[0] == "m"]
    calendars = {"gregorian" if tokens.codes[place] == "Y" else "hijri" for place in years}
    if len(years) == 2 and len(calendars) == 1:
        return None
    place = next((place for place in years if tokens.codes[place] == "Y"), years[0])
    calendar = "gregorian" if "gregorian" in calendars else "hijri"
    if calendar == "hijri" and "h" not in match[0]:
        return None
    year, month = tokens.numbers(place)[0], months[0] if months else None
    if month == 0 or not exists(calendar, year, month, None):
        return None
    start, end = min(places.values()), max(match.end(name) for name in places)
    return Reading(start, end, calendar, year, month, None, None, None, partial=False)


def _compact(tokens: Tokens) -> Reading | None:
    match = _compact_pattern().fullmatch(tokens.text)
    if not match:
        return None
    year, month, day = (int(match[group]) for group in (1, 2, 3))
    if not exists("gregorian", year, month, day):
        return None
    clock = (int(match[4]), int(match[5])) if match[4] else None
    if clock and not (clock[0] < 24 and clock[1] < 60):
        return None
    printed = [token for token, code in enumerate(tokens.codes) if code != " "]
    start, end = printed[0], printed[-1] + 1
    return Reading(start, end, "gregorian", year, month, day, clock, None, partial=False)


@cache
def _bare_pattern() -> re.Pattern[str]:
    return re.compile(_BARE, re.VERBOSE)


@cache
def _compact_pattern() -> re.Pattern[str]:
    return re.compile(_COMPACT)
