"""The parameters of a search as options of the command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

import click

from indexer.verbs import as_text
from search_ui.asking.params import PARAMETERS, SearchParams, read_params

_OPTION = re.compile(r"--?[A-Za-z]")


class Asking(click.Command):
    """A command with a query, whose words may begin with a minus where articles are wanted without
    them. What looks like an option is one: such a word in Latin letters stands behind ``--``."""

    ignore_unknown_options = True

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        literal = args[args.index("--") :] if "--" in args else []
        rest = super().parse_args(ctx, args)
        for word in ctx.params.get("query") or ():
            if _OPTION.match(word) and word not in literal:
                raise click.NoSuchOption(
                    word,
                    f"No such option {word!r}; a query with such a word stands behind --",
                    ctx=ctx,
                )
        return rest


def search_options(*without: str) -> Callable[[Any], Any]:
    """An option for every parameter of the API but the query itself and those named."""

    def decorate(command: Any) -> Any:
        for parameter in reversed(PARAMETERS):
            if parameter.name in ("q", *without):
                continue
            default = f" Default: {parameter.default}." if parameter.default else ""
            options: dict[str, Any] = {
                "help": f"{parameter.about[0].upper()}{parameter.about[1:]}.{default}"
            }
            if parameter.choices:
                options["type"] = click.Choice(parameter.choices)
            name = f"--{parameter.name.replace('_', '-')}"
            option = click.option(name, parameter.name, multiple=parameter.repeatable, **options)
            command = option(command)
        return command

    return decorate


def params_of(query: str, options: Mapping[str, Any]) -> SearchParams:
    """The search that a query and the values of its options ask for. Raises `ParameterError`."""
    given = {"q": [as_text(query)]}
    for name, value in options.items():
        if value:
            values = value if isinstance(value, tuple) else (value,)
            given[name] = [as_text(one) for one in values]
    return read_params(given)
