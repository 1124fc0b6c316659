"""Nouns and verbs that only simplemma's Arabic dictionary (MIT; Wiktionary, UniMorph) holds."""

from __future__ import annotations

import re
from collections import defaultdict

from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from indexer.arabic.analyzers import normalize
from indexer.arabic.make_lists import verbs
from indexer.arabic.make_lists.nouns import Word

_FATHA, _KASRA, _DAMMA, _SUKUN, _SHADDA = "\u064e", "\u0650", "\u064f", "\u0652", "\u0651"
_PLURAL_SHAPE = re.compile("ا..ا.|ا.ا.ي?.|..ا.ي.|[^ا].ا..|ا...ه|...اء|ا....اء")
_REGULAR = ("", "ا", "ان", "ين", "ي", "ات", "ه", "تان", "تين", "تا", "تي", "ون", "و")


def groups() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The written forms of every noun and of every verb, by the written citation form."""
    forms: dict[str, set[str]] = defaultdict(set)
    for form, base in DefaultDictionaryFactory().get_dictionary("ar").items():
        if " " not in str(form) and len(form) > 1:
            forms[str(base)].add(str(form))
    nouns, acts = {}, {}
    for base, group in forms.items():
        if base.startswith("ال"):
            continue
        definite = sum(form.startswith("ال") for form in group)
        personal = sum(form[0] in "يتن" for form in group if len(form) > 2)
        if definite >= 2:
            nouns[base] = group
        elif personal >= 6 and personal > 0.4 * len(group):
            acts[base] = group
    return nouns, acts


def add_nouns(nouns: dict[str, set[str]], words: dict[str, Word]) -> None:
    """Enters the nouns that `words` lacks, and the broken plurals of all."""
    for base, group in nouns.items():
        spelling = normalize(base)
        word = words.get(spelling)
        forms = {normalize(form) for form in group}
        if word is None:
            word = words[spelling] = Word()
            stem = spelling[:-1] if base.endswith("ة") else spelling
            word.kinds.add("T" if base.endswith("ة") else "N")
            if {stem + "ون", stem + "ه"} <= forms or (base.endswith("ي") and stem + "ه" in forms):
                word.kinds.add("F")
        elif base.endswith("ي") and spelling + "ه" in forms and "N" in word.kinds:
            word.kinds.add("F")
        for form in sorted(forms):
            stem = form.removeprefix("ال")
            whole = stem != form and {stem, stem + "ا"} & forms
            ended = any(_ends(stem, shorter) for shorter in forms)
            if whole and not ended and not _regular(stem, spelling, word):
                word.others[stem].add("B")


def add_plurals(words: dict[str, Word]) -> None:
    """Enters forms that have the shape of a broken plural under the noun they are given for."""
    for written, base in sorted(DefaultDictionaryFactory().get_dictionary("ar").items()):
        form, spelling = normalize(str(written)), normalize(str(base))
        word = words.get(spelling)
        if word is None or not word.kinds & {"N", "T"} or form in words or form in word.others:
            continue
        if form.startswith(spelling) or form.endswith(spelling) or _regular(form, spelling, word):
            continue
        if _PLURAL_SHAPE.fullmatch(form) and (form[0] not in "متين" or form[0] == spelling[0]):
            word.others[form].add("B")


def _regular(stem: str, spelling: str, word: Word) -> bool:
    bare = spelling[:-1] if "T" in word.kinds else spelling
    known = {spelling, bare, bare[:-1], *word.others}
    return any(stem == one + end for one in known for end in _REGULAR)


def _ends(stem: str, shorter: str) -> bool:
    return len(shorter) > 2 and any(end and stem == shorter + end for end in _REGULAR[1:])


def conjugate(written: str, forms: set[str]) -> dict[str, int]:
    """The stems of a verb given without its vowels: of the vocalizations that fit its letters, the
    one whose conjugation covers most of `forms`; empty if none covers half of them."""
    best: dict[str, int] = {}
    most = len(forms) // 2
    spelt = {normalize(form) for form in forms}
    for vocalized in _vocalizations(written):
        for vowel in verbs.VOWELS:
            found = verbs.stems(vocalized, vowel)
            covered = sum(
                any(form[a : len(form) - b] in found for a in (0, 1) for b in range(4))
                for form in spelt
            )
            if covered > most:
                best, most = found, covered
    return best


def _vocalizations(written: str) -> list[str]:
    letters = list(written)
    shaddas = [None, *range(1, len(letters))]
    made = []
    for place in shaddas:
        text = "".join(
            letter + (_SHADDA if index == place else "")
            + (_FATHA if index + 1 == len(letters) and letter != "ى" else "")
            for index, letter in enumerate(letters)
        )  # fmt: skip
        if len(letters) == 3 and place is None:
            first = letters[0] + _FATHA
            made += [first + letters[1] + v + letters[2] + _FATHA for v in (_FATHA, _KASRA, _DAMMA)]
        made.append(text)
    return made
