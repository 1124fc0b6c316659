"""The names that the articles of an Elasticsearch index give actors."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from indexer.engines.document import NAME_SEPARATOR
from indexer.engines.elastic_errors import translated
from indexer.engines.elastic_node import Node

MOST = 200_000  # actors whose names are remembered
SPELLINGS = 5_000  # of the names of some actors
AHEAD = 50_000  # names that are read before anybody asks
LONGEST_PATTERN = 1_000  # code points of a regular expression, as every index allows


class Names:
    """Remembers the names of the actors of one generation as they are asked for; bounded."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self._known: dict[str, dict[str, str]] = {}  # by generation, of which there is one

    def names(self, ids: Collection[str], generation: str) -> dict[str, str]:
        """See `indexer.engines.base.Engine.names`."""
        known = self._known.get(generation)
        if known is None or len(known) > MOST:  # other threads may put another in its place
            self._known = {generation: (known := {})}
        missing = sorted(id for id in ids if id not in known)
        if missing:
            patterns = (f"{_escaped(id + NAME_SEPARATOR)}.*" for id in missing)
            counted = [{"include": some, "size": SPELLINGS} for some in _joined(patterns)]
            known.update(self._commonest(generation, counted))
        return {id: known[id] for id in ids if id in known}

    def read_ahead(self, generation: str) -> None:
        """Learns the names of the actors that most articles name."""
        self._known = {generation: self._commonest(generation, [{"size": AHEAD}])}

    def _commonest(self, generation: str, counted: list[dict[str, Any]]) -> dict[str, str]:
        """By id of an actor, the name that most articles give it, of the terms `counted`."""
        if not counted:
            return {}
        aggregations = {
            str(number): {"terms": {"field": "naming", **some}}
            for number, some in enumerate(counted)
        }
        with translated(self.node.label):
            answer = self.node.client.search(
                index=self.node.index(generation),
                size=0,
                track_total_hits=False,
                aggs=aggregations,
            )
        found: dict[str, str] = {}
        for aggregation in answer["aggregations"].values():
            for bucket in aggregation["buckets"]:  # the commonest first, then by order
                id, _, name = bucket["key"].partition(NAME_SEPARATOR)
                found.setdefault(id, name)
        return found


def _joined(patterns: Iterable[str]) -> Iterator[str]:
    """Alternatives of as many patterns as one regular expression may be long; a longer pattern is
    left out."""
    held = ""
    for pattern in patterns:
        if held and len(held) + len(pattern) >= LONGEST_PATTERN:
            yield held
            held = ""
        if len(pattern) < LONGEST_PATTERN:
            held = f"{held}|{pattern}" if held else pattern
    if held:
        yield held


def _escaped(text: str) -> str:
    return "".join(c if c.isalnum() else f"\\{c}" for c in text)
