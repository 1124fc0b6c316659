"""READ: no input makes it fail, and none takes it for ever."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.records import RawItem, Refusal
from tests.reading import (
    TEXT,
    items,
    pack,
    write,
)

GOOD = json.dumps({"id": "g", "title": "حديقة", "text": TEXT}, ensure_ascii=False)

quick = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NAME = st.sampled_from(
    ["a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.csv", "a.gz", "a.txt.gz", "a.zip", "a.tar",
     "a.tgz", "a"]
)  # fmt: skip


@quick
@given(name=NAME, data=st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, name: str, data: bytes) -> None:
    assert_sound(write(tmp_path / name, data))


@quick
@given(name=NAME, text=st.text(max_size=200), encoding=st.sampled_from(["utf-8", "utf-16"]))
def test_any_text(tmp_path: Path, name: str, text: str, encoding: str) -> None:
    assert_sound(write(tmp_path / name, text.encode(encoding, "replace")))


@quick
@given(kind=st.sampled_from(["a.zip", "a.tgz", "a.tar"]), place=st.integers(0, 2000),
       byte=st.integers(0, 255), cut=st.integers(0, 3000))  # fmt: skip
def test_any_damage(tmp_path: Path, kind: str, place: int, byte: int, cut: int) -> None:
    members = {"a.txt": TEXT.encode(), "b.jsonl": GOOD.encode(), "c.txt.gz": gzip.compress(b"x y")}
    path = pack(tmp_path / kind, members)
    data = bytearray(path.read_bytes())
    data[place % len(data)] = byte
    assert_sound(write(path, bytes(data[: len(data) - cut % len(data)])))


def assert_sound(path: Path) -> None:
    """Every source has an outcome, and all of it can be written as UTF-8 and JSON."""
    found = items(path, max_archive_bytes=1_000_000)
    assert found
    for item in found:
        item.origin.encode()
        assert not item.origin.startswith("/")
        if isinstance(item, Refusal):
            assert item.reason.encode() and json.dumps(item.original, ensure_ascii=False).encode()
        else:
            json.dumps([item.content, item.original, item.given], ensure_ascii=False).encode()


@pytest.mark.parametrize(
    "text",
    [
        "# " + " " * 300_000 + "x",
        "<!--" * 100_000,
        "[" * 300_000,
        "[a](" * 100_000,
        "**a " * 100_000,
        "*a" * 200_000,
        "_a " * 200_000,
        "`a" * 200_000,
        "- " * 200_000 + "x",
        "= " * 200_000 + "x",
        "> " * 200_000,
        "---\n" * 100_000,
        "![a]" * 100_000,
        "\\" * 300_000,
        "<http:" * 100_000,
    ],
    ids=lambda text: text[:6],
)  # fmt: skip
def test_markdown_takes_time_in_proportion(tmp_path: Path, text: str) -> None:
    program = (
        "import sys, signal; from indexer.reading.markdown import read_markdown;"
        "signal.alarm(20); read_markdown(sys.stdin.read())"
    )
    subprocess.run(
        [sys.executable, "-c", program], input=text, text=True, check=True,
        cwd=Path(__file__).parent.parent,
    )  # fmt: skip


def test_comments_before_html_take_time_in_proportion(tmp_path: Path) -> None:
    (item,) = items(write(tmp_path / "a", "<!--" + "-->" * 700 + "<!---->" * 100 + TEXT))
    assert isinstance(item, RawItem) and item.media == "text"
