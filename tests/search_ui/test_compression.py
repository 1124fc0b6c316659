"""Long texts are sent in gzip to who takes it, and are the same texts."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from search_ui.web.compression import LEAST
from tests.page_library import values

SEARCH = "/api/v1/search?q=القراءة"
TOOK = re.compile(rb'"took_ms": ?[\d.]+|\d+\.\d{3}(?= )')
LONG = (SEARCH, "/", "/articles/reading", "/feed.atom", "/openapi.json", "/static/kashshaf.css")


@pytest.fixture(scope="module")
def client(library_engine: Engine) -> FlaskClient:
    return create_app(library_engine).test_client()


def asked(client: FlaskClient, address: str, takes: str | None) -> TestResponse:
    answer = client.get(address, headers={"Accept-Encoding": takes} if takes is not None else {})
    answer.get_data()
    answer.close()
    return answer


def untimed(text: bytes) -> bytes:
    """An answer without how long it took, which is never twice the same."""
    return TOOK.sub(b"", text)


@pytest.mark.parametrize("address", LONG)
def test_a_long_text_is_the_same_in_less(client: FlaskClient, address: str) -> None:
    plain, packed = asked(client, address, None), asked(client, address, "br, gzip;q=0.5")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Content-Type"] == plain.headers["Content-Type"]
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data)
    for answer in (plain, packed):
        assert "Accept-Encoding" in answer.vary
        assert answer.headers.getlist("Vary") == ["Accept-Encoding"]
    assert untimed(gzip.decompress(packed.data)) == untimed(plain.data)
    assert packed.headers["ETag"].startswith("W/")
    assert packed.get_etag()[0] == plain.get_etag()[0]
    same = client.get(
        address, headers={"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    )
    assert (same.status_code, same.data) == (304, b"")
    assert "Content-Encoding" not in same.headers and "Content-Type" not in same.headers
    assert "Accept-Encoding" in same.vary
    same.close()


@pytest.mark.parametrize("takes", [None, "", "identity", "br", "gzip;q=0", "*;q=0", "gzip;q=0, *"])
def test_who_does_not_take_it_is_not_sent_it(client: FlaskClient, takes: str | None) -> None:
    answer = asked(client, SEARCH, takes)
    assert "Content-Encoding" not in answer.headers and answer.get_json()["total"]


def test_short_answers_exports_and_parts_stay_as_they_are(client: FlaskClient) -> None:
    short = asked(client, "/healthz", "gzip")
    assert "Content-Encoding" not in short.headers and len(short.data) < LEAST
    for form in ("xlsx", "csv", "jsonl"):
        export = asked(client, f"/api/v1/export.{form}", "gzip")
        assert "Content-Encoding" not in export.headers and len(export.data) > LEAST
    part = client.get(
        "/static/kashshaf.css", headers={"Range": "bytes=0-9", "Accept-Encoding": "*"}
    )
    assert (part.status_code, len(part.data)) == (206, 10)
    part.close()


def test_head_tells_the_length_of_what_get_sends(client: FlaskClient) -> None:
    got = asked(client, "/openapi.json", "gzip")
    head = client.head("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_the_first_page_is_light_on_the_wire(sample_engine: Engine) -> None:
    """The page with all that it needs to be drawn, gzipped as browsers are sent it."""
    client = create_app(sample_engine).test_client()
    page = asked(client, "/", "gzip")
    document = html.fromstring(gzip.decompress(page.data))
    files = values(
        document,
        "//script/@src",
        "//link[contains('stylesheet icon preload', @rel)]/@href",
        "//img/@src",
    )
    assert len(files) >= 4
    sent = {file: len(asked(client, file, "gzip").data) for file in dict.fromkeys(files)}
    assert sum(sent.values()) + len(page.data) < 100_000, (len(page.data), sent)
