"""What docs/api-stability.md promises is what the API is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.description import document
from tests.examples import KEPT as EXAMPLES
from tests.promise import described, promised

DOCS = Path(__file__).parent.parent / "docs"
PAGES = [
    (DOCS / name).read_text(encoding="utf-8")
    for name in ("api-stability.md", "api-stability.ar.md")
]


def test_every_promise_is_kept() -> None:
    assert promised() - described(document()) == set()


def test_all_that_there_is_is_promised() -> None:
    assert described(document()) - promised() == set(), "run `python -m tests.promise`"


@pytest.mark.parametrize(
    "breaks",
    [
        lambda whole: whole["paths"].pop("/api/v1/suggest"),
        lambda whole: whole["paths"]["/api/v1/search"]["get"]["responses"].pop("410"),
        lambda whole: whole["paths"]["/api/v1/search"]["get"]["parameters"].pop(0),
    ],
    ids=["a path", "a status", "a parameter"],
)
def test_what_goes_is_seen(breaks: Callable[[Any], Any]) -> None:
    whole = json.loads(json.dumps(document()))
    breaks(whole)
    assert promised() - described(whole)


@pytest.mark.parametrize("page", PAGES, ids=["en", "ar"])
def test_the_page_names_every_problem(page: str) -> None:
    statuses = set(re.findall(r"^\| (\d+) \|", page, re.M))
    responses = [
        operation["responses"]
        for item in document()["paths"].values()
        for operation in item.values()
    ]
    assert statuses == {status for each in responses for status in each} - {"200"}
    problems = json.loads(EXAMPLES.read_text(encoding="utf-8"))["answers"]
    for status in statuses:
        assert problems[status]["type"] == "about:blank"
        assert all(f"`{name}`" in page for name in ("type", "title", "status", "detail"))


def test_both_pages_promise_the_same() -> None:
    code = [re.findall(r"`([^`]+)`", page.replace("كلمة", "word")) for page in PAGES]
    assert set(code[0]) == set(code[1])
    assert [page.count("\n## ") for page in PAGES] == [4, 4]


def test_limits_are_never_narrower() -> None:
    promised_up_to = {"size": 100, "facet_size": 1000, "actors.size": 1000, "compare.q": 5}
    for name, most in promised_up_to.items():
        schema = document()["components"]["parameters"][name]["schema"]
        assert schema.get("maximum", schema.get("maxItems")) >= most


def test_what_is_deprecated_says_so() -> None:
    assert '"deprecated"' not in json.dumps(document())
    assert "Nothing is deprecated today." in PAGES[0]
