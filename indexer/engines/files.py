"""Small files that are replaced in one step."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from indexer.errors import ArchiveError


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
        raise ArchiveError(f"{path} cannot be read: {error}") from error


def write_json(path: Path, value: Any) -> None:
    """Replaces the file in one step: readers, and a crash, meet the old or the new."""
    write_text(path, json.dumps(value, ensure_ascii=False))


def read_text(path: Path) -> str:
    """What the file holds, "" where there is none. Raises `ArchiveError` where that is unknown."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise ArchiveError(f"{path} cannot be read: {error}") from error


def write_text(path: Path, text: str) -> None:
    """The same as `write_json`, for a text."""
    beside = path.with_suffix(".new")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, path)


def folder_bytes(path: Path) -> int:
    """The bytes of the files in a folder, those of its folders with them; files that go away
    meanwhile count for nothing."""
    found = 0
    for folder, _, names in os.walk(path):
        for name in names:
            with suppress(FileNotFoundError):
                found += os.stat(os.path.join(folder, name)).st_size
    return found
