"""The page of an article through Flask's test client: text, facts, copies, original."""

from __future__ import annotations

from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from tests.page_library import HARBOUR, LIGHTHOUSE, library, link, page, values, words


@pytest.fixture(scope="module")
def client(library_engine: Engine) -> FlaskClient:
    return create_app(library_engine).test_client()


def test_an_article_shows_its_text_with_marks_and_its_facts(client: FlaskClient) -> None:
    shown = page(client, f"/articles/reading?q={quote('وزير')}")
    assert words(shown, ".text mark") == ["الوزير", "وزراء"]
    assert [mark.get("id") for mark in shown.cssselect(".text mark")] == ["m1", "m2"]
    assert shown.cssselect(".text p")[0].text_content() == library()[0].body.split("\n\n")[0]
    facts = shown.cssselect("dl")[0].text_content()
    for fact in (HARBOUR, "سلمى الربيعي", "الإسكندرية", "3 أكتوبر (تشرين الأول) 2017، 21:16"):
        assert fact in facts
    assert words(shown, ".read") == [
        f"قُرئ في النص: {HARBOUR}",
        "قُرئ في النص: 3 تشرين الأول 2017",
    ]
    assert words(shown, ".dropped li") == ["مقالات أخرى اقرأ أيضا: سوق الكتب"]
    assert words(shown, "aside .rows a") == ["نجيب محفوظ", "مصر"]
    assert link(shown, "لدى الناشر") == "https://harbour.example/reading?a=1&b=2"


def test_an_article_leads_back_to_the_results(client: FlaskClient) -> None:
    address = f"/?q={quote('القراءة')}&source={quote(HARBOUR)}&from=2017"
    hit = page(client, address).cssselect(".hit h2 a")[0].get("href")
    assert unquote(link(page(client, hit), "العودة إلى النتائج")) == unquote(address)


def test_the_copies_of_an_article_are_listed(client: FlaskClient) -> None:
    assert link(page(client, "/articles/first"), LIGHTHOUSE) == "/articles/second"


def test_where_the_copies_differ(client: FlaskClient) -> None:
    shown = page(client, link(page(client, "/articles/first?q=a"), "أين تختلف النسخ"))
    assert words(shown, "h2") == ["مخطوطات الخميس"] and words(shown, ".facts .source") == [
        LIGHTHOUSE
    ]
    assert words(shown, "del")[0] == "في هذه المقالة فقط: العامة"
    assert words(shown, "ins")[0] == "في النسخة فقط: الوطنية"
    assert "script" in words(shown, "ins")[1] and not values(shown, "//main//script")
    assert link(shown, "العودة إلى المقالة") == "/articles/first?q=a"
    assert words(page(client, "/articles/reading?show=copies"), "del, ins, h2") == []
    assert "ليس لهذه المقالة نسخ." in words(page(client, "/articles/reading?show=copies"), "main p")


def test_the_original_is_shown_as_text(client: FlaskClient) -> None:
    article = page(client, "/articles/hostile")
    original = page(client, link(article, "الأصل"))
    assert original.cssselect("pre")[0].text_content() == library()[1].body
    assert not values(original, "//img | //main//script")


def test_an_article_in_english_keeps_its_own_direction(client: FlaskClient) -> None:
    shown = page(client, "/articles/english")
    assert shown.get("dir") == "rtl"
    assert shown.cssselect("article")[0].get("dir") == "ltr"
    assert page(client, "/articles/reading?lang=en").cssselect("article")[0].get("dir") == "rtl"
