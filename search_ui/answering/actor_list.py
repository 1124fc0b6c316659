"""The list of an archive's actors: all of them, those of a type, those that are called so."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from indexer.engines.base import Engine
from indexer.engines.query import Everything, Facet, Search
from search_ui.answering.labels import Language, actor_label, unlisted_names
from search_ui.answering.names import called

LISTED = 10_000  # actors of an archive, commonest first: all that are looked at


@dataclass(frozen=True, slots=True)
class ActorList:
    """The actors that are called so, commonest first: (id, articles, type) of each; `complete`
    says whether all of the archive's actors were looked at."""

    generation: str
    there: tuple[tuple[str, int, str], ...]
    complete: bool

    @classmethod
    def of(cls, engine: Engine, prefix: str, language: Language) -> ActorList:
        """Those with a word that begins so in one of their names; an empty prefix: all."""
        counted = Facet("actors", "actor", "", LISTED)
        found = engine.search(Search(Everything(), facets=(counted,), sort="newest", size=0))
        there = tuple(
            (id, count, actor_label(id, language)["type"])
            for id, count in called(engine, found.generation, prefix, found.facets["actors"])
        )
        return cls(found.generation, there, len(found.facets["actors"]) < LISTED)

    def types(self) -> list[dict[str, Any]]:
        """How many there are of each type, as the API gives it."""
        kinds = Counter(kind for _, _, kind in self.there)
        return [{"id": kind, "count": count} for kind, count in kinds.most_common()]

    def of_type(self, type_: str) -> list[tuple[str, int, str]]:
        """Those of a type; of any, if it is empty."""
        return [one for one in self.there if type_ in ("", one[2])]

    def told(
        self, engine: Engine, some: list[tuple[str, int, str]], language: Language
    ) -> list[dict[str, Any]]:
        """Some of them as the API gives them."""
        names = unlisted_names(engine, self.generation, (id for id, _, _ in some))
        return [
            {**actor_label(id, language, names.get(id)), "count": count} for id, count, _ in some
        ]


def actors_answer(
    engine: Engine, prefix: str, type_: str, size: int, language: Language
) -> dict[str, Any]:
    """The archive's actors of a type (of any, if it is empty) that are called so, commonest first.
    `total` counts all of these, `types` them by type; at most `LISTED` actors are looked at."""
    actors = ActorList.of(engine, prefix, language)
    wanted = actors.of_type(type_)
    return {
        "total": len(wanted),
        "complete": actors.complete,
        "types": actors.types(),
        "actors": actors.told(engine, wanted[:size], language),
    }
