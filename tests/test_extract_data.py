"""EXTRACT held against what was annotated: the seeds, the sample archive, the development pages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import mappings
from benchmarks.extraction import measure, same
from indexer.arabic.analyzers import word_terms
from indexer.clean import clean
from indexer.extract import extract
from indexer.read import read
from indexer.records import TEXT, Page, RawItem
from indexer.settings import Settings

ROOT = Path(__file__).parent.parent
GOLD = sorted((ROOT / "tests").glob("sample_gold_*.jsonl"))
SAMPLES = [json.loads(row) for file in GOLD for row in file.read_text("utf-8").splitlines()]


def found_in(path: Path) -> Page:
    items = list(read([str(path)], Settings()))
    assert len(items) == 1
    assert isinstance(items[0], RawItem)
    return extract(items[0])


@pytest.mark.parametrize("gold", SAMPLES, ids=lambda gold: gold["file"])
def test_the_sample_archive(gold: dict[str, Any], sample_pages: Path) -> None:
    if not gold["file"].endswith((".txt", ".html")):
        return  # a record: what it states is not extracted
    found = found_in(sample_pages / gold["file"])
    assert same(found.title, gold["title"])
    assert same(found.deck, gold["deck"])
    assert found.body.startswith(clean(gold["body_starts"]))
    assert found.body.endswith(clean(gold["body_ends"]))
    for text in gold["not_in_body"]:
        assert clean(text) not in found.body


@pytest.mark.parametrize("number", range(5))
def test_the_seeds(number: int, seeds: Path) -> None:
    every = json.loads((seeds / "gold.json").read_text(encoding="utf-8"))["articles"]
    name, gold = sorted(every.items())[number]
    found = found_in(seeds / name)
    assert found.title == gold["title"]
    assert found.deck == gold.get("deck")
    assert found.body.startswith(gold["body_starts"])
    assert found.body.endswith(gold["body_ends"])
    assert not [text for text in gold["not_in_body"] if text in found.body]
    assert not set(gold["not_lines"]) & set(found.body.split("\n"))


def test_the_development_pages_and_records(shared_data: Path) -> None:
    shares = measure(shared_data)
    for kind, measured in shares.items():
        if kind != "records":
            assert measured["title"].value >= (0.85 if kind == "html" else 0.93), kind
            assert measured["body"].value >= 0.99, kind
        if "furniture" in measured:
            assert measured["furniture"].value >= 0.95, kind
    assert shares["records"]["words kept"].value >= 0.995


def test_no_list_holds_a_line_of_the_development_pages(shared_data: Path) -> None:
    """Furniture is generic words, not anybody's sentences: at most five words a phrase."""
    assert all(len(word_terms(phrase)) <= 5 for _, _, phrase in mappings.table("furniture", 3))
    bodies = [
        json.loads(row)["text"]
        for row in (shared_data / "pages" / "pages.jsonl").read_text("utf-8").splitlines()
    ]
    found = [extract(RawItem("x", TEXT, text, text)).body for text in bodies]
    lines = {" ".join(word_terms(line)) for body in found for line in body.split("\n") if line}
    assert (
        not {" ".join(word_terms(phrase)) for _, _, phrase in mappings.table("furniture", 3)}
        & lines
    )


@pytest.mark.parametrize(
    ("name", "columns"),
    [("furniture", 3), ("markup_hints", 2), ("markup_elements", 2), ("persian_letters", 3)],
)
def test_lists_are_sorted_and_say_nothing_twice(name: str, columns: int) -> None:
    rows = mappings.table(name, columns)
    assert list(rows) == sorted(set(rows))


def test_no_phrase_of_furniture_stands_in_two_spellings_or_kinds() -> None:
    said = [(where, tuple(word_terms(p)) or p) for _, where, p in mappings.table("furniture", 3)]
    assert len(said) == len(set(said))


def test_every_row_of_the_furniture_list_is_of_a_known_sort() -> None:
    sorts = {"line", "start", "brief", "label", "in", "clause", "mark", "verb", "masthead"}
    sorts |= {"things", "which", "end", "ticker", "dated", "shows", "tail"}
    assert {where for _, where, _ in mappings.table("furniture", 3)} == sorts
