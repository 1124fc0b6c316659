"""What every engine must do: say what is wrong with an address, or with the archive there."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Search
from indexer.errors import ArchiveMissing, ArchiveOutdated, EngineUnavailable, UsageError
from indexer.settings import Settings
from tests.engines_samples import ALL, LIBRARY, write


def test_no_archive_yet(engine: Engine) -> None:
    assert engine.generations() == []
    with pytest.raises(ArchiveMissing, match="kashshaf index"):
        engine.search(Search(Everything()))
    with pytest.raises(ArchiveMissing):
        engine.get("a")


def test_an_archive_of_another_mapping_says_so(
    library: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("generation", "embedded_generations", "elastic_generations"):
        monkeypatch.setattr(f"indexer.engines.{module}.mapping_digest", lambda: "another")
    with pytest.raises(ArchiveOutdated, match="reindex"):
        library.search(Search(Everything()))
    assert {row["id"] for row in library.scan(Everything(), library.generations()[0].name)} == ALL


def test_the_same_archive_opened_twice(library: Engine, engine_address: str) -> None:
    other = open_engine(Settings(engine=engine_address))
    assert other.count(Everything()) == 5
    other.close()


@pytest.mark.parametrize(
    "address", ["nothing", "embedded:", "ftp://host/x", "http://127.0.0.1:9/UPPER CASE"]
)
def test_an_address_that_names_no_engine(address: str) -> None:
    with pytest.raises(UsageError):
        open_engine(Settings(engine=address)).current()


def test_an_engine_that_is_not_there() -> None:
    with pytest.raises(EngineUnavailable, match="does not answer"):
        open_engine(Settings(engine="http://127.0.0.1:9/a", timeout=1)).current()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = open_engine(Settings(engine=f"embedded:{tmp_path / 'file'}"))
    with pytest.raises(EngineUnavailable, match="cannot write"):
        write(engine, LIBRARY)
