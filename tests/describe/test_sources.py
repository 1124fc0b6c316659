"""Who published an article, and who was only quoted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import facts
from indexer.clean import clean_line
from indexer.describe.sources import canonical_source, find_source
from indexer.records import Dropped, Fact, Markup, Page

BODY = "افتتحت البلدية أمس سوقا جديدة للسمك قرب الميناء القديم."


def page(*head: str, foot: tuple[str, ...] = (), body: str = BODY, **markup: str) -> Page:
    lines = tuple(map(clean_line, head))
    return Page("سوق السمك", None, body, lines, foot, markup=Markup(**markup))


def value(page: Page, given: str | None = None, author: str | None = None) -> str | None:
    found = find_source(page, given, author, None)
    return found.value if found else None


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("skynews", "سكاي نيوز عربية"),
        ("https://www.skynewsarabia.com/", "سكاي نيوز عربية"),
        ("www.aawsat.com", "الشرق الأوسط"),
        ("جريدة الشرق الاوسط", "الشرق الأوسط"),
        ("صحيفة نداء الجبل الإلكترونية", "نداء الجبل"),
        ("نداء الجبل | الصفحة الأولى", "نداء الجبل"),
        ("وكالة أنباء الساحل (و.أ.س)", "وكالة أنباء الساحل"),
        (" نشرة  الحي ", "نشرة الحي"),
        ("harbour-times.example", "harbour-times.example"),
        ("", ""),
    ],
)
def test_canonical_source(name: str, wanted: str) -> None:
    assert canonical_source(name) == wanted


@pytest.mark.parametrize(
    ("furniture", "wanted"),
    [
        ("تابعوا سكاي نيوز عربية على فيسبوك", "سكاي نيوز عربية"),
        ("*سكاي نيوز عربية غير مسؤولة عن محتوى التعليقات", "سكاي نيوز عربية"),
        ("info@skynewsarabia.com", "سكاي نيوز عربية"),
        ("www.aawsat.com", "الشرق الأوسط"),
        ("سكاي نيوز عربية تطلق قناة جديدة", None),
        ("المزيد من الشرق الأوسط", None),
        ("https://www.aawsat.com/a/b", None),
        ("أدخل بريدك لتصلك نشرة الصباح", None),
    ],
)
def test_what_a_site_says_of_itself_in_its_furniture(furniture: str, wanted: str | None) -> None:
    dropped = (Dropped("الرئيسية", "menu"), Dropped(furniture, "related"))
    assert value(replace(page(), dropped=dropped)) == wanted


def test_two_sites_that_speak_of_themselves_tell_nothing() -> None:
    lines = ("تابعوا سكاي نيوز عربية على فيسبوك", "www.aawsat.com")
    assert value(replace(page(), dropped=tuple(Dropped(line, "menu") for line in lines))) is None


def test_a_line_of_furniture_that_was_told_something() -> None:
    menu = (Dropped("القبس", "menu"), Dropped("محليات", "menu"))
    body = "وقالت مديرة السوق لـ القبس إن السمك كثير هذا العام."
    assert value(replace(page(body=body), dropped=menu)) == "القبس"
    assert value(replace(page(body=body.replace("لـ القبس", "أمس")), dropped=menu)) is None


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("نقابة الصيادين - المكتب الإعلامي", "نقابة الصيادين"),
        ("بلدية المرفأ | دائرة العلاقات العامة", "بلدية المرفأ"),
        ("المكتب الإعلامي - نقابة الصيادين", None),
        ("سوق السمك - افتتاح", None),
    ],
)
def test_the_body_whose_press_office_heads_the_page(line: str, wanted: str | None) -> None:
    assert value(page(line)) == wanted


def test_an_agency_over_the_headline_is_the_publisher_and_under_it_is_not() -> None:
    assert value(replace(page("الأناضول"), over=1)) == "وكالة الأناضول"
    assert value(page("الأناضول")) is None


def test_given_source_wins() -> None:
    printed = page("موسكو - العرب اليوم", site="ضفاف")
    assert find_source(printed, "skynews", None, None) == Fact(
        "سكاي نيوز عربية", "skynews", "given"
    )
    assert value(printed, "نشرة الحي") == "نشرة الحي"


def test_outlet_given_as_the_author_is_the_source() -> None:
    assert value(page(), None, "أبوظبي - سكاي نيوز عربية") == "سكاي نيوز عربية"
    assert value(page(), None, "لندن - رويترز") is None
    assert value(page(), None, "سلوى الحداد") is None


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ({"site": "جريدة نداء الجبل"}, "نداء الجبل"),
        ({"site": "نشرة الحي"}, "نشرة الحي"),
        ({"author": "نداء الجبل"}, "نداء الجبل"),
        ({"title": "سوق السمك - نداء الجبل"}, "نداء الجبل"),
        ({"title": "سوق السمك - القديم", "author": "سلوى الحداد"}, None),
        ({"title": "سوق السمك | العالم"}, None),
        ({"title": "الرأي | سوق السمك"}, None),
    ],
)
def test_markup(markup: dict[str, str], wanted: str | None) -> None:
    assert value(page(**markup)) == wanted  # type: ignore[arg-type]  # no facts of another kind


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (["نداء الجبل"], "نداء الجبل"),
        (["ضفاف", "محليات"], "ضفاف"),
        (["جريدة ضفاف"], "ضفاف"),
        (["شبكة سنابل - للمزارع والمزرعة"], "شبكة سنابل"),
        (["وكالة الساحل للأنباء | الصحة"], "وكالة أنباء الساحل"),
        (["موسكو - العرب اليوم"], "العرب اليوم"),
        (["صيدا ـ نداء الجبل"], "نداء الجبل"),
        (["(صيدا - نداء الجبل)"], "نداء الجبل"),
        (["نداء الجبل/ صيدا"], "نداء الجبل"),
        (["صيدا: «نداء الجبل»"], "نداء الجبل"),
        (["نداء الجبل من صيدا"], "نداء الجبل"),
        (["sea market - حرية برس Horrya press"], "حرية برس"),
        (["صيدا - من مندوب نداء الجبل:"], "نداء الجبل"),
        (["إعداد: قسم التحقيقات - نداء الجبل"], "نداء الجبل"),
        (["المصدر: ضفاف + وكالات"], "ضفاف"),
        (["قبل 3 سنوات في نداء الجبل"], "نداء الجبل"),
        (["الرياض - «الرياض»"], "الرياض"),
        (["صيدا-مرفأ نيوز"], "مرفأ نيوز"),
        (["أخبار الساحل الشرقي", "صيدا - الساحل الشرقي"], "الساحل الشرقي"),
        (["صيدا - رويترز"], None),
        (["رويترز- صيدا:"], None),
        (["(أ ف ب)"], None),
        (["صيدا - وكالات"], None),
        (["صيدا - سلوى الحداد"], None),
        (["الرياض - سلوى الحداد"], None),
        (["محليات", "ضفاف", "رياضة"], None),
        (["العالم | 9 مايو 2013"], None),
        (["الرأي", "9 مايو 2013"], None),
        (["World", "صيدا - World"], None),
        (["صيدا - العالم"], "العالم"),
        (["قناة العالم | 9 مايو 2013"], "العالم"),
        (["غزة - معا"], "وكالة معا"),
        (["نقلا عن نداء الجبل"], None),
        (["تبوك 29 جمادى الآخرة 1434 هـ الموافق 09 مايو 2013 م واس"], "وكالة الأنباء السعودية"),
    ],
)
def test_lines_before_the_body(head: list[str], wanted: str | None) -> None:
    assert value(page(*head)) == wanted


@pytest.mark.parametrize(
    ("foot", "wanted"),
    [
        ("© نداء الجبل 2015", "نداء الجبل"),
        ("جميع الحقوق محفوظة لجريدة نداء الجبل 2015", "نداء الجبل"),
        ("كل الحقوق محفوظة لضفاف", "ضفاف"),
        ("كل الحقوق محفوظة لصحيفة المدى المفتوح", "صحيفة المدى المفتوح"),
        ("كل الحقوق محفوظة لصحيفة المدى 2014", "المدى"),
        ("كل الحقوق محفوظة لصحيفة الخليج الإماراتية", "الخليج"),
        ("جميع الحقوق محفوظة لوكالة سهوب الإخبارية 2019", "وكالة سهوب الإخبارية"),
        ("ضفاف © يسمح بالنقل مع ذكر المصدر", "ضفاف"),
        ("© 2015 جميع الحقوق محفوظة لصحيفة ميناء الصيادين", "صحيفة ميناء الصيادين"),
        ("جميع الحقوق محفوظة لمجموعة العرب اليوم الإعلامية 2015 ©", "العرب اليوم"),
        ("© 2015 تصميم وبرمجة: ورشة الشاطئ", None),
        ("جميع الحقوق محفوظة", None),
        ("نداء الجبل", "نداء الجبل"),
        ("رويترز", None),
    ],
)
def test_lines_after_the_body(foot: str, wanted: str | None) -> None:
    assert value(page(foot=(foot,))) == wanted


def test_the_owner_of_the_page_goes_before_the_paper_it_reprints() -> None:
    assert value(page("لندن - الشرق الأوسط", foot=("© نداء الجبل",))) == "نداء الجبل"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("وقال صياد لـ«نداء الجبل» إن السوق ضيقة.", "نداء الجبل"),
        ("وأوضح مصدر في البلدية، طلب عدم ذكر اسمه، لـ «ضفاف» أن السوق ضيقة.", "ضفاف"),
        ('وفي تصريح لـ"سكاي نيوز عربية" قال الصياد.', "سكاي نيوز عربية"),
        ("وذكرت «نداء الجبل» أن السوق ضيقة.", None),
        ("وقال صياد لصحيفة «نداء الجبل» إن السوق ضيقة.", None),
        ("وفقا لـ«نداء الجبل» فإن السوق ضيقة.", None),
        ("وقال صياد لـ«رويترز» إن السوق ضيقة.", None),
        ("وقال صياد لـ«بي بي سي» إن السوق ضيقة.", None),
        ("وقال صياد لـ«جيرانه» إن السوق ضيقة.", None),
        ("في تقرير لـ«نداء الجبل» أن السوق ضيقة.", None),
        ("وقال صياد لـ«نداء الجبل» ذلك، وقال آخر لـ«ضفاف» غيره.", None),
        ("وقال صياد لـ«ضفاف» ذلك، ثم قال لـ«ضفاف» غيره، وقال آخر لـ«نداء الجبل».", "ضفاف"),
    ],
)
def test_who_was_told(body: str, wanted: str | None) -> None:
    body = body.replace("ـ", "")  # as cleaning leaves it
    assert value(page(body=body)) == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        (f"نواكشوط - وكالة أنباء الساحل - {BODY}", "وكالة أنباء الساحل"),
        (f"نداء الجبل/ صيدا: {BODY}", "نداء الجبل"),
        (f"ضفاف/ {BODY}", "ضفاف"),
        (f"صيدا (رويترز) - {BODY}", None),
        (f"ضفاف: {BODY}", None),
    ],
)
def test_dateline_of_the_first_paragraph(body: str, wanted: str | None) -> None:
    assert value(page(body=body)) == wanted


def test_address_is_the_last_resort() -> None:
    url = "https://www.aawsat.com/home/article/1"
    assert find_source(page(), None, None, url) == Fact("الشرق الأوسط", url, "url")
    printed = find_source(page("نداء الجبل"), None, None, url)
    assert printed == Fact("نداء الجبل", "نداء الجبل", "text")
    assert find_source(page(), None, None, "https://unknown.example/a") is None
    assert find_source(page(), None, None, "http://[") is None


def test_sources_of_annotated_pages(shared_data: Path) -> None:
    kinds = (facts.pages, facts.seeds)
    for kind, score in facts.measure(shared_data, kinds).items():
        assert (score.figures()["source"] or 0) >= 0.85, (kind, score.wrong)


def test_sources_of_the_sample_archive() -> None:
    for kind, score in facts.measure(Path(), (facts.sample,)).items():
        assert (score.figures()["source"] or 0) >= 0.90, (kind, score.wrong)


def test_given_sources(shared_data: Path) -> None:
    score = facts.measure(shared_data, (facts.news,))["given"]
    assert score.figures()["source"] == 1.0
    assert score.dates_right == score.dated


@pytest.mark.parametrize(
    ("heading", "said", "wanted"),
    [
        ("دفاتر الضفة", "وقال العمدة ل«دفاتر الضفة» إنه باق.", "دفاتر الضفة"),
        ("دفاتر الضفة", "ونقلت عن «دفاتر الضفة» أنه باق.", None),
        ("دفاتر الضفة", "وقال العمدة ل«دفاتر النهر» إنه باق.", None),
        ("أخبار عاجلة", "وقال العمدة ل«دفاتر الضفة» إنه باق.", None),
        ("الرياضة", "وقال العمدة ل«الرياضة» إنه باق.", None),
    ],
)
def test_what_heads_the_page_and_was_told_something(
    heading: str, said: str, wanted: str | None
) -> None:
    made = page(heading, "3 مايو 2021", body=f"{BODY} {said}")
    assert value(replace(made, over=1)) == wanted
    assert value(made) is None, "it stands under the headline"
