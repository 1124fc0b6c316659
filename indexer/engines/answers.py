"""What an engine answers: hits, counts, and what a listing and a generation are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where an article names an actor and in which form, and the name that it has for it."""

    field: str
    start: int
    end: int
    form: str
    actor: str
    name: str


class Hit(NamedTuple):
    """`document` is the article as `indexer.engines.document.stored` gives it, less `APART`; its
    parts are decoded when they are asked for, but for `facts`, which are short. `named` holds (id,
    name, mentions, type) of each of its actors, `places` tells where those of some ids are named,
    or where all are (None), `forms` its written forms as they are kept
    (`indexer.engines.word_forms`)."""

    id: str
    score: float
    key: tuple[float | int | str, ...]
    document: Mapping[str, Any]
    facts: Mapping[str, Any]
    named: Sequence[tuple[str, str, int, str]]
    places: Callable[[Collection[str] | None], Iterable[Place]]
    forms: str | bytes


@dataclass(frozen=True, slots=True)
class Found:
    """`total` counts every article that query and filters find. A facet's list holds (value,
    count); it ignores the facet's own filter and honours all others. `families` tells of families
    of copies that hits belong to how many articles they have at most, as far as that was learnt
    with the answer."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[tuple[str, int], ...]]
    generation: str
    families: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Listing:
    """All that a query finds in one snapshot: how many articles, and each as `Hit.document`."""

    total: int
    generation: str
    articles: Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Generation:
    """One build of the archive. `state` is "current", "previous" or "building"."""

    name: str
    state: str
    articles: int
    created: str
    mapping: str
    lists: str
