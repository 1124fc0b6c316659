"""``kashshaf index``: what it says, what it writes and what it puts away."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from pathlib import Path

from tests.cli.conftest import COUNT
from tests.commands import TEXTS, input_file, kashshaf, lines, records, tree


def test_the_same_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    path = input_file(tmp_path / "a.jsonl", records(5))
    first = kashshaf("index", path, engine=address)
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        "5 indexed (5 new, 0 replaced; 1 of these copies), 0 unchanged, 0 quarantined\n"
    )
    again = kashshaf("index", path, "--json", engine=address)
    assert again.json == {
        "indexed": 0,
        "new": 0,
        "replaced": 0,
        "copies": 0,
        "unchanged": 5,
        "quarantined": 0,
        "interrupted": False,
        "unlike": 0,
        "unlike_origins": [],
        "refusals": [],
    }
    input_file(tmp_path / "a.jsonl", [*records(4), *records(2, begin=4, edition="طبعة ثانية")])
    changed = kashshaf("index", path, "--json", engine=address).json
    assert (changed["new"], changed["replaced"], changed["unchanged"]) == (1, 1, 4)


def test_a_dry_run_writes_nothing(folder: Path, archive: str, tmp_path: Path) -> None:
    before = tree(tmp_path)
    done = kashshaf("index", str(folder), "--dry-run", engine=f"embedded:{tmp_path / 'archive'}")
    assert done.code == 0
    assert done.out.startswith(f"{COUNT} would be indexed")
    assert tree(tmp_path) == before


def test_standard_input_globs_and_the_folder_one_is_in(tmp_path: Path) -> None:
    address = "embedded:archive"
    piped = kashshaf("index", "-", stdin=lines(records(3)), engine=address, cwd=tmp_path)
    assert piped.out.startswith("3 indexed (3 new")
    for name in ("b1", "b2", "c1"):
        (tmp_path / f"{name}.txt").write_text(f"{name} عنوان\n\n{' '.join(TEXTS)}\n")
    named = kashshaf("index", "b?.txt", "--json", engine=address, cwd=tmp_path).json
    assert (named["new"], named["quarantined"]) == (2, 0)
    assert kashshaf("index", "*.nothing", engine=address, cwd=tmp_path).code == 2
    found = kashshaf("search", "--json", engine=address, cwd=tmp_path).json
    assert found["total"] == 5
    origins = {hit["origin"] for hit in found["hits"]}
    assert origins == {"-#1", "-#2", "-#3", "b1.txt", "b2.txt"}


def test_what_could_not_be_indexed_is_put_away(tmp_path: Path) -> None:
    address, away = f"embedded:{tmp_path / 'archive'}", tmp_path / "away"
    (tmp_path / "a.jsonl").write_bytes(lines(records(2)) + b'{"id": "cut", "text": "\n')
    (tmp_path / "empty.txt").write_text("")
    done = kashshaf(
        *("index", str(tmp_path / "a.jsonl"), str(tmp_path / "empty.txt")),
        *("--quarantine", str(away)),
        engine=address,
    )
    assert done.code == 0
    assert "2 quarantined" in done.out
    assert "a.jsonl#3: " in done.err and "empty.txt: it is empty" in done.err
    put = [json.loads(line) for line in (away / "quarantine.jsonl").read_text().splitlines()]
    assert [(one["origin"], one["line"]) for one in put] == [("a.jsonl#3", 3), ("empty.txt", None)]
    assert put[0]["original"] == '{"id": "cut", "text": "'
    assert len({datetime.fromisoformat(one["at"]) for one in put}) == 1, "they are of one run"
    blocked = kashshaf(
        *("index", str(tmp_path / "a.jsonl"), "--quarantine", str(tmp_path / "a.jsonl")),
        engine=address,
    )
    assert blocked.code == 2
    assert "--quarantine" in blocked.err


def test_equal_refusals_of_one_archive_are_summed_up(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as packed:
        for number in range(130):
            packed.writestr(f"{number}.txt", "")
        packed.writestr("binary.txt", bytes(range(256)) * 9)
    (tmp_path / "alone.txt").write_text("")
    kept = tmp_path / "away"
    named = ("index", "many.zip", "alone.txt", "--quarantine", str(kept))
    done = kashshaf(*named, engine=f"embedded:{tmp_path / 'archive'}", cwd=tmp_path)
    said = [line.strip() for line in done.err.splitlines() if line.startswith("  ")]
    assert "132 quarantined" in done.out
    assert said.count("and 129 more of many.zip, for the same reason") == 1
    assert [line.partition(":")[0] for line in said] == [
        *("many.zip!0.txt", "and 129 more of many.zip, for the same reason"),
        *("many.zip!binary.txt", "alone.txt"),
    ]
    away = (kept / "quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["origin"] for line in away}) == 132
    told = kashshaf(*named, "--json", engine=f"embedded:{tmp_path / 'archive'}", cwd=tmp_path)
    assert [one["sources"] for one in told.json["refusals"]] == [130, 1, 1]


def test_two_sources_of_one_id(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    kashshaf("index", input_file(tmp_path / "a.jsonl", records(2)), engine=address)
    other = input_file(tmp_path / "b.jsonl", records(2, edition="أخرى"))
    refused = kashshaf("index", other, engine=address)
    assert refused.code == 1
    assert "its id n00000 is that of a.jsonl#1" in refused.err
    assert kashshaf("index", other, "--replace", "--json", engine=address).json["replaced"] == 2
