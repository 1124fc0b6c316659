"""Words and actors over time, as shares of the archive: of all the articles of a period, those that
match. So a year with many articles does not look like a year with much of the matter.

Articles without a date are in no period and are left out of all counts. A share is None where the
archive has no article at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Facet, Keyword, Query, Search
from search_ui.answering.labels import Language, source_label, unlisted_names, value_label
from search_ui.answering.periods import FACETS, Periods, dated_years, periods, without_month
from search_ui.answering.searching import filters_of, understand
from search_ui.asking.clauses import actor_ids
from search_ui.asking.params import SearchParams

MOST = 5  # words and actors beside one another
SOURCES = 6  # that are told apart, those with the most articles

Filters = dict[str, Query]


@dataclass(frozen=True, slots=True)
class Compared:
    """One of what is compared: a "query" as typed or the id of an "actor"."""

    kind: str
    value: str
    label: str
    query: Query

    def told(self) -> dict[str, str]:
        """What it is, as an answer says it."""
        return {"kind": self.kind, "value": self.value, "label": self.label}


def compare(
    engine: Engine,
    queries: Sequence[str],
    params: SearchParams,
    language: Language,
    by_source: bool = False,
) -> dict[str, Any]:
    """The comparison of queries and of the actors of `params`, whose sources, range, depth and
    match hold for all, as the API gives it. Raises `QueryError`."""
    filters = filters_of(replace(params, actor=(), undated="exclude"))
    whole = _ask(engine, Everything(), filters)
    compared = [
        *(_query(engine, query, params) for query in queries),
        *(_actor(engine, id, whole, language) for id in params.actor),
    ]
    answers = [_ask(engine, one.query, filters) for one in compared]
    cut = periods(dated_years(whole), params.first, params.last)
    return {
        "level": cut.level,
        "total": whole.total,
        "periods": cut.told(whole),
        "without_month": without_month(whole, cut.level),
        "series": [
            {**one.told(), **_counted(cut, found, whole)}
            for one, found in zip(compared, answers, strict=True)
        ],
        "sources": [
            {
                "id": name,
                "label": source_label(name, language),
                "count": count,
                **_in_source(engine, name, compared, filters, cut, by_source),
            }
            for name, count in (whole.facets["sources"] if compared else ())
        ],
    }


def _ask(engine: Engine, query: Query, filters: Filters) -> Found:
    counted = (*FACETS, Facet("sources", "source", "", SOURCES))
    return engine.search(Search(query, filters, counted, sort="newest", size=0))


def _query(engine: Engine, query: str, params: SearchParams) -> Compared:
    asked = understand(engine, replace(params, q=query, actor=()))
    return Compared("query", query, query, asked.query)


def _actor(engine: Engine, given: str, whole: Found, language: Language) -> Compared:
    ids = actor_ids(given) or (given,)
    label = value_label("actor", given, language, unlisted_names(engine, whole.generation, ids))
    return Compared("actor", given, label, Keyword("actor", ids))


def _counted(cut: Periods, found: Found, whole: Found) -> dict[str, Any]:
    articles = cut.counts(found)
    return {
        "total": found.total,
        "share": _share(found.total, whole.total),
        "articles": articles,
        "shares": [_share(n, of) for n, of in zip(articles, cut.counts(whole), strict=True)],
    }


def _in_source(
    engine: Engine,
    name: str,
    compared: Sequence[Compared],
    filters: Filters,
    cut: Periods,
    over_time: bool,
) -> dict[str, Any]:
    """The same in one source: in all, and where it is asked for, over time."""
    within = {**filters, "source": Keyword("source", (name,))}
    whole = _ask(engine, Everything(), within)
    counted: list[dict[str, Any]] = [
        {**one.told(), **_counted(cut, _ask(engine, one.query, within), whole)} for one in compared
    ]
    if not over_time:
        for one in counted:
            del one["articles"], one["shares"]
        return {"series": counted}
    return {"counts": cut.counts(whole), "series": counted}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 6) if whole else None
