"""Bad input, and an archive that cannot be read or written: a clear message, nothing lost."""

from __future__ import annotations

import gzip
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands import (
    ODD_QUERIES,
    TEXTS,
    brought,
    input_file,
    kashshaf,
    lines,
    records,
    without_privilege,
)
from tests.faults.archives import held

ARTICLE = "عنوان الخبر\n\n" + " ".join(TEXTS) + "\n"


def bomb(path: Path) -> None:
    """Little that unpacks to much, in members that are each small enough."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(8):
            archive.writestr(f"{number}.txt", b" " * 40_000_000)


LARGE = ARTICLE.encode() * (60_000_000 // len(ARTICLE.encode()))
BAD: dict[str, tuple[bytes | Callable[[Path], object], str]] = {
    "empty.txt": (b"", "it is empty"),
    "binary.txt": (random.Random(1).randbytes(9000), "only text is read"),
    "broken.txt": (ARTICLE.encode()[:399] + b"\xff\xd8" + ARTICLE.encode() * 9, "broken UTF-8"),
    "cut.txt.gz": (gzip.compress(ARTICLE.encode() * 50)[:-60], "break off before their end"),
    "bomb.zip": (bomb, "KASHSHAF_MAX_ARCHIVE_BYTES"),
    "cut.jsonl": (b'{"id": "cut", "title": "x", "te', "broken JSON at column 29"),
    "large.txt": (LARGE, "an article may have 50,000,000"),
    "large.txt.gz": (gzip.compress(LARGE, 1), "an article may have 50,000,000"),
    "half.jsonl": (b'{"id": "\\ud800", "title": "x", "text": "y"}\n', "half of a character"),
}


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            content(folder / name)
    return folder


LIMIT = {"KASHSHAF_MAX_ARCHIVE_BYTES": "100_000_000"}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_alone_is_refused_with_the_reason(
    bad_files: Path, tmp_path: Path, name: str
) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    done = kashshaf("index", str(bad_files / name), "--workers", "0", engine=address, env=LIMIT)
    assert done.code == 1
    assert f"  {name}" in done.err and BAD[name][1] in done.err
    assert ", 0 unchanged, " in done.out and not done.out.endswith(", 0 quarantined\n")
    assert held(address) == []


def test_bad_input_among_good_takes_nothing_with_it(bad_files: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "good.jsonl").write_bytes(lines(records(2)) + b'{"cut": \n' + lines(records(1, 2)))
    (tmp_path / "latin.txt").write_text(
        "Ferry returns\n\nThe ferry left the harbour at noon with forty travellers on board. " * 9
    )
    named = [str(tmp_path / name) for name in ("good.txt", "good.jsonl", "latin.txt", "gone.txt")]
    address = f"embedded:{tmp_path / 'archive'}"
    done = kashshaf("index", str(bad_files), *named, "--json", engine=address, env=LIMIT)
    assert done.code == 0
    report = done.json
    refused = {one["origin"].partition("#")[0].partition("!")[0] for one in report["refusals"]}
    assert refused == {*BAD, "good.jsonl", "gone.txt"}
    assert report["new"] == len(held(address)) == 5
    found = kashshaf("search", "ferry", "--json", engine=address).json
    (hit,) = found["hits"]
    assert (hit["origin"], hit["language"]) == ("latin.txt", "en")
    whole = kashshaf("search", "--json", engine=address).json
    assert {"good.txt", "good.jsonl#1", "good.jsonl#2", "good.jsonl#4"} <= {
        hit["origin"] for hit in whole["hits"]
    }


def test_without_permission(tmp_path: Path) -> None:
    closed, archive = tmp_path / "closed", tmp_path / "archive"
    closed.mkdir()
    (closed / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)
    closed.chmod(0)
    try:
        alone = kashshaf(
            "index", str(closed), engine=f"embedded:{archive}", before=without_privilege
        )
        both = kashshaf("index", str(tmp_path), "--json", engine="embedded:" + str(archive))
    finally:
        closed.chmod(0o700)
    assert alone.code == 1
    assert "there is no permission to read it" in alone.err
    assert both.code == 0
    archive.chmod(0o500)
    try:
        blocked = kashshaf(
            *("index", str(tmp_path / "b.txt")),
            engine=f"embedded:{archive / 'new'}",
            before=without_privilege,
        )
        for path in archive.rglob("*"):
            path.chmod(0o400 if path.is_file() else 0o500)
        read = kashshaf("search", engine=f"embedded:{archive}", before=without_privilege)
        written = kashshaf(
            "index", str(closed), engine=f"embedded:{archive}", before=without_privilege
        )
        for path in sorted(archive.rglob("*"), reverse=True):
            path.chmod(0)
        unread = kashshaf("search", engine=f"embedded:{archive}", before=without_privilege)
    finally:
        archive.chmod(0o700)
        for path in sorted(archive.rglob("*")):
            path.chmod(0o700)
    assert (blocked.code, read.code, written.code, unread.code) == (1, 0, 1, 1), (read, unread)
    assert "cannot write the archive" in blocked.err and "cannot write the archive" in written.err
    assert read.out.startswith("2 articles")
    assert "there is no permission to read it: give it to this user" in unread.err


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    brought(input_file(tmp_path / "a.jsonl", records(30)), address)
    generation = tmp_path / "archive" / "g000001"
    for path in generation.glob("*.store"):
        content = path.read_bytes()
        path.write_bytes(b"\0" * (len(content) - 200) + content[-200:])
    done = kashshaf("search", "الجسر", engine=address)
    assert done.code == 1
    assert "its files may be damaged" in done.err
    for path in (next(generation.glob("*.fast")), next(generation.glob("*.term"))):
        content = path.read_bytes()
        for left in (0, 5, len(content) // 2):  # a copy that broke off
            path.write_bytes(content[:left])
            done = kashshaf("search", "الجسر", engine=address)
            assert done.code == 1, (path, left)
            assert "restore its files, or go back with `kashshaf rollback`" in done.err, done
        path.write_bytes(content)
    (generation / "meta.json").write_text("{")
    assert "cannot open generation g000001" in kashshaf("status", engine=address).err
    (tmp_path / "archive" / "pointer.json").write_text("[]")
    assert "pointer.json cannot be read" in kashshaf("status", engine=address).err


def test_odd_queries(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    brought(input_file(tmp_path / "a.jsonl", records(12)), address)
    for name in ("long", "unbalanced", "stop words", "html", "control"):
        query, status, total = ODD_QUERIES[name]
        done = kashshaf("search", "--json", "--engine", address, "--", query)
        assert done.code == (2 if status == 400 else 0), (name, done)
        if done.code:
            assert done.err.startswith("kashshaf: ") and done.json["status"] == status, name
        else:
            assert (done.err, done.json["total"] if total else None) == ("", total), name
