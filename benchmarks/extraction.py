"""How well EXTRACT separates articles from their pages.

    python -m benchmarks.extraction --data DIR [--json]

`DIR` is laid out as the development data beside the project. Printed, each kind of text apart:

    title       headlines that are right, or rightly absent
    furniture   lines of furniture that are not in the body
    body        probes (six words or so from the start and the end) that are
    records     words of clean records that are kept whole
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

import click

from benchmarks.data import NEWS, PAGES, SAVED, as_item, data_option, rows
from benchmarks.invented import invented
from benchmarks.report import json_option
from indexer.clean import clean, clean_line
from indexer.extract import extract
from indexer.records import HTML, TEXT, Page, RawItem


@dataclass
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: int, of: int) -> None:
        self.right += right
        self.of += of

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.right:>7} of {self.of:<7} {100 * self.value:7.2f} %"


Shares = dict[str, dict[str, Share]]


def measure(data: Path) -> Shares:
    """Every share, by kind of text and by what is measured."""
    shares: Shares = {}
    shares |= measure_unseen()
    for kind, page in _pages(data):
        _count(shares.setdefault(kind, {}), *page)
    html = shares.setdefault("html", {})
    for found, truth in _html(data):
        _count(html, found, truth)
    records = shares.setdefault("records", {}).setdefault("words kept", Share())
    for kept, words in _records(data):
        records.add(kept, words)
    return shares


def measure_unseen() -> Shares:
    """The shares of the project's own invented pages."""
    shares: Shares = {}
    for kind, page in _unseen():
        _count(shares.setdefault(kind, {}), *page)
    return shares


def same(one: str | None, other: str | None) -> bool:
    """Whether two texts are one but for spaces and what cleaning repairs."""
    return clean_line(one or "") == clean_line(other or "")


def _count(shares: dict[str, Share], found: Page, gold: dict[str, Any]) -> None:
    flat = " ".join(found.body.split())
    lines = {line.strip() for line in found.body.split("\n")}
    boilerplate = [line for line in map(clean, gold["boilerplate"]) if line]
    shares.setdefault("title", Share()).add(same(found.title, gold["title"]), 1)
    if boilerplate:
        shares.setdefault("furniture", Share()).add(
            sum(line not in lines for line in boilerplate), len(boilerplate)
        )
    probes = [clean_line(probe) for probe in gold["body_probe"]]
    shares.setdefault("body", Share()).add(sum(probe in flat for probe in probes), len(probes))


def _pages(data: Path) -> Iterator[tuple[str, tuple[Page, dict[str, Any]]]]:
    for row in rows(data / PAGES):
        found = extract(RawItem(row["id"], TEXT, row["text"], row["text"]))
        yield row["text_kind"], (found, row["gold"])


def _unseen() -> Iterator[tuple[str, tuple[Page, dict[str, Any]]]]:
    for one in invented():
        yield f"unseen_{one.item.media}", (extract(one.item), one.gold)


def _html(data: Path) -> Iterator[tuple[Page, dict[str, Any]]]:
    for row in rows(data / SAVED):
        content = (data / "html" / row["file"]).read_text(encoding="utf-8", errors="replace")
        title = row.get("title") or _headline(row["title_tag"])
        gold = {
            "title": title,
            "boilerplate": row.get("must_not_contain", []),
            "body_probe": row.get("must_contain", _ends(row.get("text", ""))),
        }
        yield extract(RawItem(row["file"], HTML, content, content)), gold


def _ends(text: str) -> list[str]:
    """The last words of each paragraph."""
    return [" ".join(line.split()[-8:]) for line in text.split("\n") if line.strip()]


def _headline(tag: str) -> str:
    """A title element without the site's name at either end of it."""

    return max(unescape(tag).replace("\u2013", "|").replace(" - ", "|").split("|"), key=len)


def _records(data: Path) -> Iterator[tuple[int, int]]:
    for row in rows(data / NEWS):
        found = extract(as_item(row))
        words, kept = Counter(clean(row["text"]).split()), Counter(found.body.split())
        yield (words & kept).total(), words.total()


@click.command(help=__doc__)
@data_option
@json_option
def main(data: Path, as_json: bool) -> None:
    start = time.perf_counter()
    shares = measure(data)
    seconds = round(time.perf_counter() - start, 1)
    if as_json:
        values = {k: {name: vars(one) for name, one in v.items()} for k, v in shares.items()}
        json.dump({"seconds": seconds, **values}, sys.stdout, ensure_ascii=False, indent=1)
        return
    for kind, measured in shares.items():
        for name, share in measured.items():
            print(f"{kind:<16} {name:<12} {share}")
    print(f"{seconds} s")


if __name__ == "__main__":
    main()
