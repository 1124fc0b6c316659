"""What holds of a generation on every engine: what it says of its own making, and what is told
where there is none that serves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime

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


def check_mapping(label: str, generation: str, about: Mapping[str, str]) -> None:
    """Raises `ArchiveOutdated` for a generation of another mapping."""
    if about.get("mapping") != mapping_digest():
        raise ArchiveOutdated(
            f"generation {generation} of {label} was made by another version of the mapping: run "
            "`kashshaf reindex`"
        )


def no_archive(label: str) -> ArchiveMissing:
    return ArchiveMissing(f"there is no archive at {label} yet: `kashshaf index PATH` makes one")


def no_previous(label: str) -> ArchiveError:
    return ArchiveError(f"{label} has no previous generation to go back to")
