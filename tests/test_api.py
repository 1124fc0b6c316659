"""The API as programs meet it: what it promises, what it refuses, and what it never tells."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import pytest
from elasticsearch import Elasticsearch
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import ArchiveOutdated, EngineError, EngineUnavailable
from indexer.settings import Settings
from search_ui.app import SECURITY_HEADERS, create_app
from search_ui.cursor import write_cursor
from search_ui.hijri import hijri
from search_ui.params import PARAMETERS, read_params
from tests.commands import ODD_QUERIES, brought, input_file, records, serving
from tests.conftest import ROOT, make_address
from tests.description import shape, shape_of
from tests.engines_samples import article, write

SCRIPT = "<script>alert(1)</script>"
STRANGE = "a/../b%2F?#&\u202e" + SCRIPT  # an id


@pytest.fixture(scope="module", params=("embedded", "elasticsearch"))
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("api")
    made = make_address(request, str(request.param), folder)
    odd = {**records(1, 50)[0], "id": STRANGE, "title": SCRIPT, "source": SCRIPT, "text": "شيفرة"}
    brought(input_file(folder / "a.jsonl", records(12)), made)
    brought(input_file(folder / "odd.jsonl", [odd]), made)
    return made


@pytest.fixture(scope="module")
def engine(address: str) -> Iterator[Engine]:
    made = open_engine(Settings(engine=address))
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Any:
    return client.get("/openapi.json").get_json()


def search(client: FlaskClient, status: int = 200, **parameters: Any) -> Any:
    return got(client, f"/api/v1/search?{urlencode(parameters, doseq=True)}", status)


def got(client: FlaskClient, url: str, status: int = 200) -> Any:
    """The JSON of an answer, seen to be sound: its headers, and nothing of the machine in it."""
    answer = client.get(url)
    assert answer.status_code == status, (url, answer.get_data(as_text=True))
    assert sound(answer)
    return json.loads(answer.get_data())


def sound(answer: TestResponse) -> bool:
    """Security headers and a request id; no traceback, no path of this machine."""
    for name, value in SECURITY_HEADERS.items():
        assert answer.headers[name] == value
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["X-Request-Id"])
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    text = answer.get_data(as_text=True)
    assert not re.search(r"Traceback|File \"|site-packages", text), text
    assert str(ROOT) not in text and "/tmp/" not in text and str(Path.home()) + "/" not in text
    problem = answer.mimetype == "application/problem+json"
    assert problem == (answer.status_code >= 400) or answer.mimetype == "text/html"
    return True


def problem(client: FlaskClient, url: str, status: int) -> Any:
    """The RFC 9457 problem that a request is answered with."""
    said = got(client, url, status)
    shape("Problem").validate(said)
    assert said["status"] == status and said["type"] == "about:blank"
    assert said["instance"].startswith("urn:uuid:")
    assert set(said) <= {"type", "title", "status", "detail", "instance", "parameter", "position"}
    return said


# ---- what it promises


def test_copies_are_told_with_their_differences(client: FlaskClient, engine: Engine) -> None:
    texts = {"one": "عين قديمة في الوادي البعيد", "other": "بئر قديمة في الوادي القريب"}
    write(engine, [article(id, text, story="family") for id, text in texts.items()])
    answer = got(client, "/api/v1/articles/one/copies")
    shape_of("/api/v1/articles/one/copies").validate(answer)
    (copy,) = answer["copies"]
    assert (answer["total"], copy["id"], copy["likeness"]) == (1, "other", 0.6)
    differ = [
        (texts["one"][slice(*each["here"])], texts["other"][slice(*each["there"])])
        for each in copy["differences"]
    ]
    assert differ == [("عين", "بئر"), ("البعيد", "القريب")]
    with engine.writer("test") as writer:
        writer.delete(["other"])
        writer.commit()
    assert got(client, "/api/v1/articles/one/copies") == {"id": "one", "total": 0, "copies": []}
    with engine.writer("test") as writer:
        writer.delete(["one"])
        writer.commit()
    problem(client, "/api/v1/articles/nobody/copies", 404)


def test_the_description_describes_what_there_is(client: FlaskClient, document: Any) -> None:
    assert document["openapi"].startswith("3.1")
    taken = document["paths"]["/api/v1/search"]["get"]["parameters"]
    named = {one["$ref"].removeprefix("#/components/parameters/") for one in taken}
    assert named == {parameter.name for parameter in PARAMETERS} | {"lang"}
    for path in document["paths"]:
        id = "egypt" if "actors" in path else "n00001"
        assert client.get(path.format(id=id, format="csv")).status_code == 200


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"q": "الجسر القديم", "size": 3},
        {"q": "مكتبة العاصفة", "lang": "en"},
        {"q": "شيفرة", "copies": "one", "facet_size": 1},
        {"source": ["ضفاف", "صدى النخيل"], "from": "2011", "to": "2015-07", "undated": "include"},
        {"q": "من", "depth": "exact", "sort": "oldest", "size": 100},
        {"q": "الجسر(-الجسور) =القديم", "explain": "true"},
    ],
)
def test_answers_are_of_the_schema(client: FlaskClient, asked: Any) -> None:
    answer = search(client, **asked)
    schema = shape("Answer")
    schema.validate(answer)
    for hit in answer["hits"]:
        assert not hit["origin"].startswith("/")
        for snippet in hit["snippets"]:
            for start, end in snippet["marks"]:
                assert 0 <= start < end <= len(snippet["text"])
    broken = {**answer, "total": "many"}
    assert not schema.is_valid(broken)  # the schema can say no


@pytest.mark.parametrize(
    "asked",
    [
        {"q": "  الجسر   +أو+ مكتبة +ليس+ «العاصفة»"},
        {"q": "الجسر(-الجسور)", "match": "any", "from": "2011", "lang": "en", "size": 3},
        {"q": "؟!"},
        {"source": ["ضفاف"], "copies": "one"},
    ],
)
def test_the_link_of_an_answer_gives_the_same_answer(client: FlaskClient, asked: Any) -> None:
    answer = search(client, **asked, explain="true")
    link = answer["understood"]["link"]
    same = got(client, f"/api/v1/search{link[1:]}")
    assert same["total"] == answer["total"] and same["facets"] == answer["facets"]
    assert [h["id"] for h in same["hits"]][:3] == [h["id"] for h in answer["hits"]][:3]
    assert same["understood"]["link"] == link
    assert same["understood"]["echo"] == answer["understood"]["echo"]
    assert client.get(link).status_code == 200


def test_hijri_dates_are_told_on_request_and_change_nothing_else(client: FlaskClient) -> None:
    plain = search(client, size=20)
    beside = search(client, size=20, calendar="hijri")
    assert any(hit["published_hijri"] for hit in beside["hits"])
    for hit, same in zip(beside["hits"], plain["hits"], strict=True):
        assert hit.pop("published_hijri") == hijri(hit["published"])
        assert hit == same
    first = search(client, size=2)
    going_on = search(client, size=2, calendar="hijri", cursor=first["next"])
    assert [hit["id"] for hit in going_on["hits"]] == [hit["id"] for hit in plain["hits"][2:4]]


def test_why_agrees_with_the_marks_and_leads_to_a_search_without(client: FlaskClient) -> None:
    answer = search(client, q="الجسر", explain="true")
    assert answer["hits"]
    for hit in answer["hits"]:
        assert hit["marks"] == sum(row["count"] for row in hit["why"]) > 0
    less = search(client, q=answer["hits"][0]["why"][0]["without"], explain="true")
    assert less["total"] <= answer["total"]
    gone = answer["hits"][0]["why"][0]["form"]
    assert gone not in {row["form"] for hit in less["hits"] for row in hit["why"]}
    assert "why" not in search(client, q="الجسر")["hits"][0]


def test_head_and_what_is_not_allowed(client: FlaskClient) -> None:
    for url in ("/api/v1/search?q=x", "/healthz", "/readyz", "/openapi.json", "/"):
        answer = client.head(url)
        assert (answer.status_code, answer.data) == (200, b"") and sound(answer)
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            refused = client.open(url, method=method)
            assert refused.status_code == 405 and sound(refused)
            assert "GET" in refused.headers["Allow"]


def test_an_article_with_everything(client: FlaskClient) -> None:
    found = got(client, "/api/v1/articles/n00001")
    assert found["original"]["media"] == "record"
    odd = got(client, f"/api/v1/articles/{quote(STRANGE, safe='')}")
    assert (odd["id"], odd["title"]) == (STRANGE, SCRIPT)


# ---- what it refuses


@pytest.mark.parametrize(
    ("asked", "parameter"),
    [
        ([("nothing", "1")], "nothing"),
        ([(SCRIPT, "1")], SCRIPT),
        ([("q", "a"), ("q", "b")], "q"),
        ([("size", "5"), ("size", "5")], "size"),
        ([("size", "101")], "size"),
        ([("size", "-1")], "size"),
        ([("size", "٥٥٥")], "size"),
        ([("size", "1e2")], "size"),
        ([("facet_size", "0")], "facet_size"),
        ([("sort", "best")], "sort"),
        ([("depth", "root")], "depth"),
        ([("match", "none")], "match"),
        ([("copies", "two")], "copies"),
        ([("undated", "maybe")], "undated"),
        ([("lang", "fr")], "lang"),
        ([("from", "2017-13")], "from"),
        ([("to", "0000")], "to"),
        ([("from", "2018"), ("to", "2017")], "to"),
        ([("source", "x" * 501)], "source"),
        ([("actor", str(n)) for n in range(101)], "actor"),
        ([("cursor", "x" * 4001)], "cursor"),
        ([("q", "ا*")], "q"),
        ([("q", "كلمة " * 300)], "q"),
        ([("q", "a b " * 60)], "q"),
    ],
)
def test_a_refusal_names_the_parameter(
    client: FlaskClient, asked: list[tuple[str, str]], parameter: str
) -> None:
    said = problem(client, f"/api/v1/search?{urlencode(asked)}", 400)
    assert said["parameter"] == parameter
    assert said["detail"]


def test_the_place_in_the_query_is_told(client: FlaskClient) -> None:
    for q, place in (
        ("كلمة ا*", 5),
        ("   كلمة \u200f  ا*", 11),
        ("ا" * 1001, 1000),
        ("لا " * 101, 300),
        (f"كتاب({' '.join(['-كتب'] * 51)})", 5),
    ):
        assert problem(client, f"/api/v1/search?q={quote(q)}", 400)["position"] == place


@pytest.mark.parametrize("name", ODD_QUERIES)
def test_odd_queries(client: FlaskClient, name: str) -> None:
    query, status, total = ODD_QUERIES[name]
    answer = search(client, status, q=query, source=["ضفاف", "المرفأ الجديد", "صدى النخيل"])
    if status == 200:
        assert total is None or answer["total"] == total
        notes = answer["understood"]["notes"]
        assert ("unbalanced_quote" in notes) == (name == "unbalanced")
        assert "nothing_searchable" in notes or name not in ("punctuation", "only a star")
        assert "nothing_searchable" not in notes or answer["total"] == 0


@pytest.mark.parametrize("raw", ["%ED%A0%80", "%FF%FE", "%00", "%u0041", "%", "+%2B+"])
def test_bytes_that_are_no_text(client: FlaskClient, raw: str) -> None:
    got(client, f"/api/v1/search?q={raw}")
    got(client, f"/api/v1/search?q=x&source={raw}&actor={raw}")
    problem(client, f"/api/v1/articles/none{raw}", 404)


def test_an_address_that_is_too_long(client: FlaskClient) -> None:
    for url in (f"/api/v1/search?q={'a' * 9000}", f"/api/v1/articles/{'a' * 9000}"):
        assert "longer than" in problem(client, url, 414)["detail"]


@pytest.mark.parametrize(
    "id",
    [
        *("none", "..", ".", "../..", "../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e"),
        *("%00", "_search", "_mapping", "*", "n0000*", "%0d%0aSet-Cookie:x", "a" * 600, "n00001/"),
        *(" ", "n00001%00", "%ff"),
    ],
)
def test_ids_that_nobody_has(client: FlaskClient, id: str) -> None:
    said = problem(client, f"/api/v1/articles/{id}", 404)
    assert "n00001" not in said.get("original", "") and "root:" not in said["detail"]
    assert client.get(f"/articles/{id}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static//etc/passwd"]
)
def test_no_file_beside_the_page_is_given(client: FlaskClient, path: str) -> None:
    answer = client.get(path, follow_redirects=True)
    assert answer.status_code == 404 and sound(answer)


def test_a_forged_cursor_is_refused_and_an_old_one_is_gone(
    client: FlaskClient, engine: Engine
) -> None:
    params = read_params({"size": ["3"]})
    current = engine.current()
    first = search(client, size=3)
    assert search(client, size=3, cursor=first["next"])["hits"]
    for forged in (
        "x",
        "%%%",
        "W10",
        first["next"][:-3],
        first["next"] + "AAAA",
        write_cursor(current, params, (True,)),
        write_cursor(current, params, (10**30,)),
        write_cursor(current, params, (float("nan"),)),
        write_cursor(current, params, (1, 2, 3, 4)),
        write_cursor(current, read_params({"q": ["x"]}), (1, 2)),
        "W" * 3000,
    ):
        said = problem(client, f"/api/v1/search?size=3&cursor={quote(forged)}", 400)
        assert said["parameter"] == "cursor"
    gone = write_cursor("g999999", params, (1, 2))
    said = problem(client, f"/api/v1/search?size=3&cursor={gone}", 410)
    assert "leave it out to begin anew" in said["detail"]


@pytest.mark.parametrize("query", ["", "الجسر"])
@pytest.mark.parametrize(
    "key",
    [
        *(("a",), (1,), (1, 2), ("a", "b", "c"), (1.5, "a"), (2**62, "", 0), (1, "n00001")),
        *((0.5, 7, 2**61), (0.5, 7, -5), (-1e29, -(2**62), "n00001")),
    ],
)
def test_a_well_made_cursor_with_a_strange_key(
    client: FlaskClient, engine: Engine, key: tuple[float | int | str, ...], query: str
) -> None:
    """Of another engine, or made by somebody: it is answered, or it is gone."""
    forged = write_cursor(engine.current(), read_params({"q": [query]}), key)
    answer = client.get(f"/api/v1/search?{urlencode({'q': query, 'cursor': forged})}")
    assert answer.status_code in (200, 410) and sound(answer), answer.get_data(as_text=True)


# ---- what goes wrong behind it


@pytest.mark.parametrize(
    ("error", "status", "said"),
    [
        (EngineUnavailable("/secret/place does not answer"), 503, "trying again may help"),
        (ArchiveOutdated("/secret/place is older"), 503, "kashshaf reindex"),
        (EngineError("/secret/place"), 503, "the log says why"),
        (RuntimeError("/secret/place"), 500, "the log has it"),
    ],
)
def test_faults_behind_it_are_told_without_the_place(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, said: str
) -> None:
    def failing(*_: object) -> None:
        raise error

    for name in ("search", "get", "current"):
        monkeypatch.setattr(engine, name, failing)
    client = create_app(engine).test_client()
    for url in ("/api/v1/search", "/api/v1/articles/x", "/readyz"):
        found = problem(client, url, status)
        assert said in found["detail"] and "secret" not in found["detail"]
    page = client.get("/")
    assert page.status_code == status and "secret" not in page.get_data(as_text=True)
    assert client.get("/healthz").get_json() == {"status": "ok"}


def test_no_archive_and_a_damaged_one(tmp_path: Path) -> None:
    missing = open_engine(Settings(engine=f"embedded:{tmp_path / 'none'}"))
    said = problem(create_app(missing).test_client(), "/api/v1/search", 503)
    assert "`kashshaf index PATH` makes one" in said["detail"]
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "pointer.json").write_text("{")
    problem(create_app(missing).test_client(), "/api/v1/search", 503)
    away = open_engine(Settings(engine="http://127.0.0.1:9/secret", timeout=1))
    said = problem(create_app(away).test_client(), "/readyz", 503)
    assert "127.0.0.1" not in said["detail"]


# ---- a real server


def raw(address: str, request: bytes) -> tuple[bytes, bytes]:
    """Head and body of what a server says to these very bytes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname or "", parts.port or 80), timeout=30) as line:
        line.sendall(request)
        said = b""
        with suppress(ConnectionResetError):  # it hung up before it had heard all of it
            while chunk := line.recv(65536):
                said += chunk
    head, _, body = said.partition(b"\r\n\r\n")
    return head, body


def test_a_real_server_before_hostile_requests(address: str) -> None:
    with serving(address) as server:
        end = b"Host: x\r\nConnection: close\r\n\r\n"
        for target, status in (
            (b"/api/v1/search?q=x&lang=ar%0d%0aSet-Cookie:%20a=b", b"400"),
            (b"/?q=a%0d%0aSet-Cookie:%20a=b&source=", b"303"),
            (b"/?q=a&q=%0d%0aSet-Cookie:%20a=b", b"400"),
            (b"/api/v1/articles/../../../../etc/passwd", b"404"),
            (b"/api/v1/articles/%2e%2e/%2e%2e/_search", b"404"),
            (b"/api/v1/articles/..", b"404"),
            (b"//evil.example/%2f..", b"308"),
            (b"/healthz", b"200"),
            (b"/api/v1/search?q=" + b"a" * 9000, b"414"),
        ):
            head, body = raw(server, b"GET " + target + b" HTTP/1.1\r\n" + end)
            assert head.split()[1] in (status, b"404" if status == b"308" else status), head
            names = {line.partition(b":")[0].lower() for line in head.split(b"\r\n")[1:]}
            assert b"set-cookie" not in names and b"server" not in names
            assert {b"content-security-policy", b"x-content-type-options"} <= names
            assert b"Traceback" not in body and b"root:" not in body
            for line in head.split(b"\r\n"):
                if line.lower().startswith(b"location:"):
                    where = line.partition(b":")[2].strip()
                    assert where.startswith((b"/?", b"http://x/")), where
        for request in (
            b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 100_000 + b"\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n" + b"a" * 1000,
            b"GET / HTTP/1.1\r\nHost: x\r\nBroken header\r\n\r\n",
            b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n",
        ):
            head, body = raw(server, request)
            assert not head or head.split()[1].startswith(b"4"), head
            assert b"Traceback" not in body and str(ROOT).encode() not in body
        head, body = raw(server, b"GET /healthz HTTP/1.1\r\n" + end)
        assert json.loads(body) == {"status": "ok"}


# ---- past ten thousand


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
