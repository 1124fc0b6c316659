"""Links that keep the state: every state of the page is an address, and every change of it a link.

A `State` is what an address holds, in the order of the table of parameters; it never changes, and
each method gives the state after one choice. Any change of the search leaves its cursor behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import g, url_for
from werkzeug.datastructures import MultiDict

from search_ui.asking.addresses import Pair, address, escaped, in_order
from search_ui.asking.params import OF_A_PAGE

CARRIED = ("lang", "calendar")  # parameters that go from page to page
_PLAIN = re.compile(r"[A-Za-z0-9_-]+")  # an id that stands in an address as it is
_ELSEWHERE = frozenset({"cursor"})  # belongs to one search only
_OF_A_PAGE = frozenset(("size", *OF_A_PAGE))


@dataclass(frozen=True, slots=True)
class State:
    """The parameters of an address, each a (name, value)."""

    pairs: tuple[Pair, ...] = ()

    @classmethod
    def of(cls, given: Mapping[str, Sequence[str]]) -> State:
        """The known parameters among the given ones, without the empty and the doubled."""
        return cls(in_order((name, value) for name, values in given.items() for value in values))

    @classmethod
    def carried(cls, given: MultiDict[str, str]) -> State:
        """What every page hands on to the next one: its language, and whose dates it shows."""
        return cls.of({name: given.getlist(name) for name in CARRIED})

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a parameter."""
        return tuple(value for key, value in self.pairs if key == name)

    def get(self, name: str) -> str:
        """The first value of a parameter, or an empty text."""
        return next(iter(self.all(name)), "")

    def adding(self, name: str, value: str) -> State:
        """With one more value of a repeatable parameter."""
        return State(in_order([*self._kept(_ELSEWHERE), (name, value)]))

    def adder(self, name: str) -> Callable[[str], str]:
        """The address with one more value of a repeatable parameter, by the value: of a page that
        holds many such links, only the values differ."""
        there = frozenset(self.all(name))
        filled = self._filler(name, self._kept(_ELSEWHERE))
        return lambda value: self.adding(name, value).url() if value in there else filled(value)

    def setter(self, name: str) -> Callable[[str], str]:
        """The address with a single value set, by the value; the same for many links."""
        return self._filler(name, self._kept(_ELSEWHERE | {name}))

    def taking(self, name: str, *values: str) -> State:
        """Without some values of a parameter; without the parameter where none is named."""
        kept = self._kept(_ELSEWHERE)
        return State(tuple(p for p in kept if p[0] != name or (values and p[1] not in values)))

    def setting(self, changes: Mapping[str, str | None]) -> State:
        """With single values set, or taken out where they are None or empty."""
        kept = self._kept(_ELSEWHERE | changes.keys())
        return State(in_order([*kept, *((n, v) for n, v in changes.items() if v)]))

    def keeping(self, *names: str) -> State:
        """Only these parameters, unchanged."""
        return State(tuple(pair for pair in self.pairs if pair[0] in names))

    def keeping_search(self) -> State:
        """Only what says what is found, and in which order."""
        return State(tuple(pair for pair in self.pairs if pair[0] not in _OF_A_PAGE))

    def at(self, cursor: str) -> State:
        """The page of hits that begins at a cursor."""
        return State(in_order([*self._kept(_ELSEWHERE), ("cursor", cursor)]))

    def speaking(self, language: str) -> State:
        """The same in another language; Arabic needs no parameter."""
        kept = self._kept(frozenset({"lang"}))
        return State(in_order([*kept, ("lang", language)]) if language != "ar" else tuple(kept))

    def dating(self, calendar: str) -> State:
        """The same with dates by a calendar; the Gregorian needs no parameter."""
        kept = self._kept(frozenset({"calendar"}))
        chosen = [("calendar", calendar)] if calendar != "gregorian" else []
        return State(in_order([*kept, *chosen]))

    def url(self) -> str:
        """The address of the results."""
        return address(_results_path(), self.pairs)

    def article(self, id: str, **more: str) -> str:
        """The address of an article, from which one finds back to these results."""
        plain = _PLAIN.fullmatch(id)
        path = _articles_path() + id if plain else url_for("pages.article", id=id)
        return address(path, [*self.pairs, *more.items()])

    def under(self, path: str) -> str:
        """The address of any page with these parameters; its path as `url_for` gives it."""
        return address(path, self.pairs)

    def _filler(self, name: str, kept: list[Pair]) -> Callable[[str], str]:
        pairs = in_order([*kept, (name, "\0")])
        place = pairs.index((name, "\0"))
        before = address(_results_path(), pairs[:place])
        before += f"{'&' if place else '?'}{name}="
        after = "".join(f"&{other}={escaped(value)}" for other, value in pairs[place + 1 :])
        return lambda value: f"{before}{escaped(value)}{after}"

    def _kept(self, without: frozenset[str]) -> list[Pair]:
        return [pair for pair in self.pairs if pair[0] not in without]


def _results_path() -> str:
    if "results_path" not in g:  # a page holds hundreds of links
        g.results_path = url_for("pages.results")
    return str(g.results_path)


def _articles_path() -> str:
    if "articles_path" not in g:
        g.articles_path = url_for("pages.article", id="x").removesuffix("x")
    return str(g.articles_path)
