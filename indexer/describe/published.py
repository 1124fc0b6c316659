"""When an article was published, out of all the dates on its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.describe.credits import LONGEST, Credit, credit_lines, read
from indexer.describe.datelines import dateline
from indexer.describe.dates import FoundDate, find_dates, parse_date, parse_relative, stated_date
from indexer.describe.events import happens
from indexer.describe.parts import Kind
from indexer.extract.markup import JOINT
from indexer.lists.outlets import has_rights
from indexer.lists.phrases import phrases
from indexer.records import Page

UNKNOWN_WORDS = 3  # on a line with a date, at most; with more it is the headline of something else
YEAR = 4  # digits of a year
MEANINGS = ("published", "updated", "clock", "life")
PRECISIONS = ("year", "month", "day", "minute")

_PATH_DATES = (  # of a web address, surest first; a number ends where its digits do
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d\d?)[/-](?P<d>\d\d?)(?!\d)",
    r"/(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)",
    r"/(?P<y>(?:19|20)\d\d)/(?P<m>\d\d)(?=/)",
)
_CLOCK_ALONE = re.compile(r"\W*(?P<clock>\d\d:\d\d)(?:\s?[^\W\d]{1,2}){0,2}\W*")
_OPEN_SPAN = re.compile(r"\s*[-\u2013]\s*\)")  # of a life that has not ended
_FIRST_WEB_YEAR = 1991


@dataclass(frozen=True, slots=True)
class Published:
    """The wall clock as printed, cut to its `precision` (minute, day, month, year).

    `evidence` is the text it was read from; `origin` is given, markup, text or url. `doubt` says
    why the day may be another: hijri_day where it was converted from a Hijri date that no weekday
    settles, and lies a day off at most; weekday where the weekday beside it is that of another.
    """

    value: str
    precision: str
    evidence: str
    origin: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date on a line, and what the words before it make it: one of `MEANINGS` or ""."""

    date: FoundDate
    meaning: str
    plain: bool


def find_published(page: Page, given: str | None, url: str | None) -> Published | None:
    """The date of publication; None where nothing states it.

    The surest first: what the record gives, what the markup states, the lines before the body, the
    dateline of its first paragraph, a line after the body that is surely its own, the title of the
    page behind its headline, the address, an age («3 hours ago») together with the page's clock. Of
    the lines, those that say «published» come first and those that say «updated» last. A date in
    the running text is never taken, nor the reader's day.
    """
    for text, origin in ((given, "given"), (page.markup.published, "markup")):
        if stated := stated_date(text or ""):
            return _published(stated, origin)
    printed = _before(page, url) or _opening(page.body) or _after(page.foot)
    return printed or _titled(page) or _address(url or page.markup.url) or _aged(page)


def _published(date: FoundDate, origin: str) -> Published:
    doubt = "hijri_day" if date.uncertain_days else None
    doubt = "weekday" if date.weekday_agrees is False else doubt
    return Published(date.value, date.precision, date.evidence, origin, doubt)


def _before(page: Page, url: str | None) -> Published | None:
    credits = [read(line) for line in credit_lines(page)]
    listed = _listed(page.head[: page.over])
    candidates = [candidate for credit in credits for candidate in _candidates(credit)]
    clocks = _clocks(page.head[: page.over], candidates)
    candidates = [one for one in candidates if not (_is_future(one.date) or one.date in clocks)]
    published = [one.date for one in candidates if one.meaning == "published"]
    plain = [
        one.date
        for one in candidates
        if not one.meaning and one.plain and one.date.value[:10] not in listed
    ]
    updated = [one.date for one in candidates if one.meaning == "updated"]
    chosen = _chosen(published, url) or _chosen(plain[::-1], url) or _chosen(updated[::-1], url)
    if chosen is None:
        return _issue(credits)
    clock = _clock_below(credits, chosen, page.foot)
    if clock:
        value, evidence = f"{chosen.value}T{clock}", f"{chosen.evidence} {clock}"
        return replace(
            _published(chosen, "text"), value=value, precision="minute", evidence=evidence
        )
    return _published(chosen, "text")


def _is_future(date: FoundDate) -> bool:
    """Whether a date is still to come; somewhere it is tomorrow already."""
    return date.value[:10] > str(datetime.now() + timedelta(days=1))[:10]


def _listed(over: Sequence[str]) -> frozenset[str]:
    """The days that stand over the headline, if there are several and no hour beside one: those of
    a list of articles."""
    dates = [one.date for line in over for one in _candidates(read(line)) if one.plain]
    days = frozenset(date.value for date in dates)
    return days if len(days) > 1 and {date.precision for date in dates} == {"day"} else frozenset()


def _clocks(over: Sequence[str], candidates: Sequence[_Candidate]) -> frozenset[FoundDate]:
    """The dates over the headline whose hour is the reader's: the article has the same day below,
    without an hour."""
    days = {one.date.value for one in candidates if one.plain}
    dates = (date for line in over for date in read(line).dates)
    return frozenset(date for date in dates if date.value[:10] in days - {date.value})


def _candidates(credit: Credit) -> Iterator[_Candidate]:
    end = 0
    few = credit.unknown_words <= UNKNOWN_WORDS
    outlet = credit.has(Kind.OUTLET)
    for date in credit.dates:
        full = outlet and date.weekday_agrees is True and date.precision == "minute"
        known = (few or full) and len(credit.line) <= LONGEST
        plain = known and credit.is_stamp and _stands_apart(date, credit)
        yield _Candidate(date, _meaning(credit.line[end : date.start]), plain)
        end = date.end


def _stands_apart(date: FoundDate, credit: Credit) -> bool:
    """Whether a date is no part of a phrase («the elections of 3 May 2015», «the opening: 3 May»):
    it has its weekday or its hour, is in numbers, dates an issue, or has nothing unknown beside
    it; and nothing unknown says what happens «on» it, nor right beside it that something does."""
    if _OPEN_SPAN.match(credit.line, date.end) or _tells_when(date, credit):
        return False
    beside = [
        part
        for part in credit.of(Kind.UNKNOWN, Kind.PERHAPS)
        if credit.line[min(part.end, date.end) : max(part.start, date.start)].isspace()
    ]
    if any(part.kind == Kind.UNKNOWN and happens(part.text) for part in beside):
        return False
    if date.weekday_agrees is not None or date.precision == "minute":
        return True
    if not any(map(str.isalpha, date.evidence)):
        return True
    return all(phrases("stamps").at_end("issue", word_terms(part.text)) for part in beside)


def _tells_when(date: FoundDate, credit: Credit) -> bool:
    """Whether unknown words before a date say what it is the day of: they end with a colon, or
    with «on»."""
    for part in credit.of(Kind.UNKNOWN):
        between = credit.line[part.end : date.start] if part.end <= date.start else ""
        if between.strip() == ":":
            return True
        words = word_terms(between)
        if words and all("within" in phrases("bylines").roles([word]) for word in words):
            return True
    return False


def _meaning(before: str) -> str:
    """What the words right before a date make it."""
    terms = word_terms(before)
    stamps = phrases("stamps")
    words, meaning = max((stamps.at_end(meaning, terms), meaning) for meaning in MEANINGS)
    return meaning if words else ""


def _chosen(dates: Sequence[FoundDate], url: str | None) -> FoundDate | None:
    """The first of the dates, unless the address bears another of them; as precise as any of them
    that says the same."""
    if not dates:
        return None
    address = _address(url)
    agreeing = [date for date in dates if address and date.value[:10] == address.value[:10]]
    first = (agreeing or dates)[0]
    same = [date for date in dates if date.value.startswith(first.value)]
    return max(same, key=lambda date: PRECISIONS.index(date.precision))


def _issue(credits: Sequence[Credit]) -> Published | None:
    """The bare year at the end of a line that numbers an issue, or on the line after it."""
    for at, credit in enumerate(credits):
        terms = word_terms(credit.line)
        if any(phrases("stamps").at_start("issue", terms[at:]) for at in range(len(terms))):
            after = credits[at + 1].line if at + 1 < len(credits) else ""
            found = parse_date(" ".join(credit.line.split()[-2:])) or _bare_year(after)
            if found and found.precision == "year":
                return _published(found, "text")
    return None


def _bare_year(line: str) -> FoundDate | None:
    return parse_date(line) if len(line) == YEAR and line.isdigit() else None


def _clock_below(credits: Sequence[Credit], date: FoundDate, foot: Sequence[str]) -> str | None:
    """The time of day under an agency's dispatch, whose day stands in its dateline."""
    dispatched = any(date in credit.dates and credit.has(Kind.AGENCY) for credit in credits)
    if date.precision != "day" or not dispatched:
        return None
    return next((match["clock"] for match in map(_CLOCK_ALONE.fullmatch, foot) if match), None)


def _opening(body: str) -> Published | None:
    credit = dateline(body)
    dates = credit.dates if credit else ()
    return _published(dates[0], "text") if len(dates) == 1 else None


def _after(foot: Sequence[str]) -> Published | None:
    """A date after the body: called that of publication, or alone where every line is known."""
    credits = [read(line) for line in foot if not has_rights(line)]
    for credit in credits:
        for candidate in _candidates(credit):
            if candidate.meaning == "published":
                return _published(candidate.date, "text")
    dated = [credit for credit in credits if credit.dates]
    if len(dated) != 1 or len(dated[0].dates) != 1 or any(c.unknown_words for c in credits):
        return None
    meaning = next(_candidates(dated[0])).meaning
    return None if meaning == "clock" else _published(dated[0].dates[0], "text")


def _titled(page: Page) -> Published | None:
    """The date that is a part of the page's title by itself, behind the headline."""
    _, *parts = JOINT.split(page.markup.page_title or "")
    found = [date for date in map(parse_date, parts) if date and date.precision in PRECISIONS[2:]]
    return _published(found[0], "markup") if len(found) == 1 else None


def _aged(page: Page) -> Published | None:
    """The one age beside the headline, counted back from the one clock of the page: both are of
    the moment at which the page was made."""
    clocks = [
        date
        for line in page.dropped
        if line.reason == "page_clock"
        for date in find_dates(line.text)
        if date.precision in PRECISIONS[2:]
    ]
    if len({clock.value[:10] for clock in clocks}) != 1:
        return None
    clock = max(clocks, key=lambda date: len(date.value))
    moment = datetime.fromisoformat(clock.value)
    anchor = moment if clock.precision == "minute" else moment.date()
    ages = [age for line in page.head if _is_past(line) and (age := parse_relative(line, anchor))]
    if len({age.value for age in ages}) != 1:
        return None
    age = ages[0]
    return Published(age.value, age.precision, f"{age.evidence} ({clock.evidence})", "text")


def _is_past(line: str) -> bool:
    """Whether a span of time is said to be past; without that it may be the time to read."""
    return not _past().isdisjoint(word_terms(line))


@cache
def _past() -> frozenset[str]:
    rows = mappings.table("date_relative", 3)
    return frozenset(term for role, _, word in rows if role == "past" for term in word_terms(word))


def _address(url: str | None) -> Published | None:
    for pattern in _PATH_DATES:
        match = re.search(pattern, url or "")
        if match and int(match["y"]) >= _FIRST_WEB_YEAR:
            parts = [
                match["y"],
                *(match[name].zfill(2) for name in match.groupdict() if name != "y"),
            ]
            found = parse_date("-".join(parts))
            if found:
                return Published(found.value, found.precision, match.group(), "url")
    return None
