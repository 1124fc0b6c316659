"""What the model is told of one written form: a function of the form alone, so worked out once.

A form is read as ``[و ف] [ب ل ك] base``: the lexicon decides what is a clitic; before a word that
it does not know only the conjunction و is taken off.
"""

from __future__ import annotations

import re
from functools import cache
from sys import intern
from typing import NamedTuple

from indexer.arabic import ahead, analysis
from indexer.arabic.analyzers import normalize
from indexer.arabic.name_forms import (
    ARTICLE,
    CONJUNCTIONS,
    CUT_PRONOUNS,
    LAM,
    LAM_ARTICLE,
    PREPOSITIONS,
)
from indexer.describe.names.facts import VERB, Known, known

LONE = frozenset(
    (*CONJUNCTIONS, *CUT_PRONOUNS)
)  # words that annotated texts cut off: no words of their own
CUT = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*|[^\s\w]|_")
_MOSTLY_NAME = frozenset(("lead1", "lead2", "lead3", "lead4"))  # facts of a word met as a name
_OFTEN = frozenset(f"word{n}" for n in range(4, 16))  # facts of words met a thousand times or so
_SHORTEST = 5  # letters of an unknown word that may begin with the conjunction


class Word(NamedTuple):
    """A form at word depth as its parts; `kind` is one of `KINDS`; `facts` are further features."""

    full: str
    conjunction: bool
    preposition: str
    base: str
    kind: str
    facts: tuple[str, ...]

    @property
    def is_common(self) -> bool:
        """Whether the lexicon knows a word of the language that is met no less often as such."""
        return "known" in self.facts and _MOSTLY_NAME.isdisjoint(self.facts)

    @property
    def is_rare(self) -> bool:
        """Whether the word, if the lexicon knows it, is seldom met as one of the language."""
        return not _OFTEN.intersection(self.facts)


class Parts(NamedTuple):
    """What a word is made of: whether a conjunction stands first, and which preposition; how many
    letters these are, and what stands in their place in the base; and what is known of the base."""

    conjunction: bool
    preposition: str
    letters: int
    instead: str
    known: Known


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
    parts = _ahead().get(full) or worked_out(full)
    conjunction, preposition, letters, instead, (kind, facts) = parts
    return Word(full, conjunction, preposition, instead + full[letters:], kind, facts)


def worked_out(full: str) -> Parts:
    """The parts of a word, even if they were worked out ahead."""
    conjunction, preposition, letters, instead = _clitics(full)
    base = instead + full[letters:]
    ready = _ahead().get(base)
    facts = ready.known if ready and not ready.letters else known(base)
    return Parts(conjunction, preposition, letters, instead, facts)


def _clitics(full: str) -> tuple[bool, str, int, str]:
    readings = analysis.readings(full)
    if readings:
        return _held(readings[0].clitic, bool(readings[0].kinds & VERB))
    return _held(CONJUNCTIONS[0] if len(full) >= _SHORTEST and full[0] == CONJUNCTIONS[0] else "")


@cache
def _held(clitic: str, by_verb: bool = False) -> tuple[bool, str, int, str]:
    conjunction = clitic[:1] in CONJUNCTIONS
    rest = clitic[conjunction:]
    if rest.startswith(LAM_ARTICLE):
        return conjunction, LAM, conjunction + len(LAM_ARTICLE), ARTICLE
    if rest[:1] in PREPOSITIONS and not by_verb:
        return conjunction, rest[0], conjunction + 1, ""
    return conjunction, "", int(conjunction), ""


def to_line(parts: Parts) -> str:
    """The parts of a word as one line of a file."""
    conjunction, preposition, letters, instead, (kind, facts) = parts
    return "\t".join(
        (CONJUNCTIONS[0] * conjunction, preposition, str(letters), instead, kind, *facts)
    )


def from_line(line: str) -> Parts:
    """What `to_line` wrote."""
    conjunction, preposition, letters, instead, known = line.split("\t", 4)
    return Parts(bool(conjunction), preposition, int(letters), instead, _known_from(known))


@cache
def _known_from(text: str) -> Known:
    kind, *facts = map(intern, text.split("\t"))
    return kind, tuple(facts)


@cache
def _ahead() -> ahead.Column[Parts]:
    return ahead.Column("parts", from_line)
