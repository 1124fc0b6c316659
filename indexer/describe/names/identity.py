"""Which name a name is: the normal form under which its spellings fall together, and its id.

The words of a name are taken without clitics, at word depth, with what is written in two words or
one (a servant of God, a father of somebody) always as one. Each word then is

- the known name that the lexicon reads it as, or that it sounds like (`variants.nearest`);
- itself, where the lexicon knows it as another word;
- else its cautious `variants.respelling`.

The id is ``name:`` or ``body:`` and these words joined by ``_``. It depends on nothing but the
name, so not on the order in which articles are read; lists give ids without a colon.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from indexer.arabic import analysis
from indexer.arabic.analyzers import normalize
from indexer.arabic.kinds import bits
from indexer.arabic.name_forms import ARTICLE, COMPOUND_HEADS, LAM_ARTICLE
from indexer.arabic.variants import nearest, respelling
from indexer.describe.names.labels import ORGANIZATION, PERSON
from indexer.describe.names.words import Word, word

PREFIX = {PERSON: "name:", ORGANIZATION: "body:"}
_NAME = bits("R")
REMEMBERED = 100_000  # forms, of names only


@lru_cache(maxsize=REMEMBERED)
def word_of(form: str) -> Word:
    """The parts of a form, remembered."""
    return word(form)


def normal_form(forms: Sequence[str]) -> tuple[str, ...]:
    """The normal form of a name given as the words it is written in; signs are passed over."""
    words: list[str] = []
    head = ""
    for form in forms:
        base = word_of(form).base
        if not base[:1].isalnum():
            continue
        if base in COMPOUND_HEADS:
            head = base
        else:
            words.append(_spelling(head + base))
            head = ""
    return (*words, head) if head else tuple(words)


def name_id(type_: str, normal: Sequence[str]) -> str:
    """The id of the person or body of a normal form."""
    return PREFIX[type_] + "_".join(normal)


def type_of(id: str) -> str | None:
    """The type of actor that an id made from a name speaks of; None for another id."""
    return next((type_ for type_, prefix in PREFIX.items() if id.startswith(prefix)), None)


def without_clitics(form: str) -> str:
    """A form as written, without the conjunction and the preposition before it."""
    parts = word_of(form)
    if parts.conjunction:
        form = _after_first(form)
    if parts.preposition:
        if normalize(form).startswith(LAM_ARTICLE):
            return ARTICLE + _after_first(_after_first(form))
        form = _after_first(form)
    return form


def _after_first(form: str) -> str:
    """A form without its first letter and the marks on it."""
    at = 1
    while at < len(form) and not normalize(form[at]):
        at += 1
    return form[at:]


@lru_cache(maxsize=REMEMBERED)
def _spelling(base: str) -> str:
    readings = analysis.readings(base)
    for reading in readings:
        if reading.kinds & _NAME and not reading.ending and reading.prefix in ("", ARTICLE):
            return reading.prefix + reading.word.removeprefix(reading.prefix or " ")
    if readings:
        return base
    return nearest(base) or respelling(base)
