"""An article as a tantivy document, and back; the schema is built from ``mappings/articles.json``.

Each text field is indexed at the declared depths from terms that the Python twins make, keywords
and numbers as they are. The article itself is kept as JSON in two fields, so that hits stay small.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import orjson
import tantivy

import mappings
from indexer.arabic.lemma import all_depths
from indexer.engines.base import DEPTHS, LEAD, TEXT_FIELDS, Known, Prepared
from indexer.engines.document import APART, EMPTY, fields_of, minutes, stored
from indexer.records import Article

_TYPES = ("long", "integer", "date")
_KEY_BITS = 52  # of a numbered value; what JSON's numbers hold exactly
NUMBERED = "actor"  # its values are counted by number: looking their names up costs most of a facet
KEY = f"{NUMBERED}.key"
LOOKED_UP = ("sketch",)  # its values are found, never counted nor sorted by


@dataclass(frozen=True, slots=True)
class Payload:
    """What goes into a tantivy document, as plain values that travel between processes."""

    texts: dict[str, str]
    keywords: dict[str, list[str]]
    numbers: dict[str, int]
    record: bytes
    apart: bytes


def encode(article: Article) -> Prepared:
    """The article as the fields of the tantivy schema; all the analysis happens here."""
    fields = fields_of(article)
    texts = {f"{name}.path": paths for name, paths in fields["path"].items()}
    for name in TEXT_FIELDS:
        text = fields[name]
        if text == EMPTY:
            texts.update({f"{name}.{depth}": EMPTY for depth in DEPTHS})
            continue
        for depth, terms in zip(DEPTHS, all_depths(text), strict=True):
            texts[f"{name}.{depth}"] = EMPTY if terms.isspace() else terms or EMPTY
    texts[LEAD] = fields["root"]["lead"]
    keywords, numbers = {}, {}
    for name, spec in mappings.articles()["mappings"]["properties"].items():
        value = fields.get(name)
        if value is None or spec.get("index") is False:
            continue
        if spec.get("type") == "keyword":
            keywords[name] = value if isinstance(value, list) else [value]
        elif name.startswith("published_"):
            numbers[name] = minutes(value)
        elif spec.get("type") in _TYPES and isinstance(value, int):
            numbers[name] = value
    kept = stored(fields)
    apart = {name: kept.pop(name) for name in APART if name in kept}
    payload = Payload(texts, keywords, numbers, orjson.dumps(kept), orjson.dumps(apart))
    return Prepared(article.id, article.digest, article.origin, payload)


def key_of(value: str) -> int:
    """The number that stands for a value of `NUMBERED`; the chance that two of a million share one
    is one in ten thousand."""
    return int.from_bytes(blake2b(value.encode(), digest_size=8).digest()) >> (64 - _KEY_BITS)


def schema() -> tantivy.Schema:
    """The tantivy schema of ``mappings/articles.json``."""
    builder = tantivy.SchemaBuilder()
    for name, spec in mappings.articles()["mappings"]["properties"].items():
        kind = spec.get("type")
        if spec.get("index") is False or spec.get("enabled") is False:
            continue
        if kind == "text":
            for depth in DEPTHS:
                builder.add_text_field(f"{name}.{depth}", tokenizer_name="whitespace")
        elif name == "path":
            for held in spec["properties"]:
                builder.add_text_field(
                    f"{held}.path", tokenizer_name="whitespace", index_option="basic"
                )
        elif kind == "keyword":
            fast = name not in LOOKED_UP
            builder.add_text_field(name, fast=fast, tokenizer_name="raw", index_option="basic")
        elif kind in _TYPES:
            builder.add_integer_field(name, indexed=True, fast=True)
    builder.add_integer_field(KEY, indexed=True, fast=True)
    builder.add_text_field(LEAD, tokenizer_name="whitespace")
    builder.add_bytes_field("record", stored=True)
    builder.add_bytes_field("apart", stored=True)
    return builder.build()


def tantivy_document(payload: Payload) -> tantivy.Document:
    made = tantivy.Document()
    for name, text in payload.texts.items():
        made.add_text(name, text)
    for name, values in payload.keywords.items():
        for value in values:
            made.add_text(name, value)
    for value in payload.keywords.get(NUMBERED, ()):
        made.add_integer(KEY, key_of(value))
    for name, number in payload.numbers.items():
        made.add_integer(name, number)
    made.add_bytes("record", payload.record)
    made.add_bytes("apart", payload.apart)
    return made


def record(found: tantivy.Document) -> dict[str, Any]:
    """The kept article without what is read for one article only (`APART`)."""
    article: dict[str, Any] = orjson.loads(found.get_first("record") or b"{}")
    return article


def whole(found: tantivy.Document) -> dict[str, Any]:
    """The kept article with everything."""
    apart: dict[str, Any] = orjson.loads(found.get_first("apart") or b"{}")
    return record(found) | apart


def known_in(index: tantivy.Index, ids: Iterable[str]) -> dict[str, Known]:
    ids = list(ids)
    if not ids:
        return {}
    searcher = index.searcher()
    query = tantivy.Query.term_set_query(index.schema, "id", ids)
    found = {}
    for id, address in searcher.search(query, len(ids), False, order_by_field="id").hits:
        article = record(searcher.doc(address))
        found[str(id)] = Known(article["digest"], article["origin"], article.get("story"))
    return found
