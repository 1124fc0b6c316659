"""How fast articles become searchable, and in how much memory.

End to end (a ``.jsonl.gz`` file read, described, analysed and written by worker processes), beside
what the engine alone takes in the same run: `parallel_bulk` of the same ready documents into the
same mapping, and a plain insert of titles and bodies into SQLite's FTS5. Memory is that of
``kashshaf index`` and its workers, for many articles, the few repeated under new ids, over few.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

import click

from benchmarks.beside import Ready, elasticsearch, raw_elasticsearch, raw_fts5
from benchmarks.data import WHEN, data_option, news, write_articles
from benchmarks.memory import Peak, peak_of
from benchmarks.report import (
    Say,
    Wanted,
    cores_option,
    engine_option,
    json_option,
    keep_to,
    machine,
    progress,
    tell,
)
from indexer.batches import batches
from indexer.describer import Describer
from indexer.engines import open_engine
from indexer.engines.elastic_writer import encode
from indexer.engines.writing import Prepared
from indexer.keeper import Keeper
from indexer.pipeline import BATCH, Plan, index
from indexer.read import read
from indexer.records import RawItem
from indexer.settings import ALL_NAMES, LISTED_NAMES, Settings
from indexer.workers import default_workers, run_in_workers

KASHSHAF = "from search_ui.cli import main; main(prog_name='kashshaf')"

# End to end over raw, at least; memory of many articles over that of few, at most: what the
# processes hold themselves, since pages of a mapped index are the system's to take back.
WANTED = {"elasticsearch": 0.25, "embedded": 0.15}
WANTED_MEMORY = 1.2


@dataclass(frozen=True, slots=True)
class Rates:
    """Articles a second, the median of the rounds: end to end into an engine, and `raw` beside."""

    engine: str
    end_to_end: float
    raw: float
    rounds: tuple[tuple[float, float], ...]

    @property
    def ratio(self) -> float:
        return self.end_to_end / self.raw


@click.command()
@data_option
@click.option("--articles", "count", type=click.IntRange(1), default=6_000, show_default=True)
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True)
@click.option(
    "--memory-articles",
    "memory_counts",
    type=(int, int),
    default=(3_000, 30_000),
    show_default=True,
    help="For how many articles memory is measured, few and many; 0 0: not at all.",
)
@click.option(
    "--names",
    type=click.Choice([ALL_NAMES, LISTED_NAMES]),
    default=ALL_NAMES,
    show_default=True,
    help="Whether names that no list holds are looked for.",
)
@engine_option
@cores_option
@json_option
def main(
    data: Path,
    count: int,
    rounds: int,
    memory_counts: tuple[int, int],
    names: str,
    engine: str,
    cores: int | None,
    as_json: bool,
) -> None:
    """Measure indexing: articles a second end to end and raw, and peak memory."""
    keep_to(cores)
    os.environ["KASHSHAF_NAMES"] = names
    where, say = {**machine(), "names": names}, progress(as_json)
    records = news(data)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kashshaf-bench-")))
        engines = ["embedded", "elasticsearch"] if engine == "both" else [engine]
        url = stack.enter_context(elasticsearch()) if "elasticsearch" in engines else None
        file = write_articles(records, count, folder / "articles.jsonl.gz")
        say(f"making {count:,} documents ready")
        ready = ready_documents(file)
        rates = [measure(name, file, ready, folder, url, rounds, say) for name in engines]
        del ready
        gc.collect()
        peaks = {}
        if all(memory_counts):
            repeated = records[: min(memory_counts)]  # the same words, so only the count tells
            for name in engines:
                peaks[name] = [
                    memory(name, write_articles(repeated, n, folder / f"{n}.jsonl.gz"), folder, url)
                    for n in memory_counts
                ]
    _tell(count, rates, peaks, memory_counts, where, as_json)


def ready_documents(file: Path) -> list[Ready]:
    """Every article of a file as the document that Elasticsearch is sent."""
    items = [item for item in read([str(file)], Settings()) if isinstance(item, RawItem)]
    describer = Describer(encode, WHEN, Keeper(unlisted=False))
    with run_in_workers(describer, batches(items, BATCH), default_workers()) as results:
        return [
            json.loads(made.payload)
            for batch in results
            for made in batch
            if isinstance(made, Prepared)
        ]


def measure(
    name: str, file: Path, ready: list[Ready], folder: Path, url: str | None, rounds: int, say: Say
) -> Rates:
    """The rates of an engine, raw and end to end in turns; Elasticsearch is warmed up first."""
    if url and name == "elasticsearch":
        raw_elasticsearch(url, ready)
    pairs = []
    for round_ in range(rounds):
        address = _address(name, folder, url, f"round{round_}")
        if url and name == "elasticsearch":
            raw = raw_elasticsearch(url, ready)
        else:
            raw = raw_fts5(folder / f"raw{round_}.sqlite", ready)
        whole = end_to_end(file, address, len(ready))
        say(f"{name}: end to end {whole:,.0f}/s, raw {raw:,.0f}/s")
        pairs.append((whole, raw))
    return Rates(name, median(w for w, _ in pairs), median(r for _, r in pairs), tuple(pairs))


def end_to_end(file: Path, address: str, count: int) -> float:
    """Articles a second from a file into a new archive, in a fresh process with its own workers."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as process:
        seconds, indexed = process.submit(_index, str(file), address).result()
    if indexed != count:
        raise click.ClickException(f"{indexed} of {count} articles were indexed into {address}")
    return count / seconds


def _index(file: str, address: str) -> tuple[float, int]:
    settings = Settings.from_env(engine=address)
    engine = open_engine(settings)
    started = time.perf_counter()
    report = index(read([file], settings), engine, Plan(workers=default_workers()), WHEN)
    seconds = time.perf_counter() - started
    engine.close()
    return seconds, report.indexed


def memory(name: str, file: Path, folder: Path, url: str | None) -> Peak:
    """The memory of ``kashshaf index`` of a file into a new archive."""
    address = _address(name, folder, url, f"memory-{file.name.partition('.')[0]}")
    command = [sys.executable, "-c", KASHSHAF, "index", str(file), "--engine", address]
    return peak_of([*command, "--quiet", "--json"])


def _address(name: str, folder: Path, url: str | None, archive: str) -> str:
    return f"embedded:{folder / archive}" if name == "embedded" else f"{url}-{archive}"


def _tell(
    count: int,
    rates: list[Rates],
    peaks: dict[str, list[Peak]],
    memory_counts: tuple[int, int],
    where: dict[str, Any],
    as_json: bool,
) -> None:
    rows: list[list[object]] = [["articles/s", "end to end", "raw", "ratio"]]
    wanted = []
    for rate in rates:
        beside = "FTS5" if rate.engine == "embedded" else "parallel_bulk"
        rows.append([f"{rate.engine}, beside {beside}", rate.end_to_end, rate.raw, rate.ratio])
        wanted.append(Wanted(f"{rate.engine} over raw", rate.ratio, WANTED[rate.engine]))
    few, many = memory_counts
    if peaks:
        rows.append(["peak memory, MB", f"{few:,}", f"{many:,}", "ratio"])
    for name, (small, large) in peaks.items():
        for kind in ("resident", "anonymous", "file_backed", "anonymous_peak"):
            one, other = getattr(small, kind) / 1e6, getattr(large, kind) / 1e6
            rows.append([f"{name}, {kind.replace('_', ' ')}", one, other, other / max(one, 1e-9)])
        ratio = large.anonymous_peak / small.anonymous_peak
        wanted.append(Wanted(f"{name} memory", ratio, WANTED_MEMORY, most=True))
    figures = {
        "articles": count,
        "rates": [{**asdict(rate), "ratio": rate.ratio} for rate in rates],
        "memory": {
            name: [{"articles": n, **asdict(p)} for n, p in zip(memory_counts, pair, strict=True)]
            for name, pair in peaks.items()
        },
    }
    tell(figures, rows, wanted, where, as_json)


if __name__ == "__main__":
    main()
