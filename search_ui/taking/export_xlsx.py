"""An export as a spreadsheet of Office Open XML, in sheets that run from right to left.

The rows go into a file on the disk as they come and are packed at the end, so memory does not grow;
nothing is sent before the file is whole. A cell is always text, whatever it begins with; one that a
spreadsheet would take for a formula if it were typed also carries the mark that keeps it text.
"""

from __future__ import annotations

import tempfile
from collections.abc import Generator
from typing import Any, BinaryIO

import xlsxwriter

from search_ui.taking.export import COLUMNS, Export, row_of
from search_ui.taking.export_text import harmless
from search_ui.taking.file_words import in_words, word

CELL = 32_767  # UTF-16 units of a cell, at most
ROWS = 1_048_576  # of a sheet, the head among them
CHUNK = 65_536
CUT = "[…]"  # ends a text that was cut
_WIDTHS = {"title": 60, "deck": 40, "body": 80, "url": 40, "actors": 40, "source": 20, "author": 20}
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx(export: Export) -> Generator[bytes]:
    """The file, in pieces; the first comes when the last article has been written."""
    with tempfile.TemporaryFile() as file:
        write_xlsx(export, file)
        file.seek(0)
        while chunk := file.read(CHUNK):
            yield chunk


def write_xlsx(export: Export, file: BinaryIO) -> None:
    """Writes the whole workbook: what it is an export of, then the articles."""
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        _Workbook(book, export).write()


class _Workbook:
    """The workbook while it is written: rows of a sheet go in order and are not held."""

    def __init__(self, book: Any, export: Export) -> None:
        self.book = book
        self.export = export
        self.bold = book.add_format({"bold": True})
        self.quoted = book.add_format({"quote_prefix": True})
        self.cut = 0

    def write(self) -> None:
        about = self._sheet(word("about", "sheet", self.export.language))
        rows = self._articles()
        facts = [*self.export.facts(), ("rows", str(rows))]
        if self.cut:
            facts.append(("cut", str(self.cut)))
        about.set_column(0, 0, 30)
        about.set_column(1, 1, 80)
        told = in_words(facts, self.export.language, self.export.names)
        for number, (name, value) in enumerate(told):
            self._put(about, number, 0, name, self.bold)
            self._put(about, number, 1, value)

    def _articles(self) -> int:
        sheet: Any = None
        count = 0
        for article in self.export.articles:
            at = count % (ROWS - 1) + 1
            if at == 1:
                sheet = self._headed(count // (ROWS - 1) + 1)
            for column, cell in enumerate(row_of(article, self.export.language)):
                if cell:
                    self._put(sheet, at, column, cell)
            count += 1
        if sheet is None:
            self._headed(1)
        return count

    def _headed(self, number: int) -> Any:
        """A new sheet of articles under its head, which stays in sight."""
        name = word("column", "sheet", self.export.language)
        sheet = self._sheet(name if number == 1 else f"{name} {number}")
        sheet.freeze_panes(1, 0)
        for column, code in enumerate(COLUMNS):
            sheet.set_column(column, column, _WIDTHS.get(code, 16))
            self._put(sheet, 0, column, word("column", code, self.export.language), self.bold)
        return sheet

    def _sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.right_to_left()
        return sheet

    def _put(self, sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
        kept = fitting(text)
        self.cut += kept != text
        if style is None and harmless(kept) != kept:
            style = self.quoted
        if sheet.write_string(row, column, kept, style):
            raise ValueError(f"row {row}, column {column} of a spreadsheet could not be written")


def fitting(text: str) -> str:
    """The text, or as much of it as a cell takes, ending in `CUT`."""
    if len(text) <= CELL // 2 or len(text.encode("utf-16-le")) <= 2 * CELL:
        return text
    room = 2 * (CELL - len(CUT))
    return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT
