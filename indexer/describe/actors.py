"""Known actors in a text: every place where a name of the list stands, whatever clitic before it.

The rules, in order:

1. a full name, alias or listed context names its actor wherever it stands; the longest one wins,
   and a written form that is itself a name wins over the same letters read as clitic and name;
2. a short form belongs to the actor that the article names in full; where several are, to the one
   named in full last before it; else to nobody. A person's last name is a short form, unless
   another listed person is called so in the first place. A form that is a word of the language as
   well is theirs where `common_names` says so. A medium that is told something is named in full;
3. a phrase of ``mappings/lexicon/nobodys.txt`` names nobody, whatever name it holds;
4. behind a word for what is called after persons (an airport, a street, a prize) a person's name is
   that of the thing, and no mention.

Names are compared at word depth, so hamza seats, tashkeel and tatweel make no difference, and
quotation marks inside a name are not seen; a comma or a full stop inside it breaks it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from types import MappingProxyType

import numpy as np

import mappings
from indexer.arabic.analyzers import Spans, normalize, word_terms, words_of
from indexer.arabic.name_forms import FORCES, LED_BY, detach, spellings
from indexer.arabic.vocabulary import Figures
from indexer.describe.actor_forms import (
    context_spellings,
    first_names,
    full_forms,
    ids_by_spelling,
    own_last_name,
)
from indexer.describe.common_names import MEDIUM, is_medium, is_person, kind_of
from indexer.describe.names.identity import word_of
from indexer.describe.names.starts import Name, Starts, Terms
from indexer.describe.told import tells
from indexer.lists.outlets import FOR
from indexer.records import ActorFound, Mention

_GAP = re.compile(r"[\s\"'«»“”„‟‹›()\u2018\u2019_-]{0,4}")  # what may stand between a name's words
MEDIA = "media"
_FOR_LETTERS = 4  # that may stand between «for» and a name: it, spaces and a quotation mark
_FOR = re.compile(rf"(?<!\w){FOR}\s?[\"'\u00ab\u201c\u201e]?\s?$")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """What the keeper says of an actor that no list holds: it is none, or part of another, or
    called by another name."""

    removed: bool = False
    into: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    field: str
    start: int
    end: int
    name: Name
    order: int


class ActorIndex:
    """The names of a list of actors, by their first word as it may stand in a text."""

    def __init__(
        self,
        actors: Iterable[mappings.Actor],
        never: Mapping[Terms, Collection[str]] = MappingProxyType({}),
        merged: Mapping[str, str] = MappingProxyType({}),
        unlisted: Mapping[str, Unlisted] = MappingProxyType({}),
    ) -> None:
        """`never` holds the ids that a spelling does not mean; one that means nobody is passed
        over in a text. `merged` gives the actor that an id of old is part of now, `unlisted`
        what became of actors that no list holds."""
        self.actors = {actor.id: actor for actor in actors}
        self.merged = merged
        self.unlisted = unlisted
        self._first_names = first_names(self.actors.values())
        self.full = ids_by_spelling(self.actors.values(), full_forms, never)
        short = ids_by_spelling(self.actors.values(), self.short_forms, never)
        self.short = {terms: ids for terms, ids in short.items() if terms not in self.full}
        self.nobodys = (nobodys() | never.keys()) - self.full.keys() - self.short.keys()
        self._seconds = {terms[1] for terms in self.nobodys if len(terms) > 1}
        self._media = {  # the one medium that a short form may mean
            terms: media[0]
            for terms, ids in self.short.items()
            if len(media := [id for id in ids if self.actors[id].type == MEDIA]) == 1
        }
        self._starts = Starts(self._names())
        self._begins = Figures(lambda form: self._starts[normalize(form)] is not None, np.bool_)

    def _names(self) -> dict[str, list[Name]]:
        """Every name by its first word; of those that mean nobody, the owners are none."""
        contexts = context_spellings(self.actors.values())
        names: dict[str, list[Name]] = {}
        for terms, ids in self.full.items():  # of several actors: only beside another full name
            name = Name(terms, terms[1:], ids, len(ids) == 1, self._leader(terms, ids, contexts))
            names.setdefault(terms[0], []).append(name)
        for terms, owners in (*self.short.items(), *((terms, ()) for terms in self.nobodys)):
            names.setdefault(terms[0], []).append(Name(terms, terms[1:], owners, False))
        return names

    def _leader(self, terms: Terms, ids: Collection[str], contexts: Collection[Terms]) -> int:
        """How many words at the end of a body's name are the full name of the person who leads it;
        what is only called after a person is no mention of his."""
        if any(self.actors[id].type == "person" for id in ids):
            return 0
        for at in range(1, len(terms) - 1):
            led = terms[at - 1] in LED_BY
            if not led and terms[0] != FORCES and terms not in contexts:
                continue
            owners = self.full.get(terms[at:], ())
            if len(owners) == 1 and self.actors[owners[0]].type == "person":
                return len(terms) - at + led
        return 0

    def short_forms(self, actor: mappings.Actor) -> tuple[str, ...]:
        """The short forms of an actor; the last name of a person is one, if no list says so."""
        return (*actor.short, *own_last_name(actor, self._first_names))

    def find(self, texts: Mapping[str, str | None]) -> tuple[ActorFound, ...]:
        """The actors that the texts (by field name) hold, in the order of their first mention."""
        found = [
            match
            for order, (field, text) in enumerate(texts.items())
            if text
            for match in self._matches(field, text, order)
        ]
        named = {match.name.actors[0] for match in found if match.name.full}
        for match in found:
            medium = None if match.name.full else self._media.get(match.name.terms)
            if medium and _is_told(texts[match.field] or "", match):
                named.add(medium)
        mentions: dict[str, list[Mention]] = {}
        last: dict[str, int] = {}
        for number, match in enumerate(found):
            if match.name.full:
                owner = match.name.actors[0]
                last[owner] = number
            else:
                owners = [id for id in match.name.actors if id in named]
                if not owners or not self._is_meant(texts[match.field] or "", match, owners):
                    continue
                owner = max(owners, key=lambda id: last.get(id, -1))
            form = (texts[match.field] or "")[match.start : match.end]
            mentions.setdefault(owner, []).append(
                Mention(match.field, form, match.start, match.end)
            )
        return tuple(
            ActorFound(id, self.actors[id].name, self.actors[id].type, tuple(places))
            for id, places in mentions.items()
        )

    def _is_meant(self, text: str, match: _Found, owners: Sequence[str]) -> bool:
        """Whether a short form that is common words as well is the name where it stands."""
        kind = kind_of(match.name.terms)
        types = {self.actors[id].type for id in owners}
        if kind is None or ("person" in types) == (kind == MEDIUM):
            return True
        if kind == MEDIUM:
            return is_medium(text, match.start)
        return is_person(text, match.start, match.end, match.name.terms[0])

    def spans(self, terms: Sequence[str]) -> list[tuple[int, int, str]]:
        """(first, end, actor) of the word terms that are an unambiguous full name; the longest
        first, none overlapping; used for queries."""
        spans = []
        at = 0
        while at < len(terms):
            for name in self._starts.at(terms, at):
                if name.full and len(name.actors) == 1 and not self._lends(name, terms, at):
                    end = at + 1 + len(name.rest)
                    spans.append((at, end, name.actors[0]))
                    at = end - 1
                    break
            at += 1
        return spans

    def named(self, form: str) -> tuple[str, ...]:
        """The actors that a form may mean, full or short, as a person asks for one."""
        ids: set[str] = set()
        for terms in spellings(form):
            for name in self._starts.at(terms, 0):
                if name.rest == terms[1:]:
                    ids.update(name.actors)
        return tuple(sorted(ids))

    def is_phrase(self, forms: Sequence[str]) -> bool:
        """Whether a phrase of several words that means nobody stands among the words of a name."""
        if self._seconds.isdisjoint([word_of(form).full for form in forms]):
            return False
        terms = word_terms(" ".join(forms))
        phrases = (name for at in range(len(terms)) for name in self._starts.at(terms, at))
        return any(name.rest and not name.actors for name in phrases)

    def _matches(self, field: str, text: str, order: int) -> Iterator[_Found]:
        starts = self._starts
        words = words_of(text)
        begun = np.flatnonzero(self._begins.of(words)).tolist()
        terms = words.spelt if begun else ()
        following = [*terms[1:], ""]
        candidates = [
            at
            for at in begun
            if (names := starts[terms[at]]) and (names.alone or following[at] in names.longer)
        ]
        if not candidates:
            return
        places = Spans(text)
        free = 0  # words before this one belong to a name already
        for at in candidates:
            if at < free:
                continue
            for name in starts.at(terms, at):
                end = at + 1 + len(name.rest)
                if not name.rest or _unbroken(text, map(places.__getitem__, range(at, end))):
                    free = end = end - name.others
                    if self._lends(name, terms, at) and _unbroken(
                        text, (places[at - 1], places[at])
                    ):
                        break
                    if not name.rest and text[slice(*places[at])].endswith(_marked()):
                        break
                    yield _Found(field, places[at][0], places[end - 1][1], name, order)
                    break

    def _lends(self, name: Name, terms: Sequence[str], at: int) -> bool:
        """Whether a name at `at` is lent to the thing before it: all it may mean are persons."""
        if not at or not _is_lent_to(terms[at - 1]):
            return False
        return bool(name.actors) and all(self.actors[id].type == "person" for id in name.actors)


@lru_cache(maxsize=65_536)
def _is_lent_to(term: str) -> bool:
    """Whether a word, behind its clitics or not, is one for what is called after persons."""
    return any(form in _namesakes() for form in (term, *detach(term)))


@cache
def nobodys() -> frozenset[Terms]:
    """Phrases that hold a name and mean nobody."""
    return frozenset(tuple(word_terms(phrase)) for phrase in mappings.lexicon("nobodys"))


@cache
def _marked() -> tuple[str, ...]:
    """Written forms whose marks tell them from a name."""
    return tuple(form for form, _ in mappings.table("marked_names", 2))


@cache
def _namesakes() -> frozenset[str]:
    return frozenset(term for word in mappings.lexicon("namesakes") for term in word_terms(word))


@cache
def listed_actors() -> ActorIndex:
    """The index over every actor of ``mappings/actors``."""
    return ActorIndex(mappings.actors())


_IN_FORCE: ContextVar[Callable[[], ActorIndex]] = ContextVar("actors", default=listed_actors)
_UNLISTED: ContextVar[bool] = ContextVar("unlisted", default=True)


def known_actors() -> ActorIndex:
    """The actors in force: those of `knowing`, else those of ``mappings/actors``."""
    return _IN_FORCE.get()()


def seeks_unlisted() -> bool:
    """Whether names that no list holds are looked for as well, which takes a model and time."""
    return _UNLISTED.get()


@contextmanager
def knowing(actors: Callable[[], ActorIndex], unlisted: bool = True) -> Iterator[None]:
    """Inside the block, and only in its thread, what this gives are the `known_actors`: an
    archive's keeper may have changed the list. It is called when they are wanted. `unlisted` is
    what `seeks_unlisted` answers."""
    before, sought = _IN_FORCE.set(actors), _UNLISTED.set(unlisted)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)
        _UNLISTED.reset(sought)


def _is_told(text: str, match: _Found) -> bool:
    """Whether somebody tells something to what stands at a match («said to NAME that»)."""
    leads = _FOR.search(text[: match.start], max(0, match.start - _FOR_LETTERS))
    start = leads.start() if leads else match.start
    if not leads and (text[start] != FOR or match.name.terms[0].startswith(FOR)):
        return False
    return tells(text[:start])


def _unbroken(text: str, places: Iterable[tuple[int, int]]) -> bool:
    return all(_GAP.fullmatch(text, before[1], after[0]) for before, after in pairwise(places))
