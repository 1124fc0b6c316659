"""``kashshaf correct``: the archive's keeper adds, merges, splits and renames actors, and states
facts of articles, in plain files."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from indexer.clock import now
from indexer.correct import (
    Change,
    adding,
    as_they_stand,
    correct,
    rehearse,
    removing,
    undoing,
)
from indexer.errors import UsageError
from indexer.keeper import read
from indexer.keeper.lines import Files, lines, read_file
from indexer.keeper.state import State, load
from indexer.run_reports import titled_bar
from indexer.settings import Settings
from indexer.verbs import json_option, opened, quiet_option, verb, workers_option


@click.command("correct")
@click.argument("files", nargs=-1)
@click.option("--show", is_flag=True, help="List the files kept, or print those that are named.")
@click.option("--remove", is_flag=True, help="Take back what the kept files of these names say.")
@click.option("--undo", is_flag=True, help="Go back to before the last change; again: undo that.")
@click.option(
    "--dry-run", is_flag=True, help="Check every line, say what it touches, change nothing."
)
@workers_option
@json_option
@quiet_option
@verb
def correct_command(
    files: tuple[str, ...],
    show: bool,
    remove: bool,
    undo: bool,
    dry_run: bool,
    workers: int,
    as_json: bool,
    quiet: bool,
    settings: Settings,
) -> None:
    """Correct actors and facts by FILES, and describe again only the articles they touch.

    The archive keeps each file under its name, and every later run and re-index follows it; a file
    of the same name takes its place. UTF-8, a change a line, tabs between columns, # for comments:

    \b
    ARTICLE  FIELD  VALUE    title, deck, body, source, author, place, published,
                             language, url; - for none; actors: +ID;-ID
    add      ID  TYPE  NAME  [ENGLISH]  [ALIASES]  [SHORT]  [CONTEXTS]
    rename   ID  NAME  [ENGLISH]
    alias    ID  FORMS       short, never: the same; forms are parted by ;
    split    ID  OTHER  FORMS
    merge    ID  INTO
    remove   ID              rename, merge and remove take name:… and body:… ids, too

    Without FILES, what an interrupted run left is done.
    """
    if show + remove + undo > 1 or (undo and files) or (remove and not files):
        raise UsageError("use one of FILES, --show [NAMES], --remove NAMES, --undo")
    with opened(settings) as engine:
        if show:
            _show(load(engine), files, as_json)
            return
        change = _change(files, remove, undo)
        if dry_run:
            done = rehearse(engine, change)
        else:
            with titled_bar("describing again", quiet) as progress:
                done = correct(engine, change, now(), workers, progress)
    if as_json:
        click.echo(json.dumps(done.as_json(), ensure_ascii=False))
        return
    said = "would be described again" if dry_run else "described again"
    click.echo(f"{done.described:,} articles {said}; {done.lines:,} corrections in all")
    for refusal in done.refusals:
        click.echo(f"  left as it was: {refusal.origin}: {refusal.reason}", err=True)


def _change(files: tuple[str, ...], remove: bool, undo: bool) -> Change:
    if undo:
        return undoing
    if remove:
        return removing(files)
    if not files:
        return as_they_stand
    names = Counter(Path(file).name for file in files)
    if twice := [name for name, count in names.items() if count > 1]:
        raise UsageError(f"two files are called {twice[0]}: the archive keeps files by their names")
    return adding({Path(file).name: read_file(Path(file)) for file in files})


def _show(state: State, names: tuple[str, ...], as_json: bool) -> None:
    files: Files = removing(name for name in state.files if name not in names)(state)
    if set(names) - files.keys():
        removing(names)(state)  # says which are kept
    if as_json:
        click.echo(json.dumps(files if names else state.files, ensure_ascii=False))
        return
    if names:
        for text in files.values():
            click.echo(text, nl=not text.endswith("\n"))
        return
    _, wrong = read(state.files)
    for name, text in state.files.items():
        click.echo(f"{name}: {sum(1 for _ in lines({name: text})):,} corrections")
    for one in wrong:
        click.echo(f"  not followed: {one}", err=True)
    if not state.files:
        click.echo("nothing was corrected yet")
