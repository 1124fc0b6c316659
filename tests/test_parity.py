"""The same questions to both engines: the same totals, facet counts and hits, in the same order.

Order may differ only between hits whose scores differ by less than one per cent.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.suggestions import slips
from indexer.engines import open_engine
from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings
from search_ui.answering.searching import ask, search, understand
from search_ui.asking.cursor import write_cursor
from search_ui.asking.params import SearchParams, read_params
from tests.both_engines import WHEN, Pair, both_engines
from tests.breaking import letters_left_alone

NEWS = 2_000  # articles of the development data
EACH = 20  # questions of each kind
MOST = 200  # hits of a question that are compared
NEAR_ENOUGH = 0.01  # scores that differ by less may change places


@pytest.fixture(scope="module")
def pair(
    request: pytest.FixtureRequest, sample_pages: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    with both_engines(request, tmp_path_factory, sample_pages, 51) as pair:
        yield pair


@pytest.fixture(scope="module")
def news_pair(
    request: pytest.FixtureRequest, shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    news = shared_data / "news" / "modern-6k.jsonl.gz"
    with both_engines(request, tmp_path_factory, news, int(0.95 * NEWS), NEWS) as pair:
        yield pair


def test_sample_archive(pair: Pair) -> None:
    assert pair.embedded.count(Everything()) == pair.elasticsearch.count(Everything())
    for params in questions(pair.embedded, seed=1):
        check(pair, params)


def test_news(news_pair: Pair) -> None:
    assert news_pair.embedded.count(Everything()) == news_pair.elasticsearch.count(Everything())
    for params in questions(news_pair.embedded, seed=2):
        check(news_pair, params)


def test_a_broken_analyzer_is_seen(pair: Pair, sample_pages: Path, tmp_path: Path) -> None:
    """The gate can fail: four letters less in the Python twin, and the engines disagree."""
    asked = questions(pair.embedded, seed=3)
    broken = open_engine(Settings(engine=f"embedded:{tmp_path / 'broken'}"))
    with letters_left_alone("ةأإى"):
        index(read([str(sample_pages)], Settings()), broken, Plan(), WHEN)
        disagreements = sum(not _agree(Pair(broken, pair.elasticsearch), p) for p in asked)
    assert disagreements > EACH
    broken.close()


def test_advice_is_the_same(news_pair: Pair) -> None:
    """Misspelt words: both engines name the same failing words and offer the same queries."""
    titles = [a["title"] for a in news_pair.embedded.scan(Everything()) if a["title"]]
    tried = slips(sorted(titles), 60, "choose") + slips(sorted(titles), 60, "confirm")
    offered = 0
    for _, typed, word in tried:
        params = read_params({"q": [f"{typed} {word}"], "size": ["0"]})
        told = [search(engine, params)["understood"] for engine in news_pair]
        assert told[0] == told[1], typed
        offered += "suggestions" in told[0]
    assert offered > len(tried) / 4


def _agree(pair: Pair, params: SearchParams) -> bool:
    try:
        check(pair, params)
    except AssertionError:
        return False
    return True


class Drawn:
    """What an archive holds, drawn by chance: words, values and dates to ask it for."""

    def __init__(self, engine: Engine, seed: int) -> None:
        self.engine, self.chance = engine, random.Random(seed)
        self.articles = sorted(engine.scan(Everything()), key=lambda article: str(article["id"]))
        self.texts = [article for article in self.articles if len(article["body"].split()) > 20]

    def words(self, count: int) -> list[str]:
        body = self.chance.choice(self.texts)["body"].split()
        at = self.chance.randrange(len(body) - count)
        return [word.strip("«».,،؛:\"'()-=*|؟!") or "من" for word in body[at : at + count]]

    def less(self, word: str) -> str:
        """The word with one of the forms taken out that it is found by."""
        found = search(self.engine, read_params({"q": [word], "explain": ["true"]}))["hits"]
        chosen = [row["without"] for hit in found[:3] for row in hit["why"] if "without" in row]
        return str(self.chance.choice(chosen)) if chosen else word

    def value(self, field: str) -> str:
        return str(self.chance.choice([a for a in self.articles if a.get(field)])[field])

    def actor(self) -> str:
        article = self.chance.choice([a for a in self.articles if a["actors"]])
        return str(self.chance.choice(article["actors"])["id"])

    def dated(self) -> str:
        return self.value("published")[: self.chance.choice([4, 7, 10])]


def questions(engine: Engine, seed: int) -> list[SearchParams]:
    """`EACH` questions of every kind, made of what the archive itself holds."""
    drawn = Drawn(engine, seed)
    words, less, value, actor, dated = (
        drawn.words,
        drawn.less,
        drawn.value,
        drawn.actor,
        drawn.dated,
    )
    kinds: dict[str, Callable[[], dict[str, list[str]]]] = {
        "word": lambda: {"q": words(1)},
        "words": lambda: {"q": [" ".join(words(3))]},
        "any": lambda: {"q": [" ".join(words(5))], "match": ["any"]},
        "phrase": lambda: {"q": [f'"{" ".join(words(2))}"']},
        "near": lambda: {"q": [f'"{" ".join(words(2))}"~5']},
        "without": lambda: {"q": [f"{words(1)[0]} -{words(1)[0]}"]},
        "or": lambda: {"q": [f"{words(1)[0]} OR {words(1)[0]}"]},
        "taken out": lambda: {"q": [less(words(1)[0])]},
        "title": lambda: {"q": [f"title:{words(1)[0]}"]},
        "source": lambda: {"q": [f'source:"{value("source")}" {words(1)[0]}']},
        "exact": lambda: {"q": [" ".join(words(2))], "depth": ["exact"]},
        "depth word": lambda: {"q": [" ".join(words(2))], "depth": ["word"]},
        "prefix": lambda: {"q": [f"{words(1)[0][:4]:ا<3}*"]},
        "like": lambda: {"q": [f"{words(1)[0]}~"]},
        "like in two": lambda: {"q": [f"{words(1)[0]}~2 {words(1)[0]}"]},
        "range": lambda: {"q": words(1), "from": [dated()]},
        "until": lambda: {"to": [dated()]},
        "undated": lambda: {"q": words(1), "undated": ["only"]},
        "facets": lambda: {"q": words(1), "source": [value("source"), value("source")]},
        "actors": lambda: {"actor": [actor()], "not_source": [value("source")]},
        "all actors": lambda: {"actor_all": [actor()], "sort": ["oldest"]},
        "newest": lambda: {"q": words(1), "sort": ["newest"]},
        "indexed": lambda: {"q": words(1), "sort": ["indexed"]},
        "browse": lambda: {"source": [value("source")]},
    }
    return [read_params(make()) for make in kinds.values() for _ in range(EACH)]


def check(pair: Pair, params: SearchParams) -> None:
    """Asks both engines, the second page too, and holds the answers against each other."""
    whole = replace(params, size=MOST)
    engines = (pair.embedded, pair.elasticsearch)
    answers = [ask(engine, understand(engine, whole)) for engine in engines]
    same(answers[0], answers[1], params)
    if answers[0].total > 10:
        second = []
        for engine, answer in zip(engines, answers, strict=True):
            cursor = write_cursor(answer.generation, params, answer.hits[9].key)
            page = ask(engine, understand(engine, replace(params, cursor=cursor)))
            assert [h.id for h in page.hits] == [h.id for h in answer.hits[10:20]], params
            second.append(page)
        assert second[0].total == second[1].total == answers[0].total


def same(one: Found, other: Found, params: SearchParams) -> None:
    assert one.total == other.total, params
    assert one.facets == other.facets, params
    assert {h.id for h in one.hits} == {h.id for h in other.hits} or one.total > MOST, params
    scores = {hit.id: hit.score for hit in one.hits}
    for ours, theirs in zip(one.hits, other.hits, strict=True):
        if ours.id != theirs.id:
            here, there = scores[ours.id], scores.get(theirs.id, ours.score)
            assert abs(here - there) <= NEAR_ENOUGH * max(here, there), params
