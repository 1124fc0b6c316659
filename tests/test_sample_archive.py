"""The sample archive: every page is described as its gold says, whatever surrounds the article.

The pages of batch 2 were written after the extractor, with furniture it had not seen.
"""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from indexer.clean import clean
from indexer.describe.actors import known_actors
from indexer.describe.article import describe
from indexer.read import read
from indexer.records import Article, RawItem
from indexer.settings import Settings

TESTS = Path(__file__).parent
GOLD: dict[str, dict[str, Any]] = {
    row["file"]: row
    for path in sorted(TESTS.glob("sample_gold_*.jsonl"))
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
}
FACTS = ("title", "deck", "source", "author", "place", "published")


@pytest.fixture(scope="module")
def articles(sample_pages: Path) -> dict[str, Article]:
    found = {}
    for item in read([str(sample_pages)], Settings()):
        assert isinstance(item, RawItem), item
        article = describe(item)
        assert isinstance(article, Article), article
        found[article.origin] = article
    return found


def test_every_page_has_its_gold(articles: dict[str, Article]) -> None:
    assert set(articles) == set(GOLD)
    assert len(GOLD) >= 60


@pytest.mark.parametrize("file", GOLD)
def test_facts(articles: dict[str, Article], file: str) -> None:
    gold, article = GOLD[file], articles[file]
    wanted = {fact: _plain(gold[fact]) for fact in FACTS}
    assert {fact: getattr(article, fact) for fact in FACTS} == wanted
    assert article.published_precision == gold["precision"]


@pytest.mark.parametrize("file", GOLD)
def test_body(articles: dict[str, Article], file: str) -> None:
    gold, body = GOLD[file], articles[file].body
    assert _letters(body).startswith(_letters(gold["body_starts"]))
    assert _letters(body).endswith(_letters(gold["body_ends"]))
    assert [line for line in gold["not_in_body"] if clean(line) in body] == []


@pytest.mark.parametrize("file", GOLD)
def test_actors_stand_in_the_article_only(articles: dict[str, Article], file: str) -> None:
    gold, article = GOLD[file], articles[file]
    found = {actor.id for actor in article.actors}
    for name in (*gold["persons"], *gold["organizations"]):
        wanted = set(known_actors().full.get(tuple(clean(name).split()), ()))
        assert wanted <= found, name
    for name in gold.get("not_actors", ()):
        assert not set(known_actors().named(name)) & found, name


def test_the_archive_holds_what_it_promises() -> None:
    """Kinds of furniture, families of dates, encodings, copies, formats."""
    kinds = {kind for row in GOLD.values() for kind in row["furniture"]}
    assert len(kinds) >= 8
    assert {Path(file).suffix for file in GOLD} == {".txt", ".html"}
    assert len({row["source"] for row in GOLD.values()}) >= 12
    assert sum(row["copy_of"] is not None for row in GOLD.values()) >= 5
    assert {row["precision"] for row in GOLD.values()} == {"minute", "day", "month", "year", None}
    assert sum(row["batch"] == 2 for row in GOLD.values()) >= 20


def _plain(value: str | None) -> str | None:
    return clean(value).strip() if value else None


def _letters(text: str) -> str:
    """A text without spaces and signs, so that cleaning (a space after a stop) is not seen."""
    return "".join(c for c in clean(text) if unicodedata.category(c)[0] in "LN")
