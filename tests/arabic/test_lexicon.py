"""The lists behind the lemma depth: in order, and refused by name and line where they are not."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

import mappings
from indexer.arabic import lexicon
from indexer.arabic.analyzers import normalize
from indexer.arabic.kinds import bits, letters

OWN = {
    "place_names": 3,
    "variants": 3,
    "plurals": 3,
    "irregular": 3,
    "compounds": 2,
    "stopwords": 3,
}
MADE = {"stopwords": 3, "nouns": 4, "verbs": 3, "paradigms": 2, "names": 2, "seen": 4}
TABLES = {**OWN, **MADE}


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the lists that a test may spoil."""
    for entry in resources.files(mappings).joinpath("lexicon").iterdir():
        (tmp_path / "lexicon").mkdir(exist_ok=True)
        (tmp_path / "lexicon" / entry.name).write_bytes(entry.read_bytes())
    files = resources.files

    def elsewhere(package: str) -> object:
        return tmp_path if package == mappings.__name__ else files(package)

    monkeypatch.setattr(resources, "files", elsewhere)

    _forget()
    yield tmp_path / "lexicon"
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for remembered in (mappings.table, mappings.lexicon, lexicon.stems):
        remembered.cache_clear()


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_rows_are_whole_sorted_and_distinct(name: str, columns: int) -> None:
    rows = mappings.table(name, columns)
    assert rows
    assert len(rows) == len(set(rows))
    if name != "paradigms":
        first = [row[0] for row in rows]
        assert first == sorted(first)


@pytest.mark.parametrize("name", [*TABLES, "protected"])
def test_a_list_says_what_it_is_and_whose(name: str) -> None:
    text = resources.files(mappings).joinpath(f"lexicon/{name}.txt").read_text(encoding="utf-8")
    header = "".join(line for line in text.splitlines() if line.startswith("#"))
    assert "Licence: GPL-3.0-or-later" in header
    assert "Source" in header or "Compiled for this project" in header


@pytest.mark.parametrize("name", ["nouns", "verbs", "names", "seen", "stopwords"])
def test_what_is_not_normalised_at_loading_is_at_word_depth(name: str) -> None:
    assert all(normalize(row[0]) == row[0] for row in mappings.table(name, TABLES[name]))


@pytest.mark.parametrize(
    ("name", "line", "named"),
    [
        ("nouns", "كتاب\t1", "lexicon/nouns.txt, line"),
        ("nouns", "كتاب\tx\tN\t", "'كتاب'"),
        ("nouns", "كتاب\t5\tZ\t", "'كتاب'"),
        ("nouns", "كتاب\t5\tN\tكتب:Z", "'كتاب'"),
        ("verbs", "كتب\t5\t99999", "there is no paradigm 99999"),
        ("verbs", "كتب\t-1\t1", "'كتب'"),
        ("paradigms", "0\t123:?", "'0'"),
        ("names", "زيد\tlight", "'زيد'"),
        ("place_names", "زيدان\tX\t", "'زيدان'"),
        ("variants", "زيدان", "lexicon/variants.txt, line"),
        ("stopwords", "في", "lexicon/stopwords.txt, line"),
    ],
)
def test_a_wrong_line_is_named(lists: Path, name: str, line: str, named: str) -> None:
    path = lists / f"{name}.txt"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(mappings.ListError) as error:
        lexicon.stems()
    assert named in str(error.value)
    assert f"{name}.txt" in str(error.value)


def test_kinds_are_read_as_they_are_written() -> None:
    assert letters(bits("NFU")) == "NFU"
    with pytest.raises(KeyError):
        bits("N?")


def test_an_article_of_a_name_goes_only_where_the_bare_word_is_nothing_else() -> None:
    found = lexicon.stems()
    assert any(stem.word == "القاهره" for stem in found["القاهره"])
    assert not any(stem.word == "القاهره" for stem in found["قاهره"])
    assert any(stem.word == "الصومال" for stem in found["صومال"])
