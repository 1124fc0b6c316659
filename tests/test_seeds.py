"""The five articles the project was asked for: every fact, every query, on both engines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.describe.actors import known_actors
from indexer.describe.article import describe
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.records import Article, RawItem
from indexer.settings import Settings
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from tests.breaking import letters_left_alone
from tests.conftest import ENGINES, make_address

NAMES = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="session")
def gold(seeds: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((seeds / "gold.json").read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="session")
def articles(seeds: Path) -> dict[str, Article]:
    found = {}
    for item in read([str(path) for path in sorted(seeds.glob("*.txt"))], Settings()):
        assert isinstance(item, RawItem)
        article = describe(item)
        assert isinstance(article, Article)
        found[article.origin[:3]] = article
    return found


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest, seeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, request.param, tmp_path_factory.mktemp("seeds"))
    engine = open_engine(Settings(engine=address))
    items = read([str(path) for path in sorted(seeds.glob("*.txt"))], Settings())
    report = index(items, engine, Plan(), "2026-01-01T00:00:00Z")
    assert (report.new, report.quarantined) == (5, 0)
    yield engine
    engine.close()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("fact", ["title", "deck", "source", "author", "place"])
def test_fact(gold: dict[str, Any], articles: dict[str, Article], name: str, fact: str) -> None:
    wanted = _of(gold, name)
    if fact in wanted:
        assert getattr(articles[name], fact) == wanted[fact]


@pytest.mark.parametrize("name", NAMES)
def test_published(gold: dict[str, Any], articles: dict[str, Article], name: str) -> None:
    wanted, published = _of(gold, name), articles[name].published
    assert published == wanted["published"]
    assert not any((published or "").startswith(date) for date in wanted.get("never_published", ()))


@pytest.mark.parametrize("name", NAMES)
def test_body(gold: dict[str, Any], articles: dict[str, Article], name: str) -> None:
    wanted, body = _of(gold, name), articles[name].body
    assert body.startswith(wanted["body_starts"])
    assert body.endswith(wanted["body_ends"])
    assert [text for text in wanted["not_in_body"] if text in body] == []
    assert [line for line in body.split("\n") if line.strip() in wanted["not_lines"]] == []
    assert wanted.get("deck") is None or wanted["deck"] not in body


@pytest.mark.parametrize("name", NAMES)
def test_actors(gold: dict[str, Any], articles: dict[str, Article], name: str) -> None:
    wanted = _of(gold, name)
    found = {actor.id for actor in articles[name].actors}
    for actor in (*wanted["persons"], *wanted["groups"]):
        assert set(known_actors().named(actor)) & found, actor
    for actor in wanted["not_actors"]:
        assert not set(known_actors().named(actor)) & found, actor


def test_queries(gold: dict[str, Any], archive: Engine) -> None:
    assert answers(archive, gold) == {q["q"]: sorted(q["hits"]) for q in gold["queries"]}


def test_a_broken_analyzer_is_seen(gold: dict[str, Any], seeds: Path, tmp_path: Path) -> None:
    """The gate can fail: with hamza seats left alone, one article's spelling misses another's."""
    engine = open_engine(Settings(engine=f"embedded:{tmp_path / 'broken'}"))
    with letters_left_alone("أإآى"):
        items = read([str(path) for path in sorted(seeds.glob("*.txt"))], Settings())
        index(items, engine, Plan(), "2026-01-01T00:00:00Z")
        found = answers(engine, gold)
    engine.close()
    assert found != {query["q"]: sorted(query["hits"]) for query in gold["queries"]}


def answers(engine: Engine, gold: dict[str, Any]) -> dict[str, list[str]]:
    """The articles that each query finds, by the first letters of their file names."""
    found = {}
    for query in gold["queries"]:
        answer = search(engine, read_params({"q": [query["q"]]}))
        found[query["q"]] = sorted(hit["origin"][:3] for hit in answer["hits"])
        assert answer["total"] == len(answer["hits"])
    return found


def test_actor_counts(gold: dict[str, Any], archive: Engine) -> None:
    answer = search(archive, read_params({"facet_size": ["1000"]}))
    counts = {row["id"]: row["count"] for row in answer["facets"]["actors"]}
    for name, count in gold["actor_counts"].items():
        assert [counts[id] for id in known_actors().named(name) if id in counts] == [count], name


def _of(gold: dict[str, Any], name: str) -> dict[str, Any]:
    wanted: dict[str, Any]
    wanted = next(facts for file, facts in gold["articles"].items() if file.startswith(name))
    return wanted
