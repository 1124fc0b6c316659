"""A real browser for the tests: Debian's Chromium driven by Playwright.

A visit collects what must not happen: errors in the console, dialogs, requests to other hosts.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
# Every rule that axe has for WCAG 2.2 AA, that of sizes too, which it leaves out by itself.
AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}


class Unavailable(Exception):
    """There is no browser here; the message says how to have one."""


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium without a window. Raises `Unavailable`."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        raise Unavailable("install Debian's package chromium, or put one named so on the PATH")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield launched
        launched.close()


class Visit:
    """One visitor: a page of its own, and the record of what must not happen."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.address = address
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.wrong: list[str] = []
        self.expected: list[str] = []  # statuses that a test asks for
        self.page.on("console", lambda message: self._console(message.type, message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        self.page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._request)

    def go(self, path: str, status: int = 200) -> Page:
        """The page at a path, loaded."""
        if status != 200:
            self.expected.append(f"status of {status}")
        answer = self.page.goto(self.address + path)
        assert answer is not None and answer.status == status, path
        return self.page

    def ended(self) -> None:
        """Nothing happened that must not."""
        if not self.page.is_closed():  # what is still being answered would fail later
            self.page.unroute_all(behavior="wait")
        self.context.close()
        assert self.wrong == []

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and not any(said in text for said in self.expected):
            self.wrong.append(f"console: {text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:")):
            self.wrong.append(f"request: {request.url}")


Visitor = Callable[..., Visit]  # (address, **options of the context) -> a visit


def where(page: Page) -> str:
    """The address of a page without its host, readable."""
    return unquote(page.url.split("/", 3)[3])


def total(page: Page) -> str:
    """How many articles a page of results says that there are."""
    return page.locator(".total strong").inner_text()


def axe(page: Page) -> list[str]:
    """What axe finds against a page: rule, and where."""
    script = resources.files("axe_playwright_python").joinpath("axe.min.js")
    page.evaluate(script.read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate("options => axe.run(document, options)", AXE_OPTIONS)
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def shoot(page: Page, name: str) -> None:
    """A picture of the page in the folder that `KASHSHAF_SCREENSHOTS` names, if it names one."""
    folder = os.environ.get("KASHSHAF_SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png")
