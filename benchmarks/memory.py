"""How much memory a command takes, with the processes that it starts; read from Linux's /proc."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

EVERY = 0.05  # seconds between two looks
KINDS = {"RssAnon": "anonymous", "RssFile": "file_backed", "RssShmem": "shared"}


@dataclass(frozen=True, slots=True)
class Peak:
    """The most resident memory of a command at one moment, in bytes, and what it was made of.

    Pages that several processes share count in each of them. `file_backed` pages, such as those of
    an index mapped into memory, the system takes back when it needs them. `anonymous_peak` is the
    most anonymous memory at any moment.
    """

    resident: int
    anonymous: int
    file_backed: int
    anonymous_peak: int
    seconds: float


def peak_of(command: Sequence[str]) -> Peak:
    """Runs a command to its end. Raises `click.ClickException` with its last words if it fails."""
    if not Path("/proc/self/status").exists():
        raise click.ClickException("memory is measured on Linux only: --memory-articles 0 0")
    resident = anonymous = file_backed = anonymous_peak = 0
    started = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        while process.poll() is None:
            now = _memory(process.pid)
            anonymous_peak = max(anonymous_peak, now["anonymous"])
            if sum(now.values()) > resident:
                resident, anonymous = sum(now.values()), now["anonymous"]
                file_backed = now["file_backed"]
            time.sleep(EVERY)
        said = process.stderr.read().decode(errors="replace") if process.stderr else ""
    if process.returncode:
        raise click.ClickException(f"{command[-1]} ended with {process.returncode}: {said[-500:]}")
    seconds = time.perf_counter() - started
    return Peak(resident, anonymous, file_backed, anonymous_peak, seconds)


def _memory(pid: int) -> dict[str, int]:
    """Resident bytes of a process and all its descendants, by kind."""
    total = dict.fromkeys(KINDS.values(), 0)
    for each in _family(pid):
        for line in _read(f"/proc/{each}/status").splitlines():
            name, _, value = line.partition(":")
            if name in KINDS:
                total[KINDS[name]] += int(value.split()[0]) * 1024
    return total


def _family(pid: int) -> Iterator[int]:
    yield pid
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(str(path)).split():
            yield from _family(int(child))


def _read(path: str) -> str:
    try:
        return Path(path).read_text()
    except OSError:  # it has ended since
        return ""
