"""A person with actors, comparisons and marks, in a real browser: by mouse and keyboard, on a
phone, without JavaScript."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from operator import itemgetter
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.actor_library import SHORE
from tests.browser import PHONE, Visitor, axe, shoot, where

MACRON, HARBOUR_WORD = "emmanuel-macron", quote("المرفأ")
PAGES = {
    "actors": "/actors",
    "actors of a type": "/actors?type=person",
    "actors called so": f"/actors?prefix={quote('ماكر')}",
    "actors none": "/actors?prefix=zzz",
    "actor": f"/actors/{MACRON}",
    "actor by month": f"/actors/{MACRON}?from=2017&to=2017",
    "actor gone": "/actors/someone-who-left-the-list",
    "compare empty": "/compare",
    "compare": f"/compare?q={HARBOUR_WORD}&q={quote('الموسم')}&actor={MACRON}&by=source",
    "marks": f"/articles/long?q={HARBOUR_WORD}",
    "actors shown": f"/articles/a2?show=actors&q={quote('ماكرون')}",
    "days": "/?from=2017-03&to=2017-03",
    "found values": f"/?find_actor={quote('ماكر')}&place={quote('تونس')}",
}

BOX, LEFT = "one => one.getBoundingClientRect().toJSON()", itemgetter("left")


@pytest.fixture(scope="module")
def site(actor_site: str) -> str:
    return actor_site


# ---- marks and actors in an article


def test_marks_are_walked_by_links_without_a_script(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).go(PAGES["marks"])
    page.get_by_role("link", name="12 موضعًا معلَّمًا").click()
    for number in (2, 3):
        page.get_by_role("link", name=f"العلامة التالية، {number} من 12").click()
        expect(page.locator("mark:target")).to_be_in_viewport()
        assert page.url.endswith(f"#m{number}")
    page.get_by_role("link", name="العلامة السابقة، 2 من 12").click()
    assert page.url.endswith("#m2")


def test_marks_are_walked_by_keys_while_the_article_has_the_focus(visitor: Visitor) -> None:
    page = visitor().go(PAGES["marks"])
    expect(page.locator(".keys")).to_contain_text("ما دام التركيز في المقالة")
    page.keyboard.press("n")
    assert "#" not in page.url  # the focus is not in the article
    page.get_by_role("link", name="12 موضعًا معلَّمًا").click()
    for key, number in (("n", 2), ("n", 3), ("p", 2), ("p", 1), ("p", 1)):
        page.keyboard.press(key)
        assert page.url.endswith(f"#m{number}")
        expect(page.locator(f"#m{number}")).to_be_focused()
    for key, code, number in (("ى", "KeyN", 2), ("ح", "KeyP", 1)):  # the same keys, Arabic
        typed = {"key": key, "code": code, "bubbles": True}
        page.locator("mark:target").dispatch_event("keydown", typed)
        assert page.url.endswith(f"#m{number}")
    page.get_by_role("combobox").focus()
    page.keyboard.type("np")
    assert page.url.endswith("#m1")


def test_actors_are_shown_in_the_text_on_demand(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).go("/articles/a2")
    plain = page.locator(".text").inner_text()
    page.get_by_role("link", name="إظهار الفاعلين في النص").click()
    named = page.locator(".text .named")
    expect(named).to_have_text(["إيمانويل ماكرون (شخص)", "أنغيلا ميركل (شخص)"])
    style = named.first.evaluate("one => getComputedStyle(one).textDecorationLine")
    assert style == "underline"
    expect(page.locator(".legend")).to_have_text("أشخاص")
    page.get_by_role("link", name="إخفاء الفاعلين في النص").click()
    assert page.locator(".text").inner_text() == plain


def test_similar_articles_are_beside_an_article(visitor: Visitor) -> None:
    page = visitor().go("/articles/a3")
    page.locator(".similar").get_by_role("link", name="خبر a1").click()
    expect(page.locator("h1")).to_have_text("خبر a1")


# ---- actors and comparisons


@pytest.mark.parametrize("javascript", [True, False])
def test_an_actor_is_found_in_the_list(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go("/")
    page.get_by_role("navigation", name="في هذا البرنامج").get_by_text("الفاعلون").click()
    assert where(page) == "actors"
    expect(page.locator("#person")).to_have_text("أشخاص 2")
    page.get_by_label("الاسم أو أوله").fill("مير")
    page.get_by_role("button", name="ابحث عنه").click()
    expect(page.locator("ol.rows bdi")).to_have_text(["أنغيلا ميركل"])
    page.get_by_role("link", name="أنغيلا ميركل").click()
    assert where(page) == "actors/angela-merkel"


@pytest.mark.parametrize("javascript", [True, False])
def test_from_an_article_to_an_actor_and_into_a_month(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go("/articles/a2")
    page.locator("aside").get_by_role("link", name="إيمانويل ماكرون").first.click()
    expect(page.locator("h1")).to_have_text("إيمانويل ماكرون")
    page.get_by_role("link", name=re.compile("^2017: مقالتان")).first.click()
    assert where(page) == f"actors/{MACRON}?from=2017&to=2017"
    page.get_by_role("link", name=re.compile("^مارس 2017: مقالتان")).first.click()
    assert where(page) == f"?actor={MACRON}&from=2017-03&to=2017-03"
    expect(page.locator(".total strong")).to_have_text("مقالتان")


def test_the_bars_of_an_actor_are_reached_and_read(visitor: Visitor) -> None:
    page = visitor().go(f"/actors/{MACRON}?lang=en")
    bar = page.locator(".stacks a").first
    bar.focus()
    assert bar.get_attribute("aria-label") == f"2016: 2 articles, {SHORE} 1, مرفأ الجنوب 1"
    assert bar.locator(".slot").evaluate("one => getComputedStyle(one).stroke") != "none"
    fills = page.locator(".stacks .part").evaluate_all(
        "all => all.map(o => o.getAttribute('fill'))"
    )
    assert len(set(fills)) == 2  # patterns, not colours alone
    page.get_by_text("The same in numbers").click()
    expect(page.locator("table tbody tr").first).to_contain_text("2016")
    page.get_by_role("link", name="Angela Merkel").first.click()
    assert where(page) == f"?actor_all={MACRON}&actor_all=angela-merkel&lang=en"


@pytest.mark.parametrize("javascript", [True, False])
def test_words_and_actors_are_compared(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go(f"/actors/{MACRON}")
    page.get_by_role("link", name="قارنه بغيره عبر الزمن").click()
    page.get_by_label("العبارة 1").fill("المرفأ")
    page.get_by_role("button", name="قارن").click()
    assert where(page) == f"compare?q=المرفأ&actor={MACRON}"
    expect(page.locator("svg.lines")).to_have_count(1)
    dashes = page.locator("svg.lines .way").evaluate_all(
        "all => all.map(one => one.getAttribute('stroke-dasharray'))"
    )
    assert len(set(dashes)) == 2
    first = page.locator("#numbers ~ .wide tbody tr").first
    expect(first).to_contain_text("50.00%")
    first.get_by_role("link", name="2016").click()
    assert where(page) == f"compare?q=المرفأ&actor={MACRON}&from=2016&to=2016"
    with page.expect_download() as download:
        page.get_by_role("link", name="تنزيل CSV").click()
    assert download.value.suggested_filename.endswith("-compared.csv")


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", [PAGES["compare"], f"/actors/{MACRON}?x"])
@pytest.mark.parametrize("width", [320, 360, 480, 640])
def test_a_picture_is_whole_and_read_on_a_small_screen(
    visitor: Visitor, path: str, lang: str, width: int
) -> None:
    page = visitor(viewport={"width": width, "height": 780}).go(
        f"{path}&lang={lang}".replace("?x&", "?")
    )
    picture = page.locator("svg.lines, svg.stacks").first
    whole = picture.evaluate(BOX)
    assert whole["left"] >= 0 and whole["right"] <= width
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    sizes = "all => all.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    assert min(picture.locator("text").evaluate_all(sizes)) >= 11
    for box in (text.evaluate(BOX) for text in picture.locator("text").all()):
        assert box["left"] >= 0 and box["right"] <= width
        assert whole["top"] < (box["top"] + box["bottom"]) / 2 < whole["bottom"]
    times = sorted((text.evaluate(BOX) for text in picture.locator(".when").all()), key=LEFT)
    assert all(a["right"] < b["left"] for a, b in pairwise(times))
    picture.scroll_into_view_if_needed()
    shoot(page, f"small-picture-{path[1:4]}-{lang}-{width}")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_a_table_shows_that_it_goes_on_beside_its_part(visitor: Visitor, lang: str) -> None:
    """What covers the shadow at an edge scrolls with the table, and the shadow does not."""
    page = visitor(viewport=PHONE).go(f"{PAGES['compare']}&actor=egypt&lang={lang}")
    table = page.locator("#numbers ~ .wide")
    assert table.evaluate("one => one.scrollWidth > one.clientWidth + 20")

    def edges() -> list[int]:
        """How dark the paper is at the left and the right edge, between the lines of the table."""
        box = table.bounding_box()
        assert box
        shot = Image.open(BytesIO(page.screenshot(full_page=True))).convert("L")
        top = round(page.evaluate("scrollY") + box["y"] + box["height"]) - 4
        left = round(box["x"])
        grey = shot.crop((left, top, left + round(box["width"]), top + 1)).tobytes()
        return [grey[1], grey[-2]]

    before = edges()
    table.evaluate("one => { one.scrollLeft = document.dir === 'rtl' ? -9999 : 9999; }")
    after = edges()
    further = 0 if lang == "ar" else 1  # the edge at which there is more
    assert before[further] < before[1 - further] - 20
    assert after[1 - further] < after[further] - 20


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_figures_of_a_column_line_up(visitor: Visitor, lang: str) -> None:
    page = visitor().go(f"{PAGES['compare']}&lang={lang}")
    ends = page.locator("#numbers ~ .wide").evaluate(
        """one => [...one.querySelectorAll("tr")].filter(row => row.querySelector("td")).map(
          row => [...row.querySelectorAll("td")].map(cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return Math.round(range.getBoundingClientRect().right);
          }))"""
    )
    assert len(ends) > 2
    assert all(row == ends[0] for row in ends)
    shares = page.locator("#numbers ~ .wide .share").all_inner_texts()
    assert all(re.fullmatch(r"\d+\.\d\d%|–", share) for share in shares)
    page.locator("#numbers").scroll_into_view_if_needed()
    shoot(page, f"columns-{lang}")


# ---- facets


@pytest.mark.parametrize("javascript", [True, False])
def test_the_values_of_a_facet_are_searched(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go("/")
    page.get_by_label("ابحث في: المصدر").fill("رقم 1")
    page.locator("#apply-sources").click()
    assert where(page) == "?find_source=رقم 1"
    names = page.locator("section", has=page.locator("#sources")).locator(".rows a")
    assert sorted(names.all_inner_texts()) == ["مصدر رقم 1", "مصدر رقم 10", "مصدر رقم 11"]
    names.get_by_text("مصدر رقم 10").click()
    assert where(page) == "?source=مصدر رقم 10&find_source=رقم 1"
    expect(page.locator(".total strong")).to_have_text("مقالة واحدة")


def test_a_month_opens_into_days_and_a_place_narrows(visitor: Visitor) -> None:
    page = visitor().go("/?from=2017&to=2017")
    page.get_by_role("link", name="مارس 2017: مقالتان").click()
    page.get_by_role("link", name=re.compile("^2 مارس .* 2017: مقالة واحدة")).first.click()
    assert where(page) == "?from=2017-03-02&to=2017-03-02"
    expect(page.locator(".hit h2")).to_have_text("خبر a3")
    page.locator("aside").get_by_role("link", name="تونس", exact=True).last.click()
    assert where(page) == "?place=تونس&from=2017-03-02&to=2017-03-02"
    page.locator(".zoom").get_by_role("link", name=re.compile("^مارس")).click()
    assert where(page) == "?place=تونس&from=2017-03&to=2017-03"


# ---- for everybody


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(visitor: Visitor, language: str, theme: str) -> None:
    visit = visitor(color_scheme=theme)
    for name, path in PAGES.items():
        sign = "&" if "?" in path else "?"
        page = visit.go(path if language == "ar" else f"{path}{sign}lang={language}")
        shoot(page, f"{name}-{language}-{theme}")
        for folded in page.locator("main details, aside details details, aside > details").all():
            folded.evaluate("one => { one.open = true; }")
        assert axe(page) == [], f"{name} in {language}, {theme}"


def test_nothing_is_too_wide_for_a_phone(visitor: Visitor) -> None:
    visit = visitor(viewport=PHONE)
    for name, path in {**PAGES, "at a mark": PAGES["marks"] + "#m3"}.items():
        page = visit.go(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        shoot(page, f"phone-{name}-ar")


def test_on_paper_there_is_nothing_to_press(visitor: Visitor) -> None:
    page = visitor().go(PAGES["marks"] + "#m2")
    page.emulate_media(media="print")
    expect(page.locator(".steps").nth(1)).to_be_hidden()
    expect(page.locator(".text")).to_be_visible()
