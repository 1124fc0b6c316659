"""Words and actors over time, as shares of the archive: the same on both engines."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from tests.actor_library import HARBOUR, SHORE
from tests.description import got

MACRON = "emmanuel-macron"


@pytest.fixture(scope="module")
def client(actor_engine: Engine) -> FlaskClient:
    return create_app(actor_engine).test_client()


def test_shares_are_of_all_the_articles_of_a_period(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/compare", q=["المرفأ", "الموسم"], actor=MACRON)
    assert answer["level"] == "years"
    assert [(one["id"], one["count"]) for one in answer["periods"]] == [
        ("2016", 2),
        ("2017", 3),
        ("2018", 3),
    ]
    series = {one["value"]: one for one in answer["series"]}
    assert series["المرفأ"]["articles"] == [1, 1, 2]
    assert series["المرفأ"]["shares"] == [0.5, 0.333333, 0.666667]
    assert series["الموسم"]["articles"] == [0, 1, 1]
    assert (series[MACRON]["articles"], series[MACRON]["kind"]) == ([2, 2, 0], "actor")
    assert (answer["total"], series[MACRON]["total"]) == (8, 4)  # the undated one is not counted
    sources = {one["id"]: one for one in answer["sources"]}
    assert sources[SHORE]["count"] == 4
    assert [one["total"] for one in sources[SHORE]["series"]] == [2, 2, 3]
    assert "shares" not in sources[SHORE]["series"][0]


def test_a_year_opens_into_months_and_a_month_without_articles_has_no_share(
    client: FlaskClient,
) -> None:
    asked = {"q": "المرفأ", "from": "2018", "to": "2018", "by": "source"}
    answer = got(client, "/api/v1/compare", **asked)
    assert answer["level"] == "months" and answer["without_month"] == 1
    (series,) = answer["series"]
    assert series["shares"][:3] == [1.0, 0.0, None]
    (source,) = answer["sources"]
    assert (source["id"], source["counts"], source["series"][0]["shares"]) == (
        SHORE,
        [0] * 12,
        [None] * 12,
    )


def test_a_comparison_within_a_source(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/compare", q="المرفأ", source=HARBOUR)
    assert [(one["id"], one["count"]) for one in answer["periods"]] == [("2016", 1), ("2017", 1)]
    assert answer["series"][0]["shares"] == [0.0, 1.0]


def test_a_comparison_as_csv(client: FlaskClient) -> None:
    said = client.get(f"/api/v1/compare.csv?q={quote('=المرفأ')}&actor={MACRON}&by=source")
    assert said.mimetype == "text/csv" and "attachment" in said.headers["Content-Disposition"]
    text = said.get_data(as_text=True)
    assert text.startswith("\ufeff# comparison; q: =المرفأ")
    _, columns, *rows = csv.reader(io.StringIO(text))
    assert columns == ["period", "source", "compared", "articles", "all", "share"]
    assert ["2016", "", "query:=المرفأ", "1", "2", "0.500000"] in rows
    assert ["", "", f"actor:{MACRON}", "4", "8", "0.500000"] in rows
    assert ["2016", SHORE, f"actor:{MACRON}", "1", "1", "1.000000"] in rows
    assert len(rows) == 3 * 2 * 4  # all and two sources; two things; all and three years
    formula = client.get(f"/api/v1/compare.csv?q=x&source={quote('=1+1')}").get_data(as_text=True)
    assert not any(row.startswith(("=", "+", "@")) for row in formula.splitlines())


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ({"q": list("abcdef")}, "q"),
        ({"q": list("abc"), "actor": ["x", "y", "z"]}, "q"),
        ({"by": "actor"}, "by"),
        ({"sort": "newest"}, "sort"),
        ({"from": "2018", "to": "2017"}, "to"),
        ({"q": "ا*"}, "q"),
        ({"q": "ا" * 1001}, "q"),
    ],
)
def test_a_comparison_that_cannot_be_read(client: FlaskClient, asked: Any, parameter: str) -> None:
    for path in ("/api/v1/compare", "/api/v1/compare.csv"):
        assert got(client, path, 400, **asked)["parameter"] == parameter
    assert client.get(f"/compare?{urlencode(asked, doseq=True)}").status_code == 400


def test_nothing_to_compare_and_signs_only(client: FlaskClient) -> None:
    empty = got(client, "/api/v1/compare")
    assert (empty["series"], empty["sources"], empty["total"]) == ([], [], 8)
    signs = got(client, "/api/v1/compare", q="؟!")
    assert signs["series"][0]["total"] == 0
    assert client.get(f"/compare?q={quote('؟!')}").status_code == 200
