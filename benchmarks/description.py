"""How well a page is read as an archivist would, all of it, with the gate.

    python -m benchmarks.description --data DIR [--quick] [--json]

DIR is laid out as the development data; what it lacks is passed over. Each kind of text is a row of
its own: the annotated pages, saved HTML, the articles the project was asked for, the project's
sample archive, pages of its own invention that were written before anything was measured on them
(`benchmarks.invented`), and news records whose facts are given. Under them: dates as lines by
themselves; names in annotated news and names unseen in training, by a model trained on the rest
(which takes minutes; ``--model FILE`` names one made before); copies found among all the news, on
the embedded engine; and words a second described with everything on, on one core, over those of a
light stem alone with remembered forms, in the same run. ``--quick`` leaves out names, copies and
speed.

The command ends with 1 where a figure is not as wanted, and ``--wrong`` names what is wrong.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from benchmarks import copies, date_lines, extraction, facts, names
from benchmarks.data import PAGES, data_option, news
from benchmarks.description_speed import over_light_stem
from benchmarks.report import Say, Wanted, json_option, machine, progress, tell
from indexer.describe.names.labels import ORGANIZATION, PERSON

COLUMNS = {  # figures of each kind of text, and what is wanted of them
    "date_right": 0.95,
    "false_dates": 0.01,
    "title": 0.93,
    "source": 0.90,
    "author": 0.85,
    "place": 0.90,
    "actors": 0.75,
    "furniture": 0.95,
    "body": 0.99,
}
AT_MOST = frozenset({"false_dates", "falsely joined"})
WANTED = {  # figures that are no kind of text's
    "datelines": 0.99,
    "dateparser": 0.99,
    "names micro F1": 0.75,
    "unseen persons": 0.60,
    "unseen organizations": 0.35,
    "exact copies": 1.0,
    "near copies": 0.95,
    "falsely joined": 0.001,
    "described over light stem": 0.012,
}
COPIES = 1_000

Figures = dict[str, float]


@click.command(help=__doc__)
@data_option
@click.option("--quick", is_flag=True, help="Without names in news, copies and speed.")
@click.option("--model", "made", type=click.Path(path_type=Path), help="A model made --held-out.")
@click.option("--wrong", is_flag=True, help="Name every fact that is wrong, too.")
@json_option
def main(data: Path, quick: bool, made: Path | None, wrong: bool, as_json: bool) -> None:
    say, where = progress(as_json), machine()
    say("pages")
    scores = facts.measure(data)
    kinds = kind_figures(data, scores)
    others: Figures = dict(date_lines.measure(data))
    if not quick:
        others |= slow_figures(data, made, say)
    wanted = [*_wanted_of_kinds(kinds), *_wanted(others)]
    missed = {kind: score.wrong for kind, score in scores.items() if score.wrong and wrong}
    told = {"kinds": kinds, "figures": others, "wrong": missed}
    tell(told, [*_rows(kinds), *_lines(others)], wanted, where, as_json)
    if not as_json:
        for kind, texts in missed.items():
            click.echo("\n".join(f"{kind} {text}" for text in texts))
    sys.exit(0 if all(each.met for each in wanted) else 1)


def kind_figures(data: Path, scores: dict[str, facts.Score]) -> dict[str, dict[str, Any]]:
    """The figures of every kind of text; None where a kind has nothing to tell one by."""
    kinds = {kind: dict(score.figures()) for kind, score in scores.items()}
    if (data / PAGES).is_file():
        for kind, shares in extraction.measure(data).items():
            if kind in kinds:
                kinds[kind] |= {
                    name: shares[name].value for name in ("furniture", "body") if name in shares
                }
    return kinds


def slow_figures(data: Path, made: Path | None, say: Say) -> Figures:
    """Names in news, copies among news, and the speed."""
    found: Figures = {}
    if (data / "names").is_dir():
        say("names in news")
        held = names.news_figures(data, made)
        found |= {
            "names micro F1": held["micro F1"],
            "unseen persons": held[PERSON]["unseen recall"],
            "unseen organizations": held[ORGANIZATION]["unseen recall"],
        }
    say("copies among news")
    with tempfile.TemporaryDirectory(prefix="kashshaf-bench-") as folder:
        joined, _ = copies.measure(data, Path(folder), COPIES, random.Random(1))
    found |= {
        "exact copies": joined.exact_found,
        "near copies": joined.near_found,
        "falsely joined": joined.falsely,
    }
    say("speed")
    return found | {"described over light stem": over_light_stem(news(data))}


def _rows(kinds: dict[str, dict[str, Any]]) -> Iterator[list[object]]:
    columns = ("cases", *COLUMNS)
    yield ["text_kind", *columns]
    for kind, row in kinds.items():
        yield [kind, *("-" if row.get(c) is None else row[c] for c in columns)]


def _lines(others: Figures) -> Iterator[list[object]]:
    """The other figures, one a line, in as many columns as the table has."""
    for name, value in others.items():
        yield [name, value, *([""] * len(COLUMNS))]


def _wanted_of_kinds(kinds: dict[str, dict[str, Any]]) -> Iterator[Wanted]:
    for kind, row in kinds.items():
        for name, bound in COLUMNS.items():
            if row.get(name) is not None:
                yield Wanted(f"{kind} {name}", row[name], bound, most=name in AT_MOST)


def _wanted(others: Figures) -> Iterator[Wanted]:
    for name, value in others.items():
        yield Wanted(name, value, WANTED[name], most=name in AT_MOST)


if __name__ == "__main__":
    main()
