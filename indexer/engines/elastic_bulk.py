"""Articles sent to Elasticsearch many at a time, so that none is lost for another's sake.

A busy node is asked again. A request that is refused as a whole for what it holds (too large, or
with an article that makes it unsound) is sent again in parts; an article that is refused alone is
told with the reason, and all others go on.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from typing import Any

from elasticsearch import ApiError, Elasticsearch

from indexer.engines.elastic_errors import (
    TOO_LARGE,
    is_busy,
    is_of_content,
    refusal,
    translated,
    whole_refusal,
)
from indexer.engines.writing import Prepared, Written
from indexer.errors import EngineError

AT_ONCE = 500  # articles of one request
OVERHEAD = 700  # bytes of an article's action line: mostly its id
RETRIES, FIRST_WAIT, LONGEST_WAIT = 6, 1.0, 30.0  # seconds, before a busy node is given up

_Answer = dict[str, Any] | ApiError  # of one article, or of the whole request that it was in


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
        """Sends one request, and again what the node was too busy for."""
        for left in range(RETRIES, -1, -1):
            busy: list[Prepared] = []
            parted: list[Prepared] = []
            refused: _Answer | None = None
            for item, answer in zip(chunk, self._asked(chunk), strict=True):
                if is_of_content(answer):
                    parted.append(item)
                    refused = answer
                elif left and is_busy(answer):
                    busy.append(item)
                else:
                    yield Written(item.id, self._error(answer))
            if refused is not None:
                yield from self._parted(parted, refused)
            if not busy:
                return
            chunk = busy
            time.sleep(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (RETRIES - left)))

    def _asked(self, chunk: list[Prepared]) -> list[_Answer]:
        """What the node answers to one request, for each article in it."""
        operations: list[Any] = []  # bytes, which the client sends as they are
        for item in chunk:
            action = json.dumps({"index": {"_id": item.id}}, ensure_ascii=False)
            operations += [action.encode(), item.payload]
        with translated(self._label):
            try:
                answer = self._client.bulk(index=self._index, operations=operations)
            except ApiError as error:
                if is_of_content(error) or is_busy(error):
                    return [error] * len(chunk)
                raise
        told = [row["index"] for row in answer["items"]]
        if len(told) != len(chunk):
            raise EngineError(f"{self._label} told of {len(told)} of {len(chunk)} articles sent")
        return told

    def _error(self, answer: _Answer) -> str | None:
        """Why one article was refused, if it was; raises where the whole run must stop."""
        if isinstance(answer, ApiError):
            with translated(self._label):
                raise answer
        return refusal(self._label, answer) if "error" in answer else None

    def _parted(self, chunk: list[Prepared], refused: _Answer) -> Iterator[Written]:
        """Sends in parts what was refused together; what is refused alone is told so."""
        size = sum(map(_size, chunk))
        if len(chunk) == 1:
            yield Written(chunk[0].id, whole_refusal(refused, size))
            return
        if isinstance(refused, ApiError) and refused.status_code == TOO_LARGE:
            self._most_bytes = min(self._most_bytes, size // 2)
            yield from self.send(chunk)
            return
        middle = len(chunk) // 2
        yield from self._sent(chunk[:middle])
        yield from self._sent(chunk[middle:])


def _size(item: Prepared) -> int:
    """Bytes of an article in a request, at the most."""
    return len(item.payload) + OVERHEAD
