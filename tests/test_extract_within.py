"""Furniture in the middle of an article: it goes, and what stands behind it is body."""

from __future__ import annotations

import pytest

from indexer.describe.article import describe
from indexer.extract import text, web
from indexer.records import TEXT, Article, Page, RawItem

TITLE = "بلدية السهل تفتتح مسبحا شتويا مغطى قرب المحطة"
FIRST = "افتتحت بلدية السهل أمس مسبحا شتويا مغطى قرب محطة القطار، بعد أعمال دامت سنتين كاملتين."
SECOND = (
    "وقال المشرف على المسبح إن الماء يسخن بألواح شمسية، وإن الدخول مجاني للأطفال حتى آخر الشهر."
)
LAST = "وسيبقى الباب مفتوحا يوم الجمعة لمن يعمل طول الأسبوع."
BOX = ["موضوعات متعلقة", "فريق الجبل يتعادل مع فريق النهر", "معرض للزهور في قصر الثقافة"]


def html(*paragraphs: str) -> Page:
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    return web.extract(
        f"<html><head><title>{TITLE}</title></head>"
        f"<body><article><h1>{TITLE}</h1>{body}</article></body></html>"
    )


@pytest.mark.parametrize(
    "end",
    [
        "وأوضح أن الدفعة المقبلة من التجهيزات تصل في أيار على نفقة متبرعين.",
        "وأضافت أن الدفعة المقبلة من التجهيزات تصل في أيار على نفقة متبرعين، وأن أسماءهم ستكتب "
        "على لوحة عند الباب الكبير.",
        "وتصل الدفعة المقبلة من تجهيزات المسبح في أيار على نفقة متبرعين من أهل الحي.",
    ],
)
def test_one_last_paragraph_behind_a_box_is_body(end: str) -> None:
    page = text.extract("\n".join([TITLE, FIRST, SECOND, *BOX, end]))
    assert page.body.split("\n\n") == [FIRST, SECOND, end]
    assert [(one.text, one.reason) for one in page.dropped] == [(one, "related") for one in BOX]


@pytest.mark.parametrize(
    "end",
    [
        "تعادل الفريقان بهدفين لكل منهما في مباراة جرت مساء أمس على ملعب الجبل.",
        "والمعرض الذي يضم زهورا من عشرين بلدا يفتح أبوابه في قصر الثقافة كل مساء.",
        "صحيفة يومية مستقلة تصدر عن دار السهل للطباعة والنشر منذ عام ألف وتسعمئة وثمانين.",
        "وأضاف الحكم سبع دقائق ثم أنهى مباراة الجبل والنهر أمام خمسين ألف متفرج",
    ],
)
def test_what_tells_more_of_a_box_is_no_body(end: str) -> None:
    page = text.extract("\n".join([TITLE, FIRST, SECOND, *BOX, end]))
    assert page.body.split("\n\n") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "pointer",
    [
        "<b>اقرأ أيضا: <a href=/x>معرض للزهور في قصر الثقافة</a></b>",
        "<strong>شاهد أيضاً:</strong> <a href=/x>معرض للزهور</a>",
        "<a href=/x>طالع أيضا معرض للزهور في قصر الثقافة</a>",
        "(اقرأ كذلك: <a href=/x>معرض للزهور</a>)",
        "<b>قد يهمك أيضا:</b> <a href=/x>معرض للزهور</a> - <a href=/y>معرض للكتب</a>",
    ],
)
def test_a_link_tells_where_a_pointer_ends(pointer: str) -> None:
    for page in (
        html(FIRST, f"{SECOND} {pointer} {LAST}"),
        html(FIRST, f"{SECOND} {pointer} {LAST}", FIRST.replace("أمس", "اليوم")),
    ):
        assert page.body.split("\n\n")[:2] == [FIRST, f"{SECOND} {LAST}"]
        assert [one.reason for one in page.dropped] == ["related"]
        assert "معرض" in page.dropped[0].text
    assert html(FIRST, SECOND, f"{pointer} {LAST}").body.split("\n\n") == [FIRST, SECOND, LAST]


@pytest.mark.parametrize(
    "said",
    [
        "وكان معه كتاب اسمه اقرأ أيضا من <a href=/x>دار النهر</a> للنشر.",
        "وكتب على الجدار <a href=/x>شاهد أيضا متحف القطار</a> بخط أزرق.",
        "وشكر <a href=/x>أهل السهل</a> على صبرهم.",
    ],
)
def test_links_and_such_words_within_a_sentence_stay(said: str) -> None:
    plain = said.replace("<a href=/x>", "").replace("</a>", "")
    page = html(FIRST, f"{SECOND} {said} {LAST}")
    assert page.body.split("\n\n") == [FIRST, f"{SECOND} {plain} {LAST}"]


def test_in_plain_text_a_verb_of_saying_tells_where_a_pointer_ends() -> None:
    pointer = "اقرأ أيضا: معرض للزهور في قصر الثقافة"
    end = "وأوضح أن الباب يبقى مفتوحا كل جمعة."
    page = text.extract("\n".join([TITLE, FIRST, f"{SECOND} {pointer} {end}"]))
    assert page.body.split("\n\n") == [FIRST, f"{SECOND} {end}"]
    assert [one.text for one in page.dropped] == [pointer]
    page = text.extract("\n".join([TITLE, FIRST, f"{SECOND} {pointer} وأكد أن الورد بلدي"]))
    assert page.body.split("\n\n") == [FIRST, SECOND]


SAID = "مبادرة جميلة نتمنى مثلها في حينا"
LONG = "مبادرة جميلة نتمنى مثلها في حينا، وشكرا لكل من عمل فيها وتعب وسهر من أجلنا طول السنة."
DAY = "3 أيار 2016"


@pytest.mark.parametrize(
    "comments",
    [
        [TITLE, "وائل الزين", "منذ 4 ساعات", SAID],
        [TITLE, "أم ليلى", "منذ 5 أيام", LONG],
        [TITLE, "وائل الزين", "12/05/2016", SAID, "ليلى النجار", "13/05/2016", LONG],
        [TITLE, DAY, "وائل الزين", "12/05/2016", LONG, "جميع الحقوق محفوظة"],
        [TITLE, DAY, "وائل الزين", "12/05/2016 10:20", "شكرا لكم", "من القلب"],
    ],
)
def test_who_comments_is_no_author(comments: list[str]) -> None:
    at = 2 if DAY in comments else 1
    page = "\n".join([*comments[:at], FIRST, SECOND, *comments[at:]])
    article = describe(RawItem("a.txt", TEXT, page, page))
    assert isinstance(article, Article)
    assert article.author is None
    assert article.body.split("\n\n") == [FIRST, SECOND]
    assert article.published == ("2016-05-03" if at == 2 else None)


@pytest.mark.parametrize(
    "signature",
    [
        ["وائل الزين", "12/05/2016"],
        ["وائل الزين", "12/05/2016", "صحيفة السهل"],
        ["وائل الزين", "12/05/2016", "السهل - رويترز"],
        ["وائل الزين", "12/05/2016", TITLE],
        ["وائل الزين", "12/05/2016", "wael@sahl.example"],
    ],
)
def test_who_signs_is_the_author(signature: list[str]) -> None:
    page = "\n".join([TITLE, FIRST, SECOND, *signature])
    article = describe(RawItem("a.txt", TEXT, page, page))
    assert isinstance(article, Article)
    assert article.author == "وائل الزين"


def test_a_diary_of_names_and_days_is_body() -> None:
    parts = [TITLE, DAY, FIRST, "وائل الزين", "12/05/2016", LONG, SECOND, LAST]
    assert LONG in text.extract("\n".join(parts)).body
