"""Names and phrases that are written as one word or as several, so that both ways meet."""

from __future__ import annotations

from functools import cache

import mappings
from indexer.arabic.analyzers import normalize, word_terms
from indexer.arabic.name_forms import ARTICLE

_SERVANT = "عبد"  # عبدالله, عبدالرحمن: the servant of God and one of His names
_NAME, _SHORTEST = _SERVANT + ARTICLE, len("عبدالله")
_CLITICS = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))


def parts(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The clitics before a compound written as one word-depth term, and its words; else None."""
    listed = _listed()
    clitic, rest = "", word
    while True:
        if rest.startswith(_NAME) and len(rest) >= _SHORTEST:
            return clitic, (_SERVANT, rest[len(_SERVANT) :])
        if rest in listed:
            return clitic, listed[rest]
        clitic, rest = word[: len(clitic) + 1], rest[1:]
        if clitic not in _CLITICS or not rest:
            return None


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    rows = mappings.table("compounds", 2)
    return {normalize(joined): tuple(word_terms(spaced)) for joined, spaced in rows}
