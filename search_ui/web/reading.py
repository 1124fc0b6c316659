"""An article as it is read: its texts in lines, the words asked for marked, actors told by type.

Marks are numbered through the body, so that each has an address and the next one is known. A mark
that reaches over a line's end or over a name's edge is cut there; its first piece has the address.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from indexer.engines.base import Engine
from search_ui.answering.labels import Language, actor_label
from search_ui.answering.marks import Marker
from search_ui.answering.present import parts
from search_ui.answering.searching import understand
from search_ui.asking.params import SearchParams
from search_ui.web.wording import ACTOR_TYPES

_LINE = re.compile(r"[^\n]+")

Place = tuple[int, int]  # [start, end) in code points
Named = tuple[int, int, str]  # the same, and the type of the actor that is named there


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a line: `mark` numbers the mark it belongs to from 1, 0 is none; `first`
    tells whether the mark begins with it. `actor` is the type of who is named."""

    text: str
    mark: int = 0
    first: bool = False
    actor: str = ""


def reading(
    engine: Engine, kept: dict[str, Any], params: SearchParams, language: Language, actors: bool
) -> dict[str, Any]:
    """What the page of a stored article shows of its texts: title and deck in parts, the body as
    lines of pieces, how many marks these have, and the types of the actors shown in them."""
    asked = understand(engine, params)
    marker = Marker.of(asked.typed, params.depth, asked.meaning.actors)
    marks = {} if asked.browses else marker.marks(kept)

    def places(name: str) -> list[Place]:
        return [(mark.start, mark.end) for mark in marks.get(name, ())]

    named = _mentions(kept, language) if actors else []
    body = lines(kept.get("body") or "", places("body"), named)
    shown = {piece.actor for line in body for piece in line}
    return {
        "title": parts(kept.get("title") or "", places("title")),
        "deck": parts(kept.get("deck") or "", places("deck")),
        "body": body,
        "marked_count": max((piece.mark for line in body for piece in line), default=0),
        "named": [type_ for type_ in (*ACTOR_TYPES, "unknown") if type_ in shown],
    }


def lines(text: str, marks: Sequence[Place], named: Sequence[Named] = ()) -> list[list[Piece]]:
    """The lines of a text in pieces; joined, those of a line are the line again. Marks and names
    are in reading order, and none overlaps another of its kind."""
    found: list[list[Piece]] = []
    done = 0
    for line in _LINE.finditer(text):
        inside = _within(marks, line)
        found.append(list(_pieces(text, line.span(), inside, _within(named, line), done)))
        done += len(inside)
    return found


def _within(places: Sequence[Any], line: re.Match[str]) -> list[Any]:
    """The places that a line holds something of, cut to the line."""
    first = bisect_right(places, line.start(), key=lambda place: int(place[1]))
    last = bisect_left(places, line.end(), key=lambda place: int(place[0]))
    return [
        (max(start, line.start()), min(end, line.end()), *rest)
        for start, end, *rest in places[first:last]
    ]


def _pieces(
    text: str, line: Place, marks: list[Place], named: list[Named], done: int
) -> Iterator[Piece]:
    cuts = {*line, *(place[0] for place in marks), *(place[1] for place in marks)}
    cuts.update(edge for start, end, _ in named for edge in (start, end))
    mark = name = 0  # the next that may hold what comes
    for start, end in pairwise(sorted(cuts)):
        while mark < len(marks) and marks[mark][1] <= start:
            mark += 1
        while name < len(named) and named[name][1] <= start:
            name += 1
        marked = mark < len(marks) and marks[mark][0] <= start
        yield Piece(
            text=text[start:end],
            mark=done + mark + 1 if marked else 0,
            first=marked and marks[mark][0] == start,
            actor=named[name][2] if name < len(named) and named[name][0] <= start else "",
        )


def _mentions(kept: dict[str, Any], language: Language) -> list[Named]:
    """Where the body names actors, in order, with their types of today."""
    found = [
        (mention["start"], mention["end"], actor_label(actor["id"], language)["type"])
        for actor in kept.get("actors", ())
        for mention in actor["mentions"]
        if mention["field"] == "body" and mention["start"] < mention["end"]
    ]
    apart: list[Named] = []
    for place in sorted(found):
        if not apart or place[0] >= apart[-1][1]:
            apart.append(place)
    return apart
