"""A generation is built beside the one in use, verified, switched at once; killed, it goes on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer import reindex as reindexing
from indexer.describe.article import describe
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.document import article_of
from indexer.engines.query import Everything, Search, Term
from indexer.errors import ArchiveError
from indexer.furniture import Learned
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.records import RawItem, Refusal
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.engines_samples import write

WHEN = "2026-01-01T00:00:00Z"
LATER = "2026-02-01T00:00:00Z"


@pytest.fixture
def archive(engine: Engine, sample_pages: Path) -> Engine:
    report = index(read([str(sample_pages)], Settings()), engine, Plan(), WHEN)
    assert report.new >= 50
    return engine


def articles(engine: Engine) -> dict[str, dict[str, object]]:
    kept = {}
    for article in engine.scan(Everything()):
        del article["indexed_at"], article["run"]
        kept[str(article["id"])] = article
    return kept


def test_everything_comes_out_the_same(archive: Engine) -> None:
    before, old = articles(archive), archive.current()
    rebuilt = reindex(archive, LATER, workers=2)
    assert rebuilt.switched
    assert rebuilt.generation == archive.current() != old
    assert rebuilt.before == rebuilt.after == len(before)
    assert articles(archive) == before
    assert archive.rollback() == old
    assert articles(archive) == before


def test_from_files(archive: Engine, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("عنوان قصير\n\n" + "جملة طويلة من نص المقال. " * 20)
    items = read([str(tmp_path)], Settings())
    rebuilt = reindex(archive, LATER, items)
    assert (rebuilt.after, archive.count(Everything())) == (1, 1)


def test_killed_it_goes_on_where_it_was(
    archive: Engine, engine_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = reindexing.originals

    def killed(engine: Engine, generation: str) -> Iterator[RawItem | Refusal]:
        for number, item in enumerate(whole(engine, generation)):
            if number == 40:
                signal.raise_signal(signal.SIGINT)
            yield item

    old = archive.current()
    monkeypatch.setattr(reindexing, "BATCH", 8)
    monkeypatch.setattr("indexer.pipeline.BATCH", 8)
    monkeypatch.setattr(reindexing, "originals", killed)
    first = reindex(archive, LATER)
    assert not first.switched
    assert archive.current() == old
    monkeypatch.setattr(reindexing, "originals", whole)
    gone = next(iter(archive.scan(Everything(), first.generation)))["id"]
    archive.withdraw([gone])  # leaves the archive while the new generation is half built
    other = open_engine(Settings(engine=engine_address))
    second = reindex(other, LATER)
    assert second.generation == first.generation
    assert second.resumed > 0
    assert second.report.unchanged == second.resumed
    assert second.switched
    assert other.get(gone) is None
    other.close()


def test_what_was_withdrawn_and_is_there_all_the_same_is_left_out(archive: Engine) -> None:
    """As an older version of the program could leave it, in both generations."""
    kept = {article["id"]: article for article in archive.scan(Everything())}
    gone, half = sorted(kept)[:2]
    archive.withdraw([gone])
    old, new = archive.current(), archive.begin()
    for generation in (old, new):
        write(archive, [article_of(kept[id]) for id in (gone, half)], generation)
    rebuilt = reindex(archive, LATER)
    assert (rebuilt.generation, rebuilt.switched) == (new, True)
    assert (rebuilt.before, rebuilt.after) == (len(kept), len(kept) - 1)
    assert archive.get(gone) is None


def test_a_generation_that_lacks_articles_is_not_switched_to(
    archive: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = describe
    unlucky = next(iter(archive.scan(Everything())))["origin"]

    def broken(item: RawItem, learned: Learned) -> object:
        return Refusal(item.origin, "by design") if item.origin == unlucky else whole(item, learned)

    old = archive.current()
    monkeypatch.setattr("indexer.describer.describe", broken)
    with pytest.raises(ArchiveError, match="by design"):
        reindex(archive, LATER)
    assert archive.current() == old


def test_searches_see_the_old_or_the_new_never_between(archive: Engine, tmp_path: Path) -> None:
    """A client that asks all the time while the archive is rebuilt from one file and back."""
    whole = archive.count(Everything())
    (tmp_path / "one.txt").write_text("عنوان قصير\n\n" + "جملة طويلة من نص المقال. " * 20)
    totals: set[int] = set()
    failures: list[Exception] = []
    stop = threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                totals.add(archive.search(Search(Everything(), size=3)).total)
            except Exception as error:
                failures.append(error)

    client = threading.Thread(target=ask)
    client.start()
    try:
        for _ in range(3):
            reindex(archive, LATER)
        reindex(archive, LATER, read([str(tmp_path)], Settings()))
        archive.search(Search(Term("body.word", "جمله")))
    finally:
        stop.set()
        client.join()
    assert failures == []
    assert totals <= {whole, 1}
    assert whole in totals


def test_nothing_to_re_index(engine: Engine) -> None:
    with pytest.raises(ArchiveError, match="kashshaf index"):
        reindex(engine, LATER)
