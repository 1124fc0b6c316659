"""The stems of the lexicon: what the lists of ``mappings/lexicon`` say of words, ready to look up.

Generated (``python -m indexer.arabic.make_lists``):

- nouns.txt, seen.txt: word, weight, kinds, other stems with a blank between (``stem:kinds``, and
  ``:weight`` where it is less than the word's)
- verbs.txt: verb, weight, number of its paradigm
- paradigms.txt: number, stems (``pattern:kinds``; a digit is the letter of the verb at that place)
- names.txt: name, weight

Written by hand, and heavier, so that they decide where the others leave a choice: protected.txt,
irregular.txt, plurals.txt, place_names.txt, variants.txt, stopwords.txt (see `_OWN`); and the names
of persons from ``mappings/actors``. Weights are base-2 logarithms of how often a word is met;
`kinds` explains the letters.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import mappings
from indexer.arabic.analyzers import forms, normalize
from indexer.arabic.kinds import bits
from indexer.arabic.name_forms import ARTICLE, LAM

# A list of ours, its weight, and the rule it gives its name to. The columns: word, kinds, forms.
_OWN = (("irregular", 24), ("plurals", 20), ("place_names", 21), ("variants", 20))
_RULES = {
    "irregular": "irregular",
    "plurals": "lexicon:plural",
    "place_names": "name",
    "variants": "variant",
}
_PROTECTED, _STOP_WORD, _PERSON = 30, 18, 13
LIGHTER_PLURAL = 2  # than its word, where the list gives no weight of its own
_NAME, _AFTER_LAM, _TEH_MARBUTA, _PLURAL, _NOUN = map(bits, ("R", "L", "T", "B", "NBTF"))


class Stem(NamedTuple):
    """A stem of a word: its kinds, its weight, the word's citation form, and the list's rule."""

    kinds: int
    weight: int
    word: str
    rule: str


class _Stems(dict[str, tuple[Stem, ...]]):
    """Stems by their letters."""

    def put(self, letters: str, stem: Stem) -> None:
        others = self.get(letters)
        self[letters] = (*others, stem) if others else (stem,)

    def name(self, name: str, weight: int, word: str, rule: str) -> None:
        """A proper name; one with the article is a name with it only (القاهرة is not قاهرة)."""
        self.put(name, Stem(_NAME, weight, word, rule))
        if name.startswith(ARTICLE) and len(name) > 4:
            self.put(LAM + name[len(ARTICLE) :], Stem(_AFTER_LAM, weight, word, rule))

    def is_particle(self, word: str) -> bool:
        """Whether a word is a particle: one of two letters (قد, هم) is taken for nothing else."""
        return any(stem.rule == "particle" for stem in self.get(word, ()))

    def is_no_other_word(self, bare: str) -> bool:
        """Whether no noun is spelt as `bare`: then that is the name without its article."""
        other = (*self.get(bare, ()), *(self.get(bare[:-1], ()) if bare.endswith("ه") else ()))
        return not any(stem.kinds & _NOUN and stem.weight for stem in other)


@cache
def stems() -> dict[str, tuple[Stem, ...]]:
    """Every stem of the lexicon, by its letters. ListError names a list and a wrong line in it."""
    found = _Stems()
    _read_particles(found)
    _read_nouns("nouns", found)
    _read_nouns("seen", found)
    _read_verbs(found)
    for name, weight in mappings.rows("names", 2):
        found.name(name, _weight("names", name, weight), name, "name")
    for list_, weight_ in _OWN:
        _read_own(list_, weight_, found)
    for written in mappings.lexicon("protected"):
        found.name(normalize(written), _PROTECTED, normalize(written), "protected")
    _read_persons(found)
    return found


def _read_particles(found: _Stems) -> None:
    for word, base, letters in mappings.table("stopwords", 3):
        found.put(word, Stem(_kinds("stopwords", word, letters), _STOP_WORD, base, "particle"))


def _read_nouns(list_: str, found: _Stems) -> None:
    rule = "lexicon" if list_ == "nouns" else "seen"
    for word, weight, kinds, others in mappings.rows(list_, 4):
        if len(word) < 3 and found.is_particle(word):
            continue
        heavy = _weight(list_, word, weight)
        own = _kinds(list_, word, kinds)
        if own & _TEH_MARBUTA:
            found.put(word[:-1], Stem(_TEH_MARBUTA, heavy, word, rule))
            own &= ~_TEH_MARBUTA
        if own:
            found.put(word, Stem(own, heavy, word, rule))
        for other in others.split():
            stem, letters, *light = other.split(":") if ":" in other else (other, "?")
            set_ = _kinds(list_, word, letters)
            lighter = _weight(list_, word, light[0]) if light else max(0, heavy - LIGHTER_PLURAL)
            named = rule + ":plural" if set_ & _PLURAL else rule
            found.put(stem, Stem(set_, lighter, word, named))


def _read_verbs(found: _Stems) -> None:
    paradigms: dict[str, list[tuple[str, int]]] = {}
    for number, patterns in mappings.table("paradigms", 2):
        parts = [part.partition(":") for part in patterns.split()]
        paradigms[number] = [
            (pattern, _kinds("paradigms", number, letters)) for pattern, _, letters in parts
        ]
    for verb, weight, number in mappings.rows("verbs", 3):
        if len(verb) < 3 and found.is_particle(verb):
            continue
        heavy = _weight("verbs", verb, weight)
        if number not in paradigms:
            raise _wrong("verbs", verb, f"there is no paradigm {number}")
        digits = dict(enumerate(verb, ord("1")))
        for pattern, kinds in paradigms[number]:
            found.put(pattern.translate(digits), Stem(kinds, heavy, verb, "lexicon:verb"))


def _read_own(list_: str, weight: int, found: _Stems) -> None:
    rule = _RULES[list_]
    for written, letters, others in mappings.table(list_, 3):
        kinds = _kinds(list_, written, letters)
        word = normalize(written)
        spellings = [normalize(form) for form in others.split()]
        if list_ in ("place_names", "variants"):
            spellings.append(word)
        for form in spellings:
            named = rule
            if list_ in ("place_names", "variants"):
                named = "variant" if form != word else "name" if kinds & _NAME else "lexicon"
            if kinds & _NAME:
                found.name(form, weight, word, named)
                bare = form.removeprefix(ARTICLE)
                if list_ == "place_names" and bare != form and found.is_no_other_word(bare):
                    found.name(bare, weight, word, "variant")
            else:
                stem = form[:-1] if kinds & _TEH_MARBUTA else form
                found.put(stem, Stem(kinds, weight, word, named))


def _read_persons(found: _Stems) -> None:
    """The words of persons' names that no list holds, so that nothing is cut off them."""
    done = set[str]()
    for actor in mappings.actors():
        if actor.type == "person":
            for name in (actor.name, *actor.aliases, *actor.short):
                for form in forms(name):
                    word = normalize(form.removeprefix(ARTICLE))  # أل and إل are not the article
                    if len(word) < 3 or word in done:
                        continue
                    done.add(word)
                    if all(stem.weight < _PERSON for stem in found.get(word, ())):
                        found.name(word, _PERSON, word, "name")


def _weight(list_: str, start: str, text: str) -> int:
    if not text.isdecimal():
        raise _wrong(list_, start, f"{text!r} is no weight")
    return int(text)


@cache
def _set(letters: str) -> int:
    return bits(letters)


def _kinds(list_: str, start: str, text: str) -> int:
    try:
        return _set(text)
    except KeyError as error:
        raise _wrong(list_, start, f"there is no kind {error}") from error


def _wrong(list_: str, start: str, why: str) -> mappings.ListError:
    return mappings.ListError(
        f"mappings/lexicon/{list_}.txt: the line that begins with {start!r} cannot be read: {why}"
    )
