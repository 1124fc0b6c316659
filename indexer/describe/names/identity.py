"""Which name a name is: the normal form under which its spellings fall together, and its id.

The words of a name are taken without clitics, at word depth, with what is written in two words or
one (a servant of God, a father of somebody) always as one. Each word then is

- the known name that the lexicon reads it as, or that it sounds like (`variants.nearest`);
- itself, where the lexicon knows it as another word;
- else its cautious `variants.respelling`.

In a person's name the two letters for a foreign g are one (`variants.one_g`), but for given names.

The id is ``name:`` or ``body:`` and these words joined by ``_``. It depends on nothing but the
name, so not on the order in which articles are read; lists give ids without a colon.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from indexer.arabic import analysis
from indexer.arabic.analyzers import normalize
from indexer.arabic.kinds import bits
from indexer.arabic.light_stem import NATIVE
from indexer.arabic.name_forms import ARTICLE, COMPOUND_HEADS, LAM_ARTICLE, PREPOSITIONS
from indexer.arabic.variants import nearest, one_g, respelling
from indexer.describe.names.labels import ORGANIZATION, PERSON
from indexer.describe.names.words import Word, word
from indexer.describe.persons import is_given_name

PREFIX = {PERSON: "name:", ORGANIZATION: "body:"}
_TYPES = {prefix: type_ for type_, prefix in PREFIX.items()}
_NAME = bits("R")
_BEFORE_NAMES = PREPOSITIONS[:2]
REMEMBERED = 100_000  # forms, of names only


@lru_cache(maxsize=REMEMBERED)
def word_of(form: str) -> Word:
    """The parts of a form, remembered."""
    return word(form)


def normal_form(forms: Sequence[str], type_: str) -> tuple[str, ...]:
    """The normal form of a name of a type given as the words it is written in; signs are passed
    over. Inside the name of a person no preposition stands."""
    words: list[str] = []
    head = ""
    for form in forms:
        parts = word_of(form)
        base = parts.full if type_ == PERSON and (words or head) else _base(parts)
        if not base[:1].isalnum():
            continue
        if base in COMPOUND_HEADS:
            head = base
        else:
            words.append(_spelling(head + base, type_ == PERSON))
            head = ""
    return (*words, head) if head else tuple(words)


def name_id(type_: str, normal: Sequence[str]) -> str:
    """The id of the person or body of a normal form."""
    return PREFIX[type_] + "_".join(normal)


def type_of(id: str) -> str | None:
    """The type of actor that an id made from a name speaks of; None for another id."""
    return _TYPES.get(id[: id.find(":") + 1])


def words_of(id: str) -> str:
    """The words that an id was made from, for want of a name as an article writes it."""
    return id.partition(":")[2].replace("_", " ")


def without_clitics(form: str) -> str:
    """A form as written, without the conjunction and the preposition before it."""
    parts = word_of(form)
    if parts.conjunction:
        form = _after_first(form)
    if parts.preposition in _BEFORE_NAMES:
        if normalize(form).startswith(LAM_ARTICLE) and parts.base.startswith(ARTICLE):
            return ARTICLE + _after_first(_after_first(form))
        form = _after_first(form)
    return form


def _base(parts: Word) -> str:
    """The base of the first word of a name. Likeness is seldom said of names, and many foreign ones
    begin with its letter."""
    likened = parts.preposition and parts.preposition not in _BEFORE_NAMES
    return parts.preposition + parts.base if likened else parts.base


def _after_first(form: str) -> str:
    """A form without its first letter and the marks on it."""
    at = 1
    while at < len(form) and not normalize(form[at]):
        at += 1
    return form[at:]


@lru_cache(maxsize=REMEMBERED)
def _spelling(base: str, of_person: bool) -> str:
    if base[0].isascii():
        return base
    spelling = _known_spelling(base)
    foreign = of_person and NATIVE.isdisjoint(spelling) and not is_given_name(spelling)
    return one_g(spelling) if foreign else spelling


def _known_spelling(base: str) -> str:
    readings = analysis.readings(base)
    for reading in readings:
        if reading.kinds & _NAME and not reading.ending and reading.prefix in ("", ARTICLE):
            return reading.prefix + reading.word.removeprefix(reading.prefix or " ")
    if readings:
        return base
    return nearest(base) or respelling(base)
