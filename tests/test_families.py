"""Families of copies: what is joined, in whatever order it comes, on both engines."""

from __future__ import annotations

import json
import random
import signal
from pathlib import Path
from typing import Any

import pytest

from indexer import pipeline
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.document import article_of
from indexer.engines.query import Everything
from indexer.engines.writing import Unsettled
from indexer.families import settle as settling
from indexer.families.settle import settle
from indexer.pipeline import Plan, Report, index
from indexer.read import read
from indexer.records import Article
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.made_texts import near, text

WHEN = "2026-01-01T00:00:00Z"

Groups = set[frozenset[str]]
Records = list[dict[str, str]]


def record(id: str, text: str, **facts: str) -> dict[str, str]:
    return {"id": id, "title": f"خبر {id}", "text": text, **facts}


def bring(engine: Engine, folder: Path, records: Records, workers: int = 0) -> Report:
    path = folder / "articles.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return index(read([str(path)], Settings()), engine, Plan(True, workers), WHEN)


def stories(engine: Engine) -> dict[str, str]:
    return {kept["id"]: kept["story"] for kept in engine.scan(Everything(), apart=False)}


def groups(engine: Engine) -> Groups:
    found: dict[str, set[str]] = {}
    for id, story in stories(engine).items():
        found.setdefault(story, set()).add(id)
    return {frozenset(ids) for ids in found.values() if len(ids) > 1}


def library() -> Records:
    """Two agency reports in several papers each, an exact copy, and texts of their own."""
    records = [record(f"own{n}", text(100 + n)) for n in range(4)]
    for name, seed in (("flood", 1), ("vote", 2)):
        model = text(seed)
        records += [record(f"{name}{n}", near(seed * 10 + n, model)) for n in range(3)]
        records += [record(f"{name}-model", model), record(f"{name}-again", model)]
    return records


FAMILIES = {
    frozenset({f"{name}{end}" for end in ("0", "1", "2", "-model", "-again")})
    for name in ("flood", "vote")
}


def test_copies_are_joined_and_counted(engine: Engine, tmp_path: Path) -> None:
    report = bring(engine, tmp_path, library())
    assert groups(engine) == FAMILIES
    assert (report.new, report.copies) == (14, 8)  # of each family all but one
    kept = engine.get("flood0")
    assert kept is not None
    assert kept["title"] == "خبر flood0" and kept["original"]["text"]
    more = bring(engine, tmp_path, [record("late", near(99, text(2))), record("own9", text(109))])
    assert (more.new, more.copies) == (2, 1)


def test_neither_order_nor_parts_nor_workers_matter(
    engine_address: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    from tests.conftest import make_address

    expected: dict[str, str] | None = None
    kind = "embedded" if engine_address.startswith("embedded:") else "elasticsearch"
    for seed, parts, workers in ((0, 1, 0), (1, 4, 0), (2, 2, 2)):
        folder = tmp_path / str(seed)
        folder.mkdir()
        engine = open_engine(Settings(engine=make_address(request, kind, folder)))
        records = random.Random(seed).sample(library(), 14)
        for part in range(parts):
            bring(engine, folder, records[part::parts], workers)
        found = stories(engine)
        expected = expected or found
        assert found == expected
        engine.close()


def test_a_family_loses_the_member_that_held_it_together(engine: Engine, tmp_path: Path) -> None:
    """Two texts that are copies of a third, which has both, but not of each other."""
    first, second = text(1, 100), text(2, 100)
    long = record("both", f"{first}\n\n{second}")
    ends = [record("first", first), record("second", second)]
    bring(engine, tmp_path, [long, *ends])
    assert groups(engine) == {frozenset({"both", "first", "second"})}
    bring(engine, tmp_path, [record("both", text(3, 200))])
    assert groups(engine) == set()
    bring(engine, tmp_path, [long])
    assert groups(engine) == {frozenset({"both", "first", "second"})}
    engine.withdraw(["both"])
    with engine.writer("test") as writer:
        assert writer.unsettled().stories
        settle(engine, writer, engine.current())
        assert not writer.unsettled()
    assert groups(engine) == set()


def test_a_re_indexed_archive_has_the_same_families(engine: Engine, tmp_path: Path) -> None:
    for part in range(3):
        bring(engine, tmp_path, library()[part::3])
    before = stories(engine)
    rebuilt = reindex(engine, WHEN)
    assert rebuilt.switched and rebuilt.report.copies == 8
    assert stories(engine) == before


def test_killed_before_settling_the_next_run_settles(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*args: object) -> int:
        raise SystemExit("killed")

    monkeypatch.setattr(pipeline, "settle", killed)
    with pytest.raises(SystemExit):
        bring(engine, tmp_path, library())
    assert groups(engine) == {frozenset({f"{n}-model", f"{n}-again"}) for n in ("flood", "vote")}
    monkeypatch.undo()
    report = bring(engine, tmp_path, [record("own9", text(109))])
    assert (report.new, report.copies) == (1, 0)
    assert groups(engine) == FAMILIES


@pytest.mark.parametrize("written", [0, 1, 3])
def test_killed_while_renaming_the_next_run_goes_on(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    """Two families that a later article joins: of their members, some are written again."""
    first, second = text(1, 100), text(2, 100)
    ends = [record(f"{n}{i}", t) for n, t in (("a", first), ("b", second)) for i in range(3)]
    bring(engine, tmp_path, ends)
    whole = article_of
    done = iter(range(written))

    def killed(document: dict[str, Any]) -> Article:
        if next(done, None) is None:
            raise SystemExit("killed")
        return whole(document)

    monkeypatch.setattr(settling, "article_of", killed)
    joining = record("both", f"{first}\n\n{second}")
    with pytest.raises(SystemExit):
        bring(engine, tmp_path, [joining])
    monkeypatch.undo()
    bring(engine, tmp_path, [joining])
    assert groups(engine) == {frozenset({"both", *(r["id"] for r in ends)})}
    with engine.writer("test") as writer:
        assert not writer.unsettled()


def test_ctrl_c_while_settling_is_told(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*args: object) -> int:
        signal.raise_signal(signal.SIGINT)
        return 0

    monkeypatch.setattr(pipeline, "settle", interrupted)
    assert bring(engine, tmp_path, library()).interrupted
    monkeypatch.undo()
    bring(engine, tmp_path, library())
    assert groups(engine) == FAMILIES


def test_nothing_unsettled_costs_nothing(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, library())
    with engine.writer("test") as writer:
        assert settle(engine, writer, engine.current(), "a run") == 0
        writer.unsettle(Unsettled(runs=frozenset({"a run that wrote nothing"})))
        assert settle(engine, writer, engine.current(), "a run that wrote nothing") == 0
    assert groups(engine) == FAMILIES


def test_many_exact_copies_are_one_family(engine: Engine, tmp_path: Path) -> None:
    """More than are compared with each other."""
    model = text(1)
    bring(engine, tmp_path, [record("near", near(5, model))])
    many = settling.MOST + 20
    report = bring(engine, tmp_path, [record(f"copy{n}", model) for n in range(many)])
    assert report.copies == many
    assert len(groups(engine)) == 1
    assert len(set(stories(engine).values())) == 1
