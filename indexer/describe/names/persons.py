"""Where a person's name ends that the model found: what it wrongly joins to it, or leaves off it.

A report puts names behind what they belong to with nothing between («of the town's council X Y»),
and a paper that is told something behind the name («to Kurdistan 24»): neither is a name's word.
An adjective of origin behind a given name is, or a rare word with the article, unless it says of
which nation somebody is.
"""

from __future__ import annotations

from collections.abc import Sequence

from indexer.arabic.lemma import is_stop_word
from indexer.arabic.name_forms import ARTICLE, COMPOUND_HEADS, DAUGHTER, LAM, NISBA_FEMININE
from indexer.describe.names.bodies import is_end
from indexer.describe.names.identity import word_of
from indexer.describe.names.labels import PERSON
from indexer.describe.names.model import Name
from indexer.describe.names.words import Word
from indexer.describe.nations import nationalities
from indexer.describe.persons import is_given_name
from indexer.lists.outlets import find_outlet
from indexer.lists.places import find_place

_PLACES = frozenset(("place", "state"))
_THINGS = frozenset(("definite", "nisba", "body", "noun"))
_OVER = frozenset(("comma", "open", "close", "quote", "colon", "dash", "stop", "particle", "edge"))
OPENED = 0.7  # probability of a name once a given name opens it
_LEAST = 2  # words that stay


def bounded(forms: Sequence[str], name: Name) -> Name:
    """The name of a person in a sentence, with no word too many or too few."""
    start, end = name.start, name.end
    while end - start > _LEAST and _is_before(word_of(forms[start]), word_of(forms[start + 1])):
        start += 1
    while end - start > _LEAST and is_told(forms, end - 1):
        end -= 1
    has_article = end < len(forms) and forms[end].startswith(ARTICLE)
    if has_article and end == name.end and _goes_on(forms, start, end):
        end += 1
    if (start, end) == (name.start, name.end):
        return name
    sure = name.probability if start == name.start else max(name.probability, OPENED)
    return Name(start, end, PERSON, sure)


def _is_before(word: Word, following: Word) -> bool:
    """Whether a word is before a name that begins with the given name behind it: a place, or what
    has the article and is a common word."""
    if not (is_given_name(following.full) or following.full in COMPOUND_HEADS):
        return False
    if word.kind in _PLACES and word.preposition:
        return True
    return word.kind in _THINGS and "al" in word.facts and not is_given_name(word.base)


def is_told(forms: Sequence[str], at: int) -> bool:
    """Whether somebody is told something at a place: the word is «to», or «to» and a place or what
    an outlet's name begins with."""
    word = word_of(forms[at])
    base = word.base if word.preposition == LAM else word.full.removeprefix(LAM)
    if base == word.full:
        return False
    if not base or word.kind in _PLACES or find_place(base):
        return True
    outlet = " ".join((base, *forms[at + 1 : at + 2]))
    return find_outlet(outlet) is not None


def _goes_on(forms: Sequence[str], start: int, end: int) -> bool:
    """Whether an adjective of origin stands behind a given name, and the name is over then."""
    last, word = word_of(forms[end - 1]), word_of(forms[end])
    if word.conjunction or word.preposition or not is_given_name(last.full):
        return False
    is_one = "nisba" in word.facts or (word.kind == "definite" and word.is_rare)
    if not is_one or word.kind == "title" or is_end(word.base) or word.base in nationalities():
        return False
    if word.base.endswith(NISBA_FEMININE) and DAUGHTER not in forms[start:end]:
        return False
    behind = word_of(forms[end + 1]) if end + 1 < len(forms) else None
    if behind is None or behind.kind in _OVER or behind.preposition:
        return True
    return is_stop_word(behind.base)
