"""The API as programs meet it: what it promises, on both engines, and what goes wrong behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import ArchiveOutdated, EngineError, EngineUnavailable
from indexer.settings import Settings
from search_ui.answering.hijri import hijri
from search_ui.asking.params import PARAMETERS
from search_ui.web.app import create_app
from tests.asking import SCRIPT, STRANGE, got, problem, search, sound
from tests.description import shape, shape_of
from tests.engines_samples import article, write


@pytest.fixture(scope="module")
def client(record_engine: Engine) -> FlaskClient:
    return create_app(record_engine).test_client()


@pytest.fixture(scope="module")
def document(client: FlaskClient) -> Any:
    return client.get("/openapi.json").get_json()


# ---- what it promises


def test_copies_are_told_with_their_differences(client: FlaskClient, record_engine: Engine) -> None:
    texts = {"one": "عين قديمة في الوادي البعيد", "other": "بئر قديمة في الوادي القريب"}
    write(record_engine, [article(id, text, story="family") for id, text in texts.items()])
    answer = got(client, "/api/v1/articles/one/copies")
    shape_of("/api/v1/articles/one/copies").validate(answer)
    (copy,) = answer["copies"]
    assert (answer["total"], copy["id"], copy["likeness"]) == (1, "other", 0.6)
    differ = [
        (texts["one"][slice(*each["here"])], texts["other"][slice(*each["there"])])
        for each in copy["differences"]
    ]
    assert differ == [("عين", "بئر"), ("البعيد", "القريب")]
    with record_engine.writer("test") as writer:
        writer.delete(["other"])
        writer.commit()
    assert got(client, "/api/v1/articles/one/copies") == {"id": "one", "total": 0, "copies": []}
    with record_engine.writer("test") as writer:
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
    record_engine: Engine, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, said: str
) -> None:
    def failing(*_: object) -> None:
        raise error

    for name in ("search", "get", "current"):
        monkeypatch.setattr(record_engine, name, failing)
    client = create_app(record_engine).test_client()
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
