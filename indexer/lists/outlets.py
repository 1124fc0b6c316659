"""Known publishers, by any of their names, codes and domains."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from urllib.parse import urlsplit

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.arabic.name_forms import ARTICLE, LAM_ARTICLE, PREPOSITIONS
from indexer.lists.phrases import key, phrases

FOR = PREPOSITIONS[1]  # «for», written onto the name whose something is, or who is told
AGENCIES = frozenset({"wire", "agency"})  # roles in ``publishers.txt``
REMEMBERED = 4096  # names, the same few of which stand on every page of an archive


@lru_cache(maxsize=REMEMBERED)
def find_outlet(name: str) -> str | None:
    """The canonical name of the outlet that `name` names, or None where the list has none.

    Words that say what kind of outlet it is may stand before the name, and such as it
    bears or not after it; a name of several outlets is the one that bears no other name.
    """
    names = _names()
    if name in names:
        return names[name]
    for terms in _forms(word_terms(name)):
        found = names.get(" ".join(terms)) or names.get("".join(terms))
        if found:
            return found
    return None


def outlet_of(address: str | None) -> str | None:
    """The canonical name of the outlet at a web address or host."""
    if not address:
        return None
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    labels = host.lower().split(".")
    hosts = (".".join(labels[at:]) for at in range(len(labels) - 1))
    return next((_hosts()[host] for host in hosts if host in _hosts()), None)


def is_agency(name: str) -> bool:
    """Whether `name` is an agency as datelines credit it."""
    return not AGENCIES.isdisjoint(phrases("publishers").roles(word_terms(name)))


def is_wire(name: str) -> bool:
    """Whether `name` is an agency that papers everywhere print, its dateline and all."""
    return "wire" in phrases("publishers").roles(word_terms(name))


def without_for(name: str) -> tuple[str, ...]:
    """What `name` may be behind the preposition written onto it; empty where none is."""
    if not name.startswith(FOR):
        return ()
    rest = (name.removeprefix(FOR),)
    return (
        (ARTICLE + name.removeprefix(LAM_ARTICLE), *rest) if name.startswith(LAM_ARTICLE) else rest
    )


def begins_outlet(term: str) -> bool:
    """Whether the name of an outlet may begin with a word term, behind the preposition or not."""
    return any(form in _first_terms() for form in (term, *without_for(term)))


@lru_cache(maxsize=REMEMBERED)
def has_rights(line: str) -> bool:
    """Whether a line says whose the rights are."""
    terms = word_terms(line)
    rights = phrases("publishers")
    return "\N{COPYRIGHT SIGN}" in line or any(
        rights.at_start("rights", terms[at:]) for at in range(len(terms))
    )


def _forms(terms: list[str]) -> Iterator[list[str]]:
    """The terms under which a name may be listed, the likeliest first."""
    known = phrases("publishers")
    starts, ends = [0], [len(terms)]
    while cut := max(known.at_start(role, terms[starts[-1] :]) for role in ("head", "owner")):
        starts.append(starts[-1] + cut)
    while cut := known.at_end("kin", terms[: ends[-1]]):
        ends.append(ends[-1] - cut)
    for start in starts:
        for end in ends:
            if start < end:
                yield terms[start:end]
    latin = [term for term in terms if term.isascii()]
    if latin and len(latin) < len(terms):  # both its names, side by side
        yield [term for term in terms if not term.isascii()]


@cache
def _names() -> dict[str, str]:
    """Canonical names by every form: as written, as spaced word terms, as terms written together.

    Two papers may differ in no more than a hamza, so what is written goes before what it sounds
    like. A form of several outlets is the one's that bears it as its name, else nobody's.
    """
    names: dict[str, str] = {}
    for spell in (str, _spaced, key):
        owners: dict[str, set[str]] = {}
        for outlet in mappings.outlets():
            names.setdefault(spell(outlet.name), outlet.name)
            for form in (outlet.id, outlet.english, *outlet.aliases, *outlet.domains):
                owners.setdefault(spell(form), set()).add(outlet.name)
        for form, owned in owners.items():
            if len(owned) == 1:
                names.setdefault(form, *owned)
    names.pop("", None)
    return names


@cache
def _first_terms() -> frozenset[str]:
    rows = mappings.table("publishers", 2)
    names = [phrase for role, phrase in rows if role in ("head", "owner")]
    for outlet in mappings.outlets():
        names += (outlet.name, outlet.english, *outlet.aliases)
    return frozenset(terms[0] for terms in map(word_terms, names) if terms)


def _spaced(name: str) -> str:
    return " ".join(word_terms(name))


@cache
def _hosts() -> dict[str, str]:
    return {domain.lower(): o.name for o in mappings.outlets() for domain in o.domains}
