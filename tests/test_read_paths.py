"""READ: what is named how, standard input, and progress."""

from __future__ import annotations

import gzip
import io
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.errors import UsageError
from indexer.read import read, total_bytes
from indexer.records import RawItem, Refusal
from indexer.settings import Settings
from tests.reading import (
    PAGE,
    RECORD,
    TEXT,
    again,
    as_jsonl,
    items,
    origins,
    outcomes,
    pack,
    refused,
    write,
)

# What is named, and which origins that gives.


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (
        "b.txt",
        "a.txt",
        "sub/c.txt",
        "sub/deep/d.txt",
        "sub.txt",
        ".git/x.txt",
        ".y.txt",
    ):
        write(tmp_path / "in" / name, f"{name} {TEXT}")
    return tmp_path / "in"


TREE = ["a.txt", "b.txt", "sub.txt", "sub/c.txt", "sub/deep/d.txt"]


def test_folder(tree: Path) -> None:
    assert origins(tree) == origins(f"{tree}/") == TREE


def test_file(tree: Path) -> None:
    assert origins(tree / "sub/c.txt") == ["c.txt"]
    assert origins(tree / ".y.txt") == [".y.txt"]


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("*.txt", ["a.txt", "b.txt", "sub.txt"]),
        ("**", TREE),
        ("**/*.txt", TREE),
        ("**/d*", ["sub/deep/d.txt"]),
        ("s*", ["sub.txt", "sub/c.txt", "sub/deep/d.txt"]),
        ("sub/*.txt", ["c.txt"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("?ub/c.txt", ["sub/c.txt"]),
    ],
)
def test_glob(tree: Path, pattern: str, wanted: list[str]) -> None:
    assert origins(f"{tree}/{pattern}") == wanted


def test_paths_relative_to_here(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    assert origins(".") == origins("**") == TREE
    assert origins("sub", "a.txt") == ["c.txt", "deep/d.txt", "a.txt"]
    assert origins("./sub/../a.txt") == ["a.txt"]


def test_a_name_that_looks_like_a_glob(tmp_path: Path) -> None:
    assert origins(write(tmp_path / "a[1]*.txt", TEXT)) == ["a[1]*.txt"]


def test_the_same_file_named_twice_is_one_source(tree: Path) -> None:
    assert origins(tree, tree, f"{tree}/*.txt", f"{tree}/sub/../a.txt") == TREE


def test_two_files_of_one_origin(tmp_path: Path) -> None:
    first, second = write(tmp_path / "x/a.txt", TEXT), write(tmp_path / "y/a.txt", TEXT + "!")
    found = items(first.parent, second)
    assert [type(item) for item in found] == [RawItem, Refusal]
    assert isinstance(found[1], Refusal) and found[1].origin == "a.txt"
    assert str(first) in found[1].reason and str(second) in found[1].reason


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xe4\nx.txt", "wb") as file:
        file.write(TEXT.encode())
    assert origins(tmp_path) == ["\\xe4\\x0ax.txt"]


def test_links(tree: Path) -> None:
    (tree / "link.txt").symlink_to("a.txt")
    (tree / "nowhere.txt").symlink_to("gone")
    (tree / "itself.txt").symlink_to("itself.txt")
    (tree / "sub" / "up").symlink_to("..")
    found = {item.origin: item for item in items(tree)}
    assert set(found) == {*TREE, "link.txt", "nowhere.txt", "itself.txt", "sub/up"}
    refused = {name: item.reason for name, item in found.items() if isinstance(item, Refusal)}
    assert set(refused) == {"nowhere.txt", "itself.txt", "sub/up"}
    assert "gone" in refused["nowhere.txt"]
    assert "leads back to itself" in refused["itself.txt"]
    assert "link back" in refused["sub/up"]
    assert origins(f"{tree}/**/d.txt") == ["sub/deep/d.txt", "sub/up"]


def test_a_pipe_in_a_folder(tree: Path) -> None:
    os.mkfifo(tree / "pipe.txt")
    (refused,) = [item for item in items(tree) if isinstance(item, Refusal)]
    assert refused.origin == "pipe.txt" and "no regular file" in refused.reason


# Standard input.


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        (as_jsonl(RECORD, RECORD), [("-#1", "record"), ("-#2", "record")]),
        (json.dumps([RECORD]), [("-#1", "record")]),
        (json.dumps(RECORD), [("-", "record")]),
        (TEXT, [("-", "text")]),
        (f"[رويترز] {TEXT}", [("-", "text")]),
        (f"\n<!-- x --> {PAGE}", [("-", "html")]),
        (f"id,text\na1,{TEXT}", [("-#2", "record")]),
        (f'"title";"text";"قسم"\n;"{TEXT}";x\n', [("-#2", "record")]),
        (f"text, that is: what stands here\n{TEXT}", [("-", "text")]),
        (gzip.compress(TEXT.encode()), [("-", "text")]),
        (gzip.compress(as_jsonl(RECORD).encode()), [("-", "record")]),
    ],
)
def test_standard_input(
    monkeypatch: pytest.MonkeyPatch, content: str | bytes, wanted: list[tuple[str, str]]
) -> None:
    content = content if isinstance(content, bytes) else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert total_bytes(["-"]) is None
    found = items("-")
    assert [(i.origin, i.media) for i in found if isinstance(i, RawItem)] == wanted
    assert all(isinstance(item, RawItem) and again(item) == item for item in found)


def test_without_a_telling_name_gzip_is_known_all_the_same(tmp_path: Path) -> None:
    write(tmp_path / "packed", gzip.compress(TEXT.encode()))
    assert origins(tmp_path / "packed") == ["packed"]
    (cut,) = items(write(tmp_path / "cut", gzip.compress(TEXT.encode())[:-20]))
    assert isinstance(cut, Refusal) and "break off before their end" in cut.reason


def test_what_is_besides_is_passed_over(tree: Path) -> None:
    besides = (tree / "sub", tree / "b.txt", tree / "not there")
    found = [item.origin for item in read([str(tree)], Settings(), besides=besides)]
    assert found == ["a.txt", "sub.txt"]
    named = [str(tree / "sub"), str(tree / "sub.txt")]
    assert [item.origin for item in read(named, Settings(), besides=besides)] == ["sub.txt"]
    sizes = [(tree / name).stat().st_size for name in found]
    assert total_bytes([str(tree)], besides) == sum(sizes)


# Progress, and nothing before it is asked for.


def test_bytes_are_told(tree: Path, tmp_path: Path) -> None:
    pack(tree / "z.zip", {"a.txt": TEXT.encode(), "b.bin": b"\0" * 5000})
    pack(tree / "z.tgz", {"a.txt": TEXT.encode()})
    write(tmp_path / "in/a.jsonl.gz", gzip.compress(as_jsonl(RECORD).encode() * 1000))
    write(tmp_path / "in/big.txt", "x" * 3000)
    write(tmp_path / "in/empty.txt", "")
    told: list[int] = []
    found = list(read([str(tree)], Settings(max_item_bytes=2000), told.append))
    on_disk = sum(path.stat().st_size for path in visible(tree))
    assert sum(told) == total_bytes([str(tree)]) == on_disk
    assert min(told) > 0 and len(found) > 1000


def visible(folder: Path) -> list[Path]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return [p for p in paths if not any(part[0] == "." for part in p.relative_to(folder).parts)]


def test_total_of_what_is_not_there(tree: Path) -> None:
    assert total_bytes([str(tree / "gone")]) == 0


def test_nothing_at_any_path(tmp_path: Path) -> None:
    for paths in (["gone"], ["gone/*.txt", str(tmp_path / "x")], [f"{tmp_path}/**/*.md"], []):
        with pytest.raises(UsageError, match=r"nothing at|no path"):
            read(paths, Settings())  # at once, before anything is asked for


def test_it_streams(tmp_path: Path) -> None:
    told: list[int] = []
    path = write(tmp_path / "a.jsonl", as_jsonl(RECORD) * 20_000)
    stream = read([str(path)], Settings(), told.append)
    assert not told
    next(stream)
    assert 0 < sum(told) < path.stat().st_size / 4
    stream.close()  # type: ignore[attr-defined]  # it is a generator


def test_some_paths_are_there(tmp_path: Path) -> None:
    good = write(tmp_path / "a.txt", TEXT)
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".hidden.txt").write_text("x")
    paths = [tmp_path / "gone.txt", good, tmp_path / "*.jsonl", tmp_path / "empty", good / "x"]
    found = list(read([str(path) for path in paths], Settings()))
    assert outcomes(found) == ["- gone.txt", "+ a.txt", "- *.jsonl", "- empty", "- x"]
    reasons = [item.reason for item in found if isinstance(item, Refusal)]
    assert f"there is nothing at {tmp_path}/gone.txt" in reasons[0]
    assert "nothing at" in reasons[1] and "no file in it" in reasons[2]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user may enter, unlike those of pytest."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o700)
    shutil.rmtree(folder)


@pytest.fixture
def as_nobody(open_folder: Path) -> Iterator[Callable[[], None]]:
    """Gives up root's right to read everything, until the test ends."""
    user = os.geteuid()
    yield lambda: None if user else os.seteuid(65534)
    os.seteuid(user)


def test_without_permission(open_folder: Path, as_nobody: Callable[[], None]) -> None:
    (open_folder / "closed").mkdir()
    for name in ("closed/a.txt", "b.txt", "c.txt"):
        (open_folder / name).write_text(TEXT)
    (open_folder / "b.txt").chmod(0)
    (open_folder / "closed").chmod(0)
    as_nobody()
    found = items(open_folder)
    assert outcomes(found) == ["- b.txt", "+ c.txt", "- closed"]
    assert all("no permission" in item.reason for item in found if isinstance(item, Refusal))
    assert "no permission" in refused(open_folder / "closed").reason
    assert "no permission" in refused(open_folder / "closed" / "a.txt").reason
    assert "no permission" in refused(open_folder / "b.txt").reason


def test_a_folder_of_many_levels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    depth = 1200
    monkeypatch.chdir(tmp_path)
    try:
        for _ in range(depth):
            os.mkdir("d")
            os.chdir("d")
        Path("a.txt").write_text(TEXT)
        assert outcomes(items(tmp_path)) == [f"+ {'d/' * depth}a.txt"]
    finally:  # pytest could not: it recurses
        Path("a.txt").unlink(missing_ok=True)
        while Path.cwd() != tmp_path:
            os.chdir("..")
            os.rmdir("d")
