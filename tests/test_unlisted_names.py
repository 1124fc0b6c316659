"""Actors that no list holds go by the name an article writes, wherever one is told: the words of
their ids are folded for matching, and are no name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import openpyxl
import pytest
from flask.testing import FlaskClient
from lxml import etree

from indexer.engines import open_engine
from indexer.records import ActorFound, Mention
from indexer.settings import Settings
from search_ui.taking.feeds import ATOM
from search_ui.web.app import create_app
from tests.conftest import make_address
from tests.engines_samples import article, write
from tests.page_library import page, values, words

ID, NAME = "body:الهيءه_العامه_للمناره_0123456789ab", "الهيئة العامة للمنارة"
PERSON, CALLED = "name:صالح_السراغي", "صالح السراجي"
BODY = f"قالت {NAME} لصاحبها {CALLED} إن السفن وصلت."
ASKED = f"actor={quote(ID)}"


@pytest.fixture(scope="module", params=("embedded", "elasticsearch"))
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    named = (_found(ID, NAME, "organization"), _found(PERSON, CALLED, "person"))
    address = make_address(request, str(request.param), tmp_path_factory.mktemp("unlisted"))
    engine = open_engine(Settings(engine=address))
    lighthouse = replace(article("lighthouse", BODY, title="السفن"), actors=named)
    write(engine, [lighthouse, article("other", "نص آخر")])
    yield create_app(engine).test_client()
    engine.close()


def _found(id: str, name: str, type_: str) -> ActorFound:
    at = BODY.find(name)
    return ActorFound(id, name, type_, (Mention("body", name, at, at + len(name)),))


@pytest.mark.parametrize("parameter", ["actor", "actor_all", "not_actor"])
def test_a_choice_is_told_by_name(client: FlaskClient, parameter: str) -> None:
    shown = page(client, f"/?{parameter}={quote(ID)}")
    (chip,) = words(shown, ".chips a")
    assert chip.endswith(f"{NAME} ×")
    assert "0123456789ab" not in " ".join(words(shown, "title, aside, h1, .chips, #echo"))


def test_a_feed_names_whom_an_article_names(client: FlaskClient) -> None:
    feed = etree.fromstring(client.get(f"/feed.atom?{ASKED}").data)
    told = {one.get("term"): one.get("label") for one in feed.iter(f"{{{ATOM}}}category")}
    assert told == {ID: NAME, PERSON: CALLED}


def test_an_export_names_whom_an_article_names(client: FlaskClient) -> None:
    text = client.get(f"/api/v1/export.csv?{ASKED}").data.decode("utf-8-sig")
    _, columns, row = csv.reader(io.StringIO(text))
    assert dict(zip(columns, row, strict=True))["actors"] == f"{NAME}; {CALLED}"


def test_an_export_is_told_by_name(client: FlaskClient) -> None:
    assert NAME in words(page(client, f"/export?{ASKED}"), "dl.asked dd")
    sent = client.get(f"/api/v1/export.xlsx?{ASKED}").data
    about = openpyxl.load_workbook(io.BytesIO(sent)).worksheets[0]
    assert NAME in [row[1] for row in about.iter_rows(values_only=True)]


def test_every_link_to_its_page_leads_there(client: FlaskClient) -> None:
    for path in ("/articles/lighthouse", f"/?{ASKED}", "/actors", "/actors?type=organization"):
        hrefs = values(page(client, path), "//a/@href[starts-with(., '/actors/')]")
        assert hrefs, path
        for href in hrefs:
            shown = page(client, href)
            assert words(shown, "h1")[0] in (NAME, CALLED, "الفاعلون")
            page(client, values(shown, "//a[@hreflang='en']/@href")[0])


@pytest.mark.parametrize(
    ("typed", "id", "name"),
    [
        *((typed, ID, NAME) for typed in ("للمنارة", "العامة للمنا", NAME)),
        *((typed, PERSON, CALLED) for typed in ("السراجي", "سراجي صالح", "الس")),
    ],
)
def test_it_is_found_by_the_name_it_is_told_by(
    client: FlaskClient, typed: str, id: str, name: str
) -> None:
    shown = page(client, f"/?find_actor={quote(typed)}")
    assert words(shown, "section[aria-labelledby=actors] .rows bdi") == [name]
    assert words(page(client, f"/actors?prefix={quote(typed)}"), "ol.rows bdi") == [name]
    (found,) = client.get(f"/api/v1/actors?prefix={quote(typed)}").get_json()["actors"]
    assert (found["id"], found["label"]) == (id, name)
