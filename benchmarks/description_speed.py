"""How fast news is described with everything on, over a light stem alone, on one core."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

from benchmarks.data import Record, as_item
from benchmarks.morphology_speed import Stems
from indexer.arabic.analyzers import forms
from indexer.describe.article import describe
from indexer.records import RawItem

TIMED = 1_500  # articles; as many are read before, so that what is remembered is there


def over_light_stem(records: list[Record]) -> float:
    """Articles described in a second over the same stemmed: both on one core and warm, in turn, so
    that what else the machine does slows both."""
    items = [as_item(record) for record in records[: 2 * TIMED]]
    warm, timed = items[:TIMED], items[TIMED:]
    stems = Stems()

    def stem(item: RawItem) -> list[str]:
        return [stems[form] for form in forms(item.content)]

    seconds: dict[Callable[[RawItem], object], float] = {}
    for run in (stem, describe):
        for item in warm:
            run(item)
    for run in (stem, describe, stem):
        spent = _seconds(run, timed)
        seconds[run] = min(spent, seconds.get(run, spent))
    return seconds[stem] / seconds[describe]


def _seconds(run: Callable[[RawItem], object], items: list[RawItem]) -> float:
    started = process_time()
    for item in items:
        run(item)
    return process_time() - started
