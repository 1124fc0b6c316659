"""The parts of README that are made from the code; ``python -m tests.readme`` writes them."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from click.testing import CliRunner

from search_ui.asking.params import PARAMETERS
from search_ui.cli import main

README = Path(__file__).parent.parent / "README.md"


def verbs() -> str:
    """The help of the command and of every verb."""
    parts = ["## Every verb\n", _help()]
    for name in sorted(main.commands):
        summary = click.Context(main.commands[name]).command.get_short_help_str(100)
        parts.append(f"<details><summary><code>kashshaf {name}</code>: {summary}</summary>\n")
        parts.append(_help(name) + "\n</details>")
    return "\n".join(parts)


def parameters() -> str:
    """The parameters of a search, as a table."""
    rows = ["| parameter | does | takes |", "|---|---|---|"]
    for parameter in PARAMETERS:
        takes = ", ".join(f"`{choice}`" for choice in parameter.choices)
        if parameter.number:
            takes = f"{parameter.number[0]} to {parameter.number[1]}"
        if parameter.default is not None:
            takes += f"; default `{parameter.default}`"
        if parameter.repeatable:
            takes += "repeatable"
        rows.append(f"| `{parameter.name}` | {parameter.about} | {takes} |")
    return "\n".join(
        ["Every parameter of the API is also an option of `kashshaf search`.", "", *rows]
    )


PARTS = {"verbs": verbs, "parameters": parameters}


def filled(text: str) -> str:
    """README with every made part as the code gives it today."""
    for name, make in PARTS.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        block = f"{begin}\n{make()}\n{end}"
        before, _, rest = text.partition(begin)
        text = before + block + rest.partition(end)[2]
    return text


def _help(*verb: str) -> str:
    result = CliRunner().invoke(main, [*verb, "--help"], prog_name="kashshaf", terminal_width=90)
    return f"```\n{result.output.strip()}\n```"


if __name__ == "__main__":
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
    sys.exit(0)
