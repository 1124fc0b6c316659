"""What a part of a credit line is: a place, an outlet, a person, a label, a time, or nobody knows.

Lists come first, in the order of `_named` and `_LABELS`; the shape of the words decides where no
list has them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import cache, lru_cache

import mappings
from indexer.arabic.analyzers import Token, word_terms, word_tokens
from indexer.describe.persons import Likeness, is_given_name, likeness
from indexer.lists.outlets import AGENCIES, find_outlet
from indexer.lists.phrases import phrases
from indexer.lists.places import find_place

REMEMBERED = 8192  # parts, since the same ones stand on many pages
WORDS = 12  # of a part; a longer one is a sentence
OUTLET_WORDS = 5  # of an outlet's name that no list has
_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_YEAR = re.compile("(?:19|20)[0-9]{2}")


class Kind(Enum):
    """What a part of a credit line is."""

    PLACE = auto()
    PLACE_SHAPED = auto()  # by how the names of villages begin; no list has it
    OUTLET = auto()
    OUTLET_SHAPED = auto()  # by the words of its name; no list has it
    AGENCY = auto()  # an agency, which supplied a report
    AUTHOR = auto()  # a name behind a label of authorship
    PERSON = auto()
    PERHAPS = auto()  # could be a person's name
    STAFF = auto()  # a byline without a name
    UNIT = auto()  # the same, where the line shows it
    ROLE = auto()
    FILLER = auto()
    TIME = auto()
    BY, MAKER, OTHER, QUOTED, PUBLISHER = auto(), auto(), auto(), auto(), auto()  # labels
    UNKNOWN = auto()


LISTED = frozenset({Kind.PLACE, Kind.OUTLET, Kind.AGENCY, Kind.STAFF, Kind.FILLER})
_WITHIN = LISTED | {Kind.ROLE}  # what may be «in» or «from» a place
_LABELS = (  # the roles of ``bylines.txt`` that open a part
    ("author", Kind.BY),
    ("other", Kind.OTHER),
    ("maker", Kind.MAKER),
    ("quoted", Kind.QUOTED),
    ("role", Kind.ROLE),
    ("publisher", Kind.PUBLISHER),  # the last, and only where it is the whole part
)
_STAMPS = frozenset({"published", "updated", "clock"})  # of ``stamps.txt``


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a line at [start, end); `value` is its name as listed, else as printed.

    `outlet` is the outlet of that name where the part is a place; `opener` what stands before it.
    """

    kind: Kind
    text: str
    start: int
    end: int
    value: str
    outlet: str | None = None
    opener: str = ""

    def moved(self, by: int) -> Part:
        return replace(self, start=self.start + by, end=self.end + by) if by else self


@lru_cache(maxsize=REMEMBERED)
def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text without separators, but for hyphens between its letters."""
    if not any(map(str.isalnum, text)):
        return ()
    whole = tuple(_classify(text))
    if not _HYPHEN.search(text) or any(part.kind in LISTED for part in whole):
        return whole
    cut: list[Part] = []
    start = 0
    for piece in _HYPHEN.split(text):
        cut += (part.moved(start) for part in _classify(piece))
        start += len(piece) + 1
    return tuple(cut) if any(part.kind in LISTED for part in cut) else whole


def _classify(text: str) -> list[Part]:
    """The part that `text` is, or a label and the part behind it."""
    stripped = text.strip()
    start = text.index(stripped)
    tokens = word_tokens(text)
    terms = [token.term for token in tokens]

    def whole(kind: Kind, value: str | None = None, outlet: str | None = None) -> list[Part]:
        end = start + len(stripped)
        return [Part(kind, stripped, start, end, value or stripped, outlet)]

    if not terms:
        return whole(Kind.FILLER)
    if len(terms) > WORDS:
        return whole(Kind.UNKNOWN)
    named = _named(stripped, terms)
    if named:
        return whole(*named)
    count, kind = _label(terms)
    if kind:
        end = tokens[count - 1].end
        label = Part(kind, text[start:end], start, end, text[start:end])
        return [label, *_within(text, tokens, count, len(tokens))]
    first, last = _trimmed(terms)
    if (first, last) != (0, len(terms)):
        return _within(text, tokens, first, last)
    count = phrases("stamps").at_start("published", terms)
    if 0 < count < len(terms) and find_outlet(text[tokens[count].start :].strip()):
        return _within(text, tokens, count, len(tokens))
    kind = _shaped(stripped, terms)
    if kind not in (Kind.UNKNOWN, Kind.PERHAPS):
        return whole(kind)
    return _somewhere(text, tokens) or whole(kind)


def _within(text: str, tokens: Sequence[Token], first: int, last: int) -> list[Part]:
    """The parts that the words [first, last) of a text are; the last one has what stands behind."""
    start = tokens[first].start
    end = tokens[last - 1].end if last < len(tokens) else len(text)
    return [part.moved(start) for part in _classify(text[start:end])]


def _somewhere(text: str, tokens: Sequence[Token]) -> list[Part]:
    """The parts of a text that says who is in a place, or from there: «in» or «from» between what
    is known and a place; none where it does not."""
    for at in range(1, len(tokens) - 1):
        roles = phrases("bylines").roles([tokens[at].term])
        if "within" in roles:
            before = _within(text, tokens, 0, at)
            after = _within(text, tokens, at + 1, len(tokens))
            known = before[-1].kind in _WITHIN
            known = known or (before[-1].kind == Kind.PERSON and "from" in roles)
            if known and after[0].kind == Kind.PLACE:
                return [*before, *after]
    return []


def _named(text: str, terms: list[str]) -> tuple[Kind, str | None, str | None] | None:
    """What the lists say that the whole of `text` is, with its listed name and that of an outlet
    which is called like the place."""
    listed, stamps = phrases("bylines"), phrases("stamps")
    place = find_place(text) if any(len(term) > 1 for term in terms) else None  # letters: an agency
    if all(term.isdigit() or term in _times() for term in terms) and not (
        place and _in_zone(terms)
    ):
        return Kind.TIME, None, None
    roles = listed.roles(terms)
    label = next((kind for role, kind in _LABELS if role in roles), None) if roles else None
    if label:
        return label, None, None
    if stamps.at_start("zone", terms) or not _STAMPS.isdisjoint(stamps.roles(terms)):
        return Kind.TIME, None, None
    outlet = find_outlet(text)
    if place:
        return Kind.PLACE, place.name, outlet
    if not AGENCIES.isdisjoint(phrases("publishers").roles(terms)):
        return Kind.AGENCY, outlet, None
    if "staff" in roles:
        return Kind.STAFF, None, None
    if not roles.isdisjoint(("filler", "nobody")):
        return Kind.FILLER, None, None
    return (Kind.OUTLET, outlet, None) if outlet else None


def _label(terms: list[str]) -> tuple[int, Kind | None]:
    """How many terms the label takes with which a part begins, and its kind."""
    for role, kind in _LABELS[:-1]:
        count = phrases("bylines").at_start(role, terms)
        if count:
            return count, kind
    return 0, None


def _shaped(text: str, terms: list[str]) -> Kind:
    """What `text` is by its words and their number."""
    listed, publishers, count = phrases("bylines"), phrases("publishers"), len(terms)
    if phrases("stamps").at_start("issue", terms) and any(map(str.isdigit, terms)):
        return Kind.TIME
    like = likeness(text)
    if like == Likeness.SURE:
        return Kind.PERSON
    if listed.at_start("place", terms) and 2 <= count <= 3:
        return Kind.PLACE_SHAPED
    if listed.at_start("unit", terms) and 2 <= count <= 4:
        return Kind.UNIT
    named = publishers.at_start("head", terms) or publishers.at_end("tail", terms)
    if named and 2 <= count <= OUTLET_WORDS:
        return Kind.OUTLET_SHAPED
    if all(term.isdigit() or "filler" in listed.roles([term]) for term in terms):
        return Kind.FILLER
    return Kind.PERHAPS if like == Likeness.LIKELY else Kind.UNKNOWN


def _trimmed(terms: list[str]) -> tuple[int, int]:
    """The first and the end of the terms less those of times and ages at either end; all of them
    where none would stay.

    A number goes only before a word of time, or where it is a year, since others belong to names.
    """
    first, last = 0, len(terms)
    stamps = phrases("stamps")
    while first < last and (terms[first].isdigit() or _is_time(terms[first])):
        first += 1
    while last > first:
        cut = max(stamps.at_end(role, terms[first:last]) for role in _STAMPS)
        cut = cut or phrases("bylines").at_end("counter", terms[first:last])
        term = terms[last - 1]
        dated = last < len(terms) and term.isdigit()
        if not (cut or dated or _is_time(term) or _YEAR.fullmatch(term)):
            break
        last -= max(cut, 1)
    return (first, last) if first < last else (0, len(terms))


def _is_time(term: str) -> bool:
    """Whether a word is surely of a date: a letter may be an initial, Ramadan a person."""
    return len(term) > 1 and term in _times() and not is_given_name(term)


@cache
def _zones() -> frozenset[tuple[str, ...]]:
    """The zones of times at word depth: «by the time of», and a place."""
    words = (row[2] for row in mappings.table("date_words", 3) if row[0] == "zone")
    return frozenset(map(tuple, map(word_terms, words)))


def _in_zone(terms: list[str]) -> bool:
    """Whether word terms are the place that a time zone is named by."""
    return any(zone[-len(terms) :] == tuple(terms) != zone for zone in _zones())


@cache
def _times() -> frozenset[str]:
    """Words of dates, times and ages at word depth."""
    words = [
        row[2]
        for name in ("months", "date_words", "date_relative")
        for row in mappings.table(name, 3)
        if row[0] not in ("clitic", "label")
    ]
    words += [row[1] for row in mappings.table("date_weekdays", 2)]
    words += [row[1] for row in mappings.table("bylines", 2) if row[0] == "age"]
    return frozenset(term for word in words for term in word_terms(word) if not term.isdigit())
