"""A file of a name that the archive knows: the new state of its article, or another article."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.describer import are_others
from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.pipeline import Plan, Report, index
from indexer.read import read
from indexer.settings import Settings
from tests.commands import TEXTS, Done, kashshaf

WHEN = "2026-01-01T00:00:00Z"
BRIDGE = f"ترميم الجسر القديم\n\n{TEXTS[1]} وتستمر الأشغال حتى نهاية الصيف ثم يفتتح الجسر للمشاة."
MOON = f"القمر ليلة الجمعة\n\n{TEXTS[3]} وتفتح أبواب المرصد للزوار بعد صلاة العشاء مباشرة."


def bring(engine: Engine, folder: Path, text: str) -> Report:
    """Indexes the folder once its one file, `1.txt`, holds the text."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "1.txt").write_text(text, encoding="utf-8")
    return index(read([str(folder)], Settings()), engine, Plan(), WHEN)


def test_another_article_under_a_name_that_is_taken_is_counted(
    engine: Engine, tmp_path: Path
) -> None:
    assert bring(engine, tmp_path / "years/2017", BRIDGE).new == 1
    report = bring(engine, tmp_path / "years/2018", MOON)
    assert (report.new, report.replaced, report.quarantined) == (0, 1, 0)
    assert (report.unlike, report.unlike_origins) == (1, ["1.txt"])
    [there] = engine.scan(Everything())
    assert "القمر" in there["body"]
    above = index(read([str(tmp_path / "years")], Settings()), engine, Plan(), WHEN)
    assert (above.new, above.unlike) == (2, 0)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(BRIDGE.replace("الربيع", "الصيف"), id="corrected"),
        pytest.param(f"{BRIDGE}\n\n{MOON}", id="grown"),
        pytest.param(BRIDGE[:60], id="shortened"),
        pytest.param("ترميم الجسر القديم", id="the title alone"),
        pytest.param(f"تصحيح\n\n{TEXTS[1]}", id="half rewritten"),
    ],
)
def test_a_new_state_of_an_article_replaces_it(engine: Engine, tmp_path: Path, text: str) -> None:
    bring(engine, tmp_path / "years", BRIDGE)
    report = bring(engine, tmp_path / "years", text)
    assert (report.replaced, report.unlike) == (1, 0)


@pytest.mark.parametrize(
    ("one", "other", "others"),
    [
        ("وفاة الشاعر الكبير", "رحيل الشاعر الكبير", False),
        ("وفاة الشاعر", "زلزال في الشمال", True),
        ("مباريات 2018 بالأرقام والصور والأهداف", f"{MOON} عام 2018", True),
        ("", "", False),
    ],
)
def test_short_texts_are_compared_by_their_words(one: str, other: str, others: bool) -> None:
    assert are_others(one, other) is others
    assert are_others(other, one) is others


def test_an_id_that_the_input_gives_is_trusted(engine: Engine, tmp_path: Path) -> None:
    for text, became in ((BRIDGE, (1, 0)), (MOON, (0, 1))):
        path = tmp_path / "a.csv"
        path.write_text(f'id,text\n7,"{text}"\n', encoding="utf-8")
        report = index(read([str(path)], Settings()), engine, Plan(), WHEN)
        assert (report.new, report.replaced) == became
        assert report.unlike == 0


def test_who_runs_the_command_is_told_the_way_out(engine_address: str, tmp_path: Path) -> None:
    def run(year: str, text: str, *options: str) -> Done:
        (tmp_path / year).mkdir()
        (tmp_path / year / "1.txt").write_text(text, encoding="utf-8")
        return kashshaf("index", str(tmp_path / year), *options, engine=engine_address)

    assert "hardly a word" not in run("2017", BRIDGE).err
    assert "first 1.txt" in (done := run("2018", MOON)).err and done.code == 0
    assert "index the folder above both" in done.err
    told = run("2019", BRIDGE, "--json")
    assert (told.json["unlike"], told.json["unlike_origins"]) == (1, ["1.txt"])
