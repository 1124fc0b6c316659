"""What a run tells while it goes on and at its end, and where it puts away what it refuses."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any, TextIO

import click
from tqdm import tqdm

from indexer.clock import now
from indexer.engines import folder_of
from indexer.errors import UsageError, naming
from indexer.pipeline import Progress, Report
from indexer.read import total_bytes
from indexer.records import Refusal
from indexer.settings import Settings

QUARANTINE = "quarantine.jsonl"  # the file of a --quarantine folder
EVERY = 30.0  # seconds between two lines of progress where there is no terminal for a bar
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Bar:
    """Progress on long work: bytes of files where their size is known, else articles. On a terminal
    it is a bar, elsewhere (a log) a line now and then."""

    def __init__(self, title: str, total: int | None, in_bytes: bool, quiet: bool) -> None:
        self.in_bytes = in_bytes
        self.ended = self.read_bytes = 0
        self.title, self.total = title, total
        self.in_lines = not (quiet or sys.stderr.isatty())
        self.begun = self.told = time.monotonic()
        unit: dict[str, Any] = (
            {"unit": "B", "unit_scale": True} if in_bytes else {"unit": " articles"}
        )
        columns = shutil.get_terminal_size().columns  # 80 where a terminal does not say
        self.bar = tqdm(
            total=total,
            desc=title,
            disable=quiet or None,
            file=sys.stderr,
            mininterval=0.5,
            ncols=columns,
            **unit,
        )

    def read(self, count: int) -> None:
        if self.in_bytes:
            self.read_bytes += count
            self.bar.update(count)

    def done(self, count: int) -> None:
        self.ended += count
        if self.in_lines and time.monotonic() - self.told >= EVERY:
            self._tell()
        if not self.in_bytes:
            self.bar.update(count)
        elif self.ended % 64 == 0:
            rate = self.bar.format_dict["elapsed"] or 1
            self.bar.set_postfix_str(
                f"{self.ended:,} articles, {self.ended / rate:,.0f}/s", refresh=False
            )

    def _tell(self) -> None:
        """One line: how much of what there is, how many articles, their rate, the time left."""
        self.told = time.monotonic()
        seconds = self.told - self.begun
        parts = [f"{self.ended:,} articles", f"{self.ended / seconds:,.0f}/s"]
        share = (self.read_bytes if self.in_bytes else self.ended) / (self.total or 1)
        if self.total and 0 < share < 1:
            left = timedelta(seconds=round(seconds / share - seconds))
            parts = [f"{share:.0%}", *parts, f"{left} left"]
        click.echo(f"{self.title}: {', '.join(parts)}", err=True)


@contextmanager
def bar(
    paths: Sequence[str],
    quiet: bool,
    title: str,
    articles: int | None = None,
    besides: Collection[Path] = (),
) -> Iterator[Bar]:
    """Progress on reading what the paths hold but for what is `besides`, else on so many
    articles."""
    size = total_bytes(paths, besides) if paths else None
    made = Bar(title, size if paths else articles, size is not None, quiet)
    try:
        yield made
    finally:
        made.bar.close()


@contextmanager
def titled_bar(title: str, quiet: bool) -> Iterator[Progress]:
    """Progress on work of unknown length, in articles."""
    with bar((), quiet, title) as made:
        yield made.done


def own_places(settings: Settings, quarantine: Path | None = None) -> tuple[Path, ...]:
    """What no run reads, even where it lies in a folder that is named: the archive itself, and what
    is put away of what it refuses."""
    archive = folder_of(settings)
    put_away = quarantine / QUARANTINE if quarantine else None
    return tuple(place for place in (archive, put_away) if place)


@contextmanager
def quarantined(folder: Path | None) -> Iterator[Callable[[Refusal], None]]:
    """A function that puts a refusal away, into a file of the folder where one is named. What one
    run adds bears one time: the same is refused by every run until it is put right."""
    if folder is None:
        yield lambda refusal: None
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / QUARANTINE
        file: TextIO = path.open("a", encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"--quarantine {folder}: {error.strerror}") from error

    began = now()

    def put_away(refusal: Refusal) -> None:
        row = {"at": began, **asdict(refusal)}
        with naming(path):
            print(json.dumps(row, ensure_ascii=False), file=file)

    try:
        yield put_away
    finally:
        with naming(path):
            file.close()


def show_report(report: Report, as_json: bool, done: str, quarantine: Path | None) -> None:
    """Tells how a run ended; `done` is what became of the articles."""
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        return
    click.echo(
        f"{report.indexed:,} {done} ({report.new:,} new, {report.replaced:,} replaced; "
        f"{report.copies:,} of these copies), {report.unchanged:,} unchanged, "
        f"{report.quarantined:,} quarantined"
    )
    show_refusals(report, quarantine)
    _warn_of_unlike(report)
    if report.interrupted:
        click.echo(
            "interrupted: what is counted above is kept; run the same again to go on", err=True
        )


def _warn_of_unlike(report: Report) -> None:
    """Tells of articles that another one of the same place in another folder may have replaced."""
    if report.unlike:
        first = ", ".join(map(one_line, report.unlike_origins[:3]))
        click.echo(
            f"  {report.unlike:,} of the replaced have hardly a word of what they replaced, first "
            f"{first}: if they are of another folder with files of the same names, index the "
            "folder above both, so that each has a place of its own",
            err=True,
        )


def show_refusals(report: Report, quarantine: Path | None) -> None:
    """Tells what was refused, and why."""
    for refusal in report.refusals:
        click.echo(f"  {reason_of(refusal)}", err=True)
        others = report.standing_for(refusal) - 1
        if others:
            archive = refusal.origin.rpartition("!")[0]
            click.echo(f"    and {others:,} more of {archive}, for the same reason", err=True)
    hidden = report.quarantined - sum(map(report.standing_for, report.refusals))
    if hidden > 0:
        where = f"{quarantine}/{QUARANTINE}" if quarantine else "--quarantine DIR keeps them"
        click.echo(f"  and {hidden:,} more: {where}", err=True)


def reason_of(refusal: Refusal) -> str:
    """A refusal in one line."""
    line = f", line {refusal.line}" if refusal.line and "#" not in refusal.origin else ""
    return one_line(f"{refusal.origin}{line}: {refusal.reason}")


def one_line(text: str) -> str:
    """A text with names of other people's making, without what a terminal would obey: line ends,
    other controls, and marks that turn the direction of all that follows."""
    return _OBEYED.sub(lambda sign: ascii(sign[0])[1:-1], text)


def exit_by(report: Report) -> None:
    """Non-zero where nothing could be done, and 130 after Ctrl-C, as shells expect."""
    if report.interrupted:
        sys.exit(130)
    if not report.indexed + report.unchanged:
        sys.exit(1)
