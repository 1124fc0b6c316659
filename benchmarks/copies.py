"""How well families of copies are found, and what they cost.

Every news article of the data is indexed, and with some of them copies that are made here: exact
ones under another headline, and near ones, in which a fifth of the words is changed (substituted,
left out, put in), up to a third of the paragraphs is left out, and headline, masthead and byline
are another's. A copy is found where it is in the family of its model.

News has copies of its own, which no list names. By eye, articles that are joined though they were
published days apart are mostly bulletins in one mould, and those of one day mostly agency copies;
so an article counts as falsely joined where its family spans more than `NEAR_DAYS` days: a stand-in
that needs no reader. Read by eye (`--show` prints what was joined), of the 144 pairs joined among
13,937 articles four were other reports of one event, with an agency's background in common: 0.06 %
of the articles; the rest were agency copies, and pages that were saved twice.
"""

from __future__ import annotations

import json
import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from benchmarks.beside import elasticsearch
from benchmarks.data import WHEN, Record, data_option, news, record_id
from benchmarks.report import Wanted, engine_option, json_option, machine, progress, tell
from indexer.arabic.analyzers import word_terms
from indexer.batches import batches
from indexer.describer import Describer
from indexer.engines import open_engine
from indexer.engines.query import Everything
from indexer.engines.writing import Prepared, Unsettled
from indexer.families.likeness import NEAR_DAYS
from indexer.families.settle import settle
from indexer.families.sketch import sketch
from indexer.keeper import Keeper
from indexer.pipeline import BATCH
from indexer.read import read
from indexer.records import RawItem
from indexer.settings import Settings
from indexer.workers import default_workers, run_in_workers

RUN = "bench"
LEAST_WORDS = 30  # of a model; of fewer, a fifth changed leaves too little to tell anything by
CHANGED = 0.2  # of the words of a near copy
LEFT_OUT = 1 / 3  # of its paragraphs, at most

# Copies found, at least; articles falsely joined, and milliseconds an article, at most.
WANTED_EXACT, WANTED_NEAR, WANTED_FALSE, WANTED_COST = 1.0, 0.95, 0.001, 0.25


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of copies found and of articles falsely joined, and milliseconds of this process an
    article, for the sketch and for settling; `joined` articles of the data have a copy."""

    engine: str
    exact_found: float
    near_found: float
    joined: int
    falsely: float
    sketch_ms: float
    settle_ms: float
    settle_wall_ms: float


@click.command(help=__doc__)
@data_option
@click.option("--copies", type=click.IntRange(1), default=1_000, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--show", type=click.IntRange(0), default=0, help="So many families of the data.")
@engine_option
@json_option
def main(data: Path, copies: int, seed: int, show: int, engine: str, as_json: bool) -> None:
    where, say = machine(), progress(as_json)
    measured, found = [], {}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kashshaf-bench-")))
        records, made, file = prepared(data, folder, copies, random.Random(seed))
        for name in ["embedded", "elasticsearch"] if engine == "both" else [engine]:
            url = stack.enter_context(elasticsearch()) if name == "elasticsearch" else None
            address = f"{url}-copies" if url else f"embedded:{folder / 'archive'}"
            say(f"{name}: {len(records) + len(made):,} articles")
            stories, seconds = families(file, address)
            found[name] = stories
            measured.append(score(name, records, made, stories, seconds))
    if show:
        _show(records, next(iter(found.values())), show, random.Random(seed))
    _tell(measured, found, len(records), len(made), where, as_json)


def measure(data: Path, folder: Path, copies: int, chance: random.Random) -> tuple[Measured, int]:
    """What was found on the embedded engine, in a new archive in `folder`, among how many."""
    records, made, file = prepared(data, folder, copies, chance)
    stories, seconds = families(file, f"embedded:{folder / 'archive'}")
    return score("embedded", records, made, stories, seconds), len(records) + len(made)


def prepared(
    data: Path, folder: Path, copies: int, chance: random.Random
) -> tuple[list[Record], list[Record], Path]:
    """The news, the copies made of it, and the file in `folder` that holds both."""
    records = [{**record, "id": record_id(record)} for record in news(data)]
    made = list(copies_of(records, copies, chance))
    file = folder / "articles.jsonl"
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in (*records, *made))
    file.write_text("".join(lines), encoding="utf-8")
    return records, made, file


def copies_of(records: list[Record], count: int, chance: random.Random) -> Iterator[Record]:
    """`count` exact and as many near copies, each with the id of its model as `model`."""
    long_enough = [r for r in records if len(word_terms(str(r["text"]))) >= LEAST_WORDS]
    models = chance.sample(long_enough, min(2 * count, len(long_enough)))
    words = [word for r in chance.sample(records, min(500, len(records))) for word in _words(r)]
    for number, model in enumerate(models):
        other = chance.choice(records)
        while other.get("source") and other.get("source") == model.get("source"):
            other = chance.choice(records)  # a copy under the masthead of another
        near = number % 2 == 1
        text = changed(str(model["text"]), words, chance) if near else str(model["text"])
        if near:
            text = f"{other.get('source') or ''}\n{other.get('author') or ''}\n\n{text}"
        yield {
            **{name: other.get(name) for name in ("title", "source", "author")},
            "id": f"{'near' if near else 'exact'}-{number}",
            "text": text,
            "published": model.get("published"),
            "model": model["id"],
        }


def changed(text: str, words: Sequence[str], chance: random.Random) -> str:
    """The text with a fifth of its words changed, and some of its paragraphs left out."""
    lines = [line for line in text.split("\n") if line.strip()]
    left_out = set(chance.sample(range(len(lines)), chance.randint(0, int(len(lines) * LEFT_OUT))))
    kept = [line for at, line in enumerate(lines) if at not in left_out]
    return "\n\n".join(_changed_line(line.split(), words, chance) for line in kept)


def _changed_line(line: list[str], words: Sequence[str], chance: random.Random) -> str:
    result: list[str] = []
    for word in line:
        how = chance.choice("-+~") if chance.random() < CHANGED else "="
        if how in "=+":
            result.append(word)
        if how in "+~":
            result.append(chance.choice(words))
    return " ".join(result)


def families(file: Path, address: str) -> tuple[dict[str, str], tuple[float, float]]:
    """The family of every article of a file, and what settling took: seconds of this process, and
    by the clock."""
    settings = Settings(engine=address)
    engine = open_engine(settings)
    items = [item for item in read([str(file)], settings) if isinstance(item, RawItem)]

    describer = Describer(engine.encoder(), WHEN, Keeper(), RUN)
    with engine.writer("bench") as writer:
        writer.unsettle(Unsettled(runs=frozenset({RUN})))
        with run_in_workers(describer, batches(items, BATCH), default_workers()) as results:
            ready = (made for batch in results for made in batch if isinstance(made, Prepared))
            refused = [written for written in writer.write(ready) if written.error]
        writer.commit()
        before, started = time.process_time(), time.perf_counter()
        settle(engine, writer, engine.current(), RUN)
        seconds = time.process_time() - before, time.perf_counter() - started
    everything = engine.scan(Everything(), apart=False)
    stories = {kept["id"]: kept.get("story") or kept["id"] for kept in everything}
    engine.close()
    if refused or len(stories) != len(items):
        raise click.ClickException(f"{len(stories)} of {len(items)} articles are in {address}")
    return stories, seconds


def score(
    engine: str,
    records: list[Record],
    made: list[Record],
    stories: dict[str, str],
    seconds: tuple[float, float],
) -> Measured:
    """What was found of the copies made, and what else was joined."""
    found = {
        kind: [stories[m["id"]] == stories[m["model"]] for m in made if m["id"].startswith(kind)]
        for kind in ("exact", "near")
    }
    joined = _joined(records, stories)
    falsely = sum(len(family) for family in joined if _days(family) > NEAR_DAYS)
    total = len(records) + len(made)
    texts = [str(record["text"]) for record in records]
    started = time.process_time()
    for text in texts:
        sketch(text)
    return Measured(
        engine,
        sum(found["exact"]) / len(found["exact"]),
        sum(found["near"]) / len(found["near"]),
        sum(map(len, joined)),
        falsely / total,
        (time.process_time() - started) / len(records) * 1000,
        seconds[0] / total * 1000,
        seconds[1] / total * 1000,
    )


def _joined(records: list[Record], stories: dict[str, str]) -> list[list[Record]]:
    """The articles of the data that share a family."""
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[stories[record["id"]]].append(record)
    return [family for family in found.values() if len(family) > 1]


def _days(family: list[Record]) -> int:
    """How many days lie between the first and the last of a family."""
    days = sorted(str(record["published"])[:10] for record in family if record.get("published"))
    if len(days) < 2:
        return 0
    return (date.fromisoformat(days[-1]) - date.fromisoformat(days[0])).days


def _words(record: Record) -> list[str]:
    return str(record["text"]).split()


def _show(
    records: list[Record], stories: dict[str, str], count: int, chance: random.Random
) -> None:
    joined = _joined(records, stories)
    for family in chance.sample(joined, min(count, len(joined))):
        click.echo(f"--- {len(family)} articles, {_days(family)} days apart", err=True)
        for record in family[:4]:
            text = " ".join(_words(record))
            click.echo(f"  {record['id']}  {text[:300]} ... {text[-150:]}", err=True)


def _tell(
    measured: list[Measured],
    found: dict[str, dict[str, str]],
    articles: int,
    copies: int,
    where: dict[str, Any],
    as_json: bool,
) -> None:
    rows: list[list[object]] = [["", *(each.engine for each in measured)]]
    for name in list(asdict(measured[0]))[1:]:
        rows.append([name.replace("_", " "), *(asdict(each)[name] for each in measured)])
    wanted = []
    for each in measured:
        cost = each.sketch_ms + each.settle_ms
        wanted += [
            Wanted(f"{each.engine} exact copies", each.exact_found, WANTED_EXACT),
            Wanted(f"{each.engine} near copies", each.near_found, WANTED_NEAR),
            Wanted(f"{each.engine} falsely joined", each.falsely, WANTED_FALSE, most=True),
            Wanted(f"{each.engine} ms an article", cost, WANTED_COST, most=True),
        ]
    if len(found) > 1:
        one, other = found.values()
        same = sum(one[id] == other[id] for id in one) / len(one)
        wanted.append(Wanted("the same families on both engines", same, 1.0))
    figures = {"articles": articles, "copies": copies, "engines": [asdict(m) for m in measured]}
    tell(figures, rows, wanted, where, as_json)


if __name__ == "__main__":
    main()
