"""``kashshaf furniture``: the lines that recur over many pages of one source are learned, shown,
given as a list or forgotten."""

from __future__ import annotations

import json
from pathlib import Path

import click

from indexer.engines.base import Engine
from indexer.errors import UsageError
from indexer.furniture import NAME, as_text, checked
from indexer.keeper.lines import read_file
from indexer.learning.learn import learn
from indexer.run_reports import titled_bar
from indexer.settings import Settings
from indexer.verbs import json_option, opened, quiet_option, verb, workers_option


@click.command("furniture")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--show", is_flag=True, help="Print what was learned.")
@click.option("--forget", is_flag=True, help="Forget it: nothing is furniture for recurring.")
@workers_option
@json_option
@quiet_option
@verb
def furniture_command(
    file: Path | None,
    show: bool,
    forget: bool,
    workers: int,
    as_json: bool,
    quiet: bool,
    settings: Settings,
) -> None:
    """Learn which lines recur over many pages of one source.

    They are its furniture: articles that come from now on are described without them, those that
    are there by the next `kashshaf reindex`. Every line taken out is noted with the article. FILE
    is such a list instead, as --show prints it, after you have changed it.
    """
    if show + forget + (file is not None) > 1:
        raise UsageError("use one of FILE, --show, --forget")
    with opened(settings) as engine:
        if not show:
            text = _given(engine, file, forget, workers, quiet)
            with engine.writer("furniture") as writer:
                writer.keep(NAME, text)
        kept = engine.kept(NAME)
    if show and not as_json:
        click.echo(kept, nl=False)
    else:
        _tell(kept, as_json)


def _given(engine: Engine, file: Path | None, forget: bool, workers: int, quiet: bool) -> str:
    """The list that is to be kept: an empty one, that of a file, or what is learned now."""
    if forget:
        return ""
    if file:
        return checked(read_file(file), str(file))
    with titled_bar("reading", quiet) as progress:
        return as_text(learn(engine, engine.current(), workers, progress))


def _tell(kept: str, as_json: bool) -> None:
    """Of a list every line, for programs; else how long it is."""
    rows = [row.split("\t") for row in kept.split("\n") if row and not row.startswith("#")]
    if as_json:
        found = [
            {"source": source, "line": line, "texts": int(texts), "of": int(of)}
            for source, line, texts, of in rows
        ]
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    sources = len({source for source, *_ in rows})
    click.echo(
        f"{len(rows):,} lines of {sources:,} sources are furniture; "
        "`kashshaf reindex` takes them out of what is there"
    )
