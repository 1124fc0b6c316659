"""A string that is one date, absolute or told from the day of writing."""

from __future__ import annotations

import datetime

import pytest

from indexer.describe.dates import parse_date, parse_relative

ANCHOR = datetime.datetime(2021, 3, 31, 1, 30)  # a Wednesday


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2015", "2015"),
        ("عام 2015", "2015"),
        ("١٩٢٥م", "1925"),
        ("1441 هـ / 2020 م", "2020"),
        ("1429 هـ", "2008"),
        ("2015-05", "2015-05"),
        ("05/2015", "2015-05"),
        ("20150504", "2015-05-04"),
        ("20150504T200500Z", "2015-05-04T20:05"),
        ("4/5/15", "2015-05-04"),
        ("4/5/68", "2068-05-04"),
        ("4/5/69", "1969-05-04"),
        ("Mon, 4 May 15 20:05 GMT", "2015-05-04T20:05"),
        ("تاريخ النشر : 4 مايو 2015", "2015-05-04"),
        ("الاثنين\n4 مايو\n2015", "2015-05-04"),
        ("نشر 4/5/2015 (4 مايو 2015)", "2015-05-04"),
    ],
)
def test_a_string_that_is_one_date(text: str, value: str) -> None:
    date = parse_date(text)
    assert date and date.value == value
    assert text[date.start : date.end] == date.evidence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1440 هـ",
        "1440",
        "2015-13",
        "20151304",
        "2015-2016",
        "31/4/15",
        "هكذا",
        "© 2015 جريدة ما",
        "نشر 4 مايو 2015 وحدث 5 مايو 2015",
        "قال إن الاجتماع الذي عقد في المدينة يوم 4 مايو 2015 كان الأخير",
        "4 مايو 2015 " * 100,
    ],
)
def test_a_string_that_is_not_one_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("اليوم", "2021-03-31", "day"),
        ("أمس", "2021-03-30", "day"),
        ("يوم أمس", "2021-03-30", "day"),
        ("أول من أمس", "2021-03-29", "day"),
        ("نشر: أمس الثلاثاء 08:05 م", "2021-03-30T20:05", "minute"),
        ("منذ 3 ساعات", "2021-03-30", "day"),
        ("قبل ساعة", "2021-03-31", "day"),
        ("منذ ساعة واحدة", "2021-03-31", "day"),
        ("آخر تحديث : منذ 5 دقائق", "2021-03-31T01:25", "minute"),
        ("منذ ساعتين و5 دقائق", "2021-03-30T23:25", "minute"),
        ("منذ ثلاثة أيام", "2021-03-28", "day"),
        ("يومين", "2021-03-29", "day"),
        ("منذ شهر", "2021-02", "month"),
        ("منذ أسبوعين", "2021-03", "month"),
        ("منذ ٣ سنوات", "2018", "year"),
        ("4 عام", "2017", "year"),
        ("2 days ago", "2021-03-29", "day"),
        ("yesterday", "2021-03-30", "day"),
    ],
)
def test_relative_dates_against_the_anchor(text: str, value: str, precision: str) -> None:
    date = parse_relative(text, ANCHOR)
    assert date and (date.value, date.precision) == (value, precision)
    assert text[date.start : date.end] == date.evidence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "يوم",
        "ساعة",
        "منذ ساعات",
        "منذ عام 2015",
        "منذ شهر مايو",
        "صحيفة اليوم",
        "اليوم العالمي للكتاب",
        "منذ 99999999 سنة",
        "4 مايو 2015",
    ],
)
def test_what_is_not_relative(text: str) -> None:
    assert parse_relative(text, ANCHOR) is None


def test_hours_need_a_clock_in_the_anchor() -> None:
    assert parse_relative("منذ 3 ساعات", ANCHOR.date()) is None
    day = parse_relative("أمس", ANCHOR.date())
    assert day and day.value == "2021-03-30"
    assert parse_relative("أمس", datetime.date.min) is None
