"""How the installed command ends where somebody or something stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.commands import KASHSHAF, SECONDS, ended, environment, kashshaf, started


def test_an_interrupt_is_told_by_the_exit_code() -> None:
    with started("analyze", "-", engine="embedded:none") as process:
        assert process.stdin and process.stdout
        process.stdin.write("كلمة\n".encode() * 2000)  # more than is held back before it is read
        process.stdin.flush()
        assert process.stdout.readline()
        done = ended(process, signal.SIGINT)
    assert done.code == 130
    assert done.err == "kashshaf: interrupted\n"


@pytest.mark.parametrize("after", [0.3, 0.5])
def test_an_interrupt_while_the_program_is_being_loaded(after: float) -> None:
    with started("analyze", "-", engine="embedded:none") as process:
        time.sleep(after)
        done = ended(process, signal.SIGINT)
    assert done.code in (130, -signal.SIGINT)
    assert "Traceback" not in done.err


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    with subprocess.Popen(
        [*KASHSHAF, "describe", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.wait(SECONDS) == 0
        assert process.stderr.read() == b""


def test_a_full_disk_under_the_output(archive: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*KASHSHAF, "status", "--engine", archive],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=SECONDS,
            check=False,
        )
    said = b"kashshaf: No space left on device: free some room and run the same again\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_a_port_that_is_taken(archive: str, served: str) -> None:
    done = kashshaf("serve", "--port", served.rpartition(":")[2], engine=archive)
    assert done.code == 2
    assert "choose another --port" in done.err
