"""EXTRACT from HTML: what the elements say, what the markup states, however broken the page."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from indexer.clean import clean
from indexer.extract import dom, extract
from indexer.records import HTML, Markup, Page, RawItem
from tests.test_extract import ANOTHER, BODY, DECK, FIRST, OTHER, SECOND, THIRD, TITLE, words

PARAGRAPHS = "".join(f"<p>{one}</p>" for one in BODY)


def page(body: str, head: str = "", html: str = '<html lang="ar" dir="rtl">') -> Page:
    content = f"<!DOCTYPE html>{html}<head>{head}</head><body>{body}</body></html>"
    return extract(RawItem("page.html", HTML, content, content))


def reasons(found: Page) -> dict[str, str]:
    return {line.text: line.reason for line in found.dropped}


def test_a_whole_page() -> None:
    found = page(
        f"""
        <script>document.write("شيء آخر")</script>
        <nav><a href="/">الرئيسية</a> <a href="/a">محليات</a></nav>
        <div class="breadcrumb"><a href="/">الرئيسية</a> » <a href="/a">مجتمع</a></div>
        <article>
        <h1>{TITLE}</h1><h2 class="subtitle">{DECK}</h2>
        <div class="meta"><span>سعاد البحري</span> | <time>3 مايو 2015</time></div>
        <div class="share-buttons"><a>فيسبوك</a> <a>تويتر</a></div>
        <figure><img src="x.jpg" alt=""><figcaption>قاعة القراءة في الليل</figcaption></figure>
        <p>{FIRST}</p>
        <aside class="related"><b>في الملف</b><ul><li><a href="/1">{OTHER}</a></li></ul></aside>
        <p>{SECOND}</p>
        <div><span>من الأرشيف:</span> <a href="/2">{ANOTHER}</a></div>
        <p>ثم سكتت.</p><p>{THIRD}</p>
        <div class="tags"><a>مكتبات</a> <a>طلاب</a></div>
        </article>
        <section id="comments"><p>{SECOND} {THIRD} هكذا كتب القارئ سالم في تعليقه.</p></section>
        <footer>© 2015 صحيفة الفلج</footer>"""
    )
    assert (found.title, found.deck) == (TITLE, DECK)
    assert found.body.split("\n\n") == [FIRST, SECOND, "ثم سكتت.", THIRD]
    assert found.head == ("سعاد البحري | 3 مايو 2015",)
    assert found.foot == ("© 2015 صحيفة الفلج",)
    said = reasons(found)
    assert said[OTHER] == said["في الملف"] == "related"
    assert said[f"من الأرشيف: {ANOTHER}"] == "related"
    assert said["قاعة القراءة في الليل"] == "caption"
    assert said["مكتبات طلاب"] == "tags"
    assert "comment" in said.values()
    assert "شيء آخر" not in str(found)


@pytest.mark.parametrize(
    ("head", "body"),
    [
        pytest.param("", f"<h1>{TITLE}</h1>", id="h1"),
        pytest.param(f"<title>{TITLE} - صحيفة الفلج</title>", "", id="title element"),
        pytest.param(f"<title>صحيفة الفلج | مجتمع | {TITLE}</title>", "", id="title element, last"),
        pytest.param(
            f'<meta property="og:site_name" content="الفلج"><meta property="og:title" '
            f'content="{TITLE} | الفلج">',
            "",
            id="og:title",
        ),
        pytest.param(
            f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{TITLE}"}}'
            "</script><title>صحيفة الفلج</title>",
            "",
            id="JSON-LD",
        ),
        pytest.param(
            "<title>صحيفة الفلج</title>",
            f"<h1>صحيفة الفلج</h1><div class=x3>{TITLE}</div>",
            id="h1 of the site",
        ),
        pytest.param(
            "<title>عرض المادة</title>", f"<span class=titre>{TITLE}</span><br>", id="span"
        ),
    ],
)
def test_the_headline(head: str, body: str) -> None:
    found = page(f"{body}<div class=text>{PARAGRAPHS}</div>", head)
    assert found.title == TITLE
    assert found.body == "\n\n".join(BODY)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(PARAGRAPHS, id="p"),
        pytest.param("".join(f"<div>{one}</div>" for one in BODY), id="div"),
        pytest.param("<br><br>".join(BODY), id="br"),
        pytest.param("<p>".join(BODY), id="p not closed"),
        pytest.param(
            f"<table><tr><td>الرئيسية<br>محليات<td><font size=2>{'<p>'.join(BODY)}</table>",
            id="table",
        ),
        pytest.param(f"<div><div><b>{PARAGRAPHS}</span></div></i>", id="crossed"),
    ],
)
def test_the_body_in_whatever_elements(body: str) -> None:
    found = page(f"<h1>{TITLE}</h1>{body}")
    assert found.title == TITLE
    assert found.body == "\n\n".join(BODY)


def test_what_the_markup_states() -> None:
    found = page(
        f"<h1>{TITLE}</h1>{PARAGRAPHS}",
        f"""<link rel="canonical" href="https://falaj.example/1">
        <meta property="og:site_name" content="صحيفة الفلج">
        <script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
        {{"@type":"WebSite","name":"الفلج"}},
        {{"@type":["Article","NewsArticle"],"headline":"{TITLE}",
          "author":[{{"@type":"Person","name":"سعاد البحري"}},{{"name":"سالم الغافري"}}],
          "datePublished":"2015-05-03T09:12:00+04:00","dateModified":"2019-01-01T00:00:00Z"}},
        {{"@type":"ItemList","itemListElement":[{{"@type":"NewsArticle","headline":"{OTHER}",
          "datePublished":"2020-02-02"}}]}}]}}</script>""",
    )
    assert found.markup == Markup(
        title=TITLE,
        site="صحيفة الفلج",
        author="سعاد البحري، سالم الغافري",
        published="2015-05-03T09:12:00+04:00",
        url="https://falaj.example/1",
        language="ar",
    )


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ('<meta property="article:published_time" content="2015-05-03">', "", "2015-05-03"),
        ('<meta itemprop="datePublished" content="2015-05-03">', "", "2015-05-03"),
        ('<meta property="article:modified_time" content="2016-01-01">', "", None),
        ('<meta name="date" content="2024-02-29"><meta name="lastmod" content="2024">', "", None),
        ('<script type="application/ld+json">{"dateModified":"2016"</script>', "", None),
        ("", '<time itemprop="datePublished" datetime="2015-05-03">أمس</time>', "2015-05-03"),
        ("", '<time datetime="2015-05-03T10:00">منذ ساعة</time>', "2015-05-03T10:00"),
        ("", '<time class="updated" datetime="2016-01-01">تحديث</time>', None),
        ("", "<time datetime=2015>أ</time> <time datetime=2016>ب</time>", None),
    ],
)
def test_the_date_is_that_of_publication_or_none(
    head: str, body: str, published: str | None
) -> None:
    later = '<ul class="related"><li><time datetime="2020-02-02">2 فبراير</time></li></ul>'
    found = page(f"<h1>{TITLE}</h1><div>{body}</div>{PARAGRAPHS}{later}", head)
    assert found.markup.published == published


@pytest.mark.parametrize(
    "linked",
    [
        "{",
        "[" * 20_000,
        "[1, null, {}]",
        '{"@type":"NewsArticle","headline":{"a":1},"author":5,"datePublished":20200101,'
        '"mainEntityOfPage":{"@id":7},"publisher":[[]]}',
    ],
)
def test_markup_that_makes_no_sense_states_nothing(linked: str) -> None:
    found = page(PARAGRAPHS, f'<script type="application/ld+json">{linked}</script>', "<html>")
    assert found.markup == Markup()
    assert found.body == "\n\n".join(BODY)


def test_of_several_articles_in_the_markup_the_one_of_the_page_counts() -> None:
    articles = ",".join(
        f'{{"@type":"Article","headline":"{title}","datePublished":"{date}"}}'
        for title, date in ((OTHER, "2020-02-02"), (TITLE, "2015-05-03"))
    )
    script = f'<script type="application/ld+json">[{articles}]</script>'
    og = f'<meta property="og:title" content="{TITLE}">'
    assert page(PARAGRAPHS, script + og).markup.published == "2015-05-03"
    assert page(PARAGRAPHS, script).markup.published is None


def test_an_element_that_holds_the_article_is_no_furniture_whatever_its_name() -> None:
    found = page(f'<div class="sidebar-layout related"><h1>{TITLE}</h1>{PARAGRAPHS}</div>')
    assert (found.title, found.body) == (TITLE, "\n\n".join(BODY))


def test_footnotes_are_no_body() -> None:
    found = page(f"<h1>{TITLE}</h1>{PARAGRAPHS}<hr><p>(1) دفتر الحارس، الورقة 41.</p>")
    assert reasons(found) == {"(1) دفتر الحارس، الورقة 41.": "footnote"}


@pytest.mark.parametrize(
    "content",
    [
        "<div>" * 50_000 + FIRST,
        f'<?xml version="1.0" encoding="windows-1256"?><html><p>{FIRST}</p></html>',
        f"<p>\x00{FIRST}\ud800</p>",
        f"<p {'x=1 ' * 100_000}>{FIRST}</p>",
        f"<script>{'x' * 100_000}</script><style>p{{}}</style><p>{FIRST}",
        f"{FIRST}",
    ],
)
def test_pages_no_one_should_have_made(content: str) -> None:
    assert extract(RawItem("page.html", HTML, content, content)).body == FIRST


@pytest.mark.parametrize("content", ["", "<html>", "<!-- x -->", "<frameset><frame src=a>", "\x00"])
def test_pages_without_text(content: str) -> None:
    assert extract(RawItem("page.html", HTML, content, content)) == Page(None, None, "")


def test_nothing_of_the_page_is_lost() -> None:
    body = (
        f"<h1>{TITLE}</h1>{PARAGRAPHS}<form>الاسم <button>أرسل</button></form>"
        f"<ul><li><a>{OTHER}</a></li><li>{ANOTHER}</li></ul><div hidden>مخفي</div>"
    )
    tree = dom.parse(f"<body>{body}</body>")
    assert tree is not None
    text = clean("\n".join(" ".join(row.text.split()) for row in dom.rows(tree)))
    assert words(page(body)) == Counter(text.split())


def test_time_grows_with_the_page_and_no_faster() -> None:
    def spent(paragraphs: int) -> float:
        start = time.perf_counter()
        page(f"<h1>{TITLE}</h1>" + PARAGRAPHS * paragraphs)
        return time.perf_counter() - start

    spent(1)
    assert spent(2400) < 40 * max(0.02, spent(300))


def test_of_several_articles_the_one_that_the_markup_names_is_the_pages() -> None:
    more = f"<article><h1>{OTHER}</h1><p>{ANOTHER} {ANOTHER} {ANOTHER}</p></article>"
    own = f"<article><h1>{TITLE}</h1>{PARAGRAPHS}</article>"
    assert page(own + more).body == "\n\n".join(BODY)
    named = f'<meta property="og:title" content="{TITLE}">'
    found = page(more + own, named)
    assert (found.title, found.body) == (TITLE, "\n\n".join(BODY))
    assert reasons(found)[OTHER] == "other_text"


def test_the_hours_of_a_live_report_part_no_paragraphs() -> None:
    said = (
        "أخمد رجال الإطفاء الحريق عند المنعطف الشرقي، وأعيد فتح الطريق أمام الشاحنات وحدها.",
        "وصل أول الأهالي إلى الساحة حاملين أغطية وماء، وجلس الأطفال على درج المدرسة.",
        "سمع دوي في التلال، ثم ارتفع دخان كثيف فوق أشجار الصنوبر وغطى ضوء القمر كله.",
    )
    parts = "".join(
        f'<div class="item"><span>{hour}</span><p>{one}</p></div>'
        for hour, one in zip(("11:45", "09:20", "07:10"), said[::-1], strict=True)
    )
    found = page(
        f"<h1>حريق التلال ساعة بساعة</h1><div>{parts}</div><h3>اقرأ أيضا</h3><a>{OTHER}</a>"
    )
    assert [one for one in said if one in found.body] == list(said)


def test_an_article_of_one_long_paragraph_holds_its_table() -> None:
    table = "<table><tr><td>القمح</td><td>45</td></tr><tr><td>الشعير</td><td>30</td></tr></table>"
    found = page(f"<h1>{TITLE}</h1><div><p>{FIRST}</p>{table}</div>")
    assert found.body.split("\n\n") == [FIRST, "القمح", "45", "الشعير", "30"]
