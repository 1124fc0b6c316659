"""What the tests of exports may ask for: an archive of many articles and of hostile ones."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.web.app import create_app
from tests.conftest import make_address
from tests.engines_samples import write
from tests.exports import hostile, many


@pytest.fixture(scope="session", params=("embedded", "elasticsearch"))
def address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    made = make_address(request, str(request.param), tmp_path_factory.mktemp("export"))
    engine = open_engine(Settings(engine=made))
    write(engine, many())
    write(engine, hostile())
    engine.close()
    return made


@pytest.fixture(scope="session")
def engine(address: str) -> Iterator[Engine]:
    made = open_engine(Settings(engine=address))
    yield made
    made.close()


@pytest.fixture
def client(engine: Engine) -> FlaskClient:
    return create_app(engine).test_client()
