"""READ: sizes, bombs and memory."""

from __future__ import annotations

import gzip
import json
import random
import tracemalloc
from pathlib import Path

import pytest

from indexer.read import read
from indexer.records import RawItem, Refusal
from indexer.settings import Settings
from tests.reading import (
    TEXT,
    items,
    outcomes,
    pack,
    refused,
)

GOOD = json.dumps({"id": "g", "title": "حديقة", "text": TEXT}, ensure_ascii=False)


def test_a_text_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode() * (60_000_000 // len(TEXT.encode()) + 1))
    size = path.stat().st_size
    refusal = refused(path)
    assert f"{size:,} bytes" in refusal.reason and "50,000,000" in refusal.reason
    assert "KASHSHAF_MAX_ITEM_BYTES" in refusal.reason


@pytest.mark.parametrize("name", ["a.txt.gz", "a.zip", "a.tgz", "a.html.gz"])
def test_a_packed_text_over_the_limit(tmp_path: Path, name: str) -> None:
    text = "".join(f"{n} {TEXT}" for n in range(50))
    path = tmp_path / name
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        pack(path, {"a.txt": text.encode(), "b.txt": TEXT.encode()})
    first, *rest = items(path, max_item_bytes=1000)
    assert isinstance(first, Refusal) and "1,000" in first.reason
    assert outcomes(rest) == ([] if name.endswith(".gz") else [f"+ {name}!b.txt"])


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_line_over_the_limit_is_skipped_and_never_held(tmp_path: Path, end: str) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.write(GOOD + "\n" + '{"text": "')
        for _ in range(300):
            file.write("x" * 1_000_000)
        file.write('"}' + end + (GOOD + "\n" if end else ""))
    found, peak = in_memory(path)
    assert found == ["+ a.jsonl#1", "- a.jsonl#2", "+ a.jsonl#3"][: 3 if end else 2]
    assert peak < 60_000_000  # the limit is 50, and as much of it is held before it is skipped


def in_memory(path: Path) -> tuple[list[str], int]:
    """What is read, and how many bytes are held for it at most."""
    tracemalloc.start()
    try:
        found = [
            ("- " if isinstance(item, Refusal) else "+ ") + item.origin
            for item in read([str(path)], Settings())
        ]
        return found[:5], tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.jsonl.gz", "a.tgz", "a.zip"])
def test_memory_does_not_grow_with_the_input(tmp_path: Path, name: str) -> None:
    peaks = []
    for count in (200, 3000):
        rows = [json.dumps({"id": n, "title": "x", "text": TEXT * 40}) for n in range(count)]
        text = {
            "a.json": "[" + ",\n".join(rows) + "]",
            "a.csv": "id,title,text\n" + "".join(f'{n},x,"{TEXT * 40}"\n' for n in range(count)),
        }.get(name, "\n".join(rows))
        path = tmp_path / name
        if name in ("a.tgz", "a.zip"):
            pack(path, {f"{n}.txt": row.encode() for n, row in enumerate(rows)})
        else:
            path.write_bytes(gzip.compress(text.encode(), 1) if name[-1] == "z" else text.encode())
        peaks.append(in_memory(path)[1])
    of_origins = 3000 * (500 + 4000 * (name == "a.zip"))  # a zip's list of its members is held
    assert peaks[1] < peaks[0] + 1_500_000 + of_origins
    assert peaks[1] < 10_000_000


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv"])
@pytest.mark.parametrize("kind", ["gz", "zip", "tgz"])
def test_a_bomb(tmp_path: Path, name: str, kind: str) -> None:
    text = b"title\n" + b"x" * 30_000_000
    path = tmp_path / (f"{name}.gz" if kind == "gz" else f"a.{kind}")
    if kind == "gz":
        path.write_bytes(gzip.compress(text))
    else:
        pack(path, {f"{n}/{name}": text for n in range(3)})
    *_, refusal = items(path)
    assert isinstance(refusal, Refusal) and refusal.origin == path.name
    assert "zip bomb" in refusal.reason and "400 times" in refusal.reason


def test_an_archive_over_its_limit(tmp_path: Path) -> None:
    texts = {f"{n}.txt": random.Random(n).randbytes(100_000).hex().encode() for n in range(10)}
    for name in ("a.zip", "a.tgz"):
        found = items(pack(tmp_path / name, texts), max_archive_bytes=1_000_000)
        assert 2 < len(found) < 10
        refusal = found[-1]
        assert isinstance(refusal, Refusal) and refusal.origin == name
        assert "1,000,000" in refusal.reason and "KASHSHAF_MAX_ARCHIVE_BYTES" in refusal.reason


def test_repetition_is_no_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    lines = (json.dumps({"id": n, "text": TEXT * 50}) + "\n" for n in range(4000))
    path.write_bytes(gzip.compress("".join(lines).encode()))
    assert path.stat().st_size * 20 < 4000 * len(TEXT.encode()) * 50
    assert all(isinstance(item, RawItem) for item in items(path))
