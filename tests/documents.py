"""Small documents of every kind that READ knows, made here and written for these tests."""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage
from html import escape

TITLE = "افتتاح مكتبة القرية بعد ترميمها"
PARAGRAPHS = (
    "أعلنت اللجنة الأهلية يوم الأحد افتتاح المكتبة بعد سنتين من الترميم، وقالت إن الكتب الأولى "
    "وصلت من المدينة على ظهر شاحنة واحدة في 12 صندوقا من الخشب.",
    "وأضافت المديرة سلمى أن الأطفال لا يزالون يسألون عن الآلات القديمة التي كانت في القاعة، وأن "
    "البرنامج سيعمل هنا لاحقا حين تصل الكهرباء إلى الطابق الثاني.",
    "إلا أن الأهالي اشتكوا من الإغلاق المبكر، وطلبوا أن تبقى الأبواب مفتوحة حتى صلاة العشاء في "
    "ليالي الصيف.",
)
_WORDS = re.compile(r"[^\s]+|\s+")
_LTR = re.compile(
    r"[A-Za-z0-9\u0660-\u0669](?:[A-Za-z0-9\u0660-\u0669.,:/-]*[A-Za-z0-9\u0660-\u0669])?"
)
_MIRRORED = str.maketrans("()[]«»", ")(][»«")


def seen(line: str) -> str:
    """A line of Arabic as it is seen from left to right: no Latin phrase of several words in it."""
    turned = line.translate(_MIRRORED)[::-1]
    return _LTR.sub(lambda match: match[0][::-1], turned)


def wrapped(text: str, width: int = 60) -> list[str]:
    """The lines of a paragraph in a column of so many letters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


Placed = tuple[str, float, float, float]  # a line in reading order, its right edge, height and size


def column(paragraphs: Sequence[str], right: float, top: float, width: int = 60) -> list[Placed]:
    """Paragraphs set in lines of 12 points under each other, the first line indented."""
    placed: list[Placed] = []
    for paragraph in paragraphs:
        for number, line in enumerate(wrapped(paragraph, width)):
            placed.append((line, right - (24 if number == 0 else 0), top, 12))
            top -= 18
    return placed


def pdf(
    pages: Sequence[Sequence[Placed]],
    info: Mapping[str, str] | None = None,
    scans: Sequence[int] = (),
    ligatures: Mapping[str, str] | None = None,
) -> bytes:
    """A PDF whose glyphs stand in visual order; `scans` are pages (from 0) under a picture.

    `ligatures` are letters that one glyph shows, with what the file says that they are.
    """
    letters = sorted({char for page in pages for line, *_ in page for char in line} | {" "})
    shapes = {char: number for number, char in enumerate(letters, 1)}
    shapes |= {whole: len(letters) + n for n, whole in enumerate(ligatures or {}, 1)}
    said = {**{char: char for char in letters}, **(ligatures or {})}
    objects = _font(shapes, said)
    kids = []
    for number, page in enumerate(pages):
        content = b"".join(_shown(placed, shapes) for placed in page)
        picture = b"q 600 0 0 800 0 0 cm /I Do Q " if number in scans else b""
        stream = zlib.compress(picture + content)
        objects.append(_stream(stream, b"/Filter /FlateDecode"))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents %d 0 R/Resources<</Font<<"
            b"/F 3 0 R>>/XObject<</I 7 0 R>>>>>>" % len(objects)
        )
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (listed, len(kids))
    stated = b"".join(
        b"/%s <%s>" % (name.encode(), b"feff" + value.encode("utf-16-be").hex().encode())
        for name, value in (info or {}).items()
    )
    objects.append(b"<<%s>>" % stated)
    return _file(objects)


def _font(shapes: Mapping[str, int], said: Mapping[str, str]) -> list[bytes]:
    rows = "".join(
        f"<{code:04x}> <{said[shape].encode('utf-16-be').hex()}>\n"
        for shape, code in shapes.items()
    )
    cmap = (
        "begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{len(shapes)} beginbfchar\n{rows}endbfchar\nendcmap"
    )
    return [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type0/BaseFont/Own/Encoding/Identity-H/DescendantFonts[4 0 R]"
        b"/ToUnicode 6 0 R>>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Own/DW 500/FontDescriptor 5 0 R"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        b"<</Type/FontDescriptor/FontName/Own/Flags 4/Ascent 800/Descent -200"
        b"/FontBBox[0 -200 1000 800]>>",
        _stream(cmap.encode()),
        _stream(b"\x80", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 1"
                b"/ColorSpace/DeviceGray"),
    ]  # fmt: skip


def _shown(placed: Placed, shapes: Mapping[str, int]) -> bytes:
    line, right, top, size = placed
    glyphs = line
    marks = {}
    for number, whole in enumerate(shape for shape in shapes if len(shape) > 1):
        marks[chr(0xE000 + number)] = whole
        glyphs = glyphs.replace(whole, chr(0xE000 + number))
    visual = [marks.get(char, char) for char in seen(glyphs)]
    codes = "".join(f"{shapes[shape]:04x}" for shape in visual)
    left = right - len(visual) * size / 2
    return f"BT /F {size} Tf {left} {top} Td <{codes}> Tj ET\n".encode()


def _stream(data: bytes, more: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (more, len(data), data)


def _file(objects: Sequence[bytes]) -> bytes:
    made, places = b"%PDF-1.7\n", []
    for number, thing in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(objects), len(made))
    )


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DC = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def docx(
    body: str, title: str = "", author: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """A DOCX file whose body is WordprocessingML."""
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
            "word/styles.xml": f'<w:styles {_W}><w:style w:styleId="1"><w:name w:val="heading 1"/>'
            "</w:style></w:styles>",
            "docProps/core.xml": f"<cp:coreProperties {_DC}><dc:title>{escape(title)}</dc:title>"
            f"<dc:creator>{escape(author)}</dc:creator></cp:coreProperties>",
            **(more or {}),
        }
    )


def w(text: str, style: str = "") -> str:
    """A paragraph of WordprocessingML."""
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}<w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def odt(
    body: str, title: str = "", author: str = "", more: Mapping[str, str] | None = None
) -> bytes:
    """An ODT file whose body is OpenDocument text."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {spaces} {_DC}><office:meta><dc:title>"
            f"{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator></office:meta>"
            "</office:document-meta>",
            **(more or {}),
        }
    )


def chapter(title: str, *paragraphs: str) -> str:
    inner = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return (
        '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head>'
        f"<title>{escape(title)}</title></head><body><h1>{escape(title)}</h1>{inner}</body></html>"
    )


def epub(
    chapters: Mapping[str, str], facts: str = "", more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """An EPUB of chapters by file name; `facts` are elements of its metadata. The table of contents
    names each by its heading."""
    items = "".join(
        f'<item id="i{n}" href="text/{name}" media-type="application/xhtml+xml"/>'
        for n, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    headings = {name: re.findall("<h1>(.*?)</h1>", text) for name, text in chapters.items()}
    links = "".join(
        f'<li><a href="text/{name}#top">{found[0]}</a></li>'
        for name, found in headings.items()
        if found
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OEBPS/b.opf"/>'
            "</rootfiles></container>",
            "OEBPS/b.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            f"{facts}</metadata><manifest>{items}"
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            f'</manifest><spine><itemref idref="nav"/>{spine}</spine></package>',
            "OEBPS/nav.xhtml": f"<html><body><nav><ol>{links}</ol></nav></body></html>",
            **{f"OEBPS/text/{name}": text for name, text in chapters.items()},
            **(more or {}),
        }
    )


def mail(subject: str, text: str, **attachments: bytes) -> EmailMessage:
    """A mail; the names of attachments have ``_`` where a dot belongs."""
    message = EmailMessage()
    message["From"] = "سلمى الخطيب <salma@example.org>"
    message["To"] = "archive@example.org"
    message["Date"] = "Tue, 03 Oct 2017 21:16:05 +0300"
    if subject:
        message["Subject"] = subject
    message.set_content(text)
    for name, data in attachments.items():
        message.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name.replace("_", ".")
        )
    return message


Answer = tuple[str, str, str, bytes]  # address, status line, content type, body


def warc(answers: Sequence[Answer], gzipped: bool = False) -> bytes:
    """A WARC file of answers, each behind its request; a content type may bring more headers."""
    records = []
    for address, status, kind, body in answers:
        http = f"HTTP/1.0 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
        records.append(_record(address, "request", b"GET / HTTP/1.0\r\nHost: example.org\r\n\r\n"))
        records.append(_record(address, "response", http + body))
    return b"".join(map(gzip.compress, records) if gzipped else records)


def _record(address: str, kind: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2021-05-06T07:08:09Z\r\n"
        "WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"
