"""Addresses of a search: its parameters in one order, and readable."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote

from search_ui.asking.params import PARAMETERS

_ORDER = {name: place for place, name in enumerate([*(p.name for p in PARAMETERS), "lang"])}
_READABLE = "/:,-._~"  # need no escape in an address
_ASCII = "".join(map(chr, range(0x21, 0x7F)))  # and all that is escaped already
_TYPED = str.maketrans({" ": "+"} | {c: quote(c) for c in "%&+#"})

Pair = tuple[str, str]


def in_order(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    """The known parameters in the order of their table, without the empty and the doubled."""
    known = dict.fromkeys(pair for pair in pairs if pair[0] in _ORDER and pair[1])
    return tuple(sorted(known, key=lambda pair: _ORDER[pair[0]]))


def address(path: str, pairs: Iterable[Pair]) -> str:
    """A path with parameters behind it."""
    query = "&".join(f"{name}={escaped(value)}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def typeable(value: str) -> str:
    """A value in an address as a person reads it on paper and can type it: letters as they are, a
    blank as a plus, and only what would end or change the value as its number."""
    return value.translate(_TYPED)


@lru_cache(maxsize=65_536)
def escaped(value: str) -> str:
    """A value in an address. Letters of every script stand as they are, as HTML allows: escaped,
    Arabic would take three times the room, in every link of a page."""
    if value.isalnum():
        return value
    return "".join(c if c.isalnum() else quote(c, _READABLE, errors="replace") for c in value)


def encoded(link: str) -> str:
    """A link as programs take it, in the signs of RFC 3986 alone: those that leave this house go
    out so, for not every program escapes the letters of one."""
    return quote(link, _ASCII, errors="replace")
