"""What every verb of ``kashshaf`` shares: its archive, its options, how its errors are shown."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click

import mappings
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import NO_INPUT, KashshafError, UsageError
from indexer.settings import Settings
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
            told = "\n  ".join([str(error), *getattr(error, "__notes__", ())])
            raise Shown(told, 2 if isinstance(error, UsageError) else 1) from error
        except OSError as error:
            raise failed(error) from error
        except KeyboardInterrupt:
            click.echo("kashshaf: interrupted", err=True)
            sys.exit(130)

    return run


def failed(error: OSError) -> Shown:
    """What is shown of an error of the system; the program ends where nobody reads it any more."""
    _drop_output()
    if isinstance(error, BrokenPipeError):  # the reader of our output has seen enough
        sys.exit(0)
    where = f"{error.filename}: " if error.filename else ""
    return Shown(f"{where}{error.strerror or error}{_way_out(error)}", 1)


def piped_in() -> BinaryIO:
    """Standard input. Raises `UsageError` where there is none."""
    if sys.stdin is None:
        raise UsageError(NO_INPUT)
    return sys.stdin.buffer


class InputFile(click.File):
    """A file to read bytes from, or ``-``."""

    def __init__(self) -> None:
        super().__init__("rb")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "-" and sys.stdin is None:
            self.fail(NO_INPUT, param, ctx)
        return super().convert(value, param, ctx)


def _way_out(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return ": free some room and run the same again"
    return ": give it to this user" if error.errno == errno.EACCES else ""


def _drop_output() -> None:
    """What is still held back for standard output is not tried again when Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def as_text(argument: str) -> str:
    """An argument as sound text. Raises `UsageError` where its bytes are no UTF-8."""
    try:
        return os.fsencode(argument).decode()
    except UnicodeDecodeError as error:
        sound = error.object.decode("utf-8", "backslashreplace")
        raise UsageError(f"{sound}: this is not UTF-8, which every argument has to be") from error


@contextmanager
def opened(settings: Settings) -> Iterator[Engine]:
    """The engine of the settings, closed at the end."""
    engine = open_engine(settings)
    try:
        yield engine
    finally:
        engine.close()


workers_option = click.option(
    "--workers",
    type=click.IntRange(0, 64),
    default=default_workers,
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
