"""Articles sent to Elasticsearch many at a time, so that none is lost for another's sake.

A busy node is asked again. A request that is refused as a whole for what it holds (too large, or
with an article that makes it unsound) is sent again in halves; an article that is refused alone is
told with the reason, and all others go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import ApiError, Elasticsearch, helpers

from indexer.engines.base import Prepared, Written
from indexer.engines.elastic_errors import (
    TOO_LARGE,
    of_its_content,
    refusal,
    translated,
    whole_refusal,
)

AT_ONCE = 500  # articles of one request
OVERHEAD = 700  # bytes of an article's action line: mostly its id
RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 1.0, 30.0  # seconds, before a busy node is given up


class Bulk:
    """Sends articles to one index in requests of at most `most_bytes`, and of less once a request
    of that size was refused as too large."""

    def __init__(self, client: Elasticsearch, index: str, label: str, most_bytes: int) -> None:
        self._client, self._index, self._label = client, index, label
        self._most_bytes = most_bytes

    def send(self, prepared: Iterable[Prepared]) -> Iterator[Written]:
        """Adds or replaces by id; one `Written` per article, in any order."""
        chunk: list[Prepared] = []
        size = 0
        for item in prepared:
            more = _size(item)
            if chunk and (size + more > self._most_bytes or len(chunk) == AT_ONCE):
                yield from self._sent(chunk)
                chunk, size = [], 0
            chunk.append(item)
            size += more
        if chunk:
            yield from self._sent(chunk)

    def _sent(self, chunk: list[Prepared]) -> Iterator[Written]:
        refused: ApiError | None = None  # the same for all that were in the request
        left: set[str] = set()
        with translated(self._label):
            for ok, info in self._tried(chunk):
                answer = info["index"]
                if "exception" in answer:
                    refused = answer["exception"]
                    left.add(answer["_id"])
                else:
                    error = None if ok else refusal(self._label, answer)
                    yield Written(answer["_id"], error)
        if refused is None:
            return
        again = [item for item in chunk if item.id in left]
        size = sum(map(_size, again))
        if len(again) == 1:
            yield Written(again[0].id, whole_refusal(refused, size))
            return
        if refused.status_code == TOO_LARGE:
            self._most_bytes = min(self._most_bytes, size // 2)
        middle = len(again) // 2
        yield from self._sent(again[:middle])
        yield from self._sent(again[middle:])

    def _tried(self, chunk: list[Prepared]) -> Iterator[tuple[bool, Any]]:
        """The answers to one request."""

        def action(item: Any) -> Any:  # the helper passes them on as they are
            return {"index": {"_index": self._index, "_id": item.id}}, item.payload

        items: Iterable[Any] = chunk
        results: Iterable[tuple[bool, Any]] = helpers.streaming_bulk(
            self._client,
            items,
            expand_action_callback=action,
            chunk_size=len(chunk),
            max_chunk_bytes=sum(map(_size, chunk)) + 1,
            max_retries=RETRIES,
            initial_backoff=FIRST_WAIT,
            max_backoff=LONGEST_WAIT,
            raise_on_error=False,
            raise_on_exception=False,
        )
        for ok, info in results:
            error = info["index"].get("exception")
            if error is not None and not of_its_content(error):
                raise error
            yield ok, info


def _size(item: Prepared) -> int:
    """Bytes of an article in a request, at the most."""
    return len(item.payload) + OVERHEAD
