"""A person who takes something away, in a real browser: exports, citations, lists of queries; by
mouse and keyboard, on a phone, on paper, without JavaScript."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Download, Page, expect

from search_ui.answering.present import date_label
from tests.browser import PHONE, WIDE, Visitor, axe, shoot, where
from tests.exports import read_csv, read_ris, read_xlsx, stored_file
from tests.page_library import HARBOUR, library

READING = quote("القراءة")
PAGES = {
    "export": f"/export?q={READING}&source={quote(HARBOUR)}&undated=include",
    "nothing to export": "/export?q=زقزقزوق",
    "queries": "/queries",
}
LIST = "القراءة\n\nق*\nتونس"


def taken(page: Page, name: str) -> Download:
    """What a click on a link or button downloads."""
    with page.expect_download() as download:
        page.locator("main, aside").get_by_text(name, exact=True).click()
    return download.value


@pytest.mark.parametrize("javascript", [True, False])
def test_from_results_to_a_file(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go(f"/?q={READING}&size=10")
    page.get_by_text("تصدير المقالات كلها (15)").click()
    expect(page.locator("h1")).to_have_text("تصدير 15 مقالة")
    expect(page.locator(".formats tbody tr")).to_have_count(5)
    sheet = taken(page, "XLSX")
    assert re.fullmatch(r"kashshaf-20\d\d-\d\d-\d\d-القراءة\.xlsx", sheet.suggested_filename)
    about, rows = read_xlsx(Path(sheet.path()).read_bytes())
    assert len(rows) == 15 and about["عبارة البحث"] == "القراءة"
    table = taken(page, "CSV")
    assert len(read_csv(Path(table.path()).read_bytes())[2]) == 15
    page.get_by_text("العودة إلى النتائج").click()
    assert where(page) == "?q=القراءة"


def test_all_of_it_by_keyboard(visitor: Visitor) -> None:
    page = visitor().go(f"/?q={READING}")
    page.get_by_text("تصدير المقالات كلها").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/export?*")
    page.locator(".formats a").first.focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename.endswith(".xlsx")


def test_a_citation_is_opened_marked_and_downloaded(visitor: Visitor) -> None:
    page = visitor().go("/articles/reading")
    expect(page.locator(".citation").first).to_be_hidden()
    page.get_by_text("الاستشهاد بهذه المقالة").click()
    page.locator(".citation").first.click()
    marked = page.evaluate("document.getSelection().toString()")
    assert marked.startswith("سلمى الربيعي، «وزير الثقافة يفتتح قاعة القراءة»، ")
    (read,) = read_ris(Path(taken(page, "تنزيل RIS").path()).read_bytes())
    assert read["authors"] == ["سلمى الربيعي"]


def test_a_citation_is_copied_with_the_keyboard(visitor: Visitor) -> None:
    visit = visitor()
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit.go("/articles/reading?lang=en")
    page.get_by_text("Cite this article").click()
    for style, begins in (("Arabic", "سلمى الربيعي، «وزير"), ("APA", "سلمى الربيعي. (2017,")):
        page.get_by_role("button", name=f"Copy {style}").focus()
        page.keyboard.press("Enter")
        expect(page.locator("dt", has_text=style).get_by_role("status")).to_have_text("Copied")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(begins)
        assert copied in [one.strip() for one in page.locator(".citation").all_text_contents()]
    assert axe(page) == []


@pytest.mark.parametrize("old_way", [True, False])
def test_a_citation_is_copied_or_marked_where_the_clipboard_is_closed(
    visitor: Visitor, old_way: bool
) -> None:
    page = visitor().go("/articles/reading")
    page.evaluate(
        """works => {
          Object.defineProperty(navigator, "clipboard", {value: undefined});
          if (!works) document.execCommand = () => false;
        }""",
        old_way,
    )
    page.get_by_text("الاستشهاد بهذه المقالة").click()
    page.locator(".copy").last.click()
    said = "نُسخ" if old_way else "حُدِّد؛ انسخه بالمفتاحين Ctrl وC"
    expect(page.locator(".copied").last).to_have_text(said)
    marked = page.evaluate("document.getSelection().toString()").strip()
    assert marked == page.locator(".citation").last.inner_text().strip()


def test_a_citation_has_no_button_without_a_script(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).go("/articles/reading")
    page.get_by_text("الاستشهاد بهذه المقالة").click()
    expect(page.locator(".citation").first).to_be_visible()
    expect(page.locator(".copy")).to_have_count(0)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_an_article_on_paper_says_where_it_came_from(visitor: Visitor, lang: str) -> None:
    visit = visitor()
    page = visit.go(f"/articles/first?lang={lang}&calendar=hijri")
    expect(page.locator(".paper").first).to_be_hidden()
    page.emulate_media(media="print")
    paper = " ".join(page.locator(".paper").all_inner_texts())
    assert "مخطوطات الخميس" in paper
    assert f"{visit.address}/articles/first" in paper
    assert date_label(datetime.now(UTC).date().isoformat(), lang) in paper
    expect(page.locator(".moon")).to_be_visible()
    for gone in ("a[href*='show=copies']", "summary", "button", ".choice", ".similar"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    shoot(page, f"paper-{lang}")


@pytest.mark.parametrize("javascript", [True, False])
def test_a_list_of_queries_typed_and_sent(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go("/")
    page.get_by_text("عبارات كثيرة معًا").click()
    page.locator("#list").fill(LIST)
    page.get_by_role("button", name="عدّ").click()
    expect(page.locator(".counts tbody tr")).to_have_count(3)
    expect(page.locator(".refused")).to_contain_text("لا تُقرأ")
    file = taken(page, "تنزيل CSV")
    assert "القراءة,15," in Path(file.path()).read_text(encoding="utf-8-sig")
    page.locator(".counts a").last.click()
    expect(page.locator(".total strong")).to_have_text("12 مقالة")


def test_a_list_of_queries_as_a_file(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor().go("/queries?lang=en")
    page.locator("#file").set_input_files(stored_file(tmp_path, LIST))
    page.get_by_role("button", name="Count").click()
    expect(page.locator(".counts .count:last-child")).to_have_text(["15", "12"])
    assert page.locator("#list").input_value() == LIST
    assert axe(page) == []
    shoot(page, "queries-counted")


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_pages_are_open_to_all(visitor: Visitor, name: str, lang: str, size: Any) -> None:
    path = PAGES[name]
    joined = f"{path}{'&' if '?' in path else '?'}lang={lang}"
    for scheme in ("light", "dark"):
        page = visitor(viewport=size, color_scheme=scheme).go(joined)
        assert axe(page) == []
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
    shoot(page, f"{name}-{lang}-{size['width']}")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_choice_stands_with_its_name_on_a_phone(visitor: Visitor, lang: str) -> None:
    page = visitor(viewport=PHONE).go(f"/queries?lang={lang}")
    tops = [
        one.evaluate("one => one.getBoundingClientRect().top")
        for one in page.locator("label[for=depth], #depth, label[for=match], #match").all()
    ]
    assert max(tops[:2]) < min(tops[2:])  # each pair below the other


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("width", [320, 390])
def test_no_name_of_a_format_is_broken(visitor: Visitor, lang: str, width: int) -> None:
    page = visitor(viewport={"width": width, "height": 780}).go(f"/export?q={READING}&lang={lang}")
    lines = """one => { const range = document.createRange(); range.selectNodeContents(one);
      return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size; }"""
    names = page.locator(".formats .button").all()
    assert len(names) == 5 and all(name.evaluate(lines) == 1 for name in names)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [f"/?q={READING}", "/articles/reading"])
def test_controls_are_open_to_all(visitor: Visitor, path: str) -> None:
    page = visitor(viewport=PHONE).go(path)
    for details in page.locator("details.cite").all():
        details.locator("summary").click()
    assert axe(page) == []
    shoot(page, f"taking-{'article' if 'articles' in path else 'results'}")


def test_on_paper_there_is_the_text_and_nothing_to_press(visitor: Visitor) -> None:
    page = visitor().go(f"/?q={READING}")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("القراءة")
    for gone in (".top form", ".taking", ".filters", ".pages", ".choice"):
        for element in page.locator(gone).all():
            expect(element).to_be_hidden()
    expect(page.locator(".hit").first).to_be_visible()
    page.goto(page.url.split("?")[0] + "articles/reading")
    expect(page.locator(".cite")).to_be_hidden()
    expect(page.locator(".ways a[rel]")).to_be_visible()
    shown = page.evaluate(
        "getComputedStyle(document.querySelector('.ways a[rel]'), '::after').content"
    )
    assert str(library()[0].url) in shown
    assert len(page.pdf()) > 1000
