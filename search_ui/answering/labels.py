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
from search_ui.asking.clauses import actor_ids

Language = Literal["ar", "en"]

LIMIT = 100_000  # labels that are remembered
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
_labels: WeakKeyDictionary[ActorIndex, dict[Language, _Labels]] = WeakKeyDictionary()


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


def actor_labels(language: Language) -> Mapping[tuple[str, str | None], dict[str, str]]:
    """The labels of actors by id and the name that an article gives, not to be changed; for many
    actors of one answer."""
    known = known_actors()
    held = _labels.get(known)
    if held is None:
        held = _labels[known] = {
            "ar": _Labels(known, "ar"),
            "en": _Labels(known, "en"),
        }
    return held[language]


class _Labels(dict[tuple[str, str | None], dict[str, str]]):
    """Remembers the labels of actors by id and the name that an article gives; bounded."""

    def __init__(self, known: ActorIndex, language: Language) -> None:
        super().__init__()
        self.actors, self.merged, self.language = known.actors, known.merged, language

    def __missing__(self, named: tuple[str, str | None]) -> dict[str, str]:
        if len(self) >= LIMIT:
            self.clear()
        label = self[named] = self._label(*named)
        return label

    def _label(self, id: str, name: str | None) -> dict[str, str]:
        actor = self.actors.get(self.merged.get(id, id))
        if actor is not None:
            label = (actor.english or actor.name) if self.language == "en" else actor.name
            return {"id": id, "label": label, "type": actor.type}
        type_ = type_of(id)
        if type_ is None:
            return {"id": id, "label": id, "type": "unknown"}
        return {"id": id, "label": name or words_of(id), "type": type_}


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
    return actor_label(ids[0], language, names.get(ids[0]))["label"] if len(ids) == 1 else value


def unlisted_names(engine: Engine, generation: str, ids: Iterable[str]) -> dict[str, str]:
    """The names of the actors among `ids` that no list holds, each as most articles write it."""
    wanted = [id for id in ids if type_of(id)]
    return engine.names(wanted, generation) if wanted else {}


@cache
def _english_sources() -> dict[str, str]:
    return {outlet.name: outlet.english for outlet in mappings.outlets()}
