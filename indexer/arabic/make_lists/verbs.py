"""Conjugated stems of verbs, cut out of the forms that libqutrub (GPL-3.0) makes."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator

from libqutrub import mosaref_main

from indexer.arabic.analyzers import normalize
from indexer.arabic.kinds import bits, letters

VOWELS = ("فتحة", "كسرة", "ضمة")

# وقع, وضع, وهب, and وسع, وطئ: the imperfect drops its و although its vowel is a, which libqutrub
# makes of verbs in i only.
_LOSES_WAW = re.compile("وَ.َ.|وَسِعَ|وَطِئَ")

# What libqutrub calls a tense -> the kinds of its stems, in the order of _GROUPS.
_Persons = dict[str, tuple[str, str, tuple[str, ...]]]
_PAST = ("الماضي المعلوم",)
_IMPERFECT = ("المضارع المعلوم", "المضارع المنصوب")
_JUSSIVE = ("المضارع المجزوم",)
_IMPERATIVE = ("الأمر",)
_PASSIVE_PAST = ("الماضي المجهول",)
_PASSIVE_IMPERFECT = ("المضارع المجهول", "المضارع المجهول المجزوم", "المضارع المجهول المنصوب")

# person -> (kind, prefix, the endings it may bear, longest first)
_PAST_PERSONS: _Persons = {
    "هو": ("a", "", ("",)),
    "هي": ("b", "", ("ت",)),
    "أنا": ("c", "", ("ت",)),
    "نحن": ("c", "", ("نا",)),
    "أنتم": ("c", "", ("تم",)),
    "هن": ("c", "", ("ن",)),
    "هم": ("d", "", ("وا",)),
    "هما": ("e", "", ("ا",)),
}
_IMPERFECT_PERSONS: _Persons = {
    "هو": ("i", "ي", ("",)),
    "أنتِ": ("j", "ت", ("ين", "ي")),
    "هم": ("j", "ي", ("ون", "وا")),
    "هما": ("k", "ي", ("ان", "ا")),
    "هن": ("l", "ي", ("ن",)),
}
_IMPERATIVE_PERSONS: _Persons = {
    "أنت": ("q", "", ("",)),
    "أنتِ": ("r", "", ("ي",)),
    "أنتم": ("r", "", ("وا",)),
    "أنتما": ("s", "", ("ا",)),
    "أنتن": ("t", "", ("ن",)),
}


def stems(vocalized: str, vowel: str) -> dict[str, int]:
    """The stems of a verb at word depth, each with the set of its kinds.

    `vocalized`: he, past, with its marks; `vowel`: of the middle radical in the imperfect, as
    libqutrub names it. Empty if libqutrub cannot conjugate it.
    """
    if vowel == VOWELS[0] and _LOSES_WAW.match(vocalized):
        vowel = VOWELS[1]
    try:
        answer = mosaref_main.do_sarf(
            vocalized, vowel, alltense=True, transitive=True, display_format="DICT"
        )
        tables = json.loads(answer) if isinstance(answer, str) else answer
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        return {}
    found: dict[str, int] = defaultdict(int)
    for stem, kind in _stems(tables or {}, _ACTIVE):
        if stem:
            found[stem] |= bits(kind)
    indicative = dict(found)
    for stem, kind in _stems(tables or {}, ((_JUSSIVE, _IMPERFECT_PERSONS),)):
        if stem and not indicative.get(stem, 0) & bits(kind):
            found[stem] |= bits("n" if kind == "i" else kind)
    active = dict(found)
    for stem, kind in _stems(tables or {}, _PASSIVE):
        if stem and not active.get(stem, 0) & bits(kind):
            found[stem] |= bits("v" if kind in _PAST_KINDS else "w")
    return dict(found)


def attested(vocalized: str, seen: dict[str, int]) -> dict[str, int]:
    """The stems of a verb whose imperfect vowel is not known: the vowel that is met most often."""
    last = "" if vocalized[-1] in "اى\u064e" else "\u064e"
    imperfect = bits("i")
    best: dict[str, int] = {}
    most = -1
    for vowel in VOWELS:
        found = stems(vocalized + last, vowel)
        met = sum(
            seen.get(person + stem, 0)
            for stem, kinds in found.items()
            if kinds & imperfect
            for person in "يت"
        )
        if found and met > most:
            best, most = found, met
    return best


_Tenses = tuple[tuple[tuple[str, ...], _Persons], ...]
_ACTIVE: _Tenses = (
    (_PAST, _PAST_PERSONS),
    (_IMPERFECT, _IMPERFECT_PERSONS),
    (_IMPERATIVE, _IMPERATIVE_PERSONS),
)
_PASSIVE: _Tenses = (
    (_PASSIVE_PAST, _PAST_PERSONS),
    (_PASSIVE_IMPERFECT, _IMPERFECT_PERSONS),
)
_PAST_KINDS = "abcdeo"


def _stems(tables: dict[str, dict[str, str]], tenses: _Tenses) -> Iterator[tuple[str, str]]:
    for names, persons in tenses:
        for name in names:
            for person, (kind, prefix, ends) in persons.items():
                written = tables.get(name, {}).get(person, "")
                form = normalize(written)
                for end in ends:
                    if form and form.startswith(prefix) and form.endswith(end):
                        stem = form[len(prefix) : len(form) - len(end)]
                        yield stem, kind
                        yield from _before_pronouns(written, stem, kind)
                        break


def _before_pronouns(written: str, stem: str, kind: str) -> Iterator[tuple[str, str]]:
    """How a stem that ends in alef maqsura or a hamza is written before a pronoun."""
    bound = {"a": "o", "i": "m"}.get(kind)
    bare = "".join(letter for letter in written if not "\u064b" <= letter <= "\u0652")
    if bound and bare.endswith("ى"):
        yield stem[:-1] + "ا", bound
    if bound == "m" and bare.endswith("أ"):
        yield stem[:-1] + "ء", bound
    if kind == "d" and stem.endswith("ء"):
        yield stem[:-1] + "ا", kind  # قرأوا beside قرؤوا
    if kind == "j" and stem.endswith("ء"):
        yield stem[:-1] + "ا", kind


def paradigm(verb: str, found: dict[str, int]) -> str:
    """The stems in terms of the verb's letters: ``PATTERN:KINDS``, a digit a letter of the verb.

    Verbs of one pattern share one text.
    """
    parts = {f"{_pattern(verb, stem)}:{letters(kinds)}" for stem, kinds in found.items()}
    return " ".join(sorted(parts))


def _pattern(verb: str, stem: str) -> str:
    """`stem` with every letter that comes from `verb` as its place there, as many as can be.

    Places do not run backwards; a letter may be taken twice (a double one is written once).
    """
    best: dict[int, tuple[int, str]] = {0: (0, "")}  # least place still to take -> matches, pattern
    for letter in stem:
        after: dict[int, tuple[int, str]] = {}
        for least, (matches, pattern) in best.items():
            steps = [(least, matches, pattern + letter)]
            steps += [
                (place, matches + 1, pattern + str(place + 1))
                for place in range(max(least, 0), len(verb))
                if verb[place] == letter
            ]
            for place, count, text in steps:
                if place not in after or count > after[place][0]:
                    after[place] = (count, text)
        best = after
    return max(best.values(), key=lambda found: found[0])[1]
