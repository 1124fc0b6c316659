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
from indexer.arabic.variants import VOWELS, sound
from indexer.describe.actors import known_actors
from indexer.describe.names.identity import type_of, words_of
from indexer.engines.base import Engine
from search_ui.answering.labels import place_label, source_label, unlisted_names

MOST_WRITTEN = 1_000  # actors whose names in articles are looked up for one search


def begins(typed: str, names: Iterable[str]) -> bool:
    """Whether any of the names has, for every word typed, a word that begins so; a text without a
    word stands at the beginning of every name."""
    wanted = word_terms(typed)
    return not wanted or any(_holds(_words(name), wanted) for name in names)


def actor_names(id: str, written: str | None = None) -> tuple[str, ...]:
    """Every name by which an actor may be looked for; of one that no list holds as it is `written`
    in articles and the words of the id, and the id itself of one that has left the list."""
    actor = known_actors().actors.get(id)
    if actor is None:
        return tuple(filter(None, (written, words_of(id) if type_of(id) else id)))
    return tuple(filter(None, (actor.name, actor.english, *actor.aliases)))


def called(
    engine: Engine, generation: str, typed: str, counted: Iterable[tuple[str, int]]
) -> tuple[tuple[str, int], ...]:
    """Of actors that were counted (id, articles), those with a name for which `begins` holds. The
    ids of those that no list holds are folded; how articles write them is looked up where they
    sound like it, for the `MOST_WRITTEN` commonest of these."""
    counted = tuple(counted)
    wanted = [sound for sound in map(_sound, word_terms(typed)) if sound]
    alike = [id for id, _ in counted if type_of(id) and _sounds(words_of(id), wanted)]
    written = unlisted_names(engine, generation, alike[:MOST_WRITTEN])
    return tuple(one for one in counted if begins(typed, actor_names(one[0], written.get(one[0]))))


def source_names(name: str) -> tuple[str, ...]:
    """Every name by which a source may be looked for."""
    return (name, source_label(name, "en"), *_outlet_aliases().get(name, ()))


def place_names(name: str) -> tuple[str, ...]:
    """Every name by which a place may be looked for."""
    return (name, place_label(name, "en"))


def _sounds(name: str, wanted: list[str]) -> bool:
    heard = "".join(map(_sound, name.split()))
    return all(one in heard for one in wanted)


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    """The consonants of a word by their sound, whatever it begins with."""
    return sound(word)[word[:1] in VOWELS :]


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
