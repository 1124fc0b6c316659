"""READ: what is written comes back, and any item can be made again."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from indexer.describe.article import item_digest
from indexer.read import raw_item
from indexer.records import RawItem, Refusal
from tests.reading import (
    RECORD,
    again,
    items,
    only,
)

# What must hold for every record and every text.

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
lines = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t,;"))
ids = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
records = st.fixed_dictionaries(
    {"text": words.map(lambda text: text + " نص")},
    optional={
        "id": ids | st.integers(),
        "title": words | st.none(),
        "source": words | st.none(),
        "author": words,
        "url": words,
        "published": words,
        "tags": st.lists(words, max_size=2),
    },
)


def stated(record: dict[str, Any]) -> dict[str, str | None]:
    facts = {name: value for name, value in record.items() if name not in ("text", "tags")}
    given = {
        name: str(value) if value is not None and str(value).strip() else None
        for name, value in facts.items()
    }
    return {name: value for name, value in given.items() if value or name != "id"}


quick = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quick
@given(found=st.lists(records, min_size=1, max_size=5), plain=st.booleans())
@example(found=[{"text": "\ufeff\u2028 نص\x00", "title": "\x85"}], plain=True)
def test_records_come_back(tmp_path: Path, found: list[dict[str, Any]], plain: bool) -> None:
    lines = [json.dumps(record, ensure_ascii=plain) for record in found]
    (tmp_path / "a.jsonl").write_bytes("\n".join(lines).encode())
    (tmp_path / "a.json").write_bytes(json.dumps(found, ensure_ascii=plain, indent=1).encode())
    for name in ("a.jsonl", "a.json"):
        read_back = items(tmp_path / name)
        assert [i.given for i in read_back if isinstance(i, RawItem)] == list(map(stated, found))
        assert [i.content for i in read_back if isinstance(i, RawItem)] == [
            record["text"] for record in found
        ]
        for item in read_back:
            assert isinstance(item, RawItem)
            same = again(item)
            assert isinstance(same, RawItem)
            assert same == item and item_digest(same) == item_digest(item)


@quick
@given(rows=st.lists(st.tuples(ids, lines, lines.map(lambda t: t + "نص")), min_size=1, max_size=5))
def test_rows_come_back(tmp_path: Path, rows: list[tuple[str, str, str]]) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("id", "title", "text"), *rows])
    found = items(tmp_path / "a.csv")
    read_back = [
        (item.given.get("id"), item.given["title"], item.content)
        for item in found
        if isinstance(item, RawItem)
    ]
    assert read_back == [
        (id if id.strip() else None, title if title.strip() else None, text)
        for id, title, text in rows
    ]
    assert all(isinstance(item, RawItem) and again(item) == item for item in found)


@quick
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), min_size=1),
    name=st.sampled_from(["a.txt", "a.md", "a.html"]),
)
@example(text="---\ntitle: x\n---\n# `a` **b", name="a.md")
def test_documents_come_back(tmp_path: Path, text: str, name: str) -> None:
    (tmp_path / name).write_bytes(f"نص {text}".encode())
    item = only(tmp_path / name)
    assert item.original == f"نص {text}"
    assert again(item) == item


def test_an_id_that_is_not_the_archives_is_not_given() -> None:
    kept = {"media": "record", "text": json.dumps(RECORD), "encoding": "utf-8"}
    item = raw_item("other", "a.jsonl#1", kept)
    assert isinstance(item, RawItem) and "id" not in item.given


def test_a_record_that_cannot_be_made_again() -> None:
    refused = raw_item("x", "a.jsonl#1", {"media": "record", "text": "{", "encoding": "utf-8"})
    assert isinstance(refused, Refusal) and "JSON" in refused.reason
