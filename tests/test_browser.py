"""A person at the page, in a real browser: mouse, keyboard, phone, without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Page, expect

from indexer.engines import open_engine
from indexer.settings import Settings
from tests.browser import PHONE, WIDE, Visitor, axe, served, shoot
from tests.page_library import HARBOUR, LIGHTHOUSE, filled

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


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    engine = filled(tmp_path_factory.mktemp("browser"))
    with served(engine) as address:
        yield address
    engine.close()


def total(page: Page) -> str:
    return page.locator(".total strong").inner_text()


def where(page: Page) -> str:
    """The address without its host, readable."""
    return unquote(page.url.split("/", 3)[3])


# ---- narrowing


def test_a_search_is_typed_narrowed_and_widened_again(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_role("combobox").fill("القراءة")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    everything = total(page)
    page.locator("aside").get_by_role("link", name=LIGHTHOUSE).click()
    assert where(page) == f"?q=القراءة&source={LIGHTHOUSE}"
    assert total(page) == "13 مقالة"
    page.get_by_role("link", name=f"أزل: {LIGHTHOUSE}").click()
    assert total(page) == everything
    page.go_back()
    assert total(page) == "13 مقالة"
    expect(page.get_by_role("checkbox", name=LIGHTHOUSE)).to_be_checked()


def test_several_values_are_ticked_and_applied_together(visitor: Visitor) -> None:
    page = visitor().go(f"/?q={READING}")
    page.get_by_role("checkbox", name="مصر").check()
    page.get_by_role("checkbox", name="المغرب").check()
    page.get_by_role("button", name="تطبيق المختار").click()
    assert where(page) == "?q=القراءة&actor=egypt&actor=morocco"
    assert total(page) == "مقالتان"
    page.get_by_role("link", name="إزالة الكل").click()
    assert where(page) == "?q=القراءة"


def test_a_value_is_excluded_and_included_again(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_role("button", name=f"استبعد: {LIGHTHOUSE}").click()
    assert where(page) == f"?not_source={LIGHTHOUSE}"
    assert total(page) == "4 مقالات"
    page.get_by_role("link", name=f"أعده: {LIGHTHOUSE}").click()
    assert total(page) == "18 مقالة"


def test_the_histogram_opens_years_into_months(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_role("link", name="2018: 14 مقالة").click()
    assert where(page) == "?from=2018&to=2018"
    shoot(page, "months-ar")
    page.get_by_role("link", name="مارس 2018: مقالة واحدة").click()
    assert where(page) == "?from=2018-03&to=2018-03"
    expect(page.locator(".hit h2")).to_have_text("حفلة الشهر 3")
    page.locator(".zoom").get_by_role("link", name="2018").click()
    assert where(page) == "?from=2018&to=2018"


def test_a_range_is_typed_and_the_undated_are_added_to_it(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_label("من", exact=True).fill("2017-10")
    page.get_by_label("إلى", exact=True).fill("2017")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?from=2017-10&to=2017")
    assert total(page) == "مقالتان"
    page.locator("aside").get_by_role("link", name="بلا تاريخ").click()
    assert total(page) == "3 مقالات"


def test_a_range_is_typed_in_arabic_digits(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_label("من", exact=True).fill("٢٠١٧-١٠")
    page.get_by_label("إلى", exact=True).fill("۲۰۱۷")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?from=*")
    assert total(page) == "مقالتان"
    page.get_by_label("من", exact=True).fill("غدا")
    page.keyboard.press("Enter")
    expect(page.locator("#from:invalid")).to_have_count(1)


# ---- reading


def test_the_words_asked_for_are_marked_in_the_article(visitor: Visitor) -> None:
    page = visitor().go(f"/?q={quote('وزير')}")
    page.locator(".hit h2 a").first.click()
    assert page.locator(".text mark").all_inner_texts() == ["الوزير", "وزراء"]
    page.get_by_role("link", name="موضعان معلَّمان").click()
    assert page.evaluate("document.querySelector(':target').textContent") == "الوزير"
    page.get_by_role("link", name="العودة إلى النتائج").click()
    assert where(page) == "?q=وزير"


def test_a_hit_says_why_and_a_form_is_taken_out_and_put_back(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False).go(f"/?q={quote('وزير')}")
    hit = page.locator(".hit").first
    expect(hit.get_by_role("link", name="استبعد هذه الصيغة الوزير")).to_be_hidden()
    hit.get_by_text("لماذا ظهرت؟ 3 مواضع").click()
    assert [" ".join(row.split()) for row in hit.locator(".why li").all_inner_texts()] == [
        "وزير كما كُتبت في البحث في العنوان ×1 استبعد هذه الصيغة وزير",
        "الوزير عن وزير · من صيغ «وزير»: قبلها «ال» في المتن ×1 استبعد هذه الصيغة الوزير",
        "وزراء عن وزير · من صيغ «وزير»: جمع في المتن ×1 استبعد هذه الصيغة وزراء",
    ]
    hit.get_by_role("link", name="استبعد هذه الصيغة الوزير").click()
    assert where(page) == "?q=وزير(-الوزير)"
    expect(page.locator("#echo")).to_have_text("مقالات فيها «وزير» بكل صيغة (إلا بصيغة «الوزير»)")
    page.locator(".hit h2 a").first.click()
    assert page.locator("h1 mark, .text mark").all_inner_texts() == ["وزير", "وزراء"]
    page.go_back()
    page.go_back()
    assert where(page) == "?q=وزير"


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_why_stands_where_the_hit_begins(visitor: Visitor, viewport: dict[str, int]) -> None:
    page = visitor(viewport=viewport).go(f"/?q={quote('وزير')}&lang=en")
    hit, summary = page.locator(".hit").first, page.locator(".why summary").first
    for _ in ("closed", "open"):
        for part in (summary, *page.locator(".why[open] ul").all()):
            box, whole = part.bounding_box(), hit.bounding_box()
            assert box is not None and whole is not None
            assert box["x"] + box["width"] == pytest.approx(whole["x"] + whole["width"], abs=1)
            assert box["width"] < whole["width"] or viewport == PHONE
        if not page.locator(".why[open]").count():
            summary.click()
    shoot(page, f"why-en-{viewport['width']}")


def test_the_search_said_back_is_a_link_to_itself(visitor: Visitor) -> None:
    page = visitor().go(f"/?q={quote('تونس   OR المغرب')}&depth=word")
    before = total(page)
    page.get_by_role("link", name="رابط هذا البحث").click()
    assert where(page) == "?q=تونس | المغرب&depth=word"
    assert total(page) == before
    page.get_by_role("link", name="كما كُتبت").click()
    assert where(page) == "?q=تونس | المغرب&depth=exact"


def test_the_help_opens_and_its_examples_are_links(visitor: Visitor) -> None:
    page = visitor().go("/")
    page.get_by_text("كيف تبحث؟").click()
    page.get_by_role("link", name="سوريا +أو+ لبنان").click()
    assert where(page) == "?q=سوريا +أو+ لبنان"


# Where each word of an element stands: its left edge and its line, in pixels.
PLACES = """element => {
  const nodes = [], walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let text = "";
  while (walker.nextNode()) {
    nodes.push([text.length, walker.currentNode]);
    text += walker.currentNode.data;
  }
  const put = (range, side, at) => {
    const [from, node] = nodes.findLast(([from]) => from < at || from === 0);
    range[side](node, at - from);
  };
  return [...text.matchAll(/\\p{L}+/gu)].map(word => {
    const range = document.createRange();
    put(range, "setEnd", word.index + word[0].length);
    put(range, "setStart", word.index);
    const box = range.getBoundingClientRect();
    return [word[0], box.left, box.top];
  });
}"""
UNMARK = """element => {
  for (const mark of element.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes);
  element.normalize();
}"""


@pytest.mark.parametrize("language", ["ar", "en"])
def test_marks_move_no_word(visitor: Visitor, language: str) -> None:
    page = visitor().go(f"/articles/reading?q={quote('وزير قاعة محفوظ')}&lang={language}")
    text = page.locator(".text")
    assert text.locator("mark").count() >= 5
    marked = text.evaluate(PLACES)
    text.evaluate(UNMARK)
    plain = text.evaluate(PLACES)
    assert len(plain) > 15
    for (word, left, top), (same, before, line) in zip(marked, plain, strict=True):
        assert word == same
        assert abs(left - before) < 1.5 and abs(top - line) < 1.5, word


def test_the_original_is_one_click_away_and_runs_nothing(visitor: Visitor) -> None:
    page = visitor().go("/articles/hostile")
    page.get_by_role("link", name="الأصل", exact=True).click()
    assert "<script>alert(" in page.locator("pre").inner_text()
    assert page.locator("main script, main img").count() == 0


def test_the_other_language_is_one_click_away_and_keeps_the_state(visitor: Visitor) -> None:
    page = visitor().go(f"/?q={READING}&from=2018&to=2018")
    page.get_by_role("link", name="English").click()
    assert where(page) == "?q=القراءة&from=2018&to=2018&lang=en"
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == "ltr"
    assert total(page) == "12 articles"
    page.get_by_role("link", name="July 2018: one article").click()
    assert where(page) == "?q=القراءة&from=2018-07&to=2018-07&lang=en"


def test_the_years_below_the_picture_are_whole(visitor: Visitor) -> None:
    page = visitor().go("/")
    assert page.locator(".histogram").evaluate("one => getComputedStyle(one).overflow") == "visible"


@pytest.mark.parametrize("path", ["/articles/first", "/?q=" + quote("مخطوطات")])
def test_one_long_word_makes_no_page_wide(visitor: Visitor, path: str) -> None:
    page = visitor(viewport=PHONE).go(path)
    page.locator(".facts > *").first.evaluate("one => { one.textContent = 'س'.repeat(500); }")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


# ---- other ways to use it


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
