"""The page before hostile text and hostile addresses, and where something cannot be done."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import EngineUnavailable
from indexer.settings import Settings
from search_ui.asking.cursor import write_cursor
from search_ui.asking.params import read_params
from search_ui.web.app import create_app
from tests.page_library import HARBOUR, SCRIPT, link, page, values, words

LANGUAGES = ("ar", "en")


@pytest.fixture(scope="module")
def client(library_engine: Engine) -> FlaskClient:
    return create_app(library_engine).test_client()


# ---- hostile text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        f"/?q={quote(SCRIPT)}",
        f"/?q={quote(SCRIPT + ' القراءة')}&match=any",
        f"/?source={quote(SCRIPT)}&actor={quote(SCRIPT)}",
        f"/?not_source={quote(SCRIPT)}&not_actor={quote(SCRIPT)}",
        "/articles/hostile",
        f"/articles/hostile?q={quote('شيفرة')}",
        "/articles/hostile?show=original",
        f"/articles/{quote(SCRIPT, safe='')}",
        f"/?from={quote(SCRIPT)}",
        f"/?{quote(SCRIPT)}=1",
        f"/?q={quote('ا* ' + SCRIPT)}",
        f"/{quote(SCRIPT, safe='')}",
    ],
)
def test_no_script_of_a_text_or_an_address_becomes_one(
    client: FlaskClient, address: str, language: str
) -> None:
    sign = "&" if "?" in address else "?"
    answer = client.get(f"{address}{sign}lang={language}", follow_redirects=True)
    shown = html.document_fromstring(answer.get_data(as_text=True))
    scripts = [script.partition("?")[0] for script in values(shown, "//script/@src")]
    assert scripts[:2] == ["/static/kashshaf.js", "/static/suggest.js"]
    ours = ("range", "copy", "reading")
    assert set(scripts[2:]) <= {f"/static/{name}.js" for name in ours}
    assert len(shown.findall(".//script")) == len(scripts)
    made = values(shown, "//@style", "//@*[starts-with(name(), 'on')]")
    assert made == [] and not shown.cssselect("style, img, iframe, b")
    for target in values(shown, "//@href", "//@src", "//@action"):
        assert re.match(r"(/(?!/)|https://harbour\.example/|#|$)", target), target


# ---- what goes wrong


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/?from=yesterday", 400),
        ("/?from=2017-02-30", 400),
        ("/?to=2019-02-29", 400),
        ("/?sort=best", 400),
        ("/?nothing=1", 400),
        ("/?cursor=forged", 400),
        ("/?lang=fr", 400),
        ("/articles/reading?show=all", 400),
        ("/articles/none", 404),
        ("/none", 404),
        (f"/?q={'a' * 9000}", 414),
    ],
)
def test_what_cannot_be_done_is_a_page_with_a_way_out(
    client: FlaskClient, address: str, status: int, language: str
) -> None:
    sign = (
        "" if "lang=" in address else f"&lang={language}" if "?" in address else f"?lang={language}"
    )
    shown = page(client, address + sign, status)
    assert len(words(shown, "h1")) == 1
    assert words(shown, ".detail")[0]
    assert link(shown, "تصفّح" if shown.get("lang") == "ar" else "Browse").startswith("/")


ARABIC = re.compile(r"[\u0621-\u064a]{2,}")


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/?from=yesterday", 400, "ليست تاريخًا"),
        ("/?from=2019&to=2018", 400, "أسبق من"),
        ("/?sort=best", 400, "القيم المقبولة"),
        ("/?size=1000", 400, "عددًا صحيحًا من \u20680\u2069 إلى \u2068100\u2069"),
        ("/?nothing=1", 400, "لا معامل بهذا الاسم"),
        ("/?size=1&size=2", 400, "أكثر من مرة"),
        ("/?cursor=forged", 400, "ليس موضعًا"),
        (f"/?q={quote('ق*')}", 400, "لا تقل عن \u20682\u2069"),
        (f"/?q={quote('لا ' * 101)}", 400, "أكثر من \u2068100\u2069 كلمة"),
        (f"/?q={'a' * 1001}", 400, "\u20681001\u2069"),
        ("/actors?type=x", 400, "القيم المقبولة"),
        ("/compare?evil=1", 400, "لا معنى له هنا"),
        ("/articles/none", 404, "ليس في هذا الأرشيف"),
        ("/actors/none", 404, "فاعلًا برقم"),
        ("/help/none", 404, "لا دليل باسم"),
        ("/none", 404, "لا صفحة لهذا العنوان"),
        (f"/?q={'a' * 9000}", 414, "العنوان أطول"),
    ],
)
def test_why_is_said_in_the_language_of_the_page(
    client: FlaskClient, address: str, status: int, said: str
) -> None:
    (arabic,) = page(client, address, status).cssselect(".detail")
    assert said in arabic.text_content() and arabic.get("lang") is None
    english = page(client, f"{address}{'&' if '?' in address else '?'}lang=en", status)
    assert not ARABIC.search(words(english, ".detail")[0])


def test_examples_of_dates_are_not_turned_around(client: FlaskClient) -> None:
    """Beside Arabic, digits with hyphens run from right to left unless they are isolated."""
    said = page(client, "/?from=xx", 400).text_content()
    dates = re.findall(r".?\b2017-10(?:-03)?\b.?", said)
    assert len(dates) == 4 and all(d[0] == "\u2068" and d[-1] == "\u2069" for d in dates)


def test_programs_are_told_why_in_english(client: FlaskClient) -> None:
    asked = {
        f"/api/v1/search?q={quote('ق*')}&lang=ar": "at least 2 letters before the *",
        "/api/v1/search?from=x&lang=ar": "from: 'x' is no date",
        "/api/v1/none": "no page has this address",
        "/api/v1/articles/none": "there is no article none in this archive",
    }
    for address, said in asked.items():
        assert said in client.get(address).get_json(force=True)["detail"]


def test_the_place_in_a_query_is_shown(client: FlaskClient) -> None:
    shown = page(client, f"/?q={quote('قاعة ق* القراءة')}&source={quote(HARBOUR)}", 400)
    assert shown.cssselect(".place")[0].text_content() == "قاعة ق* القراءة"
    assert words(shown, ".place mark") == ["ق*"]
    assert shown.cssselect("#q")[0].get("value") == "قاعة ق* القراءة"
    assert unquote(link(shown, "تابع من دونه")) == f"/?source={HARBOUR}"
    spaced = page(client, f"/?q={quote('  قاعة   title:ق*')}", 400)
    assert spaced.cssselect(".place")[0].text_content() == "  قاعة   title:ق*"
    assert words(spaced, ".place mark") == ["ق*"]
    many = page(client, f"/?q={quote('لا ' * 100 + 'هنا')}", 400)
    assert words(many, ".place mark") == ["هنا"]


def test_an_expired_cursor_leads_to_the_first_results(client: FlaskClient) -> None:
    gone = write_cursor("g999999", read_params({"size": ["5"]}), (1, 2))
    shown = page(client, f"/?size=5&cursor={gone}", 410)
    assert link(shown, "ابدأ من أول النتائج") == "/?size=5"


def test_an_archive_that_is_not_there_says_how_to_make_one(tmp_path: Path) -> None:
    missing = open_engine(Settings(engine=f"embedded:{tmp_path / 'none'}"))
    shown = page(create_app(missing).test_client(), "/", 503)
    assert "kashshaf index" in words(shown, ".detail")[0]


def test_an_engine_that_is_away_is_a_page(
    library_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise EngineUnavailable("the engine does not answer")

    monkeypatch.setattr(library_engine, "search", away)
    shown = page(create_app(library_engine).test_client(), "/?lang=en", 503)
    assert words(shown, "h1") == ["The archive does not answer"]
    assert re.fullmatch(r"[0-9a-f]{32}", words(shown, ".code")[0])


def test_an_empty_archive_says_how_to_fill_it(tmp_path: Path) -> None:
    empty = open_engine(Settings(engine=f"embedded:{tmp_path / 'empty'}"))
    with empty.writer("test") as writer:
        writer.commit()
    shown = page(create_app(empty).test_client(), "/")
    assert words(shown, "h1") == ["الأرشيف خالٍ"]
    assert words(shown, ".command") == ["kashshaf index articles/"]
