"""EXTRACT from plain text and from records: what is the article, what is not, and nothing lost."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean import clean
from indexer.extract import extract
from indexer.records import HTML, RECORD, TEXT, Page, RawItem

TITLE = "مكتبة الحي القديم تفتح أبوابها ليلا لطلاب الثانوية"
DECK = "المتطوعون يحرسون الكتب والبلدية تدفع فاتورة الكهرباء"
FIRST = (
    "فتحت مكتبة الحي القديم أبوابها أمس حتى منتصف الليل، بعد أن طلب طلاب الثانوية مكانا هادئا "
    "يذاكرون فيه قبل الامتحانات."
)
SECOND = (
    "وقالت أمينة المكتبة ليلى الصافي إن المتطوعين يحرسون الكتب بالتناوب، وإن البلدية وعدت بأن تدفع "
    "فاتورة الكهرباء ثلاثة أشهر."
)
THIRD = "ولا ينوي أحد من الطلاب العودة إلى البيت قبل أن يطفئ الحارس آخر مصباح في القاعة."
BODY = [FIRST, SECOND, THIRD]
OTHER = "البحارة يعثرون على مرساة غارقة قرب الميناء"
ANOTHER = "وزير النقل يفتتح جسرا معلقا فوق الوادي"


def page(*lines: str) -> Page:
    text = "\n".join(lines)
    return extract(RawItem("page.txt", TEXT, text, text))


def record(text: str, **given: str | None) -> Page:
    return extract(RawItem("record.json", RECORD, text, text, dict(given)))


def words(found: Page) -> Counter[str]:
    """Every word of a page, wherever it went."""
    parts = [found.title or "", found.deck or "", found.body, *found.head, *found.foot]
    return Counter(" ".join([*parts, *(line.text for line in found.dropped)]).split())


def reason(found: Page, text: str) -> str | None:
    return next((line.reason for line in found.dropped if line.text == text), None)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([TITLE, *BODY], id="over the body"),
        pytest.param([*BODY, TITLE, TITLE], id="under the body, twice"),
        pytest.param([*BODY, TITLE, "نزوى - صحيفة الفلج", "12 مارس 2019"], id="under, signed"),
        pytest.param(["الرئيسية", "محليات", TITLE, "الأحد 3 مايو 2015", *BODY], id="under a menu"),
        pytest.param([TITLE, "شارك", "3 مايو 2015", TITLE, *BODY], id="said twice"),
        pytest.param(
            ["آخر الأخبار", OTHER, ANOTHER, "الرئيسية", TITLE, "3 مايو 2015", *BODY],
            id="under a list of others",
        ),
        pytest.param([f"{TITLE} - صحيفة الفلج", TITLE, *BODY], id="under its window title"),
    ],
)
def test_the_headline_wherever_it_stands(lines: list[str]) -> None:
    found = page(*lines)
    assert found.title == TITLE
    assert found.body == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(BODY, id="body alone"),
        pytest.param(["صلالة - سعاد البحري", *BODY], id="byline"),
        pytest.param(["(صحيفة الفلج - نزوى)", *BODY], id="byline in brackets"),
        pytest.param(["نزوى: سعاد البحري", *BODY], id="place and name"),
        pytest.param(["بسم الله الرحمن الرحيم", *BODY], id="formula"),
        pytest.param(["الثلاثاء 4 يونيو 2013", *BODY], id="date"),
    ],
)
def test_no_headline_where_the_text_has_none(lines: list[str]) -> None:
    found = page(*lines)
    assert found.title is None
    assert found.body == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "lines",
    [
        [TITLE, DECK, "سعاد البحري", *BODY],
        [TITLE, "3 مايو 2015", DECK, *BODY],
        [DECK, TITLE, "3 مايو 2015", *BODY, TITLE],
        [*BODY, TITLE, DECK, TITLE],
    ],
)
def test_the_deck_is_neither_in_the_body_nor_lost(lines: list[str]) -> None:
    found = page(*lines)
    assert (found.title, found.deck, found.body) == (TITLE, DECK, "\n\n".join(BODY))


def test_copies_of_the_headline_go() -> None:
    short = "مكتبة الحي القديم تفتح"
    found = page(TITLE, FIRST, short, SECOND, f"صحيفة الفلج - {TITLE}", THIRD, TITLE)
    assert found.body == "\n\n".join(BODY)
    for copy in (short, f"صحيفة الفلج - {TITLE}", TITLE):
        assert reason(found, copy) == "title_repeated"


def test_captions_repeated_between_paragraphs_go_and_subheads_stay() -> None:
    caption = "صورة من قاعة القراءة في الليل"
    found = page(TITLE, FIRST, caption, SECOND, "حراس الليل", THIRD, caption, FIRST)
    assert reason(found, caption) == "caption_repeated"
    assert "\n\nحراس الليل\n\n" in found.body


def test_lines_that_state_facts_are_kept_beside_the_body() -> None:
    found = page(
        "صحيفة الفلج",
        "الرئيسية",
        TITLE,
        "آخر تحديث: 4 مايو 2015",
        "نزوى - سعاد البحري",
        *BODY,
        "© صحيفة الفلج 2015",
    )
    assert found.head == ("صحيفة الفلج", "آخر تحديث: 4 مايو 2015", "نزوى - سعاد البحري")
    assert found.foot == ("© صحيفة الفلج 2015",)


def test_dates_and_names_of_a_related_list_are_nowhere_but_among_what_is_dropped() -> None:
    listed = ["مقالات ذات صلة", OTHER, "9 يناير 2024", "سالم الغافري", ANOTHER, "8 يناير 2024"]
    found = page(TITLE, "3 مايو 2015", *BODY, *listed)
    assert found.body == "\n\n".join(BODY)
    assert found.head == ("3 مايو 2015",)
    assert found.foot == ()
    assert {line.text: line.reason for line in found.dropped} == dict.fromkeys(listed, "related")


def test_a_clock_over_the_menu_is_no_fact() -> None:
    found = page("السبت 9 مارس 2024 - 10:15 ص", "الرئيسية", "محليات", "بحث", TITLE, *BODY)
    assert found.head == ()
    assert found.dropped[0].reason == "page_clock"


def test_a_related_box_inside_the_body_goes_and_the_body_goes_on() -> None:
    found = page(TITLE, FIRST, "اقرأ أيضا:", OTHER, ANOTHER, SECOND, THIRD)
    assert found.body == "\n\n".join(BODY)
    assert reason(found, OTHER) == "related"


def test_comments_are_no_body_even_when_they_are_prose() -> None:
    comment = (
        "أحسنتم النشر، فأنا من سكان الحي القديم وأعرف المكتبة والطلاب والمتطوعين منذ سنوات طويلة."
    )
    found = page(TITLE, *BODY, "التعليقات (2)", "أبو سالم", comment, "أضف تعليقك", "الاسم", "إرسال")
    assert found.body == "\n\n".join(BODY)
    assert reason(found, comment) == "comment"
    assert reason(found, "الاسم") == "comment_form"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("شارك على فيسبوك", "share"),
        ("فيسبوك تويتر واتساب طباعة", "share"),
        ("تسجيل الدخول", "login"),
        ("اشترك في النشرة البريدية ليصلك كل جديد", "newsletter"),
        ("نستخدم ملفات تعريف الارتباط لتحسين خدمة الموقع", "cookie"),
        ("الكلمات الدالة: مكتبات، طلاب، ليل", "tags"),
        ("استطلاع الرأي", "poll"),
        ("الفجر الشروق الظهر العصر المغرب العشاء", "prayer_times"),
        ("اقرأ المزيد", "read_more"),
        ("التعليقات مغلقة", "comment_form"),
        ("المواد المنشورة لا تعبر بالضرورة عن رأي الصحيفة", "disclaimer"),
        ("زوار اليوم | مشتركون | مراسلون | وظائف شاغرة", "menu"),
        ("127", "counter"),
        ("* * *", "signs"),
    ],
)
def test_furniture_is_known_by_its_words_and_its_shape(line: str, kind: str) -> None:
    found = page(TITLE, "3 مايو 2015", *BODY, line)
    assert found.body == "\n\n".join(BODY)
    assert reason(found, line) == kind


@pytest.mark.parametrize(
    "sentence",
    [
        "وقال الخبير إن ملفات تعريف الارتباط تجمع عن القارئ أكثر مما يعرف، ولذلك رفضتها المكتبة.",
        "وأضاف أن التعليقات مغلقة في موقع المكتبة منذ عام، وأن القراء يكتبون في دفتر الزوار.",
        "ونشرت المكتبة على فيسبوك وتويتر صورة المصباح الأخير، فشاركها مئات الطلاب في ساعة واحدة.",
    ],
)
def test_a_sentence_that_speaks_of_furniture_is_none(sentence: str) -> None:
    assert sentence in page(TITLE, FIRST, sentence, SECOND).body


def test_a_pointer_at_the_end_of_the_last_paragraph_is_cut_off() -> None:
    found = page(TITLE, FIRST, f"{SECOND} وقد يهمك أيضا : {OTHER} {ANOTHER}")
    assert found.body == f"{FIRST}\n\n{SECOND}"
    assert found.dropped[-1].reason == "related"
    assert found.dropped[-1].text.startswith("وقد يهمك")


def test_a_pointer_whose_end_nobody_can_tell_stays() -> None:
    paragraph = f"{FIRST} اقرأ أيضا: {OTHER} وقال الحارس إنه باق. ثم عاد إلى كرسيه عند الباب."
    assert paragraph in page(TITLE, paragraph, SECOND).body


def test_a_dateline_is_beside_the_body_and_a_dash_alone_is_none() -> None:
    found = page(TITLE, f"نزوى (و ع) - {FIRST}", SECOND)
    assert found.body == f"{FIRST}\n\n{SECOND}"
    assert found.head == ("نزوى (و ع) -",)
    aside = f"القرار - الذي صدر أمس - {FIRST}"
    assert page(TITLE, aside, SECOND).body.startswith(aside)


def test_a_text_without_furniture_keeps_its_lists_and_short_lines() -> None:
    items = ["كتاب الرمل", "ديوان الريح", "دفتر الحارس"]
    found = page(TITLE, FIRST, "وهذه كتب الليلة:", *items, SECOND, "ثم سكت.", "وضحك الحاضرون.")
    assert found.body.split("\n\n")[1:] == [
        "وهذه كتب الليلة:",
        *items,
        SECOND,
        "ثم سكت.",
        "وضحك الحاضرون.",
    ]


@pytest.mark.parametrize(
    "start",
    ["صحيفة الفلج - ", "اقرأ باسم ربك، ", "شارك ", "كتب ", "المصدر: ", "قد يهمك أن تعرف أن "],
)
def test_a_record_comes_through_whole_whatever_it_begins_with(start: str) -> None:
    text = f"{start}{FIRST}\n{SECOND}"
    assert record(text, title=None).body.split() == text.split()
    assert record(start + FIRST, title=TITLE).body == (start + FIRST).strip()


def test_the_title_of_a_record_is_never_taken_from_its_text() -> None:
    text = "\n".join([TITLE, *BODY])
    assert record(text, title=None).title is None
    assert record(text, title=OTHER).body.startswith(TITLE)
    assert record(text).title == TITLE  # the record states nothing of a title


def test_a_record_that_holds_a_whole_page_is_read_as_one() -> None:
    text = "\n".join(
        ["الرئيسية", *BODY, "شارك الخبر", "مقالات ذات صلة", OTHER, "أضف تعليقا", "© صحيفة الفلج"]
    )
    found = record(text, title=TITLE)
    assert found.title is None
    assert found.body == "\n\n".join(BODY)


def test_verse_without_anything_around_it_is_the_body() -> None:
    verse = ["يا ليل ما أطول الدرب", "والنجم فوق النخيل", "قد نام أهل الديار"]
    found = page(*verse)
    assert (found.title, found.body.split("\n\n")) == (None, verse)
    assert page("الرئيسية", "محليات", "بحث").body == ""


@pytest.mark.parametrize("media", [TEXT, RECORD, HTML])
@pytest.mark.parametrize("text", ["", " \n\u200f\n", "***", "abc"])
def test_where_there_is_no_article_the_body_says_so(media: str, text: str) -> None:
    found = extract(RawItem("x", media, text, text, {"title": None} if media == RECORD else {}))
    assert found.title is None
    assert found.body in ("", clean(text))


LINES = st.lists(
    st.sampled_from(
        [
            *BODY,
            *(TITLE, DECK, OTHER, ANOTHER, "", "صحيفة الفلج", "3 مايو 2015", "نزوى - سعاد البحري"),
            *("شارك", "الرئيسية", "مقالات ذات صلة", "التعليقات", "أضف تعليقك", "© صحيفة الفلج"),
            *("* رئاسة", "اقرأ المزيد", "الأحد", "127", "...", "وسوم: ليل", "ثم سكت."),
            *(f"{THIRD} قد يهمك أيضا: {OTHER}", f"نزوى (و ع) - {FIRST}", f"اقرأ أيضا: {OTHER}"),
        ]
    ),
    max_size=25,
)


@given(LINES, st.sampled_from([TEXT, RECORD]))
def test_nothing_is_lost(lines: list[str], media: str) -> None:
    text = "\n".join(lines)
    found = extract(RawItem("x", media, text, text, {"title": None} if media == RECORD else {}))
    assert words(found) == Counter(clean(text).split())


@given(LINES)
def test_each_line_has_one_place(lines: list[str]) -> None:
    found = page(*lines)
    whole = [found.title, found.deck, *found.body.split("\n\n"), *found.head, *found.foot]
    kept = Counter(filter(None, whole)) + Counter(line.text for line in found.dropped)
    for line, count in Counter(line for line in lines if line).items():
        if " قد يهمك" not in line and "(و ع)" not in line:  # these may be cut in two
            assert kept[line] >= count


@pytest.mark.parametrize(
    "text",
    [
        f"{FIRST} " * 5_000,
        "خبر قصير هنا\n" * 50_000,
        f"{FIRST}\n" * 10_000,
        f"{FIRST}\n" + f"اقرأ أيضا:\n{OTHER}\n{SECOND}\n" * 5_000,
        "اقرأ أيضا " * 50_000,
    ],
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    def spent(part: str) -> float:
        start = time.perf_counter()
        page(part)
        return time.perf_counter() - start

    spent(FIRST)
    assert spent(text) < 40 * max(0.01, spent(text[: len(text) // 8]))
