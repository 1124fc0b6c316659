"""The morphology bench measures what it says."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from benchmarks import morphology


def test_pairs_that_meet_and_pairs_that_do_not() -> None:
    found = morphology.measure([("وزراء", "الوزير"), ("الشرطة", "شروط"), ("كتاب", "كاتب")])
    assert found.pairs == 3
    assert found.lemma == 1 / 3
    assert found.search == 2 / 3
    assert found.apart == [("الشرطة", "شروط")]


def test_data_that_is_not_there_is_an_error_that_says_so(tmp_path: Path) -> None:
    answer = CliRunner().invoke(morphology.main, ["--data", str(tmp_path)])
    assert answer.exit_code == 2
    assert "plurals_news.tsv cannot be read" in answer.output


def test_a_floor_that_is_not_kept_is_told() -> None:
    kept = morphology.wanted_of(dict.fromkeys(_floors(), 0.5))
    assert {each.name for each in kept} == set(_floors())
    assert not all(each.met for each in kept)


def _floors() -> list[str]:
    floors = json.loads(morphology.FLOORS.read_text(encoding="utf-8"))
    return [*floors["at least"], *floors["at most"]]
