"""What stands on a paragraph's line and is no part of it: pointers to other articles, datelines."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import mappings
from indexer.arabic.analyzers import Token, word_terms, word_tokens
from indexer.arabic.name_forms import CONJUNCTIONS
from indexer.extract import vocabulary
from indexer.extract.lines import Line, is_date
from indexer.lists.places import find_place
from indexer.records import Dropped

MOST = 60  # words of a pointer
LEAST = 3  # words of a pointer
ORIGIN = 8  # words of a dateline
_AGENCY = re.compile(r"^([^().\u061f!:\u00ab\"]{0,60}\([^():\d]{1,30}\))\s*[-\u2013\u2014]+\s+")
_DASH = re.compile(r"\s*[-\u2013\u2014]+\s+|:\s+")
# a sign that more follows elsewhere
_LEFT_OUT = re.compile(r"(?<=[.!?\u061f])\s+(?:\.{2,}|\u2026)$")
_QUOTES = ("\u00bb", "\u201d", '"')
ENDS = '.\u06d4!?\u061f\u2026"\u00bb\u201d)]\u061b'


def cut(line: Line, last: bool) -> tuple[str, list[Dropped]]:
    """A paragraph without the pointer in it, and the pointer.

    A pointer begins after a sentence and ends with the line, or before words that go on with the
    article. In a paragraph that is not the `last` a sentence may follow it whose beginning nobody
    can tell: there it stays.
    """
    text = line.text
    places: list[Token] = []
    known = vocabulary.furniture()
    found = [*known.clause.within(line.terms)]
    if ":" in text and not known.verb.heads.isdisjoint(line.terms):
        found += vocabulary.pointers(line.terms, text)
    for at, kind in found:
        if len(line.terms) - at > MOST or (at == 0 and line.kind is None):
            continue
        places = places or word_tokens(text)
        start = places[at].start
        before = text[:start].rstrip(' -\u2013|*([\u00ab"')
        after = text[start:].rstrip()
        if before and before[-1] not in ENDS:
            continue
        if not last and _sentences(after):
            continue
        before = _LEFT_OUT.sub("", before)
        end = _resumed(text, places[at:])
        pointer = text[len(before) : end].strip()
        return f"{before} {text[end:]}".strip(), [Dropped(pointer, kind)]
    return _without_tail(text)


def _without_tail(text: str) -> tuple[str, list[Dropped]]:
    """A paragraph without the words «more», «details» that end it behind dots."""
    found = vocabulary.tail(text)
    if found is None:
        return text, []
    at, kind = found
    return text[:at].rstrip(), [Dropped(text[at:], kind)]


def _resumed(text: str, tokens: list[Token]) -> int:
    """Where the article goes on behind a pointer that begins with `tokens`: a headline has no full
    stop, so that of the line is of the sentence that begins with «and», a verb of saying and a
    small word. The end of the text where nothing tells."""
    if text.rstrip()[-1] != ".":
        return len(text)
    for place, (one, under) in enumerate(pairwise(tokens)):
        said = one.term[0] == CONJUNCTIONS[0] and one.term[1:] in vocabulary.saying()
        if place > LEAST and said and under.term in vocabulary.small_words():
            return one.start
    return len(text)


def _sentences(text: str) -> bool:
    """Whether more than a headline follows: a full stop, and words after it."""
    _, stop, rest = text.partition(". ")
    return bool(stop) and len(rest.split()) > 3


def dateline(text: str) -> tuple[str, str]:
    """The place and agency at the start of a first paragraph, and the paragraph without them.

    «place (agency) - words», or short parts between dashes of which one is a known outlet, and what
    says behind it who wrote, where or when; a colon ends them, unless quotation marks make the
    outlet the one that is quoted. A dash alone opens too many sentences to tell.
    """
    found = _AGENCY.match(text)
    if found and len(found.group(1).split()) <= ORIGIN:
        return text[: found.end()].rstrip(), text[found.end() :]
    start = end = 0
    for dash in _DASH.finditer(text, 0, 80):
        part = text[start : dash.start()].strip(" ()")
        terms = word_terms(part)
        if len(terms) > 4 or (end and not (_signed(terms) or _places(part))):
            break
        start = dash.end()
        end = start if end or " ".join(terms) in _outlets() else 0
        if ":" in dash.group():
            end = 0 if part[-1:] in _QUOTES else end
            break
    rest = text[end:]
    return (text[:end].rstrip(), rest) if end and len(rest.split()) > 4 else ("", text)


def _places(part: str) -> bool:
    """Whether a part says where or when."""
    return bool(part) and (is_date(part) or find_place(part) is not None)


def _signed(terms: list[str]) -> bool:
    """Whether a part is a label of authorship and a name."""
    label = vocabulary.furniture().label.starting(terms)
    return label is not None and label[1] == "byline" and len(terms) > len(label[0])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(
        " ".join(word_terms(name))
        for outlet in mappings.outlets()
        for name in (outlet.name, outlet.english, *outlet.aliases)
        if name
    )
