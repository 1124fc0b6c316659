"""Any text at all stays what it is in a cell, a reference and a feed, and does nothing there."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from search_ui.asking.params import read_params
from search_ui.taking.export import stated
from search_ui.taking.export_files import safe
from search_ui.taking.export_text import FORMULA_SIGNS, csv_line, harmless
from search_ui.taking.export_xlsx import CELL, CUT, fitting
from search_ui.taking.feeds import xml_text
from search_ui.taking.references import bibtex, plain, ris, tex
from tests.exports import read_bibtex, read_ris, untex

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80) | st.text(
    "=+-@\t\r\n \"',;{}\\$%#&_~^ابER", max_size=30
)


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_row_of_csv_comes_back(cells: list[str]) -> None:
    line = csv_line(cells)
    assert line.endswith("\r\n")
    (row,) = csv.reader(io.StringIO(line, newline=""))
    for cell, back in zip(cells, row, strict=True):
        assert back in (cell, f"'{cell}") and back == harmless(cell)
        assert not back.lstrip(" ").startswith(FORMULA_SIGNS)


@given(TEXTS)
def test_references_come_back(text: str) -> None:
    article = {"id": "a", "title": text, "source": text, "author": text, "url": text}
    assert untex(tex(text)) == plain(text)
    (entry,) = read_bibtex(bibtex(article).encode()).entries
    fields = {field.key: field.value for field in entry.fields}
    assert untex(fields.get("title", "")) == plain(text)
    (read,) = read_ris(ris(article).encode())
    assert read.get("title", "") == plain(text).strip()


@given(TEXTS)
def test_xml_holds_any_text(text: str) -> None:
    made = etree.Element("a")
    made.text = xml_text(text)
    back = etree.fromstring(etree.tostring(made)).text or ""
    assert back == xml_text(text) and len(xml_text(text)) == len(text)


@given(TEXTS)
def test_a_name_of_a_file_is_letters_digits_and_hyphens(text: str) -> None:
    name = safe(text)
    assert len(name) <= 60 and not name.startswith("-")
    assert all(c.isalnum() or c == "-" for c in name)


def test_a_cell_of_a_spreadsheet_is_cut_where_it_must() -> None:
    for letter, units in (("ا", 1), ("\U0001d4d0", 2)):
        most = letter * (CELL // units)
        assert fitting(most) == most
        cut = fitting(most + letter)
        assert cut.endswith(letter + CUT) and CELL - 2 <= len(cut.encode("utf-16-le")) // 2 <= CELL


def test_an_export_states_what_was_asked_and_nothing_that_was_not() -> None:
    assert stated(read_params({})) == [("q", "")]
    asked = {"q": [" a\n b "], "actor": ["x", "y"], "from": ["2019"], "match": ["any"]}
    pairs = stated(read_params({**asked, "size": ["3"], "sort": ["oldest"]}))
    assert pairs == [
        ("q", "a b"),
        ("actor", "x"),
        ("actor", "y"),
        ("from", "2019"),
        ("undated", "exclude"),
        ("match", "any"),
    ]
