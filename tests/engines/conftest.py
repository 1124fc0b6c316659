"""What the tests of every engine may ask for."""

from __future__ import annotations

import pytest

from indexer.engines.base import Engine
from tests.engines_samples import LIBRARY, write


@pytest.fixture
def library(engine: Engine) -> Engine:
    """A new archive with the articles of `LIBRARY`, on each engine."""
    write(engine, LIBRARY)
    return engine
