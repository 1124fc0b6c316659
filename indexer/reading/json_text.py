"""JSON as it is written: numbers stay text, and a name that stands twice is an error."""

from __future__ import annotations

import json
from typing import Any

from indexer.reading.streams import Unreadable


def parsed(text: str) -> Any:
    """The one value of a text. Raises `Unreadable` where it is broken."""
    repeated: list[str] = []
    try:
        value = _decoder(repeated).decode(text)
    except json.JSONDecodeError as error:
        raise broken_json(error) from None
    except RecursionError:
        raise too_deep() from None
    refuse_repeated(repeated)
    return value


def first_value(text: str, start: int) -> tuple[Any, int, list[str]]:
    """The value that begins at `start`, where it ends, and the names that stand twice in it.

    Raises `json.JSONDecodeError` where it is broken or does not end in `text`, and `Unreadable`
    where it is nested too deeply.
    """
    repeated: list[str] = []
    try:
        value, end = _decoder(repeated).raw_decode(text, start)
    except RecursionError:
        raise too_deep() from None
    return value, end, repeated


def broken_json(error: json.JSONDecodeError) -> Unreadable:
    """The error of JSON that cannot be read, with the place in its line."""
    what = error.msg.removesuffix(" at")
    return Unreadable(f"broken JSON at column {error.colno:,} ({what}): write it again whole")


def too_deep() -> Unreadable:
    """The error of JSON whose lists and objects stand in each other too deeply to be read."""
    return Unreadable("its JSON is nested too deeply")


def refuse_repeated(names: list[str]) -> None:
    """Raises `Unreadable` if any name stands twice in its object."""
    if names:
        raise Unreadable(f"the JSON names {names[0]!r} twice, so one of its values would be lost")


def _decoder(repeated: list[str]) -> json.JSONDecoder:
    def pairs(found: list[tuple[str, Any]]) -> dict[str, Any]:
        fields = dict(found)
        if len(fields) != len(found):
            names = [name for name, _ in found]
            repeated.append(next(name for name in names if names.count(name) > 1))
        return fields

    return json.JSONDecoder(
        object_pairs_hook=pairs, parse_int=str, parse_float=str, parse_constant=str
    )
