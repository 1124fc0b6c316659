"""The life of an archive by the installed command, on both engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.commands import input_file, kashshaf, records


def test_the_life_of_an_archive(engine_address: str, tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(6))

    def asked(*arguments: str) -> Any:
        done = kashshaf(*arguments, "--json", engine=engine_address)
        assert done.code == 0, done
        return done.json

    def total() -> Any:
        return asked("search")["total"]

    assert asked("index", path)["new"] == 6
    assert asked("delete", "n00002", "none") == {"withdrawn": 2, "removed": 1}
    again = asked("index", path)
    assert (again["unchanged"], again["quarantined"]) == (5, 1)
    assert "withdrawn" in again["refusals"][0]["reason"]
    gone = kashshaf("delete", "n00002", engine=engine_address)
    assert (gone.code, gone.out[:8]) == (1, "0 of 1 w")
    rebuilt = asked("reindex")
    assert (rebuilt["before"], rebuilt["after"], rebuilt["switched"]) == (5, 5, True)
    assert rebuilt["report"]["new"] == 5
    small = asked("reindex", input_file(tmp_path / "a.jsonl", records(3)))
    assert (small["after"], small["report"]["quarantined"], total()) == (2, 1, 2)
    assert asked("rollback") == {"generation": rebuilt["generation"]}
    assert total() == 5
    status = asked("status")
    states = {one["name"]: (one["state"], one["articles"]) for one in status["generations"]}
    assert states == {
        rebuilt["generation"]: ("current", 5),
        small["generation"]: ("previous", 2),
    }
    assert (status["withdrawn"], status["engine"]) == (2, engine_address)
    shown = kashshaf("status", engine=engine_address).out
    assert "2 articles withdrawn" in shown and "5 articles, made 20" in shown


def test_an_article_that_was_withdrawn_does_not_come_back(
    engine_address: str, tmp_path: Path
) -> None:
    def asked(*arguments: str) -> Any:
        done = kashshaf(*arguments, "--json", engine=engine_address)
        assert done.code == 0, done
        return done.json

    def exported() -> str:
        return kashshaf("export", "--format", "jsonl", engine=engine_address).out

    asked("index", input_file(tmp_path / "a.jsonl", records(6)))
    assert "n00002" in exported()
    asked("reindex")
    assert asked("delete", "n00002") == {"withdrawn": 1, "removed": 1}
    asked("rollback")
    assert "n00002" not in exported() and "n00003" in exported()
    asked("delete", "n00003")
    asked("rollback")
    assert "n00003" not in exported() and "n00004" in exported()
    rebuilt = asked("reindex")
    assert (rebuilt["before"], rebuilt["after"], rebuilt["switched"]) == (4, 4, True)
