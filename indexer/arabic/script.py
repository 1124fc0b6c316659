"""Which words show the language of a text in Arabic script: by their letters, or as its own."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np

import mappings
from indexer.arabic.vocabulary import Figures, Words

_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\ufb50-\ufefc]+")
_WORD = re.compile("[\u0621-\u064a\u064b-\u0652\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff]+")
LANGUAGES = ("ar", "fa", "ur", "ckb", "ps", "ug", "sd")
_OWN = {  # letters that no other of these languages has
    "ur": "ٹڈڑےںھ",
    "ckb": "ێڕڵ",
    "ps": "ټډړښږځڅڼ",
    "ug": "ۇۈۋ",
    "sd": "ڀٺٽڄڃڇڊڏڌڙڦڱ",
}
_SHARED = {"ckb": "ۆە", "fa": "پچژگ"}  # that several have, and Arabic has not; of no other, then
_BORROWED = re.compile(f"[{''.join((*_OWN.values(), *_SHARED.values()))}]")
_ARTICLE = re.compile("[وفبك]?ال..|لل..")
_HAMZA, _TEH_MARBUTA = re.compile("[وفبل]?[أإ]"), "ة"
_PERSIAN = str.maketrans("يىك", "ییک")


def arabic_letters(text: str) -> int:
    """How many letters of `text` are of the Arabic script, presentation forms included."""
    return sum(map(len, _ARABIC.findall(text)))


class Told(NamedTuple):
    """What a text tells of its language: how many letters it has, and how many of these are Arabic;
    how many words in Arabic script, and how many of them show each language."""

    letters: int
    arabic: int
    words: int
    shown: dict[str, int]


def told_by(words: Words) -> Told:
    """What the written forms of a text tell. Each shows at most one of `LANGUAGES`, most none."""
    letters, arabic, many = (int(column.of(words).sum()) for column in _COUNTS)
    shown = np.bincount(_SHOWN.of(words)).tolist()[1:]
    return Told(letters, arabic, many, {LANGUAGES[at]: n for at, n in enumerate(shown) if n})


def _letters(form: str) -> int:
    return sum(map(len, _LETTERS.findall(form)))


def _words_in(form: str) -> int:
    return len(_WORD.findall(form))


def _language(form: str) -> int:
    """The place in `LANGUAGES`, from 1 on, of what a form shows; 0 for nothing."""
    shown = filter(None, map(_shown, _WORD.findall(form)))
    return next((1 + LANGUAGES.index(language) for language in shown), 0)


def _shown(word: str) -> str | None:
    letters = set(word) if _BORROWED.search(word) else set()
    for language, own in _OWN.items() if letters else ():
        if not letters.isdisjoint(own):
            return language
    listed = _words()
    found = listed.get(word) or listed.get(word.translate(_PERSIAN))
    if found:
        return found
    for language, shared in _SHARED.items() if letters else ():
        if not letters.isdisjoint(shared):
            return language
    if _ARTICLE.match(word) or _HAMZA.match(word) or word[-1] == _TEH_MARBUTA:
        return "ar"
    return None


@cache
def _words() -> dict[str, str]:
    return {
        word: language
        for language, words in mappings.table("languages", 2)
        for word in words.split()
    }


_COUNTS = tuple(Figures(count, np.uint32) for count in (_letters, arabic_letters, _words_in))
_SHOWN = Figures(_language, np.uint8)
