"""Dates as they are printed: one family a block."""

from __future__ import annotations

import pytest

from indexer.describe.dates import FoundDate, find_dates, parse_date


def values(text: str) -> list[str]:
    return [date.value for date in find_dates(text)]


def only(text: str) -> FoundDate:
    (date,) = find_dates(text)
    return date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14 مايو 2016", "2016-05-14"),
        ("14 أيار 2016", "2016-05-14"),
        ("14 ماي 2016", "2016-05-14"),
        ("2 جانفي 2011", "2011-01-02"),
        ("2 فيفري 2011", "2011-02-02"),
        ("9 أفريل 2012", "2012-04-09"),
        ("5 جوان 2012", "2012-06-05"),
        ("5 جويلية 2012", "2012-07-05"),
        ("5 أوت 2012", "2012-08-05"),
        ("5 يوليوز 2012", "2012-07-05"),
        ("5 غشت 2012", "2012-08-05"),
        ("5 شتنبر 2012", "2012-09-05"),
        ("5 نونبر 2012", "2012-11-05"),
        ("5 دجنبر 2012", "2012-12-05"),
        ("5 دجمبر 2012", "2012-12-05"),
        ("7 شباط/فبراير 2009", "2009-02-07"),
        ("7 آذار - مارس 2009", "2009-03-07"),
        ("7 ديسمبر (كانون الأول) 2009", "2009-12-07"),
        ("7 (تموز) يوليو 2009", "2009-07-07"),
        ("7 (يوليو) 2009", "2009-07-07"),
        ("7 كانون 2 2009", "2009-01-07"),
        ("7 تشرين1 2009", "2009-10-07"),
        ("7 ت2 2009", "2009-11-07"),
        ("7 تموز/يوليو العام 2009", "2009-07-07"),
        ("7 من شهر مايو من عام 2009", "2009-05-07"),
        ("الثالث من حزيران 2009", "2009-06-03"),
        ("الحادي والعشرين من سبتمبر 2009", "2009-09-21"),
        ("فاتح ماي 2009", "2009-05-01"),
        ("أول مايو 2009", "2009-05-01"),
        ("أغسطس 9, 2013", "2013-08-09"),
        ("أغسطس ٩ - ٢٠١٣", "2013-08-09"),
        ("9 أغسطس، 2013", "2013-08-09"),
        ("09/أغسطس/2013", "2013-08-09"),
        ("9-أغسطس-2013", "2013-08-09"),
        ("9 - أغسطس - 2013", "2013-08-09"),
        ("2013/أغسطس/09", "2013-08-09"),
        ("٩ أغسطس ٢٠١٣", "2013-08-09"),
        ("۹ اغسطس ۲۰۱۳", "2013-08-09"),
        ("9 أَغُسْطُس 2013م", "2013-08-09"),
        ("9 أغســـطس 2013", "2013-08-09"),
        ("\u200f9\u200f أغسطس\u00a02013", "2013-08-09"),
    ],
)
def test_gregorian_months_as_named_across_the_arab_world(text: str, value: str) -> None:
    date = only(text)
    assert (date.value, date.precision, date.calendar) == (value, "day", "gregorian")
    assert parse_date(text) == date


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("4/8/2013", "2013-08-04"),
        ("04-08-2013", "2013-08-04"),
        ("4.8.2013", "2013-08-04"),
        ("04 / 08 / 2013", "2013-08-04"),
        ("2013/08/04", "2013-08-04"),
        ("2013-08-04", "2013-08-04"),
        ("٤/٨/٢٠١٣", "2013-08-04"),
        ("8/25/2013", "2013-08-25"),
        ("August 4, 2013", "2013-08-04"),
        ("Aug. 4th, 2013", "2013-08-04"),
        ("4 August 2013", "2013-08-04"),
        ("4th of August 2013", "2013-08-04"),
        ("04-Aug-2013", "2013-08-04"),
        ("2013-08-04T02:21:09+04:00", "2013-08-04T02:21"),
        ("2013-08-04T02:21:09.120Z", "2013-08-04T02:21"),
        ("2013-08-04 02:21:09", "2013-08-04T02:21"),
        ("Sun, 04 Aug 2013 02:21:09 +0400", "2013-08-04T02:21"),
        ("Sun Aug 4 02:21:09 GMT 2013", "2013-08-04T02:21"),
    ],
)
def test_numbers_day_first_iso_rfc_and_english(text: str, value: str) -> None:
    assert values(text) == [value]
    parsed = parse_date(text)
    assert parsed and parsed.value == value


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("4 مايو 2015 - 08:05 م", "20:05"),
        ("4 مايو 2015 08:05 ص", "08:05"),
        ("4 مايو 2015، الساعة 08:05 مساءً", "20:05"),
        ("4 مايو 2015 12:05 ص", "00:05"),
        ("4 مايو 2015 12:05 م", "12:05"),
        ("4 مايو 2015 12:05 ظهرا", "12:05"),
        ("4 مايو 2015 1:05 ظهراً", "13:05"),
        ("4 مايو 2015 11:05 ليلا", "23:05"),
        ("4 مايو 2015 2:05 فجرا", "02:05"),
        ("4 مايو 2015 م 20:05", "20:05"),
        ("4 مايو 2015 | 20:05 بتوقيت غرينتش", "20:05"),
        ("4 مايو 2015 الساعة 8 مساء", "20:00"),
        ("4 مايو 2015، آخر تحديث 20:05 (GMT+0300)", "20:05"),
        ("20:05 - 4 مايو 2015", "20:05"),
        ("08:05 مساء الاثنين 4 مايو 2015", "20:05"),
        ("GMT 20:05 2015 الاثنين ,04 أيار / مايو", "20:05"),
        ("May 4, 2015 8:05 PM", "20:05"),
        ("4/5/2015 8:05 p.m.", "20:05"),
    ],
)
def test_the_clock_as_printed(text: str, clock: str) -> None:
    date = only(text)
    assert (date.value, date.precision) == (f"2015-05-04T{clock}", "minute")


@pytest.mark.parametrize(
    ("text", "value", "evidence"),
    [
        ("هيئة التحرير14 مايو 2016آخر تعديل", "2016-05-14", "14 مايو 2016"),
        ("السبت14 مايو2016", "2016-05-14", "السبت14 مايو2016"),
        ("(وكالات،14/05/2016)", "2016-05-14", "14/05/2016"),
        ("نصّه: «غُرّة رَجَب 1437هـ».", "2016-04-08", "غُرّة رَجَب 1437هـ"),
        ("بين مايو وسبتمبر 2016", "2016-09", "سبتمبر 2016"),
        ("سبتمبر (أيلول) 2016", "2016-09", "سبتمبر (أيلول) 2016"),
        ("العدد 3، مايو 2016", "2016-05", "مايو 2016"),
        ("العدد 12 - 3 مايو 2016", "2016-05-03", "3 مايو 2016"),
        ("15-20 مايو 2016", "2016-05", "مايو 2016"),
    ],
)
def test_the_evidence_is_the_text_itself(text: str, value: str, evidence: str) -> None:
    date = only(text)
    assert (date.value, date.evidence) == (value, evidence)
    assert text[date.start : date.end] == evidence


@pytest.mark.parametrize(
    ("text", "value", "uncertain", "agrees"),
    [
        ("1 رمضان 1440", "2019-05-06", 1, None),
        ("غرة رمضان 1440 هـ", "2019-05-06", 1, None),
        ("الأول من محرم 1445هـ", "2023-07-19", 1, None),
        ("10 ذي الحجة 1443 هجرية", "2022-07-09", 1, None),
        ("1440/9/1 هـ", "2019-05-06", 1, None),
        ("01-09-1440هـ", "2019-05-06", 1, None),
        ("الثلاثاء 1 رمضان 1440 هـ", "2019-05-07", 0, True),
        ("الأحد 1 رمضان 1440 هـ", "2019-05-05", 0, True),
        ("الجمعة 1 رمضان 1440 هـ", "2019-05-06", 1, False),
    ],
)
def test_hijri_days_say_their_doubt(
    text: str, value: str, uncertain: int, agrees: bool | None
) -> None:
    date = only(text)
    assert (date.value, date.calendar) == (value, "hijri")
    assert (date.uncertain_days, date.weekday_agrees) == (uncertain, agrees)


@pytest.mark.parametrize(
    ("text", "values_"),
    [
        ("15 شعبان 1321", ["1903-11"]),  # before the table: two days of doubt, all in November
        ("12 شوال 1320 هـ", ["1903-01"]),
        ("رمضان 1440", ["2019"]),  # from May into June
        ("ربيع الآخر 1440", []),  # from December 2018 into January 2019
        ("15 رمضان 2019", []),
        ("1399/02/20 ه.ش", []),
        ("1440/9/1", []),
    ],
)
def test_hijri_dates_are_cut_to_what_is_certain(text: str, values_: list[str]) -> None:
    assert values(text) == values_


@pytest.mark.parametrize(
    "text",
    [
        "الاثنين 1 رمضان 1440 هـ - 6 مايو 2019م",
        "الاثنين، 1 رمضان 1440هـ الموافق 6 مايو 2019",
        "1 رمضان 1440 هـ الموافق لـ 6 مايو",
        "6 مايو 2019 الموافق 1 رمضان 1440",
        "2 رمضان 1440هـ -6 أيار/مايو 2019 م",
        "1 رمضان - 6 مايو 2019",
        "الإثنين 1/9/1440 - 6/5/2019",
    ],
)
def test_two_calendars_are_one_date(text: str) -> None:
    date = only(text)
    assert (date.value, date.evidence) == ("2019-05-06", text)
    assert (date.calendar, date.uncertain_days) == ("gregorian", 0)


def test_two_dates_side_by_side_stay_two() -> None:
    assert values("1 رمضان 1440 - 9 أغسطس 2013") == ["2019-05-06", "2013-08-09"]
    assert values("4/5/2015 - 6/5/2015") == ["2015-05-04", "2015-05-06"]
    month = only("رمضان 1440 - مايو 2019")
    assert (month.value, month.precision) == ("2019-05", "month")


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("الاثنين 4 مايو 2015", True),
        ("يوم الاثنين الموافق 4/5/2015", True),
        ("الثلاثاء، 4 مايو 2015", False),
        ("4/5/2015 (الاثنين)", True),
        ("4 مايو 2015", None),
    ],
)
def test_the_weekday_is_a_check(text: str, agrees: bool | None) -> None:
    assert only(text).weekday_agrees is agrees


def test_an_ordinal_after_a_weekday_may_count_weeks() -> None:
    assert only("الجمعة الأول من مايو 2015").value == "2015-05-01"
    assert only("الاثنين الأول من مايو 2015").value == "2015-05"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31 أبريل 2015",
        "30 فبراير 2015",
        "29/2/2015",
        "13/13/2015",
        "0 مايو 2015",
        "حزيران/تموز 2015",
        "2015",
        "عام 2015",
        "2015-2016",
        "4 مايو",
        "الاثنين 08:05 م",
        "في 2015 مارس 20 لاعبا",
        "باب 2015",
        "رقم 12-10-2015-71-998",
        "site.example/2015/05/04/title",
        "file-2015-05-04.pdf",
        "1.2.2015.4",
        "4/5/15",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12 أغسطس، آب 2010", "2010-08-12"),
        ("2016 نوفمبر 15", "2016-11-15"),
        ("3 مايو 2021 في 3.05 مساء", "2021-05-03T15:05"),
        ("الجمعة 04/03/2015", "2015-04-03"),  # the fourth of March was a Wednesday
        ("الأربعاء 04/03/2015", "2015-03-04"),
        ("السبت 04/03/2015", "2015-03-04"),  # neither: the day stands first
    ],
)
def test_dates_in_rarer_orders(text: str, value: str) -> None:
    assert [date.value for date in find_dates(text)] == [value]
