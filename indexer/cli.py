"""The verbs of ``kashshaf`` that fill an archive and keep it."""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

import click
from tqdm import tqdm

import mappings
from indexer.arabic.analyzers import exact_tokens, word_tokens
from indexer.arabic.lemma import alternatives, lemma_tokens
from indexer.arabic.root import root
from indexer.describe.actors import knowing, listed_actors
from indexer.describe.article import describe
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import KashshafError, UsageError
from indexer.families.settle import settle
from indexer.keeper.correct import complete
from indexer.pipeline import Plan, Progress, Report, index
from indexer.read import read, total_bytes
from indexer.records import Refusal
from indexer.reindex import reindex
from indexer.settings import ALL_NAMES, Settings
from indexer.workers import default_workers

ENGINE_HELP = (
    "Where the archive is: embedded:PATH, or http(s)://HOST:9200/ARCHIVE. "
    "Default: $KASHSHAF_ENGINE, else embedded:./kashshaf-archive."
)


class Shown(click.ClickException):
    """An error that a person meets: one line, no traceback."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]  # click reads it from the instance too

    def show(self, file: Any = None) -> None:
        click.echo(f"kashshaf: {self.format_message()}", err=True)


def verb(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command ``--engine``, and shows this project's errors in one line."""

    @click.option("--engine", "engine_address", metavar="ADDRESS", help=ENGINE_HELP)
    @functools.wraps(command)
    def run(*args: Any, engine_address: str | None, **options: Any) -> Any:
        try:
            settings = Settings.from_env(engine=engine_address)
            return command(*args, settings=settings, **options)
        except (KashshafError, mappings.ListError) as error:
            raise Shown(str(error), 2 if isinstance(error, UsageError) else 1) from error
        except BrokenPipeError:  # the reader of our output has seen enough
            _drop_output()
            sys.exit(0)
        except OSError as error:
            _drop_output()
            where = f"{error.filename}: " if error.filename else ""
            raise Shown(f"{where}{error.strerror or error}", 1) from error
        except KeyboardInterrupt:
            click.echo("kashshaf: interrupted", err=True)
            sys.exit(130)

    return run


def _drop_output() -> None:
    """What is still held back for standard output is not tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_text(argument: str) -> str:
    """An argument as sound text: bytes that are no UTF-8 are shown as U+FFFD."""
    return os.fsencode(argument).decode("utf-8", "replace")


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The engine of the settings, closed at the end."""
    engine = open_engine(settings)
    try:
        yield engine
    finally:
        engine.close()


def now() -> str:
    """The time of an indexing run, for `Article.indexed_at`."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


workers_option = click.option(
    "--workers",
    type=click.IntRange(0, 64),
    help="Processes that describe articles; 0: none beside this one. Default: one per core.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
quiet_option = click.option("--quiet", is_flag=True, help="No progress bar.")
quarantine_option = click.option(
    "--quarantine",
    type=click.Path(file_okay=False, path_type=Path),
    help="A folder for what could not be indexed: one JSON line each, with the reason and the "
    "item as read.",
)


@click.command("index")
@click.argument("paths", nargs=-1, required=True)
@workers_option
@click.option("--dry-run", is_flag=True, help="Describe everything, write nothing.")
@click.option("--replace", is_flag=True, help="Where two sources give one id, take the newer one.")
@quarantine_option
@json_option
@quiet_option
@verb
def index_command(
    paths: tuple[str, ...],
    workers: int | None,
    dry_run: bool,
    replace: bool,
    quarantine: Path | None,
    as_json: bool,
    quiet: bool,
    settings: Settings,
) -> None:
    """Bring articles into the archive.

    PATHS are files, folders, globs or archives: txt, md, html, json, jsonl, csv, pdf, docx, odt,
    epub (a chapter each), eml and mbox (with attachments), warc (a page each), each also .gz, and
    zip and tar; - reads standard input. The same input again changes nothing. Ctrl-C loses nothing:
    the next run goes on.
    """
    with _bar(paths, quiet, "indexing") as bar, _quarantined(quarantine) as put_away:
        items = read(paths, settings, bar.read)
        if dry_run:
            report = _dry_run(items, put_away)
        else:
            plan = Plan(replace, default_workers() if workers is None else workers)
            with opened(settings) as engine:
                complete(engine, now(), plan.workers)
                report = index(items, engine, plan, now(), bar.done, put_away)
    _show_report(report, as_json, "would be indexed" if dry_run else "indexed", quarantine)
    _exit_by(report)


@click.command("describe")
@click.argument("paths", nargs=-1, required=True)
@click.option("--original", is_flag=True, help="With the whole item as read.")
@verb
def describe_command(paths: tuple[str, ...], original: bool, settings: Settings) -> None:
    """Show what would be kept of each article, as JSON lines; write nothing.

    Each fact comes with the text it was read from (`notes.facts`), and each line that was taken
    out of the page with the reason (`notes.dropped`).
    """
    described = refused = 0
    for item in read(paths, settings):
        with knowing(listed_actors, settings.names == ALL_NAMES):
            found = item if isinstance(item, Refusal) else describe(item)
        if isinstance(found, Refusal):
            refused += 1
            click.echo(f"kashshaf: {_reason(found)}", err=True)
            continue
        described += 1
        article = asdict(found)
        if not original:
            del article["original"]
        click.echo(json.dumps(article, ensure_ascii=False))
    if refused and not described:
        sys.exit(1)


@click.command("reindex")
@click.argument("paths", nargs=-1)
@workers_option
@quarantine_option
@json_option
@quiet_option
@verb
def reindex_command(
    paths: tuple[str, ...],
    workers: int | None,
    quarantine: Path | None,
    as_json: bool,
    quiet: bool,
    settings: Settings,
) -> None:
    """Build the archive anew beside the old one, then switch to it at once.

    Without PATHS, from the originals that the archive keeps; with PATHS, from these files. Searches
    go on in the old generation until the new one is complete and verified. Killed, it goes on where
    it was; `kashshaf rollback` goes back.
    """
    count = default_workers() if workers is None else workers
    with opened(settings) as engine, _quarantined(quarantine) as put_away:
        articles = next((g.articles for g in engine.generations() if g.state == "current"), None)
        with _bar(paths, quiet, "re-indexing", None if paths else articles) as bar:
            items = read(paths, settings, bar.read) if paths else None
            rebuilt = reindex(engine, now(), items, count, bar.done, put_away)
    if as_json:
        answer = {**asdict(rebuilt), "report": rebuilt.report.as_json()}
        click.echo(json.dumps(answer, ensure_ascii=False))
    elif rebuilt.switched:
        click.echo(
            f"generation {rebuilt.generation} is in use: {rebuilt.after:,} articles, "
            f"{rebuilt.before:,} before. `kashshaf rollback` goes back."
        )
    _exit_by(rebuilt.report)


@click.command("rollback")
@json_option
@verb
def rollback_command(as_json: bool, settings: Settings) -> None:
    """Go back to the generation before the last re-index, at once."""
    with opened(settings) as engine:
        generation = engine.rollback()
        complete(engine, now(), default_workers())
    click.echo(json.dumps({"generation": generation}) if as_json else f"{generation} is in use")


@click.command("status")
@json_option
@verb
def status_command(as_json: bool, settings: Settings) -> None:
    """Show what is there: every generation, its articles, and whether it is up to date."""
    with opened(settings) as engine:
        generations = engine.generations()
        withdrawn = len(engine.withdrawn())
        label = engine.label
    if as_json:
        answer = {
            "engine": label,
            "generations": [asdict(generation) for generation in generations],
            "withdrawn": withdrawn,
        }
        click.echo(json.dumps(answer, ensure_ascii=False))
        return
    if not generations:
        click.echo(f"no archive at {label} yet: `kashshaf index PATH` makes one")
        return
    click.echo(f"{label}, {withdrawn} articles withdrawn")
    for generation in generations:
        stale = "" if generation.lists == mappings.digest() else ", made with older lists: re-index"
        click.echo(
            f"  {generation.name}  {generation.state:9} {generation.articles:>11,} articles, "
            f"made {generation.created}{stale}"
        )


@click.command("delete")
@click.argument("ids", nargs=-1, required=True)
@json_option
@verb
def delete_command(ids: tuple[str, ...], as_json: bool, settings: Settings) -> None:
    """Withdraw articles for good: no later run or re-index brings them back."""
    with opened(settings) as engine:
        removed = engine.withdraw([as_text(id) for id in ids])
        with engine.writer("delete") as writer:
            settle(engine, writer, engine.current())
    if as_json:
        click.echo(json.dumps({"withdrawn": len(ids), "removed": removed}))
    else:
        click.echo(f"{removed} of {len(ids)} were in the archive and are gone; none comes back")
    if not removed:
        sys.exit(1)


@click.command("analyze")
@click.argument("text")
@click.option(
    "--depth",
    type=click.Choice(["exact", "word", "lemma", "root"]),
    default="lemma",
    show_default=True,
    help="As written, as spelled, the term of all forms of a word, or of its whole family.",
)
@verb
def analyze_command(text: str, depth: str, settings: Settings) -> None:
    """Show the terms of a text at one depth of analysis, and the rule that made each.

    TEXT - reads lines from standard input and answers each with a JSON line. Two words meet in a
    search when they share a term; roots only score. At lemma depth, a word of several readings has
    a term of each: the archive holds it by the first, a query for it looks for the others, too
    ("also").
    """
    if text == "-":
        lines: Iterable[str] = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    else:
        lines = (as_text(text),)
    for line in lines:
        line = line.rstrip("\r\n")
        click.echo(json.dumps({"text": line, "terms": _terms(line, depth)}, ensure_ascii=False))


def _terms(text: str, depth: str) -> list[dict[str, Any]]:
    if depth == "lemma":
        return [
            {**asdict(token), "term": term, "rule": f"also {found.rule}" if number else found.rule}
            for token in word_tokens(text)
            for number, found in enumerate(alternatives(token.term))
            for term in found.term.split()
        ]
    if depth == "root":
        return [
            {**asdict(token), "term": root(token.term), "rule": depth}
            for token in lemma_tokens(text)
        ]
    tokens = word_tokens(text) if depth == "word" else exact_tokens(text)
    return [{**asdict(token), "rule": depth} for token in tokens]


class _Bar:
    """Progress on long work: bytes of files where their size is known, else articles."""

    def __init__(self, title: str, total: int | None, in_bytes: bool, quiet: bool) -> None:
        self.in_bytes = in_bytes
        self.ended = 0
        unit: dict[str, Any] = (
            {"unit": "B", "unit_scale": True} if in_bytes else {"unit": " articles"}
        )
        self.bar = tqdm(
            total=total, desc=title, disable=quiet or None, file=sys.stderr, mininterval=0.5, **unit
        )

    def read(self, count: int) -> None:
        if self.in_bytes:
            self.bar.update(count)

    def done(self, count: int) -> None:
        self.ended += count
        if not self.in_bytes:
            self.bar.update(count)
        elif self.ended % 64 == 0:
            rate = self.bar.format_dict["elapsed"] or 1
            self.bar.set_postfix_str(
                f"{self.ended:,} articles, {self.ended / rate:,.0f}/s", refresh=False
            )


@contextmanager
def _bar(
    paths: Sequence[str], quiet: bool, title: str, articles: int | None = None
) -> Iterator[_Bar]:
    size = total_bytes(paths) if paths else None
    bar = _Bar(title, size if paths else articles, size is not None, quiet)
    try:
        yield bar
    finally:
        bar.bar.close()


@contextmanager
def titled_bar(title: str, quiet: bool) -> Iterator[Progress]:
    """Progress on work of unknown length, in articles."""
    with _bar((), quiet, title) as bar:
        yield bar.done


@contextmanager
def _quarantined(folder: Path | None) -> Iterator[Callable[[Refusal], None]]:
    """A function that puts a refusal away, into a file of the folder where one is named."""
    if folder is None:
        yield lambda refusal: None
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file: TextIO = (folder / "quarantine.jsonl").open("a", encoding="utf-8", errors="replace")
    except OSError as error:
        raise UsageError(f"--quarantine {folder}: {error.strerror}") from error
    with file:
        yield lambda refusal: print(json.dumps(asdict(refusal), ensure_ascii=False), file=file)


def _dry_run(items: Iterator[Any], put_away: Callable[[Refusal], None]) -> Report:
    report = Report()
    for item in items:
        with knowing(listed_actors, unlisted=False):  # only what is refused is told
            found = item if isinstance(item, Refusal) else describe(item)
        if isinstance(found, Refusal):
            report.quarantined += 1
            report.refusals.append(found)
            put_away(found)
        else:
            report.new += 1
    return report


def _show_report(report: Report, as_json: bool, done: str, quarantine: Path | None) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False))
        return
    click.echo(
        f"{report.indexed:,} {done} ({report.new:,} new, {report.replaced:,} replaced; "
        f"{report.copies:,} of these copies), {report.unchanged:,} unchanged, "
        f"{report.quarantined:,} quarantined"
    )
    for refusal in report.refusals:
        click.echo(f"  {_reason(refusal)}", err=True)
    hidden = report.quarantined - len(report.refusals)
    if hidden > 0:
        where = f"{quarantine}/quarantine.jsonl" if quarantine else "--quarantine DIR keeps them"
        click.echo(f"  and {hidden:,} more: {where}", err=True)
    if report.interrupted:
        click.echo(
            "interrupted: what is counted above is kept; run the same again to go on", err=True
        )


def _reason(refusal: Refusal) -> str:
    line = f", line {refusal.line}" if refusal.line and "#" not in refusal.origin else ""
    return f"{refusal.origin}{line}: {refusal.reason}"


def _exit_by(report: Report) -> None:
    """Non-zero where nothing could be done, and 130 after Ctrl-C, as shells expect."""
    if report.interrupted:
        sys.exit(130)
    if not report.indexed + report.unchanged:
        sys.exit(1)


COMMANDS = (
    index_command,
    describe_command,
    analyze_command,
    delete_command,
    reindex_command,
    rollback_command,
    status_command,
)
