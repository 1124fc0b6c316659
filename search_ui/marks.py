"""Where a text holds what a query asked for, at the depth it asked.

The marks are worked out here, from the text and the Python twins of the analyzers, and not by the
engine: they are the same on both, and stand at exact code points of the text as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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


class _Forms:
    """Written forms met so far, by what they are at word and at lemma depth.

    Kept for all queries: the same forms stand in most texts, and to know which forms of a text
    answer a word is then a matter of sets.
    """

    LIMIT = 300_000  # forms

    def __init__(self) -> None:
        self.depths: dict[str, tuple[str, str]] = {}
        self.by_word: dict[str, set[str]] = {}
        self.by_lemma: dict[str, set[str]] = {}

    def meet(self, forms: set[str]) -> None:
        """Learns the forms that are new."""
        for form in forms.difference(self.depths):  # not "-": that would walk the keys
            word = normalize(form)
            lemma_ = lemma(word).term if word else ""
            self.depths[form] = (word, lemma_)
            self.by_word.setdefault(word, set()).add(form)
            self.by_lemma.setdefault(lemma_, set()).add(form)


_known_forms = _Forms()


def _met(forms: set[str]) -> _Forms:
    global _known_forms  # begun anew rather than emptied: other threads may be reading it
    if len(_known_forms.depths) > _Forms.LIMIT:
        _known_forms = _Forms()
    known = _known_forms
    known.meet(forms)
    return known


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
            for form, clause in self._answers(set(forms(text)))
            if self.only.get(clause, name) == name
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

    def _answers(self, written: set[str]) -> Iterator[tuple[str, int]]:
        """The written forms that answer a clause, each once, with the clause."""
        known = _met(written)
        nothing: set[str] = set()
        wanted = nothing.union(
            *(known.by_word.get(word, nothing) for word in self.word),
            *(known.by_lemma.get(lemma_, nothing) for lemma_ in self.lemma),
        )
        for form in written if self.exact or self.prefixes else written & wanted:
            clause = self._clause_of(form, *known.depths[form])
            if clause is not None:
                yield form, clause

    def _clause_of(self, form: str, word: str, lemma_: str) -> int | None:
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
