"""What an archive remembers of its keeper's files: their texts as they stand, as they stood before
the last change, and as they stood when the articles of each generation were described.

So an interrupted change is seen and completed, and a rollback to a generation that was described
by other files brings it up to date. Kept as one text (`Engine.kept`), each version of a file once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from indexer.engines.base import Engine
from indexer.engines.writing import Writer
from indexer.errors import ArchiveError
from indexer.furniture import NAME as FURNITURE
from indexer.furniture import read_learned
from indexer.keeper import Keeper, read
from indexer.keeper.lines import Files
from indexer.settings import ALL_NAMES

NAME = "corrections"


@dataclass(slots=True)
class State:
    """`described` gives, by generation, every version of the files by which articles of it may have
    been described; a generation that is not there was described by none. `furnished` tells by
    which furniture a generation was begun."""

    files: Files = field(default_factory=dict)
    before: Files | None = None
    described: dict[str, list[Files]] = field(default_factory=dict)
    furnished: dict[str, str] = field(default_factory=dict)

    def by(self, generation: str) -> list[Files]:
        return self.described.get(generation, [{}])

    def settled(self, generation: str) -> bool:
        """Whether every article of a generation was described by the files as they stand."""
        return self.by(generation) == [self.files]

    def as_text(self) -> str:
        texts: dict[str, str] = {}

        def refer(files: Files) -> list[list[str]]:
            keys = {name: _digest(text) for name, text in files.items()}
            texts.update({keys[name]: text for name, text in files.items()})
            return [[name, key] for name, key in keys.items()]

        value = {
            "files": refer(self.files),
            "before": None if self.before is None else refer(self.before),
            "described": {name: [refer(f) for f in by] for name, by in self.described.items()},
            "furnished": self.furnished,
        }
        return json.dumps({**value, "texts": texts}, ensure_ascii=False)


def load(engine: Engine) -> State:
    """The state of an archive; empty where nothing was ever corrected."""
    text = engine.kept(NAME)
    if not text:
        return State()
    try:
        value = json.loads(text)
        texts = value["texts"]

        def files(rows: list[list[str]]) -> Files:
            return {name: texts[key] for name, key in rows}

        return State(
            files(value["files"]),
            None if value["before"] is None else files(value["before"]),
            {name: [files(rows) for rows in by] for name, by in value["described"].items()},
            dict(value["furnished"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise ArchiveError(
            f"the corrections kept in {engine.label} cannot be read ({error!r}): restore them from "
            "a backup"
        ) from error


def save(engine: Engine, writer: Writer, state: State) -> None:
    """Keeps a state; what it says of generations that are gone is dropped."""
    there = {generation.name for generation in engine.generations()}
    state.described = {name: by for name, by in state.described.items() if name in there}
    state.furnished = {name: by for name, by in state.furnished.items() if name in there}
    writer.keep(NAME, state.as_text())


def now_by(state: State, generation: str) -> bool:
    """Notes that articles of a generation are described by the files as they stand, too; whether
    that is news."""
    if state.files in state.by(generation):
        return False
    state.described[generation] = [*state.by(generation), state.files]
    return True


def describing(engine: Engine, writer: Writer, generation: str, empty: bool) -> Keeper:
    """What the keeper says now, for articles that are about to be described into a generation;
    that is noted first, `empty` says that none are there yet."""
    state = load(engine)
    if empty and (not state.settled(generation) or not furnished(engine, generation)):
        state.described[generation] = [state.files]
        state.furnished[generation] = _digest(engine.kept(FURNITURE))
        save(engine, writer, state)
    elif now_by(state, generation):
        save(engine, writer, state)
    return describer_of(engine)


def furnished(engine: Engine, generation: str) -> bool:
    """Whether a generation was begun with the furniture that is known now."""
    begun = load(engine).furnished.get(generation, _digest(""))
    return begun == _digest(engine.kept(FURNITURE))


def describer_of(engine: Engine) -> Keeper:
    """The same as `keeper_of`, with the furniture that was learned of the archive, and whether
    names that no list holds are looked for."""
    learned = read_learned(engine.kept(FURNITURE))
    unlisted = engine.settings.names == ALL_NAMES
    return replace(keeper_of(engine), learned=learned, unlisted=unlisted)


def keeper_of(engine: Engine) -> Keeper:
    """What the keeper of an archive says. Lines that can no longer be followed, since the lists
    of the program have changed, are passed over: `kashshaf correct --show` names them."""
    return read(load(engine).files)[0]


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=16).hexdigest()
