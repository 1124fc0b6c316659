"""The indices of an embedded archive that are open, each as its last commit left it.

tantivy takes a lock in the folder of an index even to read it. Who may not write there reads
through a folder of links, which is made for the time being and follows the index.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import tantivy

from indexer.engines.tantivy_errors import is_failure, readable
from indexer.errors import EngineUnavailable

_CLOSED = ("PermissionDenied", "ReadOnlyFilesystem")  # to whom would lock, as tantivy says it
_TRIES = 5  # to follow an index that is written and cleared up at the same moment

Value = TypeVar("Value")
Stamp = tuple[int, int]  # of a commit: when the index said so, and in which file


@dataclass(slots=True)
class _Open:
    """An index, the commit that it shows, and the folder of links that it is read through."""

    index: tantivy.Index
    stamp: Stamp | None
    links: TemporaryDirectory[str] | None


class Opened:
    """Opens the indices of the generations in a folder, once each."""

    def __init__(self, path: Path, label: str) -> None:
        self._folder, self._label = str(path), label
        self._open: dict[str, _Open] = {}
        self._opening = threading.Lock()

    def __contains__(self, generation: str) -> bool:
        return generation in self._open

    def get(self, generation: str) -> tantivy.Index:
        """The index of a generation as of its last commit; it stays open."""
        return self._followed(generation).index

    def once(self, generation: str) -> tantivy.Index:
        """The same, which stays open only if it was."""
        if generation in self._open:
            return self.get(generation)
        return self._opened(generation).index

    def stamp(self, generation: str) -> Stamp:
        """Tells the commit that `get` shows from those before. Raises `EngineUnavailable`."""
        stamp = self._followed(generation).stamp
        if stamp is None:
            raise EngineUnavailable(f"cannot read generation {generation} of {self._label}")
        return stamp

    def close(self, generation: str) -> None:
        """Closes the index of a generation. Whoever still reads it reads on."""
        with self._opening:
            self._open.pop(generation, None)

    def close_all(self, but: str | None = None) -> None:
        """Closes the indices of all generations but one."""
        for generation in [*self._open]:
            if generation != but:
                self.close(generation)

    def _followed(self, generation: str) -> _Open:
        found = self._open.get(generation)
        if found is not None and found.stamp == self._last_commit(generation):
            return found
        with self._opening:
            found = self._open.get(generation)
            if found is None:
                found = self._open[generation] = self._opened(generation)
            stamp = self._last_commit(generation)
            if stamp is not None and stamp != found.stamp:  # None: removed, but readable to the end
                with readable(self._label):
                    self._reload(found, generation)
                found.stamp = stamp
            return found

    def _last_commit(self, generation: str) -> Stamp | None:
        try:
            file = os.stat(f"{self._folder}/{generation}/meta.json")
        except OSError:
            return None
        return file.st_mtime_ns, file.st_ino

    def _opened(self, generation: str) -> _Open:
        folder = f"{self._folder}/{generation}"
        stamp = self._last_commit(generation)  # first: what is committed meanwhile is read again
        try:
            try:
                return _Open(_index_in(folder), stamp, None)
            except (OSError, ValueError) as error:
                if not any(kind in str(error) for kind in _CLOSED):
                    raise
            links = TemporaryDirectory(prefix="kashshaf-", ignore_cleanup_errors=True)
            index = _through(links.name, folder, partial(_index_in, links.name))
            return _Open(index, stamp, links)
        except BaseException as error:
            if not is_failure(error):
                raise
            raise EngineUnavailable(
                f"cannot open generation {generation} of {self._label} ({error}): restore its "
                "files, or go back with `kashshaf rollback`"
            ) from error

    def _reload(self, found: _Open, generation: str) -> None:
        if found.links is None:
            found.index.reload()
            return
        folder = f"{self._folder}/{generation}"
        _through(found.links.name, folder, found.index.reload)


def _index_in(folder: str) -> tantivy.Index:
    index = tantivy.Index.open(folder)
    splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("whitespace", splitter)
    index.config_reader("manual")
    index.reload()
    return index


def _through(links: str, folder: str, read: Callable[[], Value]) -> Value:
    """What `read` gives of an index, which it reads through a folder of links; tried again where
    files went while they were linked."""
    for _ in range(_TRIES - 1):
        _link(links, folder)
        with suppress(OSError, ValueError):
            return read()
    _link(links, folder)
    return read()


def _link(links: str, folder: str) -> None:
    """Brings a folder of links up to date with the files of an index, its locks left out."""
    there = {name for name in os.listdir(folder) if not name.endswith(".lock")}
    linked = {name for name in os.listdir(links) if os.path.islink(f"{links}/{name}")}
    for name in there - linked:
        os.symlink(os.path.abspath(f"{folder}/{name}"), f"{links}/{name}")
    for name in linked - there:
        os.unlink(f"{links}/{name}")
