"""Worker processes: order kept, memory bounded, a death told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.errors import KashshafError
from indexer.interrupts import watched
from indexer.settings import ALL_NAMES, LISTED_NAMES
from indexer.workers import AHEAD, WORTH_A_POOL, default_workers, run_in_workers


def double(task: int) -> int:
    return task * 2


def where(task: int) -> int:
    return os.getpid()


def die(task: int) -> int:
    if task == WORTH_A_POOL + 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return task


@pytest.mark.parametrize("workers", [0, 1, 3])
@pytest.mark.parametrize("tasks", [0, 1, WORTH_A_POOL, 40])
def test_results_come_in_order(workers: int, tasks: int) -> None:
    with run_in_workers(double, range(tasks), workers) as results:
        assert list(results) == [task * 2 for task in range(tasks)]


def test_few_tasks_are_done_here_and_many_elsewhere() -> None:
    with run_in_workers(where, range(WORTH_A_POOL - 1), 2) as results:
        assert set(results) == {os.getpid()}
    with run_in_workers(where, range(30), 2) as results:
        assert os.getpid() not in set(results)


def test_tasks_are_taken_only_as_they_are_needed() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for task in range(1_000):
            taken.append(task)
            yield task

    with run_in_workers(double, tasks(), 2) as results:
        next(results)
        assert len(taken) <= 2 * AHEAD + WORTH_A_POOL


def test_a_worker_that_dies_is_told() -> None:
    with (
        run_in_workers(die, range(50), 2) as results,
        pytest.raises(KashshafError, match="--workers"),
    ):
        list(results)


def test_there_is_a_worker() -> None:
    assert 1 <= default_workers() <= 8


PRELOADED = """
import indexer.preloaded
from indexer.describe.actors import listed_actors
from indexer.describe.names.model import model
print(listed_actors.cache_info().currsize, model.cache_info().currsize)
"""


@pytest.mark.parametrize(("names", "models"), [(ALL_NAMES, 1), (LISTED_NAMES, 0)])
def test_the_model_of_names_is_there_before_workers_start_if_they_want_it(
    names: str, models: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PRELOADED],
        env={**os.environ, "KASHSHAF_NAMES": names},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["1", str(models)]


def test_one_interrupt_asks_and_the_second_breaks() -> None:
    before = signal.getsignal(signal.SIGINT)
    with watched() as interrupts:
        assert not interrupts.requested
        signal.raise_signal(signal.SIGINT)
        assert interrupts.requested
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    assert signal.getsignal(signal.SIGINT) is before


INTERRUPTED = """
import time
from indexer.workers import run_in_workers
def slow(task):
    time.sleep(0.05)
    return task
if __name__ == "__main__":
    with run_in_workers(slow, iter(int, 1), 2) as results:
        for result in results:
            print(result, flush=True)
"""


def test_an_interrupt_leaves_no_half_made_process_behind(tmp_path: Path) -> None:
    (tmp_path / "work.py").write_text(INTERRUPTED)
    with subprocess.Popen(
        [sys.executable, str(tmp_path / "work.py")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout and process.stdout.readline() == "0\n"
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does
        _, said = process.communicate(timeout=60)
    assert said.rstrip().endswith("KeyboardInterrupt")
    assert said.count("Traceback") == 1 and "forkserver" not in said
