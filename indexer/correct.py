"""Taking the keeper's files into an archive, taking them back, and bringing its articles up to
date with them.

The files are kept first, beside those that the articles were described by; then what they touch is
described again; then that is noted as done. Killed anywhere, the next run goes on from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import mappings
from indexer.batches import batches
from indexer.describe.article import item_id
from indexer.describe.names.identity import type_of
from indexer.describer import Describer
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Keyword, Query
from indexer.engines.writing import Prepared, Unsettled, Writer
from indexer.errors import ArchiveError, UsageError
from indexer.families.settle import break_up, settle
from indexer.keeper import read
from indexer.keeper.lines import Files, Line, Wrong, lines, refuse
from indexer.keeper.roster import OPERATIONS
from indexer.keeper.state import State, describer_of, load, now_by, save
from indexer.keeper.touched import restored, touched
from indexer.keeper.unlisted import REMOVED
from indexer.pipeline import BATCH, Progress, new_run
from indexer.read import raw_item
from indexer.records import RawItem, Refusal
from indexer.workers import run_in_workers

IDS = 500  # looked up at once

Change = Callable[[State], Files]  # the files as they shall stand, out of the state as it is


@dataclass(slots=True)
class Corrected:
    """What came of a run: the lines of all the files now, how many articles were described again,
    and which could not be and stay as they were."""

    generation: str
    lines: int
    described: int = 0
    refusals: list[Refusal] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "generation": self.generation,
            "lines": self.lines,
            "described": self.described,
            "refusals": [{"origin": r.origin, "reason": r.reason} for r in self.refusals],
        }


def adding(files: Files) -> Change:
    """The files beside those that are kept; one of the same name is replaced where it stands."""
    return lambda state: {**state.files, **files}


def removing(names: Iterable[str]) -> Change:
    """Without the files of these names. Raises `UsageError` where there is no such file."""
    unwanted = set(names)

    def change(state: State) -> Files:
        if absent := unwanted - state.files.keys():
            kept = ", ".join(state.files) or "none"
            raise UsageError(f"no file {min(absent)!r} is kept in the archive; those kept: {kept}")
        return {name: text for name, text in state.files.items() if name not in unwanted}

    return change


def undoing(state: State) -> Files:
    """As before the last change; twice, and the change is there again."""
    if state.before is None:
        raise UsageError("there is no correction to undo")
    return state.before


def as_they_stand(state: State) -> Files:
    """No change: only what an interrupted run left is done."""
    return state.files


def correct(
    engine: Engine,
    change: Change,
    indexed_at: str,
    workers: int = 0,
    progress: Progress = lambda done: None,
) -> Corrected:
    """Changes the keeper's files of an archive and describes again what that touches.

    Raises `UsageError` that names every wrong line, and changes nothing then.
    """
    with engine.writer("correct") as writer:
        generation = engine.current()
        state = load(engine)
        files = change(state)
        if list(files.items()) != list(state.files.items()):
            _check(engine, generation, state, files)
            state.before, state.files = state.files, files
            now_by(state, generation)
            save(engine, writer, state)
        return bring_up_to_date(engine, writer, generation, indexed_at, workers, progress)


def bring_up_to_date(
    engine: Engine,
    writer: Writer,
    generation: str,
    indexed_at: str,
    workers: int = 0,
    progress: Progress = lambda done: None,
) -> Corrected:
    """Describes again what the keeper's files touch in a generation that was described by others,
    all of it or a part; nothing where it is up to date."""
    state = load(engine)
    made = Corrected(generation, sum(1 for _ in lines(state.files)))
    if state.settled(generation):
        return made
    run = new_run()
    writer.unsettle(Unsettled(runs=frozenset({run})))
    describer = Describer(engine.encoder(), indexed_at, describer_of(engine), run)
    broken_up = _breaking_up(writer, _items(engine, state, generation, made))
    with run_in_workers(describer, broken_up, workers) as results:
        _write(writer, results, made, progress)
    settle(engine, writer, generation, workers=workers)
    state.described[generation] = [state.files]
    save(engine, writer, state)
    return made


def rehearse(engine: Engine, change: Change) -> Corrected:
    """Checks everything that `correct` does and changes nothing; `described` is how many articles
    would be."""
    generation = engine.current()
    state = load(engine)
    files = change(state)
    _check(engine, generation, state, files)
    state.files = files
    now_by(state, generation)
    found = {
        article["id"]
        for query in _queries(engine, state, generation)
        for article in engine.scan(query, generation, apart=False)
    }
    return Corrected(generation, sum(1 for _ in lines(files)), len(found))


def complete(engine: Engine, indexed_at: str, workers: int = 0) -> Corrected | None:
    """Does what an interrupted run, or a rollback, left to be done in the generation in use."""
    state = load(engine)
    there = any(generation.state == "current" for generation in engine.generations())
    if not there or state.settled(engine.current()):
        return None
    return correct(engine, as_they_stand, indexed_at, workers)


def _check(engine: Engine, generation: str, state: State, files: Files) -> None:
    """Refuses lines that are wrong, in files that are new or because of them; what was kept once
    can be gone back to."""
    if files == state.before:
        return
    news = {name: text for name, text in files.items() if state.files.get(name) != text}
    keeper, wrong = read(files)
    known = {one.line for one in read(state.files)[1]}
    wrong = [one for one in wrong if one.line.file in news or one.line not in known]
    said = {line.cells for line in lines(state.files)}
    facts = [
        line
        for line in lines(news)
        if line.cells not in said
        and any(fact.field == line.cells[1] for fact in keeper.facts.get(line.cells[0], ()))
    ]
    gone = engine.withdrawn() if facts else frozenset()
    for some in batches(facts, IDS):
        there = engine.known({line.cells[0] for line in some}, generation).keys() | gone
        wrong += [
            Wrong(line, f"there is no article {line.cells[0]!r} in the archive")
            for line in some
            if line.cells[0] not in there
        ]
    wrong += _strangers(
        engine, generation, state, [ln for ln in lines(news) if ln.cells not in said]
    )
    order = list(files)
    refuse(sorted(wrong, key=lambda one: (order.index(one.line.file), one.line.number)))


def _strangers(
    engine: Engine, generation: str, state: State, news: Iterable[Line]
) -> Iterator[Wrong]:
    """The new lines that name an unlisted actor whom no article bears, nor a line changed."""
    changed = read(state.files)[0].actors().unlisted.keys()
    for line in news:
        ids = line.cells[1:3] if line.cells[0] in OPERATIONS else ()
        if len(line.cells) == 3 and line.cells[1] == "actors":
            ids = tuple(part[1:].strip() for part in mappings.many(line.cells[2]) if part[0] == "-")
        for id in ids:
            if not type_of(id) or id in changed:
                continue
            if not engine.count(Keyword("actor", (id,)), generation):
                yield Wrong(line, f"no article of the archive names an actor {id!r}")


def _queries(engine: Engine, state: State, generation: str) -> Iterator[Query]:
    new, _ = read(state.files)
    for files in state.by(generation):
        if files != state.files:
            old = read(files)[0]
            yield from touched(old, new)
            if back := restored(old, new):
                yield from _noted(engine, back, generation)


def _noted(engine: Engine, ids: frozenset[str], generation: str) -> Iterator[Query]:
    """Queries of the articles whose notes hold a removed actor: all are read, none is searched."""
    found = [
        article["id"]
        for article in engine.scan(Everything(), generation)
        if not ids.isdisjoint(article["notes"].get(REMOVED, ()))
    ]
    for some in batches(found, IDS):
        yield Keyword("id", tuple(some))


def _items(engine: Engine, state: State, generation: str, made: Corrected) -> Iterator[RawItem]:
    """The items of the articles that have to be described again, each once."""
    seen: set[str] = set()
    for query in _queries(engine, state, generation):
        for article in engine.scan(query, generation):
            if article["id"] in seen:
                continue
            seen.add(article["id"])
            item = raw_item(article["id"], article["origin"], article["original"])
            if isinstance(item, RawItem):
                yield item
            else:
                made.refusals.append(item)


def _breaking_up(writer: Writer, items: Iterable[RawItem]) -> Iterator[list[RawItem]]:
    """The items in batches; a changed text may leave its family of copies, or join another."""
    for batch in batches(items, BATCH):
        break_up(writer, (known.story for known in writer.known(map(item_id, batch)).values()))
        yield batch


def _write(
    writer: Writer,
    results: Iterable[list[Prepared | Refusal]],
    made: Corrected,
    progress: Progress,
) -> None:
    def prepared() -> Iterator[Prepared]:
        for batch in results:
            made.refusals += [result for result in batch if isinstance(result, Refusal)]
            yield from (result for result in batch if isinstance(result, Prepared))

    for written in writer.write(prepared()):
        if written.error:
            raise ArchiveError(
                f"article {written.id} cannot be written, run `kashshaf correct` again when it "
                f"can: {written.error}"
            )
        made.described += 1
        progress(1)
    writer.commit()
