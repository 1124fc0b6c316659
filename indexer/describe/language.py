"""The language of a text: by its letters in Arabic script, else by its commonest words."""

from __future__ import annotations

import re
from functools import cache

import mappings
from indexer.arabic.analyzers import runs
from indexer.arabic.script import arabic_letters, letter_counts

SAMPLE = 2_000  # code points looked at
_LETTERS = re.compile(r"[^\W\d_]+")
MARKED = 0.01  # share of a language's own letters that tells it


def language_of(text: str, stated: str | None = None) -> str | None:
    """ISO 639 code: ar, fa, ur, ckb, en, or what the page itself states; None where nothing tells.

    A text is in Arabic script when most of its letters are. Persian, Urdu and Sorani are told by
    letters that Arabic does not have, where at least one letter in a hundred is one of them.
    """
    sample = text[:SAMPLE]
    letters = sum(map(len, _LETTERS.findall(sample)))
    if not letters:
        return None
    counts = letter_counts(sample)
    if arabic_letters(sample) * 2 < letters:
        return _latin(sample) or _stated(stated)
    marked = {language: n for language, n in counts.items() if n >= MARKED * letters}
    return max(marked, key=lambda language: marked[language]) if marked else "ar"


def _latin(sample: str) -> str | None:
    words = [form.lower() for form, _, _ in runs(sample) if form.isascii()]
    known = sum(word in _english() for word in words)
    return "en" if words and known >= 0.1 * len(words) else None


def _stated(stated: str | None) -> str | None:
    code = (stated or "").lower().replace("_", "-").partition("-")[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


@cache
def _english() -> frozenset[str]:
    return frozenset(mappings.lexicon("english"))
