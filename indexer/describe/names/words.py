"""What the model is told of one written form: a function of the form alone, so worked out once.

A form is read as ``[و ف] [ب ل ك] base``: the lexicon decides what is a clitic; before a word that
it does not know only the conjunction و is taken off.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from indexer.arabic import analysis
from indexer.arabic.analyzers import normalize
from indexer.arabic.name_forms import (
    ARTICLE,
    CONJUNCTIONS,
    CUT_PRONOUNS,
    LAM,
    LAM_ARTICLE,
    PREPOSITIONS,
)
from indexer.describe.names.facts import VERB, known

LONE = frozenset(
    (*CONJUNCTIONS, *CUT_PRONOUNS)
)  # words that annotated texts cut off: no words of their own
CUT = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*|[^\s\w]|_")
_SHORTEST = 5  # letters of an unknown word that may begin with the conjunction


class Word(NamedTuple):
    """A form at word depth as its parts; `kind` is one of `KINDS`; `facts` are further features."""

    full: str
    conjunction: bool
    preposition: str
    base: str
    kind: str
    facts: tuple[str, ...]


KINDS = (
    "edge", "stop", "comma", "open", "close", "quote", "colon", "dash", "sign", "number", "latin",
    "title", "say", "body", "place-cue", "given", "person", "place", "state", "name", "seen",
    "unknown", "nisba", "verb", "particle", "definite", "noun", "link",
)  # fmt: skip
_SIGNS = {
    **dict.fromkeys(".!?؟…؛", "stop"),
    **dict.fromkeys("،,", "comma"),
    **dict.fromkeys("([{", "open"),
    **dict.fromkeys(")]}", "close"),
    **dict.fromkeys("\"'«»“”„‟‹›‘’", "quote"),
    **dict.fromkeys(":", "colon"),
    **dict.fromkeys("-–—/|", "dash"),
}


def spelling(form: str) -> str:
    """A form at word depth; a sign as it stands."""
    full = normalize(form)
    return full if full[:1].isalnum() else form


def word(form: str) -> Word:
    """The parts and facts of one form as it stands in a text."""
    sign = _SIGNS.get(form)
    if sign:
        return Word(form, False, "", form, sign, ())
    full = spelling(form)
    if not full[0].isalnum():
        return Word(form, False, "", form, "sign", ())
    if full.isdigit():
        return Word(full, False, "", "0" * min(len(full), 5), "number", ())
    if full[0].isascii():
        return Word(full, False, "", full, "latin", ())
    conjunction, preposition, base = _parts(full)
    kind, facts = known(base)
    return Word(full, conjunction, preposition, base, kind, facts)


def _parts(full: str) -> tuple[bool, str, str]:
    readings = analysis.readings(full)
    if not readings:
        cut = full[0] == CONJUNCTIONS[0] and len(full) >= _SHORTEST
        return cut, "", full[1:] if cut else full
    best = readings[0]
    if not best.prefix:
        return False, "", full
    conjunction, preposition, letters, instead = _held(best.clitic, bool(best.kinds & VERB))
    return conjunction, preposition, instead + full[letters:]


@cache
def _held(clitic: str, by_verb: bool) -> tuple[bool, str, int, str]:
    """What a clitic holds: whether a conjunction, and which preposition; and how many letters of
    the word these are, and what stands there without them."""
    conjunction = clitic[:1] in CONJUNCTIONS
    rest = clitic[conjunction:]
    if rest.startswith(LAM_ARTICLE):
        return conjunction, LAM, conjunction + len(LAM_ARTICLE), ARTICLE
    if rest[:1] in PREPOSITIONS and not by_verb:
        return conjunction, rest[0], conjunction + 1, ""
    return conjunction, "", int(conjunction), ""
