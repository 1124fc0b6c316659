"""The written forms of an article by their lemma, kept with it in one string.

Whoever marks an article looks up which of its forms answer a query, and never analyses a text for
it: the lemma of a form met for the first time costs more than the search itself.

One line a lemma term: the term, then the forms, a tab before each. A form that is written as one
word and analysed as several stands under each of them and under all of them, a blank between.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from typing import NamedTuple

from indexer.arabic.analyzers import MAX_TERM, normalize, written_with
from indexer.arabic.lemma import Depths
from indexer.engines.short_text import codec, restore

_FIRST = 2  # letters that are searched for; to make a longer pattern takes longer than it saves
_LONGEST = 4 * MAX_TERM  # code points; tatweel and marks may lengthen a word, not without end


def pack_forms(met: Iterable[tuple[str, Depths]]) -> str:
    """Written forms with their terms, each form once, in the order in which they are met; one that
    is longer than any word is left out."""
    lines: dict[str, str] = {}
    for form, depths in dict(met).items():
        if len(form) <= _LONGEST:
            lemma = depths.lemma
            lines[lemma] = f"{lines[lemma]}\t{form}" if lemma in lines else form
    for compound in [lemma for lemma in lines if " " in lemma]:
        for part in compound.split():
            both = (lines[part], lines[compound]) if part in lines else (lines[compound],)
            lines[part] = "\t".join(both)
    return "".join([f"\n{lemma}\t{under}" for lemma, under in lines.items()])


class Line(NamedTuple):
    """What stands in the packed forms of an article under a lemma term, as it is kept."""

    lemma: str
    codec: str  # of bytes
    under: str | bytes

    def forms(self) -> list[str]:
        """The written forms."""
        under = self.under
        return (under.decode(self.codec) if isinstance(under, bytes) else under).split("\t")


class Lookup:
    """Looks the same lemma terms up in article after article. Bytes (`indexer.engines.short_text`)
    are searched as they are: to decode all the forms takes longer than to find these."""

    def __init__(self, lemmas: Iterable[str]) -> None:
        self._lemmas = [(lemma, f"\n{lemma}\t") for lemma in lemmas]
        self._encoded: dict[str, list[tuple[str, bytes]]] = {}  # by codec

    def lines(self, packed: str | bytes) -> list[Line]:
        """The lines of those lemma terms that an article has forms of."""
        found = []
        if isinstance(packed, str):
            for lemma, begins in self._lemmas:
                start = packed.find(begins)
                if start >= 0:
                    start += len(begins)
                    end = packed.find("\n", start)
                    found.append(Line(lemma, "", packed[start : end if end >= 0 else None]))
        elif packed:
            used = codec(packed)
            for lemma, start_of in self._encoded.get(used) or self._in(used):
                start = packed.find(start_of)
                if start >= 0:
                    start += len(start_of)
                    end = packed.find(b"\n", start)
                    found.append(Line(lemma, used, packed[start : end if end >= 0 else None]))
        return found

    def _in(self, used: str) -> list[tuple[str, bytes]]:
        encoded = self._encoded[used] = []
        for lemma, begins in self._lemmas:
            with suppress(UnicodeEncodeError):  # else it stands nowhere in them
                encoded.append((lemma, begins.encode(used)))
        return encoded


def forms_of(packed: str | bytes, lemma: str) -> list[str]:
    """The written forms under a lemma term."""
    return [form for line in Lookup([lemma]).lines(packed) for form in line.forms()]


def forms_by_lemma(packed: str | bytes) -> Iterator[tuple[str, list[str]]]:
    """Every lemma term with the written forms under it."""
    for line in _text(packed).split("\n")[1:]:
        lemma, *written = line.split("\t")
        yield lemma, written


def all_forms(packed: str | bytes) -> list[str]:
    """Every written form, once."""
    lines = _text(packed).split("\n")
    return list(dict.fromkeys(form for line in lines for form in line.split("\t")[1:]))


def forms_beginning(packed: str | bytes, beginning: str) -> dict[str, str]:
    """The lemma of every written form that begins so at word depth; of a compound, all its parts'
    with a blank between."""
    text = _text(packed)
    found: dict[str, str] = {}
    for match in _starting(beginning[:_FIRST]).finditer(text):
        form = match[1]
        if normalize(form).startswith(beginning):
            line = text.rfind("\n", 0, match.start()) + 1
            lemma = text[line : text.index("\t", line)]
            if " " in lemma or form not in found:
                found[form] = lemma
    return found


@lru_cache(maxsize=1_000)
def _starting(beginning: str) -> re.Pattern[str]:
    return re.compile(rf"\t({written_with(beginning)}[^\t\n]*)")


def _text(packed: str | bytes) -> str:
    return restore(packed) if isinstance(packed, bytes) else packed
