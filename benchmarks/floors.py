"""Floors: what a measurement must never silently fall below, in ``benchmarks/floors.json``.

    {"data": digest of the retrieval data, "floors": {name: value}, "lowered": [entries]}

A floor rises by `raised` (the command's ``--accept``) and falls only by `lowered`, with a reason
that stays in the file beside what it was before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

FILE = Path(__file__).with_name("floors.json")
DIGITS = 4  # of a floor; it is cut, not rounded, so that what was accepted passes
_PLACES = 10_000

Floors = dict[str, Any]


def read(path: Path = FILE) -> Floors:
    """The floors; none where there is no file yet."""
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(floors["floors"], dict) or not isinstance(floors["lowered"], list):
            raise ValueError("not as its module says")
    except FileNotFoundError:
        return {"data": "", "floors": {}, "lowered": []}
    except (ValueError, KeyError, TypeError) as error:
        raise click.ClickException(f"{path} is damaged: {error}") from error
    return dict(floors)


def write(floors: Floors, path: Path = FILE) -> None:
    """Replaces the file."""
    text = json.dumps(floors, ensure_ascii=False, indent=1, sort_keys=True)
    path.write_text(text + "\n", encoding="utf-8")


def below(floors: Floors, measured: Mapping[str, float], data: str) -> list[str]:
    """What is wrong, a sentence each; none if every measured figure keeps its floor.

    A figure without a floor is wrong too, and so are floors of other data: a gate that compares
    nothing must not pass.
    """
    if floors["data"] != data:
        return [f"the floors are of other data ({floors['data'] or 'none'}, not {data})"]
    held = floors["floors"]
    found = [f"{name} has no floor: --accept sets it" for name in measured if name not in held]
    found += [
        f"{name} is {value:.{DIGITS}f}, below its floor {held[name]:.{DIGITS}f}"
        for name, value in measured.items()
        if name in held and _cut(value) < held[name]
    ]
    return found


def raised(floors: Floors, measured: Mapping[str, float], data: str) -> Floors:
    """The floors lifted to what was measured, where that is higher; none sinks."""
    if floors["floors"] and floors["data"] != data:
        raise click.ClickException("the floors are of other data: --lower REASON replaces them")
    held = floors["floors"]
    lifted = {name: max(_cut(value), held.get(name, 0.0)) for name, value in measured.items()}
    return {"data": data, "floors": {**held, **lifted}, "lowered": floors["lowered"]}


def lowered(floors: Floors, measured: Mapping[str, float], data: str, reason: str) -> Floors:
    """The floors set to what was measured, higher or lower, and a record of what sank and why."""
    held = floors["floors"]
    now = {name: _cut(value) for name, value in measured.items()}
    sunk = {name: [held[name], now[name]] for name in now if now[name] < held.get(name, 0.0)}
    if floors["data"] != data:
        sunk["data"] = [floors["data"], data]
    if not reason.strip():
        raise click.UsageError("--lower needs a reason")
    if not sunk:
        raise click.UsageError("no floor would be lowered: --accept raises them")
    entry = {"on": date.today().isoformat(), "reason": reason.strip(), "from_to": sunk}
    return {"data": data, "floors": {**held, **now}, "lowered": [*floors["lowered"], entry]}


def _cut(value: float) -> float:
    return int(value * _PLACES + 1e-6) / _PLACES
