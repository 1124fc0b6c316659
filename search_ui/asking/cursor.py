"""Where the next page of hits begins: a text for links, bound to its generation and its search."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from indexer.errors import CursorExpired
from search_ui.asking.messages import N_
from search_ui.asking.params import FINDS, ParameterError, SearchParams

Key = tuple[float | int | str, ...]


def write_cursor(generation: str, params: SearchParams, key: Key) -> str:
    """The cursor that goes on after the hit with this sort key."""
    made = json.dumps([generation, _search(params), list(key)], separators=(",", ":"))
    return base64.urlsafe_b64encode(made.encode()).decode().rstrip("=")


def read_cursor(cursor: str, generation: str, params: SearchParams) -> Key:
    """The sort key to go on after.

    Raises `ParameterError` for a text that is no cursor of this search, and `CursorExpired` for
    one of a generation that is no longer in use.
    """
    try:
        made = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        of_generation, of_search, key = made
        sound = isinstance(key, list) and all(_is_key_part(part) for part in key)
        sound = sound and 1 <= len(key) <= 3 and isinstance(of_generation, str)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        sound = False
    if not sound or of_search != _search(params):
        raise ParameterError(
            "cursor", N_("it is no cursor of this search; leave it out to begin anew")
        )
    if of_generation != generation:
        raise CursorExpired(
            N_("the archive was re-indexed since this cursor was made; leave it out to begin anew")
        )
    return tuple(key)


def _is_key_part(part: object) -> bool:
    if isinstance(part, bool):
        return False
    if isinstance(part, int):
        return abs(part) < 2**63
    if isinstance(part, float):
        return part == part and abs(part) < 1e30
    return isinstance(part, str) and len(part) < 1000


def _search(params: SearchParams) -> str:
    """What must not change between two pages: everything but where and how many."""
    shown: dict[str, Any] = {**dict.fromkeys(FINDS, ""), "calendar": "gregorian", "explain": False}
    shown |= {"cursor": None, "size": 0, "facet_size": 0}
    same = repr(replace(params, q=params.q.strip(), **shown))
    return blake2b(same.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
