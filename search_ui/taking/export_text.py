"""Exports that are text: CSV, JSON lines, RIS, BibTeX. Each is written article by article.

Every file begins with what it is an export of (`Export.facts`): a first row of CSV, a first object
of JSON lines, lines before the first record of RIS and BibTeX, which their readers pass over. One
that breaks off says so in its last line.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from search_ui.answering.present import present_article
from search_ui.taking.export import COLUMNS, Article, Export, row_of
from search_ui.taking.references import bibtex, ris

BOM = "\ufeff"  # tells spreadsheets that a CSV file is UTF-8
# What spreadsheets take for the beginning of a formula, in both widths of the signs.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")

Head = Callable[[Export], str]
Row = Callable[[Article, Export], str]


@dataclass(frozen=True, slots=True)
class TextFormat:
    """How a format begins, gives an article, and says (in a line of English) that it broke off."""

    head: Head
    row: Row
    broken: Callable[[str], str]


def harmless(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would run it as a formula."""
    begins = cell.lstrip(" \u00a0\ufeff\u200e\u200f\u061c")[:1]
    return f"'{cell}" if begins and begins in FORMULA_SIGNS else cell


def csv_line(cells: Iterable[str]) -> str:
    """A row of CSV as RFC 4180 has it; no cell of it is a formula."""
    line = io.StringIO()
    csv.writer(line).writerow([harmless(cell) for cell in cells])
    return line.getvalue()


def _csv_head(export: Export) -> str:
    return BOM + csv_line([_comment(export)]) + csv_line(COLUMNS)


def _csv_row(article: Article, export: Export) -> str:
    return csv_line(row_of(article, export.language))


def _json_head(export: Export) -> str:
    facts: dict[str, list[str]] = {}
    for name, value in export.facts():
        facts.setdefault(name, []).append(value)
    about = {name: values if len(values) > 1 else values[0] for name, values in facts.items()}
    return _json({"export": {**about, "articles": export.total}})


def _json_row(article: Article, export: Export) -> str:
    return _json(present_article(article, export.language))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _ris_head(export: Export) -> str:
    return f"{_comment(export)}\r\n\r\n"


def _bibtex_head(export: Export) -> str:
    return f"% {_without_at(_comment(export))}\n\n"


def _without_at(text: str) -> str:
    """For a comment of BibTeX, in which the sign would begin an entry."""
    return text.replace("@", "(at)")


def _comment(export: Export) -> str:
    return "# " + "; ".join(f"{name}: {value}" for name, value in export.facts())


TEXT_FORMATS = {
    "csv": TextFormat(_csv_head, _csv_row, lambda said: csv_line([f"# {said}"])),
    "jsonl": TextFormat(_json_head, _json_row, lambda said: _json({"error": said})),
    "ris": TextFormat(
        _ris_head, lambda article, export: ris(article), lambda said: f"# {said}\r\n"
    ),
    "bib": TextFormat(
        _bibtex_head, lambda article, export: bibtex(article), lambda said: f"% {said}\n"
    ),
}
