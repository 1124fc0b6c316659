"""Foreign names that are spelt in several ways: which known name an unknown word is, by its sound.

Arabic writes a foreign g as غ, ج, ق or ك, a t as ت or ط, a short vowel with or without its letter,
and ends a name in ا or ه at will. Only words that no lexicon knows are compared so: first with the
known names of the same consonants (`nearest`), then among themselves (`respelling`).
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate, groupby

from indexer.arabic import lexicon
from indexer.arabic.kinds import bits
from indexer.arabic.light_stem import NATIVE

_SOUNDS = str.maketrans("جقكطصظثذضگڤپ", "غغغتسزسددغفب")
_G = str.maketrans("جگ", "غغ")
VOWELS = frozenset("اوي")
_FEWEST = 3  # consonants that tell a name in the place of another
_SHORTEST = 4  # letters of a key, and of a word, that are enough to tell names apart
_FARTHEST = 1.0  # the sum of what differs, in the costs below
_FAR = 9.0  # of what is never the same name
_SAME_SOUND, _DOUBLE, _ALEF, _VOWEL, _OTHER_VOWEL = 0.4, 0.3, 0.5, 0.7, 0.8
_LIGHTEST = 9  # weight of a name that others are compared with
_NAMES = bits("R")
_RULES = ("name", "seen", "variant")


def nearest(word: str) -> str | None:
    """The known name that `word` is a spelling of: the nearest, then the most frequent; or None."""
    key = sound(word)
    if len(key) < _SHORTEST or not NATIVE.isdisjoint(word):
        return None
    best: tuple[float, int, str] | None = None
    for spelling, name, weight in _by_sound().get(key, ()):
        far = distance(word, spelling)
        if far <= _FARTHEST and (best is None or (far, -weight, name) < best):
            best = far, -weight, name
    return best[2] if best else None


def respelling(word: str) -> str:
    """The spelling under which unlisted spellings of one name meet: cautious, still readable.

    ج stands for ج and غ, ت for ط, a double letter once, a last ه as ا; of the vowels inside, the
    more are left out the more consonants tell the name. Words with letters that foreign names do
    not have stay as they are.
    """
    if len(word) < _SHORTEST or not NATIVE.isdisjoint(word):
        return word
    ended = word[:-1] + "ا" if word.endswith("ه") else word
    once = "".join(letter for letter, _ in groupby(ended.translate(str.maketrans("غط", "جت"))))
    consonants = sum(letter not in VOWELS for letter in once)
    silent = "ايو"[: max(0, consonants - 2)]  # of four consonants ا and ي, of five و too
    inner = "".join(letter for letter in once[1:-1] if letter not in silent)
    return once[:1] + inner + once[1:][-1:]


def respelt(one: str, other: str) -> bool:
    """Whether two words, which a text has in the same place of a name, may be spellings of one
    foreign name: of three consonants or more, the one with all the letters of the other, and vowels
    inside besides."""
    short, long = sorted((_plain(one), _plain(other)), key=len)
    ends = short[:1] + short[-1:] == long[:1] + long[-1:]
    if not ends or sum(letter not in VOWELS for letter in short) < _FEWEST:
        return False
    if not (NATIVE.isdisjoint(one) and NATIVE.isdisjoint(other)):
        return False
    rest = iter(short)
    wanted = next(rest, "")
    for letter in long:
        if letter == wanted:
            wanted = next(rest, "")
        elif letter not in VOWELS:
            return False
    return not wanted


def _plain(word: str) -> str:
    """A word with one letter for g and one for t, a double letter once."""
    return "".join(letter for letter, _ in groupby(one_g(word).replace("ط", "ت")))


def one_g(word: str) -> str:
    """A foreign word with one letter for its g, be it written ج, غ or the Persian گ."""
    return word.translate(_G)


def sound(word: str) -> str:
    """The consonants of a word by their sound, single, its first letter whatever it is."""
    folded = word.removesuffix("ه").translate(_SOUNDS)
    kept = [letter for place, letter in enumerate(folded) if not place or letter not in VOWELS]
    return "".join(letter for letter, _ in groupby(kept))


def distance(one: str, other: str) -> float:
    """How far two spellings of the same consonants are apart; above `_FARTHEST` it may be any."""
    less = [_left_out(other, place) for place in range(len(other))]
    before = [0.0, *accumulate(less)]
    for place, letter in enumerate(one):
        without = _left_out(one, place)
        last = before[0] + without
        row = [last]
        for at, against in enumerate(other):
            cost = before[at] + _instead(letter, against)
            cost = min(cost, before[at + 1] + without, last + less[at])
            row.append(cost)
            last = cost
        if min(row) > _FARTHEST:
            return _FAR
        before = row
    return before[-1]


def _left_out(word: str, place: int) -> float:
    letter = word[place]
    if place and word[place - 1] == letter:
        return _DOUBLE
    if place == 0 or letter not in "اويه":
        return _FAR
    if letter == "ه":
        return _ALEF if place == len(word) - 1 else _FAR
    return _ALEF if letter == "ا" else _VOWEL


@cache
def _instead(letter: str, other: str) -> float:
    if letter == other:
        return 0.0
    if letter in VOWELS and other in VOWELS:
        return _OTHER_VOWEL
    if {letter, other} == {"ا", "ه"} or letter.translate(_SOUNDS) == other.translate(_SOUNDS):
        return _SAME_SOUND
    return _FAR


@cache
def _by_sound() -> dict[str, list[tuple[str, str, int]]]:
    """Spellings of names, with the name and its weight, by their sound."""
    found: dict[str, list[tuple[str, str, int]]] = {}
    for spelling, stems in lexicon.stems().items():
        for stem in stems:
            if stem.kinds & _NAMES and stem.rule in _RULES and stem.weight >= _LIGHTEST:
                found.setdefault(sound(spelling), []).append((spelling, stem.word, stem.weight))
    return found
