"""Killed and interrupted at random moments: nothing is lost or double."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_engine
from indexer.engines.query import Everything
from indexer.settings import Settings
from tests.commands import (
    brought,
    ended,
    input_file,
    kashshaf,
    lines,
    patched,
    records,
    started,
    wait_until,
)
from tests.faults.archives import LEASE, SHORT_LEASE, held, ids

SMALL_STEPS = (
    "indexer.pipeline.BATCH = 8",
    "indexer.engines.embedded_writer.COMMIT_EVERY = 32",
    "indexer.engines.elastic_writer.COMMIT_EVERY = 32",
)
SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGKILL)
MANY = 600


@pytest.fixture
def moments() -> Iterator[float]:
    """Random waits in seconds; the seed is printed where a test fails."""
    seed = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10_000))
    print(f"FAULT_SEED={seed}")
    return iter_waits(random.Random(seed))


def iter_waits(source: random.Random) -> Iterator[float]:
    while True:
        yield source.random()


def killed_again_and_again(
    arguments: list[str], address: str, moments: Iterator[float], begun: Callable[[], bool]
) -> list[Any]:
    """Starts the command, ends it at a random moment by each signal in turn, then lets it run.

    Returns the JSON of the runs that could answer.
    """
    answers = []
    command = patched(SHORT_LEASE, *SMALL_STEPS)
    for number in (*SIGNALS, None):
        with started(*arguments, "--json", engine=address, command=command, group=True) as process:
            if number is not None:
                wait_until(lambda: begun() or process.poll() is not None)
                time.sleep(next(moments) * 0.8)
            done = ended(process, number, group=True)
        assert done.code in ({None: (0,), signal.SIGINT: (130, 0, -2)}.get(number, (0, -9))), done
        if done.code == -signal.SIGKILL and address.startswith("http"):
            time.sleep(LEASE + 0.2)
        if done.out:
            answers.append(done.json)
    return answers


def is_there(address: str) -> bool:
    """Whether a generation has been begun."""
    engine = open_engine(Settings(engine=address))
    try:
        return bool(engine.generations())
    finally:
        engine.close()


def test_index_is_killed_at_any_moment(
    engine_address: str, tmp_path: Path, moments: Iterator[float]
) -> None:
    articles = records(MANY)
    path = input_file(tmp_path / "a.jsonl", articles)
    arguments = ["index", path, "--workers", "2"]
    answers = killed_again_and_again(
        arguments, engine_address, moments, lambda: is_there(engine_address)
    )
    assert held(engine_address) == ids(articles)
    last = answers[-1]
    assert last["new"] + last["unchanged"] == MANY and not last["interrupted"]
    assert sum(answer["new"] for answer in answers) <= MANY


def test_reindex_is_killed_at_any_moment(
    engine_address: str, tmp_path: Path, moments: Iterator[float]
) -> None:
    articles = records(MANY)
    brought(input_file(tmp_path / "a.jsonl", articles), engine_address)
    engine = open_engine(Settings(engine=engine_address))

    def begun() -> bool:
        assert engine.count(Everything()) == MANY  # whatever is being done beside it
        return any(one.state == "building" for one in engine.generations())

    arguments = ["reindex", "--workers", "0"]
    answers = killed_again_and_again(arguments, engine_address, moments, begun)
    last = answers[-1]
    assert (last["before"], last["after"], last["switched"]) == (MANY, MANY, True)
    assert held(engine_address) == ids(articles)
    assert {one.state for one in engine.generations()} == {"current", "previous"}
    engine.close()
    back = kashshaf("rollback", engine=engine_address)
    assert back.code == 0
    assert held(engine_address) == ids(articles)


@pytest.mark.parametrize("verb", ["index", "reindex"])
def test_killed_just_before_the_new_generation_is_pointed_at(
    engine_address: str, tmp_path: Path, verb: str
) -> None:
    path = input_file(tmp_path / "a.jsonl", records(3))
    if verb == "reindex":
        brought(path, engine_address)
    kill = ".point = lambda *_: __import__('os').kill(__import__('os').getpid(), 9)"
    engines = ("embedded_generations.Generations", "elastic_generations.Generations")
    deadly = patched(SHORT_LEASE, *(f"indexer.engines.{engine}{kill}" for engine in engines))
    arguments = [verb, path] if verb == "index" else [verb]
    assert kashshaf(*arguments, engine=engine_address, command=deadly).code == -signal.SIGKILL
    time.sleep(LEASE if engine_address.startswith("http") else 0)
    done = kashshaf(*arguments, engine=engine_address)
    assert done.code == 0, done
    assert held(engine_address) == ids(records(3))


def test_a_re_index_from_other_files_after_one_that_was_killed(
    engine_address: str, tmp_path: Path
) -> None:
    """What the killed one had brought and the files do not hold stays away."""
    brought(input_file(tmp_path / "a.jsonl", records(4)), engine_address)
    engine = open_engine(Settings(engine=engine_address))
    half = engine.begin()
    engine.close()
    on_elastic, embedded = f"lambda self: {half!r}", f"lambda self: {{'current': {half!r}}}"
    left = patched(
        f"indexer.engines.elastic_generations.Generations.pointed_at = {on_elastic}",
        f"indexer.engines.embedded_generations.Generations._pointer = {embedded}",
    )
    path = input_file(tmp_path / "a.jsonl", records(4))
    assert kashshaf("index", path, engine=engine_address, command=left).code == 0
    files = input_file(tmp_path / "b.jsonl", [*records(2, begin=2), *records(1, begin=8)] * 2)
    done = kashshaf("reindex", files, "--json", engine=engine_address)
    assert done.code == 0, done
    assert (done.json["resumed"], done.json["after"]) == (4, 3)
    assert held(engine_address) == ["n00002", "n00003", "n00008"]


def test_a_killed_command_leaves_no_process_behind(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    with started("index", "-", "--workers", "2", engine=address, group=True) as process:
        assert process.stdin is not None
        process.stdin.write(lines(records(900)))
        process.stdin.flush()
        wait_until(lambda: len(children(process.pid)) >= 3)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_until(lambda: not alive(process.pid), 20)


def children(group: int) -> list[int]:
    """The processes of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def alive(group: int) -> bool:
    return bool(children(group))
