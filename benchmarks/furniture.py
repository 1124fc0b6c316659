"""What is learned of furniture that no list knows, and what it costs the articles.

    python -m benchmarks.furniture --data DIR [--json]

`DIR` is laid out as the development data beside the project. News articles are laid into the whole
pages of the set, one page's furniture for each source, with other words in place of its own, so
that no list knows them; then the archive's furniture is learned and taken out. Printed, before and
after:

    furniture   lines of furniture that are not in a body
    words       words of the articles that are in their body
    records     words of the same articles, brought as records, that are in their body
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import Any

import click

from benchmarks.data import NEWS, PAGES, WHEN, data_option, rows
from benchmarks.extraction import Share
from benchmarks.report import json_option
from indexer.clean import clean, clean_line
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.furniture import NAME, as_text
from indexer.learning.learn import learn
from indexer.pipeline import Plan, index
from indexer.records import RECORD, RawItem
from indexer.reindex import reindex
from indexer.settings import Settings
from indexer.workers import default_workers

LONG = 4  # letters of a word that takes the place of another
ENDS = ".:!\N{ARABIC QUESTION MARK}\N{ARABIC COMMA}\N{HORIZONTAL ELLIPSIS}"

Gold = dict[str, tuple[list[str], list[str]]]  # by id: furniture, words of the article
Measured = dict[str, dict[str, Any]]


def measure(data: Path, articles: int) -> Measured:
    """The shares before and after, and the lines learned."""
    news = list(islice(rows(data / NEWS), articles))
    with tempfile.TemporaryDirectory(prefix="kashshaf-") as folder:
        pages, gold = _pages(data, news)
        laid = _measured(f"embedded:{folder}/pages", pages, gold)
        items = [_record(row) for row in news]
        words: Gold = {row["id"]: ([], clean(row["text"]).split()) for row in news}
        records = _measured(f"embedded:{folder}/records", items, words)
    return {"pages": laid, "records": records}


def _measured(address: str, items: list[RawItem], gold: Gold) -> dict[str, Any]:
    engine = open_engine(Settings(engine=address))
    try:
        index(items, engine, Plan(workers=default_workers()), WHEN)
        before = _shares(engine, gold)
        found = learn(engine, engine.current(), default_workers())
        with engine.writer("furniture") as writer:
            writer.keep(NAME, as_text(found))
        reindex(engine, WHEN, workers=default_workers())
        return {"before": before, "after": _shares(engine, gold), "learned": len(found)}
    finally:
        engine.close()


def _shares(engine: Engine, gold: Gold) -> dict[str, Share]:
    shares = {"furniture": Share(), "words": Share()}
    for article in engine.scan(Everything()):
        lines = {line.strip() for line in article["body"].split("\n")}
        furniture, words = gold[article["id"]]
        shares["furniture"].add(sum(line not in lines for line in furniture), len(furniture))
        there = Counter(words)
        shares["words"].add((there & Counter(article["body"].split())).total(), there.total())
    return {name: share for name, share in shares.items() if share.of}


def _pages(data: Path, news: list[dict[str, Any]]) -> tuple[list[RawItem], Gold]:
    """Each article within the furniture of a page of the set: that of its source."""
    words = sorted({word for row in news for word in row["title"].split() if len(word) >= LONG})
    layouts = [
        (_exchanged(over, words), _exchanged(under, words)) for over, under in _layouts(data)
    ]
    sources = sorted({row["source"] for row in news})
    items = []
    gold: Gold = {}
    for row in news:
        over, under = layouts[sources.index(row["source"]) % len(layouts)]
        body = [line for line in clean(row["text"]).split("\n") if line.strip()]
        page = "\n".join([*over, row["title"], row["published"][:10], *body, *under])
        items.append(_record({"id": row["id"], "source": row["source"], "text": page}))
        gold[row["id"]] = ([*over, *under], " ".join(body).split())
    return items, gold


def _exchanged(lines: list[str], words: list[str]) -> list[str]:
    """Lines of the same lengths and ends with other words in them, the same for the same."""
    return [" ".join(_other(word, words) for word in line.split()) for line in lines]


def _other(word: str, words: list[str]) -> str:
    letters = word.rstrip(ENDS)
    number = int.from_bytes(blake2b(letters.encode(), digest_size=8).digest())
    return words[number % len(words)].rstrip(ENDS) + word[len(letters) :]


def _layouts(data: Path) -> Iterator[tuple[list[str], list[str]]]:
    """The lines of furniture of the whole pages: those over the article, and those under it."""
    for row in rows(data / PAGES):
        if row["text_kind"] != "verbatim_page":
            continue
        lines = [line for line in clean(row["text"]).split("\n") if line.strip()]
        furniture = set(map(clean, row["gold"]["boilerplate"]))
        probe = clean_line(row["gold"]["body_probe"][0])
        at = next((i for i, line in enumerate(lines) if probe in line), len(lines))
        yield (
            [line for line in lines[:at] if line in furniture],
            [line for line in lines[at:] if line in furniture],
        )


def _record(row: dict[str, Any]) -> RawItem:
    """As a record; one without a title has a whole page as its text."""
    given: dict[str, str | None] = {
        name: row[name] for name in ("id", "title", "source") if name in row
    }
    text = json.dumps({**given, "text": row["text"]}, ensure_ascii=False)
    return RawItem(f"{row['id']}.json", RECORD, row["text"], text, given)


@click.command(help=__doc__)
@data_option
@click.option("--articles", default=6_000, show_default=True, help="News articles, at most.")
@json_option
def main(data: Path, articles: int, as_json: bool) -> None:
    measured = measure(data, articles)
    if as_json:
        json.dump(measured, sys.stdout, default=vars, ensure_ascii=False, indent=1)
        return
    for kind, made in measured.items():
        print(f"{kind}: {made['learned']} lines learned")
        for when in ("before", "after"):
            for name, share in made[when].items():
                print(f"  {when:<7} {name:<10} {share}")


if __name__ == "__main__":
    main()
