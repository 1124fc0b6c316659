"""Paging through the API: past ten thousand hits, while articles arrive, past what Elasticsearch
allows a page to reach."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlencode

import pytest
from elasticsearch import Elasticsearch
from flask.testing import FlaskClient

from indexer.engines import open_engine
from indexer.settings import Settings
from search_ui.asking.cursor import write_cursor
from search_ui.asking.params import read_params
from search_ui.web.app import create_app
from tests.asking import got, search
from tests.conftest import make_address
from tests.engines_samples import article, write


def walked(client: FlaskClient, size: int, **asked: str) -> list[str]:
    """The ids of every hit, by following `next` to the end."""
    ids, cursor = [], None
    while True:
        more = {"cursor": cursor or "", "size": str(size), "facet_size": "1"}
        answer = got(client, f"/api/v1/search?{urlencode({**asked, **more})}")
        ids += [hit["id"] for hit in answer["hits"]]
        cursor = answer["next"]
        if not cursor:
            assert answer["total"] == len(ids)
            return ids


def test_paging_past_ten_thousand_hits(tmp_path: Path) -> None:
    engine = open_engine(Settings(engine=f"embedded:{tmp_path / 'archive'}"))
    write(engine, (article(f"n{n:05}", f"كلمة {n}", published="2019") for n in range(12_000)))
    client = create_app(engine).test_client()
    ids = walked(client, 100)
    assert len(ids) == len(set(ids)) == 12_000
    beyond = write_cursor(engine.current(), read_params({"q": ["كلمة"]}), (0.0, 0, 11_000))
    assert search(client, q="كلمة", cursor=beyond)["total"] == 12_000
    engine.close()


def test_following_next_while_articles_arrive(tmp_path: Path) -> None:
    engine = open_engine(Settings(engine=f"embedded:{tmp_path / 'archive'}"))
    there = [article(f"n{n:03}", "كلمة " * (1 + n % 50) + "حرف") for n in range(150)]
    write(engine, there)
    client = create_app(engine).test_client()
    met: list[str] = []
    cursor: str | None = ""
    for turn in range(20):
        answer = search(client, q="كلمة", size=40, cursor=cursor)
        met += [hit["id"] for hit in answer["hits"]]
        cursor = answer["next"]
        if not cursor:
            break
        write(engine, (article(f"m{turn}-{n}", "كلمة " * (3 + 9 * n)) for n in range(5)))
    assert cursor is None
    assert len(met) == len(set(met))
    assert {made.id for made in there} <= set(met)
    engine.close()


@pytest.mark.parametrize("query", ["", "كلمة"])
def test_paging_past_the_window_of_elasticsearch(
    request: pytest.FixtureRequest, tmp_path: Path, query: str
) -> None:
    address = make_address(request, "elasticsearch", tmp_path)
    engine = open_engine(Settings(engine=address))
    write(engine, (article(f"n{n:05}", f"كلمة {n}", published="2019") for n in range(260)))
    url, _, name = address.rpartition("/")
    with Elasticsearch(url) as elasticsearch:
        elasticsearch.indices.put_settings(
            index=f"{name}-{engine.current()}", settings={"index.max_result_window": 100}
        )
    ids = walked(create_app(engine).test_client(), 50, q=query)
    assert len(ids) == len(set(ids)) == 260
    engine.close()
