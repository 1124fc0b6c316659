"""States by their names, and by the adjectives that say what belongs to them."""

from __future__ import annotations

from functools import cache

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.arabic.name_forms import ARTICLE

SEVERAL = 5  # states whose bodies' names begin alike


@cache
def states() -> dict[str, str]:
    """Country codes by the names of states at word depth."""
    return {
        " ".join(word_terms(name)): actor.country
        for actor in mappings.actors()
        if actor.type == "state" and actor.country
        for name in (actor.name, *actor.aliases)
    }


@cache
def nationalities() -> dict[str, str]:
    """Country codes by the adjectives with which the lists end the names of states' bodies: those
    that follow the same words in the names of several states."""
    ends: dict[str, set[str]] = {}
    openings: dict[tuple[str, ...], set[str]] = {}
    names = [
        (tuple(word_terms(actor.name)), actor.country)
        for actor in mappings.actors()
        if actor.type == "organization" and actor.country
    ]
    for terms, country in names:
        openings.setdefault(terms[:-1], set()).add(country)
    for terms, country in names:
        adjective = len(terms) > 1 and terms[-1].startswith(ARTICLE)
        if adjective and len(openings[terms[:-1]]) >= SEVERAL:
            ends.setdefault(terms[-1], set()).add(country)
    return {word: min(found) for word, found in ends.items() if len(found) == 1}
