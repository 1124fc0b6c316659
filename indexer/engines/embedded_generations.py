"""The generations of an embedded archive: a folder each, and the pointer to the current one."""

from __future__ import annotations

import os
import shutil
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import tantivy

from indexer.engines.answers import Generation
from indexer.engines.document import mapping_digest
from indexer.engines.embedded_lock import locked
from indexer.engines.embedded_opened import Opened
from indexer.engines.files import read_json, unwritable, write_json
from indexer.engines.generation import FIRST, check_mapping, current, made_now
from indexer.engines.tantivy_document import schema
from indexer.errors import ArchiveError


class Generations:
    """See `indexer.engines.base.Engine` and `indexer.engines.generation.Lineage`."""

    def __init__(self, path: Path, label: str) -> None:
        self.path, self.label = path, label
        self.opened = Opened(path, label)
        self._pointer_file = str(path / "pointer.json")
        self._pointed: tuple[tuple[int, int, int] | None, dict[str, Any]] = (None, {})
        self._checked: set[tuple[str, str]] = set()  # found to be of this mapping

    # ---- which one

    def current(self) -> str:
        generation = current(self)
        self._check(generation)
        return generation

    def current_or_first(self) -> str:
        """The current one, made if there is none."""
        if self.pointed_at() is None:
            self.point(self.create(FIRST), None)
        return self.current()

    def all(self) -> list[Generation]:
        states = {self.previous(): "previous", self.pointed_at(): "current"}
        return [
            Generation(
                name=name,
                state=states.get(name, "building"),
                articles=self.opened.once(name).searcher().num_docs,
                created=about["created"],
                mapping=about["mapping"],
                lists=about["lists"],
            )
            for name, about in self.made().items()
        ]

    # ---- their lineage

    def pointed_at(self) -> str | None:
        current: str | None = self._pointer().get("current")
        return current

    def previous(self) -> str | None:
        previous: str | None = self._pointer().get("previous")
        return previous

    def made(self) -> dict[str, dict[str, Any]]:
        names = sorted(path.parent.name for path in self.path.glob("g*/generation.json"))
        return {name: self._about(name) for name in names}

    def leased(self, purpose: str) -> AbstractContextManager[None]:
        return locked(self.path, self.label, purpose)

    def create(self, name: str) -> str:
        folder = self.path / name
        try:
            folder.mkdir(parents=True, exist_ok=True)
            tantivy.Index(schema(), str(folder))
            write_json(folder / "generation.json", made_now())
        except (OSError, ValueError) as error:
            raise unwritable(folder, error) from error
        return name

    def remove(self, name: str) -> None:
        self.opened.close(name)
        (self.path / name / "generation.json").unlink(missing_ok=True)  # first: it is gone for all
        shutil.rmtree(self.path / name, ignore_errors=True)

    def point(self, current: str, previous: str | None) -> None:
        write_json(Path(self._pointer_file), {"current": current, "previous": previous})

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

    def _about(self, name: str) -> dict[str, Any]:
        """What a generation says of its own making."""
        about: dict[str, Any] = read_json(self.path / name / "generation.json", {})
        return about
