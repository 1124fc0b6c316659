"""The verbs that take results away: ``export`` and ``count``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import click

from indexer.clock import now
from indexer.errors import UsageError
from indexer.keeper.state import keeper_of
from indexer.settings import Settings
from indexer.verbs import InputFile, json_option, opened, quiet_option, verb
from search_ui.asking.params import OF_A_PAGE
from search_ui.options import Asking, params_of, search_options
from search_ui.taking.export import exporting
from search_ui.taking.export_files import ALIASES, FORMATS
from search_ui.taking.query_lists import counted, lines_of
from search_ui.taking.whole_file import whole_file

# Parameters that have no part in a whole result.
_LISTED = ("size", *OF_A_PAGE)
_DEFAULT = "jsonl"


@click.command("export", cls=Asking)
@click.argument("query", nargs=-1)
@click.option(
    "--format",
    "name",
    type=click.Choice([*FORMATS, *ALIASES]),
    help=f"What to write. Default: as the name of --out ends, else {_DEFAULT}.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    help="The file to write, replaced once the new one is complete. Default: standard output.",
)
@click.option("--lang", type=click.Choice(["ar", "en"]), default="ar", help="Of labels.")
@search_options(*_LISTED)
@quiet_option
@verb
def export_command(
    query: tuple[str, ...],
    name: str | None,
    out: Path | None,
    lang: Any,
    quiet: bool,
    settings: Settings,
    **options: Any,
) -> None:
    """Write every article that a search finds, from one moment of the archive.

    QUERY is as on the page; none takes every article. The order is newest first, or as --sort says.
    Each file begins with the search, the time and the generation it is from.
    """
    if out == Path("-"):
        out = None
    suffix = out.suffix[1:].lower() if out else ""
    name = name or (suffix if suffix in FORMATS else _DEFAULT)
    form = FORMATS[ALIASES.get(name, name)]
    if out is None and form.suffix == "xlsx" and sys.stdout.isatty():
        raise UsageError("a spreadsheet is nothing for a terminal: name a file with --out")
    params = params_of(" ".join(query), options)
    with (
        opened(settings) as engine,
        keeper_of(engine).knowing(),
        exporting(engine, params, now(), lang) as export,
        _written(out) as file,
    ):
        if not quiet:
            click.echo(f"{export.total:,} articles of {export.generation}", err=True)
        for piece in form.write(export):
            file.write(piece)


@click.command("count")
@click.argument("queries", type=InputFile())
@search_options(*_LISTED, "sort", "copies")
@json_option
@verb
def count_command(queries: BinaryIO, as_json: bool, settings: Settings, **options: Any) -> None:
    """Count the articles that each query of a list finds.

    QUERIES holds a query a line, as on the page; - is standard input. A line of the answer is the
    count, a tab, the query; with --json an object. A query that cannot be read is named with its
    line and place, and the rest is counted.
    """
    params = params_of("", options)
    lines = lines_of(queries.read(), queries.name)
    failed = 0
    with opened(settings) as engine, keeper_of(engine).knowing():
        for row in counted(engine, lines, params):
            failed += row.error is not None
            if as_json:
                click.echo(json.dumps(asdict(row), ensure_ascii=False))
            elif row.error is None:
                click.echo(f"{row.total}\t{row.query}")
            else:
                place = "" if row.position is None else f", place {row.position + 1}"
                click.echo(
                    f"kashshaf: {queries.name}, line {row.line}{place}: {row.error}", err=True
                )
    if failed:
        sys.exit(1)


@contextmanager
def _written(out: Path | None) -> Iterator[BinaryIO]:
    if out is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with whole_file(out) as file:
        yield file
