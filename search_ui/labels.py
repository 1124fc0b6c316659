"""Names for people, in the language of the page: one list for both, so both count the same."""

from __future__ import annotations

from functools import cache
from typing import Literal

import mappings
from indexer.describe.actors import known_actors

Language = Literal["ar", "en"]


def source_label(name: str, language: Language) -> str:
    """A source's name as the page shows it; the name itself where no list knows it."""
    return (_english_sources().get(name) or name) if language == "en" else name


def actor_label(id: str, language: Language) -> dict[str, str]:
    """`id`, `label` and `type` of an actor; one that has left the list keeps its id as name."""
    known = known_actors()
    actor = known.actors.get(known.merged.get(id, id))
    if actor is None:
        return {"id": id, "label": id, "type": "unknown"}
    label = (actor.english or actor.name) if language == "en" else actor.name
    return {"id": id, "label": label, "type": actor.type}


@cache
def _english_sources() -> dict[str, str]:
    return {outlet.name: outlet.english for outlet in mappings.outlets()}
