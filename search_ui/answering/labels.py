"""Names for people, in the language of the page: one list for both, so both count the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Literal
from weakref import WeakKeyDictionary

import mappings
from indexer.describe.actors import ActorIndex, known_actors
from indexer.describe.names.identity import type_of, words_of
from indexer.describe.sources import canonical_source
from indexer.engines.base import Engine
from indexer.lists.places import english_name
from indexer.memo import Memo
from search_ui.asking.clauses import actor_ids

Language = Literal["ar", "en"]
Labels = Mapping[tuple[str, str | None], dict[str, str]]  # by id and the name in an article

LIMIT = 100_000  # labels that are remembered
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_labels: WeakKeyDictionary[ActorIndex, dict[Language, Labels]] = WeakKeyDictionary()


def source_label(name: str, language: Language) -> str:
    """A source's name as the page shows it; the name itself where no list knows it."""
    return (_english_sources().get(name) or name) if language == "en" else name


def place_label(name: str, language: Language) -> str:
    """A place's name as the page shows it; the name itself where no list knows it."""
    return (english_name(name) or name) if language == "en" else name


def actor_label(id: str, language: Language, name: str | None = None) -> dict[str, str]:
    """`id`, `label` and `type` of an actor. One that no list holds goes by the `name` an article
    gives it, else by the words of its id; one that has left the list, by its id."""
    return dict(actor_labels(language)[id, name])


def actor_labels(language: Language) -> Labels:
    """The labels of actors, not to be changed; for many actors of one answer."""
    known = known_actors()
    held = _labels.get(known)
    if held is None:
        held = _labels[known] = {
            "ar": _labels_in("ar", known.actors, known.merged),
            "en": _labels_in("en", known.actors, known.merged),
        }
    return held[language]


def _labels_in(
    language: Language, actors: Mapping[str, mappings.Actor], merged: Mapping[str, str]
) -> Labels:
    """Labels that do not hold the `ActorIndex` of these actors: by it they are remembered, for as
    long as it is in use."""

    def told(named: tuple[str, str | None]) -> dict[str, str]:
        id, name = named
        actor = actors.get(merged.get(id, id))
        if actor is not None:
            label = (actor.english or actor.name) if language == "en" else actor.name
            return {"id": id, "label": label, "type": actor.type}
        type_ = type_of(id)
        if type_ is None:
            return {"id": id, "label": id, "type": "unknown"}
        return {"id": id, "label": name or words_of(id), "type": type_}

    return Memo(told, LIMIT)


def value_label(
    name: str, value: str, language: Language, names: Mapping[str, str] = _NO_NAMES
) -> str:
    """The name of a value of a parameter of sources, actors, places or authors, by whatever name it
    was given; `names` are those of actors by id, as far as they are known."""
    if name.endswith("source"):
        return source_label(canonical_source(value), language)
    if name.endswith("place"):
        return place_label(value, language)
    if not name.endswith(("actor", "actor_all")):
        return value
    ids = actor_ids(value)
    if len(ids) == 1:
        return actor_label(ids[0], language, names.get(ids[0]))["label"]
    return next((names[id] for id in ids if id in names), value)


def unlisted_names(engine: Engine, generation: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of the actors among `ids` that no list holds, each as most articles write it."""
    wanted = [id for id in ids if type_of(id)]
    return engine.names(wanted, generation) if wanted else {}


@cache
def _english_sources() -> dict[str, str]:
    return {outlet.name: outlet.english for outlet in mappings.outlets()}
