"""Which words show the language of a text in Arabic script: by their letters, or as its own."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import mappings

REMEMBERED = 100_000  # written forms
_LETTERS = re.compile(r"[^\W\d_]+")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\ufb50-\ufefc]+")
_WORD = re.compile("[\u0621-\u064a\u064b-\u0652\u066e-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff]+")
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
    """What a written form tells of the language of its text: how many letters it has, and how many
    of these are Arabic; how many words in Arabic script it is, and the languages these show."""

    letters: int
    arabic: int
    words: int
    shown: tuple[str, ...]


@lru_cache(maxsize=REMEMBERED)
def told_by(form: str) -> Told:
    """What a form tells. Each word shows at most one of ar, fa, ur, ckb, ps, ug, sd, most none."""
    words = _WORD.findall(form)
    shown = tuple(filter(None, map(_shown, words)))
    if words == [form]:
        return Told(len(form), len(form), 1, shown)
    return Told(sum(map(len, _LETTERS.findall(form))), arabic_letters(form), len(words), shown)


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
