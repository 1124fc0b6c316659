"""What the model is told of one written form: a function of the form alone, so worked out once.

A form is read as ``[و ف] [ب ل ك] base``: the lexicon decides what is a clitic; before a word that
it does not know only the conjunction و is taken off.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import mappings
from indexer.arabic import analysis
from indexer.arabic.affixes import PARTICLES
from indexer.arabic.analyzers import normalize, word_terms
from indexer.arabic.kinds import VERBAL, bits
from indexer.arabic.name_forms import (
    ARTICLE,
    CONJUNCTIONS,
    CUT_PRONOUNS,
    LAM,
    LAM_ARTICLE,
    NISBA,
    NISBA_FEMININE,
    PREPOSITIONS,
)

LONE = frozenset(
    (*CONJUNCTIONS, *CUT_PRONOUNS)
)  # words that annotated texts cut off: no words of their own
CUT = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670\u0640]+[^\W_]*)*|[^\s\w]|_")
_SHORTEST = 5  # letters of an unknown word that may begin with the conjunction
_NAME, _VERB = bits("R"), bits("".join(VERBAL))


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
    readings = analysis.readings(full)
    conjunction, preposition, base = _parts(full, readings)
    facts = tuple(_facts(base, readings if base == full else analysis.readings(base)))
    return Word(full, conjunction, preposition, base, _kind(base, facts), facts)


def _parts(full: str, readings: list[analysis.Reading]) -> tuple[bool, str, str]:
    if not readings:
        cut = full[0] == CONJUNCTIONS[0] and len(full) >= _SHORTEST
        return cut, "", full[1:] if cut else full
    best = readings[0]
    clitic, rest = best.clitic, full
    conjunction = clitic[:1] in CONJUNCTIONS
    if conjunction:
        clitic, rest = clitic[1:], rest[1:]
    if clitic.startswith(LAM_ARTICLE):
        return conjunction, LAM, ARTICLE + rest[2:]
    if clitic[:1] in PREPOSITIONS and not best.kinds & _VERB:
        return conjunction, clitic[0], rest[1:]
    return conjunction, "", rest


def _facts(base: str, readings: list[analysis.Reading]) -> list[str]:
    bare = base.removeprefix(ARTICLE)
    cues = _cues()
    found = [*cues.get(base, ()), *(cues.get(bare, ()) if bare != base else ())]
    found += _listed().get(base, ())
    if base.endswith((NISBA, NISBA_FEMININE)):
        found.append("nisba" if bare != base else "nisba-bare")
    if bare != base:
        found.append("al")
    return [*dict.fromkeys(found), *_weights(readings), *_best(readings)]


def _weights(readings: list[analysis.Reading]) -> list[str]:
    """How often the word is met as a name, and as something else."""
    name = other = -1
    named_by = ""
    for reading in readings:
        if reading.kinds & _NAME and not reading.ending:
            named_by = named_by or reading.rule
            name = max(name, reading.weight)
        else:
            other = max(other, reading.weight)
    known = "known" if other >= 0 else "seen" if named_by else "unknown"
    found = [known, f"name{name // 4}", f"word{other // 4}"]
    if named_by:
        found.append("by-" + named_by)
        if other >= 0:
            found.append(f"lead{max(-4, min(4, (name - other) // 3))}")
    return found


def _best(readings: list[analysis.Reading]) -> list[str]:
    """What the heaviest reading is."""
    if not readings:
        return []
    best = readings[0]
    is_verb = bool(best.kinds & _VERB)
    is_particle = bool(best.kinds & PARTICLES) and not best.kinds & (_NAME | _VERB)
    found = ["verb"] if is_verb else ["particle"] if is_particle else []
    if best.prefix.endswith(ARTICLE):
        found.append("definite")
    if best.ending:
        found.append("ending")
    if best.rule == "seen":
        found.append("best-seen")
    return found


def _kind(base: str, facts: tuple[str, ...]) -> str:
    known = set(facts)
    if base in _links():
        return "link"
    for kind in ("title", "say", "body", "place-cue"):
        if kind in known:
            return kind
    if "particle" in known:
        return "particle"
    if "given" in known and "verb" not in known:
        return "given"
    for kind in ("state", "place", "person"):
        if kind in known:
            return kind
    if "nisba" in known:
        return "nisba"
    if "unknown" in known:
        return "unknown"
    if "seen" in known:
        return "seen" if "by-seen" in known else "name"
    if "verb" in known:
        return "verb"
    return "definite" if "al" in known else "noun"


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = {}
    for role, form in mappings.table("name_cues", 2):
        found.setdefault(normalize(form), set()).add("place-cue" if role == "place" else role)
    return {form: tuple(sorted(roles)) for form, roles in found.items()}


@cache
def _links() -> frozenset[str]:
    return frozenset(map(normalize, mappings.lexicon("name_links")))


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    """What the lists that hold a word say of it."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in _lists().items():
        for each in words:
            found[each] = (*found.get(each, ()), name)
    return found


def _lists() -> dict[str, frozenset[str]]:
    """Words of the lists, by what a word of them speaks for."""
    persons, bodies, states = set[str](), set[str](), set[str]()
    for actor in mappings.actors():
        names = (actor.name, *actor.aliases, *actor.short)
        words = [term for name in names for term in word_terms(name)]
        if actor.type == "person":
            persons.update(words)
        elif actor.type == "state":
            states.update(terms[0] for terms in map(word_terms, names) if len(terms) == 1)
        else:
            bodies.update(words)
    places, towns = set[str](), set[str]()
    for _, name, others in mappings.table("places", 3):
        for spelling in (name, *filter(None, others.split(";"))):
            terms = word_terms(spelling)
            (towns if len(terms) == 1 else places).update(terms)
    towns.update(normalize(name) for name, _, _ in mappings.table("place_names", 3))
    return {
        "given": frozenset(normalize(name) for name in mappings.lexicon("given_names")),
        "person": frozenset(persons),
        "body-word": frozenset(bodies),
        "state": frozenset(states),
        "place": frozenset(towns),
        "place-word": frozenset(places),
    }
