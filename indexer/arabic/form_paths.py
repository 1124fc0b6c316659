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
from typing import Literal

from indexer.arabic.analyzers import exact_terms, forms, word_terms
from indexer.arabic.lemma import lemma
from indexer.records import ActorFound

_END = "|"  # ends every part of a path; no term holds it


class _Memo(dict[str, tuple[str, ...]]):
    """Remembers the paths of a written form; bounded, since archives hold typing errors."""

    LIMIT = 1_000_000

    def __missing__(self, form: str) -> tuple[str, ...]:
        if len(self) >= self.LIMIT:
            self.clear()
        words, exact = word_terms(form), exact_terms(form)
        if len(exact) != len(words):  # longer than a term at one of the depths only
            exact = exact[:1] * len(words)
        found = self[form] = tuple(
            path(part, word, written)
            for word, written in zip(words, exact, strict=True)
            for part in lemma(word).term.split()
        )
        return found


_memo = _Memo()


def path(*parts: str) -> str:
    """The path of a lemma, of a word below its lemma, or of a written form below both.

    A part that is the same as the one before stands empty (``كتاب|||``): a quarter less room.
    """
    before = ("", *parts)
    return "".join(("" if p == b else p) + _END for p, b in zip(parts, before, strict=False))


def form_paths(text: str) -> list[str]:
    """The paths of all the written forms of `text`, each once."""
    return list(dict.fromkeys(p for form in dict.fromkeys(forms(text)) for p in _memo[form]))


def name_paths(actors: Iterable[ActorFound]) -> list[str]:
    """The paths of all the names by which a text mentions actors, each once."""
    return list(
        dict.fromkeys(
            path(actor.id, joined(mention.form, "word"), joined(mention.form, "exact"))
            for actor in actors
            for mention in actor.mentions
        )
    )


def joined(name: str, depth: Literal["word", "exact"]) -> str:
    """The terms of a name, or of one word, as a part of a path."""
    return "_".join((word_terms if depth == "word" else exact_terms)(name))
