"""Prometheus reads how it goes, and nothing of what was asked for or by whom."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.web.app import create_app
from tests.page_library import library

Sample = tuple[str, tuple[tuple[str, str], ...]]


def samples(client: FlaskClient) -> dict[Sample, float]:
    answer = client.get("/metrics")
    assert answer.status_code == 200 and answer.mimetype == "text/plain"
    assert answer.headers["Cache-Control"] == "no-store"
    families = text_string_to_metric_families(answer.get_data(as_text=True))
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def test_searches_are_counted_by_kind(library_engine: Engine) -> None:
    client = create_app(library_engine).test_client()
    asked = {
        "browse": "",
        "word": "القراءة",
        "phrase": 'خبر "بلا عنوان"',
        "near": '"خبر عنوان"~4',
        "prefix": "القرا*",
        "fuzzy": "القراهة~",
    }
    for query in asked.values():
        assert client.get("/api/v1/search", query_string={"q": query}).status_code == 200
    assert client.get("/?q=غيرموجودأبدا").status_code == 200
    assert client.get("/api/v1/search?size=x").status_code == 400
    found = samples(client)
    for kind in asked:
        label = (("kind", kind),)
        assert found["kashshaf_queries_total", label] == 1 + (kind == "word")
        assert found["kashshaf_queries_without_hits_total", label] == (kind == "word")


def test_requests_are_timed_by_route_and_status(library_engine: Engine) -> None:
    client = create_app(library_engine).test_client()
    for address in ("/articles/reading", "/articles/first", "/articles/none", "/secret-place"):
        client.get(address)
    client.open("/", method="BREW")
    found = samples(client)

    def count(method: str, route: str, status: str) -> float:
        labels = (("method", method), ("route", route), ("status", status))
        return found["kashshaf_request_seconds_count", labels]

    assert count("GET", "/articles/<path:id>", "200") == 2
    assert count("GET", "/articles/<path:id>", "404") == 1
    assert count("GET", "", "404") == 1
    assert count("other", "", "405") == 1
    page = client.get("/metrics").get_data(as_text=True)
    assert "secret-place" not in page and "reading" not in page and "127.0.0.1" not in page


def test_the_size_of_the_archive_and_that_there_is_none(
    library_engine: Engine, tmp_path: Path
) -> None:
    found = samples(create_app(library_engine).test_client())
    assert found["kashshaf_articles", (("generation", library_engine.current()),)] == len(library())
    assert found["kashshaf_archive_up", ()] == 1
    stored = found["kashshaf_index_bytes", (("generation", library_engine.current()),)]
    assert stored == library_engine.stored() > 10_000
    empty = open_engine(Settings(engine=f"embedded:{tmp_path / 'none'}"))
    found = samples(create_app(empty).test_client())
    assert found["kashshaf_archive_up", ()] == 0
    assert not any(name == "kashshaf_articles" for name, _ in found)


@pytest.mark.parametrize(
    ("allowed", "address", "status"),
    [
        ("loopback", "127.0.0.1", 200),
        ("loopback", "::1", 200),
        ("loopback", "10.1.2.3", 403),
        ("loopback", "unix", 403),
        ("any", "10.1.2.3", 200),
        ("off", "127.0.0.1", 404),
    ],
)
def test_who_may_read_them(library_engine: Engine, allowed: str, address: str, status: int) -> None:
    client = create_app(library_engine, Settings(metrics=allowed)).test_client()
    answer = client.get("/metrics", environ_base={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert (answer.mimetype == "application/problem+json") == (status != 200)
