"""The page through Flask's test client: every state of results, its languages, its headers and its
weight."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from tests.page_library import HARBOUR, LIGHTHOUSE, library, link, page, values, words

READING = quote("القراءة")
FIRST_PAGE = 100_000  # bytes


@pytest.fixture(scope="module")
def client(library_engine: Engine) -> FlaskClient:
    return create_app(library_engine).test_client()


def test_without_a_query_every_article_newest_first(client: FlaskClient) -> None:
    shown = page(client, "/")
    assert words(shown, ".total strong") == [f"{len(library())} مقالة"]
    assert words(shown, ".hit h2")[0] == "حفلة الشهر 12"
    assert len(shown.cssselect(".hit")) == 10


def test_marks_stand_on_the_forms_that_were_found(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('وزير')}")
    assert words(shown, ".hit h2 mark") == ["وزير"]
    assert {"الوزير", "وزراء"} <= set(words(shown, ".passage mark"))


def test_a_source_narrows_and_is_taken_back(client: FlaskClient) -> None:
    shown = page(client, "/")
    narrowed = page(client, link(shown, HARBOUR))
    assert words(narrowed, ".total strong") == ["مقالتان"]
    assert values(narrowed, "//input[@name='source'][@checked]/@value") == [HARBOUR]
    chip = narrowed.cssselect(".chips a")[0]
    assert HARBOUR in chip.text_content()
    assert words(page(client, chip.get("href")), ".total") != words(narrowed, ".total")


def test_several_sources_are_either_of_them(client: FlaskClient) -> None:
    both = page(client, f"/?source={quote(HARBOUR)}&source={quote(LIGHTHOUSE)}")
    assert words(both, ".total strong") == ["16 مقالة"]
    assert len(both.cssselect(".chips li")) == 3  # the two, and all at once


def test_an_excluded_source_stays_in_sight(client: FlaskClient) -> None:
    shown = page(client, f"/?not_source={quote(LIGHTHOUSE)}")
    assert words(shown, ".total strong") == ["4 مقالات"]
    assert words(shown, ".rows .without a") == [f"مستبعَد؛ أعده: {LIGHTHOUSE}"]
    assert values(shown, "//input[@name='not_source']/@value") == [LIGHTHOUSE]
    assert not values(shown, f"//input[@type='checkbox'][@value='{LIGHTHOUSE}']")
    again = page(client, shown.cssselect(".rows .without a")[0].get("href"))
    assert words(again, ".total strong") == ["18 مقالة"]


def test_actors_stand_under_their_type(client: FlaskClient) -> None:
    shown = page(client, "/")
    assert words(shown, ".filters h4") == ["أشخاص", "دول"]
    narrowed = page(client, link(shown.cssselect(".filters")[0], "تونس"))
    assert words(narrowed, ".total strong") == ["12 مقالة"]


def test_a_chosen_value_is_shown_when_it_counts_nothing(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('مخطوطات')}&actor=tunisia")
    assert words(shown, ".total strong") == ["لا مقالة"]
    assert words(shown, ".rows .chosen") == ["تونس0"]


def test_years_open_into_months(client: FlaskClient) -> None:
    years = page(client, "/")
    bars = years.cssselect("svg.histogram a")
    assert [bar.get("aria-label") for bar in bars] == [
        "2016: مقالة واحدة",
        "2017: مقالتان",
        "2018: 14 مقالة",
    ]
    months = page(client, bars[2].get("href"))
    assert len(months.cssselect("svg.histogram a.within")) == 12
    month = page(client, months.cssselect("svg.histogram a")[0].get("href"))
    assert words(month, ".total strong") == ["3 مقالات"]
    assert words(month, ".chips bdi") == ["يناير (كانون الثاني) 2018"]


def test_articles_of_a_year_only_are_counted_beside_the_months(client: FlaskClient) -> None:
    assert "لا تُعرف إلا سنتها" in page(client, "/?from=2016&to=2016").text_content()


def test_undated_is_a_value(client: FlaskClient) -> None:
    shown = page(client, "/")
    only = page(client, link(shown.cssselect(".dates")[0], "بلا تاريخ"))
    assert words(only, ".total strong") == ["مقالة واحدة"]
    without = page(client, "/?undated=exclude")
    assert words(without, ".total strong") == ["17 مقالة"]
    assert values(without, "//input[@type='hidden'][@name='undated']/@value") == ["exclude"]


def test_what_a_form_sends_becomes_an_address_to_keep(client: FlaskClient) -> None:
    sent = client.get("/?q=&from=2018&to=&undated=only&undated=&lang=ar&source=s&not_source=s")
    assert sent.status_code == 303
    assert sent.location == "/?not_source=s&from=2018&undated=include"
    arabic = client.get(f"/?q={READING}&from=")
    assert arabic.headers["Location"] == f"/?q={READING}"  # nothing but ASCII in a header


def test_pages_follow_by_cursor_and_meet_no_article_twice(client: FlaskClient) -> None:
    first = page(client, "/?size=10")
    second = page(client, first.cssselect("a[rel=next]")[0].get("href"))
    assert not second.cssselect("a[rel=next]")
    assert second.cssselect("a[rel=first]")[0].get("href") == "/?size=10"
    seen = [a.get("href").split("?")[0] for p in (first, second) for a in p.cssselect(".hit h2 a")]
    assert len(seen) == len(set(seen)) == len(library())


def test_after_the_last_page_there_is_a_way_back(client: FlaskClient) -> None:
    first = client.get("/api/v1/search?size=18").json
    assert first and first["next"]
    last = page(client, f"/?size=18&cursor={first['next']}")
    assert words(last, ".none a") == ["العودة إلى أولها"]


def test_copies_are_named_beside_a_hit(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('مخطوطات الخميس')}")
    assert sorted(words(shown, ".copies a")) == sorted([HARBOUR, LIGHTHOUSE])


def test_one_copy_may_stand_for_its_family(client: FlaskClient) -> None:
    every = page(client, f"/?q={quote('مخطوطات الخميس')}")
    assert len(every.cssselect(".hit")) == 2
    one = page(client, link(every, "نسخة واحدة من كلٍّ"))
    assert len(one.cssselect(".hit")) == 1 and len(words(one, ".copies a")) == 1
    assert words(one, ".total strong") == ["مقالتان"]  # articles are counted, not families
    assert values(one, "//form//input[@name='copies']/@value") == ["one"]


def test_any_of_the_words_is_offered_with_its_count(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('مخطوطات زقزقزوق')}")
    assert words(shown, ".none .button") == ["مقالتان فيهما بعض الكلمات"]
    anyhow = page(client, shown.cssselect(".none .button")[0].get("href"))
    assert words(anyhow, ".total strong") == ["مقالتان"]
    assert "أيّ من الكلمات" in words(anyhow, ".chips")[0]


def test_another_query_is_offered_with_its_count(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('القرائه مخظوطات')}&source={quote(HARBOUR)}")
    assert words(shown, ".none .offers") == []  # both words are there, but never together
    shown = page(client, f"/?q={quote('مخظوطاث')}&source={quote(HARBOUR)}&lang=en")
    assert words(shown, ".none .offers li") == [
        "Did you mean مخطوطات words like these · one article"
    ]
    assert words(shown, ".none .missing li") == [
        "In no article as asked for: مخظوطاث There is: مخطوطات (2)"
    ]
    again = page(client, shown.cssselect(".offers a")[0].get("href"))
    assert words(again, ".total strong") == ["One article"]
    assert values(again, "//input[@name='source'][@checked]/@value") == [HARBOUR]


def test_the_wrong_keyboard_layout_is_noticed(client: FlaskClient) -> None:
    shown = page(client, "/?q=lo'," + "'hj")  # the keys of a word of the archive
    assert words(shown, ".offers a") == ["مخطوطات"]
    assert "لوحة المفاتيح" in words(shown, ".offers li")[0]
    assert words(page(client, link(shown, "مخطوطات")), ".total strong") == ["مقالتان"]


def test_words_like_it_are_named(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('مخظوطات~')}")
    assert words(shown, ".notes li") == ["بُحث عنها بصيغ: المخطوطات مخطوطات"]
    assert words(shown, ".hit h2 mark") == ["مخطوطات", "مخطوطات"]


def test_nothing_is_offered_where_enough_was_found(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('القراءة')}")
    assert not shown.cssselect(".offers, .missing")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"القراءة', "علامة تنصيص"),
        ("القراءة +أو+", "«أو»"),
        ("القراءة +ليس+", "«ليس»"),
        ("؟!", "ليس في العبارة"),
        ("في القراءة", "أُهملت لشيوعها"),
        ("تونس", "بأسماء أخرى"),
    ],
)
def test_what_was_made_of_a_query_is_said(client: FlaskClient, query: str, said: str) -> None:
    assert said in words(page(client, f"/?q={quote(query)}"), ".notes")[0]


def test_a_query_is_said_back_with_a_link_to_it(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('  تونس +أو+   القراءة')}&source={quote(LIGHTHOUSE)}")
    assert words(shown, "#echo") == [
        "مقالات فيها «تونس» بكل صيغة أو «القراءة» بكل صيغة؛ المصدر: «منارة الساحل»"
    ]
    assert words(shown, "#echo bdi") == ["تونس", "القراءة", LIGHTHOUSE]
    again = page(client, link(shown, "رابط هذا البحث"))
    assert words(again, "#echo, .total strong, h2") == words(shown, "#echo, .total strong, h2")
    english = page(client, f"/?q={quote('تونس')}&lang=en")
    assert words(english, "#echo") == [
        "Articles with (“تونس” in any form, or “Tunisia” by any name)"
    ]
    assert words(page(client, "/"), "#echo") == []


def test_the_help_says_what_can_be_asked(client: FlaskClient) -> None:
    for language in ("ar", "en"):
        shown = page(client, f"/?lang={language}")
        for address in values(shown, "//details[@class='help']//dt/a/@href"):
            assert words(page(client, address), "#echo")


def test_the_order_and_the_depth_are_links(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('القراءة')}")
    assert words(shown, "[aria-current]") == ["الأوثق صلة", "بكل صيغة", "ميلادي"]
    oldest = page(client, link(shown, "الأقدم"))
    assert words(oldest, ".hit h2")[0].startswith("عنوان فيه")
    assert values(oldest, "//form//input[@name='sort']/@value") == ["oldest"]


def test_an_article_without_a_headline_says_so(client: FlaskClient) -> None:
    shown, text = page(client, "/?undated=only"), "خبر بلا عنوان ولا تاريخ عن القراءة في المغرب."
    assert words(shown, ".hit h2") == [text] and not words(shown, ".hit .passage")
    assert words(shown, ".hit .facts .absent") == ["بلا تاريخ", "بلا عنوان"]
    shown = page(client, "/articles/untitled")
    assert words(shown, "h1") == ["بلا عنوان"] and words(shown, "title") == [f"{text} – كشّاف"]
    # An element whose text is all isolated takes no direction from it.
    assert not shown.cssselect("h1 bdi")


# ---- languages, headers, weight


@pytest.mark.parametrize(
    "address", ["/", f"/?q={quote('وزير')}&from=2017", f"/articles/reading?q={quote('وزير')}"]
)
def test_the_other_language_keeps_the_state(client: FlaskClient, address: str) -> None:
    arabic = page(client, address)
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")
    english = page(client, link(arabic, "English"))
    assert (english.get("lang"), english.get("dir")) == ("en", "ltr")
    assert unquote(link(english, "العربية")) == unquote(address)
    assert words(english, ".hit h2") == words(arabic, ".hit h2")
    for target in values(english, "//a[starts-with(@href, '/') and not(@hreflang)]/@href"):
        data = target.startswith("/api/") or target.endswith((".ris", ".bib"))
        assert "lang=en" in target or data, target


def test_every_page_has_the_strict_headers_and_no_other_host(client: FlaskClient) -> None:
    for address in ("/", "/articles/reading", "/none", "/?from=x"):
        answer = client.get(address)
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        shown = html.document_fromstring(answer.get_data(as_text=True))
        for target in values(shown, "//link/@href", "//script/@src", "//img/@src"):
            assert target.startswith("/"), target
    styles = ("kashshaf.css", "help.css", "pictures.css", "print.css", "reading.css", "taking.css")
    scripts = ("kashshaf.js", "suggest.js", "reading.js")
    for name in (*styles, *scripts, "icon.svg"):
        sent = client.get(f"/static/{name}")
        assert sent.status_code == 200
        assert not re.search(
            r"@import|url\(|https?://(?!www\.w3\.org/2000/svg)", sent.get_data(as_text=True)
        )
        sent.close()


def test_the_first_page_is_light(client: FlaskClient) -> None:
    weight = 0
    for address in (
        f"/?q={READING}",
        "/static/kashshaf.css",
        "/static/kashshaf.js",
        "/static/suggest.js",
        "/static/icon.svg",
    ):
        answer = client.get(address)
        weight += len(answer.get_data())
        answer.close()
    assert weight < FIRST_PAGE
