"""How long a reader waits: the whole answer over HTTP, beside what the engine alone takes.

Queries of two words are asked of the API on loopback (``kashshaf serve`` in its own process, one
connection that stays open; twenty hits with snippets, marks and facets) and of the page; beside
them, query by query in turns: on Elasticsearch the same query body sent straight over the same kind
of connection; embedded, tantivy's search alone, and SQLite's FTS5 with snippets and one facet.
"""

from __future__ import annotations

import http.client
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import asdict, dataclass
from math import ceil
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import click

from benchmarks import beside
from benchmarks.beside import HITS, Ask, fts5, searches_of, straight, tantivy_alone
from benchmarks.data import WHEN, data_option, news, two_word_queries, write_articles
from benchmarks.index import KASHSHAF
from benchmarks.report import (
    Say,
    Wanted,
    cores_option,
    engine_option,
    json_option,
    keep_to,
    machine,
    progress,
    tell,
)
from indexer.engines import open_engine
from indexer.engines.elastic_search import request, requests
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.query import Everything
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings
from indexer.workers import default_workers

QUERIES = 200
WARMING = 50  # other queries that are asked first, of everything
FEW = 10  # the small archive holds one article in so many of the large one

WANTED = (3.0, 2.0)  # p50 and p99 of the API over FTS5, at most
WANTED_OF_FEW = (2.5, 1.5)  # the same of an archive of
FEWER = 10_000  # articles, or less
WANTED_PAGE = 2.0  # p50 of the page over the API, at most
WANTED_ELASTICSEARCH = 1.6  # the API over the raw query, at most
RAW, RAW_AT_ONCE = "raw query", "raw query, in two at once"
WANTED_GROWTH = 3.0  # p50 at ten times as many articles, at most


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds a query took."""

    p50: float
    p99: float

    @classmethod
    def of(cls, taken: list[float]) -> Times:
        """The percentiles of the milliseconds that queries took."""
        taken = sorted(taken)
        return cls(*(taken[max(ceil(part * len(taken)) - 1, 0)] for part in (0.5, 0.99)))


def in_turns(asked: Mapping[str, Ask], queries: list[str]) -> dict[str, Times]:
    """Warms up with the first `WARMING` of the queries, then times each of the others once at each
    of those that are asked, so that all meet the same machine; another begins each time."""
    names = list(asked)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number, query in enumerate(queries):
        begins = number % len(names)
        for name in (*names[begins:], *names[:begins]):
            started = time.perf_counter()
            asked[name](query)
            if number >= WARMING:
                taken[name].append((time.perf_counter() - started) * 1000)
    return {name: Times.of(times) for name, times in taken.items()}


@click.command()
@data_option
@click.option("--articles", "count", type=click.IntRange(FEW), default=30_000, show_default=True)
@click.option("--queries", "asked", type=click.IntRange(1), default=QUERIES, show_default=True)
@engine_option
@cores_option
@json_option
def main(data: Path, count: int, asked: int, engine: str, cores: int | None, as_json: bool) -> None:
    """Measure searching: p50 and p99 of the API and the page, beside the engine alone."""
    keep_to(cores)
    where, say = machine(), progress(as_json)
    records = news(data)
    queries = two_word_queries(records[:count], asked + WARMING, seed=1)
    found: dict[str, Times] = {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kashshaf-bench-")))
        url = None if engine == "embedded" else stack.enter_context(beside.elasticsearch())
        file = write_articles(records, count, folder / "many.jsonl.gz")
        if engine != "elasticsearch":
            few = write_articles(records, count // FEW, folder / "few.jsonl.gz")
            found |= embedded(few, file, folder, queries, say)
        if url:
            found |= elasticsearch(file, f"{url}-search", queries, say)
    _tell(count, len(queries) - WARMING, found, where, as_json)


def embedded(few: Path, many: Path, folder: Path, queries: list[str], say: Say) -> dict[str, Times]:
    """The embedded engine with few articles and with many, and FTS5 with the many."""
    found: dict[str, Times] = {}
    for name, file in (("few", few), ("many", many)):
        fill(file, f"embedded:{folder / name}", say)
    with over_http(f"embedded:{folder / 'few'}") as asked:
        found |= {f"embedded few: {what}": t for what, t in in_turns(asked, queries).items()}
    engine = EmbeddedEngine(str(folder / "many"), Settings())
    with closing(sqlite3.connect(folder / "articles.sqlite")) as database:
        alone = {"FTS5": fts5(database, engine.scan(Everything()))}
        alone["tantivy search"] = tantivy_alone(engine)
        with over_http(f"embedded:{folder / 'many'}") as asked:
            named = {f"embedded many: {what}": ask for what, ask in asked.items()}
            found |= in_turns(named | alone, queries)
    engine.close()
    return found


def elasticsearch(file: Path, address: str, queries: list[str], say: Say) -> dict[str, Times]:
    """The Elasticsearch engine; the same searches asked straight, all in one request; and hits and
    counts side by side, as the engine asks for them."""
    fill(file, address, say)
    with ExitStack() as stack:
        held = [stack.enter_context(closing(connection(address))) for _ in range(3)]
        asked = stack.enter_context(over_http(address))
        searches = searches_of(address, queries)
        whole = {query: [request(search, one_shard=True)] for query, search in searches.items()}
        parted = {query: requests(search, one_shard=True) for query, search in searches.items()}
        named = {f"elasticsearch: {what}": ask for what, ask in asked.items()}
        named[RAW] = straight(held[:1], address, whole)
        named[RAW_AT_ONCE] = straight(held[1:], address, parted)
        return in_turns(named, queries)


def fill(file: Path, address: str, say: Say) -> None:
    """A new archive of a file's articles."""
    settings = Settings(engine=address)
    with closing(open_engine(settings)) as engine:
        report = index(read([str(file)], settings), engine, Plan(workers=default_workers()), WHEN)
    say(f"{address} holds {report.indexed:,} articles")


@contextmanager
def over_http(address: str) -> Iterator[dict[str, Ask]]:
    """Functions that ask the API and the page of an archive that is served."""
    with serving(address) as url, closing(connection(url)) as api, closing(connection(url)) as page:
        yield {
            "API": getting(api, "/api/v1/search", {"size": HITS}),
            "page": getting(page, "/", {"size": HITS}),
        }


@contextmanager
def serving(address: str) -> Iterator[str]:
    """``kashshaf serve`` over an archive in a process of its own; its URL."""
    command = [sys.executable, "-c", KASHSHAF, "serve", "--engine", address, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        said = process.stdout.readline() if process.stdout else ""
        url = next((word for word in said.split() if word.startswith("http://")), "")
        try:
            if not url:
                raise click.ClickException(f"`kashshaf serve` did not start: {said}")
            yield url
        finally:
            process.terminate()


def connection(url: str) -> http.client.HTTPConnection:
    """A connection that stays open from request to request."""
    parts = urlsplit(url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)


def getting(held: http.client.HTTPConnection, path: str, options: dict[str, Any]) -> Ask:
    """A function that fetches the whole answer to a query."""

    def get(query: str) -> None:
        status = _status(held, f"{path}?{urlencode({'q': query, **options})}")
        if status != 200:
            raise click.ClickException(f"{path} answered {status} for {query!r}")

    return get


def _status(held: http.client.HTTPConnection, target: str) -> int:
    held.request("GET", target)
    answer = held.getresponse()
    answer.read()
    return answer.status


def _tell(
    count: int, asked: int, found: dict[str, Times], where: dict[str, Any], as_json: bool
) -> None:
    rows: list[list[object]] = [[f"ms, {asked} queries, {count:,} articles", "p50", "p99"]]
    rows += [[name, times.p50, times.p99] for name, times in found.items()]
    wanted = []
    if "FTS5" in found:
        api, beside = found["embedded many: API"], found["FTS5"]
        few, page = found["embedded few: API"], found["embedded many: page"]
        p50, p99 = WANTED_OF_FEW if count <= FEWER else WANTED
        wanted += [
            Wanted("embedded API over FTS5, p50", api.p50 / beside.p50, p50, most=True),
            Wanted("embedded API over FTS5, p99", api.p99 / beside.p99, p99, most=True),
            Wanted("embedded p50, many over few", api.p50 / few.p50, WANTED_GROWTH, most=True),
            Wanted("embedded page over API, p50", page.p50 / api.p50, WANTED_PAGE, most=True),
        ]
    if RAW in found:
        api, page = found["elasticsearch: API"], found["elasticsearch: page"]
        ratio = api.p50 / found[RAW].p50
        wanted += [
            Wanted("Elasticsearch API over raw", ratio, WANTED_ELASTICSEARCH, most=True),
            Wanted("Elasticsearch page over API", page.p50 / api.p50, WANTED_PAGE, most=True),
        ]
    times = {name: asdict(each) for name, each in found.items()}
    figures = {"articles": count, "queries": asked, "milliseconds": times}
    tell(figures, rows, wanted, where, as_json)


if __name__ == "__main__":
    main()
