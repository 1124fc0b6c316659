"""An export on its way, on both engines: in constant memory, and what breaks off is seen."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from indexer.engines import open_engine, tantivy_record
from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.web import downloads
from search_ui.web.app import create_app
from tests.commands import environment
from tests.exports import MANY, RECORDS, Pages, written
from tests.proxies import proxy
from tests.served import served

_GROWTH = """
import sys, threading
from indexer.engines import open_engine, tantivy_record
from indexer.settings import Settings
from search_ui.taking.export import exporting
from search_ui.taking.export_files import FORMATS
from search_ui.asking.params import read_params

def resident():  # bytes of this process's own memory, files that it maps left out
    with open("/proc/self/status") as status:
        return 1024 * next(int(line.split()[1]) for line in status if line.startswith("RssAnon"))

engine = open_engine(Settings(engine=sys.argv[1]))
def export(**given):
    most, done = resident(), threading.Event()
    def watch():
        nonlocal most
        while not done.wait(0.01):
            most = max(most, resident())
    watcher = threading.Thread(target=watch)
    watcher.start()
    with exporting(engine, read_params(given), "2026-01-31T12:00:00Z") as whole:
        size = sum(map(len, FORMATS[sys.argv[2]].write(whole)))
    done.set()
    watcher.join()
    return most, size
few = export(q=["سجل"], source=["ضفاف"], **{"from": ["2019"]})
print(*few, *export(q=["سجل"]))
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl", "bib"])
def test_memory_does_not_grow_with_the_result(address: str, suffix: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _GROWTH, address, suffix],
        env=environment(),
        capture_output=True,
        check=True,
        text=True,
    )
    few, small, whole, large = map(int, done.stdout.split())
    assert large > 3 * small
    assert whole - few < 12_000_000, (few, whole, large)


@contextmanager
def failing(address: str, monkeypatch: pytest.MonkeyPatch, good: int) -> Iterator[Engine]:
    """The archive over an engine that gives `good` thousand articles, then no more."""
    if address.startswith("embedded:"):
        left = [good * 1000]

        def damaged(found: Any) -> Any:
            left[0] -= 1
            if left[0] < 0:
                raise OSError("a page of the file is damaged")
            return tantivy_record.record(found)

        monkeypatch.setattr("indexer.engines.embedded.record", damaged)
        engine = open_engine(Settings(engine=address))
        yield engine
        engine.close()
        return
    url, _, name = address.rpartition("/")
    with proxy(url, Pages(2 * good + 1)) as through:
        engine = open_engine(Settings(engine=f"{through}/{name}", timeout=2))
        yield engine
        engine.close()


BROKEN = "the export broke off here after 3000 of 6000 articles: this file is not complete"


@pytest.mark.parametrize(
    ("suffix", "last"),
    [
        ("csv", f"# {BROKEN}"),
        ("jsonl", json.dumps({"error": BROKEN})),
        ("ris", f"# {BROKEN}"),
        ("bib", f"% {BROKEN}"),
    ],
)
def test_a_stream_that_breaks_off_says_so_and_is_cut(
    address: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    suffix: str,
    last: str,
) -> None:
    with failing(address, monkeypatch, 3) as engine, served(engine) as site:
        connection = http.client.HTTPConnection(site.removeprefix("http://"), timeout=60)
        connection.request("GET", f"/api/v1/export.{suffix}?q={quote(RECORDS)}")
        answer = connection.getresponse()
        assert answer.status == 200 and answer.getheader("Transfer-Encoding") == "chunked"
        with pytest.raises(http.client.IncompleteRead) as cut:
            answer.read()
        connection.close()
        text = cut.value.partial.decode()
        assert text.rstrip().splitlines()[-1] == last
        assert "Traceback" not in text and str(Path.home()) + "/" not in text
    assert any("3000" not in record.message for record in caplog.records)  # and it is logged


def test_a_spreadsheet_is_sent_whole_or_not_at_all(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with failing(address, monkeypatch, 3) as engine:
        answer = create_app(engine).test_client().get(f"/api/v1/export.xlsx?q={quote(RECORDS)}")
        assert (answer.status_code, answer.mimetype) == (503, "application/problem+json")


def test_a_failure_at_the_begin_is_a_status(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with failing(address, monkeypatch, 0) as engine:
        assert create_app(engine).test_client().get("/api/v1/export.csv").status_code == 503


def test_an_engine_that_gives_fewer_than_it_counted(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing = engine.listing

    @contextmanager
    def short(*given: Any) -> Iterator[Any]:
        with listing(*given) as whole:
            yield replace(whole, total=whole.total + 1)

    monkeypatch.setattr(engine, "listing", short)
    with pytest.raises(Exception, match=rf"gave {MANY} of {MANY + 1}"):
        written(engine, "csv", q=[RECORDS])


def test_readers_who_leave_make_room_for_others(engine: Engine) -> None:
    client = create_app(engine).test_client()
    answers = [client.get("/api/v1/export.csv") for _ in range(downloads.AT_ONCE)]
    assert [answer.status_code for answer in answers] == [200] * downloads.AT_ONCE
    refused = client.get("/api/v1/export.csv")
    assert refused.status_code == 503 and refused.headers["Retry-After"] == str(downloads.AGAIN)
    assert client.get("/api/v1/search").status_code == 200
    for sent in answers:
        sent.close()
    for _ in range(downloads.AT_ONCE + 1):
        client.get("/api/v1/export.csv?q=x").close()
        with client.head("/api/v1/export.csv") as answer:
            assert (answer.status_code, answer.data) == (200, b"")
        assert client.get("/api/v1/export.csv?depth=x").status_code == 400
