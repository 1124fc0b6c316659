"""The tombstones of an archive on Elasticsearch: which articles were withdrawn for good."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from elasticsearch import helpers

from indexer.engines.elastic_errors import translated
from indexer.engines.elastic_node import Node


def withdraw(node: Node, ids: Iterable[str]) -> None:
    """Writes a tombstone for each id; they are seen at once."""
    tombstones = (
        {"_id": f"withdrawn:{_short(id)}", "kind": "withdrawn", "value": id} for id in ids
    )
    with translated(node.label):
        helpers.bulk(node.client, tombstones, index=node.control, refresh=True)


def withdrawn(node: Node) -> frozenset[str]:
    """The ids that have a tombstone."""
    with translated(node.label):
        if not node.client.indices.exists(index=node.control):
            return frozenset()
        query = {"query": {"term": {"kind": "withdrawn"}}}
        tombstones = helpers.scan(node.client, index=node.control, query=query)
        return frozenset(str(row["_source"]["value"]) for row in tombstones)


def _short(id: str) -> str:
    """For an id in another id, which may not be longer than an article's own."""
    return blake2b(id.encode(), digest_size=20).hexdigest()
