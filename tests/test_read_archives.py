"""READ: archives that are damaged, encrypted or hostile."""

from __future__ import annotations

import gzip
import json
import random
import tarfile
from pathlib import Path

import pytest

from indexer.records import Refusal
from tests.reading import (
    TEXT,
    items,
    outcomes,
    pack,
    refused,
)

GOOD = json.dumps({"id": "g", "title": "حديقة", "text": TEXT}, ensure_ascii=False)

NAMES = {
    "../../etc/passwd.txt": "etc/passwd.txt",
    "/root/x.txt": "root/x.txt",
    "C:\\temp\\y.txt": "C:/temp/y.txt",
    "a\nb.txt": "a\\x0ab.txt",
    "ديسمبر/خبر.txt": "ديسمبر/خبر.txt",
}


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_names_of_members_are_only_names(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.iterdir())
    path = pack(tmp_path / name, {member: member.encode() for member in NAMES})
    found = items(path)
    assert outcomes(found) == [f"+ {name}!{shown}" for shown in NAMES.values()]
    assert sorted(tmp_path.parent.iterdir()) == before and list(tmp_path.iterdir()) == [path]


def test_a_member_without_a_name_is_read(tmp_path: Path) -> None:
    """Damage may leave a name empty; what it named is still there."""
    path = pack(tmp_path / "a.zip", {"x.txt": TEXT.encode(), "y.txt": TEXT.encode()})
    path.write_bytes(path.read_bytes().replace(b"x.txt", b"\0.txt"))
    assert outcomes(items(path)) == ["+ a.zip!", "+ a.zip!y.txt"]


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tgz"])
def test_bad_members(tmp_path: Path, name: str) -> None:
    members = {
        "empty.txt": b"",
        "inner.zip": b"PK\x03\x04",
        "inner.tar.gz": b"\x1f\x8b",
        "image.png": b"\x89PNG\0",
        "cut.txt.gz": gzip.compress(TEXT.encode())[:-12],
        "broken.txt": TEXT.encode() + b"\xff",
        "lines.jsonl": b"{\n" + GOOD.encode(),
        ".hidden/x.txt": b"x",
        "__MACOSX/x.txt": b"x",
        "last.txt": TEXT.encode(),
    }
    found = items(pack(tmp_path / name, members))
    assert outcomes(found) == [
        f"- {name}!empty.txt", f"- {name}!inner.zip", f"- {name}!inner.tar.gz",
        f"- {name}!image.png", f"- {name}!cut.txt.gz", f"- {name}!broken.txt",
        f"- {name}!lines.jsonl#1", f"+ {name}!lines.jsonl#2", f"+ {name}!last.txt",
    ]  # fmt: skip
    assert isinstance(found[1], Refusal) and "an archive in an archive" in found[1].reason


@pytest.mark.parametrize("name", ["a.zip", "a.tar"])
def test_an_archive_of_nothing(tmp_path: Path, name: str) -> None:
    assert "no file in the archive" in refused(pack(tmp_path / name, {})).reason


def test_links_in_a_tar(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as tar:
        for type in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo(f"{type.decode()}.txt")
            info.type, info.linkname = type, "/etc/passwd"
            tar.addfile(info)
    found = items(path)
    assert outcomes(found) == ["- a.tar!2.txt", "- a.tar!1.txt", "- a.tar!6.txt"]
    assert all(isinstance(item, Refusal) and "a link or a device" in item.reason for item in found)


def test_an_encrypted_zip(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.zip", {"a.txt": TEXT.encode(), "b.txt": TEXT.encode()})
    data = bytearray(path.read_bytes())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1  # says that the first member is encrypted
    path.write_bytes(data)
    found = items(path)
    assert outcomes(found) == ["- a.zip!a.txt", "+ a.zip!b.txt"]
    assert isinstance(found[0], Refusal) and "it is encrypted" in found[0].reason


def test_a_damaged_member_of_a_zip(tmp_path: Path) -> None:
    texts = {f"{n}.txt": random.Random(n).randbytes(50).hex().encode() for n in range(3)}
    path = pack(tmp_path / "a.zip", texts)
    data = bytearray(path.read_bytes())
    data[data.index(b"1.txt") + 30] ^= 0xFF
    path.write_bytes(data)
    found = items(path)
    assert outcomes(found) == ["+ a.zip!0.txt", "- a.zip!1.txt", "+ a.zip!2.txt"]
    assert isinstance(found[1], Refusal) and "damaged in the archive" in found[1].reason


@pytest.mark.parametrize("name", ["a.tar", "a.tgz"])
def test_a_tar_that_breaks_off(tmp_path: Path, name: str) -> None:
    texts = {f"{n}.txt": random.Random(n).randbytes(40_000).hex().encode() for n in range(6)}
    path = pack(tmp_path / name, texts)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    found = items(path)
    assert outcomes(found)[:2] == [f"+ {name}!0.txt", f"+ {name}!1.txt"]
    assert isinstance(found[-1], Refusal) and found[-1].origin == name


def test_garbage_in_a_tar(tmp_path: Path) -> None:
    path = pack(tmp_path / "a.tar", {f"{n}.txt": TEXT.encode() for n in range(40)})
    data = bytearray(path.read_bytes())
    data[1024:1536] = b"garbage " * 64  # the second header
    path.write_bytes(data)
    found = items(path)
    assert outcomes(found) == ["+ a.tar!0.txt", "- a.tar"]
    assert isinstance(found[1], Refusal) and "damaged" in found[1].reason
