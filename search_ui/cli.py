"""``kashshaf``: every verb, those that search and serve among them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from itertools import takewhile
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

import click

from indexer.cli import COMMANDS
from indexer.engines.base import Engine
from indexer.errors import UsageError
from indexer.furniture_cli import furniture_command
from indexer.keeper.state import keeper_of
from indexer.keeper_cli import correct_command
from indexer.settings import Settings
from indexer.verbs import InputFile, json_option, opened, verb
from search_ui.answering.searching import ask, search, understand
from search_ui.asking.params import SearchParams
from search_ui.cli_export import count_command, export_command
from search_ui.options import Asking, params_of, search_options
from search_ui.problems import problem_of

_BLANK = re.compile(r"\s")


class Verbs(click.Group):
    """With ``--json`` a program is told of an error as by the API: by a problem document."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        ctx.meta[__name__] = "--json" in takewhile(lambda argument: argument != "--", args)
        if os.environ.get("TERM") == "dumb":
            ctx.color = False
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            if ctx.meta[__name__]:
                click.echo(problem_of(error).document())
            raise  # what is shown of it is for people


@click.group(
    cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(version("kashshaf"), prog_name="kashshaf")
def main() -> None:
    """Kashshaf (كشّاف): full-text search for Arabic archives.

    \b
    kashshaf index articles/          bring articles into ./kashshaf-archive
    kashshaf search وزير الخارجية     find every form of the words
    kashshaf serve                    the same as a page, on this machine only
    """


@click.command("search", cls=Asking)
@click.argument("query", nargs=-1)
@search_options()
@json_option
@verb
def search_command(
    query: tuple[str, ...], as_json: bool, settings: Settings, **options: Any
) -> None:
    """Search the archive. QUERY is as on the page; none browses every article, newest first.

    Every word must be there, in any of its forms. "a b": word for word; a OR b, a +أو+ b: either;
    NOT a, +ليس+ a: without it; =a: as written; a*: words that begin so; a~: words like it; a(-b):
    the word a, but not in the form b. The Arabic operators stand between plus signs, since by
    themselves they are words of every text.
    """
    params = params_of(" ".join(query), options)
    with opened(settings) as engine, keeper_of(engine).knowing():
        answer = search(engine, params)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _show(answer)


@click.command("run")
@click.argument("queries", type=InputFile())
@click.option(
    "--size",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    help="Articles that answer one query, at most.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path, allow_dash=True),
    required=True,
    help="The file to write; - is standard output.",
)
@verb
def run_command(queries: BinaryIO, size: int, out: Path, settings: Settings) -> None:
    """Answer a file of queries, for measuring quality.

    QUERIES holds a JSON object a line with `_id` and `text`, read as plain words of which any may
    match. RUN is written in TREC form: query, Q0, article, rank, score, tag.
    """
    asked = list(_queries(queries))
    with (
        opened(settings) as engine,
        keeper_of(engine).knowing(),
        click.open_file(str(out), "w", encoding="utf-8") as file,
    ):
        for id, text in asked:
            for rank, (article, score) in enumerate(ranked(engine, text, size), 1):
                file.write(f"{id} Q0 {_column(article)} {rank} {score:.6f} kashshaf\n")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8777,
    show_default=True,
    help="The port to listen on; 0 takes a free one.",
)
@click.option(
    "--threads",
    type=click.IntRange(1, 64),
    default=8,
    show_default=True,
    help="Requests answered at once.",
)
@click.option(
    "--log",
    type=click.Choice(("text", "json")),
    help="What is written of requests: nothing but failures, or a JSON line for each, on standard "
    "error, without what was asked for or by whom. Default: $KASHSHAF_LOG, else text.",
)
@verb
def serve_command(host: str, port: int, threads: int, log: str | None, settings: Settings) -> None:
    """Serve the page and the API, on this machine only unless --host says otherwise."""
    from search_ui.web.serving import serve  # Flask is wanted by this verb only

    with opened(settings) as engine:
        serve(engine, host, port, threads, replace(settings, log=log or settings.log))


def ranked(engine: Engine, text: str, size: int) -> list[tuple[str, float]]:
    """The best articles for a text read as plain words, any of which may match: (id, score)."""
    params = SearchParams(q=text[:1000], match="any", sort="relevance", size=size)
    found = ask(engine, understand(engine, params, plain=True), facets=False)
    return [(hit.id, hit.score) for hit in found.hits]


def _queries(file: BinaryIO) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        where = f"{file.name}, line {number}: "
        try:
            query = json.loads(line)
            id, text = str(query["_id"]), str(query["text"])
        except (ValueError, TypeError, KeyError) as error:
            raise UsageError(f"{where}not a JSON object with _id and text") from error
        if id != _column(id):
            raise UsageError(f"{where}its _id {id!r} is no word, as a column of a run has to be")
        if id in seen:
            raise UsageError(f"{where}its _id {id!r} is that of a query before it")
        seen.add(id)
        yield id, text


def _column(id: str) -> str:
    """An id as a column of a run, which blanks part: those in it as in an address."""
    return _BLANK.sub(lambda sign: quote(sign[0]), id) or "%"


def _show(answer: dict[str, Any]) -> None:
    click.echo(f"{counted(answer['total'])} in {answer['took_ms']} ms")
    for hit in answer["hits"]:
        when = [hit["published"], hit.get("published_hijri")]
        facts = [hit["source"], *when, hit["author"], hit["id"]]
        click.secho(f"\n{hit['title'] or '—'}", bold=True)
        click.echo("  " + " · ".join(fact for fact in facts if fact))
        for snippet in hit["snippets"]:
            if snippet["field"] == "body":
                click.echo(f"  {_marked(snippet)}")
        for row in hit.get("why", ()):
            click.echo(f"    {row['form']} ×{row['count']} ({row['field']}): {row['label']}")
    _show_advice(answer["understood"])
    if answer["next"]:
        click.echo(f"\nmore: --cursor {answer['next']}")


def counted(articles: int) -> str:
    """A number of articles in words: "1 article", "1,200 articles"."""
    return f"{articles:,} article{'' if articles == 1 else 's'}"


def _show_advice(understood: dict[str, Any]) -> None:
    """What to try where nothing was found, and what a word with ~ or * was taken for."""
    for one in understood.get("widened", ()):
        words = [f"{word['word']} ({word['total']:,})" for word in one["words"]]
        more = "; there are more: give more letters" if one["cut"] else ""
        click.echo(f"{one['text']}: {', '.join(words) or 'the first words that begin so'}{more}")
    for one in understood.get("missing", ()):
        forms = [f"{form['word']} ({form['total']:,})" for form in one["forms"]]
        there = f"; there is {', '.join(forms)}" if forms else ""
        click.echo(f"no article holds {one['word']} as asked for{there}")
    for offer in understood.get("suggestions", ()):
        click.echo(f"did you mean: {offer['q']} ({counted(offer['total'])}, {offer['why']})")
    instead = understood.get("instead")
    if instead:
        click.echo(f"{instead['total']:,} articles hold some of the words: --match any")


def _marked(snippet: dict[str, Any]) -> str:
    text, at, parts = snippet["text"], 0, []
    for start, end in snippet["marks"]:
        parts += [text[at:start], click.style(text[start:end], bold=True)]
        at = end
    return "".join([*parts, text[at:]]).replace("\n", " ")


_SEARCHING = (search_command, export_command, count_command, run_command, serve_command)
for _command in (*COMMANDS, correct_command, furniture_command, *_SEARCHING):
    main.add_command(_command)
