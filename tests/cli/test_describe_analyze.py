"""``kashshaf describe`` and ``kashshaf analyze``: what they say of articles and words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import COUNT
from tests.commands import kashshaf, tree


def test_describe_gives_json_lines_with_evidence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = kashshaf("describe", str(folder), str(tmp_path / "empty.txt"), cwd=tmp_path)
    assert done.code == 0
    assert done.err == "kashshaf: empty.txt: it is empty\n"
    found = [json.loads(line) for line in done.out.splitlines()]
    assert len(found) == COUNT
    for article in found:
        assert article["published_evidence"] and article["origin"].startswith("news.jsonl#")
        assert "original" not in article and article["notes"]["facts"]
    whole = kashshaf("describe", str(folder), "--original").out.splitlines()[0]
    assert json.loads(whole)["original"]["media"] == "record"
    assert tree(tmp_path) == [str(tmp_path / "empty.txt")]
    nothing = kashshaf("describe", str(tmp_path / "empty.txt"))
    assert (nothing.code, nothing.out) == (1, "")


@pytest.mark.parametrize("depth", ["exact", "word", "lemma", "root"])
def test_analyze(depth: str) -> None:
    one = kashshaf("analyze", "قرأ الطلّابُ الكتب", "--depth", depth).json
    assert one["text"] == "قرأ الطلّابُ الكتب"
    assert [set(term) for term in one["terms"]] == [{"term", "start", "end", "rule"}] * 3
    assert [one["text"][t["start"] : t["end"]] for t in one["terms"]] == ["قرأ", "الطلّابُ", "الكتب"]
    several = kashshaf("analyze", "كتاب", "--depth", depth).json["terms"]
    readings = [(t["term"], t["rule"].startswith("also ")) for t in several]
    wanted = {"lemma": [("كتاب", False), ("كاتب", True)], "root": [("كتب", False)]}
    assert readings == wanted.get(depth, [("كتاب", False)])
    many = kashshaf("analyze", "-", "--depth", depth, stdin="قرأ الطلّابُ الكتب\r\n\nx\n".encode())
    assert [json.loads(line)["text"] for line in many.out.splitlines()] == [one["text"], "", "x"]
    assert json.loads(many.out.splitlines()[0]) == one


def test_bytes_that_are_no_text_are_named(archive: str) -> None:
    for arguments in (("analyze", b"\xff"), ("search", b"\xed\xa0\x80"), ("delete", b"\xff"),
                      ("search", b"--source=\xff", "--json")):  # fmt: skip
        done = kashshaf(*arguments, engine=archive)
        assert done.code == 2 and "is not UTF-8" in done.err and "\\x" in done.err, done
    done = kashshaf("analyze", "-", stdin="\ufeffكتاب\n".encode() + b"a\xff\xfe\nx\n")
    assert done.code == 2 and "line 2: byte 2 " in done.err
    [told] = done.out.splitlines()
    assert json.loads(told)["text"] == "كتاب"
