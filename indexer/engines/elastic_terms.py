"""The words that an Elasticsearch index holds: how many articles hold each, and which are like
another.

Elasticsearch lists the terms of a text field nowhere outright. What a beginning expands to is read
from the query that it says it would run; what a word is like, from its term suggester.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch

from indexer.engines.elastic_query import Dsl, compile_query, path
from indexer.engines.query import TEXT_FIELDS, Query, Term, either

COUNTED = 3_000  # counts asked for at once
STEPS = 2  # of `similar`; the suggester knows no more
LIKE = 1_000  # terms that the suggester may give
_ALL = 2_000_000_000


def frequencies(
    client: Elasticsearch, index: str, depth: str, terms: Collection[str]
) -> dict[str, int]:
    """See `indexer.engines.base.Engine.frequencies`."""
    fields = [f"{name}.{depth}" for name in TEXT_FIELDS]
    asked = ((f"{at} {term}", Term(f, term)) for term in terms for at, f in enumerate(fields))
    found: dict[str, list[int]] = {}
    for name, articles in _counts(client, index, asked).items():
        found.setdefault(name.partition(" ")[2], []).append(articles)
    several = ((t, either(*(Term(f, t) for f in fields))) for t, n in found.items() if len(n) > 1)
    return {term: counts[0] for term, counts in found.items()} | _counts(client, index, several)


def counts(client: Elasticsearch, index: str, queries: Sequence[Query]) -> list[int]:
    """See `indexer.engines.base.Engine.counts`."""
    found = _counts(client, index, ((str(at), query) for at, query in enumerate(queries)))
    return [found.get(str(at), 0) for at in range(len(queries))]


def beginning(client: Elasticsearch, index: str, depth: str, prefix: str, most: int) -> list[str]:
    """See `indexer.engines.base.Engine.beginning`."""
    found: set[str] = set()
    for name in TEXT_FIELDS:
        field = path(f"{name}.{depth}")
        query = {"prefix": {field: {"value": prefix, "rewrite": f"top_terms_{most}"}}}
        answer = client.indices.validate_query(
            index=index, query=query, rewrite=True, all_shards=True
        )
        listed = re.compile(rf"(?<!\S)\(*{re.escape(field)}:([^\s()^*]+)(?![^\s()^])")
        for shard in answer["explanations"]:
            found.update(listed.findall(shard["explanation"]))
    return sorted(term for term in found if term.startswith(prefix))[:most]


def similar(client: Elasticsearch, index: str, depth: str, term: str, kept: int) -> set[str]:
    """See `indexer.engines.base.Engine.similar`."""
    asked = {name: _suggester(path(f"{name}.{depth}"), term, kept) for name in TEXT_FIELDS}
    answer = client.search(index=index, size=0, suggest=asked)
    return {
        option["text"]
        for name in TEXT_FIELDS
        for entry in answer["suggest"][name]
        for option in entry["options"]
    }


def _suggester(field: str, term: str, kept: int) -> Dsl:
    options: dict[str, Any] = {
        "field": field,
        "analyzer": "lemma",  # cut at spaces only
        "suggest_mode": "always",
        "max_edits": STEPS,
        "prefix_length": kept,
        "min_word_length": 1,
        "max_term_freq": _ALL,  # also where the word itself is common
        "string_distance": "damerau_levenshtein",  # the default finds nothing like short words
        "accuracy": 0.01,
        "size": LIKE,
        "shard_size": LIKE,
    }
    return {"text": term, "term": options}


def _counts(
    client: Elasticsearch, index: str, asked: Iterator[tuple[str, Query]]
) -> dict[str, int]:
    """How many articles each named query finds, where any."""
    found: dict[str, int] = {}
    while part := {name: compile_query(query) for name, query in islice(asked, COUNTED)}:
        answer = client.search(
            index=index,
            size=0,
            track_total_hits=False,
            allow_partial_search_results=False,
            aggs={"of": {"filters": {"filters": part}}},
        )
        for name, bucket in answer["aggregations"]["of"]["buckets"].items():
            if bucket["doc_count"]:
                found[name] = bucket["doc_count"]
    return found
