"""READ: every kind of file, and the facts of records."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from indexer.records import RawItem
from tests.reading import (
    PAGE,
    RECORD,
    TEXT,
    again,
    as_jsonl,
    items,
    only,
    pack,
    write,
)

CSV = 'id,title,text\r\n7,حديقة,"سطر أول\nسطر ثان"\r\n8,سوق,افتتح السوق\r\n'


# A file of each kind: its name, its content, and of each item origin, media, id and title.
KINDS: list[tuple[str, str, list[tuple[str, str, str | None, str | None]]]] = [
    ("a.txt", TEXT, [("a.txt", "text", None, None)]),
    ("A.TXT", TEXT, [("A.TXT", "text", None, None)]),
    ("a.md", f"# عنوان\n\n{TEXT}", [("a.md", "text", None, None)]),
    ("a.html", PAGE, [("a.html", "html", None, None)]),
    ("a.htm", f"<p>{TEXT}", [("a.htm", "html", None, None)]),
    ("page.txt", PAGE, [("page.txt", "html", None, None)]),
    ("a.json", json.dumps(RECORD), [("a.json", "record", "a1", "حديقة على النهر")]),
    ("a.json", json.dumps(RECORD, indent=2), [("a.json", "record", "a1", "حديقة على النهر")]),
    (
        "list.json",
        json.dumps([RECORD, {"title": "ثان"}], indent=1),
        [("list.json#1", "record", "a1", RECORD["title"]), ("list.json#2", "record", None, "ثان")],
    ),
    (
        "news.json",
        json.dumps({"status": "ok", "n": 2, "articles": [RECORD, {"text": "نص"}], "next": None}),
        [("news.json#1", "record", "a1", RECORD["title"]), ("news.json#2", "record", None, None)],
    ),
    (
        "lines.json",
        as_jsonl(RECORD, {"text": "نص"}),
        [("lines.json#1", "record", "a1", RECORD["title"]), ("lines.json#2", "record", None, None)],
    ),
    (
        "a.jsonl",
        "\n" + as_jsonl(RECORD) + "\r\n" + as_jsonl({"title": "ثان"}),
        [("a.jsonl#2", "record", "a1", RECORD["title"]), ("a.jsonl#4", "record", None, "ثان")],
    ),
    ("a.ndjson", as_jsonl(RECORD), [("a.ndjson#1", "record", "a1", RECORD["title"])]),
    ("a.csv", CSV, [("a.csv#2", "record", "7", "حديقة"), ("a.csv#4", "record", "8", "سوق")]),
    ("a.csv", "\ufeff" + CSV.replace(",", ";"), [
        ("a.csv#2", "record", "7", "حديقة"), ("a.csv#4", "record", "8", "سوق")]),
    ("sep.csv", "\ufeffsep=;\r\n" + CSV.replace(",", ";"), [
        ("sep.csv#3", "record", "7", "حديقة"), ("sep.csv#5", "record", "8", "سوق")]),
    ("pipe.csv", "title|text\nسوق|افتتح, ثم; أغلق\n", [("pipe.csv#2", "record", None, "سوق")]),
    ("gaps.csv", "\n\ntitle;text;;\n;;;\nسوق;افتتح;;\n\n ;;;\n", [
        ("gaps.csv#5", "record", None, "سوق")]),
    ("a.tsv", "Title\tBody\nسوق\tافتتح\n", [("a.tsv#2", "record", None, "سوق")]),
    ("one.txt", json.dumps(RECORD, indent=2), [("one.txt", "record", "a1", RECORD["title"])]),
    ("list.txt", json.dumps([RECORD]), [("list.txt#1", "record", "a1", RECORD["title"])]),
    ("lines.txt", "\ufeff" + as_jsonl(RECORD, {"text": "نص"}), [
        ("lines.txt#1", "record", "a1", RECORD["title"]), ("lines.txt#2", "record", None, None)]),
    ("table.txt", "title\ttext\nسوق\tافتتح\n", [("table.txt#2", "record", None, "سوق")]),
    ("verse.txt", f'{{"نص بين قوسين"}}\n{TEXT}', [("verse.txt", "text", None, None)]),
    ("front.txt", f"---\ntitle: سوق\n---\n{TEXT}", [("front.txt", "text", None, "سوق")]),
    ("rule.txt", f"---\nنص بين خطين\n---\n{TEXT}", [("rule.txt", "text", None, None)]),
    ("blog.txt", f"---\nlayout: post\n---\n{TEXT}", [("blog.txt", "text", None, None)]),
    ("README", TEXT, [("README", "text", None, None)]),
    ("page.aspx", PAGE, [("page.aspx", "html", None, None)]),
    ("dump.data", json.dumps([RECORD]), [("dump.data#1", "record", "a1", RECORD["title"])]),
    ("dump.log", as_jsonl(RECORD, RECORD), [
        ("dump.log#1", "record", "a1", RECORD["title"]),
        ("dump.log#2", "record", "a1", RECORD["title"])]),
]  # fmt: skip


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "gz"])
@pytest.mark.parametrize(("name", "content", "wanted"), KINDS)
def test_kind(tmp_path: Path, name: str, content: str, wanted: list[Any], packed: bool) -> None:
    data = gzip.compress(content.encode()) if packed else content
    found = items(write(tmp_path / (name + ".gz" * packed), data))
    described = [
        (i.origin, i.media, i.given.get("id"), i.given.get("title"))
        for i in found
        if isinstance(i, RawItem)
    ]
    assert described == [(o.replace(name, name + ".gz" * packed), *rest) for o, *rest in wanted]
    assert len(found) == len(wanted)
    for item in found:
        assert isinstance(item, RawItem) and again(item) == item and item.encoding == "utf-8"


@pytest.mark.parametrize(("name", "content", "wanted"), KINDS)
@pytest.mark.parametrize("archive", ["a.zip", "a.tar", "a.tar.gz", "a.tgz"])
def test_member(tmp_path: Path, name: str, content: str, wanted: list[Any], archive: str) -> None:
    path = tmp_path / archive
    pack(path, {f"folder/{name}": content.encode(), f"{name}.gz": gzip.compress(content.encode())})
    found = items(path)
    inside = [f"{archive}!folder/{origin}" for origin, *_ in wanted]
    zipped = [f"{archive}!{origin.replace(name, name + '.gz')}" for origin, *_ in wanted]
    assert [item.origin for item in found] == inside + zipped
    assert all(isinstance(item, RawItem) and again(item) == item for item in found)


def test_a_documents_content_is_as_written(tmp_path: Path) -> None:
    item = only(write(tmp_path / "a.txt", TEXT.replace("\n", "\r\n")))
    assert item.content == item.original == TEXT.replace("\n", "\r\n")


def test_a_records_original_is_its_line(tmp_path: Path) -> None:
    line = '{"id": 12345678901234567890.50, "text": "نص", "other": [1, {"x": 1e999}], "n": NaN}'
    item = only(write(tmp_path / "a.jsonl", f"  {line}  \n"))
    assert (item.original, item.content) == (line, "نص")
    assert item.given == {"id": "12345678901234567890.50"}


def test_an_elements_original_is_one_line(tmp_path: Path) -> None:
    text = '[\n {\n  "title": "سطر\\nسطر",\n  "n": 1.10\n }\n]'
    item = only(write(tmp_path / "a.json", text))
    assert item.original == '{ "title": "سطر\\nسطر", "n": 1.10 }'


def test_a_rows_original_is_an_object(tmp_path: Path) -> None:
    item = only(write(tmp_path / "a.csv", 'ID, Text ,,Note\n5,"قال ""نعم""",x,\n'))
    assert json.loads(item.original) == {
        "id": "5", "text": 'قال "نعم"', "column 3": "x", "Note": "",
    }  # fmt: skip
    assert (item.content, item.given) == ('قال "نعم"', {"id": "5"})


FACTS: list[tuple[dict[str, Any], dict[str, str | None]]] = [
    ({"id": 7}, {"id": "7"}),
    ({"_id": "x"}, {"id": "x"}),
    ({"id": "", "_id": "x"}, {"id": "x"}),
    ({"id": None}, {}),
    ({"id": "  "}, {}),
    ({"_id": {"$oid": "5f"}}, {"id": "5f"}),
    ({"title": ""}, {"title": None}),
    ({"title": None}, {"title": None}),
    ({"title": 1984}, {"title": "1984"}),
    ({}, {}),
    ({"published": "2018-01-02"}, {"published": "2018-01-02"}),
    ({"date": "2018"}, {"published": "2018"}),
    ({"date_extracted": "2018"}, {"published": "2018"}),
    ({"date_extracted": "2018", "published": ""}, {"published": "2018"}),
    ({"date": {"$date": "2018-01-02T00:00:00Z"}}, {"published": "2018-01-02T00:00:00Z"}),
    ({"source": "س", "author": "ك", "url": "https://a.example/1"},
     {"source": "س", "author": "ك", "url": "https://a.example/1"}),
    ({"tags": ["x"], "lang": {"a": 1}}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "wanted"), FACTS)
def test_facts(tmp_path: Path, fields: dict[str, Any], wanted: dict[str, str | None]) -> None:
    item = only(write(tmp_path / "a.jsonl", as_jsonl({"text": "نص", **fields})))
    assert item.given == wanted


@pytest.mark.parametrize("name", ["text", "body", "content"])
def test_the_text_of_a_record(tmp_path: Path, name: str) -> None:
    assert (
        only(write(tmp_path / "a.jsonl", as_jsonl({"text": "", "title": "ع", name: PAGE}))).content
        == PAGE
    )


def test_a_record_that_is_only_a_title(tmp_path: Path) -> None:
    assert only(write(tmp_path / "a.jsonl", as_jsonl({"title": "ع", "text": None}))).content == ""


MARKDOWN = f"""---
title: "حديقة على النهر"
date: 2019-03-01
author: ليلى حداد
tags: [a, b]
draft: false
---
# حديقة على النهر #

كتبت [ليلى](https://a.example/(x) "ع") عن **النهر** و*الماء* في `قرية`.
![صورة](x.png)

عنوان ثان
=========

> قالت: C\\# سهلة
> <https://a.example/>

- نقطة snake_case_name
* * *
{TEXT}"""


def test_markdown(tmp_path: Path) -> None:
    item = only(write(tmp_path / "a.md", MARKDOWN))
    assert item.given == {
        "title": "حديقة على النهر", "published": "2019-03-01", "author": "ليلى حداد",
    }  # fmt: skip
    lines = [line for line in item.content.split("\n") if line.strip()]
    assert lines == [
        "حديقة على النهر",
        "كتبت ليلى عن النهر والماء في قرية.",
        "صورة",
        "عنوان ثان",
        "قالت: C# سهلة",
        "https://a.example/",
        "- نقطة snake_case_name",
        *TEXT.strip().split("\n"),
    ]
    assert item.original == MARKDOWN
    assert again(item) == item


def test_text_between_rules_is_no_front_matter(tmp_path: Path) -> None:
    text = f"---\n{TEXT}---\nخاتمة\n"
    item = only(write(tmp_path / "a.md", text))
    assert (item.content, item.given) == (f"{TEXT}خاتمة\n", {})
