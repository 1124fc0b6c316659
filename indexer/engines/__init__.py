"""Engines behind one Protocol; `open_engine` is the only place that knows which there are."""

from __future__ import annotations

from pathlib import Path

from indexer.engines.base import Engine
from indexer.errors import UsageError
from indexer.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """The engine that ``settings.engine`` names: ``embedded:PATH`` or ``http(s)://host:port/ARCHIVE``.

    Opening does not create anything and does not connect: the first call does. Raises `UsageError`
    for an address that names no engine.
    """
    address = settings.engine
    scheme, _, rest = address.partition(":")
    if folder_of(settings):
        from indexer.engines.embedded import EmbeddedEngine

        return EmbeddedEngine(rest, settings)
    if scheme in ("http", "https"):
        from indexer.engines.elastic import ElasticEngine

        return ElasticEngine(address, settings)
    raise UsageError(
        f"{address!r} names no engine: use embedded:PATH or http(s)://HOST:PORT/ARCHIVE"
    )


def folder_of(settings: Settings) -> Path | None:
    """The folder that the archive of these settings lies in; None for one on a server."""
    scheme, _, path = settings.engine.partition(":")
    return Path(path).expanduser() if scheme == "embedded" and path else None
