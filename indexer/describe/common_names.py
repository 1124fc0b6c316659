"""Short forms of names that are words of the language as well: which of their places are the name.

Many last names are adjectives and nouns («the Arab», «peace», «happy»), and some papers are called
after them («life»). Once an article names such a person or paper in full, its short form is theirs
only where the words beside it speak for that:

- a person's behind a title or a verb of the news, a particle or a sign, a word for what persons
  have (``mappings/lexicon/person_contexts.txt``), but not as an adjective that agrees with the word
  before it, nor as the second part of another possession, nor with an adjective or a possessor of
  its own;
- a medium's behind the word for what it is, between quotation marks, or behind a verb of saying.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import mappings
from indexer.arabic import analysis
from indexer.arabic.analyzers import normalize, runs, word_terms
from indexer.arabic.kinds import bits
from indexer.arabic.lemma import is_stop_word
from indexer.arabic.name_forms import ARTICLE, CONJUNCTIONS, FEMININE, PREPOSITIONS, PRONOUNS
from indexer.describe.names.facts import VERB
from indexer.describe.names.identity import word_of
from indexer.describe.names.words import Word
from indexer.describe.titles import title_before
from indexer.lists.phrases import phrases

ADJECTIVE, MEDIUM = "adjective", "medium"  # kinds of ``common_names.txt``
HAS, WHOSE, BEFORE = "has", "whose", "before"  # roles of ``person_contexts.txt``
_IN = "\u0641\u064a"  # «in», which stands before things and times
_LIKE = PREPOSITIONS[2]
_REACH = 60  # code points on either side that are looked at
_RARER = 3  # binary logarithm; a verb so much rarer than a noun of the same letters is none
_SPACE = re.compile(r"[^\S\n]+")
_OPENING = frozenset("\"'«“”„‹‘(")
_SAID_OF = bits("F")  # of what is an adjective or a person
_ALEF_MAQSURA = "\u0649"
_PLURAL = "\u0627\u062a"  # the feminine one
_NO_COMPLEMENT = frozenset(
    ("title", "say", "verb", "particle", "given", "place", "state", "number")
)


def is_common(form: str) -> bool:
    """Whether the lexicon knows a word of the language that is met no less often than the name."""
    return word_of(form).is_common


def kind_of(terms: Sequence[str]) -> str | None:
    """Which kind of common word a short form at word depth is: "adjective", "noun" or "medium";
    None where it is hardly anything but the name."""
    return _kinds().get(tuple(terms))


def is_medium(text: str, start: int) -> bool:
    """Whether a medium's short form at `start`, made of common words, is the medium there."""
    if text[max(0, start - 1) : start] in _OPENING and start:
        return True
    word = _before(text, start)
    if word is None:
        return False
    parts = word_of(word)
    return parts.kind == "say" or phrases("publishers").at_start("head", [parts.base]) > 0


def is_person(text: str, start: int, end: int, name: str) -> bool:
    """Whether a last name, a common word at word depth, is the person at text[start:end]."""
    lead = normalize(text[start:end]).removesuffix(name.removeprefix(ARTICLE))
    lead = lead.removesuffix(ARTICLE) if name.startswith(ARTICLE) else lead
    if lead[-1:] == _LIKE:
        return False
    before = _before(text, start)
    if before and not lead:
        if _is_led(text, start, before, name):
            return True
        if not _stands_behind(word_of(before), before, name):
            return False
    elif before and lead in CONJUNCTIONS and _joined(word_of(before), name):
        return False
    after = _after(text, end)
    return after is None or _has_pronoun(after) or not _completes(word_of(after), name)


def _is_led(text: str, start: int, before: str, name: str) -> bool:
    """Whether a title, a verb, or what only a person has stands before a name."""
    parts = word_of(before)
    return (
        parts.kind == "say"
        or "verb" in parts.facts
        or WHOSE in _contexts().get(parts.base, ())
        or title_before(text, start) is not None
        or _opens_as_verb(text, start, before, name)
    )


def _before(text: str, start: int) -> str | None:
    """The word before a place with nothing but space between."""
    low = max(0, start - _REACH)
    words = runs(text[low:start])
    if not words or not _SPACE.fullmatch(text, low + words[-1][2], start):
        return None
    return words[-1][0]


def _after(text: str, end: int) -> str | None:
    words = runs(text[end : end + _REACH])
    return words[0][0] if words and _SPACE.fullmatch(text, end, end + words[0][1]) else None


def _opens_as_verb(text: str, start: int, form: str, name: str) -> bool:
    """Whether the word before a place may be a verb and stands like one: joined by «and», spelt
    with alef maqsura, or first in its sentence, where no adjective follows."""
    parts = word_of(form)
    readings = analysis.readings(parts.base)
    verb = max((reading.weight for reading in readings if reading.kinds & VERB), default=-_RARER)
    if verb + _RARER < max((reading.weight for reading in readings), default=0):
        return False
    if parts.conjunction or form.endswith(_ALEF_MAQSURA):
        return True
    at = text.rindex(form, 0, start)
    return not _is_adjective(name) and _before(text, at) is None


def _has_pronoun(form: str) -> bool:
    return form.endswith(PRONOUNS) and "ending" in word_of(form).facts


def _stands_behind(before: Word, form: str, name: str) -> bool:
    """Whether a name without clitics may stand by itself behind a word that is no verb."""
    roles = _contexts().get(before.base, ())
    if BEFORE in roles or _has_pronoun(form):
        return True
    if before.base == _IN or before.kind == "particle" or "by-particle" in before.facts:
        return False
    if before.kind == "given":
        return False  # another person's name
    if not is_common(before.full):
        return True
    if _has_article(before):
        return not name.startswith(ARTICLE) or (
            not _is_adjective(name) or _is_feminine(before.base)
        )
    if not name.startswith(ARTICLE) and _is_adjective(name) and not _is_feminine(before.base):
        return False
    return HAS in roles


def _joined(before: Word, name: str) -> bool:
    """Whether «and» joins the name, as a common word, to another one of the same definiteness."""
    if before.kind in ("say", "given", "place", "state", "title") or not is_common(before.full):
        return False
    if "verb" in before.facts or before.kind == "particle":
        return False
    return _has_article(before) == name.startswith(ARTICLE)


def _completes(after: Word, name: str) -> bool:
    """Whether the next word makes the name a common word: an adjective that agrees with it, or what
    it is of."""
    if after.conjunction or after.preposition or after.kind in _NO_COMPLEMENT:
        return False
    if "verb" in after.facts or not is_common(after.full) or is_stop_word(after.full):
        return False
    if name.startswith(ARTICLE):
        return _has_article(after) and _is_adjective(after.base)
    return True


def _has_article(word: Word) -> bool:
    return "al" in word.facts


def _is_feminine(base: str) -> bool:
    """Whether a masculine adjective cannot be said of a word: of its ending, or the plural."""
    return base.endswith((FEMININE, _PLURAL))


def _is_adjective(term: str) -> bool:
    """Whether a word may be said of another; of a name, the list says it."""
    if kind := kind_of((term,)):
        return kind == ADJECTIVE
    if {"nisba", "nisba-bare"} & set(word_of(term).facts):
        return True
    return any(reading.kinds & _SAID_OF for reading in analysis.readings(term))


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    return {tuple(word_terms(form)): kind for kind, form in mappings.table("common_names", 2)}


@cache
def _contexts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for role, word in mappings.table("person_contexts", 2):
        found.setdefault(normalize(word), []).append(role)
    return found
