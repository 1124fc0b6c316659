"""The facets of a search: what is counted, and how an answer tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.document import first_minute, last_minute
from indexer.engines.query import UNDATED, Facet, Query, Search, Span
from search_ui.answering.labels import (
    Language,
    actor_labels,
    place_label,
    source_label,
    unlisted_names,
)
from search_ui.answering.names import begins, called, place_names, source_names
from search_ui.answering.periods import ALL_DATES
from search_ui.asking.params import SearchParams

ALL_VALUES = 10_000  # of a facet that is searched in
FACETS = {"sources": "source", "actors": "actor", "places": "place", "authors": "author"}


def wanted_facets(params: SearchParams) -> tuple[Facet, ...]:
    """What is counted for a search."""
    return (
        *(
            Facet(name, field, name, ALL_VALUES if looked_for(params, field) else params.facet_size)
            for name, field in FACETS.items()
        ),
        Facet("years", "year", "dates", ALL_DATES),
        Facet("months", "month", "dates", ALL_DATES),
    )


def looked_for(params: SearchParams, field: str) -> str:
    """What the values of a facet are narrowed by."""
    typed: str = getattr(params, f"find_{field}")
    return typed


def one_month(params: SearchParams) -> str | None:
    """The month (``2017-10``) that the range of a search lies in, if it is one."""
    first, last = params.first or "", params.last or ""
    return first[:7] if len(first) >= 7 and len(last) >= 7 and first[:7] == last[:7] else None


def told_facets(
    engine: Engine,
    query: Query,
    filters: Mapping[str, Query],
    params: SearchParams,
    found: Found,
    language: Language,
) -> dict[str, Any]:
    """The `facets` of an answer: `found` is what the engine found for query and filters."""
    years = dict(found.facets["years"])
    months = dict(found.facets["months"])
    undated = years.pop(UNDATED, 0)
    months.pop(UNDATED, None)
    days = _days(engine, query, filters, params)
    values = {name: _narrowed(engine, name, found, params) for name in FACETS}
    names = unlisted_names(engine, found.generation, (id for id, _ in values["actors"]))
    told: dict[str, Any] = {
        name: _told(name, counted, language, names) for name, counted in values.items()
    }
    told["dates"] = {
        "years": [{"id": year, "count": years[year]} for year in sorted(years)],
        "months": [{"id": month, "count": months[month]} for month in sorted(months)],
        "days": [{"id": day, "count": days[day]} for day in sorted(days)],
        "undated": undated,
    }
    return told


def _told(
    name: str, counted: Iterable[tuple[str, int]], language: Language, names: Mapping[str, str]
) -> list[dict[str, Any]]:
    if name == "actors":
        labels = actor_labels(language)
        return [{**labels[id, names.get(id)], "count": count} for id, count in counted]
    if name == "sources":
        return [{"id": id, "label": source_label(id, language), "count": n} for id, n in counted]
    if name == "places":
        return [{"id": id, "label": place_label(id, language), "count": n} for id, n in counted]
    return [{"id": id, "label": id, "count": count} for id, count in counted]


def _narrowed(
    engine: Engine, name: str, found: Found, params: SearchParams
) -> tuple[tuple[str, int], ...]:
    typed = looked_for(params, FACETS[name])
    values = found.facets[name]
    if typed and name == "actors":
        values = called(engine, found.generation, typed, values)
    elif typed:
        names = {"sources": source_names, "places": place_names}.get(name, _itself)
        values = tuple(value for value in values if begins(typed, names(value[0])))
    return values[: params.facet_size]


def _itself(value: str) -> tuple[str, ...]:
    return (value,)


def _days(
    engine: Engine, query: Query, filters: Mapping[str, Query], params: SearchParams
) -> dict[str, int]:
    """The days of the one month that was chosen, whatever of it the range holds."""
    month = one_month(params)
    if month is None:
        return {}
    within = {**filters, "dates": Span(first_minute(month), last_minute(month))}
    days = Facet("days", "day", "", ALL_DATES)
    found = engine.search(Search(query, within, (days,), sort="newest", size=0))
    return dict(found.facets["days"])
