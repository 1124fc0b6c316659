"""Names for people, in the language of the page: one list for both, so both count the same."""

from __future__ import annotations

from functools import cache
from typing import Literal

import mappings
from indexer.describe.actors import known_actors
from indexer.describe.sources import canonical_source
from search_ui.ranking import actor_ids

Language = Literal["ar", "en"]


def source_label(name: str, language: Language) -> str:
    """A source's name as the page shows it; the name itself where no list knows it."""
    return (_english_sources().get(name) or name) if language == "en" else name


def actor_label(id: str, language: Language) -> dict[str, str]:
    """`id`, `label` and `type` of an actor; one that has left the list keeps its id as name."""
    actor = known_actors().actors.get(id)
    if actor is None:
        return {"id": id, "label": id, "type": "unknown"}
    label = (actor.english or actor.name) if language == "en" else actor.name
    return {"id": id, "label": label, "type": actor.type}


def value_label(name: str, value: str, language: Language) -> str:
    """The name of a value of a parameter of sources or of actors, by whatever name it was given."""
    if name.endswith("source"):
        return source_label(canonical_source(value), language)
    ids = actor_ids(value)
    return actor_label(ids[0], language)["label"] if len(ids) == 1 else value


@cache
def _english_sources() -> dict[str, str]:
    return {outlet.name: outlet.english for outlet in mappings.outlets()}
