"""The guides in a real browser, and the pictures that they show, taken by one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from indexer.engines.base import Engine
from tests.browser import PHONE, Visitor, axe, shoot
from tests.guides import DOCS, LANGUAGES, NAMES
from tests.pictures import LARGEST, PICTURES, take_all
from tests.served import served


@pytest.fixture(scope="module")
def site(sample_engine: Engine) -> Iterator[str]:
    with served(sample_engine) as address:
        yield address


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing(visitor: Visitor, language: str, theme: str) -> None:
    visit = visitor(color_scheme=theme)
    for name in NAMES:
        page = visit.go(f"/help/{name}?lang={language}")
        shoot(page, f"help-{name}-{language}-{theme}")
        assert axe(page) == [], f"{name} in {language}, {theme}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_too_wide_for_a_phone(visitor: Visitor, language: str) -> None:
    visit = visitor(viewport=PHONE)
    for name in NAMES:
        page = visit.go(f"/help/{name}?lang={language}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], name
        shoot(page, f"phone-help-{name}-{language}")


@pytest.mark.parametrize("javascript", [True, False])
def test_from_a_search_into_the_guide(visitor: Visitor, javascript: bool) -> None:
    page = visitor(java_script_enabled=javascript).go("/")
    page.get_by_text("كيف تبحث؟").click()
    page.get_by_role("link", name="الدليل كله").click()
    expect(page.locator("h1")).to_have_text("دليل الباحث")
    page.get_by_role("navigation", name="في هذه الصفحة").get_by_text("صفحات الفاعلين").click()
    assert unquote(page.url).endswith("/help#صفحات-الفاعلين")
    expect(page.locator("h2:target")).to_be_in_viewport()
    page.get_by_role("link", name="English").click()
    expect(page.locator("h1")).to_have_text("A guide to searching")
    page.get_by_role("link", name="For programs").click()
    expect(page.locator("h1")).to_have_text("A guide for programs")
    assert page.url.endswith("/help/api?lang=en")


def test_every_picture_is_seen(visitor: Visitor) -> None:
    page = visitor().go("/help")
    expect(page.locator("main img")).to_have_count(len(PICTURES))
    for image in page.locator("main img").all():
        assert image.evaluate("async one => { await one.decode(); return one.naturalWidth; }") > 200
        assert image.get_attribute("alt")


def test_on_paper_there_is_only_the_guide(visitor: Visitor) -> None:
    page = visitor().go("/help")
    page.emulate_media(media="print")
    for gone in ("aside", ".around", "form.search"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("main h2").first).to_be_visible()


def test_the_pictures_can_be_taken_again(chromium: Browser, site: str, tmp_path: Path) -> None:
    take_all(chromium, site, tmp_path)
    taken, kept = (
        {path.name: path for path in folder.iterdir()} for folder in (tmp_path, DOCS / "pictures")
    )
    assert set(taken) == set(kept)
    for name, path in taken.items():
        assert path.stat().st_size < LARGEST
        with Image.open(path) as now, Image.open(kept[name]) as then:
            near = [abs(a - b) <= 0.2 * b for a, b in zip(now.size, then.size, strict=True)]
            assert all(near), f"{name}: run `python -m tests.pictures`"
