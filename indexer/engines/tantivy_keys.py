"""The values of the field that is counted by number, by their numbers."""

from __future__ import annotations

from collections.abc import Iterable

import tantivy

from indexer.engines.tantivy_document import KEY, NUMBERED, key_of

ALL_BUCKETS = 1_000_000


class Names:
    """Remembers the values met in facets; bounded. One for all the generations of an archive: a
    number is made of its value alone."""

    LIMIT = 1_000_000

    def __init__(self) -> None:
        self._by_key: dict[int, str] = {}

    def of(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, keys: Iterable[int]
    ) -> list[str]:
        """The value of each number, all of which stand in the index."""
        keys = list(keys)
        known = self._by_key  # other threads may put another in its place
        missing = [key for key in keys if key not in known]
        if missing:
            if len(known) > self.LIMIT:
                known = self._by_key = {}
            wanted = {"terms": {"field": NUMBERED, "size": ALL_BUCKETS}}
            query = tantivy.Query.term_set_query(schema, KEY, missing)
            found = searcher.aggregate(query, {"names": wanted})["names"]["buckets"]
            known.update((key_of(row["key"]), row["key"]) for row in found)
        return [known[key] for key in keys]
