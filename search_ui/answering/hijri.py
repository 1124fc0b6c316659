"""Dates beside those an article is kept under: by the Hijri calendar, and as it prints them.

Hijri dates are those of Umm al-Qura, the civil calendar of Saudi Arabia, as hijridate holds it for
1343 to 1500: 1 August 1924 to 16 November 2077. Where the moon decided, a date may lie a day off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

from hijridate import Gregorian
from hijridate import Hijri as HijriDate

from search_ui.answering.labels import Language
from search_ui.answering.present import date_label

MOST = 80  # code points of a printed date that are shown beside the other
_DAY = 10  # the length of a date that is known to the day
# By a program for programs: 2017-10-03T21:16, 20171003, Tue, 03 Oct 2017 21:16:00 GMT.
_MADE = re.compile(r"\d{4}-\d\d|\d{6}|\b(GMT|UTC)\b|[+-]\d\d:?\d\d$", re.ASCII)
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=4096)
def hijri(published: str | None) -> str | None:
    """The day of a date (``2017-10-03T21:16``) in the Hijri calendar (``1439-01-13``); None where
    no day is known or the calendar does not reach."""
    found = _hijri(published)
    return found.isoformat() if found else None


def with_hijri(hits: Iterable[dict[str, Any]]) -> None:
    """Puts the Hijri day beside the date of each hit, as `published_hijri`."""
    for hit in hits:
        hit["published_hijri"] = hijri(hit["published"])


@lru_cache(maxsize=4096)
def hijri_label(published: str | None, language: Language) -> str:
    """The same in the words of a language; empty where `hijri` has none."""
    found = _hijri(published)
    if found is None:
        return ""
    return f"{found.day} {found.month_name(language)} {found.year} {found.notation(language)}"


@lru_cache(maxsize=4096)
def printed(
    evidence: str | None, published: str | None, url: str | None, language: Language
) -> str:
    """A date as the article prints it, cut to `MOST`, where that says more than the date in the
    words of the language does; empty where it was written for programs or read in the address."""
    text = " ".join((evidence or "").split())
    if not text or not published or _MADE.search(text) or text in (url or ""):
        return ""
    shown = _words(date_label(published, "ar")) | _words(date_label(published, language))
    if _words(text) <= shown:
        return ""
    return text if len(text) <= MOST else f"{text[:MOST]}…"


def _hijri(published: str | None) -> HijriDate | None:
    if not published or len(published) < _DAY:
        return None
    day = date.fromisoformat(published[:_DAY])
    try:
        return Gregorian.fromdate(day).to_hijri()
    except OverflowError:
        return None


def _words(text: str) -> set[str]:
    return {word.lstrip("0").casefold() for word in _WORD.findall(text)}
