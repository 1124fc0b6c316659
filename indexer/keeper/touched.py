"""Which articles a change of the keeper's files touches, found by searching for them."""

from __future__ import annotations

from collections.abc import Iterator

from indexer.arabic.name_forms import attach
from indexer.batches import batches
from indexer.describe.actors import ActorIndex
from indexer.engines.query import TEXT_FIELDS, Keyword, Phrase, Query, Term, either
from indexer.keeper import Keeper
from indexer.keeper.unlisted import resolved

IDS = 500  # in one query
CLAUSES = 600  # in one query; Elasticsearch takes more

Spelling = tuple[str, ...]


def touched(old: Keeper, new: Keeper) -> Iterator[Query]:
    """Queries that together find every article which the two describe differently, and few others.

    An article is touched if one of its facts is stated otherwise; if it holds an actor whose names,
    type or label changed; or if a name that has come or gone stands in it, behind whatever clitic.
    """
    ids = {
        id for id in old.facts.keys() | new.facts.keys() if old.facts.get(id) != new.facts.get(id)
    }
    yield from _keywords("id", ids)
    if old.changes != new.changes:
        before, after = old.actors(), new.actors()
        changed = _changed_unlisted(before, after)
        yield from _keywords("actor", _changed_actors(before, after) | changed)
        yield from _phrases(_changed_names(before, after))


def restored(old: Keeper, new: Keeper) -> frozenset[str]:
    """The unlisted actors that the one had removed and the other has not: no article holds their
    ids, only its notes do."""
    before, after = old.actors().unlisted, new.actors().unlisted
    return frozenset(
        id for id, change in before.items() if change.removed and before[id] != after.get(id)
    )


def _changed_unlisted(before: ActorIndex, after: ActorIndex) -> set[str]:
    """The ids of unlisted actors that were changed, and of those that they were or are part of."""
    ids = set()
    for id in before.unlisted.keys() | after.unlisted.keys():
        changes = (before.unlisted.get(id), after.unlisted.get(id))
        if changes[0] != changes[1]:
            ids.add(id)
            for index in (before, after):
                ids.add(resolved(index.unlisted, id) or id)
    return ids


def _changed_actors(before: ActorIndex, after: ActorIndex) -> set[str]:
    ids = {
        id
        for id in before.actors.keys() | after.actors.keys()
        if before.actors.get(id) != after.actors.get(id)
    }
    for old, new in ((before.full, after.full), (before.short, after.short)):
        for spelling in old.keys() | new.keys():
            if old.get(spelling) != new.get(spelling):
                ids.update(old.get(spelling, ()), new.get(spelling, ()))
    return ids


def _changed_names(before: ActorIndex, after: ActorIndex) -> set[Spelling]:
    full = before.full.keys() | after.full.keys()
    changed = {name for name in full if before.full.get(name) != after.full.get(name)}
    return changed.union(before.nobodys ^ after.nobodys)


def _keywords(field: str, values: set[str]) -> Iterator[Query]:
    for some in batches(sorted(values), IDS):
        yield Keyword(field, tuple(some))


def _phrases(names: set[Spelling]) -> Iterator[Query]:
    clauses: list[Query] = []
    for first, *rest in sorted(names):
        for start in (first, *attach(first)):
            for field in TEXT_FIELDS:
                depth = f"{field}.word"
                clauses.append(Phrase(depth, (start, *rest)) if rest else Term(depth, start))
        if len(clauses) >= CLAUSES:
            yield either(*clauses)
            clauses = []
    if clauses:
        yield either(*clauses)
