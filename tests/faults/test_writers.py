"""Two writers of one archive: one writes, the other is told of it."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

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
from tests.faults.archives import LEASE, SHORT_LEASE, held, holder, ids


def test_two_writers_of_one_archive(engine_address: str, tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(4))
    brought(path, engine_address)
    with started("index", "-", "--json", engine=engine_address) as first:
        wait_until(lambda: holder(engine_address) == first.pid)
        for verb in (["index", path], ["reindex"], ["delete", "n00001"]):
            second = kashshaf(*verb, engine=engine_address)
            assert (second.code, second.out) == (1, ""), verb
            assert f"being written by another process: index, process {first.pid} " in second.err
        assert kashshaf("search", "--json", engine=engine_address).json["total"] == 4
        assert first.stdin is not None
        first.stdin.write(lines(records(2, begin=4)))
        first.stdin.close()
        first.stdin = None
        done = ended(first)
    assert (done.code, done.json["new"]) == (0, 2)
    assert held(engine_address) == ids(records(6))
    assert kashshaf("rollback", engine=engine_address).code == 1  # and nobody holds it any more


def test_a_writer_that_slept_too_long_writes_nothing_more(archive: str, tmp_path: Path) -> None:
    """On Elasticsearch a hold runs out; whoever took over is alone, even when the first wakes."""
    brought(input_file(tmp_path / "a.jsonl", records(1)), archive)
    with started("index", "-", engine=archive, command=patched(SHORT_LEASE)) as first:
        wait_until(lambda: holder(archive) == first.pid)
        os.kill(first.pid, signal.SIGSTOP)
        time.sleep(LEASE + 0.3)
        with started("index", "-", engine=archive) as second:
            wait_until(lambda: holder(archive) == second.pid)
            os.kill(first.pid, signal.SIGCONT)
            for process, begin in ((first, 5), (second, 1)):
                assert process.stdin is not None
                process.stdin.write(lines(records(2, begin=begin)))
                process.stdin.close()
                process.stdin = None
                done = ended(process)
                assert (done.code == 0) == (process is second), done
                said = f"being written by another process: index, process {second.pid} "
                assert process is second or said in done.err
    assert held(archive) == ids(records(3))
