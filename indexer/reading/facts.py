"""The facts that a record states (JSON, a row of a table, front matter), under the names we use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from indexer.reading.json_text import parsed
from indexer.reading.streams import Unreadable
from indexer.records import RECORD, RawItem

# Ours, and what inputs call it; of several that a record has, the first that says something.
NAMES = {
    "id": ("id", "_id"),
    "title": ("title",),
    "source": ("source",),
    "published": ("published", "date", "date_extracted"),
    "author": ("author",),
    "url": ("url",),
}
TEXTS = ("text", "body", "content")
MARKUP = "html"  # a text as HTML, for records that have no other
KNOWN = frozenset(name for names in NAMES.values() for name in names) | frozenset(TEXTS)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_WRAPPED = ("$oid", "$date")  # how exports of MongoDB write an id and a date


def record(origin: str, original: str, encoding: str) -> RawItem:
    """The item of a record; `original` is its JSON on one line.

    Raises `Unreadable` where the JSON is broken, a named field is no text, or nothing is there.
    """
    return item(origin, parsed(original), original, encoding)


def item(origin: str, fields: Any, original: str, encoding: str) -> RawItem:
    """The item of a record that is parsed already; raises as `record` does."""
    if not isinstance(fields, dict):
        raise Unreadable(f"it is {_kind(fields)}, where a JSON object is expected: {{...}}")
    given = facts(fields)
    content = _first(fields, TEXTS) or ""
    markup = not content and MARKUP in fields
    if markup:
        content = _text(MARKUP, fields[MARKUP]) or ""
    if not content.strip() and not given.get("title"):
        raise Unreadable(
            f"the record has neither a title nor a text ({', '.join((*TEXTS, MARKUP))})"
        )
    return RawItem(origin, RECORD, content, original, given, encoding, markup)


def facts(fields: Mapping[str, Any]) -> dict[str, str | None]:
    """What the record gives; None for what it names and leaves empty. An empty id is none."""
    given = {
        ours: _first(fields, stated)
        for ours, names in NAMES.items()
        if (stated := [name for name in names if name in fields])
    }
    if "id" in given:
        if given["id"] is None:
            del given["id"]
        elif _CONTROL.search(given["id"]):
            raise Unreadable(f"its id {given['id']!r} holds a control character")
    return given


def _first(fields: Mapping[str, Any], names: Iterable[str]) -> str | None:
    found = None
    for name in names:
        if name in fields:
            text = _text(name, fields[name])  # also of those that are not taken: all must be sound
            found = found or text
    return found


def _text(name: str, value: Any) -> str | None:
    if isinstance(value, dict) and len(value) == 1:
        (key, inner), *_ = value.items()
        value = inner if key in _WRAPPED else value
    if value is None:
        return None
    if not isinstance(value, str):
        raise Unreadable(f"its {name} is {_kind(value)}, where a text is expected")
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Unreadable(
            f"its {name} holds half of a character (\\ud800 to \\udfff alone): write it again whole"
        ) from None
    return value if value.strip() else None


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return f"{value}".lower()
    return {dict: "an object", list: "a list", type(None): "null"}.get(
        type(value), "a single value"
    )
