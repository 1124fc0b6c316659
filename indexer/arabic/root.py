"""The root depth: one coarse key for the words of a family (قاد, قائد, قيادة; وقع, موقع, واقعة).

It is no grammarian's root, and it merges words that have nothing to do with each other. So it only
scores, and never decides what is found. From a lemma one ending and one prefix of derivation are
taken off, and the infixed ت of افتعل; of the rest the strong letters stay, and letters that foreign
names interchange are folded into one (موريطانيا, موريتانيا).
"""

from __future__ import annotations

import re

from indexer.memo import Memo

_ARABIC = re.compile("[ء-ي]{3,}")
_LEAST = 3  # letters that an affix leaves
_ENDINGS = ("ات", "ون", "ين", "يه", "ان", "ءي", "ه", "ي", "ا", "ء")
_PREFIXES = ("است", "مست", "يست", "مت", "من", "ان", "ت", "ا", "م")
_BEFORE_INFIX = ("ا", "م")  # اجتماع, مجتمع
_INFIXED = ("ت", "ط", "د")
_WEAK = "اويء"
_FOLDED = (("ط", "ت"), ("ث", "ت"), ("ظ", "ض"))


def _folded(lemma: str) -> str:
    found = _root(lemma)
    for letter, folded in _FOLDED:
        found = found.replace(letter, folded)
    return found


_roots = Memo(_folded, 200_000)


def root(lemma: str) -> str:
    """The root-depth term of one lemma-depth term; what is short or not Arabic stays as it is."""
    return _roots[lemma]


def _root(lemma: str) -> str:
    if not _ARABIC.fullmatch(lemma):
        return lemma
    ending = ""
    if lemma.endswith(_ENDINGS):
        ending = next((e for e in _ENDINGS if _leaves_enough(lemma, e) and lemma.endswith(e)), "")
    rest = lemma[: len(lemma) - len(ending)]
    prefix = ""
    if rest.startswith(_PREFIXES):
        prefix = next((p for p in _PREFIXES if _leaves_enough(rest, p) and rest.startswith(p)), "")
    rest = rest[len(prefix) :]
    if prefix in _BEFORE_INFIX and len(rest) > _LEAST and rest[1] in _INFIXED:
        rest = rest[0] + rest[2:]
    strong = rest[1:]
    for letter in _WEAK:
        strong = strong.replace(letter, "")
    return rest[0] + strong if strong else rest


def _leaves_enough(word: str, affix: str) -> bool:
    return len(word) - len(affix) >= _LEAST
