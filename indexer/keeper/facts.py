"""Facts of articles as the keeper states them: article, field, value, in three columns.

`-` says that the article has none. In `title`, `deck` and `body`, ``\\n`` starts a new line. The
value of `actors` is a list of ``+ID`` (the article is about this one, too) and ``-ID`` (and not
about that one) with ``;`` between them; of one of each, the places of the one become the other's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import mappings
from indexer.clean import clean, clean_line
from indexer.describe.actors import known_actors
from indexer.describe.article import read_off, web_address
from indexer.describe.dates import parse_date
from indexer.describe.names.identity import type_of
from indexer.describe.sources import canonical_source
from indexer.engines.query import TEXT_FIELDS
from indexer.keeper.lines import Line, Mistake
from indexer.keeper.roster import Roster
from indexer.keeper.unlisted import as_kept, resolved
from indexer.records import ActorFound, Article

NONE = "-"
KEEPER = "keeper"  # the origin of a fact that the keeper states
FIELDS = (*TEXT_FIELDS, "source", "author", "place", "published", "language", "url", "actors")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a line states of an article: `value` as written, checked."""

    id: str
    field: str
    value: str


def stated(line: Line, roster: Roster) -> Stated:
    """What a line of three columns states. Raises `Mistake` where that cannot be."""
    if len(line.cells) != 3 or not line.cells[2]:
        raise Mistake(
            f"there are {len(line.cells)} columns where article, field and value are expected, "
            f"with tabs between them; {NONE} as value says that there is none"
        )
    id, field, value = line.cells
    if field == "actors":
        for sign, actor in _actors(value):
            if sign == "+" or not type_of(actor):
                roster.known(actor)
    elif value == NONE:
        if field == "body":
            raise Mistake("an article cannot be without its text: `kashshaf delete` withdraws it")
    elif field == "published" and parse_date(value) is None:
        raise Mistake(f"{value!r} is no date: write 2017-10-03T21:16, 2017-10-03, 2017-10 or 2017")
    elif field == "language" and not _LANGUAGE.fullmatch(value):
        raise Mistake(f"{value!r} is no code of a language, such as ar or en")
    elif field == "url" and web_address(value) is None:
        raise Mistake(f"{value!r} is no address that begins with http:// or https://")
    elif not clean_line(value):
        raise Mistake("nothing is left of the value when it is cleaned")
    return Stated(id, field, value)


def corrected(article: Article, facts: Sequence[Stated]) -> Article:
    """The article with the facts that its keeper states, and a note of each: what was said, and
    what had been read. Texts are read anew: their actors, words and family of copies."""
    values: dict[str, Any] = {fact.field: _value(fact) for fact in facts if fact.field != "actors"}
    before: dict[str, Any] = {name: getattr(article, name) for name in values}
    if "published" in values:
        found = parse_date(values["published"] or "")
        values["published"] = found.value if found else None
        values["published_precision"] = found.precision if found else None
        values["published_evidence"] = found.evidence if found else None
    if not values.keys().isdisjoint(TEXT_FIELDS):
        texts = {name: values.get(name, getattr(article, name)) for name in TEXT_FIELDS}
        values.update(read_off(**texts))
    made = as_kept(replace(article, **values))
    moves = [move for fact in facts if fact.field == "actors" for move in [_actors(fact.value)]]
    if moves:
        before["actors"] = ";".join(actor.id for actor in made.actors)
        for move in moves:
            made = replace(made, actors=_moved(made, move))
    return replace(made, notes=_noted(article.notes, facts, before))


def _value(fact: Stated) -> str | None:
    if fact.value == NONE:
        return None
    if fact.field == "source":
        return canonical_source(fact.value)
    if fact.field in TEXT_FIELDS:
        rows = [clean_line(row) for row in clean(fact.value.replace("\\n", "\n")).split("\n")]
        joined = {"body": "\n\n", "deck": "\n", "title": " "}[fact.field]
        return joined.join(filter(None, rows))
    return clean_line(fact.value)


def _noted(
    notes: Mapping[str, Any], facts: Sequence[Stated], before: Mapping[str, Any]
) -> dict[str, Any]:
    read = dict(notes.get("facts", {}))
    for fact in facts:
        written = fact.value
        if fact.field == "actors" and fact.field in read and read[fact.field]["origin"] == KEEPER:
            written = f"{read[fact.field]['evidence']};{written}"
        note = {"evidence": written, "origin": KEEPER}
        if before[fact.field]:
            note["before"] = before[fact.field]
        read[fact.field] = note
    return {**notes, "facts": read}


def _actors(value: str) -> list[tuple[str, str]]:
    """(sign, id) of each part of the value of `actors`."""
    parts = [(part[0], part[1:].strip()) for part in mappings.many(value)]
    if not parts or any(sign not in "+-" or not id for sign, id in parts):
        raise Mistake(f"{value!r}: write +ID for an actor of the article, -ID for one that is none")
    return parts


def _moved(article: Article, moves: list[tuple[str, str]]) -> tuple[ActorFound, ...]:
    """The actors of an article when some are put in and some taken out."""
    index = known_actors()
    added = [index.merged.get(id, id) for sign, id in moves if sign == "+"]
    taken = [
        resolved(index.unlisted, index.merged.get(id, id)) for sign, id in moves if sign == "-"
    ]
    found = {actor.id: actor for actor in article.actors}
    for id in added:
        actor = index.actors.get(id)
        if actor is None:  # of a list of another day
            continue
        places = found[id].mentions if id in found else ()
        old = found.get(taken[0] or "") if len(added) == len(taken) == 1 else None
        if old:
            places = tuple(sorted((*places, *old.mentions), key=lambda m: (m.field, m.start)))
        found[id] = ActorFound(id, actor.name, actor.type, places)
    return tuple(actor for actor in found.values() if actor.id not in taken)
