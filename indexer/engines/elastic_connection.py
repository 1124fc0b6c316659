"""A connection to Elasticsearch that stays open, with as much of HTTP as a search needs: all that
the standard library does of it takes longer than to read most answers."""

from __future__ import annotations

import socket
import ssl

_READ_AHEAD = 65_536  # bytes


class Spoilt(Exception):
    """The other side did not answer well; nothing more can be read from this connection."""


class Connection:
    """One request at a time: `send` it, then `receive` its answer. Both raise `OSError` where the
    other side is gone or too slow, and `Spoilt` for whatever else than a good answer; then the
    connection is of no more use."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._answers = connected.makefile("rb", _READ_AHEAD)

    def send(self, head: bytes, body: bytes) -> None:
        """Sends a request; `head` is its first line and the headers, but for the length."""
        self._socket.sendall(b"%sContent-Length: %d\r\n\r\n%s" % (head, len(body), body))

    def receive(self) -> bytes:
        """The body of the answer, of status 200."""
        if self._line().split(b" ", 2)[:2] != [b"HTTP/1.1", b"200"]:
            raise Spoilt
        length: int | None = None
        while line := self._line():
            name, _, value = line.lower().partition(b":")
            if name == b"content-length":
                length = _number(value, 10)
            elif name == b"transfer-encoding" and value.strip() != b"chunked":
                raise Spoilt
        return self._chunks() if length is None else self._read(length)

    def close(self) -> None:
        self._answers.close()
        self._socket.close()

    __del__ = close  # where nobody waits for an answer, or the program goes another way

    def _chunks(self) -> bytes:
        parts = []
        while size := _number(self._line().partition(b";")[0], 16):
            parts.append(self._read(size))
            self._line()
        while self._line():
            pass  # what may stand behind the last chunk
        return b"".join(parts)

    def _line(self) -> bytes:
        line = self._answers.readline(_READ_AHEAD)
        if not line.endswith(b"\n"):
            raise Spoilt
        return line.rstrip(b"\r\n")

    def _read(self, size: int) -> bytes:
        read: bytes = self._answers.read(size)
        if len(read) != size:
            raise Spoilt
        return read


def connect(host: str, port: int, timeout: float, context: ssl.SSLContext | None) -> Connection:
    """A new connection, by TLS where there is a context for it. `timeout` in seconds, for each
    step. Raises `OSError`."""
    made = socket.create_connection((host, port), timeout)
    try:
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return Connection(context.wrap_socket(made, server_hostname=host) if context else made)
    except (OSError, ValueError):
        made.close()
        raise


def _number(digits: bytes, base: int) -> int:
    try:
        return int(digits, base)
    except ValueError as error:
        raise Spoilt from error
