"""The written forms of a text under what they are forms of: ``lemma|word|exact|``, a part that is
the same as the one before left empty.

A path says that the text holds a written form (`exact`), whose spelling is normalised to `word`,
and that the word is a form of `lemma`. Whoever looks for a lemma but not for one of its forms asks
for paths below the lemma that are not below the form; so an article that holds both forms is still
found, without positions and without a list of all the forms that a lemma may have.

A word with several lemmas (a compound written as one) has a path for each. The names of an actor
have paths below the actor's id in the same way, the words of one name joined by ``_``.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import starmap
from typing import Literal

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.records import ActorFound

_END = "|"  # ends every part of a path; no term holds it
_NAMES = 100_000  # of actors whose paths are remembered


def path(*parts: str) -> str:
    """The path of a lemma, of a word below its lemma, or of a written form below both.

    A part that is the same as the one before stands empty (``كتاب|||``): a quarter less room.
    """
    found = before = ""
    for part in parts:
        found += _END if part == before else part + _END
        before = part
    return found


def form_paths(exact: list[str], words: list[str], lemmas: list[str]) -> list[str]:
    """The paths of one written form by its terms at each depth, in each lemma those of one word;
    there are several words where the form is longer than a term may be."""
    if len(exact) != len(words):  # longer at one of the depths only
        exact = exact[:1] * len(words)
    return [
        path(part, word, written)
        for written, word, lemma in zip(exact, words, lemmas, strict=True)
        for part in lemma.split()
    ]


def name_paths(actors: Iterable[ActorFound]) -> str:
    """The paths of all the names by which a text mentions actors, with blanks between."""
    names = {(actor.id, mention.form): None for actor in actors for mention in actor.mentions}
    return " ".join(dict.fromkeys(starmap(_name_path, names)))


@lru_cache(maxsize=_NAMES)
def _name_path(actor: str, name: str) -> str:
    return path(actor, joined(name, "word"), joined(name, "exact"))


def joined(name: str, depth: Literal["word", "exact"]) -> str:
    """The terms of a name, or of one word, as a part of a path."""
    return "_".join((word_terms if depth == "word" else exact_terms)(name))
