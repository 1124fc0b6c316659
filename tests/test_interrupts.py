"""Ctrl-C through the installed command, at moments when it is loading, waiting or at work."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.commands import (
    Done,
    brought,
    ended,
    environment,
    input_file,
    lines,
    records,
    started,
    told,
    wait_until,
)
from tests.faults.archives import held, holder, ids

AT_ONCE = 10  # seconds, on a busy machine; whoever waits for a line waits for ever


def index_of_input(address: str, given: bytes, number: int) -> Done:
    """Gives `index -` so much, waits until it has it, and then for a signal to end it."""
    with started("index", "-", "--json", "--workers", "0", engine=address) as process:
        assert process.stdin is not None
        process.stdin.write(given)
        process.stdin.flush()
        wait_until(lambda: holder(address) == process.pid)
        wait_until(lambda: asleep(process.pid))
        begun = time.monotonic()
        os.kill(process.pid, number)
        process.wait(timeout=AT_ONCE + 30)
        assert time.monotonic() - begun < AT_ONCE
        return ended(process)


def asleep(process: int) -> bool:
    """Whether a process waits, and still does a while later."""
    for _ in range(5):
        if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "S":
            return False
        time.sleep(0.05)
    return True


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("count", [0, 3, 300], ids=["nothing", "a few", "many"])
def test_waiting_for_a_line_ends_at_once(tmp_path: Path, count: int, number: int) -> None:
    """What came before is indexed; half a line is not taken for a whole one."""
    address = f"embedded:{tmp_path / 'archive'}"
    articles = records(count)
    done = index_of_input(address, lines(articles) + b'{"id": "half", "title": "x', number)
    assert done.code == 130, done
    report = done.json
    assert report["interrupted"] and not report["quarantined"]
    assert report["new"] == count
    assert held(address) == ids(articles)


def test_an_archive_is_free_again_after_an_interrupt(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    done = index_of_input(address, lines(records(5)), signal.SIGINT)
    assert done.json["new"] == 5
    brought(input_file(tmp_path / "a.jsonl", records(5, begin=5)), address)
    assert held(address) == ids(records(10))


@pytest.mark.parametrize("arguments", [["describe", "-"], ["index", "-", "--dry-run"]])
def test_waiting_without_an_archive(tmp_path: Path, arguments: list[str]) -> None:
    with started(*arguments, engine=f"embedded:{tmp_path / 'archive'}") as process:
        time.sleep(3)
        done = ended(process, signal.SIGINT)
    assert (done.code, done.err.splitlines()[-1:]) == (130, ["kashshaf: interrupted"])


ROUNDS = 25
# Ctrl-C is held back until the program listens to it: what comes before belongs to Python.
LISTENING = """
import os, signal, sys
from search_ui.entry import main
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
real = signal.signal
def first(*given):
    before = real(*given)
    signal.signal = real
    os.write(int(sys.argv.pop(1)), b".")
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    return before
signal.signal = first
main()
"""


@pytest.mark.parametrize("arguments", [("analyze", "كلمة"), ("--help",), ("status",)])
def test_ctrl_c_at_any_moment(arguments: Sequence[str], tmp_path: Path) -> None:
    """There is a clean end and no traceback, and what is said was said in whole."""
    seed = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10_000))
    print(f"FAULT_SEED={seed}")
    chance = random.Random(seed)
    begun = time.monotonic()
    whole = interrupted(arguments, tmp_path, None)
    lasts = time.monotonic() - begun
    assert whole.code == 0
    for _ in range(ROUNDS):
        done = interrupted(arguments, tmp_path, chance.random() * lasts)
        assert done.code in (0, 130), done
        assert done.err == ("kashshaf: interrupted\n" if done.code else ""), done
        assert done.code or done.out == whole.out


def interrupted(arguments: Sequence[str], folder: Path, after: float | None) -> Done:
    """The command's end, after a Ctrl-C so many seconds from when it listened."""
    ready, listening = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-c", LISTENING, str(listening), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment({"KASHSHAF_ENGINE": f"embedded:{folder / 'archive'}"}),
        pass_fds=[listening],
    ) as process:
        os.close(listening)
        os.read(ready, 1)
        os.close(ready)
        if after is not None:
            time.sleep(after)
            process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
    return told(process.returncode, out, err)
