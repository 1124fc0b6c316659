"""One search from parameters to answer: the same for the page, the API and the command line."""

from __future__ import annotations

import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from indexer.clean import clean_line
from indexer.describe.names.identity import type_of
from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.document import first_minute, last_minute
from indexer.engines.query import (
    TEXT_FIELDS,
    UNDATED,
    Bool,
    Everything,
    Keyword,
    Nothing,
    Query,
    Search,
    Span,
    either,
    narrowed,
)
from indexer.errors import QueryError
from search_ui.answering import echo
from search_ui.answering.explain import Explainer
from search_ui.answering.facets import told_facets, wanted_facets
from search_ui.answering.failing import FEW, advice
from search_ui.answering.families import copies_of_hits, one_of_each
from search_ui.answering.hijri import with_hijri
from search_ui.answering.labels import Language, actor_label, unlisted_names
from search_ui.answering.marks import Marker
from search_ui.answering.phrasebook import plain as unisolated
from search_ui.answering.present import present_hits
from search_ui.answering.unknown import actors_asked, unknown_actors, unknown_sources
from search_ui.asking.addresses import Pair, address, encoded
from search_ui.asking.clauses import actor_ids, keyword_values
from search_ui.asking.cursor import read_cursor, write_cursor
from search_ui.asking.params import SearchParams
from search_ui.asking.query import Clause, Typed, plain_words, read_query
from search_ui.asking.ranking import Meaning, meaning
from search_ui.asking.widening import Widened, Widenings, widen


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as understood: the parameters, the query as read, what it means, and the filters by
    the name of the facet that each is the choice of."""

    params: SearchParams
    typed: Typed
    meaning: Meaning
    widened: Widenings = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # of the unlisted actors asked for
    filters: dict[str, Query] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "filters", filters_of(self.params))

    @property
    def browses(self) -> bool:
        return not self.typed.text.strip()

    @property
    def query(self) -> Query:
        if self.browses:
            return Everything()
        return self.meaning.query or Nothing()

    def sentence(self, language: Language) -> str:
        """What is searched for, in words, with isolates around the values."""
        return echo.sentence(self.params, self.typed, self.meaning, language, self.names)

    def link(self, language: Language) -> tuple[Pair, ...]:
        """The same search in canonical form."""
        return echo.canonical(self.params, self.typed, language)


def understand(engine: Engine, params: SearchParams, plain: bool = False) -> Asked:
    """Reads the query of a search, and which words of the archive are meant by those with ~ or *.
    Raises `QueryError`."""
    text = clean_line(params.q)
    try:
        typed = plain_words(text) if plain else read_query(text)
    except QueryError as error:
        raise QueryError(error.args[0], place_as_given(params.q, error.position)) from error
    widened = widen(engine, typed)
    meant = meaning(typed, params.depth, params.match, widened=widened)
    return Asked(params, typed, meant, widened, _names(engine, params, typed))


def _names(engine: Engine, params: SearchParams, typed: Typed) -> dict[str, str]:
    """The names of the actors that no list holds and a search asks for by their ids."""
    asked = actors_asked(params, typed)
    ids = [id for text in asked for id in actor_ids(text) if type_of(id)]
    return unlisted_names(engine, engine.current(), ids) if ids else {}


def place_as_given(given: str, position: int | None) -> int | None:
    """The place in a query as given that a place in it as cleaned stands for."""
    if position is None:
        return None
    return bisect_right(
        range(len(given)), position, key=lambda at: len(clean_line(given[: at + 1]))
    )


def search(engine: Engine, params: SearchParams, language: Language = "ar") -> dict[str, Any]:
    """The answer to a search, as the API gives it."""
    return answered(engine, params, language)[1]


def answered(
    engine: Engine, params: SearchParams, language: Language
) -> tuple[Asked, dict[str, Any]]:
    """A search as understood, and the answer to it."""
    started = time.perf_counter()
    asked = understand(engine, params)
    found = ask(engine, asked)
    unknown = unknown_sources(
        engine, params, asked.typed, dict(found.facets.get("sources", ())), language
    )
    nobody = unknown_actors(engine, params, asked.typed, language)
    marker = Marker.of(asked.typed, params.depth, asked.meaning.actors)
    explainer = None
    if params.explain:
        explainer = Explainer(asked.typed, asked.meaning, params.depth, language)
    copies = copies_of_hits(engine, found)
    answer: dict[str, Any] = {
        "total": found.total,
        "took_ms": 0,
        "understood": {
            **_understood(engine, asked, found, language),
            "echo": unisolated(asked.sentence(language)),
            "link": encoded(address("/", asked.link(language))),
            **({"unknown": unknown} if unknown else {}),
            **({"unknown_actors": nobody} if nobody else {}),
        },
        "hits": present_hits(found.hits, marker, copies, language, explainer),
        "facets": told_facets(engine, asked.query, asked.filters, params, found, language),
        "next": _next(asked, found),
    }
    if params.calendar == "hijri":
        with_hijri(answer["hits"])
    answer["took_ms"] = round((time.perf_counter() - started) * 1000, 1)
    return asked, answer


def ask(engine: Engine, asked: Asked, facets: bool = True) -> Found:
    """What the engine finds for a search."""
    params = asked.params
    after = None
    if params.cursor:
        after = read_cursor(params.cursor, engine.current(), params)
    scored = asked.meaning.query is not None and _scores(asked)
    wanted = Search(
        query=asked.query,
        filters=asked.filters,
        facets=wanted_facets(params) if facets else (),
        sort="newest" if params.sort == "relevance" and not scored else params.sort,
        size=params.size,
        after=after,
        families=params.copies == "one",
    )
    found = engine.search(wanted)
    return one_of_each(engine, wanted, found) if params.copies == "one" else found


def filters_of(params: SearchParams) -> dict[str, Query]:
    """The filters of a search by the name of the facet that each is the choice of."""
    filters: dict[str, Query] = {}
    for facet, name in (("sources", "source"), ("places", "place"), ("authors", "author")):
        wanted, unwanted = (
            tuple(value for text in getattr(params, given) for value in keyword_values(name, text))
            for given in (name, f"not_{name}")
        )
        if wanted or unwanted:
            filters[facet] = _choice(name, wanted, unwanted)
    actors = tuple(id for name in params.actor for id in actor_ids(name))
    not_actors = tuple(id for name in params.not_actor for id in actor_ids(name))
    if params.actor or not_actors:
        filters["actors"] = _choice("actor", actors or params.actor, not_actors)
    if params.actor_all:
        each = tuple(Keyword("actor", actor_ids(name) or (name,)) for name in params.actor_all)
        filters["actor_all"] = Bool(filter=each)
    dates = _dates(params)
    if dates:
        filters["dates"] = dates
    return filters


def _choice(field: str, wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> Query:
    return Bool(
        filter=(Keyword(field, wanted),) if wanted else (),
        must_not=(Keyword(field, unwanted),) if unwanted else (),
    )


def _dates(params: SearchParams) -> Query | None:
    undated = Keyword("year", (UNDATED,))
    if params.undated == "only":
        return undated
    if not (params.first or params.last):
        return None if params.undated == "include" else Bool(must_not=(undated,))
    span = Span(
        first_minute(params.first) if params.first else None,
        last_minute(params.last) if params.last else None,
    )
    return span if params.undated == "exclude" else either(span, undated)


def _scores(asked: Asked) -> bool:
    """Whether anything in the query gives different scores; if not, newest first is the order."""
    return any(
        not clause.without and (clause.field is None or clause.field in TEXT_FIELDS)
        for clause in asked.typed.clauses
    )


def _understood(engine: Engine, asked: Asked, found: Found, language: Language) -> dict[str, Any]:
    """What the query was taken to mean, and what to try where it found nothing."""
    params = asked.params
    understood: dict[str, Any] = {
        "q": asked.typed.text,
        "depth": params.depth,
        "match": params.match,
        "ignored": asked.meaning.ignored,
        "actors": [actor_label(id, language) for id, _, _ in asked.meaning.actors],
        "notes": list(asked.typed.notes),
    }
    if asked.widened:
        understood["widened"] = [_widened(c, w) for c, w in asked.widened.items()]
    if asked.browses or params.cursor:
        return understood
    if asked.meaning.query is None:
        understood["notes"].append("nothing_searchable")
        return understood
    several = len(asked.typed.groups) > 1 and params.match == "all"
    if not found.total and several:
        [total] = _totals(engine, [replace(params, match="any")])
        if total:
            understood["instead"] = {"match": "any", "total": total}
    if found.total <= FEW:
        any_word = params.match == "any"
        understood |= advice(
            engine,
            asked.typed,
            params.depth,
            found.total,
            any_word,
            lambda queries: _totals(engine, [replace(params, q=query) for query in queries]),
        )
    return understood


def _totals(engine: Engine, searches: Iterable[SearchParams]) -> list[int]:
    """How many articles other searches would find."""
    others = [understand(engine, params) for params in searches]
    return engine.counts([narrowed(other.query, other.filters.values()) for other in others])


def _widened(clause: Clause, widened: Widened) -> dict[str, Any]:
    """What a word with ~ or * was taken for."""
    words = zip(widened.terms, widened.articles, strict=False)
    return {
        "text": clause.text,
        "kind": clause.kind,
        "words": [{"word": term, "total": total} for term, total in words],
        "cut": widened.cut,
    }


def _next(asked: Asked, found: Found) -> str | None:
    size = asked.params.size
    if not size or len(found.hits) < size:
        return None
    return write_cursor(found.generation, asked.params, found.hits[-1].key)
