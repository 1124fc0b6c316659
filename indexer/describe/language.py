"""The language of a text: by letters of its own, and by its commonest words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import mappings
from indexer.arabic.analyzers import words_of
from indexer.arabic.script import told_by

SAMPLE = 200  # words looked at
SHOWN = 0.04  # of the words of a text that show a language other than Arabic, at least
OVER = 2  # times as many as show Arabic: dialects and foreign names borrow letters


def language_of(text: str, stated: str | None = None) -> str | None:
    """ISO 639 code: ar, fa, ur, ckb, ps, ug, sd, en, or what the page itself states; None where
    nothing tells.

    A text is in Arabic script when most of its letters are; it is Arabic unless far more of its
    words show another language than show Arabic.
    """
    sample = words_of(text).first(SAMPLE)
    letters, arabic, words, shown = told_by(sample)
    if not letters:
        return None
    if arabic * 2 < letters:
        return _latin(sample.forms()) or _stated(stated)
    ours = shown.pop("ar", 0)
    best, count = max(shown.items(), key=lambda item: item[1], default=("ar", 0))
    return best if count > OVER * ours and count >= SHOWN * words else "ar"


def _latin(sample: Sequence[str]) -> str | None:
    words = [form.lower() for form in sample if form.isascii()]
    known = sum(word in _english() for word in words)
    return "en" if words and known >= 0.1 * len(words) else None


def _stated(stated: str | None) -> str | None:
    code = (stated or "").lower().replace("_", "-").partition("-")[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


@cache
def _english() -> frozenset[str]:
    return frozenset(mappings.lexicon("english"))
