"""Annotated text to train and measure on: one word and its tag a line, a blank line between
sentences (CoNLL, BIO), as NewsFANE, WikiFANE and AQMAR have it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from indexer.arabic.analyzers import normalize
from indexer.describe.names.labels import FACILITY, LOCATION, ORGANIZATION, OUTSIDE, PERSON

NEWS = "newsfane.train.conll"
WIKIPEDIA = ("wikifane.train.conll", "wikifane.test.conll", "aqmar.train.conll")
BLOCK = 60  # sentences: long enough to hold whole documents, which the files do not tell apart
HELD_OUT = 5  # every fifth block of the news is for measuring

_CLASSES = {  # of the fine-grained classes; groups of people, products, vehicles are no actors
    PERSON: "PERS Politician Athlete Artist Businessperson Engineer Lawyer Other_PER Police"
    " Religious_PER Scientist",
    ORGANIZATION: "ORG Commercial Educational Entertainment Government Media Medical-Science"
    " Non-Governmental Religious_ORG Sports",
    LOCATION: "LOC Continent County-or-District GPE-Cluster Nation Population-Center Special"
    " State-or-Province Celestial Land-Region-Natural Region-General Region-International"
    " Water-Body",
    FACILITY: "Airport Building-Grounds Path Plant Subarea-Facility",
}
TYPE = {name: type_ for type_, names in _CLASSES.items() for name in names.split()}


class Sentence(NamedTuple):
    """Words as the file has them, and for each a tag: O, or B- or I- and a type."""

    words: tuple[str, ...]
    tags: tuple[str, ...]


class CorpusError(ValueError):
    """A file that cannot be read as annotated text; the message names file, line and reason."""


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a file, its classes as persons, organisations, places and facilities."""
    words: list[str] = []
    tags: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error
    for number, line in enumerate([*lines, ""], 1):
        if line.strip():
            word, _, tag = line.strip().rpartition("\t" if "\t" in line else " ")
            if not word or not (tag == OUTSIDE or tag[:2] in ("B-", "I-")):
                raise CorpusError(f"{path}, line {number}: not a word and a BIO tag: {line!r}")
            words.append(word)
            type_ = TYPE.get(tag[2:])
            tags.append(f"{tag[:2]}{type_}" if type_ else OUTSIDE)
        elif words:
            yield Sentence(tuple(words), tuple(tags))
            words, tags = [], []


def split(news: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """(for training, held out): blocks of neighbouring sentences, so that no document is in both
    but where a block cuts it."""
    kept: list[Sentence] = []
    held: list[Sentence] = []
    for at, sentence in enumerate(news):
        (held if at // BLOCK % HELD_OUT == HELD_OUT - 1 else kept).append(sentence)
    return kept, held


def spans(tags: tuple[str, ...] | list[str]) -> list[tuple[int, int, str]]:
    """(first, end, type) of the names that BIO tags mark; an I- that continues nothing begins."""
    found: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        if tag == OUTSIDE:
            continue
        if tag[0] == "I" and found and found[-1][1:] == (at, tag[2:]):
            found[-1] = (found[-1][0], at + 1, tag[2:])
        else:
            found.append((at, at + 1, tag[2:]))
    return found


def name_key(words: tuple[str, ...] | list[str]) -> str:
    """What a name is called seen or unseen by: its words at word depth."""
    return " ".join(map(normalize, words))
