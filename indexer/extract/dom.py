"""The lines of an HTML page in reading order, each with what its elements say about it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html import unescape
from itertools import chain, islice

import lxml.html
from lxml import etree
from lxml.etree import _Element as Element  # the type of what lxml.html makes, too

import mappings

__all__ = [
    "Element",
    "Row",
    "bare_text",
    "branch",
    "hint",
    "home",
    "parse",
    "rows",
    "sound",
    "within",
]

DEEP = 400  # elements above one that are looked at
NEARLY = 0.8
# What a page is made of: their names speak of all they hold.
FRAMES = frozenset(("html", "body", "main", "article"))
MARKS = frozenset({"deck", "head", "title"})
HIDDEN = "hidden"  # the kind of what an element keeps from the reader
_ABSURD = re.compile(r"<(\w+)\s[^<>]{20000,}>")
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1>|$)|<!--.*?(?:-->|$)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_COMMENT = re.compile(r"/(?:User)?Comments?$")
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


@dataclass(slots=True)
class Row:
    """A line of the page: its text, how much of it is link, its block element, the hints of the
    elements around it, innermost last, each as (element, kind), where its links begin and end,
    and the pointers to other articles taken out of it, each as (text, kind)."""

    text: str
    linked: int
    element: Element
    hints: tuple[tuple[Element, str], ...] = ()
    times: list[Element] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    pointers: tuple[tuple[str, str], ...] = ()


def sound(html: str) -> str:
    """A page that a parser can bear: without NULs, lone surrogates and tags of absurd length (the
    time to parse one grows with the square of its attributes)."""
    html = html.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    return _ABSURD.sub(r"<\1>", html)


def parse(html: str) -> Element | None:
    """The tree of a sound page, however broken; None where there is nothing to read."""
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        tree: Element = lxml.html.document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return tree


def bare_text(html: str) -> str:
    """The text of a page that no tree can be made of, tags cut away."""
    return unescape(_TAG.sub("\n", _SCRIPT.sub("\n", html)))


def rows(tree: Element) -> list[Row]:
    """Every line of text in the body of the page, in order; blank ones left out."""
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            walk.enter(element)
        else:
            walk.leave(element)
    walk.end_row()
    return walk.rows


class _Walk:
    """The way through a page, element by element, and the rows met on it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._row: Row | None = None  # the one whose text goes on
        self._silent = self._links = 0  # elements around the place: without text, links
        self._hints: list[tuple[Element, str]] = []
        self._silent_tags, self._inline_tags, _ = _elements()

    def enter(self, element: Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag not in self._inline_tags:
            self.end_row()
        self._silent += self._is_silent(tag, element)
        self._links += tag == "a"
        kind = hint(element)
        if kind:
            self._hints.append((element, kind))
        if self._row is not None and _apart(element):
            self._row.text += " "
        self._add(element.text, element)
        if tag == "time" and self._row is not None:
            self._row.times.append(element)

    def leave(self, element: Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        self._silent -= self._is_silent(tag, element)
        self._links -= tag == "a"
        if self._hints and self._hints[-1][0] is element:
            self._hints.pop()
        if tag not in self._inline_tags:
            self.end_row()
        parent = element.getparent()
        if parent is not None:
            self._add(element.tail, parent)

    def end_row(self) -> None:
        if self._row is not None and self._row.text.strip():
            self.rows.append(self._row)
        self._row = None

    def _is_silent(self, tag: str, element: Element) -> bool:
        return tag in self._silent_tags or (tag in self._inline_tags and _is_unseen(element))

    def _add(self, text: str | None, element: Element) -> None:
        if not text or self._silent:
            return
        if self._row is None:
            if not text.strip():
                return
            self._row = Row("", 0, _block(element), tuple(self._hints))
        row = self._row
        row.text += text
        if self._links:
            row.linked += len(text)
            row.links.append((len(row.text) - len(text), len(row.text)))


def _apart(element: Element) -> bool:
    """Whether an element in a line stands right after another, both things of their own: links,
    times, or parts with names. A word cut in two by plain elements is one word."""
    before = element.getprevious()
    if before is None or before.tail:
        return False
    if "time" in (element.tag, before.tag) or element.tag == "a":
        return True
    return all(one.get("class") or one.get("itemprop") for one in (element, before))


def hint(element: Element) -> str | None:
    """What an element says it holds, by its own name and those that its author gave it; a block
    that is nothing else may say that it is hidden."""
    tag = element.tag
    if not isinstance(tag, str) or tag in ("html", "body"):
        return None
    kind = None if tag in FRAMES else _called(element)
    if (kind is None or kind in MARKS) and tag != "h1" and tag not in _elements()[1]:
        return HIDDEN if _is_hidden(element) else kind
    return kind


def _called(element: Element) -> str | None:
    tag = str(element.tag)
    if tag == "h1":
        return "title"
    if tag == "figure" and element.find(".//table") is not None:
        return None
    names = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    if element.get("itemprop") == "comment" or _COMMENT.search(element.get("itemtype") or ""):
        return "comment"
    if names.strip():
        known = _hints()
        for word in _WORD.findall(names):
            if word.lower() in known:
                return known[word.lower()]
    return _elements()[2].get(tag)


def _is_unseen(element: Element) -> bool:
    """Whether an element's attributes say that it is not shown."""
    return element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style") or ""))


def _is_hidden(element: Element) -> bool:
    """Whether a block is not shown, or not read aloud: it is no part of what is read here."""
    return _is_unseen(element) or (element.get("aria-hidden") or "").strip().lower() == "true"


@cache
def _hints() -> dict[str, str]:
    return {word: kind for kind, word in mappings.table("markup_hints", 2)}


@cache
def _elements() -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    """The elements without text of the page, those within a line, and the kinds of others."""
    rows = mappings.table("markup_elements", 2)
    silent = frozenset(name for role, name in rows if role == "silent")
    inline = frozenset(name for role, name in rows if role == "inline")
    return silent, inline, {name: role for role, name in rows if name not in silent | inline}


def home(texts: list[tuple[Element, int]]) -> Element:
    """The innermost element that holds nearly all of some texts, each with its weight."""
    held: Counter[Element] = Counter()
    depth: dict[Element, int] = {}
    for element, weight in texts:
        line = [element, *islice(element.iterancestors(), DEEP)]
        for above, one in enumerate(line):
            held[one] += weight
            depth[one] = len(line) - above
    total = sum(weight for _, weight in texts)
    wide = [element for element, weight in held.items() if weight >= NEARLY * total]
    return max(wide, key=depth.__getitem__)


def branch(element: Element, above: Element) -> Element | None:
    """The child of `above` in which `element` stands, `above` for its own text, None outside."""
    child = element
    for one in islice(chain([element], element.iterancestors()), DEEP):
        if one is above:
            return child
        child = one
    return None


def within(element: Element, above: Element, tags: frozenset[str]) -> Element | None:
    """The outermost element of one of the `tags` around `element`, below `above`; None without."""
    found = None
    for one in islice(chain([element], element.iterancestors()), DEEP):
        if one is above:
            return found
        found = one if one.tag in tags else found
    return None


def _block(element: Element) -> Element:
    inline = _elements()[1]
    parent = element.getparent()
    while element.tag in inline and parent is not None:
        element, parent = parent, parent.getparent()
    return element
