"""Searches sent to Elasticsearch past its client, whose own work makes a reader wait as long as
half of ours does, over connections that stay open.

Only the good answer is taken here. Whatever else happens (a connection that was closed meanwhile, a
busy node, an error) is None, and is to be asked again through the client, which knows how to wait,
to try again and to say what is wrong.
"""

from __future__ import annotations

import ssl
from base64 import b64encode
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import orjson

from indexer.engines.elastic_connection import Connection, Spoilt, connect
from indexer.settings import Settings

Later = Callable[[], Any]  # waits for the JSON that is answered; None where it is no good


class Line:
    """Connections to one node; each request has one of its own until it is answered."""

    def __init__(self, host: str, settings: Settings) -> None:
        self._host, self._settings = host, settings
        self._headers = _headers(host, settings)
        self._context: ssl.SSLContext | None = None
        self._idle: deque[Connection] = deque()

    def send(self, target: str, body: dict[str, Any]) -> Later:
        """Sends a search. What is returned must be called, once."""
        held: Connection | None = None
        try:
            held = self._free()
            head = f"POST {target} HTTP/1.1\r\n{self._headers}"
            held.send(head.encode(), orjson.dumps(body))
        except (OSError, ValueError, TypeError):
            if held is not None:
                held.close()
            return lambda: None
        return lambda: self._told(held)

    def close(self) -> None:
        while self._idle:
            self._idle.pop().close()

    def _told(self, held: Connection) -> Any:
        try:
            told = orjson.loads(held.receive())
        except (OSError, ValueError, Spoilt):
            held.close()
            return None
        self._idle.append(held)
        return told

    def _free(self) -> Connection:
        """A connection that nobody uses."""
        with suppress(IndexError):
            return self._idle.pop()
        parts, context = urlsplit(self._host), None
        if parts.scheme == "https":
            context = self._context = self._context or _context(self._settings)
        port = parts.port or (443 if context else 80)
        return connect(parts.hostname or "", port, self._settings.timeout, context)


def _headers(host: str, settings: Settings) -> str:
    """The headers of every request, but for its length."""
    headers = {"Host": urlsplit(host).netloc, "Content-Type": "application/json"}
    if settings.elasticsearch_api_key:
        headers["Authorization"] = f"ApiKey {settings.elasticsearch_api_key}"
    elif settings.elasticsearch_user:
        said = f"{settings.elasticsearch_user}:{settings.elasticsearch_password or ''}"
        headers["Authorization"] = f"Basic {b64encode(said.encode()).decode()}"
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())


def _context(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.elasticsearch_ca:
        context.load_verify_locations(settings.elasticsearch_ca)
    return context
