"""What every engine must do: generations and their life, and what is withdrawn for good."""

from __future__ import annotations

import time
from dataclasses import replace
from random import Random

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.errors import ArchiveError, ArchiveOutdated
from indexer.records import Article
from indexer.settings import Settings
from tests.engines_samples import ALL, LIBRARY, article, write


def test_a_generation_is_built_beside_and_switched_at_once(library: Engine) -> None:
    old = library.current()
    new = library.begin()
    write(library, [replace(LIBRARY[0], body="نص جديد")], new)
    assert library.current() == old
    assert library.count(Everything()) == 5
    assert library.begin() == new
    assert {g.name: (g.state, g.articles) for g in library.generations()} == {
        old: ("current", 5),
        new: ("building", 1),
    }
    library.switch(new)
    assert library.current() == new
    assert library.count(Everything()) == 1
    assert library.rollback() == old
    assert library.count(Everything()) == 5
    assert library.rollback() == new


def test_the_bytes_on_disk_grow_with_what_is_held(library: Engine, engine_address: str) -> None:
    before = library.stored()
    random = "".join(map(chr, Random(1).choices(range(0x621, 0x64B), k=400_000)))
    write(library, [article("long", random)])
    reader = open_engine(Settings(engine=engine_address))
    until = time.monotonic() + 30  # Elasticsearch looks every ten seconds
    while (grown := reader.stored() - before) <= 0 and time.monotonic() < until:
        time.sleep(0.5)
    reader.close()
    assert before > 1_000 and 100_000 < grown < 20_000_000


def test_a_revision_tells_what_readers_see(library: Engine, engine_address: str) -> None:
    reader = open_engine(Settings(engine=engine_address))  # as another process would
    first = reader.revision()
    assert reader.revision() == first
    write(library, [article("later", "نص كتب بعد ذلك")])
    second = _other_than(reader, first)
    assert reader.get("later")
    assert reader.count(Everything()) == 6
    assert reader.revision() == second
    library.withdraw(["later"])
    third = _other_than(reader, second)
    assert reader.count(Everything()) == 5
    write(library, LIBRARY[:1], library.begin())
    library.switch(library.begin())
    assert _other_than(reader, third) not in (first, second)
    assert reader.count(Everything()) == 1
    reader.close()


def test_who_has_written_is_told_of_it_at_once(library: Engine) -> None:
    first = library.revision()
    write(library, [article("later", "نص كتب بعد ذلك")])
    second = library.revision()
    library.withdraw(["later"])
    assert len({first, second, library.revision()}) == 3


def _other_than(engine: Engine, revision: str) -> str:
    """The next revision, which is told within a second."""
    until = time.monotonic() + 5
    while (now := engine.revision()) == revision and time.monotonic() < until:
        time.sleep(0.05)
    assert now != revision
    return now


def _rebuilt(engine: Engine, articles: tuple[Article, ...] = LIBRARY) -> str:
    """A new generation of the same articles, in use."""
    write(engine, articles, new := engine.begin())
    engine.switch(new)
    return new


def test_what_is_withdrawn_does_not_come_back_with_the_generation_before(library: Engine) -> None:
    old = library.current()
    new = _rebuilt(library)
    assert library.withdraw(["harvest", "nobody"]) == 1
    assert library.rollback() == old
    assert library.get("harvest") is None
    assert library.count(Everything()) == 4
    assert library.withdraw(["floods"]) == 1
    assert library.rollback() == new
    assert library.get("floods") is None
    with library.writer("test") as writer:  # its family lost a member here, too
        assert "s1" in writer.unsettled().stories
    assert {row["id"] for row in library.scan(Everything())} == ALL - {"harvest", "floods"}


def test_what_is_withdrawn_leaves_a_generation_that_is_being_built(library: Engine) -> None:
    write(library, LIBRARY, new := library.begin())
    library.withdraw(["harvest"])
    assert library.known(ALL, new).keys() == ALL - {"harvest"}


def test_going_back_applies_what_the_generation_before_was_spared(library: Engine) -> None:
    """Its articles were withdrawn by a run that was killed, or by an older version."""
    library.withdraw(["harvest"])
    old = library.current()
    _rebuilt(library)
    write(library, LIBRARY, old)
    assert library.rollback() == old
    assert {row["id"] for row in library.scan(Everything())} == ALL - {"harvest"}


def test_what_is_withdrawn_leaves_a_generation_of_another_mapping(
    library: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = library.current()
    # the last is where the others, which may be loaded only here, take it from
    modules = ("embedded", "generation", "embedded_generations", "elastic_generations", "document")
    with monkeypatch.context() as patched:
        for module in modules:
            patched.setattr(f"indexer.engines.{module}.mapping_digest", lambda: "another")
        _rebuilt(library)
        library.withdraw(["harvest"])
        assert library.known(ALL, old).keys() == ALL - {"harvest"}
        with pytest.raises(ArchiveOutdated, match="nothing is changed"):
            library.rollback()
        assert library.count(Everything()) == 4
    assert library.rollback() == old  # the program that made it can
    assert library.count(Everything()) == 4


def test_older_generations_go(library: Engine) -> None:
    first = library.current()
    for _ in range(2):
        new = library.begin()
        write(library, LIBRARY[:2], new)
        library.switch(new)
    assert first not in [g.name for g in library.generations()]
    assert len(library.generations()) == 2


def test_nothing_to_roll_back_to(library: Engine) -> None:
    with pytest.raises(ArchiveError, match="previous"):
        library.rollback()
