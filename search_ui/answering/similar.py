"""Articles like an article: those that share what is most telling of it.

Telling are the lemmas that stand often in it and in few others, and the actors it names that few
others name. How often a lemma stands is told by the written forms kept with the article, in how
many articles by the engine; so nothing is analysed here, and both engines find the same. Copies of
the article are left out, and of each family of copies the likest stands for it.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from indexer.arabic.analyzers import forms, normalize
from indexer.arabic.lemma import is_stop_word
from indexer.engines.answers import Hit
from indexer.engines.base import Engine
from indexer.engines.query import (
    TEXT_FIELDS,
    Bool,
    Boost,
    Constant,
    Everything,
    Facet,
    Keyword,
    Query,
    Search,
    Term,
    either,
)
from indexer.engines.word_forms import forms_by_lemma, forms_of
from search_ui.answering.labels import Language, actor_label
from search_ui.answering.present import opening
from search_ui.asking.weights import WEIGHTS

CANDIDATES = 200  # lemmas of an article whose frequency is asked for
TELLING = 25  # lemmas that are searched for
TELLING_ACTORS = 8
ACTORS_COUNTED = 1_000  # that stand beside those of the article
COMMON = 0.5  # of the archive: what more articles hold tells nothing
SHARED = 0.2  # of what is telling, at least: below it articles only touch
IN_TITLE = 3  # a word of the headline counts as so many of the body
ACTOR = 0.5  # what an actor is worth beside a lemma that is as rare
MOST = 20
SHOWN = 6  # shared words that are told of an article
SHORTEST = 3  # letters of a telling lemma

_FACTS = ("id", "title", "source", "author", "place", "published", "published_precision", "url")


@dataclass(frozen=True, slots=True)
class Telling:
    """What tells an article from others: lemma or actor id -> how much it weighs."""

    lemmas: dict[str, float]
    actors: dict[str, float]

    @property
    def least(self) -> int:
        """How much of it an article must share, be it one word of very few."""
        return max(1, math.ceil(SHARED * (len(self.lemmas) + len(self.actors))))


def similar(
    engine: Engine, kept: dict[str, Any], size: int = 5, language: Language = "ar"
) -> dict[str, Any]:
    """At most `size` articles like a stored one, the likest first, as the API gives them: their
    facts, the `opening` of their text, the `score`, and what they share: `words` as they write
    them, and `actors`."""
    told = telling(engine, kept)
    hits = _best_of_families(engine, kept, told, min(size, MOST))
    return {
        "id": kept["id"],
        "similar": [
            {
                **{name: hit.document.get(name) for name in _FACTS},
                "opening": opening(hit.document.get("body") or ""),
                "score": hit.score,
                "words": _shared_words(hit, told),
                "actors": [
                    actor_label(actor["id"], language, actor["name"])
                    for actor in hit.document.get("actors", ())
                    if actor["id"] in told.actors
                ],
            }
            for hit in hits
        ],
    }


def telling(engine: Engine, kept: dict[str, Any]) -> Telling:
    """What tells a stored article from the others of its archive."""
    everything = engine.count(Everything())
    often = _counted(kept)
    candidates = sorted(often, key=lambda lemma: (-often[lemma], lemma))[:CANDIDATES]
    held_by = engine.frequencies("lemma", candidates)
    rare = {lemma: n for lemma, n in held_by.items() if n <= COMMON * everything}
    named = {actor["id"]: len(actor["mentions"]) or 1 for actor in kept.get("actors", ())}
    return Telling(
        _weightiest(often, rare, everything, TELLING),
        _weightiest(named, _naming(engine, named), everything, TELLING_ACTORS),
    )


def _counted(kept: dict[str, Any]) -> dict[str, int]:
    """How often each lemma that may be telling stands in an article."""
    written: Counter[str] = Counter()
    for name in TEXT_FIELDS:
        weight = IN_TITLE if name == "title" else 1
        for form in forms(kept.get(name) or ""):
            written[form] += weight
    return {
        lemma: sum(written[form] for form in under)
        for lemma, under in forms_by_lemma(kept.get("forms") or "")
        if _may_tell(lemma, under)
    }


def _may_tell(lemma: str, under: list[str]) -> bool:
    """No compound (its words stand for themselves), no number, no stop word in any form."""
    if len(lemma) < SHORTEST or not lemma.isalpha() or is_stop_word(lemma):
        return False
    return not any(is_stop_word(normalize(form)) for form in under)


def _naming(engine: Engine, named: dict[str, int]) -> dict[str, int]:
    """How many articles name each of the actors."""
    if not named:
        return {}
    counted = Facet("actors", "actor", "", ACTORS_COUNTED)
    found = engine.search(Search(Keyword("actor", tuple(named)), facets=(counted,), size=0))
    return {id: count for id, count in found.facets["actors"] if id in named}


def _weightiest(
    often: dict[str, int], held_by: dict[str, int], everything: int, most: int
) -> dict[str, float]:
    """The weights by tf-idf of what other articles hold as well."""
    weights = {
        term: (1 + math.log(often[term])) * math.log(everything / articles)
        for term, articles in held_by.items()
        if 1 < articles < everything
    }
    best = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    return {term: weights[term] for term in best}


def _query(kept: dict[str, Any], told: Telling) -> Query:
    shares = WEIGHTS.fields
    ways: list[Query] = [
        either(*(Boost(Term(f"{name}.lemma", lemma), share * weight) for name, share in shares))
        for lemma, weight in told.lemmas.items()
    ]
    ways += [Constant(Keyword("actor", (id,)), ACTOR * w) for id, w in told.actors.items()]
    itself: list[Query] = [Keyword("id", (kept["id"],))]
    if kept.get("story"):
        itself.append(Keyword("story", (kept["story"],)))
    return Bool(should=tuple(ways), must_not=tuple(itself), minimum=told.least)


def _best_of_families(engine: Engine, kept: dict[str, Any], told: Telling, size: int) -> list[Hit]:
    if not (told.lemmas or told.actors):
        return []
    found = engine.search(Search(_query(kept, told), size=3 * size))
    best: dict[str, Hit] = {}
    for hit in found.hits:
        best.setdefault(hit.document.get("story") or f"\0{hit.id}", hit)
    return list(best.values())[:size]


def _shared_words(hit: Hit, told: Telling) -> list[str]:
    """What an article shares, weightiest first, in its own spelling."""
    written = (forms_of(hit.forms, lemma) for lemma in told.lemmas)
    return [under[0] for under in written if under][:SHOWN]
