"""READ of documents: what is wrong with one is said, naming the part; nothing hangs or fails."""

from __future__ import annotations

import zipfile
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.describe.article import describe
from indexer.extract import extract
from indexer.records import RawItem
from tests import documents as make
from tests.documents import PARAGRAPHS, TITLE
from tests.reading import items, outcomes, refused, write
from tests.test_read_anything import assert_sound

BODY = "".join(map(make.w, PARAGRAPHS))
ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
ZEROS = "<w:t>" + "0" * 9_000_000 + "</w:t>"
CHAPTERS = {"1.xhtml": make.chapter(TITLE, *PARAGRAPHS), "2.xhtml": make.chapter(TITLE, "نص آخر.")}
DRM = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    "</enc:EncryptedData></encryption>"
)


def without(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return make.zipped({n: archive.read(n) for n in archive.namelist() if n != name})


def marked_encrypted(data: bytes) -> bytes:
    """The file with the sign of encryption on every part."""
    made = bytearray(data)
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = made.find(signature)
        while at >= 0:
            made[at + place] |= 1
            at = made.find(signature, at + 4)
    return bytes(made)


def nested(depth: int) -> bytes:
    message = make.mail("الأولى", "نص الرسالة الأولى.")
    for number in range(depth):
        outer = make.mail(f"رقم {number}", "انظر المرفق.")
        outer.add_attachment(message)
        message = outer
    return message.as_bytes()


PDF = make.pdf([make.column(PARAGRAPHS, 560, 640)])
REFUSED: list[tuple[str, bytes, str]] = [
    ("a.pdf", b"", "broken or breaks off"),
    ("a.pdf", b"%PDF-1.7\n%%EOF", "broken or breaks off"),
    ("a.pdf", PDF[: len(PDF) // 3], "broken or breaks off"),
    ("a.pdf", b"\x89PNG\r\n", "broken or breaks off"),
    ("a.pdf", make.pdf([[]]), "it has no text layer: run OCR"),
    ("a.docx", b"", "it is no sound DOCX"),
    ("a.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "it is encrypted, or an old office document"),
    ("a.docx", make.docx(BODY)[:700], "it is no sound DOCX"),
    ("a.docx", marked_encrypted(make.docx(BODY)), "part word/document.xml is encrypted"),
    ("a.docx", without(make.docx(BODY), "word/document.xml"), "part word/document.xml is missing"),
    ("a.docx", make.docx(BODY + "<w:p>"), "part word/document.xml is broken XML"),
    ("a.docx", make.docx(""), "there is no text in it"),
    ("a.docx", make.docx(f"<w:p><w:r>{ZEROS}</w:r></w:p>"), "unpacks to more than 1,000 times"),
    ("a.docx", make.docx("<w:p>" * 300 + "</w:p>" * 300), "broken XML"),
    ("a.docx", make.docx("<w:sdt>" * 230 + BODY + "</w:sdt>" * 230), "nested more than"),
    ("a.odt", make.odt("<text:p>"), "part content.xml is broken XML"),
    (
        "a.odt",
        make.odt("", more={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
        "encrypted",
    ),
    ("a.odt", make.docx(BODY), "part content.xml is missing"),
    ("a.epub", make.epub(CHAPTERS, more={"META-INF/encryption.xml": DRM}), "it is encrypted (DRM)"),
    ("a.epub", without(make.epub(CHAPTERS), "META-INF/container.xml"), "container.xml is missing"),
    ("a.epub", make.epub({}), "there is no text in it"),
    ("a.epub", make.zipped({"META-INF/container.xml": "<container/>"}), "names no package"),
    ("a.eml", b"", "no header of a mail"),
    ("a.eml", b"From: a@example.org\n\n", "the mail holds no text"),
    ("a.mbox", b"no mailbox\n", "does not begin with the «From » line"),
    ("a.mbox", b"", "it is empty"),
    ("a.warc", b"", "no record at all"),
    ("a.warc", b"no archive of the web\n", "does not begin as a WARC archive"),
    ("a.warc", make.warc([("https://e.org/", "301 Moved", "text/html", b"x")]), "answer 301"),
    ("a.warc.gz", b"\x1f\x8b\x08\x00", "gzip data break off"),
]


@pytest.mark.parametrize(("name", "data", "reason"), REFUSED)
def test_refused(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert reason in refused(write(tmp_path / name, data)).reason


def test_entities_are_neither_replaced_nor_fetched(tmp_path: Path) -> None:
    xml = f"{ENTITIES}<d><p><t>النص &c; هنا &f; كله</t></p></d>"
    found = items(write(tmp_path / "a.docx", make.docx("", more={"word/document.xml": xml})))
    texts = [item.content for item in found if isinstance(item, RawItem)]
    assert not any("aaaa" in text or "root:" in text for text in texts)


def test_macros_are_not_even_read(tmp_path: Path) -> None:
    data = make.docx(BODY, more={"word/vbaProject.bin": "0" * 30_000_000})
    (item,) = items(write(tmp_path / "a.docm", data))
    assert isinstance(item, RawItem) and "شاحنة" in item.content


def test_a_chapter_that_is_broken_is_refused_alone(tmp_path: Path) -> None:
    data = make.epub(CHAPTERS, more={"OEBPS/nav.xhtml": "<html>"})
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    parts["OEBPS/text/2.xhtml"] = b"<html>\xff\x00\xfe"
    found = items(write(tmp_path / "a.epub", make.zipped(parts)))
    assert outcomes(found) == ["+ a.epub!OEBPS/text/1.xhtml", "- a.epub!OEBPS/text/2.xhtml"]


def test_mails_in_mails(tmp_path: Path) -> None:
    found = items(write(tmp_path / "a.eml", nested(8)))
    assert outcomes(found)[:6] == ["+ a.eml" + "!attachment.eml" * depth for depth in range(6)]
    assert len(found) == 7 and "more than 5 other mails" in getattr(found[6], "reason", "")


def test_a_mail_of_very_many_parts(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"] = TITLE
    message.set_content("x")
    message.make_mixed()
    for _ in range(1_100):
        message.attach(EmailMessage())
    assert "more than 1,000 parts" in refused(write(tmp_path / "a.eml", message.as_bytes())).reason


def test_a_mail_nested_beyond_all_measure(tmp_path: Path) -> None:
    head = "".join(
        f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(3_000)
    )
    data = f"From: a@example.org\nSubject: {TITLE}\n{head}Content-Type: text/plain\n\nx\n"
    assert_sound(write(tmp_path / "a.eml", data))


def test_one_mail_that_is_too_large(tmp_path: Path) -> None:
    start = b"From a@example.org Tue Oct  3 21:16:05 2017\nSubject: x\n\n"
    data = start + b"x y\n" * 50_000 + b"\n" + start + b"short\n"
    found = items(write(tmp_path / "a.mbox", data), max_item_bytes=100_000)
    assert [mark for mark, _ in (line.split(" ", 1) for line in outcomes(found))] == ["-", "+"]


def test_a_web_archive_is_read_up_to_where_it_breaks(tmp_path: Path) -> None:
    page = f"<html><p>{PARAGRAPHS[0]}</p></html>".encode()
    data = make.warc([("https://example.org/", "200 OK", "text/html", page)] * 2)
    found = items(write(tmp_path / "a.warc", data[: len(data) - 900] + b"garbage\r\n"))
    assert outcomes(found)[0] == "+ a.warc!2"


quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ANSWER = ("https://example.org/", "200 OK", "text/html")
WHOLE = {
    "a.docx": make.docx(BODY, TITLE, "سلمى"),
    "a.odt": make.odt(f"<text:p>{PARAGRAPHS[0]}</text:p>", TITLE),
    "a.epub": make.epub(CHAPTERS, "<dc:title>كتاب</dc:title>"),
    "a.eml": make.mail(TITLE, PARAGRAPHS[0], note_docx=make.docx(BODY)).as_bytes(),
    "a.mbox": b"From a@b.c Tue Oct  3 21:16:05 2017\n" + make.mail(TITLE, "x").as_bytes(),
    "a.warc": make.warc([(*ANSWER, CHAPTERS["1.xhtml"].encode())]),
    "a.warc.gz": make.warc([(*ANSWER, b"<p>x")], gzipped=True),
}  # fmt: skip


@pytest.mark.parametrize("name", WHOLE)
@quick
@given(data=st.data())
def test_any_damage(tmp_path: Path, name: str, data: st.DataObject) -> None:
    assert_sound(write(tmp_path / name, damaged(WHOLE[name], data)))


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_damage_to_a_pdf(tmp_path: Path, data: st.DataObject) -> None:
    path = write(tmp_path / "a.pdf", damaged(PDF, data))
    assert_sound(path)
    for item in items(path):
        if isinstance(item, RawItem):
            extract(item)
            describe(item)


def damaged(whole: bytes, data: st.DataObject) -> bytes:
    """The file with some bytes changed, and often cut short."""
    made = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    kept = data.draw(st.one_of(st.just(len(made)), st.integers(0, len(made))))
    return bytes(made[:kept])
