"""Searches past the client of Elasticsearch: what goes wrong on the way is asked again."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from elasticsearch import Elasticsearch

import mappings
from indexer.engines import open_engine
from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.elastic import ElasticEngine
from indexer.engines.elastic_line import Line
from indexer.engines.generation import made_now
from indexer.engines.query import Everything, Facet, Search
from indexer.errors import EngineError, EngineUnavailable
from indexer.settings import Settings
from tests.conftest import make_address
from tests.engines_samples import LIBRARY, article, write
from tests.proxies import CUT, GONE, Answer, proxy

BUSY: Answer = (429, {"error": {"type": "es_rejected_execution_exception"}, "status": 429})


class Trouble:
    """A rule for a proxy: so many searches are answered otherwise, once that is wanted."""

    def __init__(self) -> None:
        self.left, self.answer = 0, BUSY

    def __call__(self, method: str, path: str, body: bytes) -> Answer | None:
        if self.left and "/_search" in path:
            self.left -= 1
            return self.answer
        return None


def ids_of(found: Found) -> list[tuple[str, float]]:
    return [(hit.id, hit.score) for hit in found.hits]


@pytest.fixture
def trouble() -> Trouble:
    return Trouble()


@pytest.fixture
def library(
    elasticsearch_url: str, request: pytest.FixtureRequest, tmp_path: Path, trouble: Trouble
) -> Iterator[Engine]:
    name = make_address(request, "elasticsearch", tmp_path).removeprefix(elasticsearch_url)
    with proxy(elasticsearch_url, trouble) as address:
        engine = open_engine(Settings(engine=f"{address}{name}", timeout=5))
        write(engine, LIBRARY)
        engine.search(Search(Everything()))
        yield engine
        engine.close()


@pytest.mark.parametrize("answer", [BUSY, (CUT, {}), (GONE, {})])
def test_a_search_that_fails_is_asked_again(
    library: Engine, trouble: Trouble, answer: Answer
) -> None:
    expected = library.search(Search(Everything()))
    trouble.left, trouble.answer = 1, answer
    found = library.search(Search(Everything()))
    assert (found.total, ids_of(found)) == (expected.total, ids_of(expected))
    assert trouble.left == 0
    trouble.left = 1
    assert {row["id"] for row in library.copies(["s1"], ["floods"], 9)()} == {"floods-copy"}


def test_a_search_that_goes_on_failing_is_told(library: Engine, trouble: Trouble) -> None:
    for answer, error in ((BUSY, EngineUnavailable), ((GONE, {}), EngineUnavailable)):
        trouble.left, trouble.answer = 99, answer
        with pytest.raises(error):
            library.search(Search(Everything()))
    trouble.answer = (400, {"error": {"type": "x", "reason": "by design"}, "status": 400})
    with pytest.raises(EngineError, match="refused the request"):
        library.copies(["s1"], [], 9)()


class _Echo(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        said = b'{"who": "%s", "body": %s}' % (self.headers["Authorization"].encode(), body)
        self.send_response(200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *values: object) -> None:
        """Nothing: tests are quiet."""


def test_a_node_behind_tls_is_asked_with_the_credentials_that_are_set(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"]
    made += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key)]
    subprocess.run([*made, "-out", str(certificate)], check=True, capture_output=True)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    address = f"https://127.0.0.1:{server.server_address[1]}"
    known: dict[str, Any] = {"elasticsearch_ca": str(certificate)}
    try:
        for settings, who in (
            (Settings(**known, elasticsearch_api_key="a2V5"), "ApiKey a2V5"),
            (Settings(**known, elasticsearch_user="u", elasticsearch_password="p"), "Basic dTpw"),
        ):
            line = Line(address, settings)
            for _ in range(2):
                assert line.send("/a/_search", {"size": 1})() == {"who": who, "body": {"size": 1}}
            line.close()
        strange = Settings(elasticsearch_api_key="a2V5")
        assert Line(address, strange).send("/a/_search", {})() is None
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    "settings",
    [Settings(engine="http://127.0.0.1:9/a"), Settings(elasticsearch_ca="/no/such/file")],
)
def test_nobody_there(settings: Settings) -> None:
    for host in ("http://127.0.0.1:9", "https://127.0.0.1:9", "http://[::1]:x", "http://"):
        assert Line(host, settings).send("/a/_search", {})() is None


def _answering(*answers: bytes) -> tuple[socket.socket, threading.Thread]:
    """A server that takes one connection and gives these answers on it, then closes it."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connected, _ = server.accept()
        with connected:
            for answer in answers:
                asked = b""
                while not asked.endswith(b"{}"):  # the body, which may come behind the headers
                    asked += connected.recv(65_536) or b"{}"
                connected.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    return server, thread


_GOOD = b"HTTP/1.1 200 OK\r\n"
_WHOLE = _GOOD + b'Content-Length: 7\r\n\r\n{"a":1}'
_CHUNKED = (
    _GOOD + b'Transfer-Encoding: chunked\r\n\r\n4;x=y\r\n{"a"\r\n3\r\n:1}\r\n0\r\nX: y\r\n\r\n'
)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (_WHOLE, {"a": 1}),
        (_CHUNKED, {"a": 1}),
        (_WHOLE.replace(b"200", b"503"), None),
        (_WHOLE[:-2], None),  # breaks off
        (_CHUNKED[:-20], None),
        (_CHUNKED.replace(b"4;", b"z;"), None),
        (_CHUNKED.replace(b"chunked", b"gzip"), None),
        (_GOOD + b"X" * 100_000, None),
        (_WHOLE.replace(b"}", b"]"), None),
        (b"", None),
    ],
)
def test_only_a_whole_good_answer_is_taken(answer: bytes, told: Any) -> None:
    server, thread = _answering(_WHOLE, answer)
    line = Line(f"http://127.0.0.1:{server.getsockname()[1]}", Settings(timeout=5))
    with server:
        assert line.send("/a/_search", {})() == {"a": 1}
        assert line.send("/a/_search", {})() == told
        line.close()
        thread.join()


def test_searches_that_are_sent_at_once_are_answered_each(library: Engine) -> None:
    assert isinstance(library, ElasticEngine)
    archive, sent = library.node.archive, [{"size": 0}, {"size": 1}, {"size": 2}]
    whole, one, two = library.node.quickly(archive, *sent)
    assert [len(answer["hits"]["hits"]) for answer in (whole, one, two)] == [0, 1, 2]
    waiting = library.node.send(archive, {"size": 1})
    del waiting  # nobody asks for the answer: the connection ends with it
    assert library.search(Search(Everything())).total == len(LIBRARY)


def test_facets_are_exact_over_several_shards(
    elasticsearch_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    address = make_address(request, "elasticsearch", tmp_path)
    name, declared = address.rpartition("/")[2], mappings.articles()
    index = {**declared["settings"]["index"], "number_of_shards": 3}
    settings = {**declared["settings"], "index": index}
    with Elasticsearch(elasticsearch_url) as client:
        client.indices.create(
            index=f"{name}-g000001",
            settings=settings,
            mappings={**declared["mappings"], "_meta": made_now()},
        )
    engine = open_engine(Settings(engine=address))
    write(engine, [article(f"a{n}", "نص", source=f"s{n % 40}") for n in range(150)])
    search = Search(Everything(), facets=(Facet("sources", "source", "sources", 3),), size=2)
    for _ in range(2):  # before the archive is known, and after
        found = engine.search(search)
        assert found.total == 150
        assert found.facets["sources"] == (("s0", 4), ("s1", 4), ("s10", 4))
    engine.close()


def test_hits_and_counts_come_from_one_generation(library: Engine) -> None:
    assert isinstance(library, ElasticEngine)
    search = Search(Everything(), facets=(Facet("sources", "source", "sources", 3),), size=2)
    expected = library.search(search)
    asked: list[str] = []
    quickly, generation = library.node.quickly, library.current()

    def with_a_switch_between(index: str, *bodies: dict[str, Any]) -> list[Any]:
        hits, counts = quickly(index, *bodies)
        asked.append(index)
        for row in hits["hits"]["hits"]:
            row["_index"] = library.node.index("g000999")
        return [hits, counts]

    library.node.quickly = with_a_switch_between  # type: ignore[method-assign]
    found = library.search(search)
    assert asked == [library.node.archive]
    assert (found.generation, ids_of(found)) == (generation, ids_of(expected))
