"""The verbs of ``kashshaf`` that fill an archive and keep it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

import mappings
from indexer.analyze_cli import analyze_command
from indexer.clock import now
from indexer.correct import complete
from indexer.describe.actors import knowing, listed_actors
from indexer.describe.article import describe
from indexer.families.settle import settle
from indexer.keeper.state import describer_of
from indexer.pipeline import Plan, Report, index
from indexer.read import read
from indexer.records import Refusal
from indexer.reindex import reindex
from indexer.run_reports import (
    bar,
    exit_by,
    one_line,
    own_places,
    quarantined,
    reason_of,
    show_refusals,
    show_report,
)
from indexer.settings import Settings
from indexer.verbs import (
    as_text,
    json_option,
    opened,
    quarantine_option,
    quiet_option,
    verb,
    workers_option,
)
from indexer.workers import default_workers


@click.command("index")
@click.argument("paths", nargs=-1, required=True)
@workers_option
@click.option(
    "--dry-run", is_flag=True, help="Describe everything, write nothing; all counts as new."
)
@click.option("--replace", is_flag=True, help="Where two sources give one id, take the newer one.")
@quarantine_option
@json_option
@quiet_option
@verb
def index_command(
    paths: tuple[str, ...],
    workers: int,
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
    own = own_places(settings, quarantine)
    with bar(paths, quiet, "indexing", besides=own) as shown, quarantined(quarantine) as put_away:
        items = read(paths, settings, shown.read, own)
        if dry_run:
            report = _dry_run(items, put_away)
        else:
            plan = Plan(replace, workers)
            with opened(settings) as engine:
                complete(engine, now(), plan.workers)
                report = index(items, engine, plan, now(), shown.done, put_away)
    show_report(report, as_json, "would be indexed" if dry_run else "indexed", quarantine)
    exit_by(report)


@click.command("describe")
@click.argument("paths", nargs=-1, required=True)
@click.option("--original", is_flag=True, help="With the whole item as read.")
@verb
def describe_command(paths: tuple[str, ...], original: bool, settings: Settings) -> None:
    """Show what would be kept of each article, as JSON lines; write nothing.

    Each fact comes with the text it was read from (`notes.facts`), and each line that was taken
    out of the page with the reason (`notes.dropped`). What the archive of --engine keeps of its
    keeper's corrections and of the furniture of its sources is heeded.
    """
    described = refused = 0
    with opened(settings) as engine:
        keeper = describer_of(engine)
    for item in read(paths, settings, besides=own_places(settings)):
        with keeper.knowing():
            found = item if isinstance(item, Refusal) else describe(item, keeper.learned)
        if not isinstance(found, Refusal):
            found = keeper.corrected(found)
        if isinstance(found, Refusal):
            refused += 1
            click.echo(f"kashshaf: {reason_of(found)}", err=True)
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
    workers: int,
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
    with opened(settings) as engine, quarantined(quarantine) as put_away:
        articles = next((g.articles for g in engine.generations() if g.state == "current"), None)
        own = own_places(settings, quarantine)
        with bar(paths, quiet, "re-indexing", None if paths else articles, own) as shown:
            items = read(paths, settings, shown.read, own) if paths else None
            rebuilt = reindex(engine, now(), items, workers, shown.done, put_away)
    if as_json:
        answer = {**asdict(rebuilt), "report": rebuilt.report.as_json()}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        if rebuilt.switched:
            click.echo(
                f"generation {rebuilt.generation} is in use: {rebuilt.after:,} articles, "
                f"{rebuilt.before:,} before. `kashshaf rollback` goes back."
            )
        show_refusals(rebuilt.report, quarantine)
        if not rebuilt.switched:
            click.echo(
                f"interrupted: {rebuilt.generation} is half built ({rebuilt.after:,} articles), "
                "searches go on in the old one; run the same again to go on",
                err=True,
            )
    exit_by(rebuilt.report)


@click.command("rollback")
@json_option
@verb
def rollback_command(as_json: bool, settings: Settings) -> None:
    """Go back to the generation before the last re-index, at once."""
    with opened(settings) as engine:
        generation = engine.rollback()
        complete(engine, now(), default_workers())
        articles = {made.state: made.articles for made in engine.generations()}
    if as_json:
        click.echo(json.dumps({"generation": generation}))
        return
    click.echo(
        f"generation {generation} is in use: {articles['current']:,} articles, "
        f"{articles['previous']:,} before. `kashshaf rollback` again undoes this."
    )


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
        named = [as_text(id) for id in ids]
        there = engine.known(named, engine.current())
        removed = engine.withdraw(named)
        with engine.writer("delete") as writer:
            settle(engine, writer, engine.current())
    if as_json:
        click.echo(json.dumps({"withdrawn": len(ids), "removed": removed}))
    else:
        click.echo(f"{removed} of {len(ids)} were in the archive and are gone; none comes back")
        for id in named:
            if id not in there:
                click.echo(f"  {one_line(id)}: no article had this id", err=True)
    if not removed:
        sys.exit(1)


def _dry_run(items: Iterator[Any], put_away: Callable[[Refusal], None]) -> Report:
    report = Report()
    for item in items:
        with knowing(listed_actors, unlisted=False):  # only what is refused is told
            found = item if isinstance(item, Refusal) else describe(item)
        if isinstance(found, Refusal):
            report.refused(found)
            put_away(found)
        else:
            report.new += 1
    return report


COMMANDS = (
    index_command,
    describe_command,
    analyze_command,
    delete_command,
    reindex_command,
    rollback_command,
    status_command,
)
