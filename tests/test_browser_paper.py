"""Pages on paper, and what stands in columns, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from indexer.engines import open_engine
from indexer.settings import Settings
from search_ui.answering.present import date_label
from tests.browser import PHONE, Visitor, axe, shoot
from tests.engines_samples import article, write
from tests.served import served

MANY = 60  # articles and actors: more than a facet shows at once
QUERY = "السفينة الأولى"
ASKED = f"q={quote(QUERY)}&from=2017"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Sources with three, two and one article figures, and an actor of its own in every article."""
    engine = open_engine(Settings(engine=f"embedded:{tmp_path_factory.mktemp('paper') / 'a'}"))
    places = [*["الشاطئ"] * (MANY - 12), *["المنارة"] * 11, "الرصيف"]
    write(
        engine,
        [
            article(
                f"n{number}",
                f"وصلت السفينة الأولى إلى المرفأ رقم {number}.",
                title=f"خبر {number}",
                source=source,
                published=f"201{number % 3 + 6}-03-0{number % 9 + 1}",
                actors=(f"name:فلان_{number}", "egypt"),
            )
            for number, source in enumerate(places)
        ],
    )
    with served(engine) as address:
        yield address
    engine.close()


def on_paper(page: Page) -> Page:
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", [f"/?{ASKED}", f"/compare?{ASKED}", "/actors/egypt?from=2017"])
def test_a_page_on_paper_says_where_it_is(visitor: Visitor, path: str, lang: str) -> None:
    visit = visitor()
    page = visit.go(f"{path}&lang={lang}" if lang == "en" else path)
    expect(page.locator(".paper")).to_be_hidden()
    paper = on_paper(page).locator(".paper").inner_text()
    typed = paper[paper.index(visit.address) :].split()[0].rstrip("،,")
    assert "%" not in typed and ("q=السفينة+الأولى" in typed or "actors" in path)
    assert date_label(datetime.now(UTC).date().isoformat(), lang) in paper
    heading = page.locator("h1").inner_text()
    page.goto(typed)  # what is typed from paper leads to the same page
    assert page.locator("h1").inner_text() == heading
    shoot(on_paper(page), f"paper-{path[1:4].strip('?')}-{lang}")


def test_results_on_paper_say_how_many_of_all_they_are(visitor: Visitor) -> None:
    page = visitor().go(f"/?{ASKED}")
    expect(page.locator(".sheet")).to_be_hidden()
    on_paper(page)
    expect(page.locator(".sheet")).to_have_text("عدد المقالات في هذه الورقة: 10 من 40.")
    heading = page.locator("h1").bounding_box()
    assert heading and heading["height"] > 20


def test_marks_on_paper_are_underlined_and_no_paler_than_the_rest(visitor: Visitor) -> None:
    page = on_paper(visitor().go(f"/?{ASKED}"))
    styles = page.locator(".passage mark").first.evaluate(
        """one => [getComputedStyle(one).color, getComputedStyle(one.parentElement).color,
          getComputedStyle(one).textDecorationLine, getComputedStyle(one).backgroundImage]"""
    )
    assert styles[0] == styles[1] and styles[2:] == ["underline", "none"]


def test_nothing_is_folded_away_on_paper(visitor: Visitor) -> None:
    page = visitor().go("/actors/egypt")
    if not page.evaluate("CSS.supports('selector(::details-content)')"):
        pytest.skip("this browser cannot open what is folded by style")
    others = page.locator(".columns details .rows a:not(.page)").last
    expect(others).to_be_hidden()
    on_paper(page)
    expect(others).to_be_visible()
    expect(page.get_by_text("20 غيرها")).to_be_hidden()
    expect(page.locator("main table").first).to_be_visible()
    expect(page.locator(".rows a.page").first).to_be_hidden()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/", "/actors/egypt"])
def test_figures_stand_unit_under_unit(visitor: Visitor, path: str, lang: str) -> None:
    page = visitor().go(f"{path}?lang={lang}")
    lists = page.locator(".rows").filter(has=page.get_by_text("الشاطئ")).first
    ends = lists.locator(".count").evaluate_all(
        """all => all.map(one => {
          const range = document.createRange();
          range.selectNodeContents(one);
          return Math.round(range.getBoundingClientRect().right);
        })"""
    )
    assert len(ends) == 3 and len(set(ends)) == 1


def test_a_tick_has_room_beside_the_way_to_all_values(visitor: Visitor) -> None:
    for asked in ("", "?facet_size=55"):
        page = visitor().go(f"/{asked}")
        page.get_by_role("link", name="عرض الكل").first.wait_for()
        assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_all_values_of_a_facet_on_a_phone(visitor: Visitor, javascript: bool) -> None:
    page = visitor(viewport=PHONE, java_script_enabled=javascript).go("/")
    page.locator(".filters > summary").click()
    page.get_by_role("link", name="عرض الكل").first.click()
    expect(page.locator("#actors")).to_be_in_viewport()
    expect(page.get_by_role("link", name="name:فلان_59", exact=True).first).to_be_visible()


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("path", ["/", f"/?{ASKED}", f"/export?{ASKED}", "/queries", "/actors"])
def test_nothing_is_wider_than_the_narrowest_window(visitor: Visitor, path: str, lang: str) -> None:
    page = visitor(viewport={"width": 320, "height": 640}).go(path)
    page.goto(f"{page.url}{'&' if '?' in page.url else '?'}lang={lang}")
    for folded in page.locator("details").all():
        folded.evaluate("one => { one.open = true; }")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_is_marked_and_chosen_is_seen_in_the_colours_of_a_system(visitor: Visitor) -> None:
    page = visitor(forced_colors="active").go(f"/?{ASKED}")
    colours = """one => ["backgroundColor", "color"].map(name => getComputedStyle(one)[name])"""
    back, ink = page.locator(".passage mark").first.evaluate(colours)
    around = page.locator(".passage").first.evaluate(colours)
    assert back != ink and [back, ink] != around and back != "rgba(0, 0, 0, 0)"
    chosen = page.locator(".choice [aria-current]").first
    assert chosen.evaluate("one => getComputedStyle(one).borderBlockEndStyle") == "solid"
    box = page.get_by_role("combobox")
    box.fill("السفي")
    page.get_by_role("option").first.wait_for()
    offer = page.get_by_role("option").first
    before = offer.evaluate(colours)
    box.press("ArrowDown")
    expect(offer).to_have_attribute("aria-selected", "true")
    assert offer.evaluate(colours) != before
    shoot(page, "forced-colours")


@pytest.mark.parametrize("path", [f"/?{ASKED}", f"/compare?{ASKED}", "/actors/egypt"])
def test_the_words_of_a_picture_have_the_colours_of_a_system(visitor: Visitor, path: str) -> None:
    page = visitor(forced_colors="active").go(path)
    ink = page.evaluate("getComputedStyle(document.body).color")
    words = page.locator("svg[viewBox] text")
    fills = words.evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert set(fills) == {ink}
