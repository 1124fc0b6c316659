"""Lists of queries counted at once, by the page and by the command, on both engines."""

from __future__ import annotations

import csv
import http.client
import io
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from search_ui.web.queries import MAX_QUERIES, MAX_UPLOAD
from tests.commands import kashshaf, serving
from tests.exports import stored_file
from tests.page_library import page, words


@pytest.fixture(scope="module")
def client(hostile_engine: Engine) -> FlaskClient:
    return create_app(hostile_engine).test_client()


LIST = 'القراءة\r\n\r\n  تونس \nق*\n"مخطوطات الخميس\n؟؟\n=1+1\n<b>x</b>'


def posted(client: FlaskClient, data: dict[str, Any], status: int = 200) -> html.HtmlElement:
    answer = client.post("/queries?lang=en", data=data)
    assert answer.status_code == status, answer.get_data(as_text=True)
    return html.document_fromstring(answer.get_data(as_text=True))


def test_many_queries_at_once(client: FlaskClient) -> None:
    shown = posted(client, {"list": LIST})
    rows = [words(row, "td") for row in shown.cssselect(".counts tbody tr")]
    assert [row[0] for row in rows] == ["1", "3", "4", "5", "6", "7", "8"]
    for row, element in zip(rows, shown.cssselect(".counts tbody tr"), strict=True):
        found = element.cssselect("a")
        if row[2] == "cannot be read":
            assert not found and words(element, "mark") == ["ق*"]
            assert "at least \u20682\u2069 letters" in row[1]
            continue
        there = page(client, found[0].get("href"))
        total = client.get(f"/api/v1/search?q={quote(found[0].text_content())}").get_json()["total"]
        assert row[2] == str(total)
        assert words(there, "h1")
    assert "A quotation mark without its partner" in rows[3][1]
    assert "nothing that can be searched for" in rows[4][1]
    assert shown.cssselect("textarea")[0].text_content().split() == LIST.split()


def test_what_a_list_cannot_be_is_said_in_arabic(client: FlaskClient) -> None:
    shown = html.fromstring(client.post("/queries", data={"list": f"ق*\n{'ا' * 1001}"}).data)
    said = words(shown, ".counts .detail")
    assert "لا تقل عن" in said[0] and "بالحروف" in said[1]
    refused = html.fromstring(client.post("/queries", data={"list": "ا\n" * 501}).data)
    assert "السطر" in words(refused, ".detail")[0]


def test_a_list_as_a_file_and_the_answer_as_one(client: FlaskClient) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        data = {"file": (io.BytesIO(LIST.encode(encoding)), "q.txt"), "answer": "csv"}
        answer = client.post("/queries", data=data)
        assert answer.status_code == 200 and answer.mimetype == "text/csv"
        text = answer.get_data().decode("utf-8-sig")
        facts, columns, *rows = csv.reader(io.StringIO(text))
        assert "generation: g000001" in facts[0] and columns[:3] == ["line", "query", "articles"]
        assert [row[0] for row in rows] == ["1", "3", "4", "5", "6", "7", "8"]
        assert rows[2][2:4] == ["", ""] and rows[2][5] == "1" and "letters before" in rows[2][4]
        assert rows[5][1] == "'=1+1"  # no formula
        for row in rows:
            if row[3]:
                assert client.get(row[3]).status_code in (200, 303)


def test_depth_and_match_hold_for_every_query(client: FlaskClient) -> None:
    said = {"list": "القراءة تونس\nقراءات"}
    smart = words(posted(client, said), "td.count:last-child")
    loose = posted(client, {**said, "match": "any", "depth": "exact"})
    assert words(loose, "td.count:last-child") != smart
    assert "match=any" in loose.cssselect(".counts a")[0].get("href")
    assert loose.xpath("//select[@name='match']/option[@selected]/@value") == ["any"]


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"list": "كلمة\n" * (MAX_QUERIES + 1)}, 400, f"line \u2068{MAX_QUERIES + 1}\u2069"),
        ({"list": "ا" * MAX_UPLOAD}, 413, ""),
        ({"file": b"x" * (MAX_UPLOAD + 1)}, 413, ""),
        ({"file": b"%PDF-1.4 \x00"}, 400, "a PDF"),
        ({"file": b"a\x00b\n"}, 400, "file"),
        ({"list": "x", "depth": "deep"}, 400, "deep"),
        ({"list": "x", "evil": "1"}, 400, "no such field"),
    ],
)
def test_lists_that_are_refused(
    client: FlaskClient, data: dict[str, Any], status: int, said: str
) -> None:
    if "file" in data:
        data = {"file": (io.BytesIO(data["file"]), "a.txt")}
    shown = posted(client, data, status)
    assert said in shown.text_content() and shown.cssselect("h1")


def test_a_real_server_takes_a_list_and_no_more_than_that(hostile_address: str) -> None:
    with serving(hostile_address) as server:
        host = urlsplit(server).netloc
        for path, size, status in (
            ("/queries", 100_000, 200),
            ("/queries", MAX_UPLOAD + 1_000, 413),
            ("/queries", 5_000_000, 413),
            ("/", 100_000, 405),
        ):
            body = ("list=" + "a+" * 200 + "%0A" * ((size - 405) // 3)).encode()
            connection = http.client.HTTPConnection(host, timeout=60)
            connection.putrequest("POST", path)
            connection.putheader("Content-Type", "application/x-www-form-urlencoded")
            connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body if size < 2 * MAX_UPLOAD else None)
            assert connection.getresponse().status == status, (path, size)
            connection.close()


def test_an_empty_list(client: FlaskClient) -> None:
    assert words(posted(client, {"list": " \n\n"}), ".none") == ["The list is empty."]
    assert words(page(client, "/queries"), "h1") == ["عبارات كثيرة معًا"]


def test_no_other_page_takes_a_body(client: FlaskClient) -> None:
    for path in ("/", "/export", "/feed.atom", "/opensearch.xml", "/api/v1/export.csv"):
        assert client.post(path, data={"list": "x"}).status_code == 405


def test_count_names_line_and_place(
    hostile_address: str, client: FlaskClient, tmp_path: Any
) -> None:
    path = str(stored_file(tmp_path, LIST))
    done = kashshaf("count", path, engine=hostile_address)
    assert done.code == 1
    assert done.err.startswith(f"kashshaf: {path}, line 4, place 1: ")
    assert len(done.out.splitlines()) == 6 and "12\tتونس\n" in done.out
    narrowed = kashshaf(
        "count", "-", "--from", "2018-01", "--json", engine=hostile_address, stdin="تونس".encode()
    )
    assert narrowed.code == 0 and narrowed.json["total"] == 12 and narrowed.json["line"] == 1
    refused = kashshaf("count", "-", engine=hostile_address, stdin=b"%PDF-1.4 \x00")
    assert refused.code == 2 and "a PDF" in refused.err
