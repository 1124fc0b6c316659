"""Measures the lemma layer: `python -m benchmarks.morphology --data DIR [--json]`.

DIR is laid out as the development data: ``morphology/*.tsv``, ``names/*.conll``,
``news/modern-6k.jsonl.gz``. Two words meet if they have a lemma in common; in a search, if one is
among the lemmas that a query for the other asks for (`query_lemmas`). Floors stand in
``morphology.json`` beside this file; below one of them the command ends with 1.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from benchmarks.data import data_option
from benchmarks.morphology_names import article_figures, name_figures, variant_figures
from benchmarks.morphology_speed import speed_figures
from benchmarks.report import Wanted, flat, json_option, machine, progress, tell
from indexer.arabic.analyzers import normalize
from indexer.arabic.lemma import lemma, query_lemmas

FLOORS = Path(__file__).with_name("morphology.json")
SHOWN = 20  # examples of each kind with --examples

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """What share of pairs meets, by lemma and in a search, and the pairs that do not."""

    pairs: int
    lemma: float
    search: float
    apart: list[Pair]
    together: list[Pair]


@click.command()
@data_option
@json_option
@click.option("--examples", is_flag=True, help="Show some of the pairs that went wrong.")
def main(data: Path, as_json: bool, examples: bool) -> None:
    """Measure the lemma layer against word pairs, names and news."""
    say = progress(as_json)
    where = machine()
    figures: dict[str, Any] = {}
    rows: list[Sequence[object]] = [("pairs", "how many", "share a lemma", "meet in a search")]
    for name, read in _SETS.items():
        say(name)
        found = measure(read(data))
        figures[name] = {"pairs": found.pairs, "lemma": found.lemma, "search": found.search}
        rows.append((name, found.pairs, found.lemma, found.search))
        if examples:
            wrong = found.together if name == "unrelated" else found.apart
            click.echo(f"{name}: " + ", ".join(f"{a} {b}" for a, b in wrong[:SHOWN]), err=True)
    for part in (article_figures, name_figures, variant_figures, speed_figures):
        say(part.__name__.removesuffix("_figures"))
        figures |= part(data)
    rows += [(name, value) for name, value in flat(figures) if name.partition(".")[0] not in _SETS]
    width = max(map(len, rows))
    wanted = wanted_of(dict(flat(figures)))
    tell(figures, [(*row, *[""] * (width - len(row))) for row in rows], wanted, where, as_json)
    sys.exit(0 if all(each.met for each in wanted) else 1)


def measure(pairs: list[Pair]) -> Found:
    """How many of the `pairs` of written words meet."""
    meeting = [_terms(a) & _terms(b) for a, b in pairs]
    searched = [bool(met) or _searched(a, b) for met, (a, b) in zip(meeting, pairs, strict=True)]
    return Found(
        len(pairs),
        sum(map(bool, meeting)) / len(pairs),
        sum(searched) / len(pairs),
        [pair for met, pair in zip(searched, pairs, strict=True) if not met],
        [pair for met, pair in zip(searched, pairs, strict=True) if met],
    )


def _terms(written: str) -> frozenset[str]:
    return frozenset(lemma(normalize(written)).term.split())


def _searched(one: str, other: str) -> bool:
    return any(
        tuple(lemma(normalize(b)).term.split()) in query_lemmas(normalize(a))
        for a, b in ((one, other), (other, one))
    )


def _pairs(file: str, keep: Callable[[list[str]], bool]) -> Callable[[Path], list[Pair]]:
    def read(data: Path) -> list[Pair]:
        path = data / "morphology" / file
        try:
            rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
        except (OSError, UnicodeDecodeError) as error:
            raise click.UsageError(f"{path} cannot be read: {error}") from error
        found = [(row[0], row[1]) for row in rows if len(row) > 2 and keep(row)]
        if not found:
            raise click.UsageError(f"{path} holds no pairs")
        return found

    return read


_SETS = {
    "plurals": _pairs("plurals_news.tsv", lambda row: True),
    "unrelated": _pairs("unrelated_pairs.tsv", lambda row: True),
    "nouns and adjectives": _pairs("lemma_pairs.tsv", lambda row: row[2][0] in "NA"),
    "verbs": _pairs("lemma_pairs.tsv", lambda row: row[2][0] == "V"),
}


def wanted_of(figures: dict[str, float]) -> list[Wanted]:
    """The figures that have a floor or a ceiling, each with it."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    return [
        *(Wanted(name, figures[name], bound) for name, bound in floors["at least"].items()),
        *(
            Wanted(name, figures[name], bound, most=True)
            for name, bound in floors["at most"].items()
        ),
    ]


if __name__ == "__main__":
    main()
