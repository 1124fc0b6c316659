"""The singular of an unlisted broken plural, by its shape: only where the lexicon knows it."""

from __future__ import annotations

from functools import cache

from indexer.arabic import lexicon
from indexer.arabic.kinds import bits

# A shape of plurals, and the shapes of their singulars as they are tried; digits are radicals.
_SHAPES = (
    ("ا12ا3", ("123", "123ه", "1ا23")),  # أذواق, ذوق
    ("ا123ه", ("12ا3", "12ي3", "12و3")),  # أجنحة, جناح
    ("ا12اء", ("123", "12و", "12ي")),  # أعضاء
    ("1وا2ي3", ("1ا2و3", "1ا23")),  # قواميس, قاموس
    ("1وا23", ("1ا23ه", "1ا23", "1و23")),  # قواعد, قاعدة
    ("م1ا2ي3", ("م12و3", "م12ا3", "م12ي3")),  # مفاتيح, مفتاح
    ("م1ا23", ("م123", "م123ه")),  # مراكز, مركز
    ("ت1ا2ي3", ("ت12ي3", "ت123ه")),  # تدابير, تدبير
    ("ا1ا2ي3", ("ا12و3", "ا12و3ه", "ا12ي3")),  # أساليب, أسلوب
    ("ا1ا23", ("ا123",)),  # أقارب, أقرب
    ("12اء3", ("12ي3ه", "12ا3ه", "12و3ه")),  # قبائل, قبيلة
    ("12ا3ي4", ("123و4", "123ي4", "123ا4")),  # جنازير, جنزير
    ("12ا34", ("1234", "1234ه")),  # خنادق, خندق
    ("ا12ي3اء", ("12ي3",)),
    ("123اء", ("12ي3", "1ا23")),  # سفراء, سفير
    ("12و3", ("123",)),  # حقول, حقل
)
_NISBA = "ي"  # an adjective made of a name, not a plural
_NOUN = bits("NT")
_LIGHTEST = 8  # weight of a singular that is taken for one


def singular(word: str) -> str | None:
    """The known noun that `word` is a broken plural of by its shape; None where there is none."""
    if word.endswith(_NISBA):
        return None
    for shape, singulars in _SHAPES:
        radicals = _radicals(word, shape)
        if radicals:
            for pattern in singulars:
                found = pattern.translate(radicals)
                if _is_noun(found):
                    return found
    return None


def _radicals(word: str, shape: str) -> dict[int, str]:
    if len(word) != len(shape):
        return {}
    found: dict[int, str] = {}
    for letter, sign in zip(word, shape, strict=True):
        if sign.isdigit():
            found[ord(sign)] = letter
        elif letter != sign:
            return {}
    return found


@cache
def _is_noun(word: str) -> bool:
    stem = word[:-1] if word.endswith("ه") else word
    return any(
        entry.word == word and entry.kinds & _NOUN and entry.weight >= _LIGHTEST
        for entry in (*lexicon.stems().get(stem, ()), *lexicon.stems().get(word, ()))
    )
