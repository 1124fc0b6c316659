"""All that an archive tells of one actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from babel import Locale

from indexer.arabic.analyzers import word_terms
from indexer.describe.actors import known_actors
from indexer.describe.names.identity import type_of
from indexer.describe.titles import title_before
from indexer.engines.answers import Found, Hit
from indexer.engines.base import Engine
from indexer.engines.query import TEXT_FIELDS, Facet, Keyword, Query, Search
from search_ui.answering.labels import Language, actor_label, source_label, unlisted_names
from search_ui.answering.marks import Marker
from search_ui.answering.periods import FACETS, dated_years, periods, without_month
from search_ui.answering.present import present_hits
from search_ui.answering.searching import filters_of
from search_ui.asking.params import SearchParams

LATEST = 10  # articles that are shown
READ = 100  # of the latest articles, in which titles are looked for
SOURCES = 5  # that are told apart over time
TOGETHER = 30  # actors that appear with an actor
TITLES = 12

_UNTITLED = frozenset(("organization", "state", "armed_group", "media"))


def actor_answer(
    engine: Engine, id: str, params: SearchParams, language: Language
) -> dict[str, Any] | None:
    """What the articles of a search (`params`: sources, a range) tell of an actor, as the API gives
    it; None for an id that neither a list nor an article of the archive holds."""
    id = known_actors().merged.get(id, id)
    query = Keyword("actor", (id,))
    filters = filters_of(params)
    counted = (
        *FACETS,
        Facet("sources", "source", "", SOURCES),
        Facet("actors", "actor", "", TOGETHER + 1),
    )
    found = engine.search(Search(query, filters, counted, sort="newest", size=READ))
    if not found.total and id not in known_actors().actors and not engine.count(query):
        return None
    marker = Marker(actors={id: 0})
    return {
        **about(engine, id, found, language),
        "total": found.total,
        "over_time": _over_time(engine, query, filters, params, found, language),
        "sources": [
            {"id": name, "label": source_label(name, language), "count": count}
            for name, count in found.facets["sources"]
        ],
        "together": _together(engine, id, found, language),
        "titles": titles_given(found.hits, id, language),
        "latest": present_hits(found.hits[:LATEST], marker, dict, language),
    }


def about(engine: Engine, id: str, found: Found, language: Language) -> dict[str, Any]:
    """What the lists say of an actor; of one that no list holds, the name that articles give."""
    names = unlisted_names(engine, found.generation, (id,))
    label = actor_label(id, language, names.get(id))
    actor = known_actors().actors.get(id)
    if actor is None:
        return {**label, "listed": False, "name": names.get(id), "aliases": [], "country": None}
    country = actor.country.upper()
    territory = Locale.parse(language).territories.get(country) if country else None
    return {
        **label,
        "listed": True,
        "name": actor.name,
        "aliases": list(dict.fromkeys(filter(None, (actor.english, *actor.aliases)))),
        "country": {"id": country, "label": str(territory or country)} if country else None,
    }


def _over_time(
    engine: Engine,
    query: Query,
    filters: dict[str, Query],
    params: SearchParams,
    found: Found,
    language: Language,
) -> dict[str, Any]:
    """The articles of each period, by source: the commonest apart, all others together."""
    cut = periods(dated_years(found), params.first, params.last)
    rest = cut.counts(found)
    series: list[dict[str, Any]] = []
    for name, _ in found.facets["sources"] if cut.all else ():
        of_source = {**filters, "source": Keyword("source", (name,))}
        counts = cut.counts(engine.search(Search(query, of_source, FACETS, "newest", 0)))
        rest = [left - count for left, count in zip(rest, counts, strict=True)]
        series.append({"id": name, "label": source_label(name, language), "counts": counts})
    if any(rest):
        series.append({"id": None, "label": None, "counts": rest})
    return {
        "level": cut.level,
        "periods": cut.told(found),
        "sources": series,
        "without_month": without_month(found, cut.level),
    }


def _together(engine: Engine, id: str, found: Found, language: Language) -> list[dict[str, Any]]:
    """The actors that most articles name beside this one."""
    others = [row for row in found.facets["actors"] if row[0] != id][:TOGETHER]
    names = unlisted_names(engine, found.generation, (other for other, _ in others))
    return [
        {**actor_label(other, language, names.get(other)), "count": count}
        for other, count in others
    ]


def titles_given(hits: tuple[Hit, ...], id: str, language: Language) -> dict[str, Any]:
    """The titles right before the actor's full names in articles, by how often they stand there:
    `articles` and `mentions` tell how much was read."""
    if actor_label(id, language)["type"] in _UNTITLED:
        return {"articles": 0, "mentions": 0, "titles": []}
    counts: Counter[str] = Counter()
    written: dict[str, Counter[str]] = {}
    read = 0
    for hit in hits:
        for field, start, taken in _full_mentions(hit.document, id):
            read += 1
            title = title_before(hit.document[field], start, taken)
            if title:
                key = " ".join(word_terms(title))
                counts[key] += 1
                written.setdefault(key, Counter())[title] += 1
    best = sorted(counts, key=lambda key: (-counts[key], key))[:TITLES]
    titles = [{"title": written[key].most_common(1)[0][0], "count": counts[key]} for key in best]
    return {"articles": len(hits), "mentions": read, "titles": titles}


def _full_mentions(
    article: Mapping[str, Any], id: str
) -> list[tuple[str, int, list[tuple[int, int]]]]:
    """(field, start, places of other persons) of the places that name an actor in full."""
    others: dict[str, list[tuple[int, int]]] = {name: [] for name in TEXT_FIELDS}
    own = []
    for actor in article.get("actors", ()):
        for mention in actor["mentions"]:
            if actor["id"] == id:
                own.append(mention)
            elif actor["type"] == "person":
                others[mention["field"]].append((mention["start"], mention["end"]))
    return [(one["field"], one["start"], others[one["field"]]) for one in own if _is_full(one, id)]


def _is_full(mention: dict[str, Any], id: str) -> bool:
    terms = word_terms(mention["form"])
    if type_of(id):
        return len(terms) > 1
    return any(actor == id for _, _, actor in known_actors().spans(terms))
