"""What the tests of the API share: asking it, each answer seen to be sound."""

from __future__ import annotations

import json
import re
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from search_ui.web.app import SECURITY_HEADERS
from tests.description import shape

ROOT = Path(__file__).parent.parent
SCRIPT = "<script>alert(1)</script>"
STRANGE = "a/../b%2F?#&\u202e" + SCRIPT  # an id


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
