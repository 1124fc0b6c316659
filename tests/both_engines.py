"""The same articles in an archive of each engine, for tests that hold one against the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings
from tests.conftest import ENGINES, make_address

WHEN = "2026-01-01T00:00:00Z"


class Pair(NamedTuple):
    embedded: Engine
    elasticsearch: Engine


@contextmanager
def both_engines(
    request: pytest.FixtureRequest,
    folders: pytest.TempPathFactory,
    path: Path,
    least: int,
    most: int | None = None,
) -> Iterator[Pair]:
    """A new archive of each engine with what is at `path`, `most` items of it, of which at least
    `least` are articles; open as long as the block."""
    with ExitStack() as stack:
        engines = []
        for kind in ENGINES:
            address = make_address(request, kind, folders.mktemp(kind))
            engine = stack.enter_context(closing(open_engine(Settings(engine=address))))
            items = islice(read([str(path)], Settings()), most)
            assert index(items, engine, Plan(workers=2), WHEN).new >= least
            engines.append(engine)
        yield Pair(*engines)
