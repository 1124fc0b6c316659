"""Addresses in letters of every script, as they come over a socket."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from search_ui.web.request_lines import escaped_line
from tests.asking import raw
from tests.commands import brought, input_file, records, serving

END = b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("lines")
    brought(input_file(folder / "a.jsonl", records(6)), f"embedded:{folder / 'archive'}")
    with serving(f"embedded:{folder / 'archive'}") as started:
        yield started


def test_an_address_may_be_typed_as_it_is_read(server: str) -> None:
    query = records(1)[0]["text"].split()[0]
    for path in ("/api/v1/search?q=", "/api/v1/actors?prefix=", "/api/v1/articles/"):
        typed, escaped = f"{path}{query}", f"{path}{quote(query)}"
        answers = [raw(server, b"GET " + one.encode() + END) for one in (typed, escaped)]
        heads = [head.split(b"\r\n")[0] for head, _ in answers]
        bodies = [json.loads(body) for _, body in answers]
        for body in bodies:
            body.pop("took_ms", None), body.pop("instance", None)
        assert heads[0] == heads[1] and bodies[0] == bodies[1]
    _, body = raw(server, f"GET /api/v1/search?q={query}".encode() + END)
    answer = json.loads(body)
    assert answer["total"] > 0 and answer["understood"]["q"] == query
    assert answer["understood"]["link"] == f"/?q={quote(query)}"
    head, body = raw(server, f"GET /?q={query}".encode() + END)
    assert head.startswith(b"HTTP/1.1 200") and query.encode() in body


@pytest.mark.parametrize(
    "line",
    [
        "GET /?q=ق".encode("cp1256") + b" HTTP/1.1",  # which letters, nobody can tell
        "GÉT / HTTP/1.1".encode(),
        "GET / HTTP/1.1é".encode(),
        b"GET /?q=a\0b HTTP/1.1",
        b"GET /?q=a\x01b HTTP/1.1",
        b"GET /?q=a\tb HTTP/1.1",
        b"GET /?q=a\x7fb HTTP/1.1",
        b"GET /?q=a\rSet-Cookie: a HTTP/1.1",
        b"GET /?q=a\nSet-Cookie: a HTTP/1.1",
        "GET /?q=ق ق HTTP/1.1".encode(),
        b"GET /?q=" + "ق".encode() * 40_000 + b" HTTP/1.1",
    ],
)
def test_what_is_no_address_is_refused(server: str, line: bytes) -> None:
    head, body = raw(server, line + b"\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert head.split()[1] in (b"400", b"431"), head
    assert b"set-cookie" not in head.lower() and b"Traceback" not in body


def test_escaped_it_is_no_longer_than_an_address_may_be(server: str) -> None:
    head, body = raw(server, b"GET /api/v1/search?q=" + "ق".encode() * 9_000 + END)
    assert head.split()[1] == b"414" and json.loads(body)["status"] == 414


def test_nothing_but_the_address_is_changed() -> None:
    plain = b"GET /?q=a%20b+c#d HTTP/1.1"
    assert escaped_line(plain) == plain
    assert escaped_line("GET /ق?q=ق HTTP/1.1".encode()) == b"GET /%D9%82?q=%D9%82 HTTP/1.1"
    for line in ("GÉT / HTTP/1.1".encode(), b"GET", b"", "GET /?q=ق".encode("cp1256")):
        assert escaped_line(line) == line
