"""Proper names: arramooz's (GPL-3.0), and the words of open text that no dictionary knows."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from indexer.arabic.analyzers import normalize
from indexer.arabic.make_lists.nouns import PER_WIKI, Word, weight

_ARABIC = re.compile("[\u0621-\u064a]{3,}")
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
_LETTERS = ("و", "ب", "ل", "ف", "ك", "وب", "ول")
_LEAST = 3  # times in the open text


def listed(folder: Path) -> dict[str, int]:
    """The proper nouns of arramooz at word depth with their weights."""
    counts: Counter[str] = Counter()
    rows = sqlite3.connect(folder / "wordfreq.sqlite").execute(
        "select unvocalized, freq from wordfreq where word_type = 'noun_prop'"
    )
    for written, count in rows:
        spelling = normalize(written)
        if " " not in spelling and len(spelling) > 1:
            counts[spelling] += count
    return {spelling: weight(count) for spelling, count in counts.items()}


def mined(
    seen: Counter[str], known: Callable[[str], bool], nouns: dict[str, Word]
) -> dict[str, Word]:
    """The words of open text that are not `known`, less what stands before and after them.

    A feminine of one of the `nouns` makes that noun one of a person.
    """
    strange = {
        word: count
        for word, count in seen.items()
        if count >= _LEAST and _ARABIC.fullmatch(word) and not known(word)
    }
    bases: dict[str, int] = defaultdict(int)
    for written, count in strange.items():
        bases[_bare(written, strange)] += count
    words: dict[str, Word] = {}
    for base, count in bases.items():
        spelling, word = _enter(base, seen)
        masculine = nouns.get(spelling[:-1])
        if word.kinds == {"T"} and masculine and "N" in masculine.kinds and masculine.weight:
            spelling, word = spelling[:-1], Word({"F"})
        if spelling not in words:
            words[spelling] = word
        entered = words[spelling]
        entered.inflected = max(entered.inflected, PER_WIKI * count)
        entered.weight = weight(entered.inflected)
    return words


def _bare(word: str, strange: dict[str, int]) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    for letter in _LETTERS:
        rest = word.removeprefix(letter)
        if rest != word and strange.get(rest, 0) >= strange[word]:
            return rest
    return word


def _enter(base: str, seen: Counter[str]) -> tuple[str, Word]:
    """The citation form of a bare word, and what may be put on it: as far as the text shows it."""
    for end in ("يه", "يين", "يون", "يات"):
        nisba = base.removesuffix(end) + "ي"
        if base.endswith(end) and len(nisba) > 3 and _is_nisba(nisba, seen):
            return nisba, Word({"N", "F"})
    if base.endswith("ي") and _is_nisba(base, seen):
        return base, Word({"N", "F"})
    if base.endswith("ات") and len(base) > 4:
        for singular, kinds in ((base[:-2] + "ه", {"T"}), (base[:-1], {"N"}), (base[:-2], {"N"})):
            if seen[singular] + seen["ال" + singular] >= 2:
                word = Word(kinds)
                if kinds == {"N"}:
                    word.others[base[:-2]].add("U")
                return singular, word
    if base.endswith("ه") and seen["ال" + base] + seen[base[:-1] + "ات"] >= 2:
        return base, Word({"T"})
    return base, Word({"R"})


def _is_nisba(word: str, seen: Counter[str]) -> bool:
    shapes = (word, word + "ه", word + "ين", word + "ون", word + "ات")
    return sum(seen[shape] + seen["ال" + shape] > 0 for shape in shapes) >= 3
