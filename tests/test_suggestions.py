"""What is offered to somebody who types: the same on both engines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.arabic.analyzers import normalize
from indexer.describe.actors import listed_actors
from indexer.engines.base import Engine
from indexer.records import ActorFound, Article, Mention
from search_ui.answering import suggesting
from search_ui.web.app import create_app
from tests.actor_library import HARBOUR
from tests.description import got
from tests.engines_samples import article, write

MACRON = "emmanuel-macron"


@pytest.fixture(scope="module")
def client(actor_engine: Engine) -> FlaskClient:
    return create_app(actor_engine).test_client()


def test_words_actors_and_sources_are_offered(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/suggest", q="مرف")
    assert [(one["id"], one["q"]) for one in answer["sources"]] == [(HARBOUR, f'مصدر:"{HARBOUR}"')]
    words = got(client, "/api/v1/suggest", q="عن خب")["words"]
    assert words == [{"text": "خبر", "count": 8, "q": "عن خبر"}]
    (actor,) = got(client, "/api/v1/suggest", q="قال إيمانويل مـاك")["actors"]
    assert (actor["id"], actor["count"]) == (MACRON, 5)
    assert actor["q"] == 'قال فاعل:"إيمانويل ماكرون"'
    (english,) = got(client, "/api/v1/suggest", q="merk", lang="en")["actors"]
    assert (english["label"], english["q"]) == ("Angela Merkel", 'actor:"Angela Merkel"')


@pytest.mark.parametrize("typed", ["ال", "ما", "خبر ال", '"ال', "title:ال", "عن كال"])
def test_what_is_offered_goes_on_from_little(client: FlaskClient, typed: str) -> None:
    for kind, offered in got(client, "/api/v1/suggest", q=typed, size=3).items():
        for one in offered if kind != "q" else ():
            assert got(client, "/api/v1/search", q=one["q"])["total"] == one["count"] > 0
    begun = normalize(typed.split(":")[-1].split()[-1].strip('"'))
    words = got(client, "/api/v1/suggest", q=typed)["words"]
    assert all(normalize(one["text"]).startswith(begun) for one in words)
    assert words or typed not in ("ال", "خبر ال")


def test_of_many_actors_the_commonest(actor_engine: Engine, monkeypatch: Any) -> None:
    ids = set(listed_actors().actors)
    counted = suggesting._commonest(actor_engine, ids, 3)
    assert counted and MACRON in dict(counted)
    for many, common in ((0, 200), (0, 1), (10_000, 1)):  # in one pass, then in none
        monkeypatch.setattr(suggesting, "MANY", many)
        monkeypatch.setattr(suggesting, "COMMON", common)
        assert suggesting._commonest(actor_engine, ids, 3) == counted


def test_behind_a_field_only_its_own_are_offered(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/suggest", q="مصدر:مرف")
    assert not answer["words"] and not answer["actors"]
    assert [one["q"] for one in answer["sources"]] == [f'مصدر:"{HARBOUR}"']
    answer = got(client, "/api/v1/suggest", q='actor:"ماك')
    assert [one["q"] for one in answer["actors"]] == ['actor:"إيمانويل ماكرون"']
    assert not answer["words"] and not answer["sources"]


def test_what_is_offered_is_found(client: FlaskClient) -> None:
    offered = got(client, "/api/v1/suggest", q="مرف")["sources"][0]
    assert got(client, "/api/v1/search", q=offered["q"])["total"] == offered["count"] == 2


def test_a_name_behind_a_minus_is_left_out_whole(client: FlaskClient) -> None:
    (actor,) = got(client, "/api/v1/suggest", q="خبر -إيمانويل")["actors"]
    assert actor["q"] == 'خبر -فاعل:"إيمانويل ماكرون"'
    found = got(client, "/api/v1/search", q=actor["q"])["total"]
    assert found == got(client, "/api/v1/search", q="خبر")["total"] - actor["count"] == 3
    (again,) = got(client, "/api/v1/suggest", q="-فاعل:ماكر")["actors"]
    assert again["q"] == '-فاعل:"إيمانويل ماكرون"'


def test_an_offer_closes_an_open_quotation(client: FlaskClient) -> None:
    (word,) = got(client, "/api/v1/suggest", q='خبر "خب')["words"]
    assert word == {"text": "خبر", "count": 8, "q": 'خبر "خبر"'}
    for typed, wanted in (
        ('"ماكر', 'فاعل:"إيمانويل ماكرون"'),
        ('"خبر ماكر', '"خبر" فاعل:"إيمانويل ماكرون"'),
        ("«خبر ماكر", '«خبر» فاعل:"إيمانويل ماكرون"'),
        ('"خبر" ماكر', '"خبر" فاعل:"إيمانويل ماكرون"'),
        ('-"ماكر', '-فاعل:"إيمانويل ماكرون"'),
    ):
        (actor,) = got(client, "/api/v1/suggest", q=typed)["actors"]
        assert actor["q"] == wanted
        understood = got(client, "/api/v1/search", q=wanted)["understood"]
        assert "unbalanced_quote" not in understood["notes"]


@pytest.mark.parametrize(
    "typed", ["", " ", "م", "؟", "...", "\u202e", "ق" * 400, "خبر  ", ".*", "["]
)
def test_odd_beginnings(client: FlaskClient, typed: str) -> None:
    answer = got(client, "/api/v1/suggest", q=typed)
    assert answer["q"] == typed and answer["words"] == []


def test_suggestions_that_are_refused(client: FlaskClient) -> None:
    assert got(client, "/api/v1/suggest", 400, q="ا" * 1001)["parameter"] == "q"
    assert got(client, "/api/v1/suggest", 400, source="x")["parameter"] == "source"


def test_an_actor_of_no_list_is_offered_once_several_articles_name_it(engine: Engine) -> None:
    often, seldom = "name:بيتر_غلدنشتن", "name:نادر_غلدنشتن"
    wrote = [(often, "بيتر غولدنشتاين")] * 2 + [(often, "بيتر جولدنشتاين")]
    wrote += [(seldom, "نادر غولدنشتاين")] * 2
    write(engine, [_naming(str(number), *one) for number, one in enumerate(wrote)])
    client = create_app(engine).test_client()
    for typed in ("غولدن", "بيتر غول", "قال بيتر"):
        (offered,) = got(client, "/api/v1/suggest", q=typed)["actors"]
        assert (offered["id"], offered["label"]) == (often, "بيتر غولدنشتاين")
        assert (offered["count"], offered["type"]) == (3, "person")
        before = "قال " if "قال" in typed else ""
        assert offered["q"] == f'{before}فاعل:"{offered["label"]}"'
    assert got(client, "/api/v1/search", q=offered["q"].removeprefix("قال "))["total"] == 3
    write(engine, [_naming("more", *wrote[-1])])
    offered = got(client, "/api/v1/suggest", q="غولدن")["actors"]
    assert [(one["id"], one["count"]) for one in offered] == [(often, 3), (seldom, 3)]
    assert got(client, "/api/v1/suggest", q="غولدن", size=1)["actors"] == offered[:1]
    write(engine, [_naming("body", "body:نادر_جلدنشتن", "نادر غولدنشتاين")])
    (seldom_now,) = got(client, "/api/v1/suggest", q="نادر غول")["actors"]
    assert seldom_now["q"] == f'فاعل:"{seldom}"'  # the name is no longer one's alone


def _naming(id: str, actor: str, name: str) -> Article:
    found = ActorFound(actor, name, "person", (Mention("body", name, 0, len(name)),))
    return replace(article(id, f"{name} تكلم"), actors=(found,))
