"""A program of its own that takes the text out of one PDF: bytes in, one JSON document out.

It runs beside the process that reads, so that a file that takes for ever, or all memory, or brings
down its parser, ends this program and nothing else (`indexer.reading.pdf`). Standard input is the
file; the arguments are the most pages, the most memory in bytes and the most seconds.

The answer: ``{"pages": [text, ...], "scans": [page numbers from 1], "title": ..., "author": ...}``
or ``{"refused": reason}``.
"""

from __future__ import annotations

import io
import json
import logging
import signal
import sys
from collections.abc import Iterator
from typing import Any

from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTImage, LTItem, LTPage
from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.utils import decode_text

from indexer.reading.pdf_layout import Glyph, page_text

COVERED = 0.4  # of a page's area under an image: it may be a scan
FEW_LETTERS = 60  # on such a page are a stamp or a page number, not its text
MOST_GLYPHS = 200_000  # of a page
UNKNOWN = "(cid:"  # how pdfminer writes a glyph whose letter the file does not tell
MANY_UNKNOWN = 0.3  # of a file's glyphs: it cannot be read


class Refused(Exception):
    """Why the file is not read: the reason and the way out."""


class _Pages(PDFLayoutAnalyzer):
    """Keeps the glyphs of the page that was interpreted last."""

    page: LTPage | None = None

    def receive_layout(self, ltpage: LTPage) -> None:
        self.page = ltpage


def read(data: bytes, most: int) -> dict[str, Any]:
    """What a PDF holds; raises `Refused`, and whatever a broken file makes the parser raise."""
    document = _document(data)
    pages: list[str] = []
    scans: list[int] = []
    glyphs = unknown = 0
    manager = PDFResourceManager()
    device = _Pages(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for number, page in enumerate(PDFPage.create_pages(document), 1):
        if number > most:
            raise Refused(f"it has more than {most:,} pages: cut it up, or set KASHSHAF_MAX_PAGES")
        interpreter.process_page(page)
        found, lost, is_scan = _glyphs(device.page, number)
        glyphs, unknown = glyphs + len(found), unknown + lost
        pages.append(page_text(found).encode("utf-8", "ignore").decode())
        if is_scan:
            scans.append(number)
    if not pages:
        raise Refused("there is no page in it: fetch it again")
    if unknown > MANY_UNKNOWN * glyphs:
        raise Refused(
            "its fonts do not tell which letters their glyphs are: run OCR over it and name what "
            "comes of it"
        )
    return {"pages": pages, "scans": scans, **_facts(document)}


def _document(data: bytes) -> PDFDocument:
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Refused("it is encrypted: save it without a password and name that") from None
    return document


def _glyphs(page: LTPage | None, number: int) -> tuple[list[Glyph], int, bool]:
    """The glyphs of a page, how many of them are of unknown letters, and whether it is a scan."""
    found: list[Glyph] = []
    lost, covered = 0, 0.0
    for item in _items(page):
        if isinstance(item, LTImage):
            covered = max(covered, item.width * item.height)
        elif isinstance(item, LTChar):
            text = item.get_text()
            if text.startswith(UNKNOWN) or text < " ":
                lost, text = lost + 1, ""  # its place stays: no word ends there
            if item.upright:
                found.append(Glyph(text, item.x0, item.x1, item.y0, item.y1))
            if len(found) > MOST_GLYPHS:
                raise Refused(f"page {number} holds more than {MOST_GLYPHS:,} letters: cut it up")
    area = page.width * page.height if page else 0.0
    letters = sum(char.isalpha() for glyph in found for char in glyph.text)
    return found, lost, bool(area) and covered >= COVERED * area and letters < FEW_LETTERS


def _items(page: LTPage | None) -> Iterator[LTItem]:
    todo: list[LTItem] = [page] if page else []
    while todo:
        item = todo.pop()
        if isinstance(item, LTContainer):
            todo.extend(item)
        else:
            yield item


def _facts(document: PDFDocument) -> dict[str, str]:
    """Title and author as the file's information states them, right or wrong."""
    found = {}
    for info in document.info:
        for name in ("Title", "Author"):
            value = info.get(name)
            if isinstance(value, bytes) and (text := decode_text(value).strip()):
                found[name.lower()] = text
    return found


def _bounded(memory: int, seconds: int) -> None:
    """No more memory (in bytes) and time of the processor than this, where the system can be told
    so: the time ends it when nobody waits for it any more; whoever waits gives up before."""
    try:
        import resource
    except ImportError:  # not on Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))


def main() -> None:
    most, memory, seconds = map(int, sys.argv[1:4])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the reading process's to answer
    logging.disable(logging.CRITICAL)
    _bounded(memory, seconds)
    try:
        answer = read(sys.stdin.buffer.read(), most)
    except Refused as error:
        answer = {"refused": str(error)}
    except MemoryError:
        answer = {"refused": "it takes more memory than a PDF may: cut it up"}
    except Exception as error:  # a parser of broken files may raise anything
        what = " ".join(str(error).split())[:120] or type(error).__name__
        answer = {"refused": f"it is broken or breaks off ({what}): fetch it again"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
