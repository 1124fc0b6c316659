"""The page for everybody, in a real browser: by keyboard, without JavaScript, on a phone, on paper,
for axe, and where the archive is empty."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from indexer.engines import open_engine
from indexer.settings import Settings
from tests.browser import PHONE, WIDE, Visitor, axe, shoot, total
from tests.page_library import HARBOUR, LIGHTHOUSE
from tests.served import served

READING = quote("القراءة")
PAGES = {
    "home": ("/", 200),
    "results": (f"/?q={READING}", 200),
    "chosen": (
        f"/?q={READING}&source={quote(LIGHTHOUSE)}&not_actor=morocco&from=2018&to=2018"
        "&undated=include",
        200,
    ),
    "notes": (f"/?q={quote('في تونس ')}%22", 200),
    "without": (f"/?q={quote('تونس وزير(-وزراء)')}&match=any", 200),
    "none": (f"/?q={quote('مخطوطات زقزقزوق')}&source={quote(HARBOUR)}", 200),
    "article": (f"/articles/reading?q={quote('وزير')}", 200),
    "copies": ("/articles/first", 200),
    "differences": ("/articles/first?show=copies", 200),
    "original": ("/articles/hostile?show=original", 200),
    "refused": (f"/?q={quote('قاعة ق* القراءة')}", 400),
    "missing": ("/articles/none", 404),
}


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("/")  # a single sign does nothing (WCAG 2.1.4)
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Control+/")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.get_by_role("link", name="المساعدة").focus()
    typed = {"key": "ظ", "code": "Slash", "ctrlKey": True, "bubbles": True}  # the key, Arabic
    page.locator("header").dispatch_event("keydown", typed)
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("تونس")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    tab_to(page, "2018: 12 مقالة")
    page.keyboard.press("Enter")
    page.wait_for_url("**from=2018*")
    tab_to(page, LIGHTHOUSE)
    page.keyboard.press("Space")
    tab_to(page, "تطبيق المختار")
    page.keyboard.press("Enter")
    page.wait_for_url("**source=*")
    assert total(page) == "12 مقالة"


# The name of what has the focus, and whether a person can see that it has.
FOCUSED = """() => {
  const at = document.activeElement;
  const named = at.getAttribute("aria-labelledby");
  const name = at.getAttribute("aria-label")
    || (named && named.split(" ").map(id => document.getElementById(id).textContent).join(" "))
    || at.textContent;
  const rings = [at, at.closest("form"), at.querySelector(".slot")].filter(Boolean);
  const seen = rings.some(one => {
    const style = getComputedStyle(one);
    return style.outlineStyle !== "none" || (one.matches(".slot") && style.stroke !== "none");
  });
  const box = at.getBoundingClientRect();
  return {name: name.trim(), seen: seen && box.bottom > 0 && box.top < innerHeight};
}"""


def tab_to(page: Page, name: str) -> None:
    """Tabs on until what bears this name has the focus; every stop must be seen to have it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        assert at["seen"], f"the focus on {at['name']!r} is not seen"
        if at["name"] == name:
            return
    raise AssertionError(f"the keyboard does not reach {name!r}")


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_it_works_without_javascript(visitor: Visitor, viewport: dict[str, int]) -> None:
    page = visitor(viewport=viewport, java_script_enabled=False).go("/")
    page.get_by_role("searchbox").fill("القراءة")
    page.get_by_role("button", name="ابحث").click()
    if viewport == PHONE:
        page.get_by_text("تضييق البحث").click()
    page.get_by_role("checkbox", name="تونس").check()
    page.get_by_role("button", name="تطبيق المختار").click()
    assert total(page) == "12 مقالة"
    page.get_by_role("link", name="النتائج التالية").click()
    expect(page.locator(".hit")).to_have_count(2)
    page.locator(".hit h2 a").first.click()
    assert page.locator(".text mark").count() > 0


def test_a_phone_shows_results_first_and_nothing_too_wide(visitor: Visitor) -> None:
    visit = visitor(viewport=PHONE)
    page = visit.go(f"/?q={READING}")
    expect(page.get_by_role("checkbox", name="تونس")).to_be_hidden()
    page.get_by_text("تضييق البحث").click()
    expect(page.get_by_role("checkbox", name="تونس")).to_be_visible()
    shoot(page, "phone-filters-ar")
    for name, (path, status) in PAGES.items():
        visit.go(path, status)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        shoot(page, f"phone-{name}-ar")


def test_nothing_moves_while_a_page_loads(visitor: Visitor) -> None:
    visit = visitor()
    for path, status in PAGES.values():
        page = visit.go(path, status)
        moved = page.evaluate(
            """() => new Promise(done => new PerformanceObserver(list =>
              done(list.getEntries().reduce((sum, one) => sum + one.value, 0))
            ).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 200))"""
        )
        assert moved == 0, path


def test_on_paper_there_is_the_article_and_nothing_to_press(visitor: Visitor) -> None:
    page = visitor().go("/articles/reading")
    page.emulate_media(media="print")
    expect(page.get_by_role("combobox")).to_be_hidden()
    expect(page.get_by_role("link", name="الأصل", exact=True)).to_be_hidden()
    expect(page.locator(".text")).to_be_visible()


# ---- for everybody


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing_on_any_page(visitor: Visitor, language: str, theme: str) -> None:
    visit = visitor(color_scheme=theme)
    for name, (path, status) in PAGES.items():
        sign = "&" if "?" in path else "?"
        spoken = path if language == "ar" else f"{path}{sign}lang={language}"
        page = visit.go(spoken, status)
        shoot(page, f"{name}-{language}-{theme}")
        for folded in page.locator("main details, aside details details, aside > details").all():
            folded.evaluate("one => { one.open = true; }")
        assert axe(page) == [], f"{name} in {language}, {theme}"


def test_axe_finds_what_is_wrong(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.evaluate("document.querySelector('#q').setAttribute('aria-labelledby', 'nowhere')")
    page.evaluate("document.querySelector('label[for=q]').remove()")
    page.evaluate("document.querySelector('#q').removeAttribute('placeholder')")
    assert any(re.match("label", found) for found in axe(page))


def test_an_empty_archive_is_a_page_for_everybody(
    visitor: Visitor, tmp_path_factory: pytest.TempPathFactory
) -> None:
    empty = open_engine(Settings(engine=f"embedded:{tmp_path_factory.mktemp('empty') / 'a'}"))
    with empty.writer("test") as writer:
        writer.commit()
    with served(empty) as address:
        visit = visitor(address)
        page = visit.go("/")
        shoot(page, "empty-ar-light")
        assert "kashshaf index" in page.locator("main").inner_text()
        assert axe(page) == []
        visit.context.close()
    empty.close()
