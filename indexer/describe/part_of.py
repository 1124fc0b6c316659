"""Mentions of known actors that are no mentions, since they stand inside the name of another.

A state in the name of a body («the institute of Kuwait for research») is not what the article tells
of, unless the body is the state's own (its government, its embassy); nor is a known man in the name
of his child or brother («Nasser Mansur Hadi»), if the given name before his is none of his own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.arabic.analyzers import word_terms
from indexer.arabic.name_forms import ARTICLE
from indexer.describe.actors import known_actors
from indexer.describe.names.bodies import is_own_head
from indexer.describe.names.finder import NameFound
from indexer.describe.names.identity import word_of
from indexer.describe.names.labels import ORGANIZATION, PERSON
from indexer.describe.nations import states
from indexer.describe.persons import is_given_name, is_particle
from indexer.records import ActorFound, Mention

STATE = "state"
Span = tuple[int, int]


def parts_of(
    name: NameFound, span: tuple[int, int], known: Sequence[ActorFound], text: str
) -> list[ActorFound] | None:
    """The known actors whose mentions are only parts of a name at `span`; None where one is not."""
    start, end = span
    found: list[ActorFound] = []
    for actor in known:
        for mention in actor.mentions:
            if mention.field == name.field and mention.start < end and start < mention.end:
                if not _is_part(text, span, name.type, (mention.start, mention.end), actor):
                    return None
                found.append(actor)
    return found


def _is_part(text: str, name: Span, type_: str, mention: Span, actor: ActorFound) -> bool:
    """Whether a mention of a known actor is only a part of the name of another, of a type."""
    start, end = name
    first, last = mention
    if first <= start or end < last:
        return False
    if actor.type == STATE:
        is_bare = " ".join(word_terms(text[first:last])) in states()
        if type_ == ORGANIZATION:
            return is_bare and is_own_head(text[start:first].split()[0])
        return not is_bare  # read as a clitic and a state, what is a last name
    return actor.type == PERSON and last == end and _is_child(text[start:first], actor)


def without_parts(
    known: Sequence[ActorFound], others: Sequence[ActorFound]
) -> tuple[ActorFound, ...]:
    """The known actors that are mentioned elsewhere than inside the names of others."""
    names = [mention for actor in others for mention in actor.mentions]
    left = [
        replace(actor, mentions=tuple(m for m in actor.mentions if not _is_in(m, names)))
        for actor in known
    ]
    return tuple(actor for actor in left if actor.mentions)


def _is_child(before: str, actor: ActorFound) -> bool:
    """Whether what stands before a known man's name is given names, and none of his."""
    terms = word_terms(before)
    listed = known_actors().actors.get(actor.id)
    if not terms or listed is None:
        return False
    own = {term for form in (listed.name, *listed.aliases) for term in word_terms(form)}
    words = [word_of(form) for form in before.split()]
    if any(word.kind != "given" for word in words) or any(map(is_particle, before.split())):
        return False
    terms[0] = words[0].base
    return all(is_given_name(term) and term.removeprefix(ARTICLE) not in own for term in terms)


def _is_in(mention: Mention, names: Sequence[Mention]) -> bool:
    return any(
        name.field == mention.field and name.start < mention.end and mention.start < name.end
        for name in names
    )
