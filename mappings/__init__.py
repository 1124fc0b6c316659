"""The contract: what an article is, and the word lists that describe it.

Everything here is data, read by the writer, the reader and the tests alike. This module is the one
loader (`arrays` that of what programs made); nothing is read before it is asked for, and everything
is read once.

A list is a UTF-8 text file: ``#`` starts a comment line, blank lines are ignored, a tab separates
columns. A list that breaks that is refused with its name and line (`ListError`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any

ACTOR_TYPES = {
    "persons": "person",
    "organizations": "organization",
    "states": "state",
    "armed_groups": "armed_group",
    "media": "media",
}
ACTOR_COLUMNS = ("id", "name", "english", "aliases", "short", "contexts", "country", "years")
SOURCE_COLUMNS = ("id", "name", "english", "aliases", "domains", "country")


class ListError(ValueError):
    """A list has a line that cannot be read; the message names the file and the line."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A known actor: a person, a body, a state, an armed group or a medium.

    `aliases` name the actor wherever they stand; `short` forms only beside a full name in the same
    article; `contexts` are phrases around a short form that need no full name.
    """

    id: str
    type: str
    name: str
    english: str
    aliases: tuple[str, ...]
    short: tuple[str, ...]
    contexts: tuple[str, ...]
    country: str
    years: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: a newspaper, an agency, a channel, a site."""

    id: str
    name: str
    english: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str


@cache
def articles() -> dict[str, Any]:
    """The Elasticsearch settings and mappings of ``articles.json``, as they stand."""
    text = resources.files(__name__).joinpath("articles.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


@cache
def lexicon(name: str) -> tuple[str, ...]:
    """The lines of ``lexicon/NAME.txt`` without comments and blanks, tabs kept."""
    return tuple(line for _, line in _lines(f"lexicon/{name}.txt"))


@cache
def table(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of ``lexicon/NAME.txt``, each of exactly `columns` tab-separated cells."""
    return tuple(_rows(f"lexicon/{name}.txt", columns))


def rows(name: str, columns: int) -> Iterator[tuple[str, ...]]:
    """`table` row by row, for a long list that one part reads once: it is not remembered."""
    return _rows(f"lexicon/{name}.txt", columns)


@cache
def actors() -> tuple[Actor, ...]:
    """Every known actor, in the order of the files of `ACTOR_TYPES`."""
    return tuple(
        Actor(row[0], type_, row[1], row[2], many(row[3]), many(row[4]), many(row[5]), *row[6:])
        for file, type_ in ACTOR_TYPES.items()
        for row in _rows(f"actors/{file}.tsv", len(ACTOR_COLUMNS))
    )


@cache
def outlets() -> tuple[Outlet, ...]:
    """Every known publisher, those of the sample archive last."""
    return tuple(
        Outlet(row[0], row[1], row[2], many(row[3]), many(row[4]), row[5])
        for file in ("outlets", "sample")
        for row in _rows(f"sources/{file}.tsv", len(SOURCE_COLUMNS))
    )


@cache
def digest() -> str:
    """Tells one version of all lists and models from another; an archive remembers its own."""
    digest = blake2b(digest_size=8)
    root = resources.files(__name__)
    for folder in ("actors", "lexicon", "models", "sources"):
        for file in sorted(root.joinpath(folder).iterdir(), key=lambda file: file.name):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()


def many(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds a list, with ``;`` between them."""
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _rows(path: str, columns: int) -> Iterator[tuple[str, ...]]:
    for number, line in _lines(path):
        cells = tuple(map(str.strip, line.split("\t")))
        if len(cells) != columns:
            raise ListError(
                f"mappings/{path}, line {number}: {len(cells)} columns where {columns} are expected"
            )
        yield cells


def _lines(path: str) -> list[tuple[int, str]]:
    try:
        text = resources.files(__name__).joinpath(path).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ListError(f"mappings/{path}: not UTF-8 at byte {error.start}") from error
    except FileNotFoundError as error:
        raise ListError(
            f"mappings/{path}: the list is missing; install the package again"
        ) from error
    return [
        (number, line)
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1)
        if line and line[0] != "#" and not line.isspace()
    ]
