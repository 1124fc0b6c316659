"""Dates beside those an article is kept under: Hijri, and as printed."""

from __future__ import annotations

import pytest

from search_ui.answering.hijri import MOST, hijri, hijri_label, printed


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2017-10-03", "1439-01-13"),
        ("2017-10-03T21:16", "1439-01-13"),
        ("2024-03-11", "1445-09-01"),  # Ramadan as announced in Riyadh
        ("1924-08-01", "1343-01-01"),
        ("2077-11-16", "1500-12-30"),
        ("1924-07-31", None),
        ("2077-11-17", None),
        ("2017-10", None),
        ("2017", None),
        (None, None),
    ],
)
def test_only_what_is_known_to_the_day_has_a_hijri_date(
    published: str | None, day: str | None
) -> None:
    assert hijri(published) == day
    assert bool(hijri_label(published, "ar")) is bool(day)


def test_it_is_said_in_both_languages() -> None:
    assert hijri_label("2024-03-11", "ar") == "1 رمضان 1445 هـ"
    assert hijri_label("2024-03-11", "en") == "1 Ramadan 1445 AH"


@pytest.mark.parametrize(
    ("evidence", "shown"),
    [
        ("الثلاثاء 3 تشرين الأول 2017", True),
        ("٣ أكتوبر ٢٠١٧", True),
        ("13 محرم 1439", True),
        ("3/10/2017", True),
        ("3 تشرين الأول 2017", False),  # the date beside says it in these words
        ("03 أكتوبر\n2017", False),
        ("2017-10-03T00:00:00+03:00", False),
        ("2017-10-03", False),
        ("1507065360", False),
        ("Tue, 03 Oct 2017 00:00:00 GMT", False),
        ("/2017/10/03/", False),  # read in the address
        ("", False),
        (None, False),
    ],
)
def test_a_date_as_printed_is_shown_where_it_says_more(evidence: str | None, shown: bool) -> None:
    told = printed(evidence, "2017-10-03", "https://a.example/2017/10/03/x", "ar")
    assert told == (evidence if shown else "")


def test_in_english_an_arabic_date_says_nothing_more() -> None:
    assert printed("3 تشرين الأول 2017", "2017-10-03", None, "en") == ""


def test_a_long_one_is_cut() -> None:
    assert printed("يوم " * 100, "2017-10-03", None, "ar") == ("يوم " * 100)[:MOST] + "…"
