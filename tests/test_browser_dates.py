"""A person with dates, in a real browser: a range dragged over the bars, Hijri dates beside."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import PHONE, WIDE, Visitor, axe, shoot, where

YEAR = "/?from=2018&to=2018"


def middle(bar: Locator) -> tuple[float, float]:
    """Where a bar is on the screen."""
    box = bar.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def slot(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name).locator(".slot")


# ---- a range over the bars


@pytest.mark.parametrize(
    ("lang", "first", "last"),
    [
        ("ar", "مارس 2018: مقالة واحدة", "يونيو 2018: مقالة واحدة"),
        ("en", "March 2018: one article", "June 2018: one article"),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_a_range_is_dragged_over_the_bars(
    visitor: Visitor, lang: str, first: str, last: str, backwards: bool
) -> None:
    spoken = "&lang=en" if lang == "en" else ""
    page = visitor().go(YEAR + spoken)
    ends = [middle(slot(page, name)) for name in (first, last)]
    start, end = reversed(ends) if backwards else ends
    page.mouse.move(*start)
    page.mouse.down()
    expect(page.locator(".band")).to_have_count(0)
    page.mouse.move(*end, steps=5)
    band = page.locator(".band").bounding_box()
    assert band is not None
    for at, _ in ends:  # the band holds both ends
        assert band["x"] <= at <= band["x"] + band["width"]
    one = abs(ends[1][0] - ends[0][0]) / 3  # the width of a bar's place
    assert band["width"] == pytest.approx(4 * one, rel=0.02)
    expect(page.locator("#from")).to_have_value("2018-03")
    expect(page.locator("#to")).to_have_value("2018-06")
    shoot(page, f"dragged-{lang}")
    page.mouse.up()
    page.wait_for_url("**from=2018-03*")
    assert where(page) == f"?from=2018-03&to=2018-06{spoken}"
    expect(page.locator(".hit")).to_have_count(4)


def test_what_was_chosen_stays_when_a_range_is_dragged(visitor: Visitor) -> None:
    page = visitor().go(
        "/?q=%D8%AA%D9%88%D9%86%D8%B3&not_actor=egypt&from=2018&to=2018&sort=oldest"
    )
    page.mouse.move(*middle(slot(page, "مارس 2018: مقالة واحدة")))
    page.mouse.down()
    page.mouse.move(*middle(slot(page, "أبريل 2018: مقالة واحدة")), steps=3)
    page.mouse.up()
    page.wait_for_url("**to=2018-04*")
    for kept in ("q=%D8%AA%D9%88%D9%86%D8%B3", "not_actor=egypt", "sort=oldest", "from=2018-03"):
        assert kept in page.url


def test_a_click_is_a_click_and_escape_gives_up(visitor: Visitor) -> None:
    page = visitor().go(YEAR)
    page.locator("#from").fill("2016")  # typed, not yet sent
    march, june = (slot(page, f"{name} 2018: مقالة واحدة") for name in ("مارس", "يونيو"))
    page.mouse.move(*middle(march))
    page.mouse.down()
    page.mouse.move(*middle(june), steps=3)
    expect(page.locator("#from")).to_have_value("2018-03")
    page.keyboard.press("Escape")
    expect(page.locator(".band")).to_have_count(0)
    expect(page.locator("#from")).to_have_value("2016")
    page.mouse.up()
    assert where(page) == YEAR[1:]
    x, y = middle(march)
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 2, y)  # a hand is not quiet
    page.mouse.up()
    page.wait_for_url("**from=2018-03*")
    assert where(page) == "?from=2018-03&to=2018-03"


def test_a_range_is_chosen_with_the_keyboard(visitor: Visitor) -> None:
    page = visitor().go(YEAR)
    page.get_by_role("link", name="مارس 2018: مقالة واحدة").focus()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")  # time runs leftward here
    expect(page.locator(".dates [role=status]")).to_have_text("2018-03 – 2018-06")
    assert axe(page) == []
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#to")).to_have_value("2018-05")
    page.keyboard.press("Enter")
    page.wait_for_url("**to=2018-05*")
    assert where(page) == "?from=2018-03&to=2018-05"
    page.go_back()
    expect(page.locator(".band")).to_have_count(0)
    expect(page.locator("#from")).to_have_value("2018")


class Finger:
    """One finger on the touch screen of a page."""

    def __init__(self, page: Page) -> None:
        self.page, self.session = page, page.context.new_cdp_session(page)

    def _touch(self, kind: str, *at: tuple[float, float]) -> None:
        points = [{"x": x, "y": y} for x, y in at]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    def goes(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        self._touch("touchStart", start)
        for step in range(1, 9):
            at = (start[n] + (end[n] - start[n]) * step / 8 for n in (0, 1))
            self._touch("touchMove", (next(at), next(at)))

    def leaves(self) -> None:
        self._touch("touchEnd")


@pytest.fixture
def phone(visitor: Visitor) -> Page:
    page = visitor(viewport=PHONE, has_touch=True).go(YEAR)
    page.get_by_text("تضييق البحث").tap()
    return page


def test_a_finger_drags_sideways(phone: Page) -> None:
    ends = [middle(slot(phone, f"{name} 2018: مقالة واحدة")) for name in ("مارس", "يونيو")]
    finger = Finger(phone)
    finger.goes(*ends)
    expect(phone.locator(".band")).to_have_count(1)
    finger.leaves()
    phone.wait_for_url("**from=2018-03*")
    assert where(phone) == "?from=2018-03&to=2018-06"


def test_a_finger_scrolls_up_and_down_over_the_bars(phone: Page) -> None:
    x, y = middle(slot(phone, "مارس 2018: مقالة واحدة"))
    before = phone.evaluate("scrollY")
    finger = Finger(phone)
    finger.goes((x, y), (x, y - 200))
    finger.leaves()
    phone.wait_for_function("before => scrollY > before", arg=before)
    expect(phone.locator(".band")).to_have_count(0)
    assert where(phone) == YEAR[1:]


# ---- dates as printed, and by the Hijri calendar


def test_hijri_dates_stand_beside_on_request(visitor: Visitor) -> None:
    page = visitor().go("/?q=%D8%A7%D9%84%D9%82%D8%B1%D8%A7%D8%A1%D8%A9&sort=oldest&size=3")
    reading = page.locator(".hit", has_text="وزير الثقافة يفتتح")
    expect(page.locator(".hijri")).to_have_count(0)
    expect(reading.locator(".printed")).to_have_text("كما طُبع: الثلاثاء 3 تشرين الأول 2017 21:16")
    page.get_by_role("link", name="وهجري").click()
    assert "calendar=hijri" in page.url
    expect(reading.locator(".hijri")).to_have_text("13 محرم 1439 هـ")
    expect(page.locator(".hijri")).to_have_count(2)  # of the third the year alone is known
    expect(page.locator(".moon")).to_contain_text("أم القرى")
    shoot(page, "hijri-ar")
    page.get_by_role("link", name="النتائج التالية").click()
    expect(page.locator(".hijri").first).to_be_visible()
    page.get_by_role("link", name="ميلادي").click()  # on the same page of results
    assert "calendar" not in page.url
    assert "cursor" in page.url
    expect(page.locator(".hijri")).to_have_count(0)
    page.go_back()
    page.locator(".hit h2 a").first.click()
    expect(page.locator(".article .hijri")).to_be_visible()
    page.get_by_role("combobox").fill("مخطوطات")
    page.keyboard.press("Enter")
    page.wait_for_url("**calendar=hijri*")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_hijri_dates_are_open_to_all(
    visitor: Visitor, theme: str, lang: str, viewport: dict[str, int]
) -> None:
    visit = visitor(viewport=viewport, color_scheme=theme)
    for name, path in (
        ("results", "/?calendar=hijri"),
        ("article", "/articles/reading?calendar=hijri"),
    ):
        page = visit.go(f"{path}&lang={lang}" if lang == "en" else path)
        expect(page.locator(".hijri").first).to_contain_text("هـ" if lang == "ar" else "AH")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
        shoot(page, f"hijri-{name}-{lang}-{theme}-{viewport['width']}")
