"""What the tests of the installed command may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands import input_file, kashshaf, records, serving

COUNT = 24


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file of articles, one a copy of another's text."""
    made = tmp_path_factory.mktemp("articles")
    articles = records(COUNT - 1)
    copy = {**articles[3], "id": "copy", "source": "النيل المسائية"}
    input_file(made / "news.jsonl", [*articles, copy])
    return made


@pytest.fixture(scope="session")
def archive(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an archive of `folder`, which the tests only read."""
    address = f"embedded:{tmp_path_factory.mktemp('archives') / 'archive'}"
    done = kashshaf("index", str(folder), "--json", engine=address)
    assert (done.code, done.json["new"]) == (0, COUNT), done
    return address


@pytest.fixture(scope="session")
def served(archive: str) -> Iterator[str]:
    """The address of a server of `archive`."""
    with serving(archive) as address:
        yield address
