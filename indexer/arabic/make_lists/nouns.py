"""Nouns, adjectives and broken plurals out of arramooz (GPL-3.0): words, kinds and weights."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import log2
from pathlib import Path

from indexer.arabic.analyzers import normalize
from indexer.arabic.lexicon import LIGHTER_PLURAL

_ADJECTIVES = ("فاعل", "مفعول", "منسوب", "صفة", "مبالغة")
_WORD = re.compile(r"[\u0621-\u065f\u0670]+")
PER_WIKI = 94  # words behind arramooz's counts to a word of the Wikipedia text
UNSURE = 3  # how much more a plural may weigh than the open text shows


@dataclass
class Word:
    """A citation form at word depth: its kinds, its weight and the stems that belong to it.

    `inflected`: how often it is met as an adjective or a person, of all its homographs;
    `rarer`: the weights of stems that are met more rarely than the word.
    """

    kinds: set[str] = field(default_factory=set)
    weight: int = 0
    inflected: int = 0
    rarer: dict[str, tuple[int]] = field(default_factory=dict)
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))


def weight(count: int) -> int:
    """The weight of a word that stands `count` times: a base-2 logarithm."""
    return int(log2(count + 1))


def read(folder: Path) -> dict[str, Word]:
    """The nouns of arramooz's databases in `folder`, not yet weighed."""
    words: dict[str, Word] = defaultdict(Word)
    heard: dict[str, int] = defaultdict(int)
    for vocalized, written, kind, count in _frequent(folder):
        heard[spoken(vocalized)] += count
        adjective = kind in ("adj", "adj_num")
        _cite(words, written, adjective)
        if adjective:
            words[normalize(written)].inflected += count
    _entries(folder / "arabicdictionary.sqlite", words, heard)
    return dict(words)


def weigh(words: dict[str, Word], folder: Path, seen: dict[str, int]) -> None:
    """Weighs `words`: by arramooz's counts; else by how often the definite form stands in `seen`.

    A broken plural or a feminine that is also listed as a word of its own weighs nothing there, and
    a feminine of a counted adjective less than the adjective. A plural that is met more rarely than
    its word weighs as much as it is met.
    """
    counts: dict[str, int] = defaultdict(int)
    for _, written, _, count in _frequent(folder):
        counts[normalize(written)] += count
    derived = {stem for word in words.values() for stem in word.others}
    for spelling, word in words.items():
        if spelling in counts:
            word.weight = weight(counts[spelling])
        elif spelling not in derived:
            word.weight = weight(PER_WIKI * seen.get("ال" + spelling, 0))
            base = words.get(spelling[:-1]) if spelling.endswith("ه") else None
            if base is not None and "F" in base.kinds and base.inflected:
                word.weight = max(0, min(word.weight, weight(base.inflected) - 8))
    for word in words.values():
        for stem, kinds in word.others.items():
            met = weight(PER_WIKI * seen.get("ال" + stem, 0)) + UNSURE
            if "B" in kinds and met < word.weight - LIGHTER_PLURAL:
                word.rarer[stem] = (met,)


def _frequent(folder: Path) -> Iterator[tuple[str, str, str, int]]:
    rows = sqlite3.connect(folder / "wordfreq.sqlite").execute(
        "select vocalized, unvocalized, word_type, freq from wordfreq"
    )
    for vocalized, written, kind, count in rows:
        if kind in ("noun", "adj", "adj_comp", "adj_num", "noun_quant") and " " not in written:
            yield vocalized, written, kind, count


def spoken(vocalized: str) -> str:
    """A vocalized word without its case ending and the marks that its letters imply."""
    bare = re.sub("[\u064b-\u0652]+$", "", vocalized)
    return re.sub("[\u064e-\u0650](?=[اوي])|\u0652", "", bare)


def _entries(path: Path, words: dict[str, Word], heard: dict[str, int]) -> None:
    rows = sqlite3.connect(path).execute(
        "select vocalized, unvocalized, wordtype, gender, number, single, broken_plural, feminable,"
        " feminin, feminin_plural, mankous from nouns"
    )
    for row in rows:
        vocalized, written, type_, gender, number, single, plural, feminable, *rest = row
        feminine, sound, weak = rest
        spelling = normalize(written)
        if number != "مفرد":
            for one in _written(single):
                _cite(words, one, False)
                words[normalize(one)].others[spelling].add("B")
            if not single:
                _cite(words, written, False)
            continue
        adjective = bool(feminable) or any(name in type_ for name in _ADJECTIVES)
        _cite(words, written, adjective and gender != "مؤنث")
        if adjective and "F" in words[spelling].kinds:
            words[spelling].inflected += heard[spoken(vocalized)]
        if sound and not written.endswith("ة"):
            words[spelling].kinds.add("U")
        if weak and written.endswith("ي"):
            words[spelling].others[spelling[:-1]] |= {"N", "F"}
        for many in _written(plural):
            words[spelling].others[normalize(many)].add("B")
        for other in _written(feminine):
            words[spelling].others[normalize(other)] |= {"N", "U"}


def _cite(words: dict[str, Word], written: str, adjective: bool) -> None:
    """Enters a citation form with the stems that its last letters call for."""
    spelling = normalize(written)
    if len(spelling) < 2:
        return
    word = words[spelling]
    if written.endswith("ة"):
        word.kinds.add("T")
        if written.endswith("اة"):
            word.others[spelling[:-2] + "ي"].add("U")
            word.others[spelling[:-2] + "و"].add("U")
        return
    word.kinds.add("N")
    if adjective:
        word.kinds.add("F")
    if written.endswith("ى"):
        word.others[spelling[:-1] + "ا"].add("C")
        word.kinds.add("U")
    elif written.endswith("أ"):
        word.others[spelling[:-1] + "ء"].add("C")
    elif written.endswith("اء"):
        word.others[spelling[:-1] + "و"].add("U")
    elif written.endswith("ء"):
        word.others[spelling[:-1] + "ا"].add("U")


def _written(cell: str) -> Iterator[str]:
    """The single words of a cell of plurals: no notes, no endings."""
    for part in re.split("[;،,]", cell or ""):
        bare = part.strip()
        if "مؤ" in bare or "مث" in bare or ":" in bare:
            return
        if _WORD.fullmatch(bare):
            yield "".join(
                letter for letter in bare if not "\u064b" <= letter <= "\u065f"
            ).removeprefix("ال")
