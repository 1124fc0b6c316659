"""Decides the families of copies of what is not settled yet; see `indexer.families`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from indexer.arabic.analyzers import word_terms
from indexer.batches import batches
from indexer.engines.base import Engine
from indexer.engines.document import article_of
from indexer.engines.query import Bool, Keyword, Query
from indexer.engines.writing import Unsettled, Writer
from indexer.errors import EngineRefused
from indexer.families.likeness import are_copies
from indexer.workers import run_in_workers

BATCH = 1_000  # articles whose hashes are looked up together
NAMES = 1_000  # values of one query
MOST = 50  # articles, the oldest, that are compared over one hash, where more share it
LEAST_HASHES = 2  # that two articles must share to be compared
LEAST_SHARE = 1 / 8  # of the hashes that could be in both sketches, at least

Document = dict[str, Any]


def settle(
    engine: Engine, writer: Writer, generation: str, run: str | None = None, workers: int = 0
) -> int:
    """Gives every unsettled article of a generation the name of its family.

    All that was written has to be committed. Returns how many articles of `run` are copies: of
    each family that has another article, all of the run's; else all but one. `workers` are the
    processes that analyse again what gets another name; 0: none beside this one.
    """
    unsettled = writer.unsettled()
    if not unsettled:
        return 0
    pass_ = _Pass(engine, writer, generation, unsettled)
    for batch in batches(engine.scan(_open(unsettled), generation, apart=False), BATCH):
        pass_.link(batch)
    pass_.rename(workers)
    copies = pass_.count(run) if run else 0
    writer.settled()
    return copies


def break_up(writer: Writer, stories: Iterable[str | None]) -> None:
    """Notes the families that are about to lose a member or have one changed, before they do."""
    left = writer.shared("story", (story for story in stories if story))
    if left:
        writer.unsettle(Unsettled(stories=frozenset(left)))


class Families:
    """Names that belong together (union-find); each goes by the smallest of them."""

    def __init__(self) -> None:
        self._parents: dict[str, str] = {}

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.name(one), self.name(other)))
        self._parents[second] = self._parents[first] = first

    def name(self, member: str) -> str:
        parent = self._parents.get(member, member)
        while parent != (above := self._parents.get(parent, parent)):
            self._parents[member] = above  # a shorter way for the next time
            member, parent = parent, above
        return parent

    def renamed(self) -> list[str]:
        """The names that are not that of their family any more."""
        return [member for member in self._parents if self.name(member) != member]


class _Pass:
    """One pass over what is unsettled.

    An open article goes by the hash of its text, so that exact copies are one from the start; a
    settled one by its family, of which no member has changed, so that its other members need not
    be looked at.
    """

    def __init__(
        self, engine: Engine, writer: Writer, generation: str, unsettled: Unsettled
    ) -> None:
        self.engine, self.writer, self.generation = engine, writer, generation
        self.unsettled = unsettled
        self.families = Families()
        self.shared: set[str] = set()  # names of open articles that have a copy

    def link(self, batch: list[Document]) -> None:
        """Joins the open articles of a batch with their copies."""
        sketches = {document["id"]: document.get("sketch") or () for document in batch}
        alike = self.writer.alike(sketches, LEAST_HASHES, MOST)
        for document in batch:
            for other in alike[document["id"]]:
                if not (self._is_open(other) and other["id"] > document["id"]):
                    self._compare(document, other)

    def rename(self, workers: int) -> None:
        """Writes every article again whose family goes by another name now."""
        renamed = self.families.renamed()
        names = frozenset(renamed) | frozenset(map(self.families.name, renamed))
        self.writer.unsettle(Unsettled(stories=names))  # if this is killed half way
        stories = self.unsettled.stories | frozenset(renamed)
        changed = (
            replace(article_of(document), story=self._family(document))
            for document in self._all("story", stories, apart=True)
            if self._family(document) != document["story"]
        )
        with run_in_workers(self.engine.encoder(), changed, workers) as encoded:
            for written in self.writer.write(encoded):
                if written.error:
                    raise EngineRefused(f"article {written.id}: {written.error}")
        self.writer.commit()

    def count(self, run: str) -> int:
        """How many articles of a run are copies."""
        ours: Counter[str] = Counter()
        all_: Counter[str] = Counter()
        for document in self._all("story", set(map(self.families.name, self.shared))):
            all_[document["story"]] += 1
            ours[document["story"]] += document.get("run") == run
        return sum(count - (count == all_[story]) for story, count in ours.items() if count)

    def _compare(self, document: Document, other: Document) -> None:
        one, two = self._name(document), self._name(other)
        if self.families.name(one) != self.families.name(two):
            if document["sketch"][0] != other["sketch"][0] and not _alike(document, other):
                return
            self.families.join(one, two)
        self.shared |= {one, two}

    def _family(self, document: Document) -> str:
        return self.families.name(self._name(document))

    def _name(self, document: Document) -> str:
        sketch = document.get("sketch")
        return str(sketch[0] if sketch and self._is_open(document) else document["story"])

    def _is_open(self, document: Document) -> bool:
        return (
            document.get("run") in self.unsettled.runs
            or document.get("story") in self.unsettled.stories
        )

    def _all(self, field: str, values: Iterable[str], apart: bool = False) -> Iterator[Document]:
        """Every article that holds one of the values."""
        for some in batches(sorted(values), NAMES):
            yield from self.engine.scan(Keyword(field, tuple(some)), self.generation, apart)


def _alike(one: Document, other: Document) -> bool:
    if not _sketches_alike(one["sketch"][1:], other["sketch"][1:]):
        return False
    days = (one.get("published"), other.get("published"))
    same = bool(one.get("source")) and one.get("source") == other.get("source")
    return are_copies(word_terms(one["body"]), word_terms(other["body"]), days, same)


def _sketches_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether enough hashes are in both; only those below the end of both could be."""
    end = min(one[-1], other[-1])
    possible = min(sum(value <= end for value in one), sum(value <= end for value in other))
    return len(set(one) & set(other)) >= LEAST_SHARE * possible


def _open(unsettled: Unsettled) -> Query:
    return Bool(
        should=(
            Keyword("run", tuple(sorted(unsettled.runs))),
            Keyword("story", tuple(sorted(unsettled.stories))),
        ),
        minimum=1,
    )
