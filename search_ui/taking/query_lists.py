"""Many queries at once: how many articles each finds, or why it cannot be read. Pure but for the
engine that counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.engines.base import Engine
from indexer.errors import QueryError, UsageError
from indexer.reading.decode import decode
from indexer.reading.streams import Unreadable
from search_ui.answering.searching import understand
from search_ui.asking.params import SearchParams
from search_ui.taking.export import wanted


@dataclass(frozen=True, slots=True)
class Counted:
    """A query by its line, from 1. `total` is None where it cannot be read: `error` says why, and
    `position` is the code point of `query` at which reading failed, or None; `notes` are those of
    `search_ui.asking.query.Typed` and "nothing_searchable"."""

    line: int
    query: str
    total: int | None
    error: str | None = None
    position: int | None = None
    notes: tuple[str, ...] = ()


def lines_of(data: bytes, name: str) -> list[tuple[int, str]]:
    """The queries of a file, one a line, blank lines left out, with their numbers from 1.

    Raises `UsageError` for what is no text in a known encoding.
    """
    try:
        text, _ = decode(data) if data else ("", "")
    except Unreadable as error:
        place = f", line {error.line}" if error.line else ""
        raise UsageError(f"{name}{place}: {error.reason}") from error
    return numbered(text)


def numbered(text: str) -> list[tuple[int, str]]:
    """The lines of a text that are not blank, with their numbers from 1."""
    lines = ((number, line.strip()) for number, line in enumerate(text.split("\n"), 1))
    return [(number, line) for number, line in lines if line]


def counted(
    engine: Engine, lines: Iterable[tuple[int, str]], params: SearchParams
) -> Iterator[Counted]:
    """The count of each query; everything but the query is as `params` have it."""
    for number, query in lines:
        try:
            asked = understand(engine, replace(params, q=query))
            total = engine.count(wanted(asked))
        except QueryError as error:
            yield Counted(number, query, None, error.args[0], error.position)
            continue
        notes = asked.typed.notes
        if asked.meaning.query is None:
            notes = (*notes, "nothing_searchable")
        yield Counted(number, query, total, notes=notes)
