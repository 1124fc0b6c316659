"""Small furniture around and within an article: polls, notices, prompts, captions said again."""

from __future__ import annotations

import pytest

from indexer.extract import text, web
from indexer.records import Page
from tests.test_extract_within import FIRST, SECOND, TITLE

ASKED = "هل تنوي السباحة هذا الشتاء؟"
CAPTION = "أطفال يسبحون في المسبح الجديد صباح الجمعة"


def page(*lines: str) -> Page:
    return text.extract("\n".join([TITLE, *lines]))


@pytest.mark.parametrize(
    "box",
    [
        [ASKED, "نعم", "لا", "عدد الأصوات: 310"],
        [ASKED, "نعم", "لا", "لا أدري", "إجمالي الأصوات 310"],
        ["هذا الخبر منقول ولا يتحمل الموقع مسؤولية ما ورد فيه."],
        ["حملوا تطبيقنا على الهاتف لتعرفوا كل جديد عن السهل…"],
        ["مشاهدة الفيديو", "pic.twitter.com/a1b2C3"],
    ],
)
def test_the_article_alone_is_left(box: list[str]) -> None:
    for found in (page(FIRST, SECOND, *box), page(FIRST, *box, SECOND)):
        assert found.title == TITLE
        assert found.body.split("\n\n") == [FIRST, SECOND]
        assert found.foot == ()


@pytest.mark.parametrize(
    "end",
    [
        "فهل يطول الشتاء هذا العام؟",
        "وقال: هذا السقف لا يتحمل الثلج إن طال الشتاء.",
        "وحمل تطبيقنا الهندسي لهذه الفكرة جائزة المدينة في العام الماضي.",
        "وقال إن مشاهدة الفيديو في المسبح ممنوعة.",
    ],
)
def test_what_only_looks_so_stays(end: str) -> None:
    assert page(FIRST, SECOND, end).body.split("\n\n") == [FIRST, SECOND, end]


@pytest.mark.parametrize("tail", ["... التفاصيل", "… للمزيد", ".. المزيد"])
def test_more_behind_dots_is_cut(tail: str) -> None:
    found = page(FIRST, f"{SECOND} {tail}")
    assert found.body.split("\n\n") == [FIRST, SECOND]
    assert [(one.text, one.reason) for one in found.dropped] == [(tail, "read_more")]


@pytest.mark.parametrize("end", ["وقال: نريد... المزيد من الوقت.", "وطالب بالمزيد."])
def test_more_within_a_sentence_stays(end: str) -> None:
    assert page(FIRST, f"{SECOND} {end}").body.split("\n\n") == [FIRST, f"{SECOND} {end}"]


def test_the_headline_of_another_article_with_more_behind_it_is_no_body() -> None:
    other = "فريق الجبل يتعادل مع فريق النهر في مباراة مثيرة على ملعب الجبل.. المزيد"
    assert page(FIRST, SECOND, other).body.split("\n\n") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("line", "stays"), [(CAPTION, False), (f"{CAPTION}.", False), (f"{CAPTION} الماضي.", True)]
)
def test_a_paragraph_that_says_the_caption_again_is_one(line: str, stays: bool) -> None:
    figure = f"<figure><img><figcaption>{CAPTION}</figcaption></figure>"
    found = web.extract(
        f"<html><body><article><h1>{TITLE}</h1>{figure}<p>{FIRST}</p><p>{line}</p><p>{SECOND}</p>"
        "</article></body></html>"
    )
    assert found.body.split("\n\n") == ([FIRST, line, SECOND] if stays else [FIRST, SECOND])
