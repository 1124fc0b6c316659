"""What families of copies need of Elasticsearch: who shares a value, and what is unsettled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from indexer.batches import batches
from indexer.engines.elastic_errors import refusal, translated
from indexer.engines.elastic_kept import kept_in, whole
from indexer.engines.writing import Unsettled
from indexer.errors import EngineRefused

VALUES = 10_000  # asked for at once; Elasticsearch takes 65,536
PAGE = 10_000  # hits of one answer; Elasticsearch gives no more
DOCUMENTS = 1_000  # whole bodies of one answer
SEARCHES = 200  # sent at once

_Asked = tuple[str, str | None]  # a hash that is shared, and one that is not


class Copies:
    """The part of a writer that families of copies are decided with; see
    `indexer.engines.writing.Writer`."""

    def __init__(self, client: Elasticsearch, index: str, control: str, label: str) -> None:
        self._client, self._index, self._control, self._label = client, index, control, label
        self._unsettled = f"unsettled:{index}"

    def shared(self, field: str, values: Iterable[str]) -> dict[str, int]:
        """How many articles hold each of the values that more than one article holds."""
        counts: dict[str, int] = {}
        for chunk in batches(sorted(set(values)), VALUES):
            terms = {"field": field, "include": chunk, "size": len(chunk), "min_doc_count": 2}
            answer = self._search(
                size=0,
                query={"terms": {field: chunk}},
                aggs={"values": {"terms": {**terms, "execution_hint": "map"}}},
            )
            buckets = answer["aggregations"]["values"]["buckets"]
            counts.update((str(bucket["key"]), int(bucket["doc_count"])) for bucket in buckets)
        return counts

    def alike(
        self, sketches: Mapping[str, Sequence[str]], least: int, most: int
    ) -> dict[str, list[dict[str, Any]]]:
        counts = self.shared("sketch", (value for sketch in sketches.values() for value in sketch))
        few = {value for value, count in counts.items() if count <= most}
        pairs = {(v, None if v == s[0] else s[0]) for s in sketches.values() for v in s}
        many = [pair for pair in pairs if counts.get(pair[0], 0) > most]
        holders: dict[_Asked, list[str]] = {(v, None): ids for v, ids in self._all(few).items()}
        holders.update(self._oldest(many, most))
        near = {
            id: _near(id, [(v, None if v in few or v == s[0] else s[0]) for v in s], holders, least)
            for id, s in sketches.items()
        }
        wanted = sorted({other for others in near.values() for other in others})
        documents = {document["id"]: document for document in self._documents(wanted)}
        return {
            id: [documents[other] for other in others if other in documents]
            for id, others in near.items()
        }

    def unsettled(self) -> Unsettled:
        with translated(self._label):
            try:
                noted = self._client.get(index=self._control, id=self._unsettled)["_source"]
            except NotFoundError:
                return Unsettled()
        return Unsettled(frozenset(noted["runs"]), frozenset(noted["stories"]))

    def unsettle(self, more: Unsettled) -> None:
        noted = self.unsettled()
        runs, stories = noted.runs | more.runs, noted.stories | more.stories
        if (runs, stories) == (noted.runs, noted.stories):
            return
        document = {"kind": "unsettled", "runs": sorted(runs), "stories": sorted(stories)}
        with translated(self._label):
            self._client.index(index=self._control, id=self._unsettled, document=document)

    def settled(self) -> None:
        with translated(self._label):
            self._client.options(ignore_status=404).delete(index=self._control, id=self._unsettled)

    def _all(self, values: Iterable[str]) -> dict[str, list[str]]:
        """The ids of all that hold values which few articles hold."""
        found: dict[str, list[str]] = {value: [] for value in sorted(values)}
        for chunk in batches(found, VALUES):
            fields = {"docvalue_fields": ["id", "sketch"], "_source": False}
            for row in self._rows("sketch", chunk, fields):
                for value in found.keys() & row["fields"]["sketch"]:
                    found[value].append(row["fields"]["id"][0])
        return found

    def _oldest(self, values: list[_Asked], most: int) -> dict[_Asked, list[str]]:
        """The ids of the oldest that hold one value and not the other."""
        found = {}
        asked = {
            "docvalue_fields": ["id"],
            "_source": False,
            "size": most,
            "sort": [{"newest": "asc"}, {"id": "asc"}],
        }
        for chunk in batches(values, SEARCHES):
            searches: list[dict[str, Any]] = []
            for value, without in chunk:
                query: dict[str, Any] = {"filter": [{"term": {"sketch": value}}]}
                if without:
                    query["must_not"] = [{"term": {"sketch": without}}]
                searches += [{}, {**asked, "query": {"bool": query}}]
            with translated(self._label):
                answers = self._client.msearch(index=self._index, searches=searches)["responses"]
            for pair, answer in zip(chunk, answers, strict=True):
                if "error" in answer:
                    raise EngineRefused(refusal(self._label, answer))
                found[pair] = [row["fields"]["id"][0] for row in answer["hits"]["hits"]]
        return found

    def _documents(self, ids: list[str]) -> Iterator[dict[str, Any]]:
        for chunk in batches(ids, DOCUMENTS):
            for row in self._rows("id", chunk, whole(apart=False)):
                yield kept_in(row)

    def _rows(self, field: str, values: list[str], wanted: dict[str, Any]) -> Iterator[Any]:
        """The hits that hold any of the values."""
        after: list[Any] | None = None
        while True:
            rows = self._search(
                query={"terms": {field: values}},
                size=PAGE,
                sort=[{"id": "asc"}],
                **wanted,
                **({"search_after": after} if after else {}),
            )["hits"]["hits"]
            yield from rows
            if len(rows) < PAGE:
                return
            after = rows[-1]["sort"]

    def _search(self, **asked: Any) -> Any:
        with translated(self._label):
            return self._client.search(
                index=self._index, allow_partial_search_results=False, body=asked
            )


def _near(
    id: str, asked: list[_Asked], holders: Mapping[_Asked, list[str]], least: int
) -> list[str]:
    shared = Counter(other for pair in asked for other in holders.get(pair, ()))
    same = holders.get(asked[0], ()) if asked else ()
    return [o for o, count in shared.items() if (count >= least or o in same) and o != id]
