"""The installed command: its help, and what cannot be asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_ui.cli import main
from tests.commands import kashshaf


@pytest.mark.parametrize("verb", ["", *sorted(main.commands)])
def test_help(verb: str) -> None:
    done = kashshaf(*verb.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: kashshaf {verb}".rstrip())
    assert not verb or "--engine ADDRESS" in done.out
    assert verb or all(name in done.out for name in main.commands)


def test_version() -> None:
    assert kashshaf("--version").out.startswith("kashshaf, version ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "No such command"),
        (["index"], "Missing argument"),
        (["index", "--nothing", "x"], "No such option"),
        (["index", "--workers", "many", "x"], "--workers"),
        (["index", "/nowhere/at/all"], "there is nothing at /nowhere/at/all"),
        (["status", "--engine", "ftp://host"], "names no engine"),
        (["status", "--engine", "http://[::1"], "is no address"),
        (["search", "x", "--engine", "http://host:99999/a"], "is no address"),
        (["search", "x", "--engine", "http://127.0.0.1:9/UPPER"], "is no archive name"),
        (["search", "x", "--sort", "best"], "--sort"),
        (["search", "x", "--from", "yesterday"], "from: 'yesterday' is no date"),
        (["search", "x", "--size", "1000"], "size: '1000' is no whole number from 0 to 100"),
        (["search", "x", "--cursor", "forged"], "cursor: it is no cursor"),
        (["search", "ا" * 10_000], "10000 characters; at most 1000"),
        (["search", "ا*"], "give at least 2 letters"),
        (["run", "/nowhere", "--out", "run.txt"], "No such file"),
        (["analyze"], "Missing argument"),
        (["delete"], "Missing argument"),
        (["serve", "--port", "70000"], "--port"),
        (["serve", "--host", "no such..host"], "is no address to listen on"),
        (["rollback", "more"], "unexpected extra argument"),
    ],
)
def test_what_cannot_be_asked(arguments: list[str], said: str, archive: str) -> None:
    named = [] if "--engine" in arguments else ["--engine", archive]
    known = named if len(arguments) > 1 or arguments[0] in main.commands else []
    done = kashshaf(*arguments, *known)
    assert (done.code, done.out) == (2, ""), done
    assert said in done.err


@pytest.mark.parametrize(
    "address",
    [
        "http://reader:s3cret@127.0.0.1:9200/a",
        "HTTP://reader:s3cret@127.0.0.1:9200/a",
        "http://reader:s3cret@[::1",
        "reader:s3cret@127.0.0.1:9200",
    ],
)
@pytest.mark.parametrize("by_variable", [False, True])
def test_a_password_in_the_address_is_refused_and_never_shown(
    address: str, by_variable: bool
) -> None:
    named = {"KASHSHAF_ENGINE": address} if by_variable else {}
    done = kashshaf("status", engine=None if by_variable else address, env=named)
    assert done.code == 2
    assert "KASHSHAF_ELASTICSEARCH_PASSWORD" in done.err
    assert "s3cret" not in done.err + done.out


def test_a_setting_that_cannot_be_read_is_named() -> None:
    done = kashshaf("status", env={"KASHSHAF_TIMEOUT": "soon"})
    assert done.code == 2
    assert "KASHSHAF_TIMEOUT='soon'" in done.err


@pytest.mark.parametrize(
    "arguments", [["search", "x"], ["rollback"], ["reindex"], ["run", "QUERIES", "--out", "OUT"]]
)
def test_without_an_archive_nothing_can_be_done_and_none_is_made(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "queries").write_text('{"_id": "1", "text": "x"}\n')
    places = {"QUERIES": str(tmp_path / "queries"), "OUT": str(tmp_path / "out")}
    address = f"embedded:{tmp_path / 'none'}"
    done = kashshaf(*[places.get(one, one) for one in arguments], engine=address)
    assert (done.code, done.out) == (1, "")
    assert "`kashshaf index PATH` makes one" in done.err
    assert not (tmp_path / "none").exists()


def test_status_without_an_archive(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'none'}"
    assert kashshaf("status", engine=address).out == (
        f"no archive at {address} yet: `kashshaf index PATH` makes one\n"
    )
    assert kashshaf("status", "--json", engine=address).json["generations"] == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("search", "((", "--from", "أمس"), {"status": 400, "parameter": "from"}),
        (("search", "source:(", "--size", "x"), {"status": 400, "parameter": "size"}),
        (("search", "ا*"), {"status": 400, "parameter": "q", "position": 0}),
        (("search", "--cursor", "x"), {"status": 400, "parameter": "cursor"}),
        (("search", "--sort", "up"), {"status": 400, "parameter": "sort"}),
        (("search", "--colour"), {"status": 400}),
        (("index", "no-such-folder"), {"status": 400}),
        (("reindex", "--workers", "-1"), {"status": 400, "parameter": "workers"}),
        (("correct", "--undo"), {"status": 400}),
        (("status", "--engine", "http://localhost:1/x"), {"status": 503}),
        (("search", "--engine", "embedded:/dev/null/none"), {"status": 503}),
    ],
)
def test_with_json_an_error_is_the_problem_document_of_the_api(
    archive: str, arguments: tuple[str, ...], problem: dict[str, object]
) -> None:
    done = kashshaf(*arguments, "--json", engine=None if "--engine" in arguments else archive)
    told = done.json
    assert problem.items() <= told.items(), told
    assert told["type"] == "about:blank" and told["title"] and told["detail"]
    assert told["detail"] in done.err.replace("\n  ", "\n"), "people read the same"
    assert done.code == (2 if told["status"] == 400 else 1)
    assert kashshaf(*arguments, engine=None if "--engine" in arguments else archive).out == ""
