"""The forms that the actors of a list go by, and whose each is."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

import mappings
from indexer.arabic.analyzers import normalize
from indexer.arabic.name_forms import last_name, spellings

Terms = tuple[str, ...]

SHORTEST_LAST_NAME = 3  # letters


def ids_by_spelling(
    actors: Iterable[mappings.Actor],
    forms_of: Callable[[mappings.Actor], Iterable[str]],
    never: Mapping[Terms, Collection[str]],
) -> dict[Terms, tuple[str, ...]]:
    """By each spelling of the actors' forms, as word terms, the ids of those whom it may mean, in
    order; `never` holds the ids that a spelling does not mean."""
    found: dict[Terms, set[str]] = {}
    for actor in actors:
        for form in forms_of(actor):
            for spelling in spellings(form):
                if actor.id not in never.get(spelling, ()):
                    found.setdefault(spelling, set()).add(actor.id)
    return {terms: tuple(sorted(ids)) for terms, ids in found.items()}


def full_forms(actor: mappings.Actor) -> tuple[str, ...]:
    """The forms that name an actor wherever they stand."""
    return (actor.name, actor.english, *actor.aliases, *actor.contexts)


def context_spellings(actors: Iterable[mappings.Actor]) -> set[Terms]:
    """The spellings of the phrases in which short forms name the actors."""
    return {s for actor in actors for form in actor.contexts for s in spellings(form)}


def first_names(actors: Iterable[mappings.Actor]) -> set[str]:
    """What persons of several names are called in the first place, at word depth."""
    return {
        normalize(actor.name.split()[0])
        for actor in actors
        if actor.type == "person" and " " in actor.name
    }


def own_last_name(actor: mappings.Actor, taken: Collection[str]) -> tuple[str, ...]:
    """The last name of a person, where it is a short form; else none. `taken` are `first_names`."""
    last = last_name(actor.name)
    if actor.type != "person" or last == actor.name or len(last) < SHORTEST_LAST_NAME:
        return ()
    return () if normalize(last) in taken else (last,)
