"""What is written into an engine, and what is known of what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Known:
    """What the archive holds under an id: the digest of the content, where it came from, and the
    family of copies it belongs to."""

    digest: str
    origin: str
    story: str | None = None


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Whose families of copies are not decided yet: articles that these runs wrote, and those of
    these families, which lost or changed a member."""

    runs: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.runs or self.stories)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article made ready for one engine, so that worker processes do the work of encoding.

    It is `unlike` where it shares hardly a word with the article that it replaces.
    """

    id: str
    digest: str
    origin: str
    payload: Any
    unlike: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a prepared article: `error` is why the engine refused this one, or None."""

    id: str
    error: str | None = None


class Writer(Protocol):
    """The one writer of a generation. What `commit` has returned from is safe."""

    def write(self, prepared: Iterable[Prepared]) -> Iterator[Written]:
        """Adds or replaces by id, lazily; one `Written` per article, in any order."""
        ...

    def delete(self, ids: Iterable[str]) -> int:
        """Removes, and notes their families as unsettled; returns how many there were."""
        ...

    def known(self, ids: Iterable[str]) -> dict[str, Known]:
        """What is already there, what was written before the last commit included."""
        ...

    def shared(self, field: str, values: Iterable[str]) -> set[str]:
        """Those of the values of a keyword field that more than one article holds. What was
        written since the last commit may be missing."""
        ...

    def alike(
        self, sketches: Mapping[str, Sequence[str]], least: int, most: int
    ) -> dict[str, list[dict[str, Any]]]:
        """For each article of the index, given by its id with its `sketch`, the others that hold at
        least `least` of these hashes, or the first, which tells the whole text; as `Engine.scan`
        gives them without `apart`. Over a hash that more than `most` articles hold, only `most` of
        them are looked at: the oldest, of other texts but for the first hash. What was written
        since the last commit may be missing."""
        ...

    def unsettled(self) -> Unsettled:
        """What `unsettle` noted since the last `settled`, by this writer or one before it."""
        ...

    def unsettle(self, more: Unsettled) -> None:
        """Notes, for good and at once, what has to be settled (see `indexer.families`)."""
        ...

    def settled(self) -> None:
        """Says that nothing is unsettled any more."""
        ...

    def commit(self) -> None:
        """Makes all that was written safe and visible to readers."""
        ...

    def keep(self, name: str, text: str) -> None:
        """Keeps a text of the archive's keeper under a name, in one step; "" removes it."""
        ...
