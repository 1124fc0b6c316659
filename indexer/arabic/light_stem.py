"""The stem of a word that no lexicon knows: little is taken off, and never a lone first letter."""

from __future__ import annotations

_ARTICLES = (
    *("لل", "ال", "بال", "فال", "كال", "وال", "ولل", "فلل"),
    *("وبال", "فبال", "وكال", "فكال", "ولال", "فلال"),
)
_NISBA = ("يه", "يون", "يين", "يات", "يتين", "يتان")
_PLURALS = ("ات", "ون", "ين")
_SHORTEST = 3  # letters that must be left
NATIVE = frozenset("حعضظذء")  # letters that foreign names hardly ever have

# The shapes of derived verbs that cannot be mistaken: stem after the person's letter -> verb.
_PERSONS = ("ي", "ت", "ن", "سي", "ست", "وي", "وت")
_VERB_ENDINGS = ("ون", "وا", "ان", "ين", "ن", "ا", "ي", "")


def light_stem(word: str) -> str:
    """`word` without the article and what goes before it, and the endings of a nisba.

    A sound plural's ending goes only where the article shows that the word is a noun, the alef of
    the accusative only after letters that foreign names do not have.
    """
    stem, definite = _bare(word)
    if stem.endswith("ا") and len(stem) > _SHORTEST + 1 and not NATIVE.isdisjoint(stem):
        stem = stem[:-1]
    for ending in _NISBA:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST:
            return stem[: len(stem) - len(ending)] + "ي"
    if definite:
        for ending in _PLURALS:
            if stem.endswith(ending) and len(stem) - len(ending) > _SHORTEST:
                return _bare(stem[: len(stem) - len(ending)])[0]
    return stem


def derived_verb(word: str) -> str | None:
    """The verb of a conjugated form of the tenth pattern, whose letters show it; else None."""
    for person in _PERSONS:
        rest = word.removeprefix(person)
        if rest == word:
            continue
        for ending in _VERB_ENDINGS:
            stem = rest.removesuffix(ending)
            if rest.endswith(ending) and stem.startswith("ست") and len(stem) == len("ستفعل"):
                return "ا" + stem
    return None


def _bare(word: str) -> tuple[str, bool]:
    definite = False
    while True:
        for article in _ARTICLES:
            rest = word.removeprefix(article)
            if rest != word and len(rest) >= _SHORTEST:
                word, definite = rest, True
                break
        else:
            return word, definite
