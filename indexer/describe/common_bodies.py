"""Bodies that every state has, told apart: «the ministry of health» of one is not that of another.

The id of an unlisted body is made of its name. Where the name is one that many states' bodies bear,
the state that stands right behind it («in Tunisia») becomes part of the id; else what the article
says, so that it is the body of that report alone (and of its exact copies), and nobody else's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.arabic.lemma import lemma
from indexer.arabic.name_forms import ARTICLE, detach
from indexer.describe.names.identity import name_id, type_of, words_of
from indexer.describe.names.labels import ORGANIZATION
from indexer.describe.nations import nationalities, states
from indexer.lists.phrases import phrases
from indexer.lists.places import find_place
from indexer.records import ActorFound, Mention

BEHIND = 40  # letters behind a name among which its state stands
STATE = 3  # words of a state's name, at most
DIGEST = 6  # bytes
_KNOWN = ("lexicon", "irregular", "particle")  # in the rules of `lemma` that know a word


def told_apart(
    texts: Mapping[str, str | None], actors: Sequence[ActorFound]
) -> tuple[ActorFound, ...]:
    """The actors, those of them under ids of their own that are bodies as every state has."""
    if not any(type_of(actor.id) == ORGANIZATION for actor in actors):
        return tuple(actors)
    return tuple(
        replace(actor, id=_id(actor, texts)) if _is_common(actor) else actor for actor in actors
    )


def _is_common(actor: ActorFound) -> bool:
    """Whether a body that no list holds bears a name of nothing but common words."""
    if type_of(actor.id) != ORGANIZATION:
        return False
    terms = word_terms(actor.name)
    if not terms or _heads().isdisjoint((terms[0], terms[0].removeprefix(ARTICLE))):
        return False
    return not any(_names_a_place(term) for term in terms[1:])


def _names_a_place(term: str) -> bool:
    """Whether a word is or may be a proper name: of a place, of what belongs to a state, or none
    that the lexicon knows."""
    if any(form in nationalities() or find_place(form) for form in (term, *detach(term))):
        return True
    rule = lemma(term).rule
    return not any(known in rule for known in _KNOWN)


def _id(actor: ActorFound, texts: Mapping[str, str | None]) -> str:
    words = words_of(actor.id).split()
    behind = [state for mention in actor.mentions if (state := _behind(mention, texts))]
    if len(set(behind)) == 1:
        return name_id(ORGANIZATION, (*words, behind[0]))
    said = "\n".join(text or "" for text in texts.values())
    own = blake2b(said.encode(), digest_size=DIGEST).hexdigest()
    return name_id(ORGANIZATION, (*words, own))


def _behind(mention: Mention, texts: Mapping[str, str | None]) -> str | None:
    """The country code of the state that is named right behind a mention: «… in», then its name."""
    text = texts[mention.field] or ""
    terms = word_terms(text[mention.end : mention.end + BEHIND])
    if not terms:
        return None
    if "within" in phrases("bylines").roles(terms[:1]):
        starts = [terms[1 : 1 + STATE]]
    else:
        starts = [[form, *terms[1:STATE]] for form in (terms[0], *detach(terms[0]))]
    for words in starts:
        for size in range(len(words), 0, -1):
            found = states().get(" ".join(words[:size])) or (
                nationalities().get(words[0]) if size == 1 else None
            )
            if found:
                return found
    return None


@cache
def _heads() -> frozenset[str]:
    return frozenset(t for word in mappings.lexicon("common_bodies") for t in word_terms(word))
