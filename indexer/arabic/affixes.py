"""The prefixes and endings of Arabic words at word depth: what they go with and what they cost.

A cost is the base-2 logarithm of how rare the affix is in news, rounded: a reading of a word weighs
the weight of its stem less the costs of its affixes, and the heaviest reading wins.
Word depth has folded the letters already: teh marbuta is ه, alef maqsura is ي, hamza seats are ء.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from indexer.arabic.kinds import bits

NOUNS = bits("NBFTUCR")
AFTER_LAM = bits("L")
PARTICLES = bits("S")
PAST = bits("abcdeov")
IMPERFECT = bits("ijklmnw")
IMPERATIVE = bits("qrst")

_CONJUNCTIONS = {"": 0, "و": 3, "ف": 6}
_NOUN_PREFIXES = {"": 0, "ب": 4, "ل": 4, "ك": 10}
_ARTICLES = {"ال": 1, "بال": 4, "لل": 4, "كال": 10, "لال": 9}
_PERSONS = {"ي": 1, "ت": 1, "ن": 4, "ا": 4}
_BEFORE_PERSONS = {"": 0, "س": 4, "ل": 5}

_PRONOUNS = {
    "ه": 3, "ها": 3, "هم": 4, "هن": 8, "هما": 7, "نا": 5, "ي": 6,
    "ك": 8, "كم": 8, "كن": 11, "كما": 11,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Prefix:
    """`text` before a stem of one of the `kinds`; `definite`: it holds the article."""

    text: str
    kinds: int
    cost: int
    definite: bool


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending of stems of the `kinds`; `bound`: not beside the article."""

    text: str
    kinds: int
    cost: int
    bound: bool


_Affix = TypeVar("_Affix", Prefix, Ending)


@cache
def prefixes() -> dict[str, tuple[Prefix, ...]]:
    """Every prefix, by its text."""
    found: dict[str, list[Prefix]] = {}
    for conjunction, cost in _CONJUNCTIONS.items():
        for text, more in _NOUN_PREFIXES.items():
            _add(found, Prefix(conjunction + text, NOUNS, cost + more, False))
        for text, more in _ARTICLES.items():
            _add(found, Prefix(conjunction + text, NOUNS, cost + more, True))
        _add(found, Prefix(conjunction, PARTICLES, cost, False))
        _add(found, Prefix(conjunction + "ل", AFTER_LAM, cost + 4, False))
        _add(found, Prefix(conjunction, PAST, cost, False))
        _add(found, Prefix(conjunction + "ل", PAST, cost + 7, False))
        _add(found, Prefix(conjunction, IMPERATIVE, cost + 6, False))
        for before, more in _BEFORE_PERSONS.items():
            for person, still in _PERSONS.items():
                text = conjunction + before + person
                _add(found, Prefix(text, IMPERFECT, cost + more + still, False))
    return {text: tuple(group) for text, group in found.items()}


@cache
def endings() -> dict[str, tuple[Ending, ...]]:
    """Every ending, by its text."""
    found: dict[str, list[Ending]] = {}
    for text, kinds, cost, bound in _noun_endings() + _verb_endings():
        _add(found, Ending(text, bits(kinds), cost, bound))
    return {text: tuple(group) for text, group in found.items()}


def _noun_endings() -> list[tuple[str, str, int, bool]]:
    rows = [
        ("", "NBFRLS", 0, False),
        ("ا", "NBF", 3, False),  # accusative, or a dual before a genitive
        ("ان", "NU", 6, False),
        ("ين", "NU", 5, False),
        ("ي", "NU", 7, False),
        ("ات", "N", 6, False),
        ("ه", "F", 0, False),
        ("ه", "T", 0, False),
        ("ون", "F", 3, False),
        ("ين", "F", 2, False),
        ("و", "F", 6, False),
        ("ي", "F", 6, False),
        ("ات", "TU", 2, False),
        ("ات", "F", 3, False),
    ]
    for text, cost in (("تان", 6), ("تين", 5), ("تا", 7), ("تي", 7)):
        rows += [(text, "T", cost, False), (text, "F", cost + 1, False)]
    for pronoun, cost in _PRONOUNS.items():
        rows.append((pronoun, "NBFC", cost, True))
        rows += [("ت" + pronoun, "T", cost, True), ("ت" + pronoun, "F", cost + 1, True)]
        rows += [("ات" + pronoun, "TU", cost + 2, True), ("ات" + pronoun, "F", cost + 3, True)]
        rows.append(("ات" + pronoun, "N", cost + 6, True))
        if pronoun != "ي":
            rows += [("ي" + pronoun, "NU", cost + 7, True), ("ا" + pronoun, "NU", cost + 9, True)]
            rows += [("تي" + pronoun, "T", cost + 7, True), ("تا" + pronoun, "T", cost + 9, True)]
            rows += [("تي" + pronoun, "F", cost + 8, True), ("تا" + pronoun, "F", cost + 10, True)]
            rows += [("ي" + pronoun, "F", cost + 5, True), ("و" + pronoun, "F", cost + 6, True)]
    return rows


def _verb_endings() -> list[tuple[str, str, int, bool]]:
    rows = [
        ("", "a", 1, True),
        ("", "iq", 0, True),
        ("", "n", 5, True),
        ("ت", "b", 1, True),
        ("تا", "b", 6, True),
        ("ت", "c", 3, True),
        ("نا", "c", 4, True),
        ("تم", "c", 7, True),
        ("تما", "c", 9, True),
        ("تن", "c", 10, True),
        ("ن", "clt", 7, True),
        ("وا", "djr", 2, True),
        ("و", "djr", 9, True),  # the alef left out
        ("ا", "ek", 5, True),
        ("ا", "s", 5, True),
        ("ون", "j", 2, True),
        ("ين", "j", 7, True),
        ("ي", "jr", 7, True),
        ("ان", "k", 5, True),
    ]
    rows += [
        (text, "v", 5, True) for text in ("", "ت", "وا", "ا", "نا", "ن", "تا", "تم", "تن", "تما")
    ]
    rows += [(text, "w", 5, True) for text in ("", "ون", "وا", "ان", "ا", "ن", "ين", "ي")]
    objects = {**_PRONOUNS, "ني": 6}
    del objects["ي"]
    for pronoun, cost in objects.items():
        rows.append((pronoun, "aioqm", cost, True))
        rows += [("ت" + pronoun, "b", cost + 1, True), ("ت" + pronoun, "c", cost + 3, True)]
        rows += [("نا" + pronoun, "c", cost + 5, True), ("تمو" + pronoun, "c", cost + 9, True)]
        rows += [("و" + pronoun, "djr", cost + 3, True), ("ون" + pronoun, "j", cost + 3, True)]
        rows += [("ا" + pronoun, "ek", cost + 7, True), ("ن" + pronoun, "cl", cost + 9, True)]
        rows += [("ان" + pronoun, "k", cost + 7, True)]
    return rows


def _add(found: dict[str, list[_Affix]], entry: _Affix) -> None:
    found.setdefault(entry.text, []).append(entry)
