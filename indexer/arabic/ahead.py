"""What the analysis says of the commonest words, worked out ahead and read from one file.

A word that is met for the first time is looked up here before it is taken apart, which takes a
tenth of the time. ``mappings/derived/words.npz`` holds nothing else: ``python -m
indexer.describe.make_ahead`` makes it, and a test compares it with what the analysis says. Where
it was made from other lists than those that are there, it is passed over.

The file has ``words`` at word depth, one a line, and columns: the number of the value of each word
(``NAME``) and the values, one a line (``NAME_values``); and the `digest` of the lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

import mappings
from mappings.arrays import Arrays, from_lines, from_text, read, to_lines, to_text

FILE = "derived/words.npz"
LISTS = (
    "compounds", "given_names", "irregular", "name_cues", "name_links", "names", "nouns",
    "paradigms", "place_names", "places", "plurals", "protected", "seen", "stopwords", "variants",
    "verbs",
)  # fmt: skip
ACTORS = tuple(f"actors/{name}.tsv" for name in mappings.ACTOR_TYPES)
T = TypeVar("T")

_set_aside: list[bool] = []


class Column(Generic[T]):
    """The values of one column; most words that are ever met are in none."""

    def __init__(self, name: str, of_line: Callable[[str], T]) -> None:
        """`of_line` makes a value of its line."""
        self._place, arrays = _file()
        values = list(map(of_line, to_lines(arrays[f"{name}_values"]))) if arrays else []
        self._values = [values[number] for number in arrays[name].tolist()] if arrays else []

    def get(self, word: str) -> T | None:
        """The value of a word that was worked out ahead, else None."""
        at = self._place.get(word)
        return None if at is None else self._values[at]


def packed(words: Sequence[str], columns: Mapping[str, Sequence[str]]) -> Arrays:
    """The arrays of the file: `columns` have a line for each of the words."""
    arrays: dict[str, NDArray[Any]] = {"words": from_lines(words)}
    for name, lines in columns.items():
        values = sorted(set(lines))
        number = {line: at for at, line in enumerate(values)}
        arrays[name] = np.array([number[line] for line in lines], np.min_scalar_type(len(values)))
        arrays[f"{name}_values"] = from_lines(values)
    return {**arrays, "digest": from_text(digest())}


@cache
def digest() -> str:
    """Tells one version of what the analysis reads from another."""
    found = blake2b(repr(mappings.articles()["settings"]["analysis"]).encode(), digest_size=8)
    root = resources.files(mappings)
    for list_ in (*(f"lexicon/{name}.txt" for name in LISTS), *ACTORS):
        found.update(list_.encode() + root.joinpath(list_).read_bytes())
    return found.hexdigest()


def set_aside() -> None:
    """From the start of a process on, works everything out, as if there were no file."""
    _set_aside.append(True)


def words() -> list[str]:
    """The words of the file; none where it is missing or made from other lists."""
    return list(_file()[0])


@cache
def _file() -> tuple[dict[str, int], Arrays]:
    if _set_aside or not resources.files(mappings).joinpath(FILE).is_file():
        return {}, {}
    arrays = read(FILE)
    if to_text(arrays["digest"]) != digest():
        return {}, {}
    words = to_lines(arrays["words"])
    return dict(zip(words, range(len(words)), strict=True)), arrays
