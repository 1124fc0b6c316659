"""What an engine is: one Protocol, to which both engines keep."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from indexer.engines.answers import Found, Generation, Listing
from indexer.engines.query import DateSort, Query, Search
from indexer.engines.writing import Known, Prepared, Writer
from indexer.records import Article
from indexer.settings import Settings


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
