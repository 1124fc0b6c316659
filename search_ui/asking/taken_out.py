"""Forms of a word that do not count: ``كتاب(-كتائب -=كُتّاب)``.

An article answers such a word if it holds it in a form that is not taken out, whatever else it
holds: an article with كتائب alone is no longer found, one with كتائب and كتابه still is. Taken out
is a form in all its spellings (behind ``-``), or as it is written (behind ``-=``). Where the word
names a known actor, the actor's names are forms too; one of several words has ``_`` between them.

A way of matching a word becomes the same way, kept to articles that hold a path below its lemma
(or below the word itself, or the actor) which is not below a form taken out
(`indexer.arabic.form_paths`). That is exact for every lemma of one term. Where a lemma is of
several terms (a compound), each of its terms must stand in such a form, wherever in the field that
is. The score is that of the way itself: BM25 counts all forms of a lemma, those taken out too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from indexer.arabic.analyzers import normalize
from indexer.arabic.form_paths import joined, path
from indexer.arabic.lemma import lemma
from indexer.engines.query import Bool, Boost, Form, Nothing, Phrase, Query, Term
from search_ui.asking.query import Clause


@dataclass(frozen=True, slots=True)
class TakenOut:
    """The forms taken out of a word: their terms at word and at exact depth, joined by ``_``."""

    words: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.words or self.exact)

    @classmethod
    def of(cls, clauses: Iterable[Clause]) -> TakenOut:
        """The forms taken out of the words of one name, mostly of one word."""
        out = [form for clause in clauses for form in clause.out]
        return cls(
            frozenset(joined(form, "word") for form in out if form[0] != "="),
            frozenset(joined(form, "exact") for form in out if form[0] == "="),
        )

    def holds(self, form: str) -> bool:
        """Whether a written form, or a name, is taken out."""
        if not self:
            return False
        return joined(form, "word") in self.words or joined(form, "exact") in self.exact

    def less(self, way: Query) -> Query:
        """A way of matching the word at one depth in one field, without these forms."""
        match way:
            case Boost(Term(field, term), _) if self:
                name, _, depth = field.partition(".")
                return self._less_term(way, name, depth, term)
            case Boost(Phrase(field, terms), _) if self:
                name = field.partition(".")[0]
                kept = (self._forms(name, term, path(term)) for term in terms)
                narrowed = tuple(form for form in kept if form.without)
                return Bool(must=(way,), filter=narrowed) if narrowed else way
        return way

    def less_names(self, actor: str) -> Form:
        """Articles that hold an actor by a name that is not taken out."""
        names = [path(actor, word) for word in self.words]
        names += [path(actor, normalize(written), written) for written in self.exact]
        return Form("actor.path", path(actor), tuple(sorted(names)))

    def _less_term(self, way: Query, name: str, depth: str, term: str) -> Query:
        if depth == "exact":
            gone = term in self.exact or normalize(term) in self.words
            return Nothing() if gone else way
        if term in self.words:
            return Nothing()
        if term not in map(normalize, self.exact):
            return way
        [first, *_] = lemma(term).term.split()
        return Bool(must=(way,), filter=(self._forms(name, first, path(first, term)),))

    def _forms(self, name: str, term: str, below: str) -> Form:
        """The forms of a lemma's term below a path, less those taken out."""
        found = [path(term, word) for word in self.words if term in lemma(word).term.split()]
        for written in self.exact:
            word = normalize(written)
            if term in lemma(word).term.split():
                found.append(path(term, word, written))
        return Form(f"{name}.path", below, tuple(sorted(found)))
