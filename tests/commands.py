"""What the tests of the command share: running ``kashshaf`` as people do, and small articles."""

from __future__ import annotations

import ctypes
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from indexer.engines import open_engine
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings

KASHSHAF = [str(Path(sys.executable).with_name("kashshaf"))]
SECONDS = 120  # of one command, at most: the machine may be busy

TEXTS = (
    "افتتحت البلدية صباح أمس مكتبة عامة جديدة على ضفة النهر، وحضر الافتتاح عشرات القراء.",
    "ناقش المجلس المحلي خطة ترميم الجسر القديم، وقال إن الأشغال تبدأ في الربيع المقبل.",
    "عاد الصيادون إلى المرفأ قبل العاصفة، وأغلقت المدارس أبوابها خشية السيول والرياح.",
    "أعلن المرصد أن القمر سيُرى كاملا ليلة الجمعة، ودعا الهواة إلى حمل مناظيرهم.",
)

# name: (query, HTTP status, how many of twelve `records` it finds; None: that is not the point)
ODD_QUERIES: dict[str, tuple[str, int, int | None]] = {
    "empty": ("", 200, 12),
    "blank": (" \t\n", 200, 12),
    "long": ("كلمة " * 300, 400, None),
    "ten thousand letters": ("ا" * 10_000, 414, None),
    "unbalanced": ('"خطة ترميم «الجسر', 200, 3),
    "stop words": ("من في", 200, 3),
    "punctuation": ('؟!،. -- () "" «»', 200, 0),
    "one letter": ("ا*", 400, None),
    "only a star": ("*", 200, 0),
    "many stars": ("** *ا* -*", 400, None),
    "control": ("\x01الجسر\x07\x7f", 200, 3),
    "html": ("<script>alert(1)</script><b>الجسر", 200, None),
    "override": ("\u202eالجسر\u202c \u2067\u2069 \u200f", 200, 3),
    "fields": ("source: title:: :x مصدر:", 200, None),
    "operators": ("OR +أو+ | OR +ليس+ -", 200, None),
    "backslash": ("\\ \\* \\x00 {{7*7}} %s ../../etc/passwd", 200, None),
    "astral": ("\U0001d4d0\U0010ffff \ufffe 👩‍👩‍👧*", 200, None),
    "near": ('"من الجسر"~999 "x"~0', 200, None),
}


@dataclass(frozen=True)
class Done:
    """How a command ended: its exit code, and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without Kashshaf's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KASHSHAF_")}
    return {**kept, **(extra or {})}


def patched(*assignments: str) -> list[str]:
    """The command with constants of the program set otherwise: "module.NAME = value".

    While it is still being loaded, Ctrl-C ends it as it ends any program.
    """
    lines = ["import signal", "signal.signal(signal.SIGINT, signal.SIG_DFL)"]
    for assignment in assignments:
        names = assignment.partition("=")[0].strip().split(".")[:-1]
        module = ".".join(takewhile(lambda name: name.islower(), names))
        lines += [f"import {module}", assignment]
    lines += [
        "from search_ui.cli import main",
        "signal.signal(signal.SIGINT, signal.default_int_handler)",
        "main(prog_name='kashshaf')",
    ]
    return [sys.executable, "-c", "\n".join(lines)]


def kashshaf(
    *arguments: str | bytes,
    engine: str | None = None,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    command: Sequence[str] = KASHSHAF,
    before: Callable[[], None] | None = None,
) -> Done:
    """Runs the installed command to its end; whatever happens, it shows no traceback."""
    done = subprocess.run(
        [*command, *arguments, *(["--engine", engine] if engine else [])],
        input=stdin,
        capture_output=True,
        env=environment(env),
        cwd=cwd,
        timeout=SECONDS,
        check=False,
        preexec_fn=before,
    )
    return told(done.returncode, done.stdout, done.stderr)


def without_privilege() -> None:
    """Root loses its right to pass over permissions (Linux: out of the bounding set at exec)."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def tree(folder: Path) -> list[str]:
    """The path of everything below a folder."""
    return sorted(str(path) for path in folder.rglob("*"))


def told(code: int, out: bytes, err: bytes) -> Done:
    """A command's end, seen to be free of tracebacks."""
    done = Done(code, out.decode(), err.decode())
    for text in (done.out, done.err):
        assert "Traceback" not in text, text
    return done


@contextmanager
def started(
    *arguments: str,
    engine: str,
    command: Sequence[str] = KASHSHAF,
    group: bool = False,
    env: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """The command at work, killed at the end of the block if it still is."""
    process = subprocess.Popen(
        [*command, *arguments, "--engine", engine],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment({"PYTHONUNBUFFERED": "1", **(env or {})}),
        start_new_session=group,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=SECONDS)


def ended(process: subprocess.Popen[bytes], number: int | None = None, group: bool = False) -> Done:
    """Sends a signal, if one is given, to the process or to its whole group; waits for its end."""
    if number is not None and process.poll() is None:
        (os.killpg if group else os.kill)(process.pid, number)
    out, err = process.communicate(timeout=SECONDS)
    return told(process.returncode, out, err)


@contextmanager
def serving(engine: str, *options: str, env: Mapping[str, str] | None = None) -> Iterator[str]:
    """A real server on a free port: the address that it printed, without the last slash."""
    with started("serve", "--port", "0", *options, engine=engine, env=env) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode()
        found = re.search(r"http://\S+(?=/ )", line)
        assert found, line
        yield found[0]
        assert process.poll() is None
        done = ended(process, signal.SIGINT)
        assert done.code == 0, done


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


def records(count: int, begin: int = 0, edition: str = "") -> list[dict[str, str]]:
    """So many articles, each unlike the others; two editions differ in content only."""
    return [
        {
            "id": f"n{number:05}",
            "title": f"خبر رقم {number} من المدينة",
            "text": f"{TEXTS[number % len(TEXTS)]} {edition} العدد {number} {number * 7919}.",
            "source": ("المرفأ الجديد", "ضفاف", "صدى النخيل")[number % 3],
            "date": f"20{10 + number % 12}-{1 + number % 9:02}-{1 + number % 27:02}",
        }
        for number in range(begin, begin + count)
    ]


def lines(articles: Sequence[Mapping[str, object]]) -> bytes:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles).encode()


def input_file(path: Path, articles: Sequence[Mapping[str, object]]) -> str:
    path.write_bytes(lines(articles))
    return str(path)


def brought(path: str, engine: str) -> None:
    """Indexes a file without a process of its own, where the run itself is not what is tested."""
    opened = open_engine(Settings(engine=engine))
    try:
        report = index(read([path], Settings()), opened, Plan(), "2026-01-01T00:00:00Z")
    finally:
        opened.close()
    assert report.new and not report.quarantined, report
