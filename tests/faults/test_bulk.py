"""Requests that write and are refused for what they hold: one article is put away with the reason,
and all others are there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.engines import open_engine
from indexer.engines.writing import Prepared
from indexer.settings import Settings
from tests import elasticsearch_node
from tests.commands import TEXTS, Done, input_file, kashshaf, records
from tests.engines_samples import article
from tests.faults.archives import held, held_now, ids
from tests.proxies import Answer, proxy

LIMIT = 60_000  # bytes of a request that are taken here
HUGE = " ".join(f"{text} {number}" for number in range(400) for text in TEXTS)
ARTICLES = [
    {**one, "text": HUGE} if number in (0, 41, 42, 119) else one
    for number, one in enumerate(records(120))
]
SMALL = [one["id"] for one in ARTICLES if one["text"] is not HUGE]


class TooLarge:
    """A rule for a proxy: bulk requests over the limit get 413, and sizes are noted."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def __call__(self, method: str, path: str, body: bytes) -> Answer | None:
        if not path.partition("?")[0].endswith("/_bulk"):
            return None
        self.sizes.append(len(body))
        return (413, {"error": "Request Entity Too Large"}) if len(body) > LIMIT else None


def indexed(folder: Path, address: str, *options: str) -> Done:
    path = input_file(folder / "a.jsonl", ARTICLES)
    return kashshaf(
        *("index", path, "--json", "--workers", "0", *options, "--quarantine", str(folder / "q")),
        engine=address,
    )


def told_of_large(done: Done, folder: Path, reason: str) -> None:
    """All but the large ones are indexed, and these are put away with the reason."""
    assert done.code == 0, done
    assert (done.json["new"], done.json["quarantined"]) == (len(SMALL), 4)
    assert [one["origin"] for one in done.json["refusals"]] == [
        f"a.jsonl#{number + 1}" for number in (0, 41, 42, 119)
    ]
    lines = (folder / "q" / "quarantine.jsonl").read_text().splitlines()
    kept = [json.loads(line) for line in lines]
    assert [one["reason"] for one in kept] == [one["reason"] for one in done.json["refusals"]]
    assert all("takes no article so large" in one["reason"] for one in kept)
    assert all(reason in one["reason"] for one in kept), kept


def test_a_bulk_that_is_too_large_is_split(
    elasticsearch_url: str, archive: str, tmp_path: Path
) -> None:
    """The limit of a proxy is not known before: large bulks are split, larger ones not sent."""
    rule = TooLarge()
    with proxy(elasticsearch_url, rule) as address:
        done = indexed(tmp_path, f"{address}/{archive.rpartition('/')[2]}")
    told_of_large(done, tmp_path, "raise its http.max_content_length, or the limit of the proxy")
    assert held_now(archive) == SMALL
    refused = [size for size in rule.sizes if size > LIMIT]
    assert len(refused) < 20 and len(rule.sizes) < 80, rule.sizes


def test_a_bulk_that_is_unsound_is_split(
    elasticsearch_url: str, archive: str, tmp_path: Path
) -> None:
    """One article makes a node refuse the whole request: it alone is put away."""

    def rule(method: str, path: str, body: bytes) -> Answer | None:
        if path.partition("?")[0].endswith("/_bulk") and b'"n00007"' in body:
            return 400, {"error": {"type": "illegal_argument_exception", "reason": "by design"}}
        return None

    path = input_file(tmp_path / "a.jsonl", records(30))
    with proxy(elasticsearch_url, rule) as address:
        name = archive.rpartition("/")[2]
        done = kashshaf("index", path, "--json", "--workers", "0", engine=f"{address}/{name}")
    assert (done.code, done.json["new"]) == (0, 29)
    (refusal,) = done.json["refusals"]
    assert refusal["origin"] == "a.jsonl#8" and "by design" in refusal["reason"]
    assert held_now(archive) == [id for id in ids(records(30)) if id != "n00007"]


@pytest.fixture(scope="module")
def small_node() -> Iterator[str]:
    """A node of our own that takes little at once."""
    try:
        limits = {
            "http__max_content_length": f"{LIMIT}b",
            "indexing_pressure__memory__max_operation_size": "6kb",
        }
        with elasticsearch_node.running(**limits) as (url, _):
            yield url
    except elasticsearch_node.Unavailable as error:
        pytest.skip(f"no Elasticsearch: {error}")


def test_a_node_that_takes_no_large_request(small_node: str, tmp_path: Path) -> None:
    address = f"{small_node}/large"
    done = indexed(tmp_path, address)
    told_of_large(done, tmp_path, "raise its http.max_content_length")
    assert held(address) == SMALL
    again = indexed(tmp_path, address)
    assert (again.json["unchanged"], again.json["quarantined"]) == (len(SMALL), 4)


def test_a_node_that_takes_no_large_operation(small_node: str) -> None:
    """A shard refuses all articles of a request for the largest of them."""
    engine = open_engine(Settings(engine=f"{small_node}/operation"))
    made = [article(f"n{n}", "نص قصير" if n % 5 else TEXTS[0] * 80) for n in range(20)]
    with engine.writer("test") as writer:
        written = {one.id: one.error for one in writer.write(map(engine.encoder(), made))}
        writer.commit()
    large = {id for id, error in written.items() if error}
    assert large == {f"n{n}" for n in range(0, 20, 5)}
    assert all("max_operation_size" in str(written[id]) for id in large)
    assert held(f"{small_node}/operation") == sorted(written.keys() - large)
    engine.close()


def test_what_an_engine_cannot_take_is_told(engine_address: str) -> None:
    """An article whose encoding is broken ends neither the run nor the writer."""
    engine = open_engine(Settings(engine=engine_address))
    encode = engine.encoder()
    broken = Prepared("broken", "broken", "broken.txt", _broken(encode(article("broken", "نص"))))
    made = [encode(article("a", "نص")), broken, encode(article("b", "نص"))]
    with engine.writer("test") as writer:
        written = {one.id: one.error for one in writer.write(made)}
        writer.commit()
    engine.close()
    assert written["a"] is written["b"] is None
    assert "refused" in (written["broken"] or "")
    assert held(engine_address) == ["a", "b"]


def _broken(prepared: Prepared) -> Any:
    """A payload with a number that no engine can keep."""
    if isinstance(prepared.payload, bytes):
        return prepared.payload.replace(b'"words":', b'"words":"many","none":')
    prepared.payload.numbers["words"] = 2**80
    return prepared.payload
