"""Names for people, in the language of the page: one list for both, so both count the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal
from weakref import WeakKeyDictionary

import mappings
from indexer.describe.actors import known_actors
from indexer.describe.names.identity import type_of, words_of
from indexer.describe.sources import canonical_source
from indexer.engines.base import Engine, Keyword, Search
from search_ui.ranking import actor_ids

Language = Literal["ar", "en"]

NEWEST = 50  # articles that are read at once for the names of actors
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_learnt: WeakKeyDictionary[Engine, tuple[str, dict[str, str]]] = WeakKeyDictionary()


def source_label(name: str, language: Language) -> str:
    """A source's name as the page shows it; the name itself where no list knows it."""
    return (_english_sources().get(name) or name) if language == "en" else name


def actor_label(id: str, language: Language, name: str | None = None) -> dict[str, str]:
    """`id`, `label` and `type` of an actor. One that no list holds goes by the `name` an article
    gives it, else by the words of its id; one that has left the list, by its id."""
    known = known_actors()
    actor = known.actors.get(known.merged.get(id, id))
    if actor is None:
        type_ = type_of(id)
        label = (name or words_of(id)) if type_ else id
        return {"id": id, "label": label, "type": type_ or "unknown"}
    label = (actor.english or actor.name) if language == "en" else actor.name
    return {"id": id, "label": label, "type": actor.type}


def value_label(
    name: str, value: str, language: Language, names: Mapping[str, str] = _NO_NAMES
) -> str:
    """The name of a value of a parameter of sources, actors, places or authors, by whatever name it
    was given; `names` are those of actors by id, as far as they are known."""
    if name.endswith("source"):
        return source_label(canonical_source(value), language)
    if not name.endswith(("actor", "actor_all")):
        return value
    ids = actor_ids(value)
    return actor_label(ids[0], language, names.get(ids[0]))["label"] if len(ids) == 1 else value


def unlisted_names(engine: Engine, generation: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of the actors among `ids` that no list holds, each as the newest article that
    names it writes it; looked up once per generation of an archive."""
    if engine not in _learnt or _learnt[engine][0] != generation:
        _learnt[engine] = generation, {}
    names = _learnt[engine][1]
    wanted = {id for id in ids if type_of(id)}
    while missing := wanted - names.keys():
        query = Keyword("actor", tuple(sorted(missing)))
        found = engine.search(Search(query, sort="newest", size=NEWEST))
        for hit in found.hits:
            for actor in hit.document.get("actors", ()):
                if actor["id"] in missing:
                    names.setdefault(actor["id"], actor["name"])
        if missing.isdisjoint(names):
            break
    return {id: names[id] for id in wanted if id in names}


@cache
def _english_sources() -> dict[str, str]:
    return {outlet.name: outlet.english for outlet in mappings.outlets()}
