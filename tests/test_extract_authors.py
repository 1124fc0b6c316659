"""Authors that the markup of a page names, and those beside an address."""

from __future__ import annotations

import pytest

from indexer.describe.article import describe
from indexer.records import HTML, TEXT, Article, RawItem
from tests.test_extract_within import FIRST, SECOND, TITLE

NAME = "سلوى الناظر"
MAIL = "salwa@sahl.example"


def read(text: str, kind: str) -> Article:
    article = describe(RawItem("a", kind, text, text))
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == [FIRST, SECOND]
    return article


def html(line: str, after: str = "") -> Article:
    body = f"<h1>{TITLE}</h1>{line}<p>{FIRST}</p><p>{SECOND}</p>"
    return read(f"<html><body><article>{body}</article>{after}</body></html>", HTML)


@pytest.mark.parametrize(
    "line",
    [
        f'<div itemprop="author">{NAME}</div>',
        f'<p itemprop="author" itemscope><b>كاتبة</b> <span itemprop="name">{NAME}</span></p>',
        f'<p itemprop="author" itemscope><meta itemprop="name" content="{NAME}"></p>',
        f"<div><span>{NAME}</span><time>5 أيار 2014</time></div>",
        f"<div><time>5 أيار 2014</time><span>{NAME}</span></div>",
    ],
)
def test_the_markup_names_the_author(line: str) -> None:
    article = html(line)
    assert article.author == NAME
    assert article.published == ("2014-05-05" if "time" in line else None)


@pytest.mark.parametrize(
    "after",
    [
        '<div itemtype="http://schema.org/Comment"><span itemprop="author">نادر الحلو</span></div>',
        '<div itemprop="comment"><span itemprop="author">نادر الحلو</span></div>',
        '<p itemprop="author">https://sahl.example/nader</p>',
        '<div class="related"><b itemprop="author">نادر الحلو</b>'
        f'<b itemprop="author">{NAME}</b></div>',
    ],
)
def test_who_comments_or_writes_elsewhere_is_no_author(after: str) -> None:
    assert html("", after).author is None


@pytest.mark.parametrize(
    ("over", "under"),
    [
        ([NAME, MAIL], []),
        ([f"{NAME} @salwan"], []),
        ([f"{NAME} {MAIL}"], []),
        ([f"5 أيار 2014 {MAIL}", NAME], []),
        ([], [NAME, MAIL]),
        ([], [f"{NAME} @salwan"]),
    ],
)
def test_an_address_beside_a_name_is_no_part_of_it(over: list[str], under: list[str]) -> None:
    assert read("\n".join([TITLE, *over, FIRST, SECOND, *under]), TEXT).author == NAME


@pytest.mark.parametrize("over", [["سوق الجمعة", "info@sahl.example"], [MAIL], ["@salwan"]])
def test_an_address_makes_no_author(over: list[str]) -> None:
    assert read("\n".join([TITLE, *over, FIRST, SECOND]), TEXT).author is None
