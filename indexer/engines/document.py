"""An article as both engines keep it: the fields of ``mappings/articles.json``, and back.

Every scored text field gets a value: `EMPTY` stands where an article has none, since Lucene and
tantivy count articles without a field differently, and scores would drift apart. No text holds
that code point (cleaning removes it) and no query finds it.
"""

from __future__ import annotations

import calendar
import dataclasses
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from hashlib import blake2b
from itertools import chain
from typing import Any

import mappings
from indexer.arabic.form_paths import name_paths
from indexer.arabic.lemma import distinct_depths, lemma_terms
from indexer.engines.answers import Place
from indexer.engines.lead import lead_terms
from indexer.engines.query import TEXT_FIELDS, UNDATED, Bool, Keyword, Query
from indexer.engines.word_forms import pack_forms
from indexer.records import ActorFound, Article, Mention

EMPTY = "\ue000"
NAME_SEPARATOR = "\t"  # between the id of an actor and the name that an article gives it
INTERNAL = frozenset(  # made for searching, not part of an article
    (
        *("lemma", "root", "path", "published_first", "published_last", "year", "month", "day"),
        *("newest", "oldest", "indexed", "actor", "naming"),
    )
)
COPY_FACTS = ("id", "source", "story")
APART = ("notes", "original")  # large, and read for one article at a time only
_TIE_BITS = 29  # of a sort key, so that two articles of one minute keep one order in both engines
_FAR = 2**62
_EPOCH = "1970-01-01T00:00:00Z"  # stands for the time of what was never indexed
_DAY_BITS = 22  # of a sort key: every day to the end of the year 9999
_RUN_TIE_BITS = 9  # seconds since 1970 have what is left, to the year 2106


def document(article: Article) -> dict[str, Any]:
    """Every field of the mapping that the article has a value for, ready to be sent as JSON; what
    is `APART` as the text of a JSON value."""
    fields = fields_of(article)
    fields["lemma"] = {
        name: " ".join(lemma_terms(fields[name])) or EMPTY if fields[name] != EMPTY else EMPTY
        for name in TEXT_FIELDS
    }
    fields["path"] = {name: paths.split() for name, paths in fields["path"].items()}
    fields.update({name: _json(fields[name]) for name in APART if name in fields})
    return fields


def fields_of(article: Article) -> dict[str, Any]:
    """The same without the lemmas, and with the paths of a field in one string."""
    fields = {name: value for name in article.__slots__ if (value := getattr(article, name))}
    fields["words"] = article.words
    fields["sketch"] = list(article.sketch)
    fields["actors"] = [_actor(actor) for actor in article.actors]
    met = {name: distinct_depths(fields.get(name) or "") for name in TEXT_FIELDS}
    fields["forms"] = pack_forms(chain.from_iterable(met.values()))
    fields["path"] = {name: " ".join([d.path for _, d in each]) for name, each in met.items()}
    fields["path"]["actor"] = name_paths(article.actors)
    lead = lead_terms(article.title, article.deck, article.body)
    fields["root"] = {"lead": lead or EMPTY}
    fields.update({name: fields.get(name) or EMPTY for name in TEXT_FIELDS})
    fields["actor"] = [actor.id for actor in article.actors]
    fields["naming"] = [f"{actor.id}{NAME_SEPARATOR}{actor.name}" for actor in article.actors]
    fields.update(_dates(article))
    return fields


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _actor(actor: ActorFound) -> dict[str, Any]:
    mentions = [
        {"field": m.field, "form": m.form, "start": m.start, "end": m.end} for m in actor.mentions
    ]
    return {"id": actor.id, "name": actor.name, "type": actor.type, "mentions": mentions}


def stored(fields: dict[str, Any]) -> dict[str, Any]:
    """What readers get of a kept document: the article's own fields, nothing made for searching."""
    return emptied({name: value for name, value in fields.items() if name not in INTERNAL})


def emptied(fields: dict[str, Any]) -> dict[str, Any]:
    """The same of what holds nothing that was made for searching; changed in place."""
    for name in TEXT_FIELDS:
        if fields.get(name) == EMPTY:
            fields[name] = "" if name == "body" else None
    return fields


def others_of(stories: Iterable[str], besides: Iterable[str]) -> Query:
    """The articles of families of copies, but for those of the given ids."""
    return Bool(
        filter=(Keyword("story", tuple(stories)),), must_not=(Keyword("id", tuple(besides)),)
    )


def told_of_copy(document: Mapping[str, Any]) -> dict[str, Any]:
    """What `Engine.copies` gives of a kept document."""
    return {name: document.get(name) for name in COPY_FACTS}


def named_in(kept: dict[str, Any]) -> list[tuple[str, str, int, str]]:
    """`Hit.named` of a kept document."""
    actors = kept.get("actors") or ()
    return [(a["id"], a["name"], len(a["mentions"]), a["type"]) for a in actors]


def places_in(kept: Mapping[str, Any], actors: Collection[str] | None) -> Iterator[Place]:
    """What `Hit.places` tells of a kept document."""
    for actor in kept.get("actors") or ():
        for m in actor["mentions"] if actors is None or actor["id"] in actors else ():
            yield Place(m["field"], m["start"], m["end"], m["form"], actor["id"], actor["name"])


def article_of(kept: dict[str, Any]) -> Article:
    """The article of a kept document that is whole, `APART` included."""
    facts: dict[str, Any] = {each.name: kept.get(each.name) for each in dataclasses.fields(Article)}
    facts["body"] = kept.get("body") or ""
    facts["notes"] = kept.get("notes") or {}
    facts["sketch"] = tuple(kept.get("sketch") or ())
    facts["actors"] = tuple(
        ActorFound(a["id"], a["name"], a["type"], tuple(Mention(**m) for m in a["mentions"]))
        for a in kept.get("actors") or ()
    )
    return Article(**facts)


@cache
def mapping_digest() -> str:
    """Tells one version of the mapping from another."""
    return blake2b(repr(mappings.articles()).encode(), digest_size=8).hexdigest()


def first_minute(published: str) -> str:
    """The first minute of a date of any precision, as ``YYYY-MM-DDTHH:MM``."""
    return published + "0001-01-01T00:00"[len(published) :]


def last_minute(published: str) -> str:
    """The last minute of a date of any precision, as ``YYYY-MM-DDTHH:MM``."""
    if len(published) == 7:
        days = calendar.monthrange(int(published[:4]), int(published[5:7]))[1]
        published = f"{published}-{days:02}"
    return published + "0001-12-31T23:59"[len(published) :]


def minutes(moment: str) -> int:
    """Minutes since 1970 of a wall clock ``YYYY-MM-DDTHH:MM``, negative before."""
    return int(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp()) // 60


def _dates(article: Article) -> dict[str, Any]:
    tie = int.from_bytes(blake2b(article.id.encode(), digest_size=8).digest()) >> (64 - _TIE_BITS)
    indexed = _indexed(article, tie >> (_TIE_BITS - _RUN_TIE_BITS))
    if article.published is None:
        undated = {"year": UNDATED, "month": UNDATED, "newest": tie - _FAR, "oldest": _FAR - tie}
        return {**undated, "indexed": indexed}
    first, last = first_minute(article.published), last_minute(article.published)
    dates: dict[str, Any] = {
        "indexed": indexed,
        "published_first": first,
        "published_last": last,
        "year": article.published[:4],
        "newest": (minutes(first) << _TIE_BITS) + tie,
        "oldest": (minutes(first) << _TIE_BITS) - tie,
    }
    if len(article.published) >= 7:
        dates["month"] = article.published[:7]
    if len(article.published) >= 10:
        dates["day"] = article.published[:10]
    return dates


def _indexed(article: Article, tie: int) -> int:
    """By the second of its indexing, and within it by the day of its publication: all articles of a
    run bear one time."""
    seconds = int(datetime.fromisoformat(article.indexed_at or _EPOCH).timestamp())
    published = article.published
    day = date.fromisoformat(first_minute(published)[:10]).toordinal() if published else 0
    return (((seconds << _DAY_BITS) + day) << _RUN_TIE_BITS) + tie
