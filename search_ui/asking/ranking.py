"""The query tree of a query: what matches, and what it is worth.

Its clauses match as `search_ui.asking.clauses` says. A name of a known actor also finds the
articles that hold the actor under any other name. Under "smart" three things only add to the score:
words of the query that stand in the lead of the article, by their root; neighbours of the query
near each other; and the whole query as a phrase. Every weight stands in `Weights`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from indexer.arabic.analyzers import word_terms
from indexer.arabic.lemma import is_stop_word, lemma
from indexer.arabic.root import root
from indexer.describe.actors import known_actors
from indexer.engines.query import LEAD, Bool, Boost, Constant, Keyword, Near, Phrase, Query, either
from search_ui.asking.clauses import NOT_WIDENED, Depth, clause_query, words_of
from search_ui.asking.query import Clause, Typed
from search_ui.asking.taken_out import TakenOut
from search_ui.asking.weights import WEIGHTS, Weights
from search_ui.asking.widening import Widened

Match = Literal["all", "any"]


@dataclass(slots=True)
class Meaning:
    """What a query was taken to mean.

    `query` is what is asked of the engine; None where nothing in the query can be searched for.
    `ignored` are the stop words left out, `actors` (id, first, end) the spans of the query that
    name a known actor.
    """

    query: Query | None
    ignored: list[str] = field(default_factory=list)
    actors: list[tuple[str, int, int]] = field(default_factory=list)


def meaning(
    typed: Typed,
    depth: Depth,
    match: Match,
    weights: Weights = WEIGHTS,
    widened: Mapping[Clause, Widened] | None = None,
) -> Meaning:
    """What a typed query asks of an engine; see the module for the rules. `widened` are the words
    of the archive that clauses stand for; without them a word with ~ stands for itself alone.
    """
    groups, ignored = _without_stop_words(typed)
    found, parts = Meaning(None, ignored), _Parts()
    widened = widened or NOT_WIDENED
    for group in _spans(groups, depth):
        if isinstance(group, _Name):
            found.actors.append((group.actor, group.clauses[0].start, group.clauses[-1].end))
            actor = Constant(_holding(group), weights.actor)
            words = [word for c in group.clauses for word in words_of(c, depth, weights)]
            if match == "all":
                parts.required.append(either(Bool(must=tuple(words)), actor))
            else:
                parts.optional += [*words, actor]
            parts.plain.extend(group.clauses)
            continue
        wanted = [clause for clause in group if not clause.without]
        unwanted = [clause for clause in group if clause.without]
        parts.excluded.extend(clause_query(c, depth, weights, widened) for c in unwanted)
        free = len(wanted) == 1 and wanted[0].kind == "word" and not wanted[0].field
        if free:
            parts.plain.append(wanted[0])
        if free and match == "any":
            parts.optional += words_of(wanted[0], depth, weights)
        elif wanted:
            ways = (clause_query(clause, depth, weights, widened) for clause in wanted)
            parts.required.append(either(*ways))
    found.query = parts.query(depth, weights)
    return found


@dataclass(slots=True)
class _Parts:
    """What a query is put together from. `plain` are the words whose nearness counts."""

    required: list[Query] = field(default_factory=list)
    optional: list[Query] = field(default_factory=list)
    excluded: list[Query] = field(default_factory=list)
    plain: list[Clause] = field(default_factory=list)

    def query(self, depth: Depth, weights: Weights) -> Query | None:
        """All of it as one query; None where there is nothing to ask for."""
        if not (self.required or self.optional or self.excluded):
            return None
        return Bool(
            must=(*self.required, *((either(*self.optional),) if self.optional else ())),
            should=tuple(_only_scored(self.plain, weights)) if depth == "smart" else (),
            must_not=tuple(self.excluded),
        )


@dataclass(frozen=True, slots=True)
class _Name:
    """Neighbouring words of the query that are a known actor's name."""

    clauses: tuple[Clause, ...]
    actor: str


def _holding(name: _Name) -> Query:
    """The articles that hold the actor, under a name that is not taken out."""
    out = TakenOut.of(name.clauses)
    return out.less_names(name.actor) if out else Keyword("actor", (name.actor,))


def _without_stop_words(typed: Typed) -> tuple[list[tuple[Clause, ...]], list[str]]:
    """Stop words go unless they stand in quotes, behind a sign, or are all there is."""
    kept: list[tuple[Clause, ...]] = []
    ignored: list[str] = []
    for group in typed.groups:
        if len(group) == 1 and _is_free_word(group[0]) and _is_stop(group[0]) and not group[0].out:
            ignored.append(group[0].text)
        else:
            kept.append(group)
    if not any(not clause.without for group in kept for clause in group) and ignored:
        return list(typed.groups), []
    return kept, ignored


def _is_stop(clause: Clause) -> bool:
    return all(is_stop_word(term) for term in word_terms(clause.text))


def _is_free_word(clause: Clause) -> bool:
    return clause.kind == "word" and not (clause.field or clause.without or clause.exact)


def _spans(groups: Sequence[tuple[Clause, ...]], depth: Depth) -> list[tuple[Clause, ...] | _Name]:
    """The groups, with neighbouring free words that name an actor put together."""
    if depth != "smart":
        return list(groups)
    result: list[tuple[Clause, ...] | _Name] = []
    stretch: list[Clause] = []

    def flush() -> None:
        terms, owner = [], []
        for number, clause in enumerate(stretch):
            for term in word_terms(clause.text):
                terms.append(term)
                owner.append(number)
        named: dict[int, tuple[int, str]] = {}
        for first, end, actor in known_actors().spans(terms):
            named[owner[first]] = (owner[end - 1] + 1, actor)
        at = 0
        while at < len(stretch):
            end, actor = named.get(at, (at + 1, ""))
            span = tuple(stretch[at:end])
            result.append(_Name(span, actor) if actor else span)
            at = end
        stretch.clear()

    for group in groups:
        if len(group) == 1 and _is_free_word(group[0]):
            stretch.append(group[0])
        else:
            flush()
            result.append(group)
    flush()
    return result


def _only_scored(plain: list[Clause], weights: Weights) -> list[Query]:
    """What the words of the query add where they stand in the lead, near each other, or as a
    phrase."""
    words = [term for clause in plain for term in word_terms(clause.text)]
    lemmas = [lemma(word).term.split() for word in words]
    added: list[Query] = [
        Boost(Phrase(LEAD, tuple(map(root, terms))), weights.lead) for terms in lemmas
    ]
    neighbours = [(one[-1], other[0]) for one, other in pairwise(lemmas) if one[-1] != other[0]]
    added += [
        Constant(Near("body.lemma", one, other, weights.near_within), weights.near)
        for one, other in neighbours
    ]
    if len(words) > 1:
        added += [
            Boost(Phrase(f"{name}.word", tuple(words)), weight * weights.phrase)
            for name, weight in weights.fields
        ]
    return added
