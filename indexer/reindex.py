"""Generations: build the archive anew beside the old one, verify, switch, go back.

The new generation is made from the originals that the archive keeps, or from files that are named.
Searches go on in the old one meanwhile, and other writers are kept out. A build that was killed is
gone on with: what is already in the new generation, unchanged, is not done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.engines.base import Engine, Everything, Writer
from indexer.errors import ArchiveError
from indexer.pipeline import BATCH, Describer, Plan, Progress, Report, Run
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
    `items`, from these: then the new generation must hold as many as were indexed from them.
    """
    old = current_generation(engine)
    new = engine.begin()
    describer = Describer(engine.encoder(), indexed_at)
    with engine.writer("reindex", new) as writer:
        before = engine.count(Everything(), old)
        resumed = engine.count(Everything(), new)
        if resumed:
            _forget_gone(engine, writer, old, new)
        source = originals(engine, old) if items is None else items
        run = Run(writer, Plan(workers=workers), engine.withdrawn(), progress, quarantine)
        report = run.through(source, describer)
        after = engine.count(Everything(), new)
    if report.interrupted:
        return Rebuilt(new, before, after, resumed, False, report)
    expected = before if items is None else report.indexed + report.unchanged
    if after != expected:
        reasons = "; ".join(f"{r.origin}: {r.reason}" for r in report.refusals[:3])
        raise ArchiveError(
            f"generation {new} holds {after} articles where {expected} are expected, so {old} "
            f"stays in use. {reasons}".strip()
        )
    engine.switch(new)
    return Rebuilt(new, before, after, resumed, True, report)


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


def _forget_gone(engine: Engine, writer: Writer, old: str, new: str) -> None:
    """Takes out of a half-built generation what has left the archive since."""
    ids = (article["id"] for article in engine.scan(Everything(), new))
    while chunk := list(islice(ids, BATCH * 10)):
        kept = engine.known(chunk, old)
        writer.delete(id for id in chunk if id not in kept)
    writer.commit()
