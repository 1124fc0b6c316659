"""Actors, comparisons, suggestions and similar articles of the sample archive: the same on both
engines, but for the order of what scores nearly the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.engines.base import Engine
from indexer.engines.query import Everything
from search_ui.answering.actor import actor_answer
from search_ui.answering.actor_list import actors_answer
from search_ui.answering.comparing import compare
from search_ui.answering.similar import similar, telling
from search_ui.answering.suggesting import suggestions
from search_ui.asking.params import SearchParams
from tests.both_engines import Pair, both_engines

NEAR_ENOUGH = 0.01  # scores that differ by less may change places


@pytest.fixture(scope="module")
def engines(
    request: pytest.FixtureRequest, sample_pages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    with both_engines(request, tmp_path_factory, sample_pages, 51) as made:
        yield made


def ids(engine: Engine) -> list[str]:
    return sorted(str(article["id"]) for article in engine.scan(Everything(), apart=False))


def test_similar_articles(engines: Pair) -> None:
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


def test_actors_and_their_pages(engines: Pair) -> None:
    one, other = (actors_answer(engine, "", "", 1000, "ar") for engine in engines)
    assert one == other and one["total"] > 20
    for actor in one["actors"][:40]:
        answers = [_told(engine, actor["id"]) for engine in engines]
        assert answers[0] == answers[1]


def _told(engine: Engine, id: str) -> dict[str, Any]:
    answer = actor_answer(engine, id, SearchParams(), "ar")
    assert answer is not None
    return {**answer, "latest": [hit["id"] for hit in answer["latest"]]}


def test_comparisons(engines: Pair) -> None:
    queries = ("القمح", "المدرسة الجديدة", '"في القرية"')
    one, other = (compare(engine, queries, SearchParams(), "ar", True) for engine in engines)
    assert one == other and any(series["total"] for series in one["series"])


@pytest.mark.parametrize("typed", ["ال", "مد", "قرية في ال", "مصدر:ضف", "المغ", "sa", "تون"])
def test_suggestions(engines: Pair, typed: str) -> None:
    one, other = (suggestions(engine, typed, 10) for engine in engines)
    assert one == other
