"""Which of the dates of a page is the article's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import facts
from indexer.describe.published import Published, find_published
from indexer.records import Dropped, Markup, Page

BODY = (
    "افتتحت البلدية أمس سوقا جديدة للسمك قرب الميناء القديم.\n\n"
    "وكانت السوق السابقة قد احترقت في 4 فبراير 1998 ولم ترمم منذ ذلك الحين."
)


def page(
    *head: str, foot: tuple[str, ...] = (), body: str = BODY, title: str | None = "سوق السمك"
) -> Page:
    return Page(title, None, body, head, foot)


def value(page: Page, given: str | None = None, url: str | None = None) -> str | None:
    found = find_published(page, given, url)
    return found.value if found else None


@pytest.mark.parametrize(
    ("given", "wanted", "precision"),
    [
        ("2018-05-26T11:50:31+00:00", "2018-05-26T11:50", "minute"),
        ("2018-05-26 23:59:59 -0500", "2018-05-26T23:59", "minute"),
        ("2011-02-17", "2011-02-17", "day"),
        ("2011-02", "2011-02", "month"),
        ("1926", "1926", "year"),
        ("17 شباط/فبراير 2011", "2011-02-17", "day"),
    ],
)
def test_given_date_is_the_wall_clock_cut_to_its_precision(
    given: str, wanted: str, precision: str
) -> None:
    found = find_published(page("3 مايو 2015"), given, "https://x.example/2014/01/02/a")
    assert found is not None
    assert (found.value, found.precision, found.origin) == (wanted, precision, "given")


@pytest.mark.parametrize(
    "given",
    [
        *("أمس", "منذ 3 ساعات", "لاحقا", "31/02/2015", "2015-05-03 / 2016-05-03", "N/A", "0"),
        *("0000-00-00", "0000-00-00 00:00:00", "0001-01-01T00:00:00"),
        *("-0001-11-30T00:00:00+00:00", "1970-01-01T00:00:00Z", "1970-01-01 03:00:00+03:00"),
        "Thu, 01 Jan 1970 00:00:00 GMT",
    ],
)
def test_a_given_date_that_is_none_leaves_it_to_the_page(given: str) -> None:
    assert value(page("3 مايو 2015"), given) == "2015-05-03"
    assert value(page(), given) is None
    stated = replace(page("3 مايو 2015"), markup=Markup(published=given))
    assert value(stated) == "2015-05-03"


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("1970-01-01", "1970-01-01"),
        ("الخميس 1 كانون الثاني 1970", "1970-01-01"),
        ("1970-01-01T09:30:00Z", "1970-01-01T09:30"),
    ],
)
def test_the_first_day_of_1970_is_a_day_where_no_clock_stands_at_zero(
    given: str, wanted: str
) -> None:
    assert value(page("3 مايو 2015"), given) == wanted


@pytest.mark.parametrize(
    ("clock", "age", "wanted"),
    [
        ("الأحد 13 مارس 2022 - 10:15 م", "منذ 5 ساعات", "2022-03-13"),
        ("الأحد 13 مارس 2022 - 01:15 ص", "نشر منذ 5 ساعات", "2022-03-12"),
        ("الأحد 13 مارس 2022", "منذ يومين", "2022-03-11"),
        ("الأحد 13 مارس 2022", "منذ 5 ساعات", None),
        ("الأحد 13 مارس 2022 - 10:15 م", "5 دقائق", None),
        ("مارس 2022", "منذ يومين", None),
    ],
)
def test_an_age_counts_from_the_clock_of_the_page(clock: str, age: str, wanted: str | None) -> None:
    dropped = (Dropped(clock, "page_clock"), Dropped("منذ شهر", "related"))
    assert value(replace(page(age, "3 دقائق"), dropped=dropped)) == wanted


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("سوق السمك | منوعات | DW | 12.04.2017", "2017-04-12"),
        ("سوق السمك - 24.07.2022, نشرة الحي", "2022-07-24"),
        ("سوق السمك 12.04.2017", None),
        ("سوق السمك | 2017", None),
        ("12.04.2017 | سوق السمك", None),
    ],
)
def test_the_title_of_the_page_may_end_with_its_date(title: str, wanted: str | None) -> None:
    assert value(replace(page(), markup=Markup(page_title=title))) == wanted


@pytest.mark.parametrize("given", [None, ""])
def test_no_given_date_leaves_it_to_the_page(given: str | None) -> None:
    assert value(page("3 مايو 2015"), given) == "2015-05-03"


def test_markup_goes_before_what_is_printed() -> None:
    stated = Page(
        "t", None, BODY, ("3 مايو 2015",), markup=Markup(published="2015-05-02T08:00:00Z")
    )
    assert find_published(stated, None, None) == Published(
        "2015-05-02T08:00", "minute", "2015-05-02T08:00:00", "markup"
    )


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (["الخميس 9 أيار 2013"], "2013-05-09"),
        (["كتب: ناصر الحلو", "09/05/2013 - 11:40 ص"], "2013-05-09T11:40"),
        (["صيدا - الخميس 9 أيار 2013"], "2013-05-09"),
        (["سامي الشاطر", "09/05/13 17:20"], "2013-05-09T17:20"),
        (["نشر من طرف سامي الشاطر في 9 ماي 2013 - 10:30"], "2013-05-09T10:30"),
        (["أخبار الموانئ الخميس 9 أيار 2013"], "2013-05-09"),
        (["المجلس ينعقد الخميس 9 مايو 2013", "الأربعاء 8 مايو 2013"], "2013-05-08"),
        (["نشر في: 9 مايو 2013", "آخر تحديث: 12 مايو 2013 - 08:00"], "2013-05-09"),
        (["آخر تحديث: 12 مايو 2013", "تاريخ النشر: 9 مايو 2013"], "2013-05-09"),
        (["آخر تحديث: 12 مايو 2013 - 08:00"], "2013-05-12T08:00"),
        (["محرر الصفحة9 مايو 2013آخر تحديث : منذ سنتين"], "2013-05-09"),
        (["9 مايو 2013", "الخميس 9 مايو 2013 - 17:20"], "2013-05-09T17:20"),
        (["نشرة البلدية لشهر | أيار 2013"], "2013-05"),
        (["مجلة الميناء، العدد 14، مايو 2013"], "2013-05"),
        (["الجزء الرابع المجلد الثاني سنة ١٩٣١"], "1931"),
        (["الإثنين 1 رجب 1434 هـ الموافق 11 مايو 2013 م"], "2013-05-11"),
    ],
)
def test_date_before_the_body(head: list[str], wanted: str) -> None:
    assert value(page(*head)) == wanted


@pytest.mark.parametrize(
    "head",
    [
        ["اليوم: 9 مايو 2013"],
        ["ذكرى حريق 4 فبراير 1998"],
        ["(3 مارس 1931 - 9 مايو 2013)"],
        ["ولد في 3 مارس 1931"],
        ["سامي الشاطر (3 مارس 1931 -)، صياد."],
        ["بلدية الميناء تعلن أسماء الفائزين بمناقصة التوسعة 9 مايو 2013"],
        ["المجلس ينعقد الخميس 9 مايو 2013"],
        ["افتتاح السوق الخميس 9 مايو 2013"],
        ["الخميس 9 مايو 2013 تبدأ المزادات"],
        ["مباراة الميناء الخميس 9 مايو 2013 - 20:00"],
        ["The market opens Thursday 9 May 2013"],
        ["منذ 3 أيام"],
        ["العدد 2013"],
        ["الدور 3/4/13"],
        [],
    ],
)
def test_other_dates_are_not_the_articles(head: list[str]) -> None:
    assert find_published(page(*head), None, None) is None


def test_of_two_days_the_one_of_the_address_is_taken_else_the_last() -> None:
    head = ("الجمعة 10 مايو 2013", "الخميس 9 مايو 2013")
    assert value(page(*head)) == "2013-05-09"
    assert value(page(*head), url="https://x.example/2013/05/10/fish") == "2013-05-10"


def test_dateline_of_the_first_paragraph() -> None:
    body = f"الخرطوم 9-5-2013م (سونا) - {BODY}"
    assert value(page(body=body)) == "2013-05-09"


def test_credit_at_the_end_of_a_headline() -> None:
    assert value(page(title="سوق جديدة للسمك (وأج، 09/05/2013)")) == "2013-05-09"
    assert value(page(title="سوق جديدة للسمك (الجزء الثاني)")) is None


@pytest.mark.parametrize(
    ("foot", "wanted"),
    [
        (("تاريخ النشر: 9/5/2013",), "2013-05-09"),
        (("صيدا في 9 أيار 2013",), "2013-05-09"),
        (("9 أيار 2013", "جميع الحقوق محفوظة"), "2013-05-09"),
        (("حريق في مخزن للأخشاب", "8 أيار 2013"), None),
        (("8 أيار 2013", "7 أيار 2013"), None),
        (("أبو ياسين | 10-05-2013, 09:41", "بارك الله فيكم"), None),
        (("© 2013",), None),
    ],
)
def test_date_after_the_body(foot: tuple[str, ...], wanted: str | None) -> None:
    assert value(page(foot=foot)) == wanted


def test_clock_under_a_dispatch_belongs_to_the_day_of_its_dateline() -> None:
    dispatch = "تبوك 29 جمادى الآخرة 1434 هـ الموافق 09 مايو 2013 م واس"
    assert value(page(dispatch, foot=("// انتهى //", "16:45 ت م"))) == "2013-05-09T16:45"
    assert value(page("9 مايو 2013", foot=("16:45 ت م",))) == "2013-05-09"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://x.example/2013/05/09/fish", "2013-05-09"),
        ("https://x.example/news/2013/5/9/fish", "2013-05-09"),
        ("https://x.example/2013-05-09-1.38", "2013-05-09"),
        ("https://x.example/ar/20130509-fish", "2013-05-09"),
        ("https://x.example/2013/05/fish.html", "2013-05"),
        ("https://x.example/2013/25/fish.html", None),
        ("https://x.example/201305091234567/fish", None),
        ("https://x.example/article/20134511", None),
        ("https://x.example/world-cup-2014/06/fish", None),
        ("https://x.example/1890/05/09/fish", None),
        (None, None),
    ],
)
def test_address_is_the_last_resort(url: str | None, wanted: str | None) -> None:
    assert value(page(), url=url) == wanted
    assert value(page("3 مايو 2012"), url=url) == "2012-05-03"


def test_evidence_and_origin_are_kept() -> None:
    assert find_published(page("صيدا - الخميس 9 أيار 2013"), None, None) == Published(
        "2013-05-09", "day", "الخميس 9 أيار 2013", "text"
    )
    found = find_published(page(), None, "https://x.example/2013/05/09/fish")
    assert found == Published("2013-05-09", "day", "/2013/05/09", "url")


def test_dates_of_annotated_pages(shared_data: Path) -> None:
    kinds = (facts.pages, facts.saved_pages, facts.seeds)
    for kind, score in facts.measure(shared_data, kinds).items():
        floor = 0.8 if kind == "html" else 0.95
        assert score.dates_right >= floor * score.dated, (kind, score.wrong)
        assert score.dates_false == 0, (kind, score.wrong)


def test_dates_of_the_sample_archive() -> None:
    scores = facts.measure(Path(), (facts.sample,))
    assert sum(score.cases for score in scores.values()) >= 50
    for kind, score in scores.items():
        assert score.dates_right >= 0.95 * score.dated, (kind, score.wrong)
        assert score.dates_false == 0, (kind, score.wrong)


@pytest.mark.parametrize(
    "line",
    [
        "Saved 2021-05-03 10:00",
        "تاريخ الطباعة: 3 مايو 2021",
        "طبع بتاريخ 3 مايو 2021",
        "Printed on 3 May 2021",
    ],
)
def test_the_day_on_which_a_page_was_saved_or_printed_is_not_its_own(line: str) -> None:
    assert value(page(line)) is None
    assert value(page(foot=(line,))) is None


@pytest.mark.parametrize(
    ("line", "wanted", "doubt"),
    [
        ("15 رجب 1440 هـ", "2019-03-22", "hijri_day"),
        ("السبت 15 رجب 1440 هـ", "2019-03-23", None),
        ("الثلاثاء 15 رجب 1440 هـ", "2019-03-22", "weekday"),
        ("15 رجب 1440 هـ الموافق 22 مارس 2019", "2019-03-22", None),
        ("الثلاثاء 15 نوفمبر 2016", "2016-11-15", None),
        ("الجمعة 15 نوفمبر 2016", "2016-11-15", "weekday"),
    ],
)
def test_a_day_that_may_be_another_says_so(line: str, wanted: str, doubt: str | None) -> None:
    found = find_published(page(line), None, None)
    assert found is not None
    assert (found.value, found.doubt) == (wanted, doubt)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("المؤتمر ينعقد في 3 مايو 2015", None),
        ("موعد الافتتاح: 3 مايو 2015", None),
        ("نشر في: 3 مايو 2015", "2015-05-03"),
        ("القاهرة في 3 مايو 2015", "2015-05-03"),
        ("كتب محمد حسن في 3 مايو 2015", "2015-05-03"),
        ("3 مايو 2095", None),
        ("نشر في 3 مايو 2095", None),
    ],
)
def test_the_day_of_something_else_and_of_the_future_are_not_its_own(
    line: str, wanted: str | None
) -> None:
    assert value(page(line)) == wanted


def test_several_days_over_the_headline_are_those_of_a_list() -> None:
    listed = page("3 مايو 2015", "4 مايو 2015")
    assert value(replace(listed, over=2)) is None
    assert value(replace(page(*listed.head, "7 مايو 2015"), over=2)) == "2015-05-07"
    assert value(replace(page("3 مايو 2015"), over=1)) == "2015-05-03"
    with_hour = replace(page("3 مايو 2015", "4 مايو 2015 - 14:20"), over=2)
    assert value(with_hour) == "2015-05-04T14:20"


def test_the_hour_over_the_headline_is_the_readers_where_the_article_has_the_day_alone() -> None:
    over = "الخميس 9 مايو 2013 - 17:20"
    assert value(replace(page(over, "9/5/2013"), over=1)) == "2013-05-09"
    assert value(replace(page(over, "8/5/2013"), over=1)) == "2013-05-08"
    assert value(replace(page(over), over=1)) == "2013-05-09T17:20"
