"""Actors, comparisons, suggestions, similar articles and facets as programs meet them: the same on
both engines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from indexer.records import ActorFound, Mention
from search_ui.app import create_app
from tests.actor_library import GONE, HARBOUR, SHORE, actor_library
from tests.conftest import ENGINES, make_address
from tests.description import shape_of
from tests.engines_samples import archive_of, article, write
from tests.page_library import link, page, values, words

MACRON = "emmanuel-macron"
MERKEL = "angela-merkel"


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, str(request.param), tmp_path_factory.mktemp("actors"))
    with archive_of(address, actor_library()) as made:
        yield made


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()


def got(client: FlaskClient, path: str, status: int = 200, /, **asked: Any) -> Any:
    """The JSON of an answer, seen to be of the schema that the description gives it."""
    answer = client.get(f"{path}?{urlencode(asked, doseq=True)}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    if status == 200:
        shape_of(path).validate(answer.get_json())
    return answer.get_json()


# ---- all actors


def test_the_page_lists_them_by_type(client: FlaskClient) -> None:
    shown = page(client, "/actors")
    told = got(client, "/api/v1/actors")
    headings = [" ".join(h.text_content().split()) for h in shown.cssselect("section h2")]
    assert len(headings) == len(told["types"]) and "أشخاص 2" in headings
    for one in told["actors"]:
        assert link(shown, one["label"]) == f"/actors/{one['id']}"
    assert not shown.cssselect(".pages")


def test_those_of_a_type_are_paged(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search_ui.actor_pages.ON_A_PAGE", 1)
    first = page(client, "/actors?type=person&lang=en")
    assert words(first, "ol.rows bdi") == ["Emmanuel Macron"]
    assert link(first, "1 more") == "/actors?type=person&page=2&lang=en"
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


def test_an_actor_whom_no_list_holds_goes_by_the_name_in_the_texts(engine: Engine) -> None:
    body = "حضر الدكتور سليم الربيعي، وسكت سليم الربيعي."
    places = [body.index("سليم"), body.rindex("سليم")]
    mentions = tuple(Mention("body", "سليم الربيعي", at, at + 12) for at in places)
    named = ActorFound("name:سليم_الربيعي", "سليم الربيعي", "person", mentions)
    write(engine, [replace(article("new", body), actors=(named,))])
    client = create_app(engine).test_client()
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
    with engine.writer("test") as writer:
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


# ---- all actors


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


# ---- comparisons


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


# ---- suggestions


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


# ---- facets


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


# ---- similar articles


def test_similar_articles_share_what_is_telling(engine: Engine, client: FlaskClient) -> None:
    found = got(client, "/api/v1/articles/a3/similar")["similar"]
    assert [one["id"] for one in found[:2]] == ["a7", "a1"]
    assert found[0]["words"] == ["جيدا", "قال", "الموسم"]  # as that article writes them
    assert "خبر" not in {word for one in found for word in one["words"]}  # it is everywhere
    first = got(client, "/api/v1/articles/a1/similar", size=1)["similar"]
    assert len(first) == 1 and MACRON in {actor["id"] for actor in first[0]["actors"]}
    assert got(client, "/api/v1/articles/nobody/similar", 404)["status"] == 404
    assert got(client, "/api/v1/articles/a1/similar", 400, q="x")["parameter"] == "q"


def test_copies_are_not_similar_and_one_stands_for_its_family(engine: Engine) -> None:
    shared = "ناقش الصيادون ترميم المنارة القديمة بعد غرق السفينة الخشبية"
    other = "غرق السفينة الخشبية قرب المنارة القديمة كما روى بحارة"
    made = [
        article("own", shared, story="s1"),
        article("copy", shared, story="s1"),
        article("other", other, story="s2"),
        article("other-copy", other, story="s2"),
    ]
    write(engine, made)
    client = create_app(engine).test_client()
    found = [one["id"] for one in got(client, "/api/v1/articles/own/similar")["similar"]]
    assert "copy" not in found and "own" not in found
    assert len({"other", "other-copy"} & set(found)) == 1
    with engine.writer("test") as writer:
        writer.delete([one.id for one in made])
        writer.commit()


def test_an_article_without_words_has_no_similar_ones(engine: Engine) -> None:
    write(engine, [article("signs", "؟! 12 ...")])
    client = create_app(engine).test_client()
    assert got(client, "/api/v1/articles/signs/similar")["similar"] == []
    with engine.writer("test") as writer:
        writer.delete(["signs"])
        writer.commit()


def test_an_article_of_no_family_has_no_copies(client: FlaskClient) -> None:
    answer = got(client, "/api/v1/search", size=20)
    assert [hit["copies"] for hit in answer["hits"]] == [[]] * 9
