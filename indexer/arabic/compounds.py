"""Names and phrases that are written as one word or as several, so that both ways meet."""

from __future__ import annotations

from functools import cache

import mappings
from indexer.arabic.analyzers import normalize, word_terms

_SERVANT, _ARTICLE = "عبد", "ال"  # عبدالله, عبدالرحمن: the servant of God and one of His names
_SHORTEST = len("عبدالله")
_CLITICS = frozenset(("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"))


def parts(word: str) -> tuple[str, tuple[str, ...]] | None:
    """The clitics before a compound written as one word-depth term, and its words; else None."""
    listed = _listed()
    for cut in (0, 1, 2):
        if word[:cut] not in _CLITICS:
            return None
        rest = word[cut:]
        if rest.startswith(_SERVANT + _ARTICLE) and len(rest) >= _SHORTEST:
            return word[:cut], (_SERVANT, rest[len(_SERVANT) :])
        if rest in listed:
            return word[:cut], listed[rest]
    return None


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    rows = mappings.table("compounds", 2)
    return {normalize(joined): tuple(word_terms(spaced)) for joined, spaced in rows}
