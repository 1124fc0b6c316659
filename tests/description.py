"""The API's description as tests ask it: the whole of it, the shape of one answer, and answers held
against it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from indexer.engines import open_engine
from indexer.settings import Settings
from search_ui.web.app import create_app


@cache
def document() -> dict[str, Any]:
    """What ``/openapi.json`` says; it needs no archive."""
    engine = open_engine(Settings(engine="embedded:/nowhere/archive"))
    said: dict[str, Any] = create_app(engine).test_client().get("/openapi.json").get_json()
    engine.close()
    return said


def shape(name: str) -> Draft202012Validator:
    """What sees whether a value is of a shape of this name."""
    wanted = {"$ref": f"#/components/schemas/{name}"}
    return Draft202012Validator({**wanted, "components": document()["components"]})


def shape_of(path: str, status: int = 200) -> Draft202012Validator:
    """The same for what a path is answered with; one with an id in it is of that with ``{id}``."""
    paths = document()["paths"]
    if path not in paths:
        path = re.sub(r"(/api/v1/\w+/)[^/]+", r"\1{id}", path)
    answer = followed(paths[path]["get"]["responses"][str(status)])
    (media,) = answer["content"].values()
    return shape(media["schema"]["$ref"].rpartition("/")[2])


def got(client: FlaskClient, path: str, status: int = 200, /, **asked: Any) -> Any:
    """The JSON of an answer, seen to be of the schema that the description gives it."""
    answer = client.get(f"{path}?{urlencode(asked, doseq=True)}")
    assert answer.status_code == status, answer.get_data(as_text=True)
    if status == 200:
        shape_of(path).validate(answer.get_json())
    return answer.get_json()


def followed(part: dict[str, Any]) -> dict[str, Any]:
    """What a part stands for, if it is a reference."""
    if "$ref" not in part:
        return part
    _, _, group, name = part["$ref"].split("/")
    found: dict[str, Any] = document()["components"][group][name]
    return found
