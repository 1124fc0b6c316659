"""Bytes on their way: each step takes chunks and yields chunks, and none of them holds the whole.

A step that cannot go on raises `Unreadable`, after it has yielded everything before that place.
"""

from __future__ import annotations

import codecs
import io
import zlib
from collections.abc import Callable, Iterator
from itertools import chain
from typing import IO, NamedTuple

from indexer.interrupts import Stopped

CHUNK = 256 * 1024  # bytes that are held at a time
HEAD = 64 * 1024  # bytes that are looked at to tell what a stream holds
MAX_RATIO = 400  # of unpacked to packed: written text stays far below it, a bomb reaches 1,000
RATIO_FROM = 10_000_000  # bytes unpacked before the ratio is looked at

Chunks = Iterator[bytes]


class Unreadable(Exception):
    """Why a source cannot be read on from here: the reason and the way out, for a `Refusal`."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


class Bomb(Unreadable):
    """An archive unpacks to more than is allowed: nothing more of it is read."""


class Budget:
    """How much one named file may unpack to: `limit` bytes, and `MAX_RATIO` times its own size.

    `packed` is its size in bytes, None where that is not known.
    """

    def __init__(self, limit: int, packed: int | None) -> None:
        self.limit, self.packed, self.spent = limit, packed, 0

    def spend(self, count: int) -> None:
        """Raises `Bomb` once more than the allowed number of bytes has been unpacked."""
        self.spent += count
        if self.spent > self.limit:
            raise Bomb(
                f"it unpacks to more than {self.limit:,} bytes: unpack it and name the files, or "
                "set KASHSHAF_MAX_ARCHIVE_BYTES"
            )
        if self.packed is not None and self.spent > max(RATIO_FROM, MAX_RATIO * self.packed):
            raise Bomb(
                f"it unpacks to more than {MAX_RATIO} times its size, as only a zip bomb does: if "
                "it is none, unpack it and name the files"
            )


class _Pulled(io.RawIOBase):
    """Chunks as a file, for the libraries that read from files."""

    def __init__(self, chunks: Chunks) -> None:
        self._chunks, self._rest = chunks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        # typeshed's WriteableBuffer is wider, but BufferedReader hands over only these
        while not self._rest:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._rest = memoryview(chunk)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def as_file(chunks: Chunks) -> io.BufferedReader:
    """The chunks as a file that can be read forward."""
    return io.BufferedReader(_Pulled(chunks), CHUNK)


def chunks_of(file: IO[bytes], told: Callable[[int], object]) -> Chunks:
    """The bytes of a file; `told` hears how many each time."""
    while chunk := file.read(CHUNK):
        told(len(chunk))
        yield chunk


def unzipped(chunks: Chunks, budget: Budget) -> Chunks:
    """What gzip data hold, of one member or several one after another."""
    unpacker, waiting = zlib.decompressobj(wbits=31), b""
    started = False
    try:
        for chunk in chunks:
            waiting += chunk
            while waiting:
                if unpacker.eof:
                    waiting = waiting.lstrip(b"\0")  # padding, as of tapes
                    if not waiting:
                        break
                    unpacker, started = zlib.decompressobj(wbits=31), False
                data = unpacker.decompress(waiting, CHUNK)
                started = True
                waiting = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
                budget.spend(len(data))
                if data:
                    yield data
                elif not unpacker.eof and not waiting:
                    break
    except zlib.error as error:
        raise Unreadable(f"its gzip data are damaged ({error}): fetch it again") from error
    if started and not unpacker.eof:
        raise Unreadable("its gzip data break off before their end: fetch it again")


def gathered(chunks: Chunks, limit: int) -> bytes:
    """All bytes of a document. Raises `Unreadable` where they are more than `limit`."""
    parts, size = [], 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise too_large(limit)
        parts.append(chunk)
    return b"".join(parts)


def too_large(limit: int, size: int | None = None, what: str = "it") -> Unreadable:
    """The error of a document, line or element over the limit, in bytes."""
    found = f"is {size:,} bytes" if size else f"is longer than {limit:,} bytes"
    return Unreadable(
        f"{what} {found}, and an article may have {limit:,}: cut it up, or set "
        "KASHSHAF_MAX_ITEM_BYTES"
    )


def peeked(chunks: Chunks) -> tuple[bytes, Chunks]:
    """The first `HEAD` bytes or more (all there are, if fewer), and the chunks with these."""
    parts, size = [], 0
    ahead: list[Unreadable | Stopped] = []
    try:
        while size < HEAD and (chunk := next(chunks, None)) is not None:
            parts.append(chunk)
            size += len(chunk)
    except (Unreadable, Stopped) as error:
        ahead.append(error)
    head = b"".join(parts)
    return head, chain([head] if head else [], _raised(ahead), chunks)


def _raised(errors: list[Unreadable | Stopped]) -> Chunks:
    for error in errors:
        raise error
    yield from ()


def as_utf8(chunks: Chunks, encoding: str) -> Chunks:
    """The chunks of a text in another encoding, in UTF-8."""
    decoder, offset = codecs.getincrementaldecoder(encoding)(), 0
    for chunk in chain(chunks, [b""]):
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            place = offset - pending + error.start
            raise Unreadable(
                f"at byte {place:,} it breaks off the encoding of all before, {encoding}: save it "
                "again as UTF-8"
            ) from error
        offset += len(chunk)
        yield text.encode()


class Line(NamedTuple):
    """A line with its number from 1 and the offset of its first byte; None for one too long."""

    number: int
    offset: int
    data: bytes | None


def lines(chunks: Chunks, limit: int) -> Iterator[Line]:
    """Every line of a text, with its end; of one longer than `limit` bytes no more is held."""
    file, number, offset = as_file(chunks), 0, 0
    try:
        while part := file.readline(CHUNK):
            number += 1
            start, offset = offset, offset + len(part)
            if len(part) == CHUNK and not part.endswith(b"\n"):
                line, size = _long_line(part, file, limit)
                offset += size - len(part)
            else:
                line = part if len(part) <= limit else None
            yield Line(number, start, line)
    except Unreadable as error:
        if error.line is None:
            error.line = number + 1
        raise


def _long_line(part: bytes, file: io.BufferedReader, limit: int) -> tuple[bytes | None, int]:
    """The line that begins with `part`, None if it is too long; and its size in bytes."""
    parts, size = [part], len(part)
    while not part.endswith(b"\n") and (part := file.readline(CHUNK)):
        size += len(part)
        if size <= limit:
            parts.append(part)
        else:
            parts.clear()
    return (b"".join(parts) if size <= limit else None), size
