"""What an export is: every article that a search finds, from one snapshot, with where it is from.

An export is a list, not a ranking: it is in the order of dates, newest first unless the search asks
for the oldest or the last indexed first, so that it streams in constant memory on both engines.
Which page of hits a search asks for (`size`, `cursor`, `facet_size`) plays no part. With
`copies=one` the first article of each family stands for it; all that is remembered is eight bytes
for each family.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import version
from typing import Any

from indexer.engines.base import Engine
from indexer.engines.query import Bool, DateSort, Query
from indexer.errors import EngineError
from search_ui.answering.labels import Language, actor_label
from search_ui.answering.searching import Asked, understand
from search_ui.asking.params import BY_NAME, OF_A_PAGE, SearchParams

Article = dict[str, Any]

# Parameters that say nothing of what is found.
NO_PART = ("sort", "size", *OF_A_PAGE)
_FIELDS = {"from": "first", "to": "last"}  # of `SearchParams`, where they are not called the same

# What a table tells of an article, in this order; `actors` are their labels.
COLUMNS = (
    *("id", "title", "deck", "body", "source", "author", "place"),
    *("published", "published_precision", "published_evidence", "language", "url", "actors"),
    *("story", "words", "origin", "indexed_at"),
)


@dataclass(frozen=True, slots=True)
class Export:
    """A result on its way out. `total` counts what the search finds, `made` is a time in UTC,
    `names` are those of the actors asked for that no list holds."""

    params: SearchParams
    total: int
    generation: str
    made: str
    order: DateSort
    language: Language
    articles: Iterator[Article]
    names: Mapping[str, str] = field(default_factory=dict)

    def facts(self) -> list[tuple[str, str]]:
        """(name, value) of what every exported file says of itself."""
        return [
            ("program", f"Kashshaf {version('kashshaf')}"),
            *stated(self.params),
            ("articles", str(self.total)),
            ("order", self.order),
            ("generation", self.generation),
            ("made", self.made),
        ]


@contextmanager
def exporting(
    engine: Engine, params: SearchParams, made: str, language: Language = "ar"
) -> Iterator[Export]:
    """Opens the export of a search, made at a time in UTC (``2026-01-31T12:00:00Z``).

    Raises `QueryError` and engine errors at once; its articles raise `EngineError` where they end
    before all were given.
    """
    order, asked = order_of(params), understand(engine, params)
    with engine.listing(wanted(asked), order) as listing:
        articles = _complete(listing.articles, listing.total)
        if params.copies == "one":
            articles = _one_of_each(articles)
        yield Export(
            params,
            listing.total,
            listing.generation,
            made,
            order,
            language,
            articles,
            asked.names,
        )


def wanted(asked: Asked) -> Query:
    """What a search finds, its filters included, as one query."""
    filters = tuple(asked.filters.values())
    return Bool(must=(asked.query,), filter=filters) if filters else asked.query


def order_of(params: SearchParams) -> DateSort:
    """The order that the articles of an export are in."""
    return "newest" if params.sort == "relevance" else params.sort


def stated(params: SearchParams) -> list[tuple[str, str]]:
    """The parameters that say what is found, as an address has them, each (name, value); the query
    always, all others where they are not as they are by default."""
    pairs = [("q", one_line(params.q))]
    usual = SearchParams()
    for name in BY_NAME:
        value = getattr(params, _FIELDS.get(name, name))
        if name in ("q", *NO_PART) or value == getattr(usual, _FIELDS.get(name, name)):
            continue
        pairs += [(name, one_line(one)) for one in (value if isinstance(value, tuple) else [value])]
    return pairs


def row_of(article: Article, language: Language) -> list[str]:
    """The cells of an article under `COLUMNS`; empty where it does not state a fact."""
    actors = article.get("actors", ())
    labels = (actor_label(actor["id"], language, actor["name"])["label"] for actor in actors)
    cells = {**article, "actors": "; ".join(labels)}
    return ["" if cells.get(name) is None else str(cells[name]) for name in COLUMNS]


def one_line(text: str) -> str:
    """A text without line breaks and doubled spaces."""
    return " ".join(text.split())


def _complete(articles: Iterator[Article], total: int) -> Iterator[Article]:
    given = 0
    for article in articles:
        given += 1
        yield article
    if given != total:
        raise EngineError(f"the engine gave {given} of {total} articles: export again")


def _one_of_each(articles: Iterator[Article]) -> Iterator[Article]:
    seen: set[bytes] = set()
    for article in articles:
        story = article.get("story")
        if story:
            family = blake2b(story.encode(), digest_size=8).digest()
            if family in seen:
                continue
            seen.add(family)
        yield article
