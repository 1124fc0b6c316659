"""The data that the benchmarks run on, read from a folder beside the project.

news/modern-6k.jsonl.gz        articles: id, title, text, source, published, url
pages/pages.jsonl              annotated pages in text
html/truth.jsonl               saved pages of the same folder, with what is to be read from them
retrieval/SET/corpus.jsonl.gz  documents: _id, title, text
retrieval/SET/queries.jsonl    queries: _id, text
retrieval/SET/qrels.tsv        a header line, then query, document, grade
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import click

from indexer.arabic.analyzers import forms, word_terms
from indexer.arabic.lemma import is_stop_word
from indexer.records import RECORD, RawItem

Record = dict[str, Any]

NEWS = "news/modern-6k.jsonl.gz"
PAGES = "pages/pages.jsonl"
SAVED = "html/truth.jsonl"
HEADLINES = "headlines"
RETRIEVAL = (HEADLINES, "arcd", "tydiqa_goldp_dev_ar")
WHEN = "2026-01-01T00:00:00Z"  # the articles of a benchmark are indexed
LEAST_LETTERS = 3  # of a word that a search benchmark asks for

data_option = click.option(
    "--data",
    required=True,
    envvar="KASHSHAF_DATA",
    show_envvar=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with the development data.",
)


@dataclass(frozen=True, slots=True)
class QuerySet:
    """Queries over one corpus: text by query id, and (query, document, grade) judgements."""

    name: str
    corpus: Path
    queries: dict[str, str]
    judgements: tuple[tuple[str, str, int], ...]


def news(data: Path) -> list[Record]:
    """Every distinct news article of the data, in an order that mixes them, always the same.

    The articles of the headline corpus, which have lost their headlines, are among them.
    """
    records = list(rows(data / NEWS))
    corpus = data / "retrieval" / HEADLINES / "corpus.jsonl.gz"
    if corpus.exists():
        records += rows(corpus)
    distinct = {str(record["text"]).strip()[:200]: record for record in reversed(records)}
    mixed = sorted(distinct.values(), key=record_id)
    random.Random(1).shuffle(mixed)
    return mixed


def articles(records: list[Record], count: int) -> Iterator[Record]:
    """`count` articles: the records, then the same again under new ids."""
    for number in range(count):
        round_, at = divmod(number, len(records))
        record = {key: value for key, value in records[at].items() if key != "_id"}
        id = record_id(records[at])
        yield {**record, "id": f"{id}-{round_}" if round_ else id}


def write_articles(records: list[Record], count: int, path: Path) -> Path:
    """Writes `count` articles to a new ``.jsonl.gz`` file; returns its path."""
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as file:
        for record in articles(records, count):
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return path


def two_word_queries(records: list[Record], count: int, seed: int) -> list[str]:
    """`count` distinct queries of two words as written, neighbours in some article's text but for
    stop words."""
    chance = random.Random(seed)
    queries: dict[str, None] = {}
    for _ in range(count * 100):
        if len(queries) == count:
            break
        words = [form for form in forms(chance.choice(records)["text"]) if _telling(form)]
        if len(words) > 1:
            at = chance.randrange(len(words) - 1)
            if words[at] != words[at + 1]:
                queries[f"{words[at]} {words[at + 1]}"] = None
    if len(queries) < count:
        raise click.UsageError(f"the articles are too few or too short for {count} queries")
    return list(queries)


def query_sets(data: Path) -> list[QuerySet]:
    """The query sets of the retrieval folders; the headlines cut in two: "whole", "three words"."""
    found = []
    for name in RETRIEVAL:
        folder = data / "retrieval" / name
        queries = {record_id(line): str(line["text"]) for line in rows(folder / "queries.jsonl")}
        judgements = tuple(_judgements(folder / "qrels.tsv"))
        parts = {name.partition("_")[0]: queries}
        if name == HEADLINES:
            parts = {
                "whole": {id: text for id, text in queries.items() if not id.endswith("w")},
                "three": {id: text for id, text in queries.items() if id.endswith("w")},
            }
        for part, chosen in parts.items():
            judged = tuple(row for row in judgements if row[0] in chosen)
            found.append(QuerySet(part, folder / "corpus.jsonl.gz", chosen, judged))
    return found


def rows(path: Path) -> Iterator[Record]:
    """The objects of a file of JSON lines, gzipped or not. Raises `click.UsageError` for a file or
    a line that cannot be read."""
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield json.loads(line)
        except ValueError as error:
            raise click.UsageError(f"{path}, line {number}: not JSON ({error})") from error


def rows_if_there(path: Path) -> Iterator[Record]:
    """The same; nothing where there is no such file."""
    if path.is_file():
        yield from rows(path)


def as_item(record: Record) -> RawItem:
    """A news article as READ gives it: its headline stated, its text the content."""
    given: dict[str, str | None] = {"title": str(record.get("title") or "")}
    line, text = json.dumps(record, ensure_ascii=False), str(record["text"])
    return RawItem(record_id(record), RECORD, text, line, given)


def record_id(record: Record) -> str:
    """The id of an article or of a document."""
    return str(record.get("_id") or record["id"])


def digest(sets: Iterable[QuerySet]) -> str:
    """Tells one state of the retrieval data from another: floors hold for one."""
    made_of = blake2b(digest_size=8)
    for queries in sets:
        made_of.update(repr((queries.name, queries.queries, queries.judgements)).encode())
        made_of.update(str(queries.corpus.stat().st_size).encode())
    return made_of.hexdigest()


def _telling(form: str) -> bool:
    terms = word_terms(form)
    return (
        len(terms) == 1
        and len(terms[0]) >= LEAST_LETTERS
        and not terms[0].isdigit()
        and not is_stop_word(terms[0])
    )


def _judgements(path: Path) -> Iterator[tuple[str, str, int]]:
    lines = _text(path).splitlines()[1:]
    for number, line in enumerate(lines, 2):
        try:
            query, document, grade = line.split("\t")
            yield query, document, int(grade)
        except ValueError as error:
            raise click.UsageError(f"{path}, line {number}: not query, document, grade") from error


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise click.UsageError(f"{path} cannot be read: {error}") from error
