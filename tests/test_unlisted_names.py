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
from search_ui.app import create_app
from search_ui.feeds import ATOM
from tests.conftest import make_address
from tests.engines_samples import article, write
from tests.page_library import page, values, words

ID, NAME = "body:الهيءه_العامه_للمناره_0123456789ab", "الهيئة العامة للمنارة"
BODY = f"قالت {NAME} إن السفن وصلت."
ASKED = f"actor={quote(ID)}"


@pytest.fixture(scope="module", params=("embedded", "elasticsearch"))
def client(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    at = BODY.find(NAME)
    named = ActorFound(ID, NAME, "organization", (Mention("body", NAME, at, at + len(NAME)),))
    address = make_address(request, str(request.param), tmp_path_factory.mktemp("unlisted"))
    engine = open_engine(Settings(engine=address))
    lighthouse = replace(article("lighthouse", BODY, title="السفن"), actors=(named,))
    write(engine, [lighthouse, article("other", "نص آخر")])
    yield create_app(engine).test_client()
    engine.close()


@pytest.mark.parametrize("parameter", ["actor", "actor_all", "not_actor"])
def test_a_choice_is_told_by_name(client: FlaskClient, parameter: str) -> None:
    shown = page(client, f"/?{parameter}={quote(ID)}")
    (chip,) = words(shown, ".chips a")
    assert chip.endswith(f"{NAME} ×")
    assert "0123456789ab" not in " ".join(words(shown, "title, aside, h1, .chips, #echo"))


def test_a_feed_names_whom_an_article_names(client: FlaskClient) -> None:
    feed = etree.fromstring(client.get(f"/feed.atom?{ASKED}").data)
    (category,) = feed.iter(f"{{{ATOM}}}category")
    assert (category.get("term"), category.get("label")) == (ID, NAME)


def test_an_export_names_whom_an_article_names(client: FlaskClient) -> None:
    text = client.get(f"/api/v1/export.csv?{ASKED}").data.decode("utf-8-sig")
    _, columns, row = csv.reader(io.StringIO(text))
    assert dict(zip(columns, row, strict=True))["actors"] == NAME


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
            assert words(shown, "h1") == [NAME]
            page(client, values(shown, "//a[@hreflang='en']/@href")[0])
