"""Searches past the client of Elasticsearch: what goes wrong on the way is asked again."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine, Everything, Found, Search
from indexer.engines.elastic_line import Line
from indexer.errors import EngineError, EngineUnavailable
from indexer.settings import Settings
from tests.conftest import make_address
from tests.engines_samples import LIBRARY, write
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
    assert {row["id"] for row in library.copies(["s1"], ["floods"], 9)} == {"floods-copy"}


def test_a_search_that_goes_on_failing_is_told(library: Engine, trouble: Trouble) -> None:
    for answer, error in ((BUSY, EngineUnavailable), ((GONE, {}), EngineUnavailable)):
        trouble.left, trouble.answer = 99, answer
        with pytest.raises(error):
            library.search(Search(Everything()))
    trouble.answer = (400, {"error": {"type": "x", "reason": "by design"}, "status": 400})
    with pytest.raises(EngineError, match="refused the request"):
        library.copies(["s1"], [], 9)


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
                assert line.ask("/a/_search", {"size": 1}) == {"who": who, "body": {"size": 1}}
            line.close()
        strange = Settings(elasticsearch_api_key="a2V5")
        assert Line(address, strange).ask("/a/_search", {}) is None
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
        assert Line(host, settings).ask("/a/_search", {}) is None
