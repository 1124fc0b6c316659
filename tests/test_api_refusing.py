"""What the API refuses, on both engines, naming what to mend and telling nothing of the machine;
and a real server before hostile bytes."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from search_ui.asking.cursor import write_cursor
from search_ui.asking.params import read_params
from search_ui.web.app import create_app
from tests.asking import ROOT, SCRIPT, got, problem, raw, search, sound
from tests.commands import ODD_QUERIES, serving


@pytest.fixture(scope="module")
def client(record_engine: Engine) -> FlaskClient:
    return create_app(record_engine).test_client()


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
    client: FlaskClient, record_engine: Engine
) -> None:
    params = read_params({"size": ["3"]})
    current = record_engine.current()
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
    client: FlaskClient, record_engine: Engine, key: tuple[float | int | str, ...], query: str
) -> None:
    """Of another record_engine, or made by somebody: it is answered, or it is gone."""
    forged = write_cursor(record_engine.current(), read_params({"q": [query]}), key)
    answer = client.get(f"/api/v1/search?{urlencode({'q': query, 'cursor': forged})}")
    assert answer.status_code in (200, 410) and sound(answer), answer.get_data(as_text=True)


# ---- a real server


def test_a_real_server_before_hostile_requests(record_address: str) -> None:
    with serving(record_address) as server:
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
