"""The list of actors as the keeper has changed it: one line, one change, in order.

    add     ID  TYPE  NAME  [ENGLISH]  [ALIASES]  [SHORT]  [CONTEXTS]
    rename  ID  NAME  [ENGLISH]      the old name stays as an alias
    alias   ID  FORMS                they name the actor wherever they stand
    short   ID  FORMS                they do beside a full name in the same article
    never   ID  FORMS                they never mean the actor
    split   ID  OTHER  FORMS         forms of one actor are the other's
    merge   ID  INTO                 two are one: every form of the first is the second's
    remove  ID                       it is no actor

`rename`, `merge` and `remove` take the ids of actors that no list holds, too (``name:…``,
``body:…``, as articles and facets show them), but a listed actor is not merged into such a one.

Columns and lists are those of ``mappings/actors``: tabs between columns, ``;`` inside a list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Any

import mappings
from indexer.arabic.name_forms import spellings
from indexer.describe.actors import Unlisted, listed_actors
from indexer.describe.names.identity import type_of
from indexer.keeper.lines import Line, Mistake, Wrong

# operation: columns at least and at most, itself among them
OPERATIONS = {
    "add": (4, 8),
    "rename": (3, 4),
    "alias": (3, 3),
    "short": (3, 3),
    "never": (3, 3),
    "split": (4, 4),
    "merge": (3, 3),
    "remove": (2, 2),
}
TYPES = tuple(mappings.ACTOR_TYPES.values())
LISTS = ("aliases", "short", "contexts")
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")

Spelling = tuple[str, ...]


@dataclass
class Roster:
    """Actors by id; `never` are the ids that a spelling does not mean, `merged` the actor that each
    merged id is part of now."""

    actors: dict[str, mappings.Actor]
    owners: dict[Spelling, set[str]]  # of full names
    reserved: frozenset[str] = frozenset()
    never: dict[Spelling, set[str]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    unlisted: dict[str, Unlisted] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)

    def follow(self, line: Line) -> None:
        """Makes the change that a line states, or puts it among the `wrong` and changes nothing."""
        operation, *cells = line.cells
        least, most = OPERATIONS[operation]
        try:
            if not least <= len(line.cells) <= most:
                raise Mistake(
                    f"{operation!r} takes {least} columns{f' to {most}' * (most > least)}, and "
                    f"there are {len(line.cells)}: a tab stands between two columns"
                )
            do: Callable[..., None] = getattr(self, f"_{operation}")
            do(*cells)
        except Mistake as mistake:
            self.wrong.append(Wrong(line, str(mistake)))

    def known(self, id: str) -> mappings.Actor:
        """The actor of an id. Raises `Mistake` where there is none, naming near ones."""
        if id in self.actors:
            return self.actors[id]
        if id in self.merged:
            raise Mistake(f"actor {id!r} was merged into {self.merged[id]!r}")
        if type_of(id):
            raise Mistake(
                f"{id!r} is an actor that no list holds: 'rename', 'merge' and 'remove' change it, "
                "and 'add' makes a listed one of the name"
            )
        near = get_close_matches(id, self.actors, 3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; 'add' makes one"
        raise Mistake(f"there is no actor {id!r}{hint}")

    def _add(self, id: str, type: str, name: str, english: str = "", *lists: str) -> None:
        if not _ID.fullmatch(id) or id in self.reserved:
            raise Mistake(f"{id!r} cannot be an id: use small Latin letters, digits and -")
        if id in self.actors or id in self.merged:
            raise Mistake(
                f"there is an actor {id!r} already: 'rename' and 'alias' change it, or take "
                "another id"
            )
        if type not in TYPES:
            raise Mistake(f"{type!r} is no type of actor: {', '.join(TYPES)}")
        aliases, short, contexts = (mappings.many(cell) for cell in (*lists, "", "", "")[:3])
        self._free(id, (name, english, *aliases, *contexts))
        self._put(mappings.Actor(id, type, name, english, aliases, short, contexts, "", ""))

    def _rename(self, id: str, name: str, english: str = "") -> None:
        if type_of(id):
            if english:
                raise Mistake(f"{id!r} is an actor that no list holds: it has no English name")
            if not spellings(name):
                raise Mistake("an actor needs a name")
            self._change_unlisted(id, Unlisted(name=name))
            return
        actor = self.known(id)
        self._free(id, (name, english))
        aliases = [form for form in (*actor.aliases, actor.name) if form != name]
        if english and actor.english:
            aliases.append(actor.english)
        self._put(
            replace(
                actor,
                name=name,
                english=english or actor.english,
                aliases=tuple(dict.fromkeys(aliases)),
                short=listed_actors().short_forms(actor),  # the last name it had, too
            )
        )

    def _alias(self, id: str, forms: str) -> None:
        actor = self.known(id)
        self._free(id, mappings.many(forms))
        self._put(replace(actor, aliases=_both(actor.aliases, _some(forms))))

    def _short(self, id: str, forms: str) -> None:
        actor = self.known(id)
        self._put(replace(actor, short=_both(actor.short, _some(forms))))

    def _never(self, id: str, forms: str) -> None:
        self._take(self.known(id), _some(forms))

    def _split(self, id: str, other: str, forms: str) -> None:
        if id == other:
            raise Mistake("an actor cannot be split from itself")
        actor, to = self.known(id), self.known(other)
        given = _some(forms)
        self._free(id, given, other)
        kinds = {form: _kind(actor, form) for form in given}
        self._take(actor, given)
        for form, kind in kinds.items():
            to = _with_lists(to, {kind: _both(getattr(to, kind), (form,))})
        self._put(to)

    def _merge(self, id: str, into: str) -> None:
        if id == into:
            raise Mistake("an actor cannot be merged with itself")
        if type_of(id):
            self._whole(into)
            self._change_unlisted(id, Unlisted(into=into))
            return
        actor, to = self.known(id), self.known(into)
        names = (actor.name, actor.english, *actor.aliases)
        self._own(actor, set.discard)
        del self.actors[id]
        for one, change in self.unlisted.items():
            if change.into == id:
                self.unlisted[one] = Unlisted(into=into)
        self.merged = {old: into if now == id else now for old, now in self.merged.items()}
        self.merged[id] = into
        for ids in self.never.values():  # what was never the one is not the other's either
            if id in ids:
                ids.add(into)
        self._put(
            replace(
                to,
                aliases=_both(to.aliases, tuple(filter(None, names))),
                short=_both(to.short, listed_actors().short_forms(actor)),
                contexts=_both(to.contexts, actor.contexts),
            )
        )

    def _remove(self, id: str) -> None:
        if type_of(id):
            self._change_unlisted(id, Unlisted(removed=True))
            return
        self._whole_of(id)
        self._own(self.known(id), set.discard)
        del self.actors[id]

    def _change_unlisted(self, id: str, change: Unlisted) -> None:
        self._whole(id)
        if change.removed:
            self._whole_of(id)
        self.unlisted[id] = change

    def _whole(self, id: str) -> None:
        """Refuses an id that no actor has: of a list, or one removed or merged before."""
        if not type_of(id):
            self.known(id)
        elif (change := self.unlisted.get(id)) and (change.removed or change.into):
            became = f"merged into {change.into!r}" if change.into else "removed"
            raise Mistake(f"actor {id!r} was {became} before")

    def _whole_of(self, id: str) -> None:
        """Refuses to remove an actor into which others were merged that no list holds."""
        parts = sorted(one for one, change in self.unlisted.items() if change.into == id)
        if parts:
            raise Mistake(f"{parts[0]!r} was merged into {id!r}: take that line out first")

    def _take(self, actor: mappings.Actor, forms: tuple[str, ...]) -> None:
        """Forms that do not mean the actor any more, however it came by them."""
        taken = {spelling for form in forms for spelling in spellings(form)}
        for name in filter(None, (actor.name, actor.english)):
            if not taken.isdisjoint(spellings(name)):
                raise Mistake(f"{name!r} is the name of {actor.id!r} itself: rename it first")
        for spelling in taken:
            self.never.setdefault(spelling, set()).add(actor.id)
        left = {
            kind: tuple(f for f in getattr(actor, kind) if taken.isdisjoint(spellings(f)))
            for kind in LISTS
        }
        self._put(_with_lists(actor, left))

    def _free(self, id: str, forms: Iterable[str], *others: str) -> None:
        """Sees to it that forms can be read, and name nobody but `id` and `others` yet."""
        for form in filter(None, forms):
            found = spellings(form)
            if not found:
                raise Mistake(f"{form!r} holds no word")
            owned = set().union(*(self.owners.get(s, set()) for s in found)) - {id, *others}
            if owned:
                whose = min(owned)
                raise Mistake(
                    f"{form!r} is a name of {whose!r} ({self.actors[whose].name}): 'merge' the "
                    f"two, or 'split' the form from {whose!r}"
                )

    def _put(self, actor: mappings.Actor) -> None:
        if not spellings(actor.name):
            raise Mistake("an actor needs a name")
        if actor.id in self.actors:
            self._own(self.actors[actor.id], set.discard)
        self.actors[actor.id] = actor
        self._own(actor, set.add)
        for form in (*actor.aliases, *actor.short, *actor.contexts, actor.name):
            for spelling in spellings(form):  # the later line wins
                self.never.get(spelling, set()).discard(actor.id)

    def _own(self, actor: mappings.Actor, change: Callable[[set[str], str], None]) -> None:
        for form in (actor.name, actor.english, *actor.aliases, *actor.contexts):
            for spelling in spellings(form):
                change(self.owners.setdefault(spelling, set()), actor.id)


def listed(reserved: Iterable[str] = ()) -> Roster:
    """The actors of ``mappings/actors``, as yet unchanged; `reserved` can be nobody's id."""
    index = listed_actors()
    owners = {spelling: set(ids) for spelling, ids in index.full.items()}
    return Roster(dict(index.actors), owners, frozenset(reserved))


def _with_lists(actor: mappings.Actor, lists: Mapping[str, Any]) -> mappings.Actor:
    return replace(actor, **lists)


def _kind(actor: mappings.Actor, form: str) -> str:
    """Which list of an actor holds a form; a last name is a short form that no list holds."""
    wanted = spellings(form)
    for kind in LISTS:
        if any(not wanted.isdisjoint(spellings(one)) for one in getattr(actor, kind)):
            return kind
    if any(not wanted.isdisjoint(spellings(f)) for f in listed_actors().short_forms(actor)):
        return "short"
    known = "; ".join((*actor.aliases, *actor.short, *actor.contexts)) or "none"
    raise Mistake(f"{form!r} is no alias of {actor.id!r}; its aliases: {known}")


def _some(forms: str) -> tuple[str, ...]:
    given = mappings.many(forms)
    if not given or not all(map(spellings, given)):
        raise Mistake("no form is given: write one, or several with ; between them")
    return given


def _both(forms: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*forms, *more)))
