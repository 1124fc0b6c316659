"""A person who searches, narrows and reads, in a real browser."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser import PHONE, WIDE, Visitor, shoot, total, where
from tests.page_library import LIGHTHOUSE

READING = quote("القراءة")


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
