"""Bad input and faults, through the installed command: a clear message, nothing lost or double."""

from __future__ import annotations

import ctypes
import gzip
import json
import os
import random
import signal
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

from indexer.engines import open_engine
from indexer.engines.base import Everything
from indexer.settings import Settings
from tests.commands import (
    ODD_QUERIES,
    TEXTS,
    brought,
    ended,
    input_file,
    kashshaf,
    lines,
    patched,
    records,
    started,
    wait_until,
)
from tests.conftest import make_address
from tests.proxies import CUT, GONE, Answer, proxy, stub

ARTICLE = "عنوان الخبر\n\n" + " ".join(TEXTS) + "\n"
LEASE = 1.5  # seconds that a killed writer's hold lasts here
SHORT_LEASE = f"indexer.engines.elastic_lease.LEASE_SECONDS = {LEASE}"
NO_PATIENCE = "indexer.engines.elastic_bulk.RETRIES = 1"
SMALL_STEPS = (
    "indexer.pipeline.BATCH = 8",
    "indexer.engines.embedded_writer.COMMIT_EVERY = 32",
    "indexer.engines.elastic_writer.COMMIT_EVERY = 32",
)


def held(address: str) -> list[str]:
    """The ids of every article of an archive, as a new reader finds them."""
    engine = open_engine(Settings(engine=address))
    try:
        return sorted(str(article["id"]) for article in engine.scan(Everything()))
    finally:
        engine.close()


def ids(articles: list[dict[str, str]]) -> list[str]:
    return [article["id"] for article in articles]


# ---- bad input


def bomb(path: Path) -> None:
    """Little that unpacks to much, in members that are each small enough."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for number in range(8):
            archive.writestr(f"{number}.txt", b" " * 40_000_000)


LARGE = ARTICLE.encode() * (60_000_000 // len(ARTICLE.encode()))
BAD: dict[str, tuple[bytes | Callable[[Path], object], str]] = {
    "empty.txt": (b"", "it is empty"),
    "binary.txt": (random.Random(1).randbytes(9000), "only text is read"),
    "broken.txt": (ARTICLE.encode()[:399] + b"\xff\xd8" + ARTICLE.encode() * 9, "broken UTF-8"),
    "cut.txt.gz": (gzip.compress(ARTICLE.encode() * 50)[:-60], "break off before their end"),
    "bomb.zip": (bomb, "KASHSHAF_MAX_ARCHIVE_BYTES"),
    "cut.jsonl": (b'{"id": "cut", "title": "x", "te', "broken JSON at column 29"),
    "large.txt": (LARGE, "an article may have 50,000,000"),
    "large.txt.gz": (gzip.compress(LARGE, 1), "an article may have 50,000,000"),
    "half.jsonl": (b'{"id": "\\ud800", "title": "x", "text": "y"}\n', "half of a character"),
}


@pytest.fixture(scope="module")
def bad_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bad")
    for name, (content, _) in BAD.items():
        if isinstance(content, bytes):
            (folder / name).write_bytes(content)
        else:
            content(folder / name)
    return folder


LIMIT = {"KASHSHAF_MAX_ARCHIVE_BYTES": "100_000_000"}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_alone_is_refused_with_the_reason(
    bad_files: Path, tmp_path: Path, name: str
) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    done = kashshaf("index", str(bad_files / name), "--workers", "0", engine=address, env=LIMIT)
    assert done.code == 1
    assert f"  {name}" in done.err and BAD[name][1] in done.err
    assert ", 0 unchanged, " in done.out and not done.out.endswith(", 0 quarantined\n")
    assert held(address) == []


def test_bad_input_among_good_takes_nothing_with_it(bad_files: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(ARTICLE)
    (tmp_path / "good.jsonl").write_bytes(lines(records(2)) + b'{"cut": \n' + lines(records(1, 2)))
    (tmp_path / "latin.txt").write_text(
        "Ferry returns\n\nThe ferry left the harbour at noon with forty travellers on board. " * 9
    )
    named = [str(tmp_path / name) for name in ("good.txt", "good.jsonl", "latin.txt", "gone.txt")]
    address = f"embedded:{tmp_path / 'archive'}"
    done = kashshaf("index", str(bad_files), *named, "--json", engine=address, env=LIMIT)
    assert done.code == 0
    report = done.json
    refused = {one["origin"].partition("#")[0].partition("!")[0] for one in report["refusals"]}
    assert refused == {*BAD, "good.jsonl", "gone.txt"}
    assert report["new"] == len(held(address)) == 5
    found = kashshaf("search", "ferry", "--json", engine=address).json
    (hit,) = found["hits"]
    assert (hit["origin"], hit["language"]) == ("latin.txt", "en")
    whole = kashshaf("search", "--json", engine=address).json
    assert {"good.txt", "good.jsonl#1", "good.jsonl#2", "good.jsonl#4"} <= {
        hit["origin"] for hit in whole["hits"]
    }


def without_privilege() -> None:
    """Root loses its right to pass over permissions (Linux: out of the bounding set at exec)."""
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


def test_without_permission(tmp_path: Path) -> None:
    closed, archive = tmp_path / "closed", tmp_path / "archive"
    closed.mkdir()
    (closed / "a.txt").write_text(ARTICLE)
    (tmp_path / "b.txt").write_text(ARTICLE)
    closed.chmod(0)
    try:
        alone = kashshaf(
            "index", str(closed), engine=f"embedded:{archive}", before=without_privilege
        )
        both = kashshaf("index", str(tmp_path), "--json", engine="embedded:" + str(archive))
    finally:
        closed.chmod(0o700)
    assert alone.code == 1
    assert "there is no permission to read it" in alone.err
    assert both.code == 0
    archive.chmod(0o500)
    try:
        blocked = kashshaf(
            *("index", str(tmp_path / "b.txt")),
            engine=f"embedded:{archive / 'new'}",
            before=without_privilege,
        )
        for path in archive.rglob("*"):
            path.chmod(0o400 if path.is_file() else 0o500)
        read = kashshaf("search", engine=f"embedded:{archive}", before=without_privilege)
        written = kashshaf(
            "index", str(closed), engine=f"embedded:{archive}", before=without_privilege
        )
        for path in sorted(archive.rglob("*"), reverse=True):
            path.chmod(0)
        unread = kashshaf("search", engine=f"embedded:{archive}", before=without_privilege)
    finally:
        archive.chmod(0o700)
        for path in sorted(archive.rglob("*")):
            path.chmod(0o700)
    assert (blocked.code, read.code, written.code, unread.code) == (1, 0, 1, 1), (read, unread)
    assert "cannot write the archive" in blocked.err and "cannot write the archive" in written.err
    assert read.out.startswith("2 articles")
    assert "there is no permission to read it: give it to this user" in unread.err


def test_a_damaged_archive_says_so(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    brought(input_file(tmp_path / "a.jsonl", records(30)), address)
    generation = tmp_path / "archive" / "g000001"
    for path in generation.glob("*.store"):
        content = path.read_bytes()
        path.write_bytes(b"\0" * (len(content) - 200) + content[-200:])
    done = kashshaf("search", "الجسر", engine=address)
    assert done.code == 1
    assert "its files may be damaged" in done.err
    (generation / "meta.json").write_text("{")
    assert "cannot open generation g000001" in kashshaf("status", engine=address).err
    (tmp_path / "archive" / "pointer.json").write_text("[]")
    assert "pointer.json cannot be read" in kashshaf("status", engine=address).err


# ---- queries: all the odd ones are asked over HTTP, in tests/test_api.py


def test_odd_queries(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    brought(input_file(tmp_path / "a.jsonl", records(12)), address)
    for name in ("long", "unbalanced", "stop words", "html", "control"):
        query, status, total = ODD_QUERIES[name]
        done = kashshaf("search", "--json", "--engine", address, "--", query)
        assert done.code == (2 if status == 400 else 0), (name, done)
        if done.code:
            assert done.err.startswith("kashshaf: ") and not done.out, name
        else:
            assert (done.err, done.json["total"] if total else None) == ("", total), name


# ---- an engine that is not there, or is not what it should be


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


# ---- an Elasticsearch that fails while it is written to


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


@pytest.fixture
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return make_address(request, "elasticsearch", tmp_path)


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


def held_now(archive: str) -> list[str]:
    """What Elasticsearch holds of an archive, refreshed or not."""
    url, _, name = archive.rpartition("/")
    with Elasticsearch(url) as client:
        client.indices.refresh(index=name)
    return held(archive)


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


# ---- two writers


def test_two_writers_of_one_archive(engine_address: str, tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(4))
    brought(path, engine_address)
    with started("index", "-", "--json", engine=engine_address) as first:
        wait_until(lambda: holder(engine_address) == first.pid)
        for verb in (["index", path], ["reindex"], ["delete", "n00001"]):
            second = kashshaf(*verb, engine=engine_address)
            assert (second.code, second.out) == (1, ""), verb
            assert f"being written by another process: index, process {first.pid} " in second.err
        assert kashshaf("search", "--json", engine=engine_address).json["total"] == 4
        assert first.stdin is not None
        first.stdin.write(lines(records(2, begin=4)))
        first.stdin.close()
        first.stdin = None
        done = ended(first)
    assert (done.code, done.json["new"]) == (0, 2)
    assert held(engine_address) == ids(records(6))
    assert kashshaf("rollback", engine=engine_address).code == 1  # and nobody holds it any more


def holder(address: str) -> int | None:
    """The process that holds an archive, as its note says; looking takes nothing."""
    url, _, name = address.rpartition("/")
    if not address.startswith("http"):
        path = Path(address.partition(":")[2]) / "writer.json"
        return int(json.loads(path.read_text())["process"]) if path.exists() else None
    with Elasticsearch(url) as client:
        patient = client.options(ignore_status=[404, 503], max_retries=0)  # not yet there
        found = patient.get(index=f"{name}-control", id="writer").body
        return int(found["_source"]["process"]) if found.get("found") else None


def test_a_writer_that_slept_too_long_writes_nothing_more(archive: str, tmp_path: Path) -> None:
    """On Elasticsearch a hold runs out; whoever took over is alone, even when the first wakes."""
    brought(input_file(tmp_path / "a.jsonl", records(1)), archive)
    with started("index", "-", engine=archive, command=patched(SHORT_LEASE)) as first:
        wait_until(lambda: holder(archive) == first.pid)
        os.kill(first.pid, signal.SIGSTOP)
        time.sleep(LEASE + 0.3)
        with started("index", "-", engine=archive) as second:
            wait_until(lambda: holder(archive) == second.pid)
            os.kill(first.pid, signal.SIGCONT)
            for process, begin in ((first, 5), (second, 1)):
                assert process.stdin is not None
                process.stdin.write(lines(records(2, begin=begin)))
                process.stdin.close()
                process.stdin = None
                done = ended(process)
                assert (done.code == 0) == (process is second), done
                said = f"being written by another process: index, process {second.pid} "
                assert process is second or said in done.err
    assert held(archive) == ids(records(3))


# ---- killed and interrupted at random moments


SIGNALS = (signal.SIGKILL, signal.SIGINT, signal.SIGKILL)
MANY = 600


@pytest.fixture
def moments() -> Iterator[float]:
    """Random waits in seconds; the seed is printed where a test fails."""
    seed = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10_000))
    print(f"FAULT_SEED={seed}")
    return iter_waits(random.Random(seed))


def iter_waits(source: random.Random) -> Iterator[float]:
    while True:
        yield source.random()


def killed_again_and_again(
    arguments: list[str], address: str, moments: Iterator[float], begun: Callable[[], bool]
) -> list[Any]:
    """Starts the command, ends it at a random moment by each signal in turn, then lets it run.

    Returns the JSON of the runs that could answer.
    """
    answers = []
    command = patched(SHORT_LEASE, *SMALL_STEPS)
    for number in (*SIGNALS, None):
        with started(*arguments, "--json", engine=address, command=command, group=True) as process:
            if number is not None:
                wait_until(lambda: begun() or process.poll() is not None)
                time.sleep(next(moments) * 0.8)
            done = ended(process, number, group=True)
        assert done.code in ({None: (0,), signal.SIGINT: (130, 0, -2)}.get(number, (0, -9))), done
        if done.code == -signal.SIGKILL and address.startswith("http"):
            time.sleep(LEASE + 0.2)
        if done.out:
            answers.append(done.json)
    return answers


def is_there(address: str) -> bool:
    """Whether a generation has been begun."""
    engine = open_engine(Settings(engine=address))
    try:
        return bool(engine.generations())
    finally:
        engine.close()


def test_index_is_killed_at_any_moment(
    engine_address: str, tmp_path: Path, moments: Iterator[float]
) -> None:
    articles = records(MANY)
    path = input_file(tmp_path / "a.jsonl", articles)
    arguments = ["index", path, "--workers", "2"]
    answers = killed_again_and_again(
        arguments, engine_address, moments, lambda: is_there(engine_address)
    )
    assert held(engine_address) == ids(articles)
    last = answers[-1]
    assert last["new"] + last["unchanged"] == MANY and not last["interrupted"]
    assert sum(answer["new"] for answer in answers) <= MANY


def test_reindex_is_killed_at_any_moment(
    engine_address: str, tmp_path: Path, moments: Iterator[float]
) -> None:
    articles = records(MANY)
    brought(input_file(tmp_path / "a.jsonl", articles), engine_address)
    engine = open_engine(Settings(engine=engine_address))

    def begun() -> bool:
        assert engine.count(Everything()) == MANY  # whatever is being done beside it
        return any(one.state == "building" for one in engine.generations())

    arguments = ["reindex", "--workers", "0"]
    answers = killed_again_and_again(arguments, engine_address, moments, begun)
    last = answers[-1]
    assert (last["before"], last["after"], last["switched"]) == (MANY, MANY, True)
    assert held(engine_address) == ids(articles)
    assert {one.state for one in engine.generations()} == {"current", "previous"}
    engine.close()
    back = kashshaf("rollback", engine=engine_address)
    assert back.code == 0
    assert held(engine_address) == ids(articles)


@pytest.mark.parametrize("verb", ["index", "reindex"])
def test_killed_just_before_the_new_generation_is_pointed_at(
    engine_address: str, tmp_path: Path, verb: str
) -> None:
    path = input_file(tmp_path / "a.jsonl", records(3))
    if verb == "reindex":
        brought(path, engine_address)
    kill = ".point = lambda *_: __import__('os').kill(__import__('os').getpid(), 9)"
    engines = ("embedded_generations.Generations", "elastic_generations.Generations")
    deadly = patched(SHORT_LEASE, *(f"indexer.engines.{engine}{kill}" for engine in engines))
    arguments = [verb, path] if verb == "index" else [verb]
    assert kashshaf(*arguments, engine=engine_address, command=deadly).code == -signal.SIGKILL
    time.sleep(LEASE if engine_address.startswith("http") else 0)
    done = kashshaf(*arguments, engine=engine_address)
    assert done.code == 0, done
    assert held(engine_address) == ids(records(3))


def test_a_re_index_from_other_files_after_one_that_was_killed(
    engine_address: str, tmp_path: Path
) -> None:
    """What the killed one had brought and the files do not hold stays away."""
    brought(input_file(tmp_path / "a.jsonl", records(4)), engine_address)
    engine = open_engine(Settings(engine=engine_address))
    half = engine.begin()
    engine.close()
    on_elastic, embedded = f"lambda self: {half!r}", f"lambda self: {{'current': {half!r}}}"
    left = patched(
        f"indexer.engines.elastic_generations.Generations.pointed_at = {on_elastic}",
        f"indexer.engines.embedded_generations.Generations._pointer = {embedded}",
    )
    path = input_file(tmp_path / "a.jsonl", records(4))
    assert kashshaf("index", path, engine=engine_address, command=left).code == 0
    files = input_file(tmp_path / "b.jsonl", [*records(2, begin=2), *records(1, begin=8)] * 2)
    done = kashshaf("reindex", files, "--json", engine=engine_address)
    assert done.code == 0, done
    assert (done.json["resumed"], done.json["after"]) == (4, 3)
    assert held(engine_address) == ["n00002", "n00003", "n00008"]


def test_a_killed_command_leaves_no_process_behind(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    with started("index", "-", "--workers", "2", engine=address, group=True) as process:
        assert process.stdin is not None
        process.stdin.write(lines(records(900)))
        process.stdin.flush()
        wait_until(lambda: len(children(process.pid)) >= 3)
        time.sleep(0.5)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        wait_until(lambda: not alive(process.pid), 20)


def children(group: int) -> list[int]:
    """The processes of a group."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group and fields[0] != "Z":
            found.append(int(path.parent.name))
    return found


def alive(group: int) -> bool:
    return bool(children(group))
