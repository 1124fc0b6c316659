"""READ: whatever is wrong with the input is said, with the place and the way out."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

from indexer.records import RawItem, Refusal
from tests.reading import (
    TEXT,
    items,
    outcomes,
    refused,
    write,
)

GOOD = json.dumps({"id": "g", "title": "حديقة", "text": TEXT}, ensure_ascii=False)

ALONE: list[tuple[str, str | bytes, str]] = [
    *[(name, content, "empty")
      for name in ("a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.txt.gz", "a.jsonl.gz", "a")
      for content in (b"", )],
    ("a.txt", " \n\t\n", "it is empty"),
    ("a.txt", b"\xef\xbb\xbf", "it is empty"),
    ("a.txt.gz", gzip.compress(b""), "it is empty"),
    ("a.jsonl", "\n \n\n", "it is empty"),
    ("a.json", "[]", "its list is empty"),
    ("a.json", '{"articles": []}', "its list is empty"),
    ("a.csv", "", "has to name the columns"),
    ("a.csv", "id,title\n", "no row but the first"),
    ("a.csv", "name,age\nx,5\n", "has to name the columns"),
    ("a.csv", "title,text,title\nx,y,z\n", "names the column 'title' twice"),
    ("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF" + bytes(range(256)) * 20, "only text is read"),
    ("a.txt", b"\x7fELF\x02\x01" + bytes(range(256)) * 20, "only text is read"),
    ("a.bin", random.Random(1).randbytes(5000), "only text is read (txt, md, html, json"),
    ("a.txt", b"%PDF-1.7\nstream", "it is a PDF under another name: name it .pdf"),
    ("a.txt", b"PK\x03\x04word/document.xml", "office document under another name"),
    ("a.txt", gzip.compress(TEXT.encode()), "it is gzip data"),
    ("a.txt", f"{TEXT}\0{TEXT}", "zero byte at byte 96, so it is binary or damaged"),
    ("a.gz", gzip.compress(gzip.compress(TEXT.encode())), "packed twice: unpack it"),
    ("a.xlsx", b"PK\x03\x04xl/workbook.xml", "save each sheet of a spreadsheet as CSV UTF-8"),
    ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(900), "an old office document: save it as DOCX"),
    ("a.rar", b"Rar!\x1a\x07\0", "a RAR archive: unpack it and name the files"),
    ("mac.csv", f"title,text\rx,{TEXT}\r", "as on old Macs (CR alone): save it as CSV UTF-8"),
    ("a.csv", "\n;;\n", "its first row has to name the columns"),
    ("feed.xml", f"<?xml version='1.0'?><rss><title>{TEXT}</title></rss>", "it is XML"),
    ("a.json", "[", "element 1: broken JSON at column 2"),
    ("a.json", '"text"', "a single value, where a JSON object is expected"),
    ("a.json", '{"title": "x"', "broken JSON at column 14"),
    ("a.json", "{'title': 'x'}", "broken JSON at column 2"),
    ("a.json", "[" * 200_000, "nested too deeply"),
    ("a.json", '{"a":' * 200_000, "nested too deeply"),
    ("a.zip", b"PK\x03\x04 and no more", "no sound zip archive"),
    ("a.zip", b"", "no sound zip archive"),
    ("a.tar", b"x" * 2000, "no sound tar archive"),
    ("a.tar", b"", "no sound tar archive"),
    ("a.tgz", gzip.compress(b"x" * 2000), "no sound tar archive"),
    ("a.zip.gz", gzip.compress(b"PK\x03\x04"), "an archive in an archive"),
    ("a.gz", b"not gzip at all", "gzip data are damaged"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), ALONE)
def test_whole_file(tmp_path: Path, name: str, content: str | bytes, reason: str) -> None:
    refusal = refused(write(tmp_path / name, content))
    assert refusal.origin == name
    assert reason in refusal.reason, refusal.reason


LINES: list[tuple[str | bytes, str]] = [
    (GOOD[:40], "broken JSON at column"),
    (GOOD + GOOD, "broken JSON at column"),
    ('["title"]', "a list, where a JSON object is expected"),
    ("null", "null, where a JSON object is expected"),
    ("true", "true, where a JSON object is expected"),
    ("17", "a single value, where"),
    ("{}", "neither a title nor a text"),
    ('{"title": "", "text": " "}', "neither a title nor a text"),
    ('{"id": "x", "lead": "y"}', "neither a title nor a text"),
    ('{"title": ["x"], "text": "y"}', "its title is a list, where a text is expected"),
    ('{"title": "x", "body": {"p": "y"}}', "its body is an object"),
    ('{"title": "x", "author": {"name": "y"}}', "its author is an object"),
    ('{"title": "x", "published": true}', "its published is true"),
    ('{"_id": {"a": "b", "c": "d"}, "title": "x"}', "its _id is an object"),
    ('{"id": "a\\u0000b", "title": "x"}', "holds a control character"),
    ('{"title": "x", "title": "y"}', "names 'title' twice"),
    ('{"title": "x", "more": {"k": 1, "k": 2}}', "names 'k' twice"),
    ('{"title": "\\ud83d", "text": "y"}', "its title holds half of a character"),
    ('{"title": "x", "text": "\\udc00\\ud800"}', "its text holds half of a character"),
    ('{"title": "x\0y"}', "broken JSON at column"),
    ('{"title": "x", "n": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply"),
    (GOOD.encode()[:30] + b"\xff" + GOOD.encode()[30:], "broken UTF-8 at byte"),
    (GOOD.encode()[:-30] + b"\xd8", "broken UTF-8 at byte"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_one_line_of_many(tmp_path: Path, line: str | bytes, reason: str) -> None:
    bad = line.encode() if isinstance(line, str) else line
    good = GOOD.encode()
    found = items(write(tmp_path / "a.jsonl", b"\n".join([good, bad, b"", good]) + b"\n"))
    assert outcomes(found) == ["+ a.jsonl#1", "- a.jsonl#2", "+ a.jsonl#4"]
    refusal = found[1]
    assert isinstance(refusal, Refusal) and refusal.line == 2
    assert reason in refusal.reason, refusal.reason
    assert refusal.original == bad.decode("utf-8", "backslashreplace")


def test_broken_utf8_in_a_line_names_the_byte_of_the_file(tmp_path: Path) -> None:
    good = GOOD.encode()
    found = items(write(tmp_path / "a.jsonl", good + b"\n" + good[:40] + b"\xff\n"))
    assert isinstance(found[1], Refusal)
    assert f"byte {len(good) + 41:,}, line 2" in found[1].reason


def test_surrogates_that_are_a_pair_are_a_letter(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path / "a.jsonl", '{"title": "\\ud83d\\ude00"}'))
    assert isinstance(item, RawItem) and item.given["title"] == "\U0001f600"


def test_huge_numbers(tmp_path: Path) -> None:
    (item,) = items(
        write(tmp_path / "a.jsonl", '{"id": 9' + "0" * 5000 + ', "title": "x", "n": -1e99999}')
    )
    assert isinstance(item, RawItem) and item.given["id"] == "9" + "0" * 5000


def test_element_of_a_list(tmp_path: Path) -> None:
    records = ['{"title": "x"}', '{"title": []}', "5", '{"id": 1, "id": 2}', '{"title": "y"}']
    found = items(write(tmp_path / "a.json", "[" + ",\n".join(records) + "]"))
    assert outcomes(found) == [
        "+ a.json#1", "- a.json#2", "- a.json#3", "- a.json#4", "+ a.json#5",
    ]  # fmt: skip
    assert [item.line for item in found if isinstance(item, Refusal)] == [2, 3, 4]


@pytest.mark.parametrize("cut", range(30, 71))
def test_a_list_that_breaks_off(tmp_path: Path, cut: int) -> None:
    whole = '[\n{"title": "x"},\n{"title": "y"},\n{"title": "zzzzzzzzzzzzzzzzzzzzzz"}\n]'
    assert len(whole) == 71
    *good, refusal = items(write(tmp_path / "a.json", whole[:cut]))
    assert outcomes(good) == [f"+ a.json#{n + 1}" for n in range(whole[:cut].count("}"))]
    assert isinstance(refusal, Refusal) and refusal.origin == "a.json" and refusal.line
    assert "cannot be told apart" in refusal.reason


def test_a_list_with_broken_utf8(tmp_path: Path) -> None:
    text = ("[" + ",\n".join([GOOD] * 4) + "]").encode()
    place = text.rindex(b"\n") + 40
    *good, refusal = items(write(tmp_path / "a.json", text[:place] + b"\xff" + text[place:]))
    assert outcomes(good) == ["+ a.json#1", "+ a.json#2", "+ a.json#3"]
    assert isinstance(refusal, Refusal) and refusal.line == 4
    assert f"broken UTF-8 at byte {place:,}, line 4" in refusal.reason


def test_more_after_the_end_of_json(tmp_path: Path) -> None:
    found = items(write(tmp_path / "a.json", '{\n"title": "x"\n}\n{"title": "y"}'))
    assert outcomes(found) == ["+ a.json", "- a.json"]
    assert isinstance(found[1], Refusal) and found[1].line == 4


def test_rows_of_a_table(tmp_path: Path) -> None:
    rows = [
        "id,title,text",  # 1
        "1,a,نص",
        "2,b",  # 3: too short
        "3,c,نص,more",
        '4,"d" and,نص',  # 5: a quotation mark in the middle
        '5,"e\nf",نص',  # 6 and 7
        "6,,",  # 8: nothing in it
        "",
        "7,g,\xff",  # 10: written as latin-1 below
        '8,"h,نص',  # 11: never closed
        "9,i,نص",
    ]
    data = b"\n".join(row.encode("latin-1" if "\xff" in row else "utf-8") for row in rows)
    found = items(write(tmp_path / "a.csv", data))
    assert outcomes(found) == [
        "+ a.csv#2", "- a.csv#3", "- a.csv#4", "- a.csv#5", "+ a.csv#6", "- a.csv#8", "- a.csv#10",
        "- a.csv#11",
    ]  # fmt: skip
    reasons = [item.reason for item in found if isinstance(item, Refusal)]
    for wanted, reason in zip(
        ["has 2 cells", "has 4 cells", "wants quotes", "neither", "broken UTF-8", "end of data"],
        reasons,
        strict=True,
    ):
        assert wanted in reason


# gzip.


def test_a_truncated_gzip_yields_what_stands_before_the_break(tmp_path: Path) -> None:
    rows = [json.dumps({"title": random.Random(n).randbytes(60).hex()}) for n in range(20_000)]
    packed = gzip.compress("\n".join(rows).encode())
    *good, refusal = items(write(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert 9_000 < len(good) < 11_000
    assert [json.loads(item.original or "") for item in good] == list(
        map(json.loads, rows[: len(good)])
    )
    assert isinstance(refusal, Refusal) and refusal.origin == "a.jsonl.gz"
    assert "break off" in refusal.reason and refusal.line == len(good) + 1


@pytest.mark.parametrize("name", ["a.txt.gz", "a.json.gz", "a.html.gz", "a.gz"])
def test_half_a_document_is_no_article(tmp_path: Path, name: str) -> None:
    packed = gzip.compress(json.dumps({"title": "x", "text": TEXT}).encode())
    for cut in (5, 15, len(packed) // 2, len(packed) - 1):
        refusal = refused(write(tmp_path / name, packed[:cut]))
        assert "gzip data break off" in refusal.reason


def test_gzip_of_several_members_and_padding(tmp_path: Path) -> None:
    packed = gzip.compress(GOOD.encode() + b"\n")
    found = items(write(tmp_path / "a.jsonl.gz", packed + packed + b"\0" * 700))
    assert outcomes(found) == ["+ a.jsonl.gz#1", "+ a.jsonl.gz#2"]


def test_gzip_with_something_after_its_end(tmp_path: Path) -> None:
    found = items(write(tmp_path / "a.jsonl.gz", gzip.compress(GOOD.encode() + b"\n") + b"garbage"))
    assert outcomes(found) == ["+ a.jsonl.gz#1", "- a.jsonl.gz"]
