"""Whether a few words are the name of a person, told by given names and by shape."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import cache, lru_cache

import mappings
from indexer.arabic.analyzers import normalize, word_terms
from indexer.arabic.lemma import lemma
from indexer.arabic.name_forms import ARTICLE, COMPOUND_HEADS, CONJUNCTIONS
from indexer.lists.phrases import key, phrases

MOST = 5  # names in a person's name, compounds counted once
NISBA = "\u064a"  # ends an adjective of origin, as many surnames are
REMEMBERED = 4096  # names, since the same few persons sign most articles of an archive
_LEXICON = ("lexicon", "irregular", "particle")  # in the rules of `lemma` that know a word
# Between two names stands at least one sign, else matching could split a word in every way.
_SHAPE = re.compile(r"[^\W\d_]+(?:(?:[-'’.]{1,2} ?| )[^\W\d_]+)*\.?")
_MARKS = re.compile("[\u064b-\u0652\u0670]")
_ALEF_MAQSURA = "\u0649"
_INITIALS = re.compile(r"(?:[^\W\d_]\s?\.\s?){1,3}")
_LATIN = re.compile(r"(?:[A-Z][\w'’-]+\.? ){1,3}[A-Z][\w'’-]+")


class Likeness(IntEnum):
    """How surely words name a person: not at all; they could; one of them is a name that persons
    bear, or the last is of origin and the first no word; they begin with a given name and go on
    like one."""

    NONE = 0
    SHAPED = 1
    LIKELY = 2
    SURE = 3


@lru_cache(maxsize=REMEMBERED)
def likeness(text: str) -> Likeness:
    """How surely `text` names one person, or two joined by «and»; titles may stand before."""
    text = _MARKS.sub("", text)
    if _LATIN.fullmatch(text):
        return Likeness.LIKELY
    initials = _INITIALS.match(text)
    bare = text[initials.end() :] if initials else text
    if not bare.strip() and initials:
        return Likeness.LIKELY
    if not _SHAPE.fullmatch(bare):
        return Likeness.NONE
    terms = word_terms(bare)
    if any(is_particle(form) for form in bare.split()):
        return Likeness.SHAPED
    titles = phrases("bylines").at_start("title", terms)
    return max(_of(terms[titles:], bool(initials or titles)), _of_two(terms[titles:]))


def _is_word(term: str) -> bool:
    """Whether a lexicon knows the term as a form of a word: what is said to be of some origin
    behind it is then no person."""
    rule = lemma(term).rule
    return term.startswith(ARTICLE) or any(known in rule for known in _LEXICON)


def is_initials(text: str) -> bool:
    """Whether `text` is nothing but letters with a stop behind each, as modest authors sign."""
    return _INITIALS.fullmatch(text) is not None and text.count(".") > 1


def is_particle(form: str) -> bool:
    """Whether a word in alef maqsura is rather a particle than the name in ya that it may be."""
    return (
        form[-1] == _ALEF_MAQSURA
        and normalize(form) in _particles()
        and form not in mappings.lexicon("given_names")
    )


def is_given_name(term: str) -> bool:
    """Whether persons are called by this word term."""
    return term in _given_names()


def _of(terms: list[str], introduced: bool) -> Likeness:
    names = _joined(terms)
    if not names or len(names) > MOST or not _stop_words().isdisjoint(terms):
        return Likeness.NONE
    if max(map(len, terms)) == 1:
        return Likeness.NONE
    given, known = _given_names(), _known_names()
    first, is_compound = names[0]
    starts = is_compound or first in given
    strange = sum(
        not (compound or name in given or name in known or name.startswith(ARTICLE))
        for name, compound in names[1:]
    )
    if (starts or introduced) and strange <= 1 and (len(names) > 1 or introduced):
        return Likeness.SURE
    if len(names) > 1 and (starts or any(name in given for name, _ in names)):
        return Likeness.LIKELY
    surname = names[-1][0]
    if 2 <= len(names) <= 3 and surname.startswith(ARTICLE) and surname.endswith(NISBA):
        return Likeness.SHAPED if _is_word(first) else Likeness.LIKELY
    return Likeness.SHAPED


def _of_two(terms: list[str]) -> Likeness:
    """Two persons joined by «and», each by two names or more."""
    for at in range(2, len(terms) - 1):
        if (
            terms[at][0] == CONJUNCTIONS[0]
            and len(terms[at]) > 2
            and terms[at] not in _given_names()
        ):
            second = [terms[at][1:], *terms[at + 1 :]]
            return min(_of(terms[:at], False), _of(second, False))
    return Likeness.NONE


def _joined(terms: list[str]) -> list[tuple[str, bool]]:
    """The terms, each with whether it is a compound: what only begins a name is written together
    with what follows."""
    names: list[tuple[str, bool]] = []
    hold = ""
    for term in terms:
        if term in COMPOUND_HEADS or term in _links():
            hold += term
        else:
            opened = any(term.startswith(head) for head in COMPOUND_HEADS)
            names.append((hold + term, bool(hold) or opened))
            hold = ""
    return [*names, (hold, False)] if hold else names


@cache
def _links() -> frozenset[str]:
    """Words that make one name with the next: son of, house of."""
    return frozenset(map(key, mappings.lexicon("name_links")))


@cache
def _given_names() -> frozenset[str]:
    return frozenset(map(key, mappings.lexicon("given_names")))


@cache
def _known_names() -> frozenset[str]:
    return frozenset(line.partition("\t")[0] for line in mappings.lexicon("names"))


@cache
def _stop_words() -> frozenset[str]:
    """Words of running text, less those that are names as well."""
    return _particles() - _links() - _given_names()


@cache
def _particles() -> frozenset[str]:
    return frozenset(line.partition("\t")[0] for line in mappings.lexicon("stopwords"))
