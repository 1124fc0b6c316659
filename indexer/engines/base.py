"""What an engine is: one Protocol, and the vocabulary it is spoken to in.

A query is a tree of the frozen types below. Its leaves hold terms that are already analysed, so an
engine never parses what a person typed: it only looks terms up. Text fields are named by
``FIELD.DEPTH`` (``title.word``, ``body.lemma``; ``body.path`` for written forms; and `LEAD`); every
other field by its name in ``mappings/articles.json``. Both engines give the same hits, totals and
facet counts for a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from indexer.engines.answers import Found, Generation, Listing
from indexer.engines.writing import Known, Prepared, Writer
from indexer.records import Article
from indexer.settings import Settings

TEXT_FIELDS = ("title", "deck", "body")
DEPTHS = ("exact", "word", "lemma")
MOST_BEGINNING = 1_000  # terms; every Elasticsearch takes a query of so many
LEAD = "lead.root"  # headline, deck and opening of the body by root: one field more, to score only
UNDATED = "undated"  # stands for the year and month of an article without a date

# By a date: newest or oldest published first, undated last; or last indexed first, and of one run
# the newest published.
DateSort = Literal["newest", "oldest", "indexed"]
Sort = Literal["relevance", DateSort]


# ---- the query tree


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


# ---- what is asked and what is answered


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


# ---- the engine


class Engine(Protocol):
    """An archive in an engine. Reading never waits for writing.

    Every method may raise `indexer.errors.EngineError` or `ArchiveError`, and no foreign error.
    """

    label: str  # how messages name the archive
    settings: Settings

    def encoder(self) -> Callable[[Article], Prepared]:
        """A picklable function that prepares an article for this engine."""
        ...

    def writer(self, purpose: str, generation: str | None = None) -> AbstractContextManager[Writer]:
        """Opens the one writer of a generation (the current one, made if there is none).

        `purpose` is shown to a second writer, which gets `ArchiveBusy` at once.
        """
        ...

    def search(self, search: Search) -> Found: ...

    def get(self, id: str) -> dict[str, Any] | None:
        """The stored article with its original, or None."""
        ...

    def copies(
        self, stories: Collection[str], besides: Collection[str], most: int
    ) -> Callable[[], list[dict[str, Any]]]:
        """`id`, `source` and `story` of the oldest articles of the given families, without those
        of the given ids. They are asked for at once, and waited for when what is returned is
        called, which must happen, once."""
        ...

    def count(self, query: Query, generation: str | None = None) -> int: ...

    def scan(
        self, query: Query, generation: str | None = None, apart: bool = True
    ) -> Iterator[dict[str, Any]]:
        """Every stored article that the query finds, with its original, in no promised order, as
        they were when the scan began; memory does not grow with their number. Without `apart`,
        what is large and read for one article at a time is left out (`document.APART`)."""
        ...

    def listing(self, query: Query, sort: DateSort = "newest") -> AbstractContextManager[Listing]:
        """Every article that the query finds, without `APART`, in the order that `search` gives
        them and as they were when the block began; memory does not grow with their number."""
        ...

    def known(self, ids: Iterable[str], generation: str) -> dict[str, Known]:
        """What a generation holds of the given ids."""
        ...

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """`count` of each of several queries at once."""
        ...

    def forms(self, query: Query, most: int) -> list[str | bytes]:
        """`Hit.forms` of the `most` newest and the `most` oldest articles that a query finds, and
        nothing else of them; of all, newest first, where there are fewer than `most`."""
        ...

    def frequencies(self, depth: str, terms: Collection[str]) -> dict[str, int]:
        """How many articles hold each term at a depth, in title, deck or body; a term that none
        holds is left out."""
        ...

    def names(self, ids: Collection[str], generation: str) -> dict[str, str]:
        """The name of each actor that most articles of a generation give it, of several such names
        the first in the order of code points. One that no article names is left out. What was
        learnt once may be told as long as the generation is the same."""
        ...

    def beginning(self, depth: str, prefix: str, most: int) -> list[str]:
        """Terms at a depth that begin so, in title, deck or body: in the order of code points, the
        first `most` (at most `MOST_BEGINNING`). Terms of articles just removed may be among them.
        """
        ...

    def similar(self, depth: str, term: str, kept: int) -> set[str]:
        """Terms at a depth that may be one or two steps from `term` (a letter left out, put in or
        replaced, neighbours changed about), fewer than either has letters, and share its first
        `kept` letters, which bound the work: none of these is missing, others may be among them."""
        ...

    def read_ahead(self) -> None:
        """Reads what every search needs, before the first of them has to wait for it."""
        ...

    def current(self) -> str:
        """The generation that readers see. Raises `ArchiveMissing`, or `ArchiveOutdated` where it
        was made by another version of the mapping."""
        ...

    def stored(self) -> int:
        """Bytes of the current generation on disk, in one copy, as they were some seconds ago at
        worst. Raises as `current` does."""
        ...

    def revision(self) -> str:
        """Tells what readers see from what they saw before any change of it: a commit, a removal, a
        switch. At most a second old, not even that once a writer of this engine has ended, and
        never ahead: what is read after it is at least so new. Raises as `current` does."""
        ...

    def generations(self) -> list[Generation]:
        """Every generation, oldest first; empty where there is no archive yet."""
        ...

    def begin(self) -> str:
        """The name of the generation being built: the unfinished one, else a new one. Raises
        `ArchiveBusy` while somebody writes."""
        ...

    def switch(self, generation: str) -> None:
        """Makes a finished generation the current one, in one atomic step. The one it replaces is
        kept for `rollback`; older ones are removed. Whoever calls it holds the archive's writer,
        so that nobody writes into the one that is about to be left."""
        ...

    def rollback(self) -> str:
        """Makes the previous generation current again, without what was withdrawn; returns its
        name."""
        ...

    def withdraw(self, ids: Iterable[str]) -> int:
        """Removes articles for good, from every generation: a tombstone keeps later runs from
        bringing them back. Returns how many the current one held."""
        ...

    def withdrawn(self) -> frozenset[str]:
        """The ids that carry a tombstone."""
        ...

    def kept(self, name: str) -> str:
        """The text that a writer's `keep` was given last under a name, whatever the generation; ""
        where there is none, or no archive."""
        ...

    def close(self) -> None: ...
