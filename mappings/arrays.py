"""The mappings that are arrays, which programs make (``.npz``): read, and written.

Texts are held as their UTF-8 bytes, many of them as lines of one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

import mappings

Arrays = Mapping[str, NDArray[Any]]


def read(file: str) -> Arrays:
    """The arrays of ``mappings/FILE`` by their names. Raises `ListError` where it is missing or
    broken."""
    source = resources.files(mappings).joinpath(file)
    try:
        with source.open("rb") as opened, np.load(opened, allow_pickle=False) as arrays:
            return dict(arrays)
    except FileNotFoundError as error:
        raise mappings.ListError(
            f"mappings/{file} is missing; install the package again"
        ) from error
    except (OSError, ValueError, EOFError, BadZipFile) as error:
        raise mappings.ListError(
            f"mappings/{file} cannot be read ({error}); install the package again"
        ) from error


def write(file: str, arrays: Arrays, out: Path | None = None) -> Path:
    """Writes ``mappings/FILE``, or `out` instead, and tells which. Equal arrays make equal files:
    numpy puts no time into them."""
    target = out or Path(str(resources.files(mappings))) / file
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as opened:
        np.savez_compressed(opened, allow_pickle=False, **arrays)
    return target


def from_text(text: str) -> NDArray[np.uint8]:
    """A text as bytes of UTF-8, to be kept among arrays."""
    return np.frombuffer(text.encode(), np.uint8)


def to_text(array: NDArray[np.uint8]) -> str:
    """The text that `from_text` was given."""
    return array.tobytes().decode()


def from_lines(lines: Iterable[str]) -> NDArray[np.uint8]:
    """Of at least one line; none may hold a line break."""
    return from_text("\n".join(lines))


def to_lines(array: NDArray[np.uint8]) -> list[str]:
    """The lines that `from_lines` was given."""
    return to_text(array).split("\n")
