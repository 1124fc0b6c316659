"""Request lines with letters of every script in the address, as people type and programs send
them: ``GET /?q=<letters> HTTP/1.1``. waitress refuses what RFC 3986 does not allow there; here the
bytes of such letters are escaped before it reads the line, and all else is left to it.
"""

from __future__ import annotations

import re

from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_CONTROL = re.compile(rb"[\x00-\x1f\x7f]")


class LenientParser(HTTPRequestParser):
    """Takes an address in UTF-8 as if it were percent-encoded."""

    def parse_header(self, header_plus: bytes) -> None:
        """Reads the head of a request, limited in size as before: its bytes were counted as they
        came. Raises `ParsingError` (status 400) for what is no head, and for control characters in
        its first line."""
        line, end, rest = header_plus.partition(b"\r\n")
        if _CONTROL.search(line):
            raise ParsingError("Control character in the request line")
        super().parse_header(escaped_line(line) + end + rest)


class LenientChannel(HTTPChannel):
    """A connection that reads its requests so."""

    parser_class = LenientParser


def escaped_line(line: bytes) -> bytes:
    """A request line with its address percent-encoded; as it is where the address is not UTF-8, or
    where letters stand in the method or version, which are not addresses."""
    method, blank, rest = line.partition(b" ")
    target, before_version, version = rest.partition(b" ")
    try:
        target.decode("utf-8")
    except UnicodeDecodeError:
        return line
    escaped = _BEYOND_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], target)
    return method + blank + escaped + before_version + version
