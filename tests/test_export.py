"""A whole result as a file, on both engines: complete, equal to the hits, harmless, in constant
memory; what breaks off is seen."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.engines import open_engine, tantivy_record
from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.answering.present import present_article
from search_ui.asking.params import SearchParams, read_params
from search_ui.taking.export import exporting
from search_ui.taking.export_files import FORMATS, estimate
from search_ui.taking.export_text import harmless
from search_ui.taking.references import citation_key, plain
from search_ui.web import downloads
from search_ui.web.app import create_app
from tests.commands import KASHSHAF, ended, environment, kashshaf, started, wait_until
from tests.conftest import make_address
from tests.engines_samples import article, write
from tests.exports import (
    HOSTILE,
    ID,
    MANY,
    found,
    hostile,
    many,
    read_bibtex,
    read_csv,
    read_jsonl,
    read_ris,
    read_xlsx,
    rows,
    untex,
)
from tests.proxies import GONE, Answer, proxy
from tests.served import served

MADE = "2026-01-31T12:00:00Z"
RECORDS = "سجل"  # stands in each of the many, and in no hostile one


@pytest.fixture(scope="module", params=("embedded", "elasticsearch"))
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    made = make_address(request, str(request.param), tmp_path_factory.mktemp("export"))
    engine = open_engine(Settings(engine=made))
    write(engine, many())
    write(engine, hostile())
    engine.close()
    return made


@pytest.fixture(scope="module")
def engine(address: str) -> Iterator[Engine]:
    made = open_engine(Settings(engine=address))
    yield made
    made.close()


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()


def written(engine: Engine, suffix: str, **given: list[str]) -> bytes:
    with exporting(engine, read_params(given), MADE) as export:
        return b"".join(FORMATS[suffix].write(export))


def got(client: FlaskClient, path: str) -> bytes:
    with client.get(path) as answer:
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return bytes(answer.get_data())


# ---- complete, and equal to the hits


@pytest.fixture(scope="module")
def hits(engine: Engine) -> list[dict[str, Any]]:
    hits = found(engine, SearchParams(q=RECORDS))
    assert len(hits) == MANY
    return hits


def test_csv_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    facts, _, cells = read_csv(got(client, f"/api/v1/export.csv?q={quote(RECORDS)}"))
    assert cells == rows(hits)
    assert f"q: {RECORDS}" in facts and f"articles: {MANY}" in facts
    assert "generation: g000001" in facts and re.search(r"made: 20\d\d-\d\d-\d\dT", facts)


def test_xlsx_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    about, cells = read_xlsx(got(client, f"/api/v1/export.xlsx?q={quote(RECORDS)}&lang=en"))
    assert cells == rows(hits)
    assert about["Query"] == RECORDS and about["Articles in this file"] == str(MANY)
    assert about["Generation of the index"] == "g000001" and about["Order"] == "newest first"


def test_jsonl_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    facts, articles = read_jsonl(got(client, f"/api/v1/export.jsonl?q={quote(RECORDS)}"))
    assert articles == [present_article(one, "ar") for one in hits]
    assert (facts["q"], facts["articles"], facts["order"]) == (RECORDS, MANY, "newest")


def test_ris_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    data = got(client, f"/api/v1/export.ris?q={quote(RECORDS)}")
    assert data.decode().startswith("# program: Kashshaf") and RECORDS in data.decode()[:300]
    read = read_ris(data)
    assert [one["accession_number"] for one in read] == [one["id"] for one in hits]
    for one, hit in zip(read, hits, strict=True):
        assert one["type_of_reference"] == "NEWS"
        assert one["title"] == hit["title"] and one["urls"] == [hit["url"]]
        assert one.get("authors") == ([hit["author"]] if hit.get("author") else None)
        published = hit.get("published")
        assert one.get("year") == (published[:4] if published else None)
        assert ("date" in one) == bool(published)


def test_bibtex_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    read = read_bibtex(got(client, f"/api/v1/export.bibtex?q={quote(RECORDS)}"))
    assert [entry.key for entry in read.entries] == [citation_key(one["id"]) for one in hits]
    for entry, hit in zip(read.entries, hits, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert fields["title"] == hit["title"] and fields["journal"] == hit["source"]
        assert ("author" in fields) == bool(hit.get("author"))
        length = len((hit.get("published") or "")[:10])
        assert [name in fields for name in ("year", "month", "day")] == [
            length >= 4,
            length >= 7,
            length == 10,
        ]


def test_what_narrows_a_search_narrows_its_export(engine: Engine) -> None:
    given = {"q": ["خبر"], "source": ["ضفاف"], "from": ["2018"], "to": ["2018"]}
    facts, articles = read_jsonl(written(engine, "jsonl", **given))
    assert articles and {one["source"] for one in articles} == {"ضفاف"}
    assert {one["published"] for one in articles} == {"2018-11"}
    assert facts["source"] == "ضفاف" and facts["from"] == facts["to"] == "2018"
    assert facts["undated"] == "exclude" and facts["articles"] == len(articles)
    _, other = read_jsonl(written(engine, "jsonl", **given, size=["1"], sort=["relevance"]))
    assert other == articles


def test_the_oldest_first_where_the_search_has_them_so(engine: Engine) -> None:

    facts, articles = read_jsonl(written(engine, "jsonl", q=[RECORDS], sort=["oldest"]))
    dates = [one["published"][:4] for one in articles if one.get("published")]
    assert dates == sorted(dates) and len(articles) == MANY and facts["order"] == "oldest"
    assert articles[-1].get("published") is None


def test_one_of_each_family(engine: Engine) -> None:
    facts, articles = read_jsonl(written(engine, "jsonl", q=[RECORDS], copies=["one"]))
    families = [one["story"] for one in articles if one.get("story")]
    assert len(families) == len(set(families)) == MANY // 10
    assert len(articles) == MANY - MANY // 10
    assert facts["articles"] == MANY and facts["copies"] == "one"


def test_nothing_found_is_a_file_that_says_so(engine: Engine) -> None:
    assert read_csv(written(engine, "csv", q=["زقزقزوق"]))[2] == []
    assert read_xlsx(written(engine, "xlsx", q=["زقزقزوق"]))[1] == []
    assert read_jsonl(written(engine, "jsonl", q=["زقزقزوق"]))[1] == []
    assert read_ris(written(engine, "ris", q=["زقزقزوق"])) == []
    assert read_bibtex(written(engine, "bib", q=["زقزقزوق"])).entries == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_size_is_told_before(engine: Engine, suffix: str) -> None:
    params = read_params({"q": [RECORDS]})
    told = estimate(engine, params, MADE, "ar")
    size = len(written(engine, suffix, q=[RECORDS]))
    assert told.total == MANY
    assert 0.6 * size < told.sizes[suffix] < 1.6 * size, (told, size)
    few = estimate(engine, read_params({"q": ["معرّف"]}), MADE, "ar")
    if suffix != "xlsx":
        assert few.sizes[suffix] == len(written(engine, suffix, q=["معرّف"]))


# ---- harmless


def the_hostile(engine: Engine) -> list[dict[str, Any]]:
    return [one for one in found(engine, SearchParams()) if not re.fullmatch(r"n\d+", one["id"])]


def test_no_cell_of_csv_is_a_formula(engine: Engine) -> None:
    _, _, cells = read_csv(written(engine, "csv"))
    assert len(cells) == MANY + len(HOSTILE) + 1
    kept = {row[0]: row for row in rows(found(engine, SearchParams()))}
    for row in cells:
        for cell in row:
            assert not re.match(r"[\s\u200f]*[=+\-@\uff1d]|[\t\r\n]", cell), cell
        assert row == [harmless(cell) for cell in kept[row[0]]]  # and nothing else is changed


def test_no_cell_of_xlsx_is_a_formula(engine: Engine) -> None:
    data = written(engine, "xlsx")
    _, cells = read_xlsx(data)  # which refuses any cell that is not text
    kept = rows(found(engine, SearchParams()))
    assert len(cells) == len(kept) == MANY + len(HOSTILE) + 1
    for row, hit in zip(cells, kept, strict=True):
        assert row == hit


def test_references_of_hostile_articles(engine: Engine) -> None:
    kept = {one["id"]: one for one in the_hostile(engine)}
    assert len(kept) == len(HOSTILE) + 1
    read = [one for one in read_ris(written(engine, "ris")) if one["accession_number"][0] != "n"]
    assert len(read) == len(kept)
    for one in read:
        hit = next(hit for hit in kept.values() if plain(hit["id"]) == one["accession_number"])
        assert one.get("title", "") == plain(hit["title"])
    entries = read_bibtex(written(engine, "bib")).entries
    by_key = {entry.key: entry for entry in entries}
    assert len(by_key) == len(entries) == MANY + len(kept)
    for hit in kept.values():
        fields = {field.key: field.value for field in by_key[citation_key(hit["id"])].fields}
        assert untex(fields["title"]) == plain(hit["title"])
        assert untex(fields["note"]) == plain(f"Kashshaf {hit['id']}")


def test_file_names_end_no_header(client: FlaskClient) -> None:
    for query in (
        ID,
        "a\r\nX: y",
        '"; filename=evil',
        "../../etc/passwd",
        "\u202egpj.exe",
        "=ا" * 99,
    ):
        with client.get("/api/v1/export.csv", query_string={"q": query}) as answer:
            said = answer.headers["Content-Disposition"]
            names = {name.lower() for name, _ in answer.headers}
        assert re.fullmatch(
            r"attachment; filename=kashshaf[\w.-]*\.csv(; filename\*=UTF-8''[\w.%-]+\.csv)?", said
        ), said
        assert "set-cookie" not in names and "x" not in names


# ---- in constant memory

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


# ---- what breaks off is seen


class Pages:
    """A rule for a proxy: so many pages of a listing pass, then the node is gone."""

    def __init__(self, good: int) -> None:
        self.good = good

    def __call__(self, method: str, path: str, body: bytes) -> Answer | None:
        if path.startswith("/_search"):
            self.good -= 1
        return None if self.good >= 0 else (GONE, {})


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


# ---- the command


def test_the_command_writes_what_the_api_sends(
    address: str, client: FlaskClient, tmp_path: Path
) -> None:
    out = tmp_path / "نتيجة.csv"
    done = kashshaf("export", RECORDS, "--source", "ضفاف", "--out", str(out), engine=address)
    assert done.code == 0 and done.out == "" and "2,000 articles of g000001" in done.err
    sent = got(client, f"/api/v1/export.csv?q={quote(RECORDS)}&source={quote('ضفاف')}")
    assert read_csv(out.read_bytes())[1:] == read_csv(sent)[1:]
    assert list(tmp_path.iterdir()) == [out]
    said = kashshaf("export", RECORDS, "--format", "ris", "--quiet", engine=address)
    assert (said.code, said.err) == (0, "")
    assert len(read_ris(said.out.replace("\n", "\r\n").encode())) == MANY


def test_ctrl_c_leaves_no_half_file(address: str, tmp_path: Path) -> None:
    out = tmp_path / "whole.jsonl"
    out.write_text("was there before")
    with started("export", RECORDS, "--out", str(out), engine=address) as process:
        wait_until(lambda: any(p.stat().st_size for p in tmp_path.glob(".kashshaf-*")))
        done = ended(process, signal.SIGINT)
    assert done.code == 130 and "interrupted" in done.err
    assert out.read_text() == "was there before" and list(tmp_path.iterdir()) == [out]


def test_an_engine_that_fails_leaves_no_half_file(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("elasticsearch_url")
    made = make_address(request, "elasticsearch", tmp_path)
    engine = open_engine(Settings(engine=made))
    write(engine, (article(f"n{number}", "نص " * 200) for number in range(1200)))
    engine.close()
    out = tmp_path / "whole.csv"
    with proxy(url, Pages(2)) as through:
        name = made.rpartition("/")[2]
        env = {"KASHSHAF_TIMEOUT": "2"}
        done = kashshaf("export", "--out", str(out), engine=f"{through}/{name}", env=env)
        assert done.code == 1 and "does not answer" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ق*"], "at least 2 letters"),
        (["--from", "2019-99"], "is no date"),
        (["--format", "pdf"], "is not one of"),
        (["--size", "3"], "No such option"),
        (["--out", "/nowhere/at/all.csv"], "/nowhere/at"),
    ],
)
def test_what_cannot_be_exported_is_said(address: str, arguments: list[str], said: str) -> None:
    done = kashshaf("export", *arguments, engine=address)
    assert done.code in (1, 2) and said in done.err and done.out == ""


def test_a_pipe_is_written_as_it_comes(address: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [*KASHSHAF, "export", RECORDS, "--format", "csv", "--out", str(pipe)]
    with subprocess.Popen([*command, "--engine", address], env=environment()) as process:
        data = pipe.read_bytes()
        assert process.wait(60) == 0
    assert len(read_csv(data)[2]) == MANY and pipe.is_fifo()
