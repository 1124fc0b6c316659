"""What the program is held against: the engines alone, and SQLite's FTS5, doing the same work."""

from __future__ import annotations

import http.client
import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click
from elasticsearch import Elasticsearch, helpers

import mappings
from benchmarks.data import Record
from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.elastic import ElasticEngine
from indexer.engines.embedded import EmbeddedEngine
from indexer.engines.query import Search
from indexer.engines.tantivy_query import compile_query
from indexer.settings import Settings
from search_ui.answering.searching import Asked, ask, understand
from search_ui.asking.params import read_params
from tests.elasticsearch_node import StartFailed, Unavailable, node

BULK_THREADS = 2
HITS = 20  # of an answer

Ask = Callable[[str], object]
Ready = dict[str, Any]  # a document as it is sent to Elasticsearch
Bodies = list[dict[str, Any]]  # of searches that are sent to it at once


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


def straight(
    connections: Sequence[http.client.HTTPConnection], address: str, asked: Mapping[str, Bodies]
) -> Ask:
    """A function that sends Elasticsearch the bodies of a query at once, each over a connection of
    its own, and reads what is answered, no more."""
    target = f"/{address.rpartition('/')[2]}/_search?allow_partial_search_results=false"
    sent = {query: [json.dumps(body).encode() for body in asked[query]] for query in asked}

    def send(query: str) -> None:
        used = list(zip(connections, sent[query], strict=True))
        for connection, body in used:
            connection.request("POST", target, body, {"Content-Type": "application/json"})
        for connection, _ in used:
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise click.ClickException(f"Elasticsearch answered {answer.status} for {query!r}")

    return send


def searches_of(address: str, queries: list[str]) -> dict[str, Search]:
    """The search that the engine is asked for each query."""
    asked: list[Search] = []

    class Watched(ElasticEngine):
        def search(self, search: Search) -> Found:
            asked.append(search)
            return super().search(search)

    searches = {}
    with closing(Watched(address, Settings())) as engine:
        for query in queries:
            asked.clear()
            ask(engine, asked_for(engine, query))
            searches[query] = asked[0]
    return searches


def asked_for(engine: Engine, query: str) -> Asked:
    """The search that the API makes of a query."""
    return understand(engine, read_params({"q": [query], "size": [str(HITS)]}))
