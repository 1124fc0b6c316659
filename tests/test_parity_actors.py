"""Actors, comparisons, suggestions and similar articles of the sample archive: the same on both
engines, but for the order of what scores nearly the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine, Everything
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings
from search_ui.actor import actor_answer
from search_ui.actor_list import actors_answer
from search_ui.comparing import compare
from search_ui.params import SearchParams
from search_ui.similar import similar, telling
from search_ui.suggesting import suggestions
from tests.conftest import ENGINES, make_address

WHEN = "2026-01-01T00:00:00Z"
NEAR_ENOUGH = 0.01  # scores that differ by less may change places


@pytest.fixture(scope="module")
def engines(
    request: pytest.FixtureRequest, sample_pages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[list[Engine]]:
    made = []
    for kind in ENGINES:
        engine = open_engine(
            Settings(engine=make_address(request, kind, tmp_path_factory.mktemp(kind)))
        )
        index(
            read([str(sample_pages)], Settings()), engine, Plan(workers=2), "2026-01-01T00:00:00Z"
        )
        made.append(engine)
    yield made
    for engine in made:
        engine.close()


def ids(engine: Engine) -> list[str]:
    return sorted(str(article["id"]) for article in engine.scan(Everything(), apart=False))


def test_similar_articles(engines: list[Engine]) -> None:
    some = 0
    for id in ids(engines[0]):
        kept = [engine.get(id) for engine in engines]
        one, other = (
            (telling(engine, article), similar(engine, article, 10)["similar"])
            for engine, article in zip(engines, kept, strict=True)
            if article
        )
        assert one[0] == other[0]
        scores = {hit["id"]: hit["score"] for hit in (*one[1], *other[1])}
        for ours, theirs in zip(one[1], other[1], strict=True):
            some += 1
            if ours["id"] != theirs["id"]:
                here, there = scores[ours["id"]], scores[theirs["id"]]
                assert abs(here - there) <= NEAR_ENOUGH * max(here, there), id
    assert some > 50


def test_actors_and_their_pages(engines: list[Engine]) -> None:
    one, other = (actors_answer(engine, "", "", 1000, "ar") for engine in engines)
    assert one == other and one["total"] > 20
    for actor in one["actors"][:40]:
        answers = [_told(engine, actor["id"]) for engine in engines]
        assert answers[0] == answers[1]


def _told(engine: Engine, id: str) -> dict[str, Any]:
    answer = actor_answer(engine, id, SearchParams(), "ar")
    assert answer is not None
    return {**answer, "latest": [hit["id"] for hit in answer["latest"]]}


def test_comparisons(engines: list[Engine]) -> None:
    queries = ("القمح", "المدرسة الجديدة", '"في القرية"')
    one, other = (compare(engine, queries, SearchParams(), "ar", True) for engine in engines)
    assert one == other and any(series["total"] for series in one["series"])


@pytest.mark.parametrize("typed", ["ال", "مد", "قرية في ال", "مصدر:ضف", "المغ", "sa", "تون"])
def test_suggestions(engines: list[Engine], typed: str) -> None:
    one, other = (suggestions(engine, typed, 10) for engine in engines)
    assert one == other
