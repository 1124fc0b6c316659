"""Learning the furniture of an archive's sources from its originals.

A line is furniture of a source where all of this holds:

- `LEAST` texts of the source have it, and `SHARE` of all; a line of no more than `SHORT` words,
  which might be a writer's name or a subhead, `SHARE_SHORT`, and of one, `ANYWHERE`. In 6,000
  articles of five papers, no paragraph that several have as background stands in more than four,
  nor in one of a hundred;
- it stands at an edge of nearly every one (`AT_EDGE`), or the source has it so often (`ANYWHERE`)
  that it cannot be a subhead;
- it is foreign to nearly all of them (`MOSTLY`): the running text beside it does not say what it
  is about, as it does of a background paragraph.

Texts are told apart by their longest other lines, so that copies and pages saved twice count once.
Lines that state facts (bylines, names, dates, credits), formulas (``formulas.txt``), and one that
is all there is, are never furniture.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path

import mappings
from indexer.batches import batches
from indexer.describe.article import item_id, source_of
from indexer.engines.base import Engine
from indexer.engines.query import Keyword
from indexer.extract import extract
from indexer.extract.body import FACTS
from indexer.extract.likeness import among
from indexer.extract.lines import Line, byline, line
from indexer.furniture import Recurring, key_of
from indexer.learning.tally import EDGE, FOREIGN, Count, Tally
from indexer.pipeline import BATCH, Progress
from indexer.read import raw_item
from indexer.records import RawItem
from indexer.reindex import originals
from indexer.workers import run_in_workers

LEAST = 10  # texts
SHARE, SHARE_SHORT, ANYWHERE = 0.01, 0.2, 0.3  # of a source's texts
SHORT = 4  # words
EDGE_LINES = 3  # lines at either end of a body
TOLD_BY = 3  # longest lines, by which texts are told apart: two of them may be furniture
AT_EDGE, MOSTLY = 0.9, 0.75  # of the texts that hold a line
ALIKE = 0.25  # of a line's words in the rest of a text: less, and it is foreign to it
IDS = 500  # articles looked up at once


@dataclass(frozen=True, slots=True)
class Seen:
    """What a page shows: its source, and its lines as (text of the line, other text, flags)."""

    id: str
    source: str
    text: int
    lines: tuple[tuple[str, int, int], ...]


def learn(
    engine: Engine, generation: str, workers: int = 0, progress: Progress = lambda done: None
) -> list[Recurring]:
    """The furniture of every source of a generation. Memory does not grow with the archive: what
    is counted lies in temporary files, some 25 bytes a line."""
    with tempfile.TemporaryDirectory(prefix="kashshaf-") as name:
        folder = Path(name)
        with Tally(folder, "texts") as texts, Tally(folder, "lines") as lines:
            ids = folder / "ids"
            sources = _count(engine, generation, workers, progress, texts, lines, ids)
            of = {count.source: count.texts for count in texts.counts()}
            found = [c for c in lines.counts() if _recurs(c, of[c.source])]
            wanted = {count.page for count in found}
            with ids.open(encoding="utf-8") as file:
                examples = [json.loads(row) for page, row in enumerate(file) if page in wanted]
    written = _written(engine, generation, examples)
    made = [
        Recurring(sources[count.source], written[count.key], count.texts, of[count.source])
        for count in found
        if count.key in written
    ]
    return [one for one in made if one.texts >= _least(len(key_of(one.line).split())) * one.of]


def see(items: list[RawItem]) -> list[Seen]:
    """What pages show; those without a source, or with one line only, show nothing."""
    return [seen for item in items if (seen := _see(item))]


def _see(item: RawItem) -> Seen | None:
    page = extract(item)
    rows = [line(row) for row in page.body.split("\n") if row.strip()]
    source = source_of(item, page) if rows else None
    if source is None:
        return None
    longest = sorted(rows, key=lambda row: (-len(row.terms), row.key))
    seen = []
    for place, (row, like) in enumerate(zip(rows, among(rows), strict=True)):
        if _states(row) or row.key in _formulas():
            continue
        edge = min(place, len(rows) - 1 - place) < EDGE_LINES
        others = [one for one in longest if one.key != row.key]
        if others and row.terms:
            flags = EDGE * edge | FOREIGN * (like < ALIKE)
            seen.append((row.text, _text(others), flags))
    return Seen(item_id(item), source.value, _text(longest), tuple(seen))


def _text(longest: Sequence[Line]) -> int:
    return _number("\n".join(row.key for row in longest[:TOLD_BY]))


def _states(row: Line) -> bool:
    signed = len(row.terms) <= SHORT and not _given_names().isdisjoint(row.terms)
    return row.kind in FACTS or row.date or byline(row) or signed


@cache
def _given_names() -> frozenset[str]:
    return frozenset(key_of(row.split("\t")[0]) for row in mappings.lexicon("given_names"))


@cache
def _formulas() -> frozenset[str]:
    return frozenset(map(key_of, mappings.lexicon("formulas")))


def _count(
    engine: Engine,
    generation: str,
    workers: int,
    progress: Progress,
    texts: Tally,
    lines: Tally,
    ids: Path,
) -> list[str]:
    """Counts every line of a generation; writes the ids of its pages, and gives its sources."""
    sources: dict[str, int] = {}
    pages = 0
    with (
        ids.open("w", encoding="utf-8", newline="\n") as file,
        run_in_workers(see, _batches(engine, generation, progress), workers) as results,
    ):
        for seen in (one for batch in results for one in batch):
            source = sources.setdefault(seen.source, len(sources))
            texts.add(_number(seen.source), seen.text, source, pages)
            for row, other, flags in seen.lines:
                lines.add(_key(seen.source, row), other, source, pages, flags)
            print(json.dumps(seen.id), file=file)
            pages += 1
    return list(sources)


def _batches(engine: Engine, generation: str, progress: Progress) -> Iterator[list[RawItem]]:
    for batch in batches(originals(engine, generation), BATCH):
        yield [item for item in batch if isinstance(item, RawItem)]
        progress(len(batch))


def _least(words: int) -> float:
    """The share of a source's texts that must hold a line of so many words."""
    return ANYWHERE if words < 2 else SHARE_SHORT if words <= SHORT else SHARE


def _recurs(count: Count, of: int) -> bool:
    share = count.texts / of
    edge = count.edge >= AT_EDGE * count.texts or share >= ANYWHERE
    foreign = count.foreign >= MOSTLY * count.texts
    return count.texts >= LEAST and share >= SHARE and edge and foreign


def _written(engine: Engine, generation: str, examples: list[str]) -> dict[int, str]:
    """The lines of some articles as they are written, by their keys."""
    written: dict[int, str] = {}
    for ids in batches(examples, IDS):
        for article in engine.scan(Keyword("id", tuple(ids)), generation):
            item = raw_item(article["id"], article["origin"], article["original"])
            for seen in see([item]) if isinstance(item, RawItem) else ():
                for row, _, _ in seen.lines:
                    written[_key(seen.source, row)] = row
    return written


def _key(source: str, row: str) -> int:
    return _number(f"{source}\0{key_of(row)}")


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
