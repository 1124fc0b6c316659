"""JSON that is one value: an object is one record, a list holds one in each element.

A list may also stand in an object under "articles", as news services answer. However long it is,
no more than an element at a time is held.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from indexer.reading import json_lines
from indexer.reading.decode import broken, utf8
from indexer.reading.facts import item
from indexer.reading.json_text import broken_json, first_value, parsed, refuse_repeated
from indexer.reading.source import Source
from indexer.reading.streams import CHUNK, Chunks, Unreadable, too_large
from indexer.records import RawItem, Refusal

LIST_NAME = "articles"
_SPACE = re.compile(r"[ \t\r\n]*")
_BREAK = re.compile(r"[\r\n][ \t\r\n]*")  # strings hold no raw line break


def read_json(source: Source) -> Iterator[RawItem | Refusal]:
    """The records of a source; those of a list have ``#element`` in their origin, from 1.

    JSON Lines under another name are read as what they are. Raises `Unreadable` where the rest of
    the text cannot be told apart.
    """
    head, chunks, encoding = utf8(source.chunks)
    if _is_lines(head):
        return json_lines.records(source, chunks, encoding)
    return _values(source, _Text(chunks, source.limit), encoding)


def _is_lines(head: bytes) -> bool:
    """Whether the first line is a whole object and more follows."""
    line, _, rest = head.removeprefix(codecs.BOM_UTF8).lstrip().partition(b"\n")
    try:
        return bool(line.startswith(b"{") and rest.strip()) and bool(parsed(line.decode()))
    except (Unreadable, UnicodeDecodeError):
        return False


def _values(source: Source, text: _Text, encoding: str) -> Iterator[RawItem | Refusal]:
    first = text.next()
    if not first:
        raise Unreadable("it is empty")
    if first == "[":
        text.take()
        yield from _elements(text, source.origin, encoding)
    elif first == "{" and _find_list(text):
        yield from _elements(text, source.origin, encoding)
        _finish_object(text)
    else:
        yield _item(source.origin, text, encoding)
    if text.next():
        raise Unreadable(
            "there is more after its end: records stand in one list, or one on each line of a "
            ".jsonl file",
            text.line,
        )


def _elements(text: _Text, origin: str, encoding: str) -> Iterator[RawItem | Refusal]:
    number = 0
    if text.next() == "]":
        raise Unreadable("its list is empty")
    while True:
        number += 1
        line = text.line
        try:
            yield _item(f"{origin}#{number}", text, encoding)
            text.drop()
            if text.next() not in (",", "]"):
                raise Unreadable("no comma and no end of the list follows")
        except Unreadable as error:
            rest = f"element {number:,}: {error.reason}; what follows it cannot be told apart"
            raise Unreadable(rest, error.line or line) from None
        if text.take() == "]":
            return
        text.next()


def _item(origin: str, text: _Text, encoding: str) -> RawItem | Refusal:
    """The record that stands next. Raises `Unreadable` only where it is not known to end."""
    line = text.line
    value, original, repeated = text.value()
    try:
        refuse_repeated(repeated)
        if len(original) * 4 > text.limit and len(original.encode()) > text.limit:
            raise too_large(text.limit, what="the record")
        return item(origin, value, original, encoding)
    except Unreadable as error:
        return Refusal(origin, error.reason, line, original)


def _find_list(text: _Text) -> bool:
    """Goes to the first element of an object's list of articles; stays where there is none."""
    start = text.place
    try:
        while text.take() in "{," and text.next() == '"':
            name, _, _ = text.value()
            if text.next() != ":":
                break
            text.take()
            if text.next() == "[" and name == LIST_NAME:
                text.take()
                return True
            text.value()
            text.next()
    except Unreadable:
        pass  # read again as one record, it raises the same
    text.place = start
    return False


def _finish_object(text: _Text) -> None:
    """Passes over what stands beside the list."""
    while text.next() == ",":
        text.take()
        text.next()
        text.value()
        if text.next() != ":":
            break
        text.take()
        text.next()
        text.value()
        text.drop()
    if text.next() != "}":
        raise Unreadable("it breaks off after its list of articles", text.line)
    text.take()


class _Text:
    """A UTF-8 text that is read value by value; `place` stands in the part that is held."""

    def __init__(self, chunks: Chunks, limit: int) -> None:
        self.limit, self.place = limit, 0
        self._chunks, self._held = self._decoded(chunks), ""
        self._line, self._counted = 1, 0
        self._failed: Unreadable | None = None

    @property
    def line(self) -> int:
        """The number of the line at `place`."""
        self._line += self._held.count("\n", self._counted, self.place)
        self._counted = self.place
        return self._line

    def next(self) -> str:
        """The next character that is no space, "" at the end; goes there."""
        while True:
            match = _SPACE.match(self._held, self.place)
            self.place = match.end() if match else self.place
            if self.place < len(self._held):
                return self._held[self.place]
            if not self._more():
                return ""

    def take(self) -> str:
        """The character at `place`; goes past it."""
        self.place += 1
        return self._held[self.place - 1 : self.place]

    def value(self) -> tuple[Any, str, list[str]]:
        """The value at `place`, its text on one line, and names that stand twice; goes past it."""
        while True:
            try:
                value, end, repeated = first_value(self._held, self.place)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise broken_json(error) from None
                continue
            if end < len(self._held) or not self._more():
                original = self._held[self.place : end]
                self.place = end
                return value, _BREAK.sub(" ", original), repeated

    def drop(self) -> None:
        """What stands before `place` is not needed again."""
        if self.place > CHUNK:  # the rest is copied, so not for every little value
            self._line = self.line
            self._held, self.place, self._counted = self._held[self.place :], 0, 0

    def _more(self) -> bool:
        """Holds at least twice as much, so that a long value is not tried again and again."""
        wanted = len(self._held) - self.place
        if wanted > self.limit:
            raise too_large(self.limit, what="the record")
        parts: list[str] = []
        try:
            while wanted >= 0 and (part := next(self._chunks, None)):
                parts.append(part)
                wanted -= len(part)
        except Unreadable as error:  # only when all before it is used up
            self._failed = error
        if not parts and self._failed:
            raise self._failed
        self._held = "".join([self._held, *parts])
        return bool(parts)

    def _decoded(self, chunks: Chunks) -> Iterator[str]:
        decoder, offset, line = codecs.getincrementaldecoder("utf-8-sig")(), 0, 1
        for chunk in chunks:
            pending = len(decoder.getstate()[0])
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError as error:
                sound = error.object[: error.start].decode()
                yield sound
                place = offset - pending + error.start
                raise broken("utf-8", place, line + sound.count("\n")) from None
            offset += len(chunk)
            line += text.count("\n")
            if text:
                yield text
