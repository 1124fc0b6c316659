"""Articles like an article: the same on both engines."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from tests.description import got
from tests.engines_samples import article, write

MACRON = "emmanuel-macron"


@pytest.fixture(scope="module")
def client(actor_engine: Engine) -> FlaskClient:
    return create_app(actor_engine).test_client()


def test_similar_articles_share_what_is_telling(client: FlaskClient) -> None:
    found = got(client, "/api/v1/articles/a3/similar")["similar"]
    assert [one["id"] for one in found[:2]] == ["a7", "a1"]
    assert found[0]["words"] == ["جيدا", "قال", "الموسم"]  # as that article writes them
    assert "خبر" not in {word for one in found for word in one["words"]}  # it is everywhere
    first = got(client, "/api/v1/articles/a1/similar", size=1)["similar"]
    assert len(first) == 1 and MACRON in {actor["id"] for actor in first[0]["actors"]}
    assert got(client, "/api/v1/articles/nobody/similar", 404)["status"] == 404
    assert got(client, "/api/v1/articles/a1/similar", 400, q="x")["parameter"] == "q"


def test_copies_are_not_similar_and_one_stands_for_its_family(actor_engine: Engine) -> None:
    shared = "ناقش الصيادون ترميم المنارة القديمة بعد غرق السفينة الخشبية"
    other = "غرق السفينة الخشبية قرب المنارة القديمة كما روى بحارة"
    made = [
        article("own", shared, story="s1"),
        article("copy", shared, story="s1"),
        article("other", other, story="s2"),
        article("other-copy", other, story="s2"),
    ]
    write(actor_engine, made)
    client = create_app(actor_engine).test_client()
    found = [one["id"] for one in got(client, "/api/v1/articles/own/similar")["similar"]]
    assert "copy" not in found and "own" not in found
    assert len({"other", "other-copy"} & set(found)) == 1
    with actor_engine.writer("test") as writer:
        writer.delete([one.id for one in made])
        writer.commit()


def test_an_article_without_words_has_no_similar_ones(actor_engine: Engine) -> None:
    write(actor_engine, [article("signs", "؟! 12 ...")])
    client = create_app(actor_engine).test_client()
    assert got(client, "/api/v1/articles/signs/similar")["similar"] == []
    with actor_engine.writer("test") as writer:
        writer.delete(["signs"])
        writer.commit()


def test_an_article_of_no_family_has_no_copies(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/search", size=20)
    assert [hit["copies"] for hit in answer["hits"]] == [[]] * 9
