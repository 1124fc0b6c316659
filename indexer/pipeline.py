"""READ → DESCRIBE → WRITE: a stream of items into an archive, every one of them accounted for.

The main process reads and writes; worker processes describe and analyse. Before an item is
described, the archive is asked whether it already holds it: what has not changed costs no work.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import Any
from uuid import uuid4

from indexer.describe.article import item_digest, item_id
from indexer.describer import Describer, Renewal, text_of
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Keyword
from indexer.engines.writing import Known, Prepared, Unsettled, Writer, Written
from indexer.errors import EngineError
from indexer.families.settle import break_up, settle
from indexer.interrupts import Interrupts, Stopped, watched
from indexer.keeper.state import describing
from indexer.records import RawItem, Refusal
from indexer.workers import run_in_workers

BATCH = 64  # items that are planned, described and written together
SHOWN_REFUSALS = 100  # kept in a report; all of them go to the quarantine
SHOWN_UNLIKE = 20  # origins kept in a report
_NUMBER = re.compile(r"\d[\d,]*")

Progress = Callable[[int], None]  # told how many more sources have come to their end
Texts = Callable[[list[str]], dict[str, str]]  # of articles that are there, by id


@dataclass(slots=True)
class Report:
    """What became of every source: `new`, `replaced`, `unchanged` and `quarantined` add up to all.

    `copies` are those of the new and replaced beside which the archive has, or got, another copy:
    of each family, all but the first. `refusals` holds the first of the quarantined, each with its
    reason; of the members of one archive that are refused for the same reason one stands for all,
    and `alike` counts them, by archive and reason. Of the replaced, `unlike` counts those that
    share hardly a word with what they replaced, and `unlike_origins` holds the first of them.
    """

    new: int = 0
    replaced: int = 0
    copies: int = 0
    unchanged: int = 0
    quarantined: int = 0
    interrupted: bool = False
    refusals: list[Refusal] = field(default_factory=list)
    alike: dict[tuple[str, str], int] = field(default_factory=dict)
    unlike: int = 0
    unlike_origins: list[str] = field(default_factory=list)

    @property
    def indexed(self) -> int:
        return self.new + self.replaced

    @property
    def sources(self) -> int:
        return self.indexed + self.unchanged + self.quarantined

    def refused(self, refusal: Refusal) -> None:
        """Counts a refusal, and keeps it where it is among the first of its kind."""
        self.quarantined += 1
        kind = _kind(refusal)
        if kind in self.alike:
            self.alike[kind] += 1
        elif len(self.refusals) < SHOWN_REFUSALS:
            self.alike[kind] = 1
            self.refusals.append(refusal)

    def took_another(self, origin: str) -> None:
        """Counts an article that shares hardly a word with the one that it replaced."""
        self.unlike += 1
        if len(self.unlike_origins) < SHOWN_UNLIKE:
            self.unlike_origins.append(origin)

    def standing_for(self, refusal: Refusal) -> int:
        """How many sources one of `refusals` stands for."""
        return self.alike.get(_kind(refusal), 1)

    def as_json(self) -> dict[str, Any]:
        """For programs; the reasons by origin and line."""
        return {
            "indexed": self.indexed,
            "new": self.new,
            "replaced": self.replaced,
            "unlike": self.unlike,
            "unlike_origins": self.unlike_origins,
            "copies": self.copies,
            "unchanged": self.unchanged,
            "quarantined": self.quarantined,
            "interrupted": self.interrupted,
            "refusals": [
                {
                    "origin": r.origin,
                    "line": r.line,
                    "reason": r.reason,
                    "sources": self.standing_for(r),
                }
                for r in self.refusals
            ],
        }


def _kind(refusal: Refusal) -> tuple[str, str]:
    """The archive that a refused member is of, else the place itself; and the reason, whatever
    numbers are in it (each member has its own size)."""
    place = refusal.origin.rpartition("!")[0] or f"{refusal.origin}:{refusal.line}"
    return place, _NUMBER.sub("0", refusal.reason)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run treats what is already there."""

    replace: bool = False  # the same given id from another origin replaces
    workers: int = 0  # processes that describe; 0: in this one


def index(
    items: Iterable[RawItem | Refusal],
    engine: Engine,
    plan: Plan,
    indexed_at: str,
    progress: Progress = lambda done: None,
    quarantine: Callable[[Refusal], None] = lambda refusal: None,
) -> Report:
    """Brings the items into the current generation; see `Run`. Ctrl-C ends it in good order:
    what was written is kept, and the report says that it was interrupted."""
    name = new_run()
    with engine.writer("index") as writer:
        writer.unsettle(Unsettled(runs=frozenset({name})))
        generation = engine.current()
        empty = not engine.count(Everything(), generation)
        keeper = describing(engine, writer, generation, empty)
        describer = Describer(engine.encoder(), indexed_at, keeper, name)
        texts = partial(_texts, engine, generation)
        run = Run(writer, plan, engine.withdrawn(), progress, quarantine, texts)
        report = run.through(items, describer)
        if not report.interrupted:
            try:
                report.copies = settle(engine, writer, generation, name, plan.workers)
            except KeyboardInterrupt:  # all articles are there; the next run settles their families
                report.interrupted = True
        return report


def _texts(engine: Engine, generation: str, ids: list[str]) -> dict[str, str]:
    """Of what was written since the last commit there may be none."""
    found = engine.scan(Keyword("id", tuple(ids)), generation, apart=False)
    return {article["id"]: text_of(article) for article in found}


def new_run() -> str:
    """A name for a run of indexing that no other run has."""
    return uuid4().hex[:16]


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """An item that is planned and not yet written."""

    known: Known
    replaces: bool


class Run:
    """One pass of items into a writer. By the `texts` that are there the report tells a new state
    of an article from another one that comes from a file of the same name."""

    def __init__(
        self,
        writer: Writer,
        plan: Plan,
        withdrawn: frozenset[str],
        progress: Progress,
        quarantine: Callable[[Refusal], None],
        texts: Texts = lambda ids: {},
    ) -> None:
        self.writer, self.plan, self.withdrawn = writer, plan, withdrawn
        self.progress, self.quarantine, self.texts = progress, quarantine, texts
        self.report = Report()
        self._described: deque[list[str]] = deque()  # ids of each batch that workers have
        self._under_way: dict[str, list[_UnderWay]] = {}  # several of one id, with `replace`
        self._unlike: set[str] = set()  # of those, by id

    def through(self, items: Iterable[RawItem | Refusal], describer: Describer) -> Report:
        """Takes every item to its end and commits."""
        try:
            with watched() as interrupts:
                plans = (self._plan(batch) for batch in self._batches(items, interrupts))
                with run_in_workers(describer, plans, self.plan.workers) as results:
                    for written in self.writer.write(self._prepared(results)):
                        self._end(written)
        except KeyboardInterrupt:  # the second one: what is under way is left for the next run
            self.report.interrupted = True
        except EngineError as error:
            if self.report.indexed:
                error.add_note(
                    f"of the {self.report.indexed:,} articles before that, those that the archive "
                    "acknowledged are kept: run the same again to go on"
                )
            raise
        self.writer.commit()
        return self.report

    def _batches(
        self, items: Iterable[RawItem | Refusal], interrupts: Interrupts
    ) -> Iterator[list[RawItem | Refusal]]:
        """The items in batches, until they end or an end is asked for."""
        items = iter(items)
        while not interrupts.requested:
            batch = []
            with suppress(Stopped):  # what was read before that is sound
                for item in islice(items, BATCH):
                    batch.append(item)
            if batch:
                yield batch
            elif not interrupts.requested:
                return
        self.report.interrupted = True

    def _plan(self, batch: list[RawItem | Refusal]) -> list[RawItem | Renewal]:
        """Those of a batch that have to be described; the others come to their end here."""
        items = []
        for item in batch:
            if isinstance(item, Refusal):
                self._refuse(item)
            else:
                items.append((item_id(item), item))
        known = self.writer.known(id for id, _ in items)
        wanted = [(id, item) for id, item in items if self._wanted(id, item, known.get(id))]
        break_up(self.writer, (known[id].story for id, _ in wanted if id in known))
        self._described.append([id for id, _ in wanted])
        made = [id for id, item in wanted if id in known and "id" not in item.given]
        before = self.texts(made) if made else {}
        return [Renewal(item, before[id]) if id in before else item for id, item in wanted]

    def _wanted(self, id: str, item: RawItem, there: Known | None) -> bool:
        digest = item_digest(item)
        under_way = self._under_way.get(id)
        there = under_way[-1].known if under_way else there
        if id in self.withdrawn:
            self._refuse(Refusal(item.origin, f"article {id} was withdrawn from the archive"))
        elif there and there.digest == digest:
            self.report.unchanged += 1
            self.progress(1)
        elif there and (under_way or there.origin != item.origin) and not self.plan.replace:
            reason = (
                f"its id {id} is that of {there.origin}, with other content; --replace takes the "
                "newer one"
            )
            self._refuse(Refusal(item.origin, reason, None, item.original))
        else:
            planned = _UnderWay(Known(digest, item.origin), there is not None)
            self._under_way.setdefault(id, []).append(planned)
            return True
        return False

    def _prepared(self, results: Iterable[list[Prepared | Refusal]]) -> Iterator[Prepared]:
        for batch in results:
            for id, result in zip(self._described.popleft(), batch, strict=True):
                if isinstance(result, Refusal):
                    self._ended(id)
                    self._refuse(result)
            prepared = [result for result in batch if isinstance(result, Prepared)]
            self._unlike.update(one.id for one in prepared if one.unlike)
            yield from prepared

    def _ended(self, id: str) -> _UnderWay:
        under_way = self._under_way[id].pop(0)
        if not self._under_way[id]:
            del self._under_way[id]
        return under_way

    def _end(self, written: Written) -> None:
        under_way = self._ended(written.id)
        if written.error:
            self._refuse(Refusal(under_way.known.origin, written.error))
            return
        if under_way.replaces:
            self.report.replaced += 1
            if written.id in self._unlike:
                self._unlike.remove(written.id)
                self.report.took_another(under_way.known.origin)
        else:
            self.report.new += 1
        self.progress(1)

    def _refuse(self, refusal: Refusal) -> None:
        self.report.refused(refusal)
        self.quarantine(refusal)
        self.progress(1)
