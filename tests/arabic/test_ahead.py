"""What is worked out ahead is what the analysis says; without it all goes on."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import mappings
from indexer.arabic import ahead, lemma
from indexer.describe.names import facts, words
from mappings.arrays import from_text, read, to_lines, write

AGAIN = "make it again: python -m indexer.describe.make_ahead"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A file to be read instead of that of the package."""
    monkeypatch.setattr(ahead, "FILE", str(tmp_path / "words.npz"))
    ahead._file.cache_clear()
    yield tmp_path / "words.npz"
    monkeypatch.undo()
    ahead._file.cache_clear()


def _write(path: Path, **other: str) -> None:
    arrays = ahead.packed(["باب", "كتاب", "كلب"], {"colours": ["red", "blue", "red"]})
    changed = {name: from_text(value) for name, value in other.items()}
    write(ahead.FILE, {**arrays, **changed}, path)


def test_what_the_package_brings_is_of_its_lists_and_of_its_analysis() -> None:
    ahead._file.cache_clear()
    common = ahead.words()
    assert len(common) > 100_000, f"made from other lists; {AGAIN}"
    terms, rules = ahead.Column("terms", str), ahead.Column("rules", str)
    parts = ahead.Column("parts", words.from_line)
    for word in random.Random(1).sample(common, 5_000):
        assert (terms.get(word), rules.get(word)) == lemma.worked_out(word), f"{word}; {AGAIN}"
        found = words.worked_out(word)
        known = facts.known(found.instead + word[found.letters :])
        assert parts.get(word) == found._replace(known=known), f"{word}; {AGAIN}"


def test_columns(file: Path) -> None:
    _write(file)
    colours = ahead.Column("colours", str.upper)
    assert [colours.get(word) for word in ("باب", "كتاب", "كلب", "قلب")] == [
        "RED",
        "BLUE",
        "RED",
        None,
    ]


def test_what_was_made_from_other_lists_is_passed_over(file: Path) -> None:
    _write(file, digest="0123456789abcdef")
    assert ahead.words() == []
    assert ahead.Column("colours", str).get("باب") is None


def test_without_the_file_nothing_is_ahead(file: Path) -> None:
    assert ahead.Column("colours", str).get("باب") is None


def test_a_broken_file_is_named(file: Path) -> None:
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(mappings.ListError, match=r"words\.npz cannot be read .* install"):
        ahead.words()


@pytest.mark.parametrize("form", ["والكتاب", "للأمم", "وقال", "بلندن", "هيثم", "المستشفيات"])
def test_parts_are_the_same_from_a_line(form: str) -> None:
    parts = words.worked_out(words.spelling(form))
    assert words.from_line(words.to_line(parts)) == parts


def test_the_command(tmp_path: Path) -> None:
    folder, out = tmp_path / "text", tmp_path / "out" / "words.npz"
    folder.mkdir()
    command = [sys.executable, "-m", "indexer.describe.make_ahead"]
    command += ["--data", str(tmp_path), "--out", str(out)]
    with gzip.open(folder / "arwiki-10k.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write(json.dumps({"text": "باب والباب باب كلب باب والباب، والباب"}) + "\n")
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "2 words" in done.stdout
    arrays = read(str(out))
    assert to_lines(arrays["words"]) == ["باب", "والباب"]
    assert arrays["terms"].tolist() == [0, 0]
    with gzip.open(folder / "arwiki-10k.jsonl.gz", "at", encoding="utf-8") as lines:
        lines.write("{}\n")
    failed = subprocess.run(command, capture_output=True, text=True, check=False)
    assert failed.returncode == 1
    assert "line 2: no JSON with a text" in failed.stderr


RECORDED = """
import mappings
from indexer.arabic import ahead, lemma
from indexer.describe.names import words
read, met = mappings._lines, []
mappings._lines = lambda path: met.append(path) or read(path)
ahead.set_aside()
for word in ("والكتاب", "سيكتبون", "عبدالله", "زقنبوط", "مايكروسوفت", "لمصر", "في"):
    lemma.worked_out(word), words.worked_out(word)
print(*met)
"""


def test_the_digest_is_of_every_list_that_is_read() -> None:
    done = subprocess.run(
        [sys.executable, "-c", RECORDED], capture_output=True, text=True, check=True
    )
    known = {*(f"lexicon/{name}.txt" for name in ahead.LISTS), *ahead.ACTORS}
    assert set(done.stdout.split()) == known
