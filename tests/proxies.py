"""What stands between a client and a real Elasticsearch, or instead of one, to do it harm."""

from __future__ import annotations

import http.client
import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

Answer = tuple[int, dict[str, Any]]  # status, JSON
# method, path, body -> what is answered; None: passed on
Rule = Callable[[str, str, bytes], Answer | None]

CUT = 0  # a status: the request reaches the node, its answer never comes back
GONE = -1  # a status: the request reaches nobody


@contextmanager
def proxy(url: str, rule: Rule) -> Iterator[str]:
    """The address of a proxy before the node at `url`; what a rule answers never reaches it."""
    node = urlsplit(url).netloc

    class Handler(_Handler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = self.rfile.read(length)
            said = rule(self.command, self.path, body)
            if said and said[0] > CUT:
                self.say(said[0], json.dumps(said[1]).encode(), {})
                return
            if said and said[0] == GONE:
                self.hang_up()
                return
            status, answer, headers = _forwarded(node, self, body)
            if said:
                self.hang_up()
            else:
                self.say(status, answer, headers)

    with _listening(Handler) as address:
        yield address


@contextmanager
def stub(status: int, body: str, headers: dict[str, str]) -> Iterator[str]:
    """The address of a server that gives one answer to everything."""

    class Handler(_Handler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.say(status, body.encode(), headers)

    with _listening(Handler) as address:
        yield address


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self) -> None:
        raise NotImplementedError

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def log_message(self, format: str, *values: object) -> None:
        """Nothing: tests are quiet."""

    def say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response_only(status)
        sent = {"Content-Type": "application/json", "X-Elastic-Product": "Elasticsearch"} | headers
        for name, value in sent.items():
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def hang_up(self) -> None:
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


def _forwarded(node: str, request: _Handler, body: bytes) -> tuple[int, bytes, dict[str, str]]:
    kept = {name: value for name, value in request.headers.items() if name.lower() != "host"}
    connection = http.client.HTTPConnection(node, timeout=60)
    try:
        connection.request(request.command, request.path, body, kept)
        answer = connection.getresponse()
        return answer.status, answer.read(), {"Content-Type": answer.getheader("Content-Type", "")}
    finally:
        connection.close()


@contextmanager
def _listening(handler: type[_Handler]) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
