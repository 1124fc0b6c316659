"""The parameters of a search, read from a query string or from options, and checked.

One table says what there is; the API, the command line, the OpenAPI document and the help text
are all made from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from unicodedata import decimal

from indexer.clean import clean_line
from indexer.engines.query import Sort
from indexer.errors import UsageError
from search_ui.asking.clauses import Depth
from search_ui.asking.messages import N_, Message
from search_ui.asking.ranking import Match

Undated = Literal["include", "only", "exclude"]
Copies = Literal["all", "one"]
Calendar = Literal["gregorian", "hijri"]

MAX_SIZE = 100
MAX_FACET = 1_000
MAX_VALUES = 100  # of one repeatable parameter
MAX_VALUE = 500  # code points of one value
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


class ParameterError(UsageError):
    """`parameter` is the one that cannot be read; the message, which is kept as `said` without the
    name of the parameter, says what can."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter, self.said = parameter, message


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, what it does, and which values it takes."""

    name: str
    about: str
    repeatable: bool = False
    choices: tuple[str, ...] = ()
    number: tuple[int, int] | None = None
    default: str | int | None = None


PARAMETERS = (
    Parameter("q", "what is searched for; nothing browses every article"),
    Parameter("source", "only articles of these sources", repeatable=True),
    Parameter("actor", "only articles that name any of these actors", repeatable=True),
    Parameter("actor_all", "only articles that name all of these actors", repeatable=True),
    Parameter("not_source", "no articles of these sources", repeatable=True),
    Parameter("not_actor", "no articles that name these actors", repeatable=True),
    Parameter("place", "only articles that were reported from these places", repeatable=True),
    Parameter("author", "only articles of these authors", repeatable=True),
    Parameter("not_place", "no articles that were reported from these places", repeatable=True),
    Parameter("not_author", "no articles of these authors", repeatable=True),
    Parameter("from", "published in or after this year, month or day (2017, 2017-10, 2017-10-03)"),
    Parameter("to", "published in or before this year, month or day"),
    Parameter(
        "undated",
        "articles without a date; left out by default once a range is set",
        choices=("include", "only", "exclude"),
    ),
    Parameter(
        "depth",
        "how near a word must be: as written, as spelled, or any of its forms",
        choices=("exact", "word", "smart"),
        default="smart",
    ),
    Parameter("match", "all of the words, or any", choices=("all", "any"), default="all"),
    Parameter(
        "sort",
        "order of the hits: best, newest or oldest first, or last indexed first; without a query, "
        "newest",
        choices=("relevance", "newest", "oldest", "indexed"),
    ),
    Parameter(
        "copies",
        "every article, or one of each family of copies",
        choices=("all", "one"),
        default="all",
    ),
    Parameter(
        "calendar",
        "dates of the hits, or the Hijri date beside (`published_hijri`), by the calendar of Umm "
        "al-Qura, for days from 1924-08-01 to 2077-11-16",
        choices=("gregorian", "hijri"),
        default="gregorian",
    ),
    Parameter("size", "hits in one answer", number=(0, MAX_SIZE), default=10),
    Parameter("cursor", "where to go on: the `next` of the answer before"),
    Parameter(
        "explain",
        "why each hit was found: `why`, the written forms that answer each word, and by which rule",
        choices=("false", "true"),
        default="false",
    ),
    Parameter("facet_size", "values of one facet", number=(1, MAX_FACET), default=50),
    *(
        Parameter(f"find_{facet}", f"of the {facet}s that are counted, only those called so")
        for facet in ("source", "actor", "place", "author")
    ),
)
BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
FINDS = tuple(name for name in BY_NAME if name.startswith("find_"))
OF_A_PAGE = ("cursor", "explain", "facet_size", "calendar", *FINDS)  # not of a result as a whole


@dataclass(frozen=True, slots=True)
class SearchParams:
    """A search as asked for, by parameter; `from` and `to` are `first` and `last`."""

    q: str = ""
    source: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    actor_all: tuple[str, ...] = ()
    not_source: tuple[str, ...] = ()
    not_actor: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    author: tuple[str, ...] = ()
    not_place: tuple[str, ...] = ()
    not_author: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    undated: Undated = "include"
    depth: Depth = "smart"
    match: Match = "all"
    sort: Sort = "newest"
    copies: Copies = "all"
    calendar: Calendar = "gregorian"
    size: int = 10
    cursor: str | None = None
    facet_size: int = 50
    explain: bool = False
    find_source: str = ""
    find_actor: str = ""
    find_place: str = ""
    find_author: str = ""


def read_params(given: Mapping[str, Sequence[str]]) -> SearchParams:
    """The search that the values by parameter name ask for.

    Raises `ParameterError` for an unknown name, a repeated single parameter, or a value that
    cannot be read.
    """
    for name, values in given.items():
        _check(name, values)
    one = {name: values[0].strip() for name, values in given.items() if values}
    query = next(iter(given.get("q", ())), "")  # unstripped: errors name places in it
    first, last = _date(one, "from"), _date(one, "to")
    if first and last and first[: len(last)] > last[: len(first)]:
        raise ParameterError(
            "to", N_("%(last)s is before %(first)s", last=last, first=f"from={first}")
        )
    usual = {
        "undated": "exclude" if first or last else "include",
        "sort": "relevance" if clean_line(query) else "newest",
        **{name: BY_NAME[name].default for name in ("depth", "match", "copies", "calendar")},
    }
    several = {name: _many(given, name) for name in _REPEATABLE}
    chosen = {name: one.get(name) or value for name, value in usual.items()}  # as `_check` saw
    finds = {name: one.get(name, "") for name in FINDS}
    checked: dict[str, Any] = {**several, **chosen, **finds}
    return SearchParams(
        q=query,
        first=first,
        last=last,
        size=_number(one, "size"),
        cursor=one.get("cursor") or None,
        facet_size=_number(one, "facet_size"),
        explain=one.get("explain") == "true",
        **checked,
    )


def none_of(value: str, choices: Iterable[str]) -> Message:
    """What is said of a value that is none of those there are."""
    return N_("%(value)s is none of %(choices)s", value=repr(value), choices=", ".join(choices))


def whole_number(name: str, given: str, default: int, low: int, high: int) -> int:
    """The value of a parameter that takes a number within bounds, in the digits of any script; the
    default where nothing is given. Raises `ParameterError`."""
    text = latin_digits(given.strip())
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and len(text) < 9 and low <= int(text) <= high):
        said = N_(
            "%(value)s is no whole number from %(low)s to %(high)s",
            value=repr(text),
            low=low,
            high=high,
        )
        raise ParameterError(name, said)
    return int(text)


def not_here(names: Iterable[str]) -> Message:
    """What is said of a parameter that means nothing where it was given."""
    return N_("it means nothing here; there are %(names)s", names=", ".join(names))


def latin_digits(text: str) -> str:
    """The text with the digits of every script (Arabic and Persian ones) as Latin ones."""
    return "".join(str(decimal(c, c)) for c in text)


_REPEATABLE = tuple(parameter.name for parameter in PARAMETERS if parameter.repeatable)


def _check(name: str, values: Sequence[str]) -> None:
    parameter = BY_NAME.get(name)
    if parameter is None:
        raise ParameterError(
            name, N_("there is no such parameter; there are %(names)s", names=", ".join(BY_NAME))
        )
    if len(values) > 1 and not parameter.repeatable:
        raise ParameterError(name, N_("given more than once"))
    if len(values) > MAX_VALUES:
        raise ParameterError(name, N_("given more than %(most)s times", most=MAX_VALUES))
    for value in values:
        if name != "q" and len(value) > (4000 if name == "cursor" else MAX_VALUE):
            raise ParameterError(name, N_("longer than %(most)s characters", most=MAX_VALUE))
        if parameter.choices and value.strip() and value.strip() not in parameter.choices:
            raise ParameterError(name, none_of(value, parameter.choices))


def _many(given: Mapping[str, Sequence[str]], name: str) -> tuple[str, ...]:
    values = (value.strip() for value in given.get(name, ()))
    return tuple(dict.fromkeys(value for value in values if value))


def _date(one: Mapping[str, str], name: str) -> str | None:
    given = one.get(name)
    if not given:
        return None
    value = latin_digits(given)
    if not _DATE.fullmatch(value) or not _in_calendar(value):
        raise ParameterError(
            name,
            N_("%(value)s is no date: give 2017, 2017-10 or 2017-10-03", value=repr(given)),
        )
    return value


def _in_calendar(value: str) -> bool:
    """Whether the calendar has the year, month or day: it has no year 0 and no 30 February."""
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    except ValueError:
        return False
    return True


def _number(one: Mapping[str, str], name: str) -> int:
    low, high = BY_NAME[name].number or (0, 0)
    return whole_number(name, one.get(name, ""), int(BY_NAME[name].default or 0), low, high)
