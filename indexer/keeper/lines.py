"""The lines of the keeper's files: UTF-8, tabs between columns, # before a comment, as the lists
in ``mappings/``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.clean import clean_line
from indexer.errors import UsageError

SHOWN = 20  # wrong lines that a message names
Files = dict[str, str]  # the text of each file by its name, in the order they are read


@dataclass(frozen=True, slots=True)
class Line:
    """One line that says something; its columns are cleaned, but for the first."""

    file: str
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a line cannot be followed."""

    line: Line
    reason: str

    def __str__(self) -> str:
        return f"{self.line.file}, line {self.line.number}: {self.reason}"


class Mistake(ValueError):
    """What is wrong with the line at hand; the message is for the reason of a `Wrong`."""


def read_file(path: Path) -> str:
    """The text of a file. Raises `UsageError` where it is no UTF-8, naming the line."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{path}, line {line}: this is not UTF-8: save the file as UTF-8 text"
        ) from error


def lines(files: Files) -> Iterator[Line]:
    """Every line that is neither blank nor a comment."""
    for name, text in files.items():
        for number, row in enumerate(text.split("\n"), 1):
            if row.strip() and not row.startswith("#"):
                first, *rest = row.split("\t")
                yield Line(name, number, (first.strip(), *map(clean_line, rest)))


def refuse(wrong: Iterable[Wrong]) -> None:
    """Raises `UsageError` that names each wrong line, if there is one; nothing is done then."""
    found = list(wrong)
    if not found:
        return
    rows = [str(one) for one in found[:SHOWN]]
    if len(found) > SHOWN:
        rows.append(f"and {len(found) - SHOWN:,} more")
    raise UsageError("nothing was changed:\n  " + "\n  ".join(rows))
