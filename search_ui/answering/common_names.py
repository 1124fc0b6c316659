"""Actors that no list holds, by what their names go on with: those of several articles of the
archive, counted once for every state of it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from indexer.describe.names.identity import type_of
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Facet, Search
from search_ui.answering.labels import unlisted_names

LOOKED_AT = 2_000  # actors of an archive, commonest first, among whom these are
LEAST = 3  # articles
_LAST = "\U0010ffff"
_known: WeakKeyDictionary[Engine, CommonNames] = WeakKeyDictionary()

Keys = Callable[[str], Iterable[str]]  # what is typed of a name, from each of its words on


@dataclass(frozen=True, slots=True)
class CommonNames:
    """`counts` are articles by id, `names` what most of them call the actor, `keys` sorted (key,
    id); all of one `revision` of the archive."""

    revision: str
    counts: Mapping[str, int]
    names: Mapping[str, str]
    keys: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, engine: Engine, keys: Keys) -> CommonNames:
        """Those of an archive as it is now; remembered until it changes."""
        revision = engine.revision()
        known = _known.get(engine)
        if known is None or known.revision != revision:
            known = _known[engine] = cls._counted(engine, revision, keys)
        return known

    @classmethod
    def _counted(cls, engine: Engine, revision: str, keys: Keys) -> CommonNames:
        counted = Facet("actors", "actor", "", LOOKED_AT)
        found = engine.search(Search(Everything(), facets=(counted,), size=0))
        counts = {id: n for id, n in found.facets["actors"] if n >= LEAST and type_of(id)}
        names = unlisted_names(engine, found.generation, counts)
        made = sorted({(key, id) for id, name in names.items() for key in keys(name)})
        return cls(revision, counts, names, tuple(made))

    def beginning(self, begun: str) -> set[str]:
        """The ids of those with a name that goes on so from one of its words on."""
        return beginning(self.keys, begun)


def beginning(keys: Sequence[tuple[str, str]], begun: str) -> set[str]:
    """The ids of the sorted (key, id) whose keys begin so."""
    first, end = (bisect_left(keys, (key,)) for key in (begun, begun + _LAST))
    return {id for _, id in keys[first:end]}
