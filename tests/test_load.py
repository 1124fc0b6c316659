"""A re-index under clients that ask all the time: the old answer or the new one, never between."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.commands import brought, input_file, kashshaf, records, serving

OLD, NEW = 60, 33


class Client(threading.Thread):
    """Asks the API until it is told to stop; keeps what it heard, and what failed."""

    def __init__(self, address: str, stop: threading.Event) -> None:
        super().__init__()
        self.address, self.stop = address, stop
        self.heard: list[tuple[int, ...]] = []
        self.failures: list[str] = []

    def run(self) -> None:
        while not self.stop.is_set():
            try:
                with urlopen(f"{self.address}/api/v1/search?size=100", timeout=60) as answer:
                    self.heard.append(counted(json.load(answer)))
            except (OSError, ValueError, KeyError) as error:
                self.failures.append(repr(error))


def counted(answer: Any) -> tuple[int, ...]:
    """Everything in an answer that tells how many articles there are."""
    facets = answer["facets"]
    return (
        answer["total"],
        len(answer["hits"]),
        sum(source["count"] for source in facets["sources"]),
        sum(year["count"] for year in facets["dates"]["years"]) + facets["dates"]["undated"],
    )


def test_every_answer_is_the_old_or_the_new_one(engine_address: str, tmp_path: Path) -> None:
    old = input_file(tmp_path / "old.jsonl", records(OLD))
    new = input_file(tmp_path / "new.jsonl", records(NEW, edition="طبعة ثانية"))
    brought(old, engine_address)
    stop = threading.Event()
    with serving(engine_address) as address:
        clients = [Client(address, stop) for _ in range(2)]
        for client in clients:
            client.start()
        try:
            for verb in (["reindex"], ["reindex", new], ["rollback"]):
                done = kashshaf(*verb, engine=engine_address)
                assert done.code == 0, done
        finally:
            stop.set()
            for client in clients:
                client.join()
        with urlopen(f"{address}/api/v1/search?size=100", timeout=60) as answer:
            assert counted(json.load(answer)) == (OLD,) * 4
    for client in clients:
        assert client.failures == []
        assert len(client.heard) > 10
        assert set(client.heard) == {(OLD,) * 4, (NEW,) * 4}
