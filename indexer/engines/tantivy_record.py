"""An article as it is kept in a tantivy document, in parts that are read when they are wanted.

To decode an article takes longer than to find it, and an answer shows little of it. So the facts
stand apart from the body, from the written forms (`indexer.engines.word_forms`), from the places
where actors are named, and from what is read for one article at a time (`APART`);
all but the facts as `indexer.engines.short_text`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import orjson
import tantivy

from indexer.engines.answers import Place
from indexer.engines.document import APART
from indexer.engines.query import TEXT_FIELDS
from indexer.engines.short_text import restore, shorten

PARTS = ("record", "body", "forms", "places", "apart")
_LATER = ("body", "forms", "actors")
_NUMBERS = {name: number for number, name in enumerate(TEXT_FIELDS)}


def pack(kept: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts of an article as `indexer.engines.document.stored` gives it."""
    facts = {name: value for name, value in kept.items() if name not in (*_LATER, *APART)}
    actors = kept["actors"]
    facts["actors"] = [[a["id"], a["name"], len(a["mentions"]), a["type"]] for a in actors]
    places = [
        [[_NUMBERS[m["field"]], m["form"], m["start"], m["end"]] for m in actor["mentions"]]
        for actor in actors
    ]
    return {
        "record": orjson.dumps(facts),
        "body": shorten(kept.get("body") or ""),
        "forms": shorten(kept.get("forms") or ""),
        "places": shorten(orjson.dumps(places).decode()),
        "apart": shorten(orjson.dumps({n: kept[n] for n in APART if n in kept}).decode()),
    }


class Kept(Mapping[str, Any]):
    """A kept article without `APART`. What is large is decoded when it is asked for."""

    __slots__ = ("_found", "facts", "named")

    def __init__(self, found: tantivy.Document) -> None:
        self._found = found
        self.facts: dict[str, Any] = orjson.loads(found.get_first("record") or b"{}")
        # (id, name, mentions, type) of each actor
        self.named: list[tuple[str, str, int, str]] = self.facts.pop("actors", [])

    @property
    def packed_forms(self) -> bytes:
        """`forms` as they are kept."""
        return packed_forms(self._found)

    def places(self, actors: Collection[str] | None) -> Iterator[Place]:
        """Where these of its actors are named, or all; to make mentions of them takes longer."""
        wanted = [
            (at, id, name)
            for at, (id, name, _, _) in enumerate(self.named)
            if actors is None or id in actors
        ]
        mentions = self._mentions() if wanted else []
        for at, id, name in wanted:
            for number, form, start, end in mentions[at]:
                yield Place(TEXT_FIELDS[number], start, end, form, id, name)

    def __getitem__(self, name: str) -> Any:
        facts = self.facts
        if name not in facts and name in _LATER:
            facts[name] = self._later(name)
        return facts[name]

    def get(self, name: str, default: Any = None) -> Any:
        facts = self.facts
        if name in facts:
            return facts[name]
        return self[name] if name in _LATER else default

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self.facts, *_LATER)))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _later(self, name: str) -> Any:
        if name == "actors":
            return self._actors()
        return self._part(name)

    def _part(self, name: str) -> str:
        return restore(self._found.get_first(name) or b"")

    def _actors(self) -> list[dict[str, Any]]:
        return [
            {
                "id": id,
                "name": name,
                "type": type_,
                "mentions": [
                    {"field": TEXT_FIELDS[number], "form": form, "start": start, "end": end}
                    for number, form, start, end in mentions
                ],
            }
            for (id, name, _, type_), mentions in zip(self.named, self._mentions(), strict=True)
        ]

    def _mentions(self) -> list[list[tuple[int, str, int, int]]]:
        """Of each actor: the number of the field, the form, and where it stands."""
        kept: list[list[tuple[int, str, int, int]]] = orjson.loads(self._part("places") or "[]")
        return kept


def packed_forms(found: tantivy.Document) -> bytes:
    """The written forms of an article as they are kept."""
    return found.get_first("forms") or b""


def record(found: tantivy.Document) -> dict[str, Any]:
    """The kept article as a whole, without what is read for one article only (`APART`)."""
    return dict(Kept(found))


def whole(found: tantivy.Document) -> dict[str, Any]:
    """The kept article with everything."""
    apart: dict[str, Any] = orjson.loads(restore(found.get_first("apart") or b"") or "{}")
    return record(found) | apart
