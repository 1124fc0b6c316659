"""What families of copies need of Elasticsearch: who shares a value, and what is unsettled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from indexer.engines.base import Unsettled
from indexer.engines.elastic_errors import refusal, translated
from indexer.errors import EngineRefused

VALUES = 10_000  # asked for at once; Elasticsearch takes 65,536
PAGE = 10_000  # hits of one answer; Elasticsearch gives no more
SEARCHES = 200  # sent at once


class Copies:
    """The part of a writer that families of copies are decided with; see `base.Writer`."""

    def __init__(self, client: Elasticsearch, index: str, control: str, label: str) -> None:
        self._client, self._index, self._control, self._label = client, index, control, label
        self._unsettled = f"unsettled:{index}"

    def holders(self, field: str, values: Iterable[str], most: int) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        rest = iter(sorted(set(values)))
        while chunk := list(islice(rest, VALUES)):
            counts = self._shared(field, chunk)
            rare = [value for value, count in counts.items() if count <= most]
            found.update(self._all(field, rare))
            found.update(self._first(field, [v for v in counts if counts[v] > most], most))
        return found

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

    def _shared(self, field: str, values: list[str]) -> dict[str, int]:
        """How many articles hold each of the values that more than one article holds."""
        terms = {"field": field, "include": values, "size": len(values), "min_doc_count": 2}
        answer = self._search(
            size=0,
            query={"terms": {field: values}},
            aggs={"values": {"terms": {**terms, "execution_hint": "map"}}},
        )
        buckets = answer["aggregations"]["values"]["buckets"]
        return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}

    def _all(self, field: str, values: list[str]) -> dict[str, list[str]]:
        """Every holder of values that few articles hold."""
        found: dict[str, list[str]] = {value: [] for value in values}
        for row in self._rows(field, values):
            for value in row[field]:
                if value in found:
                    found[value].append(row["id"][0])
        return {value: ids for value, ids in found.items() if len(ids) > 1}

    def _rows(self, field: str, values: list[str]) -> Iterator[dict[str, list[str]]]:
        """Id and field of the articles that hold any of the values, by id."""
        asked = {**_fields("id", field), "query": {"terms": {field: values}}, "size": PAGE}
        after: list[Any] | None = None
        while values:
            rows = self._search(**asked, sort=[{"id": "asc"}], search_after=after)["hits"]["hits"]
            yield from (row["fields"] for row in rows)
            if len(rows) < PAGE:
                return
            after = rows[-1]["sort"]

    def _first(self, field: str, values: list[str], most: int) -> dict[str, list[str]]:
        """The first holders of values that many articles hold."""
        found = {}
        for at in range(0, len(values), SEARCHES):
            some = values[at : at + SEARCHES]
            searches: list[dict[str, Any]] = []
            for value in some:
                asked = {**_fields("id"), "size": most, "sort": [{"id": "asc"}]}
                searches += [{}, {**asked, "query": {"term": {field: value}}}]
            with translated(self._label):
                answers = self._client.msearch(index=self._index, searches=searches)["responses"]
            for value, answer in zip(some, answers, strict=True):
                if "error" in answer:
                    raise EngineRefused(refusal(self._label, answer))
                found[value] = [row["fields"]["id"][0] for row in answer["hits"]["hits"]]
        return found

    def _search(self, **asked: Any) -> Any:
        with translated(self._label):
            return self._client.search(
                index=self._index, allow_partial_search_results=False, **asked
            )


def _fields(*names: str) -> dict[str, Any]:
    """Asks for these keyword fields of a hit, and for nothing that would have to be unpacked."""
    return {"docvalue_fields": list(names), "_source": False}
