"""What the program is held against: the engines alone, and SQLite's FTS5, doing the same work."""

from __future__ import annotations

import http.client
import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from elasticsearch import Elasticsearch, helpers

import mappings
from benchmarks.data import Record
from indexer.engines.base import Engine
from indexer.engines.elastic import ElasticEngine
from indexer.engines.elastic_line import Line
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.tantivy_query import compile_query
from indexer.settings import Settings
from search_ui.params import read_params
from search_ui.searching import Asked, ask, understand
from tests.elasticsearch_node import StartFailed, Unavailable, node

BULK_THREADS = 2
HITS = 20  # of an answer

Ask = Callable[[str], object]
Ready = dict[str, Any]  # a document as it is sent to Elasticsearch


@contextmanager
def elasticsearch() -> Iterator[str]:
    """What the addresses of archives on a real Elasticsearch begin with; all that is made under it
    is removed at the end. Raises `click.ClickException` where there is no Elasticsearch."""
    try:
        with node() as url:
            address = f"{url}/bench-{uuid.uuid4().hex[:8]}"
            try:
                yield address
            finally:
                with Elasticsearch(url, request_timeout=120) as client:
                    for index in client.indices.get(index=f"{address.rpartition('/')[2]}-*"):
                        client.indices.delete(index=index)
    except (Unavailable, StartFailed) as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def new_index(address: str, declared: Mapping[str, Any]) -> Iterator[tuple[Elasticsearch, str]]:
    """A client, and the name of a new index with these settings and mappings."""
    url, _, name = address.rpartition("/")
    with Elasticsearch(url, request_timeout=120) as client:
        client.indices.create(
            index=name, settings=declared["settings"], mappings=declared["mappings"]
        )
        yield client, name
        client.indices.delete(index=name)


def raw_elasticsearch(address: str, ready: list[Ready]) -> float:
    """Documents a second by `parallel_bulk` into a new index of the same mapping, until visible."""
    with new_index(f"{address}-raw", mappings.articles()) as (client, name):
        actions = ({"_index": name, "_id": doc["id"], "_source": doc} for doc in ready)
        started = time.perf_counter()
        for ok, info in helpers.parallel_bulk(client, actions, thread_count=BULK_THREADS):
            if not ok:
                raise click.ClickException(f"Elasticsearch refused a ready document: {info}")
        client.indices.refresh(index=name)
        seconds = time.perf_counter() - started
    return len(ready) / seconds


def raw_fts5(path: Path, ready: list[Ready]) -> float:
    """Documents a second into a new FTS5 table of title and body, in one transaction."""
    rows = [(doc["title"], doc["body"]) for doc in ready]
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE VIRTUAL TABLE articles USING fts5(title, body)")
        started = time.perf_counter()
        with database:
            database.executemany("INSERT INTO articles VALUES (?, ?)", rows)
        seconds = time.perf_counter() - started
    path.unlink()
    return len(ready) / seconds


def fts5(database: sqlite3.Connection, stored: Iterator[Record]) -> Ask:
    """A function that asks FTS5 for hits with snippets and the sources of all that is found."""
    database.execute("CREATE VIRTUAL TABLE articles USING fts5(title, body, source UNINDEXED)")
    with database:
        rows = ((doc["title"], doc["body"], doc.get("source")) for doc in stored)
        database.executemany("INSERT INTO articles VALUES (?, ?, ?)", rows)
    hits = (
        "SELECT rowid, title, source, snippet(articles, 1, '[', ']', '…', 32) FROM articles "
        f"WHERE articles MATCH ? ORDER BY rank LIMIT {HITS}"
    )
    facet = "SELECT source, count(*) FROM articles WHERE articles MATCH ? GROUP BY source"

    def search(query: str) -> None:
        said = " ".join(f'"{word}"' for word in query.split())
        database.execute(hits, [said]).fetchall()
        database.execute(facet, [said]).fetchall()

    return search


def tantivy_alone(engine: EmbeddedEngine) -> Ask:
    """A function that looks a query's terms up: ranked addresses, nothing loaded or counted."""
    index = engine._index(engine.current())
    searcher = index.searcher()

    def search(query: str) -> None:
        searcher.search(compile_query(index.schema, asked_for(engine, query).query), HITS)

    return search


def straight(held: http.client.HTTPConnection, address: str, queries: list[str]) -> Ask:
    """A function that sends Elasticsearch the search that the engine makes of a query, no more."""
    searches = dict(zip(queries, searches_of(address, queries), strict=True))

    def send(query: str) -> None:
        target, body = searches[query]
        held.request("POST", target, body, {"Content-Type": "application/json"})
        answer = held.getresponse()
        answer.read()
        if answer.status != 200:
            raise click.ClickException(f"Elasticsearch answered {answer.status} for {query!r}")

    return send


def searches_of(address: str, queries: list[str]) -> list[tuple[str, bytes]]:
    """The target and body of the first search that the engine sends for each query."""
    engine = ElasticEngine(address, Settings())
    engine.current()  # or the first search would be sent otherwise
    sent: list[tuple[str, bytes]] = []

    class Watched(Line):
        def ask(self, target: str, body: Ready) -> Any:
            sent.append((target, json.dumps(body).encode()))
            return super().ask(target, body)

    engine.node.line = Watched(address.rpartition("/")[0], engine.settings)
    first = []
    for query in queries:
        sent.clear()
        ask(engine, asked_for(engine, query))
        first.append(sent[0])
    engine.close()
    return first


def asked_for(engine: Engine, query: str) -> Asked:
    """The search that the API makes of a query."""
    return understand(engine, read_params({"q": [query], "size": [str(HITS)]}))
