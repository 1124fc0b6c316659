"""The mappings that are arrays: written the same each time, read back, refused where broken."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest

import mappings
from indexer.arabic import ahead
from indexer.describe.names import model
from mappings.arrays import from_lines, from_text, read, to_lines, to_text, write

FILES = (ahead.FILE, model.FILE)


@pytest.mark.parametrize("file", FILES)
def test_what_the_package_brings_is_written_the_same_again(file: str, tmp_path: Path) -> None:
    arrays = read(file)
    first, second = (write(file, arrays, tmp_path / name / "a.npz") for name in "12")
    assert first.read_bytes() == second.read_bytes()
    assert {entry.date_time for entry in ZipFile(first).infolist()} == {(1980, 1, 1, 0, 0, 0)}
    again = read(str(first))
    assert list(again) == list(arrays)
    for name, array in arrays.items():
        assert again[name].dtype == array.dtype and np.array_equal(again[name], array)


def test_texts_and_lines() -> None:
    assert to_text(from_text("كتب\nباب")) == "كتب\nباب"
    assert to_lines(from_lines(["كتب", "", "باب"])) == ["كتب", "", "باب"]


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.npz"
    with pytest.raises(mappings.ListError, match=r"a\.npz is missing; install"):
        read(str(file))
    whole = resources.files(mappings).joinpath(model.FILE).read_bytes()
    for broken in (b"", b"PK\x03\x04", whole[: len(whole) // 2], whole[:500] + b"?" + whole[501:]):
        file.write_bytes(broken)
        with pytest.raises(mappings.ListError, match=r"a\.npz cannot be read .* install"):
            read(str(file))
    np.savez(file, objects=np.array(["x"], dtype=object))
    with pytest.raises(mappings.ListError, match=r"a\.npz cannot be read .* install"):
        read(str(file))
