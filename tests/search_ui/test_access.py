"""Keys, limits and other sites: nothing of them unless the settings say so, then exactly that."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from indexer.errors import UsageError
from indexer.settings import Settings
from search_ui.web.app import create_app

KEY, OTHER = "key-of-the-first-program", "key-of-another-program+/="
SEARCH = "/api/v1/search"
SITE = "https://reader.example"
PREFLIGHT = {"Access-Control-Request-Method": "GET"}


def client(engine: Engine, **settings: str) -> FlaskClient:
    return create_app(engine, Settings(**settings)).test_client()  # type: ignore[arg-type]  # texts


def bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_by_default_nothing_is_asked_for_and_no_site_is_named(library_engine: Engine) -> None:
    asked = client(library_engine)
    for _ in range(50):
        answer = asked.get(SEARCH, headers={"Origin": SITE})
        assert answer.status_code == 200
    assert not any(name.startswith("Access-Control") for name, _ in answer.headers)
    assert "Origin" not in answer.vary


# ---- keys


@pytest.fixture(params=["list", "file"])
def keys(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "list":
        return f"{KEY}, {OTHER}"
    file = tmp_path / "keys"
    file.write_text(f"# the first\n{KEY}\n\n{OTHER}  \n", encoding="utf-8")
    return f"@{file}"


def test_the_api_answers_who_has_a_key(library_engine: Engine, keys: str) -> None:
    asked = client(library_engine, api_keys=keys)
    for key in (KEY, OTHER):
        answer = asked.get(SEARCH, headers=bearer(key))
        assert answer.status_code == 200
    tag = answer.headers["ETag"]
    for headers in (
        {},
        bearer(""),
        bearer(KEY[:-1]),
        bearer(KEY + "x"),
        bearer("مفتاح".encode().decode("latin-1")),
        {"Authorization": f"Basic {KEY}"},
        {"If-None-Match": tag},
    ):
        for address in (SEARCH, "/api/v1/articles/reading", "/api/v1/export.csv"):
            refused = asked.get(address, headers=headers)
            assert refused.status_code == 401
            assert refused.mimetype == "application/problem+json"
            assert refused.headers["WWW-Authenticate"].lower().startswith("bearer")
            assert KEY not in refused.get_data(as_text=True)
    for address in ("/", "/articles/reading", "/healthz", "/openapi.json"):
        assert asked.get(address).status_code == 200


@pytest.mark.parametrize(
    "wrong", ["short", "with blanks in the key", "كلمة-مفتاح-طويلة-جدا", " , "]
)
def test_a_key_that_is_none_is_refused_without_showing_it(
    library_engine: Engine, wrong: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="KASHSHAF_API_KEYS") as told:
        client(library_engine, api_keys=wrong)
    assert wrong == " , " or wrong not in str(told.value)
    file = tmp_path / "keys"
    file.write_text(f"# mine\n{wrong if wrong != ' , ' else ''}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"keys(, line 2:| holds no key)"):
        client(library_engine, api_keys=f"@{file}")
    with pytest.raises(UsageError, match="cannot be read"):
        client(library_engine, api_keys=f"@{tmp_path / 'none'}")


# ---- limits


def test_who_asks_too_often_is_told_when_to_come_back(library_engine: Engine) -> None:
    asked = client(library_engine, rate_limit="3/minute; 100/day", api_keys=KEY)
    here, there = {"REMOTE_ADDR": "10.0.0.1"}, {"REMOTE_ADDR": "10.0.0.2"}
    for _ in range(3):
        assert asked.get("/", environ_base=here).status_code == 200
    page = asked.get("/", environ_base=here)
    assert page.status_code == 429 and page.mimetype == "text/html"
    refused = asked.get("/feed.atom", environ_base=here)
    assert refused.status_code == 429
    assert refused.mimetype == "application/problem+json" and refused.get_json()["status"] == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    for free in ("/healthz", "/readyz", "/metrics", "/static/icon.svg"):
        answer = asked.get(free, environ_base={"REMOTE_ADDR": "127.0.0.1"})
        assert answer.status_code == 200
        answer.close()
    assert asked.get("/", environ_base=there).status_code == 200
    for _ in range(3):  # a key is a client, wherever it asks from
        assert asked.get(SEARCH, headers=bearer(KEY), environ_base=here).status_code == 200
    assert asked.get(SEARCH, headers=bearer(KEY), environ_base=there).status_code == 429


def test_a_limit_that_cannot_be_read_is_named(library_engine: Engine) -> None:
    with pytest.raises(UsageError, match="KASHSHAF_RATE_LIMIT='many'"):
        client(library_engine, rate_limit="many")


# ---- other sites


def test_named_sites_may_read_the_api_and_no_others(library_engine: Engine) -> None:
    asked = client(library_engine, cors_origins=f"{SITE}, http://localhost:3000")
    for origin in (SITE, "http://localhost:3000"):
        answer = asked.get(SEARCH, headers={"Origin": origin})
        assert answer.headers["Access-Control-Allow-Origin"] == origin
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert answer.headers["Vary"] == "Accept-Encoding, Origin"
        problem = asked.get(f"{SEARCH}?size=x", headers={"Origin": origin})
        assert problem.headers["Access-Control-Allow-Origin"] == origin
        again = {"Origin": origin, "If-None-Match": answer.headers["ETag"]}
        same = asked.get(SEARCH, headers=again)
        assert same.status_code == 304
        assert same.headers["Access-Control-Allow-Origin"] == origin
    for origin in (f"{SITE}:444", "http://reader.example", f"{SITE}.evil.example", "null", "*"):
        answer = asked.get(SEARCH, headers={"Origin": origin})
        assert answer.status_code == 200 and "Origin" in answer.vary
        assert "Access-Control-Allow-Origin" not in answer.headers
    assert "Origin" in asked.get(SEARCH).vary
    for address in ("/", "/queries", "/metrics"):
        answer = asked.get(address, headers={"Origin": SITE})
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_browser_that_asks_first_is_allowed_to_get_with_a_key(library_engine: Engine) -> None:
    asked = client(library_engine, cors_origins=SITE, api_keys=KEY)
    allowed = asked.options(SEARCH, headers={**PREFLIGHT, "Origin": SITE})
    assert (allowed.status_code, allowed.data) == (204, b"")
    assert allowed.headers["Access-Control-Allow-Origin"] == SITE
    assert allowed.headers["Access-Control-Allow-Methods"] == "GET"
    assert allowed.headers["Access-Control-Allow-Headers"] == "Authorization, If-None-Match"
    read = asked.get(SEARCH, headers={"Origin": SITE, **bearer(KEY)}).headers
    exposed = read["Access-Control-Expose-Headers"].split(", ")
    assert {"ETag", "Retry-After", "Content-Disposition"} <= set(exposed)
    other = asked.options(SEARCH, headers={**PREFLIGHT, "Origin": "https://other.example"})
    assert not any(name.startswith("Access-Control") for name, _ in other.headers)
    assert asked.post(SEARCH, headers={"Origin": SITE, **bearer(KEY)}).status_code == 405


@pytest.mark.parametrize("origin", ["*", "reader.example", f"{SITE}/", "https://A.example", "null"])
def test_what_is_no_origin_is_refused(library_engine: Engine, origin: str) -> None:
    with pytest.raises(UsageError, match="KASHSHAF_CORS_ORIGINS"):
        client(library_engine, cors_origins=f"{SITE},{origin}")
