"""Archives: their members one by one, unpacked as they are read and never onto the disk.

What a member is called is a name and nothing else: no file of that name is ever opened or made.
"""

from __future__ import annotations

import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO

from indexer.reading.files import shown
from indexer.reading.kinds import TAR, ZIP, kind_of
from indexer.reading.source import Source
from indexer.reading.streams import Budget, Chunks, Unreadable, as_file, chunks_of, unzipped
from indexer.records import Refusal

DAMAGE = (
    OSError,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
)
_UTF8_NAME, ENCRYPTED = 0x800, 0x1
_SEPARATORS = re.compile(r"[/\\]+")

Members = Iterator[Source | Refusal]


def zip_members(
    file: IO[bytes], origin: str, limit: int, budget: Budget, told: Callable[[int], object]
) -> Members:
    """The members of a zip archive, each to be read before the next is asked for.

    `limit` is that of a document, in bytes; `told` hears how many packed bytes were read. Raises
    `Unreadable` where the archive is damaged or a bomb.
    """
    try:
        archive = zipfile.ZipFile(file)
    except DAMAGE as error:
        raise Unreadable(f"it is no sound zip archive ({error}): fetch it again") from None
    for info in archive.infolist():
        if info.filename.endswith("/"):  # `is_dir` fails where damage has left no name
            continue
        chunks = _spent(_unpacked(partial(archive.open, info)), budget)
        refusal = "it is encrypted: unpack it and name the files"
        reason = refusal if info.flag_bits & ENCRYPTED else None
        yield from _member(origin, _name(info), chunks, limit, info.file_size, budget, reason)
        told(info.compress_size)


def tar_members(chunks: Chunks, origin: str, limit: int, budget: Budget) -> Members:
    """The members of a tar archive; see `zip_members`. `chunks` are its bytes, gunzipped."""
    file = as_file(chunks)
    try:
        with tarfile.open(fileobj=file, mode="r|") as archive:
            while info := archive.next():
                archive.members = []  # type: ignore[attr-defined]  # else it keeps every header
                if info.isdir():
                    continue
                sound = info.isreg() and not info.issparse()
                reason = None if sound else "it is a link or a device, which holds no text"
                data = _unpacked(partial(archive.extractfile, info))
                yield from _member(origin, info.name, data, limit, info.size, budget, reason)
    except DAMAGE as error:
        raise Unreadable(f"it is no sound tar archive ({error}): fetch it again") from None
    while rest := file.read(1 << 18):
        if rest.strip(b"\0"):
            raise Unreadable("its tar data are damaged, what follows is lost: fetch it again")


def _member(
    origin: str,
    name: str,
    chunks: Chunks,
    limit: int,
    size: int,
    budget: Budget,
    reason: str | None,
) -> Members:
    parts = [part for part in _SEPARATORS.split(name) if part not in ("", ".", "..")]
    if any(part.startswith(".") or part == "__MACOSX" for part in parts):
        return  # hidden, as in folders
    whole = f"{origin}!{shown('/'.join(parts))}"
    kind = kind_of(whole)
    if not reason and kind.form in (ZIP, TAR):
        reason = "it is an archive in an archive: unpack it and name the files"
    if reason:
        yield Refusal(whole, reason)
    elif kind.packed:
        yield Source(whole, kind, unzipped(chunks, budget), limit)
    else:
        yield Source(whole, kind, chunks, limit, size)


def _unpacked(opened: Callable[[], IO[bytes] | None]) -> Chunks:
    try:
        file = opened()
        if file:
            with file:
                yield from chunks_of(file, lambda count: None)
    except DAMAGE as error:
        raise Unreadable(f"it is damaged in the archive ({error}): fetch it again") from None


def _spent(chunks: Chunks, budget: Budget) -> Chunks:
    for chunk in chunks:
        budget.spend(len(chunk))
        yield chunk


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; many programs write UTF-8 without saying so."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    try:
        return info.filename.encode("cp437").decode()
    except UnicodeError:
        return info.filename
