"""Generations: build the archive anew beside the old one, verify, switch, go back.

The new generation is made from the originals that the archive keeps, or from files that are named.
Searches go on in the old one meanwhile, and other writers are kept out. A build that was killed is
gone on with: what is already in the new generation, unchanged, is not done again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass

from indexer.batches import batches
from indexer.correct import bring_up_to_date
from indexer.describe.article import item_id
from indexer.describer import Describer
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Keyword
from indexer.engines.writing import Unsettled, Writer
from indexer.errors import ArchiveBusy, ArchiveError
from indexer.families.settle import settle
from indexer.keeper.state import describing, furnished
from indexer.pipeline import BATCH, Plan, Progress, Report, Run, new_run
from indexer.read import raw_item
from indexer.records import RawItem, Refusal


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a re-index did: articles in the old and the new generation, and the run's report.

    `switched` is false when it was interrupted; the next re-index goes on from there.
    """

    generation: str
    before: int
    after: int
    resumed: int
    switched: bool
    report: Report


def reindex(
    engine: Engine,
    indexed_at: str,
    items: Iterable[RawItem | Refusal] | None = None,
    workers: int = 0,
    progress: Progress = lambda done: None,
    quarantine: Callable[[Refusal], None] = lambda refusal: None,
) -> Rebuilt:
    """Builds a new generation, verifies it and switches to it.

    Without `items`, from the originals of the current generation: then both must hold the same
    number of articles, or nothing is switched and `ArchiveError` says what is missing. With
    `items`, from these: then the new generation must hold as many as were indexed from them, and
    one at least, unless the archive is empty.
    """
    old = current_generation(engine)
    new = engine.begin()
    name = new_run()
    with engine.writer("reindex", new) as writer:
        _still(engine, old, new)
        writer.unsettle(Unsettled(runs=frozenset({name})))
        withdrawn = engine.withdrawn()
        before = engine.count(Everything(), old)
        resumed = _gone_on_with(engine, writer, new, withdrawn)
        keeper = describing(engine, writer, new, not resumed)
        describer = Describer(engine.encoder(), indexed_at, keeper, name)
        named: set[int] = set()
        if items is None and resumed:
            _forget(engine, writer, new, lambda ids: engine.known(ids, old))
        source = originals(engine, old) if items is None else _noted(items, named, resumed)
        run = Run(writer, Plan(workers=workers), withdrawn, progress, quarantine)
        report = run.through(source, describer)
        if not report.interrupted:
            expected = resumed + report.new
            if items is None:  # all but what an older version of the program left there
                expected = before - engine.count(Keyword("id", tuple(withdrawn)), old)
            elif resumed:  # an earlier one may have been of other files
                expected -= _forget(engine, writer, new, lambda ids: _among(ids, named))
            report.copies = settle(engine, writer, new, name, workers)
            _verify(engine, old, new, expected, report)
            if items is not None and before and not expected:
                raise _nothing_came(old, before, report)
            bring_up_to_date(engine, writer, new, indexed_at, workers)
            engine.switch(new)
        after = engine.count(Everything(), new)
    return Rebuilt(new, before, after, resumed, not report.interrupted, report)


def current_generation(engine: Engine) -> str:
    """The name of the generation in use, whatever mapping it was made by."""
    for generation in engine.generations():
        if generation.state == "current":
            return generation.name
    raise ArchiveError(
        f"there is no archive at {engine.label} to re-index: `kashshaf index PATH` makes one"
    )


def originals(engine: Engine, generation: str) -> Iterator[RawItem | Refusal]:
    """Every item of a generation as it was read."""
    for article in engine.scan(Everything(), generation):
        yield raw_item(article["id"], article["origin"], article["original"])


def _still(engine: Engine, old: str, new: str) -> None:
    """Sees to it that nobody switched between the look at the archive and the hold on it."""
    states = {generation.name: generation.state for generation in engine.generations()}
    if (states.get(old), states.get(new)) != ("current", "building"):
        raise ArchiveBusy(
            f"another process has just changed generations of {engine.label}: run the same again"
        )


def _gone_on_with(engine: Engine, writer: Writer, new: str, withdrawn: frozenset[str]) -> int:
    """How many articles of an unfinished build can stay; none where they were described by other
    furniture, and never what was withdrawn since."""
    if writer.delete(withdrawn):
        writer.commit()
    there = engine.count(Everything(), new)
    if there and not furnished(engine, new):
        _forget(engine, writer, new, lambda ids: ())
        return 0
    return there


def _verify(engine: Engine, old: str, new: str, expected: int, report: Report) -> None:
    after = engine.count(Everything(), new)
    if after == expected:
        return
    raise ArchiveError(
        f"generation {new} holds {after} articles where {expected} are expected, so {old} "
        f"stays in use{_reasons(report)}"
    )


def _nothing_came(old: str, before: int, report: Report) -> ArchiveError:
    return ArchiveError(
        f"no article came of what was named, so {old} with its {before:,} stays in use"
        f"{_reasons(report)}"
    )


def _reasons(report: Report) -> str:
    """The first refusals of a run, to stand behind what they led to."""
    reasons = "; ".join(f"{r.origin}: {r.reason}" for r in report.refusals[:3])
    return reasons and f". {reasons}"


def _noted(
    items: Iterable[RawItem | Refusal], named: set[int], resumed: int
) -> Iterator[RawItem | Refusal]:
    """The items; where a build is gone on with, `named` takes a number for the id of each."""
    for item in items:
        if resumed and isinstance(item, RawItem):
            named.add(hash(item_id(item)))
        yield item


def _among(ids: list[str], named: set[int]) -> set[str]:
    return {id for id in ids if hash(id) in named}


def _forget(
    engine: Engine, writer: Writer, new: str, kept: Callable[[list[str]], Container[str]]
) -> int:
    """Takes out of a half-built generation what does not belong to it; returns how many."""
    forgotten = 0
    ids = (article["id"] for article in engine.scan(Everything(), new))
    for some in batches(ids, BATCH * 10):
        staying = kept(some)
        forgotten += writer.delete(id for id in some if id not in staying)
    writer.commit()
    return forgotten
