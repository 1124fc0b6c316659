"""Names by their beginnings, compared at word depth: what a person types of a name finds it.

Every word typed must be the beginning of a word of the name, in any order, the article before the
name's word or not.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.arabic.name_forms import ARTICLE
from indexer.describe.actors import known_actors
from indexer.describe.names.identity import type_of, words_of
from search_ui.labels import source_label


def begins(typed: str, names: Iterable[str]) -> bool:
    """Whether any of the names has, for every word typed, a word that begins so; a text without a
    word stands at the beginning of every name."""
    wanted = word_terms(typed)
    return not wanted or any(_holds(_words(name), wanted) for name in names)


def actor_names(id: str) -> tuple[str, ...]:
    """Every name by which an actor may be looked for; of one that no list holds the words of
    the id, and the id itself of one that has left the list."""
    actor = known_actors().actors.get(id)
    if actor is None:
        return (words_of(id) if type_of(id) else id,)
    return tuple(filter(None, (actor.name, actor.english, *actor.aliases)))


def source_names(name: str) -> tuple[str, ...]:
    """Every name by which a source may be looked for."""
    return (name, source_label(name, "en"), *_outlet_aliases().get(name, ()))


def _holds(words: tuple[str, ...], wanted: list[str]) -> bool:
    return all(any(word.startswith(begin) for word in words) for begin in wanted)


@lru_cache(maxsize=100_000)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name, and those behind the article."""
    words = word_terms(name)
    bare = [word.removeprefix(ARTICLE) for word in words if word.startswith(ARTICLE)]
    return (*words, *filter(None, bare))


@cache
def _outlet_aliases() -> dict[str, tuple[str, ...]]:
    return {outlet.name: outlet.aliases for outlet in mappings.outlets()}
