"""What holds for every date and any text: round trips, offsets, speed, the lists, real lines."""

from __future__ import annotations

import datetime
import json
import re
import time
from pathlib import Path
from typing import Literal

import pytest
from babel.dates import get_month_names
from hijridate import Hijri
from hypothesis import given
from hypothesis import strategies as st

import mappings
from indexer.describe.dates import find_dates, parse_date, parse_relative
from indexer.describe.dates.calendars import arithmetic_day, doubt, hijri_day
from indexer.describe.dates.shadow import fold

LOCALES = ["ar", "ar_SY", "ar_IQ", "ar_LB", "ar_DZ", "ar_TN", "ar_MA", "ar_MR"]
LISTS = ["months", "date_letters", "date_ordinals", "date_relative", "date_weekdays", "date_words"]
DIGITS = [
    str.maketrans({}),
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
]
NAMED = [
    "{d} {m} {y}",
    "{d:02} {m}، {y}",
    "{w} {d} {m} {y}م",
    "{w}، {d}/{m}/{y}",
    "{d}-{m}-{y}",
    "{d} من {m} عام {y}",
    "{w}{d} {m}{y}",
    "{m} {d}, {y}",
    "{y}/{m}/{d}",
]
NUMBERS = ["{d}/{n}/{y}", "{d:02}-{n:02}-{y}", "{d}.{n}.{y}", "{y}/{n}/{d}", "{y}-{n:02}-{d:02}"]
TIMES = [
    "",
    " {h:02}:{i:02}",
    " - {h:02}:{i:02}:30",
    " | {h12}:{i:02} {p}",
    "، الساعة {h12}:{i:02} {p}",
]
MONTHS = [row for row in mappings.table("months", 3) if row[0] == "gregorian"]
HIJRI_MONTHS = [row for row in mappings.table("months", 3) if row[0] == "hijri"]
WEEKDAYS = mappings.table("date_weekdays", 2)

moments = st.datetimes(datetime.datetime(1583, 1, 1), datetime.datetime(2199, 12, 31))
fragments = st.sampled_from(
    [line.split("\t")[-1] for name in LISTS for line in mappings.lexicon(name)]
    + ["2017", "1440", "١٩٩٩", "3", "31", "12", "09:16", "3/10/2017", "2017-10-03"]
    + list(" -/.,:|()\n\u200f\u0640\u064b\u00a0") * 3
)
texts = st.one_of(st.text(), st.lists(fragments, max_size=30).map("".join))


def pieces(moment: datetime.datetime, month: str = "", weekday: str = "") -> dict[str, object]:
    date = {"d": moment.day, "n": moment.month, "y": moment.year, "m": month, "w": weekday}
    clock = {"h": moment.hour, "h12": moment.hour % 12 or 12, "i": moment.minute}
    return {**date, **clock, "p": "م" if moment.hour >= 12 else "ص"}


def named(rows: tuple[tuple[str, ...], ...] | list[tuple[str, ...]], number: int) -> list[str]:
    return [row[-1] for row in rows if int(row[-2]) == number]


@given(moments, st.data(), st.sampled_from(NAMED + NUMBERS), st.sampled_from(TIMES))
def test_every_gregorian_form_reads_back(
    moment: datetime.datetime, data: st.DataObject, form: str, clock: str
) -> None:
    month = data.draw(st.sampled_from(named(MONTHS, moment.month)))
    weekday = data.draw(st.sampled_from(named(WEEKDAYS, moment.isoweekday())))
    digits = data.draw(st.sampled_from(DIGITS))
    if "{m}{y}" in form and month[-1].isdigit():
        month += " "  # "Tishrin 2" and a year do not stand glued
    text = (form + clock).format(**pieces(moment, month, weekday)).translate(digits)
    (found,) = find_dates(text)
    assert found.value == (f"{moment:%Y-%m-%dT%H:%M}" if clock else moment.date().isoformat())
    assert found.weekday_agrees is (True if "{w}" in form else None)
    assert found.evidence.translate(DIGITS[0]) in text
    assert parse_date(text) == found


@given(st.integers(1344, 1499), st.integers(1, 12), st.integers(1, 28), st.data())
def test_every_hijri_day_reads_back_alone_and_beside_its_gregorian(
    year: int, hijri_month: int, day: int, data: st.DataObject
) -> None:
    hijri = Hijri(year, hijri_month, day)
    gregorian = datetime.date(*hijri.to_gregorian().datetuple())
    name = data.draw(st.sampled_from(named(HIJRI_MONTHS, hijri.month)))
    alone = f"{hijri.day} {name} {hijri.year} هـ"
    (found,) = find_dates(alone)
    assert (found.value, found.uncertain_days) == (gregorian.isoformat(), 1)
    shifted = gregorian + datetime.timedelta(days=data.draw(st.integers(-1, 1)))
    month = data.draw(st.sampled_from(named(MONTHS, shifted.month)))
    joint = data.draw(st.sampled_from([" - ", " الموافق ", "، ", " / ", " "]))
    both = f"{alone}{joint}{shifted.day} {month} {shifted.year}م"
    (found,) = find_dates(both)
    assert (found.value, found.evidence) == (shifted.isoformat(), both)


@given(texts)
def test_offsets_are_true_on_any_text(text: str) -> None:
    before = 0
    for found in find_dates(text):
        assert before <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.evidence
        assert re.fullmatch(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d)?)?)?", found.value)
        assert len(found.value) == {"minute": 16, "day": 10, "month": 7, "year": 4}[found.precision]
        before = found.end
    whole = parse_date(text)
    assert whole is None or text[whole.start : whole.end] == whole.evidence


@given(texts, st.one_of(st.dates(), st.datetimes()))
def test_relative_dates_never_raise(text: str, anchor: datetime.date) -> None:
    for printed in (text, f"منذ {text}"):
        found = parse_relative(printed, anchor)
        assert found is None or printed[found.start : found.end] == found.evidence


@given(st.text(alphabet="اأإآبهةـًَّ ٣3\u200f\u00a0"))
def test_a_place_in_the_shadow_is_a_place_in_the_text(text: str) -> None:
    shadow = fold(text)
    for place, letter in enumerate(shadow.text):
        start, end = shadow.original(place, place + 1)
        assert fold(text[start:end]).text == letter


@pytest.mark.parametrize("unit", ["1/", "2017/", "1/1/2017/", "20171003 ", "9/", "3/2017/"])
def test_a_megabyte_of_digits_and_slashes_takes_less_than_a_second(unit: str) -> None:
    find_dates("4 مايو 2015")  # the lists are read once
    text = unit * (1_000_000 // len(unit))
    begun = time.process_time()
    find_dates(text)
    assert time.process_time() - begun < 1


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_the_month_names_of_cldr_are_listed(
    locale: str, width: Literal["wide", "abbreviated"]
) -> None:
    for number, name in get_month_names(width, locale=locale).items():
        assert [found.value for found in find_dates(f"{name} 2015")] == [f"2015-{number:02}"]


@pytest.mark.parametrize("name", LISTS)
def test_the_lists_are_sorted_and_say_nothing_twice(name: str) -> None:
    lines = list(mappings.lexicon(name))
    assert lines == sorted(set(lines))
    if name != "date_letters":
        assert len(lines) == len({fold(line).text for line in lines})


def test_the_arithmetic_calendar_lies_within_its_doubt() -> None:
    for month in range(12 * 1343, 12 * 1501):
        date = month // 12, month % 12 + 1, 1
        assert abs(arithmetic_day(*date) - hijri_day(*date)).days <= doubt(1342)
    assert hijri_day(1318, 1, 1) == datetime.date(1900, 5, 1)


def test_real_date_lines(shared_data: Path) -> None:
    lines = (shared_data / "dates" / "datelines.jsonl").read_text(encoding="utf-8").splitlines()
    wrong = []
    for line in map(json.loads, lines):
        parsed = parse_date(line["raw"])
        found = [date.value for date in find_dates(line["raw"])]
        if parsed is None or parsed.value != line["iso"] or found != [line["iso"]]:
            wrong.append((line["raw"], parsed, found))
    assert not wrong and lines
