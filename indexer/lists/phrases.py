"""Lists of phrases, each with a role, found at an end of a sequence of word terms."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import mappings
from indexer.arabic.analyzers import word_terms

Terms = tuple[str, ...]

ROLES = {  # of each list; its header says what they mean
    "bylines": "author maker other quoted publisher staff unit role filler title place nobody"
    " within from counter age",
    "publishers": "head owner tail kin wire agency told quoted repeated rights own self office",
    "stamps": "published updated clock issue zone life event",
}
_NONE: frozenset[str] = frozenset()


def key(name: str) -> str:
    """What two spellings of one name share: its word terms written together.

    So hamza seats, vowel marks, case, dots and spaces make no difference.
    """
    return "".join(word_terms(name))


class PhraseList:
    """The phrases of ``mappings/lexicon/NAME.txt``, a table of role and phrase.

    Raises `mappings.ListError` on a line whose role is not one of `ROLES` or whose phrase is empty.
    """

    def __init__(self, name: str) -> None:
        self._first: dict[tuple[str, str], list[Terms]] = {}
        self._last: dict[tuple[str, str], list[Terms]] = {}
        roles: dict[str, set[str]] = {}
        for role, phrase in mappings.table(name, 2):
            terms = tuple(word_terms(phrase))
            if role not in ROLES[name].split() or not terms:
                raise mappings.ListError(f"mappings/lexicon/{name}.txt: {role!r}, {phrase!r}?")
            self._first.setdefault((role, terms[0]), []).append(terms)
            self._last.setdefault((role, terms[-1]), []).append(terms)
            roles.setdefault("".join(terms), set()).add(role)
        self._roles = {joined: frozenset(known) for joined, known in roles.items()}

    def at_start(self, role: str, terms: Sequence[str]) -> int:
        """How many of `terms` the longest phrase of `role` takes at their beginning; 0 if none."""
        listed = self._first.get((role, terms[0])) if terms else None
        if not listed:
            return 0
        return max((len(p) for p in listed if tuple(terms[: len(p)]) == p), default=0)

    def at_end(self, role: str, terms: Sequence[str]) -> int:
        """The same at their end."""
        listed = self._last.get((role, terms[-1])) if terms else None
        if not listed:
            return 0
        return max((len(p) for p in listed if tuple(terms[-len(p) :]) == p), default=0)

    def roles(self, terms: Sequence[str]) -> frozenset[str]:
        """Every role in which `terms`, however spaced, are a phrase."""
        return self._roles.get("".join(terms), _NONE)


@cache
def phrases(name: str) -> PhraseList:
    """The list of that name, read once."""
    return PhraseList(name)
