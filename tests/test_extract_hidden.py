"""What a page hides is no part of its article, unless it is the article that a script will show."""

from __future__ import annotations

import pytest

from indexer.extract import extract
from indexer.records import HTML, Page, RawItem

TITLE = "ترميم الجسر الخشبي في البلدة بتبرعات الأهالي"
PARAGRAPHS = (
    "شرع مجلس البلدة في ترميم الجسر الخشبي الذي جرفته السيول في الشتاء الماضي، بعدما تبرع الأهالي"
    " بثمن الأخشاب والمسامير.",
    "وقال رئيس المجلس إن ترميم الجسر سيستغرق شهرين، وإن المركبات الثقيلة ستمنع من العبور إلى أن"
    " يثبت المهندسون سلامة الدعائم.",
    "وأضاف أن الجسر القديم بني قبل سبعين عاما، وأن خشبه كان قد نخره السوس قبل أن تجرفه السيول في"
    " الشتاء.",
)
OTHER = (
    "ننبه زوارنا الكرام إلى أننا نحفظ في متصفحاتهم ملفات صغيرة نقيس بها عدد الزيارات، ويمكنهم رفض"
    " ذلك متى شاؤوا."
)
TEXT = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)


def page(html: str) -> Page:
    html = f"<html><body><div><h1>{TITLE}</h1>{html}</div></body></html>"
    return extract(RawItem("page.html", HTML, html, html))


@pytest.mark.parametrize("place", ["before", "behind"])
@pytest.mark.parametrize(
    "hiding",
    [
        'style="display:none"',
        'style="color: red; DISPLAY : none !important"',
        'style="visibility:hidden"',
        "hidden",
        'aria-hidden="true"',
    ],
)
def test_hidden_text_is_out(hiding: str, place: str) -> None:
    other = f"<div {hiding}><p>{OTHER}</p></div>"
    found = page(other + TEXT if place == "before" else TEXT + other)
    assert found.body == "\n\n".join(PARAGRAPHS)
    assert (OTHER, "hidden") in [(line.text, line.reason) for line in found.dropped]


@pytest.mark.parametrize(
    "shown", ['style="display:block"', 'aria-hidden="false"', 'style="max-height:none"', ""]
)
def test_what_is_not_hidden_stays(shown: str) -> None:
    text = f"<p>{PARAGRAPHS[0]}</p><p {shown}>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    assert page(text).body == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "html",
    [
        f'<div style="display:none">{TEXT}</div>',
        f'<article hidden><div class="content">{TEXT}</div></article>',
        f"<noscript>{TEXT}</noscript>",
        f'<div aria-hidden="true"><div hidden>{TEXT}</div></div>',
        f'<p>{PARAGRAPHS[0]}</p><div style="display:none">{TEXT.partition("</p>")[2]}</div>',
    ],
)
def test_an_article_that_a_script_will_show_is_read(html: str) -> None:
    assert page(html).body == "\n\n".join(PARAGRAPHS)


def test_the_rest_of_an_article_is_read_and_a_copy_of_it_is_not() -> None:
    rest = f'<div style="display:none"><p>{PARAGRAPHS[2]}</p></div>'
    assert page(f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{rest}").body == "\n\n".join(
        PARAGRAPHS
    )
    assert page(f'{TEXT}<div style="display:none">{TEXT}</div>').body == "\n\n".join(PARAGRAPHS)


def test_hidden_words_within_a_line_are_out() -> None:
    star = '<span style="display:none">مقالة مميزة</span>'
    mark = '<span aria-hidden="true">«</span>'
    found = page(f"<p>{star}{mark}{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}{star}</p>")
    assert found.body == f"«{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}"
