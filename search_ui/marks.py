"""Where a text holds what a query asked for, at the depth it asked.

The marks are worked out here, from the text and the Python twins of the analyzers, and not by the
engine: they are the same on both, and stand at exact code points of the text as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from indexer.arabic.analyzers import exact_terms, forms, normalize, occurrences, runs, word_terms
from indexer.arabic.lemma import is_stop_word, lemma, lemma_terms, query_lemmas
from search_ui.query import Clause, Typed
from search_ui.ranking import Depth, actor_ids


@dataclass(frozen=True, slots=True)
class Mark:
    """The text at [start, end) answers clause number `clause` of the query."""

    start: int
    end: int
    clause: int


@dataclass(slots=True)
class _Sequence:
    """Terms that must stand one after another; `depth` is that of the terms."""

    clause: int
    depth: str
    terms: tuple[str, ...]
    fields: frozenset[str] | None = None


class _Depths(dict[str, tuple[str, str]]):
    """What a written form is at word and at lemma depth; remembered for all queries, since the
    same forms stand in most texts."""

    LIMIT = 500_000

    def __missing__(self, form: str) -> tuple[str, str]:
        if len(self) >= self.LIMIT:
            self.clear()
        word = normalize(form)
        made = self[form] = (word, lemma(word).term if word else "")
        return made


_DEPTHS = _Depths()


@dataclass(slots=True)
class Marker:
    """Marks texts for one query; one marker serves all the hits of a page."""

    exact: dict[str, int] = field(default_factory=dict)
    word: dict[str, int] = field(default_factory=dict)
    lemma: dict[str, int] = field(default_factory=dict)
    prefixes: dict[str, int] = field(default_factory=dict)
    only: dict[int, str] = field(default_factory=dict)  # clause -> the one field it is kept to
    sequences: list[_Sequence] = field(default_factory=list)
    actors: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed, depth: Depth, actors: Iterable[tuple[str, int, int]]) -> Marker:
        """The marker of a query at a depth; `actors` are the spans of it that name actors."""
        marker = cls()
        all_stop = all(
            is_stop_word(term)
            for c in typed.clauses
            if c.kind == "word"
            for term in word_terms(c.text)
        )
        for number, clause in enumerate(typed.clauses):
            if not clause.without:
                marker._take(number, clause, depth, keep_stop_words=all_stop)
        for actor, first, end in actors:
            for number, clause in enumerate(typed.clauses):
                if first <= clause.start < end:
                    marker.actors.setdefault(actor, number)
        return marker

    def marks(self, text: str, name: str, actors: Iterable[dict[str, object]] = ()) -> list[Mark]:
        """The marks of a field's text in reading order, none overlapping. `actors` are those of
        the article, whose mentions are marked where the query named them."""
        found = [
            Mark(start, end, clause)
            for form in self._candidates(text)
            if (clause := self._clause_of(form)) is not None and self.only.get(clause, name) == name
            for start, end in occurrences(text, form)
        ]
        if self.sequences:
            found += self._in_sequence(text, name)
        if self.actors:
            found += self._mentions(name, actors)
        return _without_overlaps(found)

    def _take(self, number: int, clause: Clause, depth: Depth, keep_stop_words: bool) -> None:
        if clause.field == "actor":
            self.actors.update((id, number) for id in actor_ids(clause.text))
        if clause.field in ("source", "author", "place", "actor"):
            return
        if clause.field:
            self.only[number] = clause.field
        exact = clause.exact or depth == "exact"
        terms = (exact_terms if exact else word_terms)(clause.text)
        at = "exact" if exact else "word"
        table = self.exact if exact else self.word
        if clause.kind == "phrase" or (clause.exact and len(terms) > 1):
            self.sequences.append(_Sequence(number, at, tuple(terms)))
            return
        if clause.kind == "prefix":
            *terms, begins = terms
            self.prefixes.setdefault(begins, number)
        for term in terms:
            if is_stop_word(term) and not (keep_stop_words or exact):
                continue
            table.setdefault(term, number)
            if depth == "smart" and not exact and clause.kind == "word":
                self._take_lemmas(number, term)

    def _take_lemmas(self, number: int, term: str) -> None:
        for lemmas in query_lemmas(term):
            if len(lemmas) == 1:
                self.lemma.setdefault(lemmas[0], number)
            else:
                self.sequences.append(_Sequence(number, "lemma", lemmas))

    def _candidates(self, text: str) -> Iterable[str]:
        """The written forms of a text that may answer a clause, each once."""
        written = set(forms(text))
        if self.exact or self.prefixes:
            return written
        words, lemmas = self.word.keys(), self.lemma.keys()
        return [form for form in written if (d := _DEPTHS[form])[0] in words or d[1] in lemmas]

    def _clause_of(self, form: str) -> int | None:
        word, lemma_ = _DEPTHS[form]
        if word in self.word:
            return self.word[word]
        if lemma_ in self.lemma:
            return self.lemma[lemma_]
        if self.exact and (clause := self.exact.get("".join(exact_terms(form)))) is not None:
            return clause
        return next((n for begins, n in self.prefixes.items() if word.startswith(begins)), None)

    def _in_sequence(self, text: str, name: str) -> list[Mark]:
        words = runs(text)
        found = []
        for sequence in self.sequences:
            if self.only.get(sequence.clause, name) != name:
                continue
            terms, places = _at_depth(words, sequence.depth)
            size = len(sequence.terms)
            for at, term in enumerate(terms):
                if term == sequence.terms[0] and tuple(terms[at : at + size]) == sequence.terms:
                    start, end = places[at][0], places[at + size - 1][1]
                    found.append(Mark(start, end, sequence.clause))
        return found

    def _mentions(self, name: str, actors: Iterable[dict[str, object]]) -> list[Mark]:
        return [
            Mark(mention["start"], mention["end"], self.actors[str(actor["id"])])
            for actor in actors
            if actor["id"] in self.actors
            for mention in actor["mentions"]  # type: ignore[attr-defined]  # JSON of the engine
            if mention["field"] == name
        ]


def _at_depth(
    words: list[tuple[str, int, int]], depth: str
) -> tuple[list[str], list[tuple[int, int]]]:
    """The terms of the written forms at a depth, and the place of each."""
    cut = {"exact": exact_terms, "word": word_terms, "lemma": lemma_terms}[depth]
    terms: list[str] = []
    places: list[tuple[int, int]] = []
    for form, start, end in words:
        for term in cut(form):
            terms.append(term)
            places.append((start, end))
    return terms, places


def _without_overlaps(marks: list[Mark]) -> list[Mark]:
    """In reading order; where two overlap, the one that begins first, the longer one first."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept
