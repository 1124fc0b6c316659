"""The actors of a tantivy index by the numbers that they are counted by: their ids and names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

import tantivy

from indexer.engines.document import NAME_SEPARATOR
from indexer.engines.tantivy_document import KEY_LETTERS, NAMING, key_letters

LARGE = 50_000  # articles; the actors of more are not read before anybody asks


class Names:
    """Remembers the actors of one generation as they are met; bounded."""

    LIMIT = 1_000_000

    def __init__(self) -> None:
        self._ids: dict[int, str] = {}
        self._names: dict[str, str] = {}

    def ids(self, searcher: tantivy.Searcher, keys: Iterable[int]) -> list[str]:
        """The id of each number, all of which stand in the index."""
        keys = list(keys)
        known = self._ids  # other threads may put another in its place
        missing = [key for key in keys if key not in known]
        if missing:
            if len(known) > self.LIMIT:
                known = self._ids = {}
                missing = keys
            for key in missing:
                [(id, _, _), *_] = _under(searcher, f"{key:0{KEY_LETTERS}x}")
                known[key] = id
        return [known[key] for key in keys]

    def names(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, ids: Collection[str]
    ) -> dict[str, str]:
        """See `indexer.engines.base.Engine.names`."""
        known = self._names
        if len(known) > self.LIMIT:
            known = self._names = {}
        for id in ids:
            if id not in known and (name := _commonest(searcher, schema, id)):
                known[id] = name
        return {id: known[id] for id in ids if id in known}

    def read_ahead(self, searcher: tantivy.Searcher) -> None:
        """Learns the actors of an archive of common size at once: one by one takes longer."""
        if searcher.num_docs > LARGE:
            return
        ids: dict[int, str] = {}
        names: dict[str, str] = {}
        several: set[str] = set()
        for term, _ in searcher.terms_with_prefix(NAMING, ""):
            id, name = _parted(term)
            ids[int(term[:KEY_LETTERS], 16)] = id
            if names.setdefault(id, name) != name:
                several.add(id)
        for id in several:  # which is the commonest is counted when it is asked for
            del names[id]
        self._ids = ids | self._ids
        self._names = names | self._names


def _under(searcher: tantivy.Searcher, key: str) -> list[tuple[str, str, str]]:
    """The id, a name and the term of each name of the actor of a number."""
    found = searcher.terms_with_prefix(NAMING, key)
    return [(*_parted(term), term) for term, _ in found]


def _parted(term: str) -> tuple[str, str]:
    id, _, name = term[KEY_LETTERS:].partition(NAME_SEPARATOR)
    return id, name


def _commonest(searcher: tantivy.Searcher, schema: tantivy.Schema, id: str) -> str | None:
    """The name that most articles give an actor, of several such the first in order."""
    names = {name: term for of, name, term in _under(searcher, key_letters(id)) if of == id}
    if len(names) < 2:
        return next(iter(names), None)
    counts = {name: _articles(searcher, schema, term) for name, term in names.items()}
    return min(counts, key=lambda name: (-counts[name], name))


def _articles(searcher: tantivy.Searcher, schema: tantivy.Schema, term: str) -> int:
    """How many articles hold a term of `NAMING`; what was removed is not among them."""
    found: Any = searcher.search(tantivy.Query.term_query(schema, NAMING, term), 1)
    return int(found.count)  # tantivy's own types forget it
