"""The API keeps to its own description, whatever it is sent: some 35 seconds of generated requests.

Schemathesis makes them from ``/openapi.json``, sound and broken ones, and looks at every answer.
"""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from indexer.engines.base import Engine
from search_ui.web.app import create_app

REQUESTS, FEW = 400, 150  # for what takes a search, and for what takes little; in each mode
TAKING_A_SEARCH = ("/api/v1/search", "/api/v1/export.{format}", "/feed.atom")
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)


@pytest.fixture(scope="module")
def app(library_engine: Engine) -> Flask:
    return create_app(library_engine)


@pytest.fixture(scope="module")
def operations(app: Flask) -> dict[str, Any]:
    """What may be asked, by its path."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    found = [
        operation.ok() for operation in schema.get_all_operations() if isinstance(operation, Ok)
    ]
    return {operation.path: operation for operation in found}


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: str(mode.value))
def test_every_answer_is_as_described(
    app: Flask, operations: dict[str, Any], mode: GenerationMode
) -> None:
    assert set(operations) == set(app.test_client().get("/openapi.json").get_json()["paths"])
    for path, operation in operations.items():
        most = REQUESTS if len(list(operation.iter_parameters())) > 2 else FEW
        try:
            _ask(operation, mode, most)
        except Unsatisfiable:  # every text is an id, and what takes nothing is never asked wrongly
            assert mode is GenerationMode.NEGATIVE and path not in TAKING_A_SEARCH


def test_what_breaks_the_description_is_seen(
    app: Flask, operations: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for body, status in (({"total": "many"}, 200), ({}, 500), ({}, 418)):
        monkeypatch.setitem(
            app.view_functions, "api.search_articles", lambda b=body, s=status: (b, s)
        )
        with pytest.raises(FailureGroup):
            _ask(operations["/api/v1/search"], GenerationMode.POSITIVE, 1)


def _ask(operation: Any, mode: GenerationMode, most: int) -> None:
    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        # This client says that it takes gzip, but cannot read it.
        case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})

    ask()
