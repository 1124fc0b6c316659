"""Actors that no list holds, as the keeper has changed them: by the ids that articles show.

An article tells in its notes whom it would name but for a change, so that a change taken back finds
it again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from indexer.describe.actors import ActorIndex, Unlisted, known_actors
from indexer.describe.names.identity import type_of
from indexer.engines.query import TEXT_FIELDS
from indexer.records import ActorFound, Article, Mention

REMOVED = "removed_actors"  # note of an article: ids, of the actors that it does not bear any more


def as_kept(article: Article) -> Article:
    """The article with its unlisted actors removed, renamed and merged as the keeper says."""
    index = known_actors()
    if index.unlisted.keys().isdisjoint(actor.id for actor in article.actors):
        return article
    found: dict[str, ActorFound] = {}
    removed = []
    for actor in article.actors:
        id = resolved(index.unlisted, actor.id)
        if id is None:
            removed.append(actor.id)
            continue
        shown = _shown(actor, id, index)
        if id in found:
            places = (*found[id].mentions, *shown.mentions)
            shown = replace(found[id], mentions=tuple(sorted(places, key=_place)))
        found[id] = shown
    notes: dict[str, Any] = dict(article.notes)
    if removed:
        notes[REMOVED] = removed
    return replace(article, actors=tuple(found.values()), notes=notes)


def resolved(changes: Mapping[str, Unlisted], id: str) -> str | None:
    """The id that an id stands for now; None for one that was removed."""
    while id in changes:
        change = changes[id]
        if change.removed:
            return None
        if not change.into:
            break
        id = change.into
    return id


def _shown(actor: ActorFound, id: str, index: ActorIndex) -> ActorFound:
    if id in index.actors:
        known = index.actors[id]
        return ActorFound(id, known.name, known.type, actor.mentions)
    change = index.unlisted.get(id)
    name = change.name if change and change.name else actor.name
    return ActorFound(id, name, type_of(id) or actor.type, actor.mentions)


def _place(mention: Mention) -> tuple[int, int]:
    return TEXT_FIELDS.index(mention.field), mention.start
