"""The pictures of the guides, taken of the sample archive; ``python -m tests.pictures`` writes them
to ``docs/pictures``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Page, ViewportSize

from tests.browser import browser
from tests.examples import sample_archive
from tests.served import served

FOLDER = Path(__file__).parent.parent / "docs" / "pictures"
LANGUAGES = ("ar", "en")
WINDOW = ViewportSize(width=1100, height=760)
QUALITY = 80
AIR = 16  # pixels around a part of the page
LARGEST = 70_000  # bytes of one picture
FLOODS, WHEAT, DATES = (quote(word) for word in ("السيول", "القمح", "التمر"))


def _nothing(page: Page) -> None:
    """The page as it opens."""


def _first_hit(page: Page) -> None:
    page.locator(".hit h2 a").first.click()
    page.wait_for_url("**/articles/**")


def _unfold(path: str) -> Callable[[Page], None]:
    def unfold(page: Page) -> None:
        page.locator(path).first.evaluate("one => { one.open = true; }")

    return unfold


def _taken_out(page: Page) -> None:
    _first_hit(page)
    _unfold(".dropped")(page)


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown: an address, what is done there, and the part of the page (all of the window,
    if it names none)."""

    address: str
    then: Callable[[Page], None] = _nothing
    part: str = ""


PICTURES = {
    "results": Picture(f"/?q={FLOODS}"),
    "why": Picture(f"/?q={FLOODS}", _unfold(".why"), ".hits > li:first-child"),
    "facets": Picture("/?from=2017&to=2021&undated=include", part="aside"),
    "article": Picture(f"/?q={FLOODS}", _first_hit),
    "removed": Picture(f"/?q={FLOODS}", _taken_out, ".dropped"),
    "actor": Picture("/actors/unesco"),
    "compare": Picture(f"/compare?q={WHEAT}&q={DATES}&from=2013&to=2021"),
    "export": Picture(f"/export?q={FLOODS}", part="main"),
}


def take_all(launched: Browser, address: str, folder: Path) -> None:
    """Writes every picture in both languages, as WebP."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        page = launched.new_context(viewport=WINDOW, color_scheme="light").new_page()
        for name, picture in PICTURES.items():
            sign = "&" if "?" in picture.address else "?"
            page.goto(f"{address}{picture.address}{sign}lang={language}")
            picture.then(page)
            image = Image.open(BytesIO(_shot(page, picture.part)))
            image.save(folder / f"{name}.{language}.webp", quality=QUALITY, method=6)
        page.context.close()


def _shot(page: Page, part: str) -> bytes:
    """The window, or a part of the page with some air around it, as PNG."""
    box = page.locator(part).bounding_box() if part else None
    if box is None:
        return page.screenshot()
    left, top = max(0.0, box["x"] - AIR), max(0.0, box["y"] - AIR)
    width = min(box["x"] + box["width"] + AIR, WINDOW["width"]) - left
    height = min(box["height"] + 2 * AIR, WINDOW["height"])
    clip = FloatRect(x=left, y=top, width=width, height=height)
    return page.screenshot(full_page=True, clip=clip)


def main() -> None:
    with sample_archive() as engine, served(engine) as address, browser() as launched:
        take_all(launched, address, FOLDER)


if __name__ == "__main__":
    main()
    sys.exit(0)
