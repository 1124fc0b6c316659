"""Answers carry tags that change with whatever they are made of, and with nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.engines.answers import Found
from indexer.engines.base import Engine
from indexer.engines.query import Search
from indexer.keeper.state import State, save
from search_ui.web import freshness, keeping, pages
from search_ui.web.app import SECURITY_HEADERS, create_app
from search_ui.web.freshness import YEAR
from tests.engines_samples import article, write
from tests.page_library import filled, page, values

ADDRESSES = (
    "/",
    "/?q=القراءة",
    "/articles/reading",
    "/api/v1/search?q=القراءة",
    "/api/v1/articles/reading",
    "/api/v1/articles/first/copies",
    "/openapi.json",
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = filled(tmp_path)
    yield made
    made.close()


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()


def again(client: FlaskClient, address: str, tag: str) -> TestResponse:
    return client.get(address, headers={"If-None-Match": tag})


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_the_answer_is_told_so(
    client: FlaskClient, address: str, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get(address)
    tag = answer.headers["ETag"]
    assert re.fullmatch('W/"[0-9a-f]{24}"', tag)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert client.get(address).headers["ETag"] == tag
    for work in ("search", "get", "count"):
        monkeypatch.delattr(type(engine), work)
    for given in (tag, tag.removeprefix("W/"), f'"other", {tag}'):
        same = again(client, address, given)
        assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", tag)
        assert same.headers["Cache-Control"] == "no-cache"
        for name, value in SECURITY_HEADERS.items():
            assert same.headers[name] == value


def test_a_tag_is_of_one_request(client: FlaskClient) -> None:
    tags = [client.get(address).headers["ETag"] for address in (*ADDRESSES, "/?lang=en")]
    assert len(set(tags)) == len(tags)
    assert again(client, "/api/v1/search?q=x", tags[0]).status_code == 200


@pytest.mark.parametrize("address", ["/api/v1/articles/none", "/api/v1/search?size=x", "/healthz"])
def test_problems_and_health_carry_none(client: FlaskClient, address: str) -> None:
    assert "ETag" not in client.get(address).headers


def test_what_is_written_changes_the_tag(client: FlaskClient, engine: Engine) -> None:
    address = "/api/v1/search?q=القراءة"
    answer = client.get(address)
    tag, total = answer.headers["ETag"], answer.get_json()["total"]
    write(engine, [article("more", "نص آخر عن القراءة")])
    more = again(client, address, tag)
    assert (more.status_code, more.get_json()["total"]) == (200, total + 1)
    engine.withdraw(["more"])
    less = again(client, address, more.headers["ETag"])
    assert (less.status_code, less.get_json()["total"]) == (200, total)


def test_an_archive_that_changes_meanwhile_gives_no_tag(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = engine.search

    def changing(asked: Search) -> Found:
        write(engine, [article("more", "نص آخر عن القراءة")])
        return search(asked)

    monkeypatch.setattr(engine, "search", changing)
    answer = client.get("/api/v1/search?q=القراءة")
    assert answer.status_code == 200 and "ETag" not in answer.headers
    monkeypatch.undo()
    assert "ETag" in client.get("/api/v1/search?q=القراءة").headers


def test_what_the_keeper_says_of_actors_changes_the_tag(
    client: FlaskClient, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "FRESH", 0.0)
    address = "/articles/reading"
    tag = client.get(address).headers["ETag"]
    with engine.writer("test") as writer:
        save(engine, writer, State({"a.tsv": "rename\tegypt\tأرض الكنانة\n"}))
    renamed = again(client, address, tag)
    assert renamed.status_code == 200
    assert "أرض الكنانة" in renamed.get_data(as_text=True)
    assert again(client, address, renamed.headers["ETag"]).status_code == 304


def test_an_article_says_the_day_and_is_sent_anew_on_the_next(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/articles/reading"
    tag = client.get(address).headers["ETag"]
    assert again(client, address, tag).status_code == 304
    for module in (freshness, pages):
        monkeypatch.setattr(module, "today", lambda: "2031-05-07")
    sent = again(client, address, tag)
    assert sent.status_code == 200
    assert "7 مايو (أيار) 2031" in sent.get_data(as_text=True)


def test_another_program_has_other_tags(client: FlaskClient) -> None:
    tag = client.get("/").headers["ETag"]
    client.application.config["PROGRAM"] = "another"
    assert again(client, "/", tag).status_code == 200


def test_static_files_last_while_their_link_does(client: FlaskClient) -> None:
    shown = page(client, "/")
    links = values(shown, "//script/@src", "//link[@rel='stylesheet']/@href")
    assert len(links) == 5
    for link in links:
        assert re.search(r"\?v=[0-9a-f]{24}$", link)
        sent = client.get(link)
        assert sent.headers["Cache-Control"] == f"public, max-age={YEAR}, immutable"
        sent.close()
        for other in (link.partition("?")[0], link[:-1] + "z"):
            kept = client.get(other)
            assert kept.headers["Cache-Control"] == "no-cache"
            kept.close()
