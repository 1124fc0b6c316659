"""What pages hand on to one another, and how each says where it is: titles, feeds, ways out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from lxml import etree

from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.answering.comparing import MOST
from search_ui.taking.feeds import ATOM
from search_ui.web.app import create_app
from tests.page_library import HARBOUR, filled, page, values, words

READING = quote("القراءة")
SOURCE = quote(HARBOUR)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = filled(tmp_path_factory.mktemp("carrying"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()


@pytest.mark.parametrize(
    "path",
    [
        *("/?calendar=hijri", f"/?q={READING}&calendar=hijri", "/articles/reading?calendar=hijri"),
        *("/actors?calendar=hijri", "/actors/egypt?calendar=hijri", "/help?calendar=hijri"),
        *(f"/compare?q={READING}&calendar=hijri", "/queries?calendar=hijri"),
        *(f"/export?q={READING}&calendar=hijri", "/articles/none?calendar=hijri"),
    ],
)
def test_hijri_dates_go_along_with_every_link(client: FlaskClient, path: str) -> None:
    shown = page(client, f"{path}&lang=en", 404 if "none" in path else 200)
    for href in values(shown, "//header//a[not(@hreflang)]/@href"):
        assert {"calendar=hijri", "lang=en"} <= set(href.partition("?")[2].split("&")), href
        page(client, href)
    assert values(shown, "//form[@role='search']/input[@name='calendar']/@value") == ["hijri"]


def test_an_actor_page_shows_hijri_dates_on_request(client: FlaskClient) -> None:
    assert not words(page(client, "/actors/egypt"), ".hijri")
    assert words(page(client, "/actors/egypt?calendar=hijri"), ".hit .hijri")


def test_the_calendar_of_a_page_that_has_none_is_still_read(client: FlaskClient) -> None:
    for path in ("/help", "/actors", "/compare", "/actors/egypt"):
        page(client, f"{path}?calendar=mayan", 400)
    assert client.get("/api/v1/actors/egypt?calendar=hijri").status_code == 400


def test_a_page_is_called_after_what_narrows_it(client: FlaskClient) -> None:
    shown = page(client, f"/?source={SOURCE}&from=2017")
    told = f"كل المقالات؛ المصدر: «{HARBOUR}»؛ من 2017"
    assert words(shown, "head title, h1") == [f"{told} – كشّاف", told]
    (feed,) = values(shown, "//link[@type='application/atom+xml']/@href")
    assert _title(client, feed) == f"كشّاف: {told}"
    assert _title(client, f"/feed.atom?q={READING}") == "كشّاف: القراءة"
    assert _title(client, f"/feed.atom?q={READING}&source={SOURCE}").endswith(f"«{HARBOUR}»")


def test_an_entry_without_a_headline_is_told_from_others(client: FlaskClient) -> None:
    feed = etree.fromstring(client.get("/feed.atom?undated=only").data)
    (entry,) = feed.iter(f"{{{ATOM}}}entry")
    text = "خبر بلا عنوان ولا تاريخ عن القراءة في المغرب."
    assert entry.findtext(f"{{{ATOM}}}title") == f"بلا عنوان: {text}"


@pytest.mark.parametrize("asked", ["facet_size=1000", "find_actor=x"])
def test_a_facet_that_is_looked_into_stands_open(client: FlaskClient, asked: str) -> None:
    assert not page(client, "/").cssselect("details.filters[open]")
    assert page(client, f"/?{asked}").cssselect("details.filters[open]")


def test_all_values_of_a_facet_are_where_they_were_asked_for(client: FlaskClient) -> None:
    shown = page(client, "/?facet_size=1")
    for href in values(shown, "//section//p[@class='quiet']/a[text()='عرض الكل']/@href"):
        assert shown.cssselect(f".facet h3#{href.partition('#')[2]}")


@pytest.mark.parametrize(
    ("path", "way"),
    [
        (f"/?q={READING}&campaign=x", "/?q=القراءة"),
        ("/articles/reading?campaign=x", "/articles/reading"),
        ("/help?campaign=x&lang=en", "/help?lang=en"),
        ("/?lang=ar&lang=en", "/"),
    ],
)
def test_one_can_go_on_without_what_is_not_known(client: FlaskClient, path: str, way: str) -> None:
    refused = page(client, path, 400)
    assert values(refused, "//p[@class='ways']/a[1]/@href") == [way]
    page(client, way)


@pytest.mark.parametrize(
    ("path", "clean"),
    [
        ("/?utm_source=letter&utm_medium=mail", "/"),
        (f"/?q={READING}&fbclid=Iw%2BAR_1&from=2017", f"/?q={READING}&from=2017"),
        (f"/?gclid=1&q={READING}+%26&q={READING}%3D", f"/?q={READING}+%26&q={READING}%3D"),
        ("/articles/reading?UTM_Source=x&lang=en", "/articles/reading?lang=en"),
        ("/actors/egypt?mc_cid=a&mc_eid=b", "/actors/egypt"),
        (f"/articles/{quote('غير موجودة')}?msclkid=1", f"/articles/{quote('غير موجودة')}"),
        (f"/compare?q={READING}&ref_src=x&by=source", f"/compare?q={READING}&by=source"),
        ("/help/keeper?_hsenc=p2&&", "/help/keeper"),
    ],
)
def test_what_follows_a_reader_is_taken_out_of_a_link(
    client: FlaskClient, path: str, clean: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, clean)


def test_programs_are_refused_what_follows_readers(client: FlaskClient) -> None:
    for path in ("/api/v1/search", "/feed.atom", "/api/v1/export.csv"):
        refused = client.get(f"{path}?q={READING}&utm_source=x")
        assert refused.status_code == 400
        assert json.loads(refused.data)["parameter"] == "utm_source"


def test_a_link_is_clean_below_the_place_where_a_proxy_serves(client: FlaskClient) -> None:
    answer = client.get("/?q=a&fbclid=1", base_url="http://localhost/archive")
    assert answer.location == "/archive/?q=a"


def test_a_language_given_twice_is_said_to_be(client: FlaskClient) -> None:
    assert "أكثر من مرة" in words(page(client, "/?lang=ar&lang=en", 400), ".detail")[0]
    said = client.get("/api/v1/search?lang=ar&lang=en").get_json()
    assert (said["status"], said["detail"]) == (400, "lang: given more than once")


def test_the_page_of_an_actor_is_found_by_any_of_its_names(client: FlaskClient) -> None:
    way = "//p[@class='taking']/a[contains(@href, '/actors/')]/@href"
    for given in ("egypt", "مصر", "Egypt"):
        assert values(page(client, f"/?actor={quote(given)}"), way) == ["/actors/egypt"]
    for given in ("actor=egypt&actor=morocco", "actor=nobody+at+all", "source=x", ""):
        assert values(page(client, f"/?{given}"), way) == []


def test_an_actor_that_nobody_names_is_said_to_be_none(client: FlaskClient) -> None:
    for path in ("/?actor=nobody", f"/?q={quote('فاعل:nobody')}", "/?not_actor=name:nobody"):
        name = "name:nobody" if "name:" in path else "nobody"
        (note,) = words(page(client, path), ".notes li")
        assert note == (
            f"ليس في القوائم فاعل اسمه «\u2068{name}\u2069»، ولا في الأرشيف فاعل هذا معرّفه."
        )
        (told,) = client.get(f"/api/v1/search{path[1:]}").get_json()["understood"]["unknown_actors"]
        assert told["actor"] == name and name in told["said"]
    for known in ("egypt", quote("مصر"), "donald-trump"):  # the last one only a list knows
        assert "unknown_actors" not in client.get(f"/api/v1/search?actor={known}").get_json()


def test_programs_are_told_which_methods_and_addresses_there_are(client: FlaskClient) -> None:
    refused = client.post("/api/v1/search")
    assert refused.get_json()["detail"] == "this address takes only GET, HEAD, OPTIONS"
    assert "/openapi.json" in client.get("/api/v1/none").get_json()["detail"]


def test_who_asks_too_often_is_told_when_to_ask_again(engine: Engine) -> None:
    client = create_app(engine, Settings(rate_limit="1/minute")).test_client()
    client.get("/")
    refused = page(client, "/", 429)
    assert words(refused, "h1") == ["طلبات أكثر مما يُجاب"]
    assert "أعد المحاولة بعد" in words(refused, ".detail")[0]
    problem = client.get("/api/v1/search")
    seconds = problem.headers["Retry-After"]
    assert problem.get_json()["detail"] == (
        f"more than 1 requests in 60 seconds: try again in {seconds} seconds"
    )


def _title(client: FlaskClient, feed: str) -> str:
    return str(etree.fromstring(client.get(feed).data).findtext(f"{{{ATOM}}}title"))


def test_what_is_compared_is_what_was_narrowed(client: FlaskClient) -> None:
    asked = f"/?q={READING}&source={SOURCE}&from=2017"
    (href,) = values(
        page(client, asked), "//p[@class='taking']/a[contains(@href, 'compare')]/@href"
    )
    assert words(page(client, href), ".kept bdi")[0] == HARBOUR
    many = "".join(f"&actor=a{number}" for number in range(MOST))  # and a query: one too many
    assert values(
        page(client, f"/?{many[1:]}"), "//p[@class='taking']/a[contains(@href, 'compare')]"
    )
    assert not values(page(client, f"/?q={READING}{many}"), "//a[contains(@href, 'compare')]")
