"""Small files that are replaced in one step."""

from __future__ import annotations

import errno
import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer.errors import ArchiveError, EngineUnavailable

LITTLE = 50_000_000  # free bytes of a disk below which what failed is taken to have filled it
_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)


def read_json(path: Path, default: Any) -> Any:
    """What the file holds, or `default` where there is none. Raises `ArchiveError` where it cannot
    be read, or holds what is no value of the default's kind."""
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(value, type(default)):
            raise ValueError("it holds something else")
        return value
    except FileNotFoundError:
        return default
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def write_json(path: Path, value: Any) -> None:
    """Replaces the file in one step: readers, and a crash, meet the old or the new. Raises
    `EngineUnavailable` where it cannot be written."""
    write_text(path, json.dumps(value, ensure_ascii=False))


def read_text(path: Path) -> str:
    """What the file holds, "" where there is none. Raises `ArchiveError` where that is unknown."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error


def write_text(path: Path, text: str) -> None:
    """The same as `write_json`, for a text."""
    beside = path.with_suffix(".new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError as error:
        raise unwritable(path.parent, error) from error


def _unreadable(path: Path, error: OSError | ValueError) -> ArchiveError:
    if isinstance(error, NotADirectoryError):
        return ArchiveError(f"{path.parent} is no folder; name another place with --engine")
    if isinstance(error, PermissionError):
        return ArchiveError(f"{path}: there is no permission to read it: give it to this user")
    return ArchiveError(f"{path} cannot be read ({error}): restore it from a copy of the archive")


def unwritable(path: Path, error: Exception) -> EngineUnavailable:
    """The error of an archive that could not be written, with the way out; of the libraries that
    write, some do not say that it was the disk."""
    where = f"cannot write the archive at {path}: "
    there = next((folder for folder in (path, *path.parents) if folder.is_dir()), path)
    number = error.errno if isinstance(error, OSError) else None
    if number in _FULL or (number is None and shutil.disk_usage(there).free < LITTLE):
        return EngineUnavailable(f"{where}its disk is full; free some room and run the same again")
    if number in _DENIED:
        return EngineUnavailable(
            f"{where}there is no permission to; give it to this user, or name another place with "
            "--engine"
        )
    if number in (errno.EEXIST, errno.ENOTDIR):
        return EngineUnavailable(f"{where}it is no folder; name another place with --engine")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else error
    return EngineUnavailable(f"{where}{reason}")


def folder_bytes(path: Path) -> int:
    """The bytes of the files in a folder, those of its folders with them; files that go away
    meanwhile count for nothing."""
    found = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with suppress(FileNotFoundError):
                found += os.stat(os.path.join(folder, name)).st_size
    return found
