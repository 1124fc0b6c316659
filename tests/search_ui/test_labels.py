"""Names of actors for people: listed ones in both languages, others as an article writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest

from indexer.engines.base import Engine
from indexer.records import ActorFound, Article, Mention
from search_ui.answering.labels import actor_label, unlisted_names
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from search_ui.web.app import create_app
from tests.conftest import ENGINES, make_address
from tests.engines_samples import archive_of, article
from tests.page_library import page, values, words

ID = "name:بيتر_غلدنشتن"


def _naming(id: str, name: str, published: str) -> Article:
    actor = ActorFound(ID, name, "person", (Mention("body", name, 0, len(name)),))
    made = article(id, f"{name} قال هذا", published=published, published_precision="day")
    return replace(made, actors=(actor,))


@pytest.fixture(scope="module", params=ENGINES)
def archive(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, request.param, tmp_path_factory.mktemp("labels"))
    named = [
        ("a", "بيتر غولدنشتاين", "2018-01-01"),
        ("b", "بيتر غولدنشتاين", "2019-01-01"),
        ("c", "بيتر جولدنشتاين", "2020-01-01"),
    ]
    with archive_of(address, [_naming(*each) for each in named]) as engine:
        yield engine


def test_labels_without_an_archive() -> None:
    assert actor_label(ID, "ar") == {"id": ID, "label": "بيتر غلدنشتن", "type": "person"}
    assert actor_label("body:س", "en", "سين") == {
        "id": "body:س",
        "label": "سين",
        "type": "organization",
    }
    assert actor_label("gone", "ar") == {"id": "gone", "label": "gone", "type": "unknown"}


def test_an_unlisted_actor_goes_by_the_name_that_most_articles_give_it(archive: Engine) -> None:
    answer = search(archive, read_params({"q": [""]}))
    named = "بيتر غولدنشتاين"
    row = {"id": ID, "label": named, "type": "person", "count": 3}
    assert answer["facets"]["actors"] == [row]
    labels = {hit["id"]: hit["actors"][0]["label"] for hit in answer["hits"]}
    assert labels == {"a": named, "b": named, "c": "بيتر جولدنشتاين"}


def test_a_search_can_be_kept_to_an_unlisted_actor(archive: Engine) -> None:
    assert search(archive, read_params({"q": [""], "actor": [ID]}))["total"] == 3
    assert search(archive, read_params({"q": [""], "not_actor": [ID]}))["total"] == 0
    assert search(archive, read_params({"q": [""], "actor": [ID, "un"]}))["total"] == 3


@pytest.mark.parametrize("name", ["بيتر غولدنشتاين", "بيتر جولدنشتاين", "بِيتَر غولدنشتاين"])
def test_an_unlisted_actor_is_asked_for_by_name(archive: Engine, name: str) -> None:
    for asked in ({"q": [f'فاعل:"{name}"']}, {"actor": [name]}, {"actor_all": [name]}):
        answer = search(archive, read_params(asked))
        assert (answer["total"], "unknown_actors" in answer["understood"]) == (3, False)
        assert "بيتر غولدنشتاين" in answer["understood"]["echo"]
    assert search(archive, read_params({"not_actor": [name]}))["total"] == 0
    shown = page(create_app(archive).test_client(), f"/?actor={quote(name)}")
    assert words(shown, ".rows .chosen a") == ["بيتر غولدنشتاين"]
    assert words(shown, ".chips bdi") == ["بيتر غولدنشتاين"]
    assert f"/actors/{quote(ID, safe=':')}" in values(shown, "//p[@class='taking']/a/@href")


def test_a_name_that_nobody_bears_is_said_to_be_none(archive: Engine) -> None:
    for name in ("ناصر غولدنشتاين", "غولدنشتاين"):
        answer = search(archive, read_params({"actor": [name]}))
        (none,) = answer["understood"]["unknown_actors"]
        assert (answer["total"], none["actor"]) == (0, name)
        assert name in answer["understood"]["echo"]


def test_an_actor_that_no_article_names_has_no_name(archive: Engine) -> None:
    assert unlisted_names(archive, archive.current(), ["name:لا_احد", "un"]) == {}
