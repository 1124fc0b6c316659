"""What a keeper could lose by a slip of the hand, and does not."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_engine
from indexer.settings import Settings
from tests.commands import (
    KASHSHAF,
    SECONDS,
    TEXTS,
    Done,
    ended,
    environment,
    input_file,
    kashshaf,
    lines,
    patched,
    records,
    started,
)


def total(engine: str) -> Any:
    return kashshaf("search", "--size", "0", "--json", engine=engine).json["total"]


# ---- the archive lies where its articles lie


def test_an_archive_is_no_input_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"عنوان أول\n\n{TEXTS[0]}\n")
    (tmp_path / "empty.txt").write_text("")

    def indexed(*paths: str) -> Done:
        return kashshaf(
            *("index", *paths, "--quarantine", "away"), engine="embedded:archive", cwd=tmp_path
        )

    first, again = indexed("."), indexed(".")
    assert "1 new" in first.out and "1 quarantined" in first.out, first
    assert "1 unchanged, 1 quarantined" in again.out, again
    by_shell = indexed("a.txt", "archive", "empty.txt")  # as the shell makes it of a *
    assert "1 unchanged, 1 quarantined" in by_shell.out, by_shell
    by_us = indexed("*")
    assert "1 unchanged, 1 quarantined" in by_us.out, by_us
    away = (tmp_path / "away/quarantine.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(row) for row in away.splitlines()]
    assert {row["origin"] for row in rows} == {"empty.txt"}
    alone = indexed("archive")
    assert alone.code == 1 and "archive: it is the archive's own" in alone.err
    described = kashshaf("describe", ".", engine="embedded:archive", cwd=tmp_path)
    assert [json.loads(row)["origin"] for row in described.out.splitlines()] == ["a.txt"]


# ---- one pipe after another


def test_one_pipe_does_not_take_the_place_of_another(engine_address: str) -> None:
    def piped(content: bytes) -> Any:
        return kashshaf("index", "-", "--json", stdin=content, engine=engine_address).json

    texts = [f"عنوان {number}\n\n{text}\n".encode() for number, text in enumerate(TEXTS)]
    assert [piped(text)["new"] for text in texts] == [1] * len(texts)
    assert [piped(text)["unchanged"] for text in texts] == [1] * len(texts)
    nameless = [{key: row[key] for key in ("title", "text")} for row in records(3)]
    assert piped(lines(nameless))["new"] == 3
    moved = piped(lines(nameless[::-1]))  # the same records on other lines
    assert (moved["unchanged"], moved["new"]) == (3, 0)
    held = len(texts) + 3
    rebuilt = kashshaf("reindex", "--json", engine=engine_address).json
    assert (rebuilt["after"], total(engine_address)) == (held, held)
    assert piped(texts[0])["unchanged"] == 1  # the same id as before the re-index


# ---- re-indexing from what holds nothing


def test_no_article_takes_the_place_of_none(engine_address: str, tmp_path: Path) -> None:
    (tmp_path / "cut.jsonl").write_text('{"id": "n1", "text"\n')
    (tmp_path / "folder").mkdir()
    assert kashshaf("index", "-", stdin=lines(records(4)), engine=engine_address).code == 0
    for named in ("cut.jsonl", "folder"):
        done = kashshaf("reindex", named, engine=engine_address, cwd=tmp_path)
        assert (done.code, done.out) == (1, ""), done
        assert "no article came of what was named" in done.err
        assert f"{named}" in done.err and "with its 4 stays in use" in done.err
        assert total(engine_address) == 4
    done = kashshaf("reindex", engine=engine_address)
    assert done.code == 0 and "4 articles, 4 before" in done.out


def test_a_re_index_tells_what_it_refused(engine_address: str, tmp_path: Path) -> None:
    path = Path(input_file(tmp_path / "a.jsonl", records(3)))
    path.write_bytes(path.read_bytes() + b'{"id": "cut\n')
    assert kashshaf("index", str(path), engine=engine_address).code == 0
    done = kashshaf("reindex", str(path), "--quarantine", "q", engine=engine_address, cwd=tmp_path)
    assert done.code == 0 and "3 articles, 3 before" in done.out
    assert "a.jsonl#4: broken JSON" in done.err
    assert "a.jsonl#4" in (tmp_path / "q/quarantine.jsonl").read_text(encoding="utf-8")


def test_a_re_index_that_is_interrupted_says_how_to_go_on(tmp_path: Path) -> None:
    engine = f"embedded:{tmp_path / 'archive'}"
    assert kashshaf("index", "-", stdin=lines(records(600)), engine=engine).code == 0
    telling = patched("indexer.run_reports.EVERY = 0.0")  # a line for each article
    with started("reindex", "--workers", "0", engine=engine, command=telling) as process:
        assert process.stderr and process.stderr.readline().startswith(b"re-indexing: ")
        done = ended(process, signal.SIGINT)
    assert done.code == 130, done
    assert "interrupted: g000002 is half built" in done.err and "run the same again" in done.err
    assert total(engine) == 600


# ---- going back


def test_no_way_back_to_what_cannot_be_searched(
    engine_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kashshaf("index", "-", stdin=lines(records(3)), engine=engine_address).code == 0
    with monkeypatch.context() as older:
        modules = ("embedded", "generation", "embedded_generations", "elastic_generations")
        for module in (*modules, "document"):  # the last is where the others take it from
            older.setattr(f"indexer.engines.{module}.mapping_digest", lambda: "another")
        engine = open_engine(Settings(engine=engine_address))
        engine.switch(engine.begin())
        engine.close()
    back = kashshaf("rollback", engine=engine_address)  # the current one is the older program's
    assert back.code == 0 and "g000001 is in use: 3 articles, 0 before" in back.out, back
    refused = kashshaf("rollback", engine=engine_address)
    assert refused.code == 1
    assert "g000002, the generation before, was made by another version" in refused.err
    assert total(engine_address) == 3


# ---- withdrawing


def test_what_was_never_there_is_named(engine_address: str) -> None:
    assert kashshaf("index", "-", stdin=lines(records(3)), engine=engine_address).code == 0
    done = kashshaf("delete", "n00001", "n0001", engine=engine_address)
    assert done.code == 0 and done.out.startswith("1 of 2 were in the archive")
    assert done.err == "  n0001: no article had this id\n"


def test_nothing_is_withdrawn_from_no_archive(engine_address: str) -> None:
    done = kashshaf("delete", "n00001", engine=engine_address)
    assert done.code == 1 and "`kashshaf index PATH` makes one" in done.err
    assert kashshaf("status", "--json", engine=engine_address).json["generations"] == []


# ---- what other people wrote, on a terminal


def test_a_name_does_not_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a\u202etxt.exe\x1b[31m\n.txt").write_text("")
    done = kashshaf("index", str(tmp_path), engine=f"embedded:{tmp_path / 'archive'}")
    assert done.err == "  a\\u202etxt.exe\\x1b[31m\\x0a.txt: it is empty\n"


# ---- a disk that is full, a place that is none


def test_a_full_disk_under_the_archive(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    engine = f"embedded:{tmp_path / 'archive'}"
    assert kashshaf("index", "-", stdin=lines(records(3)), engine=engine).code == 0
    (tmp_path / "archive/withdrawn.new").symlink_to("/dev/full")
    done = kashshaf("delete", "n00001", engine=engine)
    assert done.code == 1 and f"cannot write the archive at {tmp_path / 'archive'}" in done.err
    assert "its disk is full; free some room and run the same again" in done.err
    assert total(engine) == 3


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for verb in (["search", "x"], ["index", os.devnull], ["status"]):
        done = kashshaf(*verb, engine=f"embedded:{tmp_path / 'file'}")
        assert (done.code, done.out) == (1, "")
        assert f"{tmp_path / 'file'} is no folder" in done.err, done


@pytest.mark.parametrize("arguments", [("--help",), ("search", "--size", "x", "--json")])
def test_no_room_for_what_is_said_before_a_verb_begins(arguments: tuple[str, ...]) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*KASHSHAF, *arguments],
            stdout=full, stderr=subprocess.PIPE, env=environment(), timeout=SECONDS, check=False,
        )  # fmt: skip
    said = b"kashshaf: No space left on device: free some room and run the same again\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_the_file_that_has_no_room_is_named(tmp_path: Path) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    engine = f"embedded:{tmp_path / 'archive'}"
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "quarantine.jsonl").symlink_to("/dev/full")
    done = kashshaf(
        "index", str(tmp_path / "empty.txt"), "--quarantine", str(tmp_path), engine=engine
    )
    assert (done.code, done.out) == (1, "")
    assert f"{tmp_path / 'quarantine.jsonl'}: No space left on device" in done.err
    assert kashshaf("index", "-", stdin=lines(records(3)), engine=engine).code == 0
    (tmp_path / "all.csv").symlink_to("/dev/full")
    done = kashshaf("export", "--out", str(tmp_path / "all.csv"), "--quiet", engine=engine)
    assert done.code == 1 and f"{tmp_path / 'all.csv'}: No space left on device" in done.err
    done = kashshaf("export", "--out", "/proc/all.csv", "--quiet", engine=engine)
    assert done.code == 1 and done.err.startswith("kashshaf: /proc/all.csv: "), done


@pytest.mark.parametrize(
    "arguments", [("analyze", "-"), ("index", "-"), ("count", "-"), ("run", "-", "--out", "-")]
)
def test_standard_input_that_is_closed(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    engine = f"embedded:{tmp_path / 'archive'}"
    done = kashshaf(*arguments, engine=engine, before=lambda: os.close(0))
    assert done.code and "standard input is closed: pipe something in" in done.err, done


def test_a_dumb_terminal_is_sent_plain_text(tmp_path: Path) -> None:
    engine = f"embedded:{tmp_path / 'archive'}"
    assert kashshaf("index", "-", stdin=lines(records(1)), engine=engine).code == 0
    shown = {}
    for terminal in ("dumb", "xterm"):
        here, there = pty.openpty()
        with subprocess.Popen(
            [*KASHSHAF, "search", "المدينة", "--engine", engine],
            stdout=there, stderr=there, env=environment({"TERM": terminal}),
        ) as process:  # fmt: skip
            assert process.wait(SECONDS) == 0
        os.close(there)
        shown[terminal] = os.read(here, 65_536)
        os.close(here)
    assert b"\x1b" in shown["xterm"] and b"\x1b" not in shown["dumb"]
