"""What lists and lexicon say of a base, as the model is told it: its kind and further facts."""

from __future__ import annotations

from functools import cache

import mappings
from indexer.arabic import analysis
from indexer.arabic.affixes import PARTICLES
from indexer.arabic.analyzers import normalize, word_terms
from indexer.arabic.kinds import VERBAL, bits
from indexer.arabic.name_forms import ARTICLE, NISBA, NISBA_FEMININE
from indexer.memo import Memo

VERB = bits("".join(VERBAL))
_NAME = bits("R")
_SEEN = "seen"  # the rule of what the lexicon only saw in open text
_NISBAS = (NISBA, NISBA_FEMININE)

Facts = tuple[str, ...]
Known = tuple[str, Facts]


def _told_of(base: str) -> Known:
    return _known(base in _links(), _by_lists(base), _by_readings(base))


_facts = Memo(_told_of, 200_000)


def known(base: str) -> Known:
    """The kind of a base, one of `words.KINDS`, and the facts that are features besides."""
    return _facts[base]


@cache
def _known(is_link: bool, lists: Facts, readings: Facts) -> Known:
    """Few bases have facts that no other has, so all that have the same share one object."""
    facts = *dict.fromkeys(lists), *readings
    return _kind(is_link, facts), facts


def _by_lists(base: str) -> Facts:
    cues, listed = _cues(), _listed().get(base, ())
    found = cues.get(base, ())
    if not base.startswith(ARTICLE):
        found += listed
        return (*found, "nisba-bare") if base.endswith(_NISBAS) else found
    found += cues.get(base[len(ARTICLE) :], ()) + listed
    return (*found, "nisba", "al") if base.endswith(_NISBAS) else (*found, "al")


def _by_readings(base: str) -> Facts:
    """How often a base is met as a name, and as something else; and what its best reading is."""
    readings = analysis.readings(base)
    if not readings:
        return _told(-1, -1)
    name = other = -1
    named_by = ""
    for _, _, _, ending, kinds, weight, rule in readings:
        if kinds & _NAME and not ending:
            named_by = named_by or rule
            name = max(name, weight)
        else:
            other = max(other, weight)
    lead = max(-4, min(4, (name - other) // 3)) if named_by and other >= 0 else None
    _, prefix, _, ending, kinds, _, rule = readings[0]
    definite = prefix.endswith(ARTICLE)
    return _told(
        name // 4, other // 4, named_by, lead, kinds, definite, bool(ending), rule == _SEEN
    )


@cache
def _told(
    name: int,
    other: int,
    named_by: str = "",
    lead: int | None = None,
    kinds: int = 0,
    definite: bool = False,
    has_ending: bool = False,
    is_seen: bool = False,
) -> Facts:
    found = ["known" if other >= 0 else _SEEN if named_by else "unknown"]
    found += [f"name{name}", f"word{other}"]
    if named_by:
        found.append(f"by-{named_by}")
    if lead is not None:
        found.append(f"lead{lead}")
    if kinds & VERB:
        found.append("verb")
    elif kinds & PARTICLES and not kinds & _NAME:
        found.append("particle")
    flags = {"definite": definite, "ending": has_ending, f"best-{_SEEN}": is_seen}
    return *found, *(fact for fact, is_so in flags.items() if is_so)


def _kind(is_link: bool, facts: tuple[str, ...]) -> str:
    known = set(facts)
    if is_link:
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
