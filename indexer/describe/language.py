"""The language of a text: by letters of its own, and by its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

import mappings
from indexer.arabic.analyzers import words_of
from indexer.arabic.script import LANGUAGES, told_by

SAMPLE = 200  # words looked at
SHOWN = 0.04  # of the words of a text that show a language other than Arabic, at least
OVER = 2  # times as many as show Arabic: dialects and foreign names borrow letters
COMMON = 0.12  # of the words of a text in Latin letters that show its language, at least
DISTINCT = 3  # such words that differ, at least
ENOUGH = 20  # words of a text that would show the language which its page states
_LATIN = re.compile("[a-z\u00df-\u00f6\u00f8-\u024f\u0259\u1e00-\u1eff]+")


def language_of(text: str, stated: str | None = None) -> str | None:
    """ISO 639 code: ar, fa, ur, ckb, ps, ug, sd, en, fr, kmr, tr, or what the page itself states;
    None where nothing tells.

    A text is in Arabic script when most of its letters are; it is Arabic unless far more of its
    words show another language than show Arabic. A page that states a language of another script,
    or one of which its text shows nothing, states that of the site around it.
    """
    sample = words_of(text).first(SAMPLE)
    letters, arabic, words, shown = told_by(sample)
    if not letters:
        return None
    if arabic * 2 < letters:
        return _other(sample.forms(), _stated(stated))
    ours = shown.pop("ar", 0)
    best, count = max(shown.items(), key=lambda item: item[1], default=("ar", 0))
    return best if count > OVER * ours and count >= SHOWN * words else "ar"


def _other(sample: Sequence[str], stated: str | None) -> str | None:
    """The language of a text that is not in Arabic script."""
    words = [form for form in map(str.lower, sample) if _LATIN.fullmatch(form)]
    found = {word: _common()[word] for word in words if word in _common()}
    counted = Counter(found[word] for word in words if word in found)
    best, count = max(counted.items(), key=lambda item: item[1], default=("", 0))
    distinct = sum(code == best for code in found.values())
    others = counted.total() - count
    if count >= COMMON * len(words) and distinct >= DISTINCT and count > OVER * others:
        return best
    told = len(words) >= ENOUGH or 2 * len(words) < len(sample)
    refuted = told and stated in _common().values()
    return None if refuted or stated in LANGUAGES else stated


def _stated(stated: str | None) -> str | None:
    code = (stated or "").lower().replace("_", "-").partition("-")[0]
    return code if code.isascii() and code.isalpha() and 2 <= len(code) <= 3 else None


@cache
def _common() -> dict[str, str]:
    """The language that each listed word in Latin letters shows."""
    rows = mappings.table("latin_languages", 2)
    return {word: language for language, words in rows for word in words.split()}
