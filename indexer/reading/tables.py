"""CSV and TSV: the first row names the columns, every other row is one record."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator

from indexer.reading.decode import broken, utf8
from indexer.reading.facts import KNOWN, TEXTS, item
from indexer.reading.kinds import SEPARATORS
from indexer.reading.source import Source
from indexer.reading.streams import Line, Unreadable, lines, too_large
from indexer.records import RawItem, Refusal

_STATED = re.compile("\ufeff?sep=(.)\r?\n", re.I)
_OWN = "# program: Kashshaf "  # how the first row of an export of ours begins
_BEFORE = re.compile(rf'\ufeff?(?:[ \r\n]+|"?{_OWN}[^\n]*\n)*')
_WAY_OUT = "a cell that holds a quotation mark, a separator or a line break wants quotes"


def read_table(source: Source) -> Iterator[RawItem | Refusal]:
    """The records of a source, each with ``#line`` in its origin: the line where its row begins.

    The separator is the one that the first line states (``sep=;``, as Excel writes it) or has most
    of. A broken row is refused and the others go on, an empty one is none; raises `Unreadable`
    where the first row names no column that is read.
    """
    text = utf8(source.chunks)
    separator = _separator(text.head.decode("utf-8", "replace"))
    # one limit for the whole process, so it is the largest that was ever asked for
    csv.field_size_limit(max(csv.field_size_limit(), source.limit))
    rows = _Rows(lines(text.chunks, source.limit), source.limit)
    reader = csv.reader(rows, delimiter=separator, strict=True)
    columns = _columns(reader)
    found = False
    while True:
        rows.begin()
        try:
            row = next(reader)
            if any(map(str.strip, row)):
                found = True
                yield _record(source.origin, rows, columns, row, text.encoding)
        except StopIteration:
            break
        except csv.Error as error:
            found = True
            yield rows.refusal(source.origin, f"broken row: {error} ({_WAY_OUT})")
        except _BadLine as error:
            found = True
            yield rows.refusal(source.origin, error.reason)
    if not found:
        raise Unreadable("it holds no row but the first, which names the columns")


def _separator(head: str) -> str:
    """What stands between the cells of a table that begins so."""
    if stated := _STATED.match(head):
        return stated[1]
    first = _BEFORE.sub("", head, count=1).partition("\n")[0].rstrip("\r")
    if "\r" in first:
        raise Unreadable("its lines end as on old Macs (CR alone): save it as CSV UTF-8", 1)
    return max(SEPARATORS, key=first.count)


def _before(row: list[str]) -> bool:
    """Whether a row stands before the one that names the columns."""
    return "".join(row).lower() in ("", "sep=") or row[0].startswith(_OWN)


def _columns(reader: Iterator[list[str]]) -> list[str]:
    """The names of the columns; those we know in any case, those without a name by number."""
    try:
        row = next((row for row in reader if not _before(row)), [])
    except csv.Error as error:
        reason = str(error).partition(" - ")[0]  # what follows is for who wrote this program
        raise Unreadable(f"its first row is broken: {reason} ({_WAY_OUT})", 1) from None
    names = [name.strip().removeprefix("\ufeff") for name in row]
    names = [name.lower() if name.lower() in KNOWN else name for name in names]
    names = [name or f"column {number}" for number, name in enumerate(names, 1)]
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise Unreadable(f"its first row names the column {twice[0]!r} twice", 1)
    if not {"title", *TEXTS} & set(names):
        raise Unreadable(
            f"its first row has to name the columns, one of them title or {' or '.join(TEXTS)}: "
            f"it is {', '.join(name[:40] for name in names[:8]) or 'empty'}",
            1,
        )
    return names


def _record(
    origin: str, rows: _Rows, columns: list[str], row: list[str], encoding: str
) -> RawItem | Refusal:
    try:
        if len(row) != len(columns):
            raise Unreadable(
                f"the row has {len(row)} cells, the first row names {len(columns)} ({_WAY_OUT})"
            )
        fields = dict(zip(columns, row, strict=True))
        original = json.dumps(fields, ensure_ascii=False)
        return item(f"{origin}#{rows.first}", fields, original, encoding)
    except Unreadable as error:
        return rows.refusal(origin, error.reason)


class _BadLine(Unreadable):
    """A line that spoils its row and no other."""


class _Rows:
    """Lines as csv asks for them; remembers those of the row that is being read."""

    def __init__(self, lines: Iterator[Line], limit: int) -> None:
        self._lines, self._limit = lines, limit
        self.begin()

    def begin(self) -> None:
        """The next line is the first of a row."""
        self.first, self._size, self._row = 0, 0, list[str]()

    def refusal(self, origin: str, reason: str) -> Refusal:
        """Refuses the row that is being read, with its lines as far as they were."""
        return Refusal(f"{origin}#{self.first}", reason, self.first, "".join(self._row))

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.first = self.first or line.number
        self._size += len(line.data or b"")
        if line.data is None or self._size > self._limit:
            raise _BadLine(too_large(self._limit, what="the row").reason)
        try:
            text = line.data.decode()
        except UnicodeDecodeError as error:
            self._row.append(line.data.decode("utf-8", "backslashreplace"))
            reason = broken("utf-8", line.offset + error.start, line.number).reason
            raise _BadLine(reason) from None
        text = text.removeprefix("\ufeff") if line.number == 1 else text
        self._row.append(text)
        return text
