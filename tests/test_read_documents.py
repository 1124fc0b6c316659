"""READ and EXTRACT of what is no text by itself: PDF, DOCX, ODT, EPUB, mails and web archives."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import brotli
import pytest

from indexer.describe.article import describe
from indexer.records import Article, RawItem, Refusal
from tests import documents as make
from tests.documents import PARAGRAPHS, TITLE
from tests.reading import again, items, only, outcomes, pack, refused, write

ODT_BODY = (
    f'<text:h text:outline-level="1">{TITLE}</text:h>'
    + "".join(f"<text:p>{paragraph}</text:p>" for paragraph in PARAGRAPHS)
)  # fmt: skip
DOCX_BODY = make.w(TITLE, "1") + "".join(map(make.w, PARAGRAPHS))


def article(path: Path) -> Article:
    """The one article of a file, the same when it is made again from what is kept of it."""
    item = only(path)
    made = describe(item)
    assert isinstance(made, Article), made
    assert again(item) == item
    return made


def words(text: str | None) -> list[str]:
    return (text or "").split()


def printed(*, info: dict[str, str] | None = None, head: str = "", pages: int = 1) -> bytes:
    """A PDF of an article, the same on each page but for its number."""
    sheets = []
    for number in range(pages):
        lines = [(TITLE, 500.0, 700.0, 20.0)] if number == 0 else []
        lines += make.column(PARAGRAPHS, 560, 640)
        if head:
            lines = [(head, 400.0, 770.0, 10.0), *lines, (f"- {number + 1} -", 300.0, 30.0, 10.0)]
        sheets.append(lines)
    return make.pdf(sheets, info)


def test_pdf_is_read_in_order_and_in_paragraphs(tmp_path: Path) -> None:
    found = article(write(tmp_path / "a.pdf", printed()))
    assert found.title == TITLE
    assert found.body.split("\n\n") == list(PARAGRAPHS)
    assert found.language == "ar"


def test_pdf_ligatures_keep_the_order_of_their_letters(tmp_path: Path) -> None:
    lines = make.column(PARAGRAPHS, 560, 640)
    for said in ("لا", "ﻻ"):
        data = make.pdf([lines], ligatures={"لا": said, "الله": "الله"})
        assert words(article(write(tmp_path / "a.pdf", data)).body) == words(" ".join(PARAGRAPHS))


def test_pdf_columns_are_read_from_the_right(tmp_path: Path) -> None:
    lines = [(TITLE, 500.0, 760.0, 20.0)]
    lines += make.column(PARAGRAPHS[:1], 570, 700, 36)
    lines += make.column(PARAGRAPHS[1:2], 290, 700, 36)
    found = article(write(tmp_path / "a.pdf", make.pdf([lines])))
    assert (found.title, words(found.body)) == (TITLE, words(" ".join(PARAGRAPHS[:2])))


def test_what_recurs_on_pages_is_taken_out_and_told(tmp_path: Path) -> None:
    data = printed(head="مجلة الوادي الفصلية", pages=4)
    found = article(write(tmp_path / "a.pdf", data))
    assert "الفصلية" not in found.body and "- 2 -" not in found.body
    dropped = [(line["text"], line["reason"]) for line in found.notes["dropped"]]
    assert dropped.count(("مجلة الوادي الفصلية", "running_head")) == 3  # one stays, as a fact may
    assert [text for text, reason in dropped if reason == "page_clock"] == [
        "- 1 -", "- 2 -", "- 3 -", "- 4 -"
    ]  # fmt: skip
    assert words(found.body).count("شاحنة") == 4
    assert words(found.body).count("الصيف.") == 4  # the last line of a page is text, though again
    assert found.title == TITLE


@pytest.mark.parametrize(
    ("info", "given"),
    [
        ({"Title": "Microsoft Word - Document1", "Author": "Administrator"}, {}),
        ({"Title": "Scan_0001", "Author": "KONICA MINOLTA bizhub"}, {}),
        ({"Title": TITLE, "Author": "سلمى الخطيب"}, {"title": TITLE}),
        ({"Title": "افتتاح"}, {}),
    ],
)
def test_properties_count_where_the_text_bears_them_out(
    tmp_path: Path, info: dict[str, str], given: dict[str, str]
) -> None:
    item = only(write(tmp_path / "a.pdf", printed(info=info)))
    assert item.given == given


def test_an_author_that_signs_the_text_counts(tmp_path: Path) -> None:
    body = DOCX_BODY + make.w("سلمى الخطيب")
    item = only(write(tmp_path / "a.docx", make.docx(body, TITLE, "سلمى الخطيب")))
    assert item.given == {"title": TITLE, "author": "سلمى الخطيب"}


def test_a_scan_is_refused_and_its_pages_named(tmp_path: Path) -> None:
    text = make.column(PARAGRAPHS, 560, 640)
    stamp = [("12", 300.0, 30.0, 10.0)]
    whole = refused(write(tmp_path / "a.pdf", make.pdf([stamp, []], scans=[0, 1])))
    assert "it is a scan with no text layer: run OCR" in whole.reason
    part = items(write(tmp_path / "b.pdf", make.pdf([text, stamp, stamp, text], scans=[1, 2])))
    assert outcomes(part) == ["+ b.pdf", "- b.pdf!pages"]
    assert isinstance(part[1], Refusal) and part[1].reason.startswith("pages 2-3 of it: a scan")


def test_pdf_of_too_many_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.pdf", printed(pages=5))
    assert "more than 4 pages" in refused(path, max_pages=4).reason


def test_pdf_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    lines = make.column(PARAGRAPHS * 5, 560, 780)
    path = write(tmp_path / "a.pdf", make.pdf([lines] * 400))
    assert "longer than 1 seconds" in refused(path, pdf_seconds=1).reason


def test_pdf_made_by_a_browser(tmp_path: Path) -> None:
    browser = shutil.which("chromium")
    if not browser:
        pytest.skip("no chromium to print with")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f'<html lang="ar" dir="rtl"><meta charset="utf-8"><h1>{TITLE}</h1>{body}</html>'
    write(tmp_path / "a.html", page)
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
         f"--print-to-pdf={tmp_path / 'a.pdf'}", f"--user-data-dir={tmp_path / 'p'}",
         str(tmp_path / "a.html")],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    found = article(tmp_path / "a.pdf")
    assert (found.title, found.body.split("\n\n")) == (TITLE, list(PARAGRAPHS))


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", make.docx(DOCX_BODY)), ("a.odt", make.odt(ODT_BODY))]
)
def test_office_documents(tmp_path: Path, name: str, data: bytes) -> None:
    found = article(write(tmp_path / name, data))
    assert (found.title, found.body.split("\n\n")) == (TITLE, list(PARAGRAPHS))


def test_docx_leaves_out_what_is_not_seen(tmp_path: Path) -> None:
    hidden = (
        "<w:p><w:r><w:t>جملة ظاهرة تكفي لتكون نصا يقرأ في الملف. </w:t></w:r>"
        "<w:del><w:r><w:delText>محذوف</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>مخفي</w:t></w:r>"
        "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    item = only(write(tmp_path / "a.docx", make.docx(DOCX_BODY + hidden)))
    assert "ظاهرة" in item.content
    assert not any(word in item.content for word in ("محذوف", "مخفي", "PAGE"))


def test_text_boxes_and_notes_stand_behind_their_paragraph(tmp_path: Path) -> None:
    box = (
        "<w:p><w:r><w:t>قبل</w:t></w:r><w:r><w:txbxContent>" + make.w("داخل الصندوق")
        + "</w:txbxContent></w:r><w:r><w:t> وبعد</w:t></w:r></w:p>"
    )  # fmt: skip
    item = only(write(tmp_path / "a.docx", make.docx(box)))
    assert "<p>قبل وبعد</p><p>داخل الصندوق</p>" in item.content


def test_epub_chapters_with_the_facts_of_the_book(tmp_path: Path) -> None:
    facts = (
        "<dc:title>حكايات الوادي</dc:title><dc:creator>نجيب الصائغ</dc:creator>"
        "<dc:date>2011-04</dc:date>"
    )
    chapters = {
        "1.xhtml": make.chapter("الفصل الأول", *PARAGRAPHS),
        "2.xhtml": make.chapter("الفصل الثاني", *reversed(PARAGRAPHS)),
        "cover.xhtml": "<html><head><title>x</title></head><body><img/></body></html>",
    }
    found = items(write(tmp_path / "b.epub", make.epub(chapters, facts)))
    assert outcomes(found) == ["+ b.epub!OEBPS/text/1.xhtml", "+ b.epub!OEBPS/text/2.xhtml"]
    first = describe(found[0]) if isinstance(found[0], RawItem) else None
    assert isinstance(first, Article)
    assert (first.title, first.source, first.author, first.published) == (
        "الفصل الأول", "حكايات الوادي", "نجيب الصائغ", "2011-04"
    )  # fmt: skip
    assert first.body.split("\n\n") == list(PARAGRAPHS)


def test_epub_of_one_document_and_no_true_date(tmp_path: Path) -> None:
    facts = "<dc:title>رسالة قصيرة</dc:title><dc:date>0101-01-01T00:00:00+00:00</dc:date>"
    found = article(
        write(tmp_path / "b.epub", make.epub({"1.html": make.chapter("", *PARAGRAPHS)}, facts))
    )
    assert (found.title, found.source, found.published) == ("رسالة قصيرة", None, None)


def test_mail_and_its_attachments(tmp_path: Path) -> None:
    message = make.mail(
        TITLE, "\n\n".join(PARAGRAPHS),
        report_pdf=printed(), note_docx=make.docx(DOCX_BODY), photos_zip=b"PK",
        sheet_xls=b"\xd0\xcf\x11\xe0",
    )  # fmt: skip
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="p.png")
    message.add_attachment(make.mail("رد", "شكرا لكم على الرسالة."))
    found = items(write(tmp_path / "m.eml", message.as_bytes()))
    assert outcomes(found) == [
        "+ m.eml", "+ m.eml!report.pdf", "+ m.eml!note.docx", "- m.eml!photos.zip",
        "- m.eml!sheet.xls", "+ m.eml!attachment.eml",
    ]  # fmt: skip
    first = describe(found[0]) if isinstance(found[0], RawItem) else None
    assert isinstance(first, Article)
    assert (first.title, first.author) == (TITLE, "سلمى الخطيب")
    assert (first.published, first.published_precision) == ("2017-10-03T21:16", "minute")
    assert first.body.split("\n\n") == list(PARAGRAPHS)


def test_mail_in_an_old_encoding_and_as_html(tmp_path: Path) -> None:
    text = f"<html><body><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></body></html>"
    data = (
        b"From: a@example.org\r\nSubject: =?windows-1256?B?"
        + __import__("base64").b64encode("مكتبة القرية".encode("cp1256"))
        + b"?=\r\nContent-Type: text/html; charset=windows-1256\r\n\r\n"
        + text.encode("cp1256")
    )
    found = article(write(tmp_path / "m.eml", data))
    assert (found.title, found.author, found.published) == ("مكتبة القرية", None, None)
    assert only(tmp_path / "m.eml").given["author"] == "a@example.org"  # an address, and no name
    assert found.body.split("\n\n") == list(PARAGRAPHS[:2])


def test_mailbox(tmp_path: Path) -> None:
    boxed = b"".join(
        b"From a@example.org Tue Oct  3 21:16:05 2017\n" + make.mail(name, text).as_bytes() + b"\n"
        for name, text in (("أولى", PARAGRAPHS[0]), ("ثانية", f"{PARAGRAPHS[1]}\n>From here\n"))
    )
    found = items(write(tmp_path / "box.mbox", boxed))
    second = boxed[: boxed.index(b"From a@", 1)].count(b"\n") + 1
    assert outcomes(found) == ["+ box.mbox#1", f"+ box.mbox#{second}"]
    assert [item.given["title"] for item in found if isinstance(item, RawItem)] == ["أولى", "ثانية"]


def test_pages_that_the_server_sent_in_brotli(tmp_path: Path) -> None:
    page = (
        f"<html><title>{TITLE}</title><h1>{TITLE}</h1><p>{'</p><p>'.join(PARAGRAPHS)}</p>".encode()
    )
    kind = "text/html; charset=utf-8\r\nContent-Encoding: br"
    bodies = [brotli.compress(page), page, brotli.compress(page)[:40]]
    data = make.warc([("https://example.org/", "200 OK", kind, body) for body in bodies])
    whole, plain, broken = items(write(tmp_path / "b.warc", data))
    for item in (whole, plain):
        assert isinstance(item, RawItem)
        article = describe(item)
        assert isinstance(article, Article) and article.body.split("\n\n") == list(PARAGRAPHS)
    assert isinstance(broken, Refusal)


@pytest.mark.parametrize("name", ["c.warc", "c.warc.gz"])
def test_web_archive(tmp_path: Path, name: str) -> None:
    page = f"<html><title>{TITLE}</title><h1>{TITLE}</h1>" + "".join(
        f"<p>{p}</p>" for p in PARAGRAPHS
    )
    data = make.warc(
        [
            ("https://example.org/a", "200 OK", "text/html; charset=windows-1256",
             page.encode("cp1256")),
            ("https://example.org/b", "404 Not Found", "text/html", page.encode()),
            ("https://example.org/c.png", "200 OK", "image/png", b"\x89PNG"),
            ("https://example.org/d.pdf", "200 OK", "application/pdf", printed()),
            ("https://example.org/e.txt", "200 OK", "text/plain", " ".join(PARAGRAPHS).encode()),
            ("https://example.org/f", "200 OK", "text/html", b"\xff\xfe\x00"),
        ],
        gzipped=name.endswith("gz"),
    )  # fmt: skip
    found = items(write(tmp_path / name, data))
    assert outcomes(found) == [
        f"+ {name}!2", f"+ {name}!8", f"+ {name}!10", f"- {name}!12"
    ]  # fmt: skip
    made = [describe(item) for item in found if isinstance(item, RawItem)]
    assert [one.url for one in made if isinstance(one, Article)] == [
        "https://example.org/a", "https://example.org/d.pdf", "https://example.org/e.txt"
    ]  # fmt: skip
    first = made[0]
    assert isinstance(first, Article)
    assert (first.title, first.published) == (TITLE, None)  # the day of the crawl is no date of it
    assert first.body.split("\n\n") == list(PARAGRAPHS)
    assert isinstance(found[0], RawItem) and found[0].encoding == "windows-1256"


def test_documents_in_archives_and_without_a_name(tmp_path: Path) -> None:
    held = pack(tmp_path / "z.zip", {"a.pdf": printed(), "b.docx": make.docx(DOCX_BODY)})
    assert outcomes(items(held)) == ["+ z.zip!a.pdf", "+ z.zip!b.docx"]
    assert only(write(tmp_path / "nameless", printed())).encoding == "PDF"
    message = make.mail(TITLE, PARAGRAPHS[0])
    message["Message-ID"] = "<1@example.org>"
    assert only(write(tmp_path / "1507054565.M20", message.as_bytes())).given["title"] == TITLE
