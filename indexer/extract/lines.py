"""What can be said of a line by itself: its words, and whether it is furniture, a date or prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from indexer.arabic.analyzers import word_terms, word_tokens
from indexer.extract import vocabulary

NO_PROSE, WEAK, STRONG = 0, 1, 2
HEADLINE = 24  # words of a headline, at most
WEAKEST = 4  # words of a sentence, at least
DATE = 24  # words of a date line, at most
EDGE = 6  # words at either end of a line, where the date of what it names stands

_COMMA, _QUESTION = "\N{ARABIC COMMA}", "\N{ARABIC QUESTION MARK}"
_ENDS = tuple(f".!?{_QUESTION}\u2026:\N{ARABIC FULL STOP}")  # of what does not go on
_STOPS = (*_ENDS, ";", "\N{ARABIC SEMICOLON}")
_OPEN = (_COMMA, ":")
_FULL_STOPS = (".", "\u2026", "\N{ARABIC FULL STOP}")  # the last one ends Urdu sentences
_CLOSERS = "\"'\u00bb\u201d\u2019)]} "
_PIECES = re.compile(r"[^\W\d_]+|\d+")
_DIGIT = re.compile(r"\d")
_NUMERIC = re.compile(r"\b\d{1,4}\s?[/\-.]\s?\w{1,8}\s?[/\-.]\s?\d{1,4}\b")
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")
_SENTENCE = re.compile(rf"[.\u06d4{_QUESTION}!](?<=[^\W\d][^\W\d].) \w")
_BULLET = re.compile(
    r"[*\u00ac\u2022\u25cf\u25aa\u25a0\u2756\u25e6\u2043\-\u2013\u2014]\s?\w|\d{1,2}\s?[-.)]"
)
# behind its last full stop an agency says in brackets that its dispatch ends
_ENDED = re.compile(r"(?<=[.!?])\s?\([^\W\d]{3,10}\)$")
_NOTE = re.compile(r"[(\[]\d{1,3}[)\]]")
_SEPARATED = re.compile(r"\s[|\u2022\u00b7\u00bb\u203a\u00ab\u2039>/]\s|\|")
_CHOICE = re.compile(r"\d\s?[%\u066a]|[%\u066a]\s?\d|\(\s?\)|[\u25cb\u25ef\u2610\u25a1]")
_ADDRESS = re.compile(r"http|www\.|^\W*[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}/\S*\W*$")
_DASHES = "-\u2013\u2014|/"
_DASHED = re.compile(rf"\s[{_DASHES}]|[{_DASHES}]\s|\w-[^\W\d]|[{_DASHES}]$|\(")
_PARTS = re.compile(rf"[{_DASHES}()]|\s:\s")


@dataclass(slots=True)
class Line:
    """A line with its terms at word depth.

    `kind` is the furniture that its own words make it, `heading` whether it says no more than that,
    `date` whether it is little but a date, `prose` how surely it is running text; `apart` whether
    its kind was told by the element that it stands in, and so ends with it. `pointers` stood within
    it and are taken out, each as (text, kind).
    """

    text: str
    terms: list[str]
    kind: str | None = None
    heading: bool = False
    date: bool = False
    prose: int = NO_PROSE
    apart: bool = False
    pointers: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        return " ".join(self.terms)


def read(text: str) -> list[Line]:
    """The non-blank lines of a cleaned text; a label for captions that ends open has its caption on
    the next."""
    lines = [line(row) for row in text.split("\n") if row.strip()]
    for over, one in pairwise(lines):
        if over.kind == "caption" and over.heading and over.text[-1] in _OPEN and not one.kind:
            one.kind, one.prose = "caption", NO_PROSE
    return lines


def line(row: str) -> Line:
    """One cleaned line, which must not be blank."""
    row = row.strip()
    terms = word_terms(row)
    count = len(terms)
    prose = _prose(_ENDED.sub("", row), count) or _prose_before_pointer(row, terms)
    if count > vocabulary.SHORT and prose == STRONG:
        kind = vocabulary.kind_of_prose(terms, row)
        return Line(row, terms, kind, False, False, NO_PROSE if kind else STRONG)
    kind, heading = vocabulary.kind_of(terms, row)
    kind = kind or _shape(row, terms)
    date = count <= DATE and is_date(row)
    if date and kind in ("menu", "share"):  # the names of sections beside a date
        kind = None
    return Line(row, terms, kind, heading, date, NO_PROSE if kind or date else prose)


def stops(text: str) -> bool:
    """Whether a line ends as a sentence does, or announces what follows."""
    return text.rstrip(_CLOSERS).endswith(_STOPS)


def ended(text: str) -> bool:
    """The same, but for the parts of a sentence, which end with a semicolon."""
    return text.rstrip(_CLOSERS).endswith(_ENDS)


def bulleted(text: str) -> bool:
    """Whether a line begins with the sign of an item of a list."""
    return bool(_BULLET.match(text))


def footnote(text: str) -> bool:
    """Whether a line begins with a number in brackets, as notes under an article do."""
    return bool(_NOTE.match(text))


def byline(line: Line, most: int = 4) -> bool:
    """Whether a line has the shape of «place - outlet», «place: name» or «(outlet - place)».

    No part has more than `most` words.
    """
    if line.kind in ("byline", "stamp", "credit"):
        return True
    return labelled(line) or dashed(line, most)


def labelled(line: Line) -> bool:
    """«place: name», of four words at most; a short headline may look the same."""
    head, colon, rest = line.text.partition(":")
    return bool(
        colon and len(line.terms) <= 4 and len(head.split()) <= 2 and 0 < len(rest.split()) <= 3
    )


def dashed(line: Line, most: int) -> bool:
    """«place - outlet», «(outlet - place)» or «name*», no part of more than `most` words."""
    count, text = len(line.terms), line.text
    if not 0 < count <= 2 * most + 2:
        return False
    if text[-1] == "*" and count <= 4:
        return True
    return bool(_DASHED.search(text)) and max(_sizes(text)) <= most


def credited(line: Line) -> bool:
    """Whether the name of an outlet or a photographer hangs on a line: «words - name»."""
    if not _DASHED.search(line.text):
        return False
    sizes = _sizes(line.text)
    return len(sizes) > 1 and min(sizes[0], sizes[-1]) <= 3


def _sizes(text: str) -> list[int]:
    return [len(part.split()) for part in _PARTS.split(text)]


def _shape(row: str, terms: list[str]) -> str | None:
    """Furniture known by its shape: signs, counters, rows of links, addresses."""
    if not terms:
        return "signs"
    if all(map(str.isdigit, terms)) and not _NUMERIC.search(row) and not _CLOCK.search(row):
        return None if len(row) == 4 else "counter"
    if _SEPARATED.search(row) and not stops(row):
        links = _SEPARATED.split(row)
        if len(links) >= 3 and len(terms) <= 4 * len(links) and not _dated(terms):
            return "menu"
    if row.count("#") > 1 and row[0] == "#" and not stops(row):
        return "tags"
    if len(terms) <= 6 and _ADDRESS.search(row):
        return "link"
    return None


def _dated(terms: list[str]) -> bool:
    """Whether a month and a year stand in a line."""
    marks, _ = vocabulary.date_words()
    year = any(len(term) == 4 and term.isdigit() for term in terms)
    return year and not marks.isdisjoint(terms)


def dated(line: Line) -> bool:
    """Whether a date stands in a line, whatever else does."""
    return line.date or bool(_NUMERIC.search(line.text)) or _dated(line.terms)


def listed(line: Line) -> bool:
    """Whether a line is a headline beside its date, as lists of articles show them, or a name, a
    date and what was said: never what ends as a sentence."""
    if line.prose == STRONG or line.kind or line.date or not _DIGIT.search(line.text):
        return False
    words = line.text.split()
    if len(words) < 4 or line.text.endswith(_FULL_STOPS):
        return False
    edges = (words[:EDGE], words[-EDGE:])
    return any(
        _NUMERIC.search(" ".join(edge))
        or (line.prose == NO_PROSE and _dated(word_terms(" ".join(edge))))
        for edge in edges
    )


def initials(line: Line) -> bool:
    """Whether a line holds but letters, the signature of a writer: «a. b.» or «a b / c d»."""
    return bool(line.terms) and len(line.terms) <= 6 and max(map(len, line.terms)) <= 2


def choices(text: str) -> bool:
    """Whether a line gives answers of a poll: two shares or more of a hundred, or boxes."""
    return len(_CHOICE.findall(text)) > 1


def is_clock(text: str) -> bool:
    """Whether a line is a time of day and nothing else, as over the parts of a live report."""
    return bool(_CLOCK.fullmatch(text))


def timed(text: str) -> bool:
    """Whether a time of day stands in a line."""
    return bool(_CLOCK.search(text))


def _prose_before_pointer(row: str, terms: list[str]) -> int:
    """How surely a line is running text, by what stands before the pointer at its end."""
    tail = vocabulary.tail(row)
    if tail and row[: tail[0]].rstrip().endswith(_FULL_STOPS):  # else a summary of another article
        return _prose(row[: tail[0]].rstrip(), len(terms) - 1)
    at = next((at for at, _ in vocabulary.furniture().clause.within(terms) if at), 0)
    before = row[: word_tokens(row)[at].start].rstrip() if at else ""
    return _prose(before, at) if before.rstrip(_CLOSERS).endswith(_FULL_STOPS) else NO_PROSE


def _prose(row: str, count: int) -> int:
    """Headlines are short, have no full stop and few commas; so a question may be one."""
    if count > HEADLINE:
        return STRONG
    if count < WEAKEST:
        return NO_PROSE
    full = row.rstrip(_CLOSERS).endswith(_FULL_STOPS)
    if count >= 14 and (full or row.count(_COMMA) + row.count(",") > 1 or _SENTENCE.search(row)):
        return STRONG
    if count >= 9 and row[-1] == ".":
        return STRONG
    return WEAK if row[-1] != ":" and stops(row) else NO_PROSE


def is_date(row: str) -> bool:
    """Whether a line is a date, a time or an age, and hardly anything else."""
    if len(row) > 30 and not _DIGIT.search(row):
        return False
    marks, beside = vocabulary.date_words()
    words = [term for piece in _PIECES.findall(row) for term in word_terms(piece)]
    numbers = sum(map(str.isdigit, words))
    dated = sum(word in marks for word in words)
    near = sum(word in beside and word not in marks for word in words)
    others = len(words) - numbers - dated - near
    if others == 0 and dated and (numbers or len(words) == 1):
        return True
    if others > 5:
        return False
    full = (numbers >= 2 and dated) or _NUMERIC.search(row) or _CLOCK.search(row)
    age = numbers and near and others <= 2 and len(words) < 8
    return bool(full and others <= max(2, numbers + dated)) or bool(age)
