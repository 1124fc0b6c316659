"""Where an article holds what a query asked for, at the depth it asked.

The marks are worked out here and not by the engine: they are the same on both, and stand at exact
code points of the text as it is shown. Which written forms of an article answer a word is looked up
in what is kept with it (`indexer.engines.word_forms`), under the lemma terms that were indexed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from indexer.arabic.analyzers import cut, exact_terms, normalize, occurrences, runs, word_terms
from indexer.arabic.lemma import is_stop_word, lemma_of_form, query_lemmas
from indexer.arabic.slips import alike
from indexer.engines.answers import Place
from indexer.engines.document import places_in
from indexer.engines.query import TEXT_FIELDS
from indexer.engines.word_forms import Line, Lookup, all_forms, forms_of
from search_ui.asking.clauses import Depth, actor_ids
from search_ui.asking.query import Clause, Typed
from search_ui.asking.taken_out import TakenOut


class Mark(NamedTuple):
    """The text at [start, end) answers clause number `clause` of the query."""

    start: int
    end: int
    clause: int


_NOTHING_OUT = TakenOut()


@dataclass(slots=True)
class _Sequence:
    """Terms that must stand one after another; `depth` is that of the terms."""

    clause: int
    depth: str
    terms: tuple[str, ...]

    @property
    def first_lemma(self) -> str:
        """A lemma term of whatever form the sequence begins with."""
        first = self.terms[0]
        return first if self.depth == "lemma" else lemma_of_form(first)


@dataclass(slots=True)
class Marker:
    """Marks articles for one query; one marker serves all the hits of a page.

    `exact`, `word` and `lemma` hold the terms that are asked for at each depth, `prefixes` the
    beginnings of words, `actors` the ids of actors, each with the number of its clause.
    """

    exact: dict[str, int] = field(default_factory=dict)
    word: dict[str, int] = field(default_factory=dict)
    lemma: dict[str, int] = field(default_factory=dict)
    prefixes: dict[str, int] = field(default_factory=dict)
    like: dict[str, tuple[int, int]] = field(default_factory=dict)  # term -> slips, clause
    only: dict[int, str] = field(default_factory=dict)  # clause -> the one field it is kept to
    sequences: list[_Sequence] = field(default_factory=list)
    actors: dict[str, int] = field(default_factory=dict)
    out: dict[int, TakenOut] = field(default_factory=dict)  # clause -> the forms taken out of it
    names_out: dict[str, TakenOut] = field(default_factory=dict)  # actor -> the names taken out
    _lookup: Lookup | None = field(default=None, init=False)
    _met: dict[Line, list[tuple[str, int]]] = field(default_factory=dict, init=False)

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
        wanted = [(n, clause) for n, clause in enumerate(typed.clauses) if not clause.without]
        # of two words of one lemma, the one that takes every form has its marks
        for number, clause in sorted(wanted, key=lambda row: bool(row[1].out)):
            marker._take(number, clause, depth, keep_stop_words=all_stop)
            if clause.out:
                marker.out[number] = TakenOut.of([clause])
        for actor, first, end in actors:
            named = [clause for clause in typed.clauses if first <= clause.start < end]
            marker.names_out[actor] = TakenOut.of(named)
            for number, clause in enumerate(typed.clauses):
                if first <= clause.start < end:
                    marker.actors.setdefault(actor, number)
        return marker

    def marks(
        self,
        article: Mapping[str, Any],
        packed: str | bytes | None = None,
        places: Callable[[Collection[str] | None], Iterable[Place]] | None = None,
    ) -> dict[str, list[Mark]]:
        """The marks of each text field of a stored article that has one, in reading order, none
        overlapping. Mentions of actors that the query named are marked under whatever name.
        `packed` are its written forms and `places` tells where it names actors (`Hit.places`),
        where these are at hand as they are kept."""
        if packed is None:
            packed = article.get("forms") or ""
        answers = self._answers(packed).items()
        sequences = [one for one in self.sequences if forms_of(packed, one.first_lemma)]
        mentions = self._mentions(places or partial(places_in, article))
        only = self.only
        found = {}
        for name in TEXT_FIELDS:
            text = article.get(name)
            if not text:
                continue
            marks = [
                Mark(start, end, clause)
                for form, clause in answers
                if not only or only.get(clause, name) == name
                for start, end in occurrences(text, form)
            ]
            if sequences:
                marks += self._in_sequence(sequences, text, name)
            if self.out:
                marks = [mark for mark in marks if not self._is_out(mark, text)]
            marks += mentions.get(name, ())
            found[name] = _without_overlaps(marks)
        return found

    def _is_out(self, mark: Mark, text: str) -> bool:
        out = self.out.get(mark.clause)
        return out is not None and out.holds(text[mark.start : mark.end])

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
        if clause.kind == "fuzzy":
            *terms, last = terms
            self.like.setdefault(last, (clause.within, number))
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

    def _answers(self, packed: str | bytes) -> dict[str, int]:
        """The written forms of an article that answer a clause, with the clause."""
        found: dict[str, int] = {}
        if self._lookup is None:
            self._lookup = Lookup(self.lemmas())
        for line in self._lookup.lines(packed):
            answers = self._met.get(line)  # the same lines stand in many articles
            if answers is None:
                answers = self._met[line] = self._of_line(line)
            for form, clause in answers:
                found.setdefault(form, clause)
        for form in all_forms(packed) if self.prefixes or self.like else ():
            word = normalize(form)
            for begins, clause in self.prefixes.items():
                if word.startswith(begins):
                    found.setdefault(form, clause)
            for term, (slips, clause) in self.like.items():
                if alike(term, word, slips):
                    found.setdefault(form, clause)
        return found

    def _of_line(self, line: Line) -> list[tuple[str, int]]:
        """The forms of a line that answer a clause, with the clause."""
        clauses = [(form, self._clause(line.lemma, form)) for form in line.forms()]
        return [(form, clause) for form, clause in clauses if clause is not None]

    def _clause(self, lemma: str, form: str) -> int | None:
        """The clause that a form under a lemma answers."""
        clause = self.word.get(normalize(form), self.lemma.get(lemma))
        if clause is None and self.exact:
            clause = self.exact.get("".join(cut(form, "exact")))
        return clause

    def lemmas(self) -> list[str]:
        """The lemma terms under which the forms stand that may answer: those asked for as words
        first, so that a form goes to the clause that spells it."""
        return list(dict.fromkeys((*map(lemma_of_form, (*self.word, *self.exact)), *self.lemma)))

    def _in_sequence(self, sequences: list[_Sequence], text: str, name: str) -> list[Mark]:
        words = runs(text)
        found = []
        for sequence in sequences:
            if self.only.get(sequence.clause, name) != name:
                continue
            terms, places = _at_depth(words, sequence.depth)
            size = len(sequence.terms)
            for at, term in enumerate(terms):
                if term == sequence.terms[0] and tuple(terms[at : at + size]) == sequence.terms:
                    start, end = places[at][0], places[at + size - 1][1]
                    found.append(Mark(start, end, sequence.clause))
        return found

    def _mentions(
        self, places: Callable[[Collection[str] | None], Iterable[Place]]
    ) -> dict[str, list[Mark]]:
        """The marks of the actors that the query named, by field."""
        found: dict[str, list[Mark]] = {}
        for name, start, end, form, actor, _ in places(self.actors) if self.actors else ():
            if not self.names_out.get(actor, _NOTHING_OUT).holds(form):
                found.setdefault(name, []).append(Mark(start, end, self.actors[actor]))
        return found


def _at_depth(
    words: list[tuple[str, int, int]], depth: str
) -> tuple[list[str], list[tuple[int, int]]]:
    """The terms of the written forms at a depth, and the place of each."""
    terms: list[str] = []
    places: list[tuple[int, int]] = []
    for form, start, end in words:
        for term in lemma_of_form(form).split() if depth == "lemma" else cut(form, depth):
            terms.append(term)
            places.append((start, end))
    return terms, places


def _without_overlaps(marks: list[Mark]) -> list[Mark]:
    """In reading order; where two overlap, the one that begins first, the longer one first."""
    marks.sort(key=itemgetter(0))
    kept: list[Mark] = []
    begun = free = -1  # where the last one kept begins and ends
    for mark in marks:
        start, end, _ = mark
        if start >= free:
            kept.append(mark)
            begun, free = start, end
        elif start == begun and end > free:
            kept[-1], free = mark, end
    return kept
