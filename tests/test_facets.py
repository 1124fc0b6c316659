"""Places, authors, values that are looked for, and days: the same on both engines."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from tests.actor_library import SHORE
from tests.description import got
from tests.page_library import page, words

MERKEL = "angela-merkel"


@pytest.fixture(scope="module")
def client(actor_engine: Engine) -> FlaskClient:
    return create_app(actor_engine).test_client()


def test_places_and_authors_are_facets_and_choices(client: FlaskClient) -> None:
    facets = got(client, "/api/v1/search")["facets"]
    assert facets["places"] == [{"id": "تونس", "label": "تونس", "count": 2}]
    assert [one["id"] for one in facets["authors"]] == ["سلمى ربيع", "ليلى حداد"]
    chosen = got(client, "/api/v1/search", place="تونس")
    assert {hit["id"] for hit in chosen["hits"]} == {"a1", "a3"}
    assert [one["count"] for one in chosen["facets"]["places"]] == [2]
    assert [one["id"] for one in chosen["facets"]["authors"]] == ["ليلى حداد"]
    assert got(client, "/api/v1/search", not_author="ليلى حداد")["total"] == 8
    assert "تونس" in chosen["understood"]["echo"] and "place=" in chosen["understood"]["link"]


def test_places_go_by_their_english_names_too(client: FlaskClient) -> None:
    english = got(client, "/api/v1/search", lang="en", find_place="tun")
    assert english["facets"]["places"] == [{"id": "تونس", "label": "Tunis / Tunisia", "count": 2}]
    for asked in ({"place": "Tunisia"}, {"place": "tunis"}, {"q": "place:Tunis"}):
        found = got(client, "/api/v1/search", lang="en", **asked)
        assert {hit["id"] for hit in found["hits"]} == {"a1", "a3"}
        assert {hit["place"] for hit in found["hits"]} == {"تونس"}
    assert got(client, "/api/v1/search", not_place="Tunis")["total"] == 7
    assert got(client, "/api/v1/search", place="Atlantis")["total"] == 0
    shown = page(client, "/?place=Tunis&lang=en")
    assert words(shown, ".chosen a[href='/?lang=en'] bdi") == ["Tunis / Tunisia"]
    assert "Tunis / Tunisia" in words(shown, ".hit .facts > bdi")
    assert "Tunis / Tunisia" in words(page(client, "/articles/a1?lang=en"), "dd > bdi")


def test_the_values_of_a_facet_are_searched(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/search", find_actor="merk", find_source="صحيف", find_place="ز")
    facets = answer["facets"]
    assert [one["id"] for one in facets["actors"]] == [MERKEL]
    assert [one["id"] for one in facets["sources"]] == [SHORE]
    assert facets["places"] == [] and len(facets["authors"]) == 2
    assert answer["total"] == 9  # nothing is narrowed but what is shown
    few = got(client, "/api/v1/search", find_actor="ا", facet_size=1)
    assert len(few["facets"]["actors"]) == 1


def test_a_month_opens_into_days(client: FlaskClient) -> None:
    def days(**asked: str) -> list[tuple[str, int]]:
        dates = got(client, "/api/v1/search", **asked)["facets"]["dates"]
        return [(day["id"], day["count"]) for day in dates["days"]]

    march = [("2017-03-02", 1), ("2017-03-09", 1)]
    assert days(**{"from": "2017-03", "to": "2017-03"}) == march
    assert days(**{"from": "2017-03-09", "to": "2017-03-09"}) == march  # its own choice is ignored
    assert days(**{"from": "2017-03", "to": "2017-03", "q": "المرفأ"}) == []
    assert days(**{"from": "2017-11", "to": "2017-11"}) == []  # no finer than the month
    assert days(**{"from": "2017", "to": "2017"}) == days() == []
