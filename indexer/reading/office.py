"""DOCX and ODT: one file, one article, its paragraphs, headings and tables as HTML.

What a reader of the printed document would not see (deleted and hidden text, comments, codes of
fields) is left out; headers and footers too, since they belong to the pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape

from lxml.etree import _Element as Element

from indexer.reading.facts import record
from indexer.reading.parts import Parts, found, local
from indexer.reading.source import Source
from indexer.reading.stated import borne_out
from indexer.reading.streams import Unreadable
from indexer.records import RawItem

_DEEPEST = 200  # elements in elements that are read
_TITLE, _LEVELS = "title", 6
# Subtrees that hold no text of the document, or hold it a second time.
_SKIPPED = frozenset(
    {"delText", "del", "moveFrom", "instrText", "Fallback", "footnoteReference", "binData", "pict"}
    | {"tracked-changes", "annotation", "note-citation", "sequence-decls", "forms", "scripts"}
    | {"bookmark", "annotation-end", "image", "object", "title", "desc", "change-info"}
)
_SAYING = frozenset({"t", "p", "h", "span", "a"})  # whose text is the document's
_CELL = 12  # words in a cell of a table of facts, at most
_CELLS = re.compile("</?t(?:able|r|d)>")
_TABLE = {"tbl": "table", "table": "table", "tr": "tr", "table-row": "tr"} | {
    "tc": "td",
    "table-cell": "td",
}
_BREAKS = {
    "br": "<br>",
    "cr": "<br>",
    "line-break": "<br>",
    "tab": " ",
    "noBreakHyphen": "-",
    "s": " ",
}

Heading = Callable[[Element], int]


def read_docx(source: Source) -> Iterator[RawItem]:
    """The article of a DOCX file. Raises `Unreadable` where it is too large or broken."""
    parts = Parts(source, "DOCX")
    body = parts.xml("word/document.xml")
    html = _Html(_docx_heading(_docx_levels(parts))).of(body)
    for notes in ("word/footnotes.xml", "word/endnotes.xml"):
        if notes in parts.names:
            html += _Html(_docx_heading({})).of(parts.xml(notes))
    yield _item(source, parts, html, "docProps/core.xml")


def read_odt(source: Source) -> Iterator[RawItem]:
    """The article of an ODT file; raises as `read_docx`."""
    parts = Parts(source, "ODT")
    if "META-INF/manifest.xml" in parts.names and found(
        parts.xml("META-INF/manifest.xml"), "encryption-data"
    ):
        raise Unreadable("it is encrypted: save it without a password and name that")
    html = _Html(_odt_heading).of(parts.xml("content.xml"))
    yield _item(source, parts, html, "meta.xml")


def _item(source: Source, parts: Parts, html: str, properties: str) -> RawItem:
    text = html.replace("<br>", " ")
    if not any(map(str.isalnum, _plain(text))):
        raise Unreadable("there is no text in it, at most pictures")
    stated = _stated(parts, properties, _plain(text))
    page = f"<!DOCTYPE html><html><body><article>{html}</article></body></html>"
    fields = {**source.given, **stated, "html": page}
    return record(source.origin, json.dumps(fields, ensure_ascii=False), parts.what)


def _stated(parts: Parts, properties: str, text: str) -> dict[str, str]:
    if properties not in parts.names:
        return {}
    values: dict[str, str] = {}
    for element in parts.xml(properties).iter():
        if local(element) in ("title", "creator") and element.text:
            values.setdefault(local(element), element.text)
    return borne_out(values.get("title"), values.get("creator"), text)


def _plain(html: str) -> str:
    """The text between tags, which are all our own."""
    return " ".join(part.partition(">")[2] for part in f">{html}".split("<"))


def _docx_levels(parts: Parts) -> dict[str, int]:
    """The level of heading of each style that is one; the title of a document is of level 1."""
    levels: dict[str, int] = {}
    if "word/styles.xml" not in parts.names:
        return levels
    for style in found(parts.xml("word/styles.xml"), "style"):
        name = next((_value(e) for e in style if local(e) == "name"), "").lower()
        outline = next((_value(e) for e in found(style, "outlineLvl")), "")
        if name == _TITLE:
            level = 1
        elif name.startswith("heading ") and name[8:].isdigit():
            level = int(name[8:])
        elif outline.isdigit() and int(outline) < 9:
            level = int(outline) + 1
        else:
            continue
        levels[_attribute(style, "styleId")] = level
    return levels


def _docx_heading(levels: dict[str, int]) -> Heading:
    """The level of heading that the style of a paragraph makes it; 0 for none."""

    def heading(paragraph: Element) -> int:
        settings = (e for e in paragraph if local(e) == "pPr")
        styles = (_value(e) for setting in settings for e in setting if local(e) == "pStyle")
        return levels.get(next(styles, ""), 0)

    return heading


def _odt_heading(paragraph: Element) -> int:
    if local(paragraph) == "h":
        level = _attribute(paragraph, "outline-level")
        return max(int(level), 1) if level.isdecimal() else 2
    return int(_attribute(paragraph, "style-name") == "Title")


def _value(element: Element) -> str:
    return _attribute(element, "val")


def _attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its namespace."""
    values = (v for k, v in element.attrib.items() if str(k).rpartition("}")[2] == name)
    return str(next(values, ""))


class _Html:
    """A tree of paragraphs and tables as HTML. A paragraph in a paragraph (a text box, a note) goes
    behind the one that it stands in."""

    def __init__(self, heading: Heading) -> None:
        self._heading = heading
        self._text: list[str] | None = None  # of the paragraph that is open
        self._done: list[str] = []

    def of(self, root: Element) -> str:
        self._below(root, 0)
        return "".join(self._done)

    def _read(self, element: Element, depth: int) -> None:
        name = local(element)
        if depth > _DEEPEST:
            raise Unreadable(
                f"its text is nested more than {_DEEPEST} elements deep: save it again"
            )
        if not name or name in _SKIPPED or _hidden(element):
            return
        if name in ("p", "h"):
            self._paragraph(element, depth)
        elif self._text is None and name in _TABLE:
            self._table(element, _TABLE[name], depth)
        elif self._text is None:
            self._below(element, depth)
        elif name in _BREAKS:
            self._text.append(_BREAKS[name])
        else:
            self._below(element, depth)

    def _table(self, element: Element, tag: str, depth: int) -> None:
        """A table, a row or a cell; one of long texts only places them, and is left out."""
        outside, self._done = self._done, []
        self._below(element, depth)
        inner = f"<{tag}>{''.join(self._done)}</{tag}>"
        if tag == "table" and any(len(cell.split()) > _CELL for cell in inner.split("<td>")):
            inner = _CELLS.sub("", inner)
        self._done = [*outside, inner]

    def _paragraph(self, element: Element, depth: int) -> None:
        around, outside = self._text, self._done
        self._text, self._done = [], []
        self._below(element, depth)
        text, level = "".join(self._text).strip(), self._heading(element)
        tag = f"h{min(level, _LEVELS)}" if level else "p"
        own = [f"<{tag}>{text}</{tag}>"] if text else []
        self._text, self._done = around, [*outside, *own, *self._done]

    def _below(self, element: Element, depth: int) -> None:
        text = self._text if local(element) in _SAYING else None
        if text is not None and element.text:
            text.append(escape(element.text))
        for child in element:
            self._read(child, depth + 1)
            if text is not None and child.tail:
                text.append(escape(child.tail))


def _hidden(element: Element) -> bool:
    """Whether a run of a DOCX is set not to be seen."""
    if local(element) != "r":
        return False
    settings = (e for e in element if local(e) == "rPr")
    return any(
        local(e) == "vanish" and _value(e) not in ("0", "false")
        for setting in settings
        for e in setting
    )
