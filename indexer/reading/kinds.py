"""What a file is, by its name; for names that do not say, by how its text begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.reading.facts import TEXTS

READ_KINDS = (
    "txt, md, html, json, jsonl, csv, tsv, pdf, docx, odt, epub, eml, mbox and warc, each also as "
    ".gz, zip and tar"
)
TEXT, MARKDOWN, HTML, JSON, LINES, TABLE, ZIP, TAR, PDF, DOCX, ODT, EPUB, MAIL, MBOX, WARC = (
    "text",
    "markdown",
    "html",
    "json",
    "lines",
    "table",
    "zip",
    "tar",
    "pdf",
    "docx",
    "odt",
    "epub",
    "mail",
    "mbox",
    "warc",
)
_SUFFIXES = {
    "txt": TEXT,
    "text": TEXT,
    "md": MARKDOWN,
    "markdown": MARKDOWN,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "json": JSON,
    "jsonl": LINES,
    "ndjson": LINES,
    "csv": TABLE,
    "tsv": TABLE,
    "zip": ZIP,
    "tar": TAR,
    "tgz": TAR,
    "pdf": PDF,
    "docx": DOCX,
    "docm": DOCX,
    "odt": ODT,
    "epub": EPUB,
    "eml": MAIL,
    "mbox": MBOX,
    "warc": WARC,
}
BEGINNING = 4096  # of a text, that tells what it is
GZIP = b"\x1f\x8b"  # how gzip data begin
_HTML = re.compile(
    r"(?:<\?xml[^>]*+>|<!--(?:(?!-->).)*+-->|\s++)*+<(?:!doctype\s+html|html)\b", re.I | re.S
)
_XML = re.compile(r"\s*<\?xml\b", re.I)
_HEADER = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[ \t][^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_OF_MAIL = re.compile(r"^(?:received|return-path|message-id|mime-version):", re.I | re.M)
SEPARATORS = (",", ";", "\t", "|")  # of the cells of a table
_COLUMN = re.compile(r"\w{1,40}")
_JSON = re.compile(r'\s*+(?:\{\s*+["}]|\[\s*+(?:\{|\]\s*+\Z))')
_RECORD = re.compile(r'\s*+(?:\[\s*+)?\{\s*+"[^"\n]{1,100}"\s*+:')  # what no prose begins with


@dataclass(frozen=True, slots=True)
class Kind:
    """`form` is one of this module's names, None where the name does not say; `packed`: gzip."""

    form: str | None
    packed: bool


def kind_of(name: str) -> Kind:
    """What the name of a file, of an archive's member or an origin says."""
    stem, _, suffix = name.lower().rpartition(".")
    if suffix == "gz":
        return Kind(_SUFFIXES.get(stem.rpartition(".")[2]) if "." in stem else None, True)
    return Kind(_SUFFIXES.get(suffix) if stem else None, suffix == "tgz")


def signed(head: bytes) -> str | None:
    """PDF or WARC, for bytes that begin as these do."""
    if head[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    return WARC if head.startswith(b"WARC/") else None


def sniffed(text: str) -> str | None:
    """TEXT, HTML, MAIL, JSON or TABLE by the beginning of a text; None for XML that is no page."""
    if says_html(text):
        return HTML
    if _XML.match(text):
        return None
    header = _HEADER.match(text)
    if header and _OF_MAIL.search(header[0]):
        return MAIL
    if _JSON.match(text):
        return JSON
    return TABLE if _names_columns(text.partition("\n")[0]) else TEXT


def of_plain_text(text: str) -> str:
    """TEXT, JSON or TABLE: what a file that is called a text holds, by its beginning. Programs that
    export save records under that name as well."""
    if _RECORD.match(text):
        return JSON
    return TABLE if _names_columns(text.partition("\n")[0]) else TEXT


def _names_columns(line: str) -> bool:
    """Whether a line is the first of a table: nothing but names, one of them of the text."""
    for separator in SEPARATORS:
        names = [name.strip().strip('"').lower() for name in line.split(separator)]
        if len(names) > 1 and all(map(_COLUMN.fullmatch, names)):
            return not frozenset(TEXTS).isdisjoint(names)
    return False


def says_html(text: str) -> bool:
    """Whether a text says that it is an HTML document."""
    return bool(_HTML.match(text[:BEGINNING]))
