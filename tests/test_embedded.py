"""What only the embedded engine bears: readers that may not write, and files that are gone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.engines.query import Everything, Search, Term
from indexer.settings import Settings
from tests.commands import (
    brought,
    environment,
    input_file,
    kashshaf,
    lines,
    records,
    wait_until,
    without_privilege,
)

# Counts, and looks at the last page of hits, each time it is told to.
READER = """
import sys
from indexer.engines import open_engine
from indexer.engines.query import Everything, Search
from indexer.settings import Settings
engine = open_engine(Settings(engine=sys.argv[1]))
for line in sys.stdin:
    found = engine.search(Search(Everything(), sort="oldest", size=100))
    print(found.total, len(found.hits), engine.get(line.strip()) is not None, engine.revision(),
          flush=True)
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive that only its owner may write in."""
    made = tmp_path / "archive"
    brought(input_file(tmp_path / "a.jsonl", records(30)), f"embedded:{made}")
    return made


def closed_to_others(folder: Path) -> None:
    """Takes every right to write away; the tests run as root, whom only its capabilities let in."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)


def test_a_reader_without_permission_to_write_follows_the_writer(archive: Path) -> None:
    address = f"embedded:{archive}"
    closed_to_others(archive)
    with subprocess.Popen(
        [sys.executable, "-c", READER, address],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
        preexec_fn=without_privilege,
    ) as reader:

        def told(id: str) -> list[str]:
            assert reader.stdin is not None and reader.stdout is not None
            print(id, file=reader.stdin, flush=True)
            return reader.stdout.readline().split()

        first = told("n00029")
        assert first[:3] == ["30", "30", "True"]
        assert told("n00030")[2:] == ["False", first[3]]
        for begin in (30, 60):  # another process writes, as whoever may
            path = input_file(archive.parent / "b.jsonl", records(30, begin=begin))
            assert kashshaf("index", path, "--workers", "0", engine=address).code == 0
            closed_to_others(archive)
            total = str(begin + 30)
            assert told(f"n{begin:05}")[:3] == [total, total, "True"]
        assert kashshaf("delete", "n00000", engine=address).code == 0
        assert kashshaf("reindex", engine=address).code == 0
        closed_to_others(archive)
        last = told("n00000")
        assert last[:3] == ["89", "89", "False"]
        assert last[3].startswith("g000002-")
        assert reader.stdin is not None
        reader.stdin.close()
        assert reader.wait(timeout=60) == 0


def test_a_served_archive_that_nobody_may_write(archive: Path) -> None:
    closed_to_others(archive)
    done = kashshaf("search", "--json", engine=f"embedded:{archive}", before=without_privilege)
    assert (done.code, done.json["total"]) == (0, 30)
    status = kashshaf("status", engine=f"embedded:{archive}", before=without_privilege)
    assert "g000001  current" in status.out


def holds(archive: Path, *generations: str) -> None:
    """Sees that this process holds files of these generations only, the deleted ones included; a
    thread of tantivy's own may let go a moment later."""
    below = f"{archive}/"

    def held() -> set[str]:
        rows = Path("/proc/self/maps").read_text().splitlines()
        return {row.partition(below)[2].partition("/")[0] for row in rows if below in row}

    wait_until(lambda: held() == set(generations), 10)


def test_old_generations_are_closed(archive: Path) -> None:
    """A server reads on for weeks: what was current before leaves no file open."""
    address = f"embedded:{archive}"
    reader = open_engine(Settings(engine=address))
    listing = reader.scan(Everything())
    assert next(listing)["id"]
    holds(archive, "g000001")
    for number in (2, 3, 4):
        assert kashshaf("reindex", "--workers", "0", engine=address).code == 0
        assert reader.search(Search(Term("body.word", "النهر"))).total
        assert len(reader.generations()) == 2
        holds(archive, "g000001", f"g{number:06}")
    assert len(list(listing)) == 29  # of the generation that it began with
    del listing
    holds(archive, "g000004")
    assert kashshaf("rollback", engine=address).code == 0
    assert reader.count(Everything()) == 30
    holds(archive, "g000003")
    reader.close()
    holds(archive)


def test_a_reader_sees_each_commit_at_once(archive: Path) -> None:
    address = f"embedded:{archive}"
    reader = open_engine(Settings(engine=address))
    for number in range(30, 36):
        assert reader.count(Everything()) == number
        more = lines(records(1, begin=number))
        assert kashshaf("index", "-", "--workers", "0", engine=address, stdin=more).code == 0
    assert reader.count(Everything()) == 36
    reader.close()
