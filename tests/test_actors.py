"""The actors of an archive and one of them, as programs and the page tell them: the same on both
engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from indexer.records import ActorFound, Mention
from search_ui.web.app import create_app
from tests.actor_library import GONE, HARBOUR, SHORE
from tests.description import got
from tests.engines_samples import article, write
from tests.page_library import link, page, values, words

MACRON = "emmanuel-macron"
MERKEL = "angela-merkel"


@pytest.fixture(scope="module")
def client(actor_engine: Engine) -> FlaskClient:
    return create_app(actor_engine).test_client()


# ---- the page of all


def test_the_page_lists_them_by_type(client: FlaskClient) -> None:
    shown = page(client, "/actors")
    told = got(client, "/api/v1/actors")
    headings = [" ".join(h.text_content().split()) for h in shown.cssselect("section h2")]
    assert len(headings) == len(told["types"]) and "أشخاص 2" in headings
    for one in told["actors"]:
        assert link(shown, one["label"]) == f"/actors/{one['id']}"
    assert not shown.cssselect(".pages")


def test_those_of_a_type_are_paged(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_ui.web.actor_pages.ON_A_PAGE", 1)
    first = page(client, "/actors?type=person&lang=en")
    assert words(first, "ol.rows bdi") == ["Emmanuel Macron"]
    assert link(first, "One more") == "/actors?type=person&page=2&lang=en"
    second = page(client, "/actors?type=person&page=2&lang=en")
    assert words(second, "ol.rows bdi") == ["Angela Merkel"]
    assert link(second, "Those before") == "/actors?type=person&lang=en"
    assert words(page(client, "/actors?type=person&page=9"), ".none a") == ["العودة إلى أولها"]


def test_the_page_finds_them_by_name(client: FlaskClient) -> None:
    assert words(page(client, "/actors?prefix=merk"), "ol.rows bdi") == ["أنغيلا ميركل"]
    assert "zzz" in values(page(client, "/actors?prefix=zzz"), "//input/@value")
    assert words(page(client, "/actors?prefix=zzz"), ".none") != []


@pytest.mark.parametrize("wrong", ["type=x", "page=0", "page=1&page=2", "size=3", "lang=fr"])
def test_the_page_refuses_what_it_cannot_read(client: FlaskClient, wrong: str) -> None:
    assert page(client, f"/actors?{wrong}", 400).cssselect(".detail")


# ---- one actor


def test_an_actor_with_all_that_is_told(client: FlaskClient) -> None:
    actor = got(client, f"/api/v1/actors/{MACRON}")
    assert (actor["label"], actor["type"], actor["listed"]) == ("إيمانويل ماكرون", "person", True)
    assert actor["country"] == {"id": "FR", "label": "فرنسا"}
    assert "Emmanuel Macron" in actor["aliases"]
    assert actor["total"] == 5
    over_time = actor["over_time"]
    assert over_time["level"] == "years"
    assert [(one["id"], one["count"]) for one in over_time["periods"]] == [("2016", 2), ("2017", 2)]
    assert [(one["id"], one["counts"]) for one in over_time["sources"]] == [
        (SHORE, [1, 2]),
        (HARBOUR, [1, 0]),
    ]
    assert (actor["together"][0]["id"], actor["together"][0]["count"]) == (MERKEL, 1)
    assert actor["titles"]["titles"] == [{"title": "الرئيس الفرنسي", "count": 2}]
    assert (actor["titles"]["articles"], actor["titles"]["mentions"]) == (5, 5)
    assert [hit["id"] for hit in actor["latest"]] == ["a4", "a3", "a2", "a1", "a8"]
    for hit in actor["latest"]:
        marked = [s["text"][a:b] for s in hit["snippets"] for a, b in s["marks"]]
        assert marked == ["إيمانويل ماكرون"]


def test_an_actor_in_a_year_is_told_by_month(client: FlaskClient) -> None:
    actor = got(client, f"/api/v1/actors/{MERKEL}", **{"from": "2017", "to": "2017", "lang": "en"})
    assert (actor["label"], actor["total"]) == ("Angela Merkel", 1)
    months = {one["id"]: one["count"] for one in actor["over_time"]["periods"]}
    assert len(months) == 12 and months["2017-11"] == 1 and sum(months.values()) == 1
    assert got(client, f"/api/v1/actors/{MERKEL}", source=SHORE)["total"] == 0


def test_an_actor_who_left_the_list_goes_by_the_id(client: FlaskClient) -> None:
    actor = got(client, f"/api/v1/actors/{GONE}")
    assert (actor["label"], actor["type"], actor["listed"]) == (GONE, "unknown", False)
    assert (actor["total"], actor["country"], actor["aliases"]) == (1, None, [])
    shown = client.get(f"/actors/{GONE}")
    assert shown.status_code == 200 and GONE in shown.get_data(as_text=True)


def test_an_actor_whom_no_list_holds_goes_by_the_name_in_the_texts(actor_engine: Engine) -> None:
    body = "حضر الدكتور سليم الربيعي، وسكت سليم الربيعي."
    places = [body.index("سليم"), body.rindex("سليم")]
    mentions = tuple(Mention("body", "سليم الربيعي", at, at + 12) for at in places)
    named = ActorFound("name:سليم_الربيعي", "سليم الربيعي", "person", mentions)
    write(actor_engine, [replace(article("new", body), actors=(named,))])
    client = create_app(actor_engine).test_client()
    actor = got(client, f"/api/v1/actors/{quote(named.id)}")
    assert (actor["label"], actor["type"], actor["listed"]) == (named.name, "person", False)
    assert actor["titles"] == {
        "articles": 1,
        "mentions": 2,
        "titles": [{"title": "الدكتور", "count": 1}],
    }
    found = got(client, "/api/v1/actors", prefix="ربيع")["actors"]
    assert [one["id"] for one in found] == [named.id]
    assert named.name in client.get(f"/actors/{quote(named.id)}").get_data(as_text=True)
    with actor_engine.writer("test") as writer:
        writer.delete(["new"])
        writer.commit()


def test_a_listed_actor_of_no_article_and_nobody(client: FlaskClient) -> None:
    actor = got(client, "/api/v1/actors/naguib-mahfouz")
    assert (actor["total"], actor["latest"], actor["over_time"]["periods"]) == (0, [], [])
    assert client.get("/actors/naguib-mahfouz").status_code == 200
    for path in ("/api/v1/actors/nobody", "/actors/nobody"):
        assert client.get(path).status_code == 404
    assert got(client, f"/api/v1/actors/{MACRON}", 400, q="x")["parameter"] == "q"
    assert got(client, f"/api/v1/actors/{MACRON}", 400, **{"from": "x"})["parameter"] == "from"


def test_the_feed_of_an_actor(client: FlaskClient) -> None:
    shown = client.get(f"/actors/{MACRON}").get_data(as_text=True)
    assert f"/feed.atom?actor={MACRON}" in shown
    assert client.get(f"/feed.atom?actor={MACRON}").get_data(as_text=True).count("<entry") == 5


@pytest.mark.parametrize(
    "path",
    [
        f"/api/v1/actors/{MACRON}",
        "/api/v1/actors?type=person",
        f"/actors/{MACRON}?lang=en",
        "/api/v1/articles/a1/similar",
        f"/api/v1/suggest?q={quote('ماك')}",
        f"/api/v1/compare?actor={MACRON}",
        f"/compare?actor={MACRON}",
    ],
)
def test_what_has_not_changed_is_not_sent_again(client: FlaskClient, path: str) -> None:
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


# ---- all of them for programs


def test_the_actors_of_the_archive(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/actors")
    assert answer["complete"] and answer["total"] == len(answer["actors"])
    counts = {one["id"]: one["count"] for one in answer["actors"]}
    assert counts[MACRON] == 5 and counts[MERKEL] == 2 and counts[GONE] == 1
    assert {one["id"] for one in answer["types"]} >= {"person", "unknown"}
    persons = got(client, "/api/v1/actors", type="person", size=1)
    assert (persons["total"], [one["id"] for one in persons["actors"]]) == (2, [MACRON])


@pytest.mark.parametrize("prefix", ["ميرك", "أنجيلا", "انغيلا مير", "merk", "Angela"])
def test_actors_by_the_beginning_of_a_name(client: FlaskClient, prefix: str) -> None:
    answer = got(client, "/api/v1/actors", prefix=prefix)
    assert [one["id"] for one in answer["actors"]] == [MERKEL]


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"type": "ghost"}, "type"),
        ({"size": "1001"}, "size"),
        ({"size": "٣٠٠٠"}, "size"),
        ({"size": ["1", "2"]}, "size"),
        ({"prefix": "x" * 501}, "prefix"),
        ({"q": "x"}, "q"),
        ({"lang": "fr"}, "lang"),
    ],
)
def test_a_list_that_cannot_be_read(client: FlaskClient, asked: Any, parameter: str) -> None:
    assert got(client, "/api/v1/actors", 400, **asked)["parameter"] == parameter
