"""Names of actors for people: listed ones in both languages, others as an article writes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from indexer.engines.base import Engine
from indexer.records import ActorFound, Article, Mention
from search_ui.answering.labels import actor_label, unlisted_names
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from tests.conftest import ENGINES, make_address
from tests.engines_samples import archive_of, article

ID = "name:بيتر_غلدنشتين"


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
    assert actor_label(ID, "ar") == {"id": ID, "label": "بيتر غلدنشتين", "type": "person"}
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


def test_an_actor_that_no_article_names_has_no_name(archive: Engine) -> None:
    assert unlisted_names(archive, archive.current(), ["name:لا_احد", "un"]) == {}
