"""An article as a tantivy document, and back; the schema is built from ``mappings/articles.json``.

Each text field is indexed at the declared depths from terms that the Python twins make, keywords
and numbers as they are. The article itself is kept in parts (`indexer.engines.tantivy_record`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

import tantivy

import mappings
from indexer.arabic.lemma import all_depths
from indexer.engines.document import EMPTY, fields_of, minutes, stored
from indexer.engines.query import DEPTHS, LEAD, TEXT_FIELDS
from indexer.engines.tantivy_record import PARTS, Kept, pack
from indexer.engines.writing import Known, Prepared
from indexer.records import Article

_TYPES = ("long", "integer", "date")
_KEY_BITS = 52  # of a numbered value; what JSON's numbers hold exactly
NUMBERED = "actor"  # its values are counted by number: looking their names up costs most of a facet
KEY = f"{NUMBERED}.key"
NAMING = "naming"  # its values stand behind the number of the actor
KEY_LETTERS = _KEY_BITS // 4  # of that number, in hexadecimal
LOOKED_UP = ("sketch", NAMING)  # their values are found, never counted nor sorted by


@dataclass(frozen=True, slots=True)
class Payload:
    """What goes into a tantivy document, as plain values that travel between processes."""

    texts: dict[str, str]
    keywords: dict[str, list[str]]
    numbers: dict[str, int]
    parts: dict[str, bytes]


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
    keywords[NAMING] = [
        f"{key_letters(id)}{name}"
        for id, name in zip(fields[NUMBERED], fields[NAMING], strict=True)
    ]
    payload = Payload(texts, keywords, numbers, pack(stored(fields)))
    return Prepared(article.id, article.digest, article.origin, payload)


def key_of(value: str) -> int:
    """The number that stands for a value of `NUMBERED`; the chance that two of a million share one
    is one in ten thousand."""
    return int.from_bytes(blake2b(value.encode(), digest_size=8).digest()) >> (64 - _KEY_BITS)


def key_letters(value: str) -> str:
    """The same number as `NAMING` has it."""
    return f"{key_of(value):0{KEY_LETTERS}x}"


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
    for part in PARTS:
        builder.add_bytes_field(part, stored=True)
    return builder.build()


def tantivy_document(payload: Payload) -> tantivy.Document:
    """What `encode` prepared, as the document that an index of `schema` takes."""
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
    for name, part in payload.parts.items():
        made.add_bytes(name, part)
    return made


def known_in(index: tantivy.Index, ids: Iterable[str]) -> dict[str, Known]:
    """What an index holds of the given ids, as of its last commit."""
    ids = list(ids)
    if not ids:
        return {}
    searcher = index.searcher()
    query = tantivy.Query.term_set_query(index.schema, "id", ids)
    found = {}
    for id, address in searcher.search(query, len(ids), False, order_by_field="id").hits:
        article = Kept(searcher.doc(address))
        found[str(id)] = Known(article["digest"], article["origin"], article.get("story"))
    return found
