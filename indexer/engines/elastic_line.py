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
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import urlsplit
from weakref import finalize

import orjson

from indexer.settings import Settings


class Line:
    """Connections to one node; each request has one of its own until it is answered."""

    def __init__(self, host: str, settings: Settings) -> None:
        self._host, self._settings = host, settings
        self._headers = {"Content-Type": "application/json", **_authorization(settings)}
        self._context: ssl.SSLContext | None = None
        self._idle: deque[HTTPConnection] = deque()
        finalize(self, _close, self._idle)

    def send(self, target: str, body: dict[str, Any]) -> Waiting:
        """Sends a search."""
        held: HTTPConnection | None = None
        try:
            held = self._free()
            held.request("POST", target, orjson.dumps(body), self._headers)
        except (OSError, ValueError, TypeError, HTTPException):
            if held is not None:
                held.close()
            held = None
        return Waiting(held, self._idle)

    def close(self) -> None:
        _close(self._idle)

    def _free(self) -> HTTPConnection:
        """A connection that nobody uses."""
        with suppress(IndexError):
            return self._idle.pop()
        parts, timeout = urlsplit(self._host), self._settings.timeout
        place = (parts.hostname or "", parts.port)
        if parts.scheme != "https":
            return HTTPConnection(*place, timeout=timeout)
        if self._context is None:
            self._context = _context(self._settings)
        return HTTPSConnection(*place, timeout=timeout, context=self._context)


class Waiting:
    """An answer that may still be on its way: called, it is waited for; a good one is the JSON that
    is answered, any other None. A connection with an answer that nobody waits for is closed."""

    def __init__(self, held: HTTPConnection | None, idle: deque[HTTPConnection]) -> None:
        """`held` is the connection that the request went over, if it did; `idle` takes it back."""
        self._held, self._idle = held, idle

    def __call__(self) -> Any:
        if self._held is None:
            return None
        told = None
        with suppress(OSError, ValueError, HTTPException):
            answer = self._held.getresponse()
            data = answer.read()
            told = orjson.loads(data) if answer.status == 200 else None
        if told is None:
            self._held.close()
        else:
            self._idle.append(self._held)
        self._held = None
        return told

    def __del__(self) -> None:
        if self._held is not None:
            self._held.close()


def _close(connections: deque[HTTPConnection]) -> None:
    while connections:
        connections.pop().close()


def _authorization(settings: Settings) -> dict[str, str]:
    if settings.elasticsearch_api_key:
        return {"Authorization": f"ApiKey {settings.elasticsearch_api_key}"}
    if settings.elasticsearch_user:
        said = f"{settings.elasticsearch_user}:{settings.elasticsearch_password or ''}"
        return {"Authorization": f"Basic {b64encode(said.encode()).decode()}"}
    return {}


def _context(settings: Settings) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if settings.elasticsearch_ca:
        context.load_verify_locations(settings.elasticsearch_ca)
    return context
