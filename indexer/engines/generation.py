"""What holds of generations on every engine: what one says of its own making, what is told where
there is none that serves, and how one follows another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from typing import Protocol

import mappings
from indexer.engines.document import mapping_digest
from indexer.errors import ArchiveError, ArchiveMissing, ArchiveOutdated

FIRST = "g000001"


def made_now() -> dict[str, str]:
    """What a generation that is made now says of its making."""
    return {
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "mapping": mapping_digest(),
        "lists": mappings.digest(),
    }


def check_mapping(label: str, generation: str, about: Mapping[str, str]) -> None:
    """Raises `ArchiveOutdated` for a generation of another mapping."""
    if about.get("mapping") != mapping_digest():
        raise ArchiveOutdated(
            f"generation {generation} of {label} was made by another version of the mapping: run "
            "`kashshaf reindex`"
        )


def no_archive(label: str) -> ArchiveMissing:
    """That nothing was indexed there yet, and how to begin."""
    return ArchiveMissing(f"there is no archive at {label} yet: `kashshaf index PATH` makes one")


def no_previous(label: str) -> ArchiveError:
    """That there is nothing that `rollback` could return to."""
    return ArchiveError(f"{label} has no previous generation to go back to")


# ---- how one follows another


class Lineage(Protocol):
    """The generations of an archive, as an engine keeps them."""

    @property
    def label(self) -> str:
        """How messages name the archive."""
        ...

    def pointed_at(self) -> str | None:
        """The current one."""
        ...

    def previous(self) -> str | None:
        """The one that `rollback` returns to."""
        ...

    def made(self) -> Mapping[str, Mapping[str, str]]:
        """What each says of its own making, oldest first."""
        ...

    def leased(self, purpose: str) -> AbstractContextManager[object]:
        """The hold of the archive's one writer."""
        ...

    def create(self, name: str) -> str:
        """Makes an empty one; returns its name."""
        ...

    def remove(self, name: str) -> None: ...

    def point(self, current: str, previous: str | None) -> None:
        """Says in one step which is current and which previous."""
        ...


def current(there: Lineage) -> str:
    """The current one, of whatever mapping. Raises `ArchiveMissing`."""
    found = there.pointed_at()
    if found is None:
        raise no_archive(there.label)
    return found


def begin(there: Lineage) -> str:
    """See `indexer.engines.base.Engine`."""
    current(there)
    with there.leased("reindex"):
        made = there.made()
        begun, useless = half_built(made.items(), (current(there), there.previous()))
        for name in useless:  # begun by another version of the program
            there.remove(name)
        return begun or there.create(after(made))


def switch(there: Lineage, generation: str) -> None:
    """See `indexer.engines.base.Engine`."""
    left = current(there)
    there.point(generation, left)
    for name in there.made():
        if name not in (generation, left):
            there.remove(name)


def rollback(there: Lineage) -> str:
    """See `indexer.engines.base.Engine`."""
    current(there)
    with there.leased("rollback"):
        previous = there.previous()
        if previous is None:
            raise no_previous(there.label)
        if there.made().get(previous, {}).get("mapping") != mapping_digest():
            raise ArchiveOutdated(
                f"{previous}, the generation before, was made by another version of the mapping: "
                "only the program that made it can search it, and go back to it; nothing is changed"
            )
        there.point(previous, current(there))
        return previous


def is_made_alike(about: Mapping[str, str]) -> bool:
    """Whether a half-built generation is of this version of the program and its lists."""
    return (about.get("mapping"), about.get("lists")) == (mapping_digest(), mappings.digest())


def half_built(
    generations: Iterable[tuple[str, Mapping[str, str]]], kept: Collection[str | None]
) -> tuple[str | None, list[str]]:
    """Of all generations but those in use: the one to go on with, and those of no use before it."""
    useless: list[str] = []
    for name, about in generations:
        if name in kept:
            continue
        if is_made_alike(about):
            return name, useless
        useless.append(name)
    return None, useless


def after(names: Iterable[str]) -> str:
    """The name of the generation after all these."""
    return f"g{max(int(name[1:]) for name in names) + 1:06}"
