"""``kashshaf run``: a file of queries answered in TREC form."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import TEXTS, kashshaf, lines, tree


def test_run_writes_a_trec_file(archive: str, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        '{"_id": "q1", "text": "ترميم الجسر"}\n\n'
        '{"_id": "q2", "text": "لا\\"شيء؟ -(من) هذا: القمر*"}\n{"_id": "q3", "text": "؟!"}\n'
    )
    out = tmp_path / "run.txt"
    done = kashshaf(
        "run", str(queries), "--size", "5", "--out", str(out), "--engine", archive, cwd=tmp_path
    )
    assert (done.code, done.err) == (0, "")
    rows = [line.split(" ") for line in out.read_text().splitlines()]
    assert {(row[0], row[1], row[5]) for row in rows} == {
        ("q1", "Q0", "kashshaf"),
        ("q2", "Q0", "kashshaf"),
    }
    for query in ("q1", "q2"):
        ranked = [row for row in rows if row[0] == query]
        assert [row[3] for row in ranked] == [str(rank) for rank in range(1, len(ranked) + 1)]
        scores = [float(row[4]) for row in ranked]
        assert scores == sorted(scores, reverse=True) and 0 < len(ranked) <= 5


@pytest.mark.parametrize(
    ("content", "out", "code", "said"),
    [
        (b"\xff\xff\n", "run.txt", 2, "line 1: not a JSON object with _id and text"),
        (b'{"_id": "1"}\n', "run.txt", 2, "line 1: not a JSON object"),
        (b'{"_id": "1", "text": "x"}\n[]\n', "run.txt", 2, "line 2: not a JSON object"),
        (b'{"_id": "1", "text": "x"}\n', "no/run.txt", 1, "no/run.txt: No such file"),
        (b'{"_id": "a b", "text": "x"}\n', "run.txt", 2, "line 1: its _id 'a b' is no word"),
        (b'{"_id": "", "text": "x"}\n', "run.txt", 2, "line 1: its _id '' is no word"),
        (b'{"_id": 1, "text": "x"}\n{"_id": "1", "text": "y"}', "r", 2, "line 2: its _id '1' is"),
    ],
)
def test_run_refuses(
    archive: str, tmp_path: Path, content: bytes, out: str, code: int, said: str
) -> None:
    (tmp_path / "q").write_bytes(content)
    done = kashshaf("run", "q", "--out", out, engine=archive, cwd=tmp_path)
    assert done.code == code
    assert said in done.err
    assert tree(tmp_path) == [str(tmp_path / "q")]


def test_a_run_has_six_columns_whatever_an_article_is_called(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    article = {"id": "my article", "text": TEXTS[0]}
    assert kashshaf("index", "-", stdin=lines([article]), engine=address).code == 0
    asked = lines([{"_id": "1", "text": "مكتبة"}])
    done = kashshaf("run", "-", "--out", "-", stdin=asked, engine=address, cwd=tmp_path)
    assert done.code == 0
    assert done.out.split()[:4] == ["1", "Q0", "my%20article", "1"]
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]  # none called "-"
