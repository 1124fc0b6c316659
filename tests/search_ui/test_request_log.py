"""With ``--log json`` each request is a line of JSON on standard error, without what it asked."""

from __future__ import annotations

import json
import re
import signal
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from search_ui.web.request_log import lines_of_json
from tests.commands import brought, ended, input_file, kashshaf, records, started

SECRET = "سرالسائل"


def requested(server: str, path: str, method: str = "GET") -> tuple[int, str]:
    try:
        wanted = urllib.request.Request(server + path, method=method)
        with urllib.request.urlopen(wanted, timeout=30) as answer:
            answer.read()
            return answer.status, answer.headers["X-Request-Id"]
    except urllib.error.HTTPError as error:
        return error.code, error.headers["X-Request-Id"]


def test_a_line_a_request(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    brought(input_file(tmp_path / "a.jsonl", records(3)), address)
    asked = [
        ("GET", f"/api/v1/search?q={quote(SECRET)}", "/api/v1/search"),
        ("GET", f"/api/v1/articles/{quote(SECRET)}", "/api/v1/articles/<path:id>"),
        ("GET", f"/{quote(SECRET)}", ""),
        ("GET", "/api/v1/export.csv", "/api/v1/export.<format>"),
        ("POST", "/healthz", ""),
    ]
    with started("serve", "--port", "0", "--log", "json", engine=address) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+(?=/ )", process.stdout.readline().decode())
        assert found
        sent = [requested(found[0], path, method) for method, path, _ in asked]
        done = ended(process, signal.SIGINT)
    lines = [json.loads(line) for line in done.err.splitlines()]
    by_id = {line["request"]: line for line in lines if "request" in line}
    assert len(by_id) == len(asked)
    for (method, _, route), (status, id) in zip(asked, sent, strict=True):
        line = by_id[id]
        assert set(line) == {"time", "request", "method", "route", "status", "ms"}
        assert (line["method"], line["route"], line["status"]) == (method, route, status)
        assert 0 < line["ms"] < 60_000
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"])
    assert SECRET not in done.err and quote(SECRET) not in done.err
    assert "127.0.0.1" not in done.err


def test_of_a_defect_the_place_is_told_and_not_the_words(
    library_engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    app = create_app(library_engine)

    def fail(id: str) -> str:
        raise RuntimeError(id)

    with lines_of_json(app.logger):
        app.view_functions["api.one_article"] = fail
        assert app.test_client().get(f"/api/v1/articles/{SECRET}").status_code == 500
    (line,) = map(json.loads, capsys.readouterr().err.splitlines())
    assert (line["level"], line["error"]) == ("error", "RuntimeError")
    assert "fail" in line["places"] and SECRET not in json.dumps(line, ensure_ascii=False)


def test_a_log_of_another_kind_is_refused(tmp_path: Path) -> None:
    done = kashshaf("serve", engine=f"embedded:{tmp_path}", env={"KASHSHAF_LOG": "loud"})
    assert done.code == 2 and "KASHSHAF_LOG='loud' is none of text, json" in done.err
