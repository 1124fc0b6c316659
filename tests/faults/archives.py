"""What an archive holds after a fault, and who holds it."""

from __future__ import annotations

import json
from pathlib import Path

from elasticsearch import Elasticsearch

from indexer.engines import open_engine
from indexer.engines.query import Everything
from indexer.settings import Settings

LEASE = 1.5  # seconds that a killed writer's hold lasts here
SHORT_LEASE = f"indexer.engines.elastic_lease.LEASE_SECONDS = {LEASE}"


def held(address: str) -> list[str]:
    """The ids of every article of an archive, as a new reader finds them."""
    engine = open_engine(Settings(engine=address))
    try:
        return sorted(str(article["id"]) for article in engine.scan(Everything()))
    finally:
        engine.close()


def ids(articles: list[dict[str, str]]) -> list[str]:
    return [article["id"] for article in articles]


def held_now(archive: str) -> list[str]:
    """What Elasticsearch holds of an archive, refreshed or not."""
    url, _, name = archive.rpartition("/")
    with Elasticsearch(url) as client:
        client.indices.refresh(index=name)
    return held(archive)


def holder(address: str) -> int | None:
    """The process that holds an archive, as its note says; looking takes nothing."""
    url, _, name = address.rpartition("/")
    if not address.startswith("http"):
        path = Path(address.partition(":")[2]) / "writer.json"
        return int(json.loads(path.read_text())["process"]) if path.exists() else None
    with Elasticsearch(url) as client:
        patient = client.options(ignore_status=[404, 503], max_retries=0)  # not yet there
        found = patient.get(index=f"{name}-control", id="writer").body
        return int(found["_source"]["process"]) if found.get("found") else None
