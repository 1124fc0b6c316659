"""An engine that is not there, is not what it should be, or fails while it is written to."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch

from tests.commands import brought, input_file, kashshaf, patched, records
from tests.faults.archives import LEASE, SHORT_LEASE, held, held_now, ids
from tests.proxies import CUT, GONE, Answer, proxy, stub

NO_PATIENCE = "indexer.engines.elastic_bulk.RETRIES = 1"


def test_an_engine_that_is_not_there(tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(1))
    done = kashshaf("index", path, engine="http://127.0.0.1:9/a", env={"KASHSHAF_TIMEOUT": "2"})
    assert (done.code, done.out) == (1, "")
    assert "does not answer" in done.err and "is Elasticsearch running there?" in done.err


@pytest.mark.parametrize(
    ("status", "body", "headers", "said"),
    [
        (200, {"version": {"number": "8.19.2"}}, {}, "is Elasticsearch 8.19.2; Kashshaf needs"),
        (200, {"version": {"number": "7.17.9"}}, {}, "is Elasticsearch 7.17.9; Kashshaf needs"),
        (200, {"name": "x"}, {}, "answers, but is no Elasticsearch"),
        (200, {"version": {"number": "3.1"}}, {"X-Elastic-Product": ""}, "not an Elasticsearch"),
        (200, "<p>Hello</p>", {"X-Elastic-Product": "", "Content-Type": "text/html"}, "not an El"),
        (404, {}, {"X-Elastic-Product": ""}, "is not an Elasticsearch that this program knows"),
        (400, {"error": {"type": "media_type_header_exception"}}, {}, "does not speak"),
        (406, {"error": "Content-Type header is not supported"}, {}, "does not speak"),
        (401, {"error": "no"}, {}, "KASHSHAF_ELASTICSEARCH_PASSWORD"),
        (403, {"error": "unauthorized"}, {}, "does not allow this user to do that"),
        (503, {"error": "starting"}, {}, "too busy"),
        (200, "{", {}, "kashshaf: "),
    ],
)
def test_what_is_no_elasticsearch_9_is_told(
    status: int, body: object, headers: dict[str, str], said: str, tmp_path: Path
) -> None:
    text = body if isinstance(body, str) else json.dumps(body)
    with stub(status, text, headers) as address:
        done = kashshaf("status", engine=f"{address}/a")
    assert (done.code, done.out) == (1, "")
    assert said in done.err, done.err


def test_an_index_of_somebody_else_is_left_alone(elasticsearch_url: str, tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(1))
    with Elasticsearch(elasticsearch_url) as client:
        client.indices.create(index="test-foreign")
        try:
            done = kashshaf("index", path, engine=f"{elasticsearch_url}/test-foreign")
            assert done.code == 1
            assert "is an index of somebody else's" in done.err
            assert client.count(index="test-foreign")["count"] == 0
        finally:
            client.indices.delete(index="test-foreign")
            client.indices.delete(index="test-foreign-control", ignore_unavailable=True)


def test_an_archive_of_an_older_mapping_is_re_indexed(engine_address: str, tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(5))
    modules = ("generation", "embedded_generations", "elastic_generations")
    older = [f"indexer.engines.{module}.mapping_digest = lambda: 'older'" for module in modules]
    assert kashshaf("index", path, engine=engine_address, command=patched(*older)).code == 0
    for arguments in (["index", path], ["search", "الجسر"]):
        done = kashshaf(*arguments, engine=engine_address)
        assert (done.code, done.out) == (1, ""), arguments
        assert "was made by another version of the mapping: run `kashshaf reindex`" in done.err
    assert "previous" not in kashshaf("status", engine=engine_address).out
    assert kashshaf("reindex", engine=engine_address).code == 0
    assert held(engine_address) == ids(records(5))


class Bulks:
    """A rule for a proxy: the first `good` bulk requests pass, then `answer` is given."""

    def __init__(self, good: int, answer: Answer, for_good: bool = True) -> None:
        self.good, self.answer, self.for_good = good, answer, for_good
        self.seen, self.failing = 0, False

    def __call__(self, method: str, path: str, body: bytes) -> Answer | None:
        bulk = path.partition("?")[0].endswith("/_bulk")
        self.seen += bulk
        if bulk and self.seen > self.good:
            self.failing = True
            status, told = self.answer
            sent = body.count(b'{"index":')
            return status, {**told, "items": told["items"][:sent]} if "items" in told else told
        return (GONE, {}) if self.failing and self.answer[0] == CUT else None


def refusing(kind: str, status: int) -> Answer:
    return status, {"error": {"type": kind, "reason": "by design"}, "status": status}


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((CUT, {}), "does not answer"),
        (refusing("es_rejected_execution_exception", 429), "too busy"),
        (refusing("no_master_block_exception", 503), "too busy"),
        (refusing("cluster_block_exception", 403), "is read-only"),
        (refusing("security_exception", 403), "privileges on the archive's indices"),
        ((200, {"errors": True, "took": 1, "items": [
            {"index": {"_id": f"n{n:05}", "status": 429, "error": {
                "type": "es_rejected_execution_exception", "reason": "full"}}}
            for n in range(2000)]}), "too busy"),
    ],
    ids=["gone", "429", "503", "flood stage", "no right", "429 of each"],
)  # fmt: skip
def test_elasticsearch_fails_in_the_middle(
    elasticsearch_url: str, archive: str, tmp_path: Path, answer: Answer, said: str
) -> None:
    """The second bulk fails: what the first brought is there, the next run does the rest."""
    articles = records(120)
    path = input_file(tmp_path / "a.jsonl", articles)
    name = archive.rpartition("/")[2]
    command = patched(NO_PATIENCE, "indexer.engines.elastic_bulk.FIRST_WAIT = 0.1", SHORT_LEASE)
    with proxy(elasticsearch_url, Bulks(1, answer)) as address:
        done = kashshaf(
            *("index", path, "--workers", "0"),
            engine=f"{address}/{name}",
            env={"KASHSHAF_BULK_BYTES": "60000"},
            command=command,
        )
    assert (done.code, done.out) == (1, "")
    assert said in done.err and address in done.err
    assert "are kept: run the same again to go on" in done.err
    if answer[0] not in (CUT, 429):  # the rest is the same for all
        assert held_now(archive) == ids(articles)[: len(held(archive))]
        return
    time.sleep(LEASE)
    there = held_now(archive)
    assert 0 < len(there) < 120
    rest = kashshaf("index", path, "--json", engine=archive).json
    assert (rest["unchanged"], rest["new"]) == (len(there), 120 - len(there))
    assert held(archive) == ids(articles)


def test_a_read_only_index(elasticsearch_url: str, archive: str, tmp_path: Path) -> None:
    brought(input_file(tmp_path / "a.jsonl", records(3)), archive)
    index = archive.rpartition("/")[2] + "-g000001"
    more = input_file(tmp_path / "b.jsonl", records(3, begin=3))
    attempts = {
        "read_only_allow_delete": ["index", more],  # what a node sets whose disk is full
        "write": ["delete", "n00000"],
    }
    with Elasticsearch(elasticsearch_url) as client:
        for block, arguments in attempts.items():
            client.indices.put_settings(index=index, settings={f"index.blocks.{block}": True})
            done = kashshaf(*arguments, engine=archive, command=patched(NO_PATIENCE))
            client.indices.put_settings(index=index, settings={f"index.blocks.{block}": None})
            assert (done.code, done.out) == (1, "")
            assert "is read-only" in done.err
    assert kashshaf("index", more, engine=archive).code == 0
    assert kashshaf("delete", "n00000", engine=archive).code == 0
    assert held(archive) == ids(records(5, begin=1))
