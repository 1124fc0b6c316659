"""Persons and bodies that an article names and no list holds, as actors beside the known ones.

What the model finds becomes an actor only where the rest agrees:

1. a known actor wins: a name that overlaps one of its mentions, or that a list gives to somebody
   (an outlet, a place, a short form of a known actor), is no actor of its own. But what is only a
   part of the name («the institute of Kuwait», the son of a known man) is none of its mentions;
2. a single word has to be surely a name, and no common word;
3. a person's shorter name is the one whose longer name holds it, if just one does; his last name
   then is his wherever it stands alone. A body's shorter name is that of the one it begins;
4. a person's last name that the article spells in two ways, with more long vowels or fewer, behind
   the same other names, is of one person, who has the id of the spelling that is more frequent.

Each rule costs recall and buys precision; `LEAST` says how sure the model has to be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.arabic.analyzers import normalize
from indexer.arabic.name_forms import ARTICLE, PRONOUNS
from indexer.arabic.variants import respelt
from indexer.describe.actors import known_actors
from indexer.describe.common_names import is_common
from indexer.describe.last_names import Taken, is_taken, last_names
from indexer.describe.names.finder import NameFound, find_names
from indexer.describe.names.identity import name_id, normal_form, without_clitics, word_of
from indexer.describe.names.labels import ORGANIZATION, PERSON
from indexer.describe.names.words import Word
from indexer.describe.part_of import parts_of, without_parts
from indexer.describe.persons import is_given_name
from indexer.lists.outlets import find_outlet
from indexer.lists.places import find_place
from indexer.records import ActorFound, Mention

LEAST = {PERSON: 0.6, ORGANIZATION: 0.7}  # probability of a name of several words
LEAST_ALONE = 0.9  # of a name of one word that no longer name explains
_LETTERS = 3  # of a name of one word
_INSIDE = frozenset(("quote", "dash"))  # kinds of signs that a name may hold
_NAMED = frozenset(("given", "person", "place", "state", "place-word"))
_NO_NAME = frozenset(("title", "say", "particle", "number", "place-cue"))


@dataclass(slots=True)
class _Named:
    """A name of one normal form, with every place where it stands."""

    type: str
    normal: tuple[str, ...]
    sure: float
    names: Counter[str] = field(default_factory=Counter)
    mentions: list[Mention] = field(default_factory=list)
    lasts: set[str] = field(default_factory=set)  # other spellings of the last word

    @property
    def name(self) -> str:
        """As it is written most often, without clitics; of equals the first."""
        return max(self.names, key=lambda name: self.names[name])


def with_unlisted(
    texts: Mapping[str, str | None], known: Sequence[ActorFound]
) -> tuple[ActorFound, ...]:
    """The known actors of an article and those that no list holds, by their first mention."""
    taken = {name: bytearray(len(text or "")) for name, text in texts.items()}
    for actor in known:
        _take(taken, actor.mentions)
    inside: list[ActorFound] = []  # known actors that a name holds a mention of
    found: dict[tuple[str, tuple[str, ...]], _Named] = {}
    for name in find_names(texts):
        named = _read(name, taken, texts[name.field] or "", known, inside)
        if named:
            merged = found.setdefault((named.type, named.normal), named)
            if merged is not named:
                merged.sure = max(merged.sure, named.sure)
                merged.names.update(named.names)
                merged.mentions += named.mentions
    actors = list(_actors(found.values(), known, texts, taken))
    known = without_parts(known, actors) if inside else tuple(known)
    order = {name: place for place, name in enumerate(texts)}
    return tuple(sorted([*known, *actors], key=lambda actor: _place(actor, order)))


def _take(taken: Taken, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        taken[mention.field][mention.start : mention.end] = b"\1" * (mention.end - mention.start)


def _place(actor: ActorFound, order: Mapping[str, int]) -> tuple[int, int]:
    first = actor.mentions[0]  # they stand in the order of the text
    return order[first.field], first.start


def _read(
    name: NameFound, taken: Taken, text: str, known: Sequence[ActorFound], inside: list[ActorFound]
) -> _Named | None:
    """A name that the model found, cut to what is one; None where it cannot be an actor. Known
    actors of whom it holds a mention go to `inside`."""
    if name.type not in LEAST:
        return None
    words = _words(name)
    if not words:
        return None
    start, end = name.start, name.end
    if len(words) < len(name.forms):  # less the signs at its ends
        end = start = text.index(words[0], start)
        for form in words:
            end = text.index(form, end) + len(form)
    if is_taken(taken, name.field, start, end):
        parts = parts_of(name, (start, end), known, text)
        if parts is None:
            return None
        inside += parts
    normal = normal_form(words, name.type)
    if known_actors().is_phrase(words) or _is_title_alone(words, name.type):
        return None
    least = LEAST[name.type] if len(normal) > 1 else 0.0
    is_quoted = name.type == ORGANIZATION and word_of(name.forms[-1]).kind == "quote"
    if not normal or name.probability < least or not (is_quoted or _is_one(name.type, words)):
        return None
    shown = " ".join((without_clitics(words[0]), *words[1:]))
    mention = Mention(name.field, text[start:end], start, end)
    return _Named(name.type, normal, name.probability, Counter((shown,)), [mention])


def _is_title_alone(words: Sequence[str], type_: str) -> bool:
    """Whether a name is a title and one given name («the prince Muhammad»), whoever that is."""
    return (
        type_ == PERSON
        and len(words) == 2
        and word_of(words[0]).kind == "title"
        and "al" in word_of(words[0]).facts
        and is_given_name(normalize(words[1]))
    )


def _is_one(type_: str, words: Sequence[str]) -> bool:
    """Whether words may be one name: no particle and no word with a pronoun in that of a person;
    not common words alone, the last without the article, for a body."""
    parts = [word_of(form) for form in words]
    if type_ == PERSON:
        return not any(
            part.kind == "particle" or (form.endswith(PRONOUNS) and _is_inflected(part))
            for form, part in zip(words[1:], parts[1:], strict=True)
        )
    common = all("known" in part.facts and not _has_name(part) for part in parts)
    return not common or "al" in parts[-1].facts


def _is_inflected(part: Word) -> bool:
    return {"known", "ending"} <= set(part.facts) and not _has_name(part)


def _has_name(part: Word) -> bool:
    """Whether the lexicon or a list knows the word as a name, too."""
    return any(fact.startswith("by-") for fact in part.facts) or not _NAMED.isdisjoint(part.facts)


def _words(name: NameFound) -> list[str]:
    """The words of a name up to a sign that no name holds."""
    words: list[str] = []
    for form in name.forms:
        if form[:1].isalnum():
            words.append(form)
        elif words and word_of(form).kind not in _INSIDE:
            break
    return words


def _actors(
    found: Iterable[_Named],
    known: Sequence[ActorFound],
    texts: Mapping[str, str | None],
    taken: Taken,
) -> Iterator[ActorFound]:
    groups = _grouped(list(found), _known_words(known))
    for group in groups:
        _take(taken, group.mentions)
    order = {name: place for place, name in enumerate(texts)}
    full = [one for one in groups if one.type == PERSON and len(one.normal) > 1]
    alone = [person for person in full if not _has_namesake(person, groups)]
    for number, mention in last_names([person.names for person in alone], texts, taken):
        alone[number].mentions.append(mention)
    for group in groups:
        mentions = sorted(group.mentions, key=lambda m: (order[m.field], m.start))
        yield ActorFound(name_id(group.type, group.normal), group.name, group.type, tuple(mentions))


def _has_namesake(person: _Named, groups: Sequence[_Named]) -> bool:
    """Whether the last name of a person is a name of another."""
    others = (group for group in groups if group is not person and group.type == PERSON)
    return any(person.normal[-1] in other.normal for other in others)


def _known_words(known: Sequence[ActorFound]) -> frozenset[str]:
    """The words of the names of the known persons of the article."""
    persons = [actor.name for actor in known if actor.type == PERSON]
    return frozenset(word for name in persons for word in normal_form(name.split(), PERSON))


def _grouped(found: list[_Named], known_words: frozenset[str]) -> list[_Named]:
    """The names that are actors, each with the shorter names that mean the same."""
    full = [named for named in found if len(named.normal) > 1 and not _is_listed(named)]
    groups: list[_Named] = []
    for named in sorted(full, key=lambda named: (-len(named.normal), -len(named.mentions))):
        owner = _owner(named, groups)
        if owner is None and (owner := _respelt(named, groups)):
            owner.names.update(named.names)
            owner.lasts.add(named.normal[-1])
        if owner:
            _merge(owner, named)
        else:
            groups.append(named)
    for named in found:
        if len(named.normal) == 1:
            owner = _owner(named, groups) or _respelt(named, groups)
            if owner:
                _merge(owner, named)
            elif _stands_alone(named, known_words):
                groups.append(named)
    return groups


def _owner(short: _Named, groups: Sequence[_Named]) -> _Named | None:
    """The one longer name of the same type that a name is short for."""
    same = [group for group in groups if group.type == short.type]
    longer = [group for group in same if len(group.normal) > len(short.normal)]
    owners = [group for group in longer if _is_short_for(short, group)]
    return owners[0] if len(owners) == 1 else None


def _respelt(named: _Named, groups: Sequence[_Named]) -> _Named | None:
    """The one person whose last name a person's last name is another spelling of, the names before
    it being the same, or none. Of a last name alone that is sure only where it is no known word."""
    *before, last = named.normal
    if named.type != PERSON or (not before and _has_name(word_of(last))):
        return None
    owners = [
        group
        for group in groups
        if group.type == PERSON
        and len(group.normal) > 1
        and (not before or before == list(group.normal[:-1]))
        and respelt(last, group.normal[-1])
        and _is_foreign((last, group.normal[-1]) if before else (last,))
    ]
    return owners[0] if len(owners) == 1 else None


def _is_foreign(lasts: Sequence[str]) -> bool:
    """Whether last names are no Arab's, and one of them at least no common word."""
    arab = any(last.startswith(ARTICLE) or is_given_name(last) for last in lasts)
    return not arab and not all(map(is_common, lasts))


def _is_short_for(short: _Named, long: _Named) -> bool:
    if short.type == ORGANIZATION:
        return long.normal[: len(short.normal)] == short.normal and len(short.normal) > 1
    if len(short.normal) == 1:
        return short.normal[0] in long.normal or short.normal[0] in long.lasts
    rest = iter(long.normal)
    return short.normal[-1] == long.normal[-1] and all(word in rest for word in short.normal)


def _merge(owner: _Named, other: _Named) -> None:
    owner.mentions += other.mentions
    owner.sure = max(owner.sure, other.sure)


def _is_listed(named: _Named) -> bool:
    """Whether a list says that the name is an outlet, a place, or somebody who is known."""
    name = named.name
    if find_outlet(name) or find_place(name):
        return True
    return all(word_of(form).kind in _NO_NAME for form in name.split())


def _stands_alone(named: _Named, known_words: frozenset[str]) -> bool:
    """Whether a single word that no longer name of the article explains is surely a name."""
    name = named.name
    if named.sure < LEAST_ALONE or len(normalize(name)) < _LETTERS or _is_listed(named):
        return False
    if named.normal[0] in known_words or known_actors().named(name):
        return False
    return not (is_common(name) or is_given_name(normalize(name)))
