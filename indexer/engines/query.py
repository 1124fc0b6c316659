"""What an engine is asked: a tree of queries, and a search that it is part of.

A query is a tree of the frozen types below. Its leaves hold terms that are already analysed, so an
engine never parses what a person typed: it only looks terms up. Text fields are named by
``FIELD.DEPTH`` (``title.word``, ``body.lemma``; ``body.path`` for written forms; and `LEAD`); every
other field by its name in ``mappings/articles.json``. Both engines give the same hits, totals and
facet counts for a tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

TEXT_FIELDS = ("title", "deck", "body")
DEPTHS = ("exact", "word", "lemma")
MOST_BEGINNING = 1_000  # terms; every Elasticsearch takes a query of so many
LEAD = "lead.root"  # headline, deck and opening of the body by root: one field more, to score only
UNDATED = "undated"  # stands for the year and month of an article without a date

# By a date: newest or oldest published first, undated last; or last indexed first, and of one run
# the newest published.
DateSort = Literal["newest", "oldest", "indexed"]
Sort = Literal["relevance", DateSort]


@dataclass(frozen=True, slots=True)
class Term:
    """Articles that hold one term in a text field; scored by BM25."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class AnyTerm:
    """Articles that hold any of the terms in a text field; a constant score of 1."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Articles that hold the terms one after another in a text field; scored by BM25."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two terms at most `within` words apart in either order; a constant score of 1."""

    field: str
    first: str
    second: str
    within: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Articles that hold a term of a text field which begins so; a constant score of 1."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """Articles that hold, in `field` (``body.path``), a written form below `path` and below none
    of `without`, which are paths too (`indexer.arabic.form_paths`): a lemma in other forms than
    some; in ``actor.path``, an actor by other names than some. A constant score of 1."""

    field: str
    path: str
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Keyword:
    """Articles whose keyword field holds any of the values; a constant score of 1."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Articles whose publication, of whatever precision, overlaps [first, last].

    Both ends are wall-clock minutes (``2017-10-03T21:16``), inclusive, or None for open.
    """

    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Bool:
    """All of `must`, none of `must_not`, at least `minimum` of `should`; `filter` never scores."""

    must: tuple[Query, ...] = ()
    should: tuple[Query, ...] = ()
    must_not: tuple[Query, ...] = ()
    filter: tuple[Query, ...] = ()
    minimum: int = 0


@dataclass(frozen=True, slots=True)
class Boost:
    """The same articles, their score multiplied."""

    query: Query
    weight: float


@dataclass(frozen=True, slots=True)
class Constant:
    """The same articles, each with this score."""

    query: Query
    score: float


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article; a constant score of 1."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No article."""


Query = (
    Term
    | AnyTerm
    | Phrase
    | Near
    | Prefix
    | Form
    | Keyword
    | Span
    | Bool
    | Boost
    | Constant
    | Everything
    | Nothing
)


def either(*queries: Query) -> Query:
    """Articles that any of the queries finds; scores add up."""
    return queries[0] if len(queries) == 1 else Bool(should=queries, minimum=1)


def narrowed(query: Query, filters: Iterable[Query]) -> Query:
    """Articles that a query and every filter find; the score is that of the query."""
    if isinstance(query, Bool):
        return replace(query, filter=(*query.filter, *filters))
    return Bool(must=(query,), filter=tuple(filters))


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts of a keyword field's values, at most `size`, ordered by count, then value.

    `own` is the name of the filter that the facet ignores, because it is the facet's own choice.
    """

    name: str
    field: str
    own: str
    size: int = 50


@dataclass(frozen=True, slots=True)
class Search:
    """One question. `filters` go by name, so that a facet can ignore its own; `after` is the `key`
    of the last hit seen, each engine's own; `CursorExpired` is raised for another's. By relevance,
    the hits are those behind that hit wherever it stands by now, for what is written meanwhile
    moves every score; where it is gone, those of a lower score than it had. `families`: whether
    `Found.families` is wanted even where it costs something."""

    query: Query
    filters: Mapping[str, Query] = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    sort: Sort = "relevance"
    size: int = 10
    after: tuple[float | int | str, ...] | None = None
    families: bool = False
