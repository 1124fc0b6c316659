"""How fast news is analysed at all depths, beside a light stem alone, on one core and warm."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.data import NEWS, rows
from indexer.arabic.analyzers import forms, normalize
from indexer.arabic.lemma import all_depths
from indexer.arabic.light_stem import light_stem

ARTICLES = 3000
ROUNDS = 5


class Stems(dict[str, str]):
    """Remembers the light stem of a written form: the least that a stemming analyzer can do."""

    def __missing__(self, form: str) -> str:
        stem = self[form] = light_stem(normalize(form))
        return stem


def speed_figures(data: Path) -> dict[str, Any]:
    """Tokens a second at all depths and of the light stem, and the one over the other."""
    texts = [str(record["text"]) for record in rows(data / NEWS)][:ARTICLES]
    stems = Stems()
    tokens = sum(len(all_depths(text)[0].split()) for text in texts)

    def floor(text: str) -> list[str]:
        return [stems[form] for form in forms(text)]

    best = {run: float("inf") for run in (all_depths, floor)}
    for _ in range(ROUNDS):  # in turn, so that what else the machine does slows both
        for run in best:
            best[run] = min(best[run], _seconds(run, texts))
    return {
        "speed": {
            "tokens a second, all depths": tokens / best[all_depths],
            "tokens a second, light stem": tokens / best[floor],
            "ratio": best[floor] / best[all_depths],
        }
    }


def _seconds(run: Callable[[str], object], texts: list[str]) -> float:
    started = perf_counter()
    for text in texts:
        run(text)
    return perf_counter() - started
