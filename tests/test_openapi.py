"""The description of the API: sound, whole, and with examples that were answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from tests.description import document, followed, shape
from tests.examples import KEPT, examples, requests

ARABIC = re.compile("[\u0621-\u064a]")
OPERATIONS = {
    path: operation for path, item in document()["paths"].items() for operation in item.values()
}
WORDLESS = {"healthz", "readyz"}  # answers that hold no word of the archive
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"  # no text


@pytest.fixture(scope="module")
def client(sample_engine: Engine) -> FlaskClient:
    return create_app(sample_engine).test_client()


def parameters() -> Iterator[dict[str, Any]]:
    for operation in OPERATIONS.values():
        yield from map(followed, operation.get("parameters", ()))


def test_it_is_sound() -> None:
    OpenAPIV31SpecValidator(document()).validate()


def test_it_can_be_unsound() -> None:
    broken = json.loads(json.dumps(document()))
    broken["paths"]["/api/v1/articles/{id}"]["get"]["parameters"] = []
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def test_every_operation_says_what_it_is() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)
    groups = {group["name"] for group in document()["tags"]}
    for operation in OPERATIONS.values():
        assert operation["summary"] and set(operation["tags"]) <= groups


def test_every_problem_is_described() -> None:
    for path, operation in OPERATIONS.items():
        refused = set(operation["responses"]) - {"200"}
        assert "414" in refused
        if path.startswith("/api/"):
            assert refused >= {"400", "401", "414", "429", "503"}
            assert operation["security"] == [{}, {"key": []}]
        if "{id}" in path:
            assert "404" in refused
        for status in refused:
            ((media, content),) = followed(operation["responses"][status])["content"].items()
            assert media == "application/problem+json"
            assert content["example"]["status"] == int(status)
            shape("Problem").validate(content["example"])


def test_every_parameter_has_an_example_of_its_schema() -> None:
    for parameter in parameters():
        Draft202012Validator(parameter["schema"]).validate(parameter["example"])
        free = parameter["schema"].get("items", parameter["schema"]) == {"type": "string"}
        if free and parameter["name"] not in ("from", "to", "cursor", "id"):
            assert ARABIC.search(json.dumps(parameter["example"], ensure_ascii=False)), parameter


def test_every_answer_has_an_example_of_its_schema() -> None:
    for operation in OPERATIONS.values():
        for media, content in followed(operation["responses"]["200"])["content"].items():
            if media == XLSX:
                continue
            example = content["example"]
            components = {"components": document()["components"]}
            Draft202012Validator({**content["schema"], **components}).validate(example)
            words = ARABIC.search(json.dumps(example, ensure_ascii=False))
            assert words or operation["operationId"] in WORDLESS


def test_the_examples_are_what_is_answered(sample_engine: Engine) -> None:
    kept, now = json.loads(KEPT.read_text(encoding="utf-8")), examples(sample_engine)
    assert set(kept["parameters"]) == set(now["parameters"]), "run `python -m tests.examples`"
    assert _outline(kept["answers"]) == _outline(now["answers"]), "run `python -m tests.examples`"


def test_the_examples_of_parameters_find_something(client: FlaskClient) -> None:
    given = json.loads(KEPT.read_text(encoding="utf-8"))["parameters"]
    for parameter in map(followed, OPERATIONS["/api/v1/search"]["parameters"]):
        name = parameter["name"]
        asked = {name: given[name], **({"q": given["q"]} if name == "cursor" else {})}
        answer = client.get("/api/v1/search", query_string=asked)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert answer.get_json()["total"], name
    for path in requests(given).values():
        assert client.get(path).status_code == 200


def _outline(value: Any) -> Any:
    """What an answer is made of, whatever it says."""
    if isinstance(value, dict):
        return {key: _outline(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_outline(value[0])] if value else []
    return "a value"
