"""Every source ends as exactly one of: new, replaced, unchanged, quarantined. On both engines."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.describe.article import describe
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Search
from indexer.furniture import Learned
from indexer.pipeline import Plan, Report, index
from indexer.read import read
from indexer.records import RawItem, Refusal
from indexer.settings import Settings

WHEN = "2026-01-01T00:00:00Z"
BODY = "اجتمع مجلس المدينة مساء أمس وناقش أعضاؤه خطة ترميم الجسر القديم وتوسيع السوق."


def record(id: str | None, text: str = BODY, **facts: str) -> dict[str, str]:
    return {**({"id": id} if id else {}), "title": "خبر", "text": text, **facts}


def bring(
    engine: Engine,
    folder: Path,
    *records: dict[str, str],
    replace: bool = False,
    name: str = "a",
) -> Report:
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return index(read([str(path)], Settings()), engine, Plan(replace=replace), WHEN)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.new, report.replaced, report.unchanged, report.quarantined


def test_the_same_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    records = [record(str(i)) for i in range(5)]
    assert counts(bring(engine, tmp_path, *records)) == (5, 0, 0, 0)
    assert counts(bring(engine, tmp_path, *records)) == (0, 0, 5, 0)
    assert engine.count(Everything()) == 5


def test_changed_content_replaces(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, record("1"), record("2"))
    assert counts(bring(engine, tmp_path, record("1"), record("2", BODY[:40]))) == (0, 1, 1, 0)
    kept = engine.get("2")
    assert kept is not None
    assert kept["body"] == BODY[:40].strip()


def test_one_id_twice_in_one_run_with_replace(engine: Engine, tmp_path: Path) -> None:
    """With `replace` the later one is kept, and both are counted."""
    twice = [record("1"), record("2"), record("1", BODY[:40])]
    assert counts(bring(engine, tmp_path, *twice, replace=True)) == (2, 1, 0, 0)
    kept = engine.get("1")
    assert kept is not None
    assert kept["body"] == BODY[:40].strip()


def test_one_id_from_two_origins(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, record("1"), name="first")
    assert counts(bring(engine, tmp_path, record("1"), name="second")) == (0, 0, 1, 0)
    other = record("1", "نص آخر عن شأن آخر لا صلة له بما سبق")
    report = bring(engine, tmp_path, other, name="second")
    assert counts(report) == (0, 0, 0, 1)
    assert "first.jsonl#1" in report.refusals[0].reason
    assert report.refusals[0].origin == "second.jsonl#1"
    taken = bring(engine, tmp_path, other, name="second", replace=True)
    assert counts(taken) == (0, 1, 0, 0)


def test_one_id_twice_in_one_run(engine: Engine, tmp_path: Path) -> None:
    report = bring(engine, tmp_path, record("1"), record("1", "نص آخر"), record("1"))
    assert counts(report) == (1, 0, 1, 1)
    assert engine.count(Everything()) == 1


def test_copies_are_kept_and_counted(engine: Engine, tmp_path: Path) -> None:
    report = bring(engine, tmp_path, record("1"), record("2"), record("3", BODY + " وانفض الجمع."))
    assert counts(report) == (3, 0, 0, 0)
    assert report.copies == 2  # an exact one, and a lengthened one
    assert bring(engine, tmp_path, record("4"), name="b").copies == 1


def test_what_is_withdrawn_stays_away(engine: Engine, tmp_path: Path) -> None:
    bring(engine, tmp_path, record("1"), record("2"))
    engine.withdraw(["1"])
    report = bring(engine, tmp_path, record("1"), record("2"))
    assert counts(report) == (0, 0, 1, 1)
    assert "withdrawn" in report.refusals[0].reason
    assert engine.get("1") is None


def test_a_refused_source_is_put_away_with_its_reason(engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(record("1")) + '\n{"id": "2", "text": "بلا\n', encoding="utf-8")
    put_away: list[Refusal] = []
    report = index(read([str(path)], Settings()), engine, Plan(), WHEN, quarantine=put_away.append)
    assert counts(report) == (1, 0, 0, 1)
    assert [(r.origin, r.line) for r in put_away] == [("a.jsonl#2", 2)]
    assert put_away[0].reason


def test_an_id_that_is_too_long_is_refused(engine: Engine, tmp_path: Path) -> None:
    report = bring(engine, tmp_path, record("ط" * 300), record("1"))
    assert counts(report) == (1, 0, 0, 1)
    assert "512 bytes" in report.refusals[0].reason


@pytest.mark.parametrize("workers", [0, 2])
def test_workers_make_no_difference(engine: Engine, tmp_path: Path, workers: int) -> None:
    records = [record(str(i), f"{BODY} العدد {i}.") for i in range(700)]
    done: list[int] = []
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    items = read([str(path)], Settings())
    report = index(items, engine, Plan(workers=workers), WHEN, progress=done.append)
    assert counts(report) == (700, 0, 0, 0)
    assert sum(done) == report.sources
    assert engine.count(Everything()) == 700


@pytest.mark.parametrize("presses", [1, 2])
def test_ctrl_c_keeps_what_was_done(engine: Engine, tmp_path: Path, presses: int) -> None:
    """Pressed once, what is under way is finished; twice, it is left for the next run."""
    records = [record(str(i), f"{BODY} العدد {i}.") for i in range(300)]
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")

    def interrupted() -> Iterator[RawItem | Refusal]:
        for number, item in enumerate(read([str(path)], Settings())):
            if number == 200:
                for _ in range(presses):
                    signal.raise_signal(signal.SIGINT)
            yield item

    report = index(interrupted(), engine, Plan(), WHEN)
    assert report.interrupted
    assert engine.count(Everything()) == report.new < 300
    assert presses == 2 or report.new == 256  # the batch under way included
    rest = index(read([str(path)], Settings()), engine, Plan(), WHEN)
    assert rest.new + rest.unchanged == 300
    assert rest.unchanged == report.new


def test_a_defect_in_one_article_does_not_end_the_run(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = describe

    def broken(item: RawItem, learned: Learned) -> object:
        if item.given.get("id") == "2":
            raise ZeroDivisionError("by design")
        return whole(item, learned)

    monkeypatch.setattr("indexer.describer.describe", broken)
    report = bring(engine, tmp_path, record("1"), record("2"), record("3"))
    assert counts(report) == (2, 0, 0, 1)
    assert "ZeroDivisionError" in report.refusals[0].reason


@pytest.mark.parametrize(("names", "found"), [("all", {"name:طلال_الزرزوري"}), ("listed", set())])
def test_names_that_no_list_holds_are_left_out_on_request(
    tmp_path: Path, names: str, found: set[str]
) -> None:
    text = "قال المهندس طلال الزرزوري إن ترميم الجسر القديم يبدأ في الربيع من العام المقبل."
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"id": "a", "title": "الجسر", "text": text}), encoding="utf-8")
    settings = Settings(engine=f"embedded:{tmp_path / 'archive'}", names=names)
    engine = open_engine(settings)
    index(read([str(file)], settings), engine, Plan(), "2026-01-01T00:00:00Z")
    [hit] = engine.search(Search(Everything())).hits
    assert {actor["id"] for actor in hit.document["actors"]} == found
    engine.close()
