"""The files of an export: which formats there are, their bytes, their size and their names."""

from __future__ import annotations

import unicodedata
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass

from indexer.engines.base import Engine
from indexer.engines.query import Search
from search_ui.answering.labels import Language
from search_ui.answering.searching import understand
from search_ui.asking.params import SearchParams
from search_ui.taking.export import Article, Export, row_of, wanted
from search_ui.taking.export_text import TEXT_FORMATS, TextFormat
from search_ui.taking.export_xlsx import xlsx

SAMPLE = 25  # articles at each end of a result, from which the size of its files is told
PIECE = 65_536  # code points of text that are sent at once
MOST_NAME = 60  # code points of the query in a file's name
_XLSX_BASE = 6_000  # bytes of a workbook without articles


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its suffix: its media type, what people call it, and how it is written."""

    suffix: str
    media: str
    name: str
    write: Callable[[Export], Generator[bytes]]


def _text(form: TextFormat) -> Callable[[Export], Generator[bytes]]:
    """Writes in one of the text formats. What breaks it off is said in the last line, and raised
    again, so that whoever sends the file can break off too."""

    def lines(export: Export) -> Iterator[str]:
        given = 0
        yield form.head(export)
        try:
            for article in export.articles:
                yield form.row(article, export)
                given += 1
        except Exception:
            yield form.broken(
                f"the export broke off here after {given} of {export.total} articles: this file "
                "is not complete"
            )
            raise

    def pieces(export: Export) -> Generator[bytes]:
        held: list[str] = []
        size, sent = 0, False
        try:
            for line in lines(export):
                held.append(line)
                size += len(line)
                if size >= PIECE:
                    yield "".join(held).encode("utf-8", "replace")
                    held, size, sent = [], 0, True
        except Exception:
            if sent:  # else the error itself can still be the answer
                yield "".join(held).encode("utf-8", "replace")
            raise
        yield "".join(held).encode("utf-8", "replace")

    return pieces


# By suffix, which is also their name.
FORMATS = {
    made.suffix: made
    for made in (
        Format(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "XLSX",
            xlsx,
        ),
        Format("csv", "text/csv; charset=utf-8", "CSV", _text(TEXT_FORMATS["csv"])),
        Format("jsonl", "application/jsonl; charset=utf-8", "JSONL", _text(TEXT_FORMATS["jsonl"])),
        Format(
            "ris",
            "application/x-research-info-systems; charset=utf-8",
            "RIS",
            _text(TEXT_FORMATS["ris"]),
        ),
        Format("bib", "application/x-bibtex; charset=utf-8", "BibTeX", _text(TEXT_FORMATS["bib"])),
    )
}


ALIASES = {"bibtex": "bib", "json": "jsonl"}  # what people call them too


@dataclass(frozen=True, slots=True)
class Estimate:
    """How many articles a search finds, and about how many bytes each format takes; `names` are
    those of the actors asked for that no list holds."""

    total: int
    sizes: dict[str, int]
    names: Mapping[str, str]


def estimate(engine: Engine, params: SearchParams, made: str, language: Language) -> Estimate:
    """Told from articles at both ends of the result; exact where these are all of it, but for
    XLSX."""
    asked = understand(engine, params)
    query = wanted(asked)
    newest = engine.search(Search(query, sort="newest", size=SAMPLE))
    oldest = engine.search(Search(query, sort="oldest", size=SAMPLE))
    sample = {hit.id: dict(hit.document) for hit in (*newest.hits, *oldest.hits)}
    empty = Export(params, newest.total, newest.generation, made, "newest", language, iter(()))
    sizes = {}
    for suffix in FORMATS:
        head, rows = _measured(suffix, empty, list(sample.values()))
        sizes[suffix] = head + (rows * newest.total // len(sample) if sample else 0)
    return Estimate(newest.total, sizes, asked.names)


def _measured(suffix: str, export: Export, sample: list[Article]) -> tuple[int, int]:
    """Bytes of the head of a file and of the sample in it."""
    if suffix == "xlsx":
        cells = ["".join(row_of(article, export.language)) for article in sample]
        return _XLSX_BASE, len(zlib.compress("".join(cells).encode("utf-8", "replace")))
    form = TEXT_FORMATS[suffix]
    rows = (form.row(article, export) for article in sample)
    return _bytes(form.head(export)), sum(map(_bytes, rows))


def _bytes(text: str) -> int:
    return len(text.encode("utf-8", "replace"))


def file_name(params: SearchParams, made: str, suffix: str) -> str:
    """``kashshaf-2026-01-31-QUERY.SUFFIX``; letters and digits only stand in it."""
    return "-".join(filter(None, ["kashshaf", made[:10], safe(params.q)])) + f".{suffix}"


def safe(text: str) -> str:
    """The letters and digits of a text, joined by hyphens: no sign that a file system, a header or
    the direction of a line could trip over."""
    letters = (
        c if c.isalnum() else " "
        for c in unicodedata.normalize("NFC", text)
        if not unicodedata.combining(c)
    )
    return "-".join("".join(letters)[:MOST_NAME].split())
