"""What was exported is brought in again as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import kashshaf, lines, records


@pytest.mark.parametrize("name", ["all.csv", "all.jsonl", "all.json"])
def test_an_export_is_an_input(tmp_path: Path, name: str) -> None:
    old, new = f"embedded:{tmp_path / 'old'}", f"embedded:{tmp_path / 'new'}"
    assert kashshaf("index", "-", stdin=lines(records(5)), engine=old).code == 0
    path = str(tmp_path / name)
    query = "المدينة, مكتبة | الجسر"  # its signs are in the first row
    for asked, found in (((), 5), ((query,), 3)):
        assert kashshaf("export", *asked, "--out", path, "--quiet", engine=old).code == 0
        done = kashshaf("index", path, "--json", engine=new).json
        assert (done["indexed"] + done["unchanged"], done["quarantined"]) == (found, 0), done
    hits = [kashshaf("search", "--json", engine=engine).json["hits"] for engine in (old, new)]
    for hit in (hit for found in hits for hit in found):
        del hit["score"], hit["origin"]
    assert hits[0] == hits[1]
