"""What every benchmark says at its end: the machine, the figures, and what was wanted of them."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for programs.")
engine_option = click.option(
    "--engine",
    type=click.Choice(["embedded", "elasticsearch", "both"]),
    default="both",
    show_default=True,
)
cores_option = click.option(
    "--cores",
    type=click.IntRange(1),
    help="Keep everything, Elasticsearch too, to so many cores. Default: all there are.",
)

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure, and the bound that it is to keep: at least, or at most if `most`."""

    name: str
    value: float
    bound: float
    most: bool = False

    @property
    def met(self) -> bool:
        return self.value <= self.bound if self.most else self.value >= self.bound

    def __str__(self) -> str:
        sign = "<=" if self.most else ">="
        return f"{self.name}: {self.value:.3f}, wanted {sign} {self.bound:g}" + (
            "" if self.met else "  NOT MET"
        )


def keep_to(cores: int | None) -> None:
    """Keeps this process, and every one it starts, to so many cores."""
    if cores is None:
        return
    if not hasattr(os, "sched_setaffinity"):
        raise click.UsageError("--cores needs Linux")
    there = sorted(os.sched_getaffinity(0))
    if cores > len(there):
        raise click.UsageError(f"--cores {cores}: this machine has {len(there)}")
    os.sched_setaffinity(0, there[:cores])


def machine() -> dict[str, Any]:
    """What the figures were measured on; `load` is what else ran when the benchmark began."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return {
        "processor": _processor(),
        "cores": cores,
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def progress(as_json: bool) -> Say:
    """A function that tells a person what is being measured."""
    return lambda text: click.echo(text, err=True) if not as_json else None


def table(rows: Sequence[Sequence[object]]) -> str:
    """Rows as text in columns, the first flush left, the others flush right."""
    shown = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(row[at]) for row in shown) for at in range(len(shown[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in shown
    )


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value >= 100 else f"{value:.3f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def flat(figures: dict[str, Any], before: str = "") -> Iterator[tuple[str, float]]:
    """The figures of a tree by their paths, ``news.PERSON.F1``; what is no number is left out."""
    for name, value in figures.items():
        if isinstance(value, dict):
            yield from flat(value, f"{before}{name}.")
        elif isinstance(value, int | float):
            yield before + name, value


def tell(
    figures: dict[str, Any],
    rows: Sequence[Sequence[object]],
    wanted: Sequence[Wanted],
    where: dict[str, Any],
    as_json: bool,
) -> None:
    """Prints the figures; `where` is the machine."""
    if as_json:
        checks = [{**asdict(each), "met": each.met} for each in wanted]
        click.echo(json.dumps({"machine": where, **figures, "wanted": checks}, ensure_ascii=False))
        return
    click.echo("on " + ", ".join(f"{name} {value}" for name, value in where.items()))
    click.echo(table(rows))
    for each in wanted:
        click.echo(str(each))
