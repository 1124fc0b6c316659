"""A person who is offered words, actors and sources while typing, in a real browser."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from playwright.sync_api import Route, expect

from tests.actor_library import SHORE
from tests.browser import Visitor, axe, shoot, where


@pytest.fixture(scope="module")
def site(actor_site: str) -> str:
    return actor_site


def test_an_offer_is_taken_with_the_keyboard_and_searched_for(visitor: Visitor) -> None:
    page = visitor().go("/")
    box = page.get_by_role("combobox", name="ابحث في الأرشيف")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.focus()
    page.keyboard.type("ماك")
    options = page.get_by_role("option")
    expect(options).to_have_text(["ماكرون 5", "إيمانويل ماكرون 5"])
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("form [role=status]")).to_have_text("اقتراحات: 2")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    expect(box).to_be_focused()
    for _ in options.all():
        page.keyboard.press("ArrowDown")  # past the last: the box itself
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    assert where(page) == ""
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    assert where(page) == '?q=فاعل:"إيمانويل ماكرون"'
    expect(box).to_have_value('فاعل:"إيمانويل ماكرون"')
    expect(page.get_by_role("listbox")).to_have_count(0)  # hidden
    expect(page.locator(".total strong")).to_have_text("5 مقالات")


def test_escape_closes_the_offers_and_keeps_what_was_typed(visitor: Visitor) -> None:
    page = visitor().go("/?lang=en")
    box = page.get_by_role("combobox")
    box.press_sequentially("merk")
    expect(page.get_by_role("option")).to_have_text(["Angela Merkel 2"])
    assert axe(page) == []
    shoot(page, "offers-en-light")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("merk")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_an_offer_is_taken_with_the_mouse(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_role("combobox").press_sequentially("صحي")
    page.get_by_role("option", name=SHORE).click()
    page.wait_for_url("**/?q=*")
    expect(page.get_by_role("combobox")).to_have_value(f'مصدر:"{SHORE}"')
    expect(page.locator(".hit .source").first).to_have_text(SHORE)


def test_an_answer_that_is_overtaken_is_not_shown(visitor: Visitor) -> None:
    page = visitor().go("/")
    asked: list[str] = []

    def slow(route: Route) -> None:
        asked.append(unquote(route.request.url))
        if len(asked) == 1:
            page.keyboard.type("كر")  # before it is answered
            page.wait_for_timeout(400)
        route.continue_()

    page.route("**/api/v1/suggest*", slow)
    page.get_by_role("combobox").focus()
    page.keyboard.type("ما")
    expect(page.get_by_role("option")).to_have_text(["ماكرون 5", "إيمانويل ماكرون 5"])
    assert asked[-1].endswith("q=ماكر")


def test_the_box_works_where_no_offers_come(visitor: Visitor) -> None:
    visit = visitor()
    page = visit.go("/")
    visit.expected.append("500")
    page.route("**/api/v1/suggest*", lambda route: route.fulfill(status=500))
    page.get_by_role("combobox").press_sequentially("المرفأ")
    page.wait_for_timeout(400)
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
