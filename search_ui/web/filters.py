"""The facets as the page shows them: rows to choose from, and the choices made, each a link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.describe.names.identity import type_of
from indexer.describe.sources import canonical_source
from indexer.lists.places import called_in_english
from search_ui.answering.labels import (
    Language,
    actor_label,
    place_label,
    source_label,
    value_label,
)
from search_ui.answering.present import date_label
from search_ui.asking.clauses import actor_ids
from search_ui.asking.params import SearchParams
from search_ui.web.links import State
from search_ui.web.wording import ACTOR_TYPES

SHOWN = 8  # rows of a facet before the rest is folded away

Meaning = Callable[[str], Sequence[str]]  # the facet values that a given value stands for


@dataclass(frozen=True, slots=True)
class Row:
    """A value of a facet. `count` is None where the facet was cut before it; `href` takes the
    choice, or takes it back."""

    value: str
    label: str
    count: int | None
    chosen: bool
    without: bool
    href: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading: `code` is a type of actor, or empty."""

    code: str
    shown: tuple[Row, ...]
    folded: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A choice that was made: `kind` is its parameter, `label` its value, `href` removes it."""

    kind: str
    label: str
    href: str


def means_source(value: str) -> tuple[str, ...]:
    """The source that a given name stands for."""
    return (canonical_source(value),)


def means_itself(value: str) -> tuple[str, ...]:
    """A value that has no other name."""
    return (value,)


def source_group(
    values: list[dict[str, Any]], state: State, size: int, language: Language
) -> Group:
    """The sources of an answer, the chosen ones first."""

    def label(id: str) -> str:
        return source_label(id, language)

    return _group("", _rows("source", values, state, size, means_source, label))


def place_group(values: list[dict[str, Any]], state: State, size: int, language: Language) -> Group:
    """The places of an answer, the chosen ones first. What is called alike in English is told apart
    by its Arabic name."""
    alike = Counter(place_label(value["id"], language) for value in values)
    there = {value["id"] for value in values}

    def means(given: str) -> tuple[str, ...]:
        called = called_in_english(given)  # in every spelling: those that stand here are enough
        return tuple(name for name in called if name in there) or called[:1] or (given,)

    def label(id: str) -> str:
        said = place_label(id, language)
        return said if alike[said] < 2 else f"{said} ({id})"

    return _group("", _rows("place", values, state, size, means, label))


def author_group(values: list[dict[str, Any]], state: State, size: int) -> Group:
    """The authors of an answer, the chosen ones first."""
    return _group("", _rows("author", values, state, size, means_itself, str))


def actor_groups(
    values: list[dict[str, Any]],
    state: State,
    size: int,
    language: Language,
    names: Mapping[str, str],
) -> list[Group]:
    """The actors of an answer by type, in the order of `ACTOR_TYPES`, the chosen ones first;
    `names` are the labels of actors by id, as far as they are known."""

    def label(id: str) -> str:
        return names.get(id) or actor_label(id, language)["label"]

    def means(given: str) -> tuple[str, ...]:
        ids = actor_ids(given)  # of no list a person and a body: the one that is there is enough
        return tuple(id for id in ids if id in types or not type_of(id)) or ids[:1] or (given,)

    types = {str(value["id"]): str(value["type"]) for value in values}
    rows = _rows("actor", values, state, size, means, label)
    by_type: dict[str, list[Row]] = {type_: [] for type_ in ACTOR_TYPES}
    for row in rows:
        type_ = types.get(row.value) or actor_label(row.value, language)["type"]
        by_type.setdefault(type_, []).append(row)
    return [_group(type_, of_type) for type_, of_type in by_type.items() if of_type]


def labels_of(values: list[dict[str, Any]]) -> dict[str, str]:
    """The labels of a facet's values by id."""
    return {str(value["id"]): str(value["label"]) for value in values}


def undated_row(count: int, state: State, params: SearchParams) -> Row:
    """The articles without a date as a value of the date facet; under a range, choosing it adds
    them to the range."""
    ranged = bool(params.first or params.last)
    value = "include" if ranged else "only"
    given = state.get("undated")
    chosen, without = given == value, given == "exclude" and not ranged
    taken = state.taking("undated") if chosen or without else state.setting({"undated": value})
    return Row(value, "", count, chosen, without, taken.url())


def chips(
    state: State, params: SearchParams, language: Language, names: Mapping[str, str]
) -> list[Chip]:
    """Every choice of a search but its words, in the order of the parameters; `names` are the
    labels of actors by id, as far as they are known."""
    made = []
    kinds = ("source", "not_source", "actor", "actor_all", "not_actor")
    for name in (*kinds, "place", "not_place", "author", "not_author"):
        for value in state.all(name):
            label = value_label(name, value, language, names)
            made.append(Chip(name, label, state.taking(name, value).url()))
    made += _range_chips(state, params, language)
    if state.get("undated"):
        made.append(Chip(f"undated_{params.undated}", "", state.taking("undated").url()))
    if params.match == "any":
        made.append(Chip("match_any", "", state.taking("match").url()))
    return made


def _range_chips(state: State, params: SearchParams, language: Language) -> list[Chip]:
    """One chip for a range that is a single year, month or day, else one for each end."""
    if params.first and params.first == params.last:
        whole = state.setting({"from": None, "to": None, "undated": None})
        return [Chip("date", date_label(params.first, language), whole.url())]
    return [
        Chip(name, date_label(value, language), state.setting({name: None}).url())
        for name, value in (("from", params.first), ("to", params.last))
        if value
    ]


def _rows(
    name: str,
    values: list[dict[str, Any]],
    state: State,
    size: int,
    means: Meaning,
    label: Callable[[str], str],
) -> list[Row]:
    """The values of a facet; those that were chosen stand first, be their count 0 or cut off."""
    wanted, unwanted = _given(name, state, means), _given(f"not_{name}", state, means)
    counts = {str(value["id"]): int(value["count"]) for value in values}
    missing = None if len(values) >= size or state.get(f"find_{name}") else 0
    chosen = [*wanted, *(value for value in unwanted if value not in wanted)]
    rows = []
    add = state.adder(name)
    for value in [*chosen, *(value for value in counts if value not in chosen)]:
        if value in wanted:
            href = state.taking(name, *wanted[value]).url()
        elif value in unwanted:
            href = state.taking(f"not_{name}", *unwanted[value]).url()
        else:
            href = add(value)
        rows.append(
            Row(
                value=value,
                label=label(value),
                count=counts.get(value, missing),
                chosen=value in wanted,
                without=value in unwanted and value not in wanted,
                href=href,
            )
        )
    return rows


def _given(name: str, state: State, means: Meaning) -> dict[str, list[str]]:
    """The facet values that a parameter chooses, each with what was given for it."""
    found: dict[str, list[str]] = {}
    for given in state.all(name):
        for value in means(given):
            found.setdefault(value, []).append(given)
    return found


def _group(code: str, rows: Iterable[Row]) -> Group:
    rows = list(rows)
    first = max(SHOWN, sum(row.chosen or row.without for row in rows))
    if len(rows) - first <= 2:  # folding two away would only cost a click
        first = len(rows)
    return Group(code, tuple(rows[:first]), tuple(rows[first:]))
