"""What the tests of faults may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import make_address


@pytest.fixture
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an archive on Elasticsearch that does not exist yet."""
    return make_address(request, "elasticsearch", tmp_path)
