"""Annotated pages, and how much of each DESCRIBE reads: what `benchmarks.description` prints.

A date is right where it is the one stated, or absent where none is; false where it is another or
none is stated. F1 of a source, an author and a place counts a wrong one as both invented and
missed; names are compared at word depth, sources by the outlet that the list makes of them. An
actor is right if one of its mentions is a mention or the name of an annotated one; states are left
out, as they are annotated unevenly.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.data import NEWS, PAGES, SAVED, rows_if_there
from benchmarks.extraction import same
from benchmarks.invented import invented
from benchmarks.names import compared, f1_of
from indexer.arabic.analyzers import word_terms
from indexer.describe.article import describe
from indexer.describe.sources import canonical_source
from indexer.read import read
from indexer.records import HTML, RECORD, TEXT, Article, RawItem
from indexer.settings import Settings

ROOT = Path(__file__).parent.parent
FACTS = ("source", "author", "place")
GIVEN = ("id", "title", "source", "published", "author", "url")

Case = tuple[str, str, RawItem, dict[str, Any]]  # kind of text, name, item, the facts annotated
Cases = Callable[[Path], Iterator[Case]]


@dataclass(slots=True)
class Score:
    """What was counted over one kind of text; a fact that is not annotated is not counted."""

    cases: int = 0
    dated: int = 0
    dates_right: int = 0
    dates_false: int = 0
    titled: int = 0
    titles_right: int = 0
    actors: Counter[str] = field(default_factory=Counter)
    counts: dict[str, list[int]] = field(default_factory=lambda: {f: [0, 0, 0] for f in FACTS})
    wrong: list[str] = field(default_factory=list)

    def add(self, name: str, article: Article | None, wanted: dict[str, Any]) -> None:
        self.cases += 1
        if "published" in wanted:
            self._date(name, article.published if article else None, wanted["published"])
        if "title" in wanted:
            self._title(name, article.title if article else None, wanted["title"])
        for fact in FACTS:
            if fact in wanted:
                found = getattr(article, fact) if article else None
                self._fact(name, fact, found, wanted[fact])
        if "actors" in wanted:
            found_actors = [a for a in article.actors if a.type != "state"] if article else []
            acting = [actor for actor in wanted["actors"] if actor["type"] != "state"]
            self.actors += compared("all", found_actors, acting)

    def _title(self, name: str, found: str | None, wanted: str | None) -> None:
        self.titled += 1
        self.titles_right += same(found, wanted)
        if not same(found, wanted):
            self.wrong.append(f"{name}: title {found}, not {wanted}")

    def _date(self, name: str, found: str | None, wanted: str | None) -> None:
        self.dated += 1
        right = found is None if wanted is None else (found or "").startswith(wanted)
        coarser = bool(found and wanted and wanted.startswith(found))
        self.dates_right += right
        self.dates_false += not right and found is not None and not coarser
        if not right:
            self.wrong.append(f"{name}: published {found}, not {wanted}")

    def _fact(self, name: str, fact: str, found: str | None, wanted: str | None) -> None:
        right = found is not None and wanted is not None and _same(fact, found, wanted)
        hits, invented, missed = self.counts[fact]
        self.counts[fact] = [
            hits + right,
            invented + (found is not None and not right),
            missed + (wanted is not None and not right),
        ]
        if not right and (found or wanted):
            self.wrong.append(f"{name}: {fact} {found}, not {wanted}")

    def figures(self) -> dict[str, float | int | None]:
        return {
            "cases": self.cases,
            "date_right": self.dates_right / self.dated if self.dated else None,
            "false_dates": self.dates_false / self.dated if self.dated else None,
            "title": self.titles_right / self.titled if self.titled else None,
            **{fact: _f1(*self.counts[fact]) for fact in FACTS},
            "actors": f1_of(self.actors, "all") if self.actors else None,
        }


def _f1(hits: int, invented: int, missed: int) -> float | None:
    total = 2 * hits + invented + missed
    return 2 * hits / total if total else None


def _same(fact: str, found: str, wanted: str) -> bool:
    if fact == "source":
        found, wanted = canonical_source(found), canonical_source(wanted)
    return word_terms(found) == word_terms(wanted)


def pages(data: Path) -> Iterator[Case]:
    """Annotated pages and records; a source or date that only their address shows is no fact."""
    for row in rows_if_there(data / PAGES):
        item = RawItem(row["id"], TEXT, row["text"], row["text"])
        yield row["text_kind"], row["id"], item, _facts(row["gold"])


def saved_pages(data: Path) -> Iterator[Case]:
    """Saved HTML pages, of which the date is annotated, where it is."""
    for row in rows_if_there(data / SAVED):
        text = (data / "html" / row["file"]).read_text(encoding="utf-8", errors="replace")
        item = RawItem(row["file"], HTML, text, text, {"url": row["url"]})
        wanted = {"published": row["published"][:10]} if row["published"] else {}
        yield "html", row["file"], item, wanted


def news(data: Path) -> Iterator[Case]:
    """Records that give source and date: what is given must come out, in the list's words."""
    for row in rows_if_there(data / NEWS):
        given = {name: row[name] for name in GIVEN}
        item = RawItem(row["id"], RECORD, row["text"], json.dumps(row), given)
        wanted = {"source": row["source"], "published": row["published"][:16]}
        yield "given", row["id"], item, wanted


def seeds(data: Path) -> Iterator[Case]:
    """The articles that the project was asked for."""
    folder = data.parent / "seeds"
    if (folder / "gold.json").is_file():
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        for name, facts in gold["articles"].items():
            text = (folder / name).read_text(encoding="utf-8")
            yield "seeds", name, RawItem(name, TEXT, text, text), _facts(facts)


def sample(data: Path) -> Iterator[Case]:
    """The sample archive, its pages in text and those in HTML apart."""
    for gold in sorted((ROOT / "tests").glob("sample_gold_*.jsonl")):
        for row in rows_if_there(gold):
            path = ROOT / "sample_archive" / "pages" / row["file"]
            for item in read([str(path)], Settings()):
                if isinstance(item, RawItem):
                    yield f"sample_{item.media}", row["file"], item, _facts(row)


def unseen(data: Path) -> Iterator[Case]:
    """Pages written before anything was measured on them, those in text and those in HTML apart."""
    for page in invented():
        yield f"unseen_{page.item.media}", page.name, page.item, _facts(page.gold)


SETS: tuple[Cases, ...] = (pages, saved_pages, seeds, sample, unseen, news)


def measure(data: Path, sets: tuple[Cases, ...] = SETS) -> dict[str, Score]:
    """The scores of every kind of text found under `data`, by kind."""
    scores: dict[str, Score] = {}
    for cases in sets:
        for kind, name, item, wanted in cases(data):
            described = describe(item)
            article = described if isinstance(described, Article) else None
            scores.setdefault(kind, Score()).add(name, article, wanted)
    return scores


def _facts(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("published", "title", "actors", *FACTS) if name in row}
