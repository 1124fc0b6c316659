"""A date told from the day of writing: yesterday, three hours ago."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections import Counter
from functools import cache

import mappings
from indexer.describe.dates.grammar import in_half
from indexer.describe.dates.resolve import FoundDate
from indexer.describe.dates.shadow import Shadow, fold
from indexer.describe.dates.tokens import Tokens, tokenise
from indexer.describe.dates.vocabulary import phrase_pattern

# Sites round such spans down: "3 hours ago" may be four, "2 weeks ago" nearly three. So a span is
# kept to the precision that its smallest unit still tells.
_PRECISION = {
    "second": "minute",
    "minute": "minute",
    "hour": "day",
    "day": "day",
    "week": "month",
    "month": "month",
    "year": "year",
}
_LENGTH = {"minute": 16, "day": 10, "month": 7, "year": 4}  # of an ISO date cut to a precision

# Codes: L label, d days back, p what makes a span past, # number, 1 2 n unit in the singular, dual
# and plural, comma also for "and", x anything else.
_CODES = {
    "label": "L",
    "days": "d",
    "past": "p",
    "number": "#",
    "one": "1",
    "two": "2",
    "many": "n",
    "single": "s",
    "and": ",",
}
_COUNTED = r"(?: \#[12n] | 2 )"
_ANY = r"(?: \#[12n] | 2 | 1s? )"
_SPAN = rf"""[L:]* (?P<span> p {_ANY} (?: ,* {_ANY} )* p? | {_COUNTED} (?: ,* {_COUNTED} )* p?
             | 1 s? p )"""
_DAYS = r"[L:]* (?P<days>d) (?P<rest>.*)"
_REST = r"""[ ,(|]{0,3} (?P<w>W)? [ ,|):-]{0,4} (?:[fs][ :]*){0,2}
            (?: (?P<t>T) (?:[ ]?(?P<p>[Pm]))? )? [ .]?"""
_MOST = 9999
_TOKEN = r"[0-9]+|[^\W\d_]+|[^\w\s]"

Token = tuple[str, str, int, int]  # code, value, start, end in the shadow


def parse_relative(text: str, anchor: datetime.date | datetime.datetime) -> FoundDate | None:
    """The date that `text` tells as lying before `anchor`; None unless it is that and no more.

    Labels ("published") may stand before, a weekday and a time after a day. Hours and minutes need
    an anchor with a clock, and None is the answer without one. Precision: minute for minutes, day
    for hours and days, month for weeks and months, else year.
    """
    shadow = fold(text)
    tokens = _cut(shadow.text)
    codes = "".join(code for code, *_ in tokens)
    span = _span_pattern().fullmatch(codes.rstrip("."))
    if span:
        return _told(tokens[span.start("span") : span.end("span")], shadow, text, anchor)
    days = _days_pattern().fullmatch(codes)
    return _day(tokens[days.start("days")], shadow, text, anchor) if days else None


def _told(
    tokens: list[Token], shadow: Shadow, text: str, anchor: datetime.date
) -> FoundDate | None:
    units: Counter[str] = Counter()
    number = None
    for code, value, _, _ in tokens:
        if code == "#":
            number = int(value)
        elif code in "12n":
            units[value] += number if number is not None else int(code)
            number = None
    if max(units.values()) > _MOST:
        return None
    clocked = isinstance(anchor, datetime.datetime)
    if not clocked and any(unit in units for unit in ("second", "minute", "hour")):
        return None
    moment = anchor if isinstance(anchor, datetime.datetime) else _midnight(anchor)
    try:
        moment = _back(moment, units)
    except (ValueError, OverflowError):
        return None
    precision = next(_PRECISION[unit] for unit in _PRECISION if unit in units)
    value = moment.isoformat()[: _LENGTH[precision]]
    start, end = shadow.original(tokens[0][2], tokens[-1][3])
    return FoundDate(value, precision, text[start:end], start, end, "gregorian", 0, None)


def _back(moment: datetime.datetime, units: Counter[str]) -> datetime.datetime:
    """`moment` less the units; a day that a month does not have becomes its last."""
    months = moment.year * 12 + moment.month - 1 - 12 * units["year"] - units["month"]
    year, month = divmod(months, 12)
    if year < 1:
        raise ValueError("before the first year")
    day = min(moment.day, monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day) - datetime.timedelta(
        weeks=units["week"],
        days=units["day"],
        hours=units["hour"],
        minutes=units["minute"],
        seconds=units["second"],
    )


def _day(token: Token, shadow: Shadow, text: str, anchor: datetime.date) -> FoundDate | None:
    _, value, begin, finish = token
    rest = tokenise(shadow.text[finish:])
    match = _rest_pattern().fullmatch(rest.codes)
    if not match:
        return None
    today = anchor.date() if isinstance(anchor, datetime.datetime) else anchor
    try:
        day = today - datetime.timedelta(days=int(value))
    except OverflowError:
        return None
    agrees = None
    if match["w"]:
        agrees = rest.words[match.start("w")].number == day.isoweekday()
    clock = _clock(rest, match)
    last = max(match.end(name) for name in ("w", "t", "p")) if match["w"] or match["t"] else 0
    start, end = shadow.original(begin, finish + (rest.ends[last - 1] if last else 0))
    precision = "minute" if clock else "day"
    return FoundDate(
        f"{day}{clock}", precision, text[start:end], start, end, "gregorian", 0, agrees
    )


def _clock(rest: Tokens, match: re.Match[str]) -> str:
    if not match["t"]:
        return ""
    hour, minute = rest.numbers(match.start("t"))[:2]
    if match["p"] and hour <= 12:
        word = rest.words[match.start("p")]
        hour = in_half(hour, "pm" if word.code == "m" else word.meaning)
    return f"T{hour:02}:{minute:02}"


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime(day.year, day.month, day.day)


def _cut(text: str) -> list[Token]:
    """The tokens of a shadow, spaces left out."""
    phrases, words = _words()
    token = re.compile(_TOKEN)
    tokens: list[Token] = []
    place = 0
    while found := token.search(text, place):
        start, end = found.span()
        phrase = phrases.match(text, start)
        if phrase:
            end = phrase.end()
            code, value = words["".join(phrase[0].split())]
        elif found[0].isdigit():
            code, value = "#", found[0]
        else:
            code, value = (found[0] if found[0] in ",:.()|-" else "x"), ""
        tokens.append((code, value, start, end))
        place = end
    return tokens


@cache
def _words() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    words = {}
    phrases = []
    labels = [row[2] for row in mappings.table("date_words", 3) if row[0] == "label"]
    rows = [("label", "", label) for label in labels]
    for role, value, word in (*rows, *mappings.table("date_relative", 3)):
        phrase = fold(word).text
        phrases.append(phrase)
        words["".join(phrase.split())] = (_CODES[role], value)
    return phrase_pattern(phrases), words


@cache
def _span_pattern() -> re.Pattern[str]:
    return re.compile(_SPAN, re.VERBOSE)


@cache
def _days_pattern() -> re.Pattern[str]:
    return re.compile(_DAYS, re.VERBOSE)


@cache
def _rest_pattern() -> re.Pattern[str]:
    return re.compile(_REST, re.VERBOSE)
