"""The one writer of a generation on Elasticsearch."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from elasticsearch import helpers

from indexer.engines.document import document
from indexer.engines.elastic_bulk import Bulk
from indexer.engines.elastic_copies import Copies
from indexer.engines.elastic_errors import refusal, translated
from indexer.engines.elastic_lease import Lease
from indexer.engines.elastic_node import Node
from indexer.engines.writing import Known, Prepared, Unsettled, Written
from indexer.errors import EngineRefused
from indexer.records import Article

COMMIT_EVERY = 5_000  # articles between two commits that nobody asked for
_KNOWN = ("digest", "origin", "story")


class ElasticWriter:
    """See `indexer.engines.writing.Writer`."""

    def __init__(self, node: Node, generation: str, lease: Lease) -> None:
        self.node, self.lease = node, lease
        self.index = node.index(generation)
        self._bulk = Bulk(node.client, self.index, node.label, node.settings.bulk_bytes)
        self._copies = Copies(node.client, self.index, node.control, node.label)
        self._pending = 0  # written since the last commit

    def write(self, prepared: Iterable[Prepared]) -> Iterator[Written]:
        for written in self._bulk.send(self._held(prepared)):
            self._pending += 1
            yield written
            if self._pending >= COMMIT_EVERY:
                self.commit()

    def _held(self, prepared: Iterable[Prepared]) -> Iterator[Prepared]:
        """The articles, as long as no other writer has taken over."""
        for item in prepared:
            self.lease.check()
            yield item

    def delete(self, ids: Iterable[str]) -> int:
        there = self.known(ids)
        self.unsettle(Unsettled(stories=frozenset(k.story for k in there.values() if k.story)))
        with translated(self.node.label):
            actions = ({"_op_type": "delete", "_id": id} for id in there)
            done = helpers.streaming_bulk(
                self.node.client, actions, index=self.index, raise_on_error=False
            )
            for ok, info in done:
                if not ok and info["delete"]["status"] != 404:
                    raise EngineRefused(refusal(self.node.label, info["delete"]))
        return len(there)

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        return known_in(self.node, self.index, ids)

    def shared(self, field: str, values: Iterable[str]) -> set[str]:
        return set(self._copies.shared(field, values))

    def alike(
        self, sketches: Mapping[str, Sequence[str]], least: int, most: int
    ) -> dict[str, list[dict[str, Any]]]:
        return self._copies.alike(sketches, least, most)

    def unsettled(self) -> Unsettled:
        return self._copies.unsettled()

    def unsettle(self, more: Unsettled) -> None:
        self._copies.unsettle(more)

    def settled(self) -> None:
        self._copies.settled()

    def keep(self, name: str, text: str) -> None:
        self.lease.check()
        client, control, id = self.node.client, self.node.control, f"kept:{name}"
        with translated(self.node.label):
            if text:
                client.index(index=control, id=id, document={"kind": "kept", "value": text})
            else:
                client.options(ignore_status=404).delete(index=control, id=id)

    def commit(self) -> None:
        self.lease.check()
        with translated(self.node.label):
            self.node.client.indices.refresh(index=self.index)
        self._pending = 0


def encode(article: Article) -> Prepared:
    """The article as the JSON bytes that Elasticsearch takes."""
    payload = json.dumps(document(article), ensure_ascii=False, separators=(",", ":")).encode()
    return Prepared(article.id, article.digest, article.origin, payload)


def known_in(node: Node, index: str, ids: Iterable[str]) -> dict[str, Known]:
    """What an index holds of the given ids."""
    ids = list(ids)
    if not ids:
        return {}
    with translated(node.label):
        answer = node.client.mget(index=index, ids=ids, source_includes=list(_KNOWN))
    return {
        str(row["_id"]): Known(*(row["_source"].get(name) for name in _KNOWN))
        for row in answer["docs"]
        if row.get("found")
    }
