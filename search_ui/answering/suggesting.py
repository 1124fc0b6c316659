"""What is offered to somebody who types: words of the archive, actors, sources.

Words continue the last word typed (`search_ui.answering.suggested_words`). Names continue as many
of the last words as some name goes on from, so that a name may follow other words of a query. They
go into the query behind their field's word. Behind ``source:`` or ``actor:`` only those are
offered. Every offer holds the whole query as it would be with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

from indexer.arabic.analyzers import Token, word_terms, word_tokens
from indexer.arabic.name_forms import ARTICLE
from indexer.describe.actors import ActorIndex, known_actors
from indexer.engines.base import Engine
from indexer.engines.query import TEXT_FIELDS, Everything, Facet, Keyword, Search
from indexer.errors import QueryError
from search_ui.answering.common_names import CommonNames, beginning
from search_ui.answering.labels import Language, actor_label, source_label
from search_ui.answering.names import actor_names, source_names
from search_ui.answering.suggested_words import suggested_words
from search_ui.answering.typed_place import field_before, with_value
from search_ui.asking.clauses import actor_ids
from search_ui.asking.query import MAX_LENGTH, too_long

SHORTEST = 2  # letters
LONGEST = 5  # words of a name that are typed
MOST = 20
VALUES = 10_000  # sources, commonest first: rarer ones are not offered
MANY, COMMON = 400, 200  # actors: as long do so many take to count as the commonest of all
_indices: WeakKeyDictionary[ActorIndex, list[tuple[str, str]]] = WeakKeyDictionary()


def suggestions(
    engine: Engine, typed: str, size: int = 5, language: Language = "ar"
) -> dict[str, Any]:
    """At most `size` offers of each kind, commonest first, each with the `count` of articles and
    the query `q` that it makes of what was typed. Raises `QueryError` for a text too long."""
    if len(typed) > MAX_LENGTH:
        raise QueryError(too_long(typed), MAX_LENGTH)
    answer: dict[str, Any] = {"q": typed, "words": [], "actors": [], "sources": []}
    tokens = word_tokens(typed)
    if not tokens or (len(tokens[-1].term) < SHORTEST and len(tokens) < 2):
        return answer
    size = min(size, MOST)
    last = tokens[-1]
    field = field_before(typed[: last.start])
    if field in (None, *TEXT_FIELDS) and len(last.term) >= SHORTEST and last.end == len(typed):
        answer["words"] = suggested_words(engine, typed, last, size)
    if field in (None, "actor"):
        answer["actors"] = _actors(engine, typed, tokens, size, language)
    if field in (None, "source"):
        answer["sources"] = _sources(engine, typed, tokens, size, language)
    return answer


def _actors(
    engine: Engine, typed: str, tokens: list[Token], size: int, language: Language
) -> list[dict[str, Any]]:
    common = CommonNames.of(engine, _keys)
    for start, begun in _endings(typed, tokens):
        ids, others = _listed(begun), common.beginning(begun)
        if not ids and not others:
            continue
        there = [*_commonest(engine, ids, size), *((id, common.counts[id]) for id in others)]
        best = sorted(there, key=lambda row: (-row[1], row[0]))[:size]
        names = common.names
        labels = [(actor_label(id, language, names.get(id)), count) for id, count in best]
        return [_actor(engine, typed[:start], *one, language) for one in labels]
    return []


def _commonest(engine: Engine, ids: set[str], size: int) -> list[tuple[str, int]]:
    """The actors of some that most articles hold, and how many. Of many, some are among the
    commonest of the archive, who are counted in one pass."""
    if len(ids) > MANY:
        counted = Facet("actors", "actor", "", COMMON)
        found = engine.search(Search(Everything(), facets=(counted,), size=0)).facets["actors"]
        there = [(id, count) for id, count in found if id in ids]
        if len(there) >= size:
            return there[:size]
    asked = sorted(ids)
    counts = zip(asked, engine.counts([Keyword("actor", (id,)) for id in asked]), strict=True)
    return sorted(filter(itemgetter(1), counts), key=lambda row: (-row[1], row[0]))[:size]


def _actor(
    engine: Engine, before: str, label: dict[str, str], count: int, language: Language
) -> dict[str, Any]:
    """The offer of an actor, by name where a search for the name is one for this actor alone."""
    id, name = label["id"], label["label"]
    ids = actor_ids(name)
    alone = ids == (id,) or (id in ids and engine.count(Keyword("actor", ids)) == count)
    return {
        **label,
        "count": count,
        "q": with_value(before, "actor", name if alone else id, language),
    }


def _sources(
    engine: Engine, typed: str, tokens: list[Token], size: int, language: Language
) -> list[dict[str, Any]]:
    counted = Facet("sources", "source", "", VALUES)
    there = engine.search(Search(Everything(), facets=(counted,), size=0)).facets["sources"]
    for start, begun in _endings(typed, tokens):
        found = [
            (name, count)
            for name, count in there
            if any(key.startswith(begun) for one in source_names(name) for key in _keys(one))
        ]
        if found:
            return [
                {
                    "id": name,
                    "label": source_label(name, language),
                    "count": count,
                    "q": with_value(
                        typed[:start], "source", source_label(name, language), language
                    ),
                }
                for name, count in found[:size]
            ]
    return []


def _endings(typed: str, tokens: list[Token]) -> Iterable[tuple[int, str]]:
    """(start, words) of the last words typed, most words first; words stand at word depth. After a
    space the last word is complete."""
    complete = " " if typed[-1:].isspace() else ""
    for first in range(max(0, len(tokens) - LONGEST), len(tokens)):
        begun = " ".join(token.term for token in tokens[first:]) + complete
        if len(begun) >= SHORTEST:
            yield tokens[first].start, begun


def _listed(begun: str) -> set[str]:
    """The actors with a name that goes on so from one of its words on."""
    index = known_actors()
    keys = _indices.get(index)
    if keys is None:
        keys = _indices[index] = sorted(
            {(key, id) for id in index.actors for name in actor_names(id) for key in _keys(name)}
        )
    return beginning(keys, begun)


def _keys(name: str) -> Iterable[str]:
    """A name at word depth from each of its words on, that word also without the article."""
    words = word_terms(name)
    for first, word in enumerate(words):
        key = " ".join(words[first:])
        yield key
        if word.startswith(ARTICLE) and len(word) > len(ARTICLE):
            yield key.removeprefix(ARTICLE)
