"""The generations of an embedded archive: a folder each, and the pointer to the current one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import tantivy

from indexer.engines.base import Generation
from indexer.engines.document import mapping_digest
from indexer.engines.embedded_lock import locked
from indexer.engines.embedded_opened import Opened
from indexer.engines.files import read_json, write_json
from indexer.engines.generation import (
    FIRST,
    after,
    check_mapping,
    half_built,
    made_now,
    no_archive,
    no_previous,
)
from indexer.engines.tantivy_document import schema
from indexer.errors import ArchiveError, EngineUnavailable


class Generations:
    """See `indexer.engines.base.Engine` for what the methods of the same names do."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self.label = path, label
        self.opened = Opened(path, label)
        self._pointer_file = str(path / "pointer.json")
        self._pointed: tuple[tuple[int, int, int] | None, dict[str, Any]] = (None, {})
        self._checked: set[tuple[str, str]] = set()  # found to be of this mapping

    # ---- which one

    def current(self, check: bool = True) -> str:
        current = self._pointer().get("current")
        if current is None:
            raise no_archive(self.label)
        if check:
            self._check(current)
        return str(current)

    def current_or_first(self) -> str:
        """The current one, made if there is none."""
        if self._pointer().get("current") is None:
            self._point(self._create(FIRST), None)
        return self.current()

    def all(self) -> list[Generation]:
        pointer = self._pointer()
        states = {pointer.get("previous"): "previous", pointer.get("current"): "current"}
        return [
            Generation(
                name=name,
                state=states.get(name, "building"),
                articles=self.opened.once(name).searcher().num_docs,
                created=about["created"],
                mapping=about["mapping"],
                lists=about["lists"],
            )
            for name in self._names()
            for about in [self._about(name)]
        ]

    # ---- their life

    def begin(self) -> str:
        self.current(check=False)
        with locked(self.path, self.label, "reindex"):
            pointer = self._pointer()
            kept = (pointer.get("current"), pointer.get("previous"))
            names = self._names()
            begun, useless = half_built(((name, self._about(name)) for name in names), kept)
            for name in useless:  # begun by another version of the program
                self._remove(name)
            return begun or self._create(after(names))

    def switch(self, generation: str) -> None:
        current = self.current(check=False)
        self._point(generation, current)
        for name in self._names():
            if name not in (generation, current):
                self._remove(name)

    def rollback(self) -> str:
        self.current(check=False)
        with locked(self.path, self.label, "rollback"):
            pointer = self._pointer()
            previous = pointer.get("previous")
            if not previous:
                raise no_previous(self.label)
            self._point(previous, pointer["current"])
            return str(previous)

    # ---- inside

    def _check(self, generation: str) -> None:
        """Raises where a generation is gone, or of another mapping."""
        if (generation, mapping_digest()) in self._checked and generation in self.opened:
            return
        about = self._about(generation)
        if not about:
            raise ArchiveError(
                f"generation {generation} is gone from {self.label}: restore its folder, or go "
                "back with `kashshaf rollback`"
            )
        check_mapping(self.label, generation, about)
        self._checked.add((generation, mapping_digest()))

    def _pointer(self) -> dict[str, Any]:
        """Which generation is current and which previous; read again once the file is another.
        Then the index of what was current is closed: its files may be gone, and their room is free
        only when nobody has them open."""
        try:
            file = os.stat(self._pointer_file)
            stamp = (file.st_ino, file.st_mtime_ns, file.st_size)
        except OSError:  # what reads it says why
            stamp = None
        kept, pointer = self._pointed
        if stamp is None or stamp != kept:
            pointer = read_json(Path(self._pointer_file), {})
            self._pointed = (stamp, pointer)
            if kept is not None:
                self.opened.close_all(but=pointer.get("current"))
        return pointer

    def _point(self, current: str, previous: str | None) -> None:
        write_json(Path(self._pointer_file), {"current": current, "previous": previous})

    def _names(self) -> list[str]:
        return sorted(path.parent.name for path in self.path.glob("g*/generation.json"))

    def _about(self, name: str) -> dict[str, Any]:
        """What a generation says of its own making."""
        about: dict[str, Any] = read_json(self.path / name / "generation.json", {})
        return about

    def _create(self, name: str) -> str:
        folder = self.path / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tantivy.Index(schema(), str(folder))
            write_json(folder / "generation.json", made_now())
        except (OSError, ValueError) as error:
            raise EngineUnavailable(f"cannot write the archive at {folder}: {error}") from error
        return name

    def _remove(self, name: str) -> None:
        self.opened.close(name)
        (self.path / name / "generation.json").unlink(missing_ok=True)  # first: it is gone for all
        shutil.rmtree(self.path / name, ignore_errors=True)
