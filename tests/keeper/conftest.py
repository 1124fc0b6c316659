"""What the tests of corrections may ask for beside the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.engines.base import Engine
from tests.keeper.articles import filled


@pytest.fixture
def archive(engine: Engine, tmp_path: Path) -> Engine:
    """A new archive on each engine with the articles of `tests.keeper.articles`."""
    return filled(engine, tmp_path)
