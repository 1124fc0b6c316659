"""The Elasticsearch that holds an archive: its address, the names in it, and the client."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from elasticsearch import Elasticsearch
from elasticsearch.serializer import OrjsonSerializer

from indexer.engines.elastic_errors import translated
from indexer.engines.elastic_line import Line
from indexer.errors import EngineVersion, UsageError
from indexer.settings import Settings

MAJOR = "9"
DEFAULT_ARCHIVE = "kashshaf"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


class Node:
    """An archive's place on Elasticsearch. Nothing is asked before `client` is wanted."""

    def __init__(self, address: str, settings: Settings) -> None:
        try:
            parts = urlsplit(address)
        except ValueError as error:
            raise UsageError(f"{address!r} is no address: {error}") from error
        self.archive = parts.path.strip("/") or DEFAULT_ARCHIVE
        if not _NAME.fullmatch(self.archive):
            raise UsageError(
                f"{self.archive!r} is no archive name: use small Latin letters, digits, - and _"
            )
        self.label = f"{parts.scheme}://{parts.netloc}/{self.archive}"
        self.control = f"{self.archive}-control"
        self.settings = settings
        self._host = f"{parts.scheme}://{parts.netloc}"
        self._client: Elasticsearch | None = None
        self.line = Line(self._host, settings)

    @property
    def client(self) -> Elasticsearch:
        """The client, once the node has answered and is of a version this program speaks."""
        if self._client is None:
            client = _connect(self._host, self.settings)
            with translated(self.label):
                version = _version(client.info().body)
            if version.partition(".")[0] != MAJOR:
                client.close()
                if not version:
                    raise EngineVersion(f"{self._host} answers, but is no Elasticsearch")
                raise EngineVersion(
                    f"{self._host} is Elasticsearch {version}; Kashshaf needs version {MAJOR}"
                )
            self._client = client
        return self._client

    def quickly(self, index: str, *bodies: dict[str, Any]) -> list[Any]:
        """The answers of an index or an alias to searches that are sent at once; None for each that
        got no good one."""
        sent = [self.line.send(_target(index), body) for body in bodies]
        return [answer() for answer in sent]

    def send(self, index: str, body: dict[str, Any]) -> Callable[[], Any]:
        """Sends a search. What is returned must be called, once: it waits for the answer; where
        that is no good one, it asks again through the client, which raises."""
        client = self.client  # which knows that the node is one that this program speaks to
        sent = self.line.send(_target(index), body)

        def answer() -> Any:
            told = sent()
            if told is not None:
                return told
            return client.search(index=index, body=body, allow_partial_search_results=False)

        return answer

    def search(self, index: str, *bodies: dict[str, Any]) -> list[Any]:
        """The answers to searches that are sent at once."""
        sent = [self.send(index, body) for body in bodies]
        return [answer() for answer in sent]

    def index(self, generation: str) -> str:
        """The name of a generation's index."""
        return f"{self.archive}-{generation}"

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
            self._client = None
        self.line.close()


def _target(index: str) -> str:
    return f"/{index}/_search?allow_partial_search_results=false"


def _version(info: Any) -> str:
    """The version that a node says it is of; "" where it says none, as a node always does."""
    version = info.get("version") if isinstance(info, dict) else None
    return str(version.get("number")) if isinstance(version, dict) else ""


def _connect(host: str, settings: Settings) -> Elasticsearch:
    options: dict[str, Any] = {
        "request_timeout": settings.timeout,
        "retry_on_timeout": True,
        "max_retries": 3,
        "serializer": OrjsonSerializer(),  # answers are large, and read in a third of the time
    }
    if settings.elasticsearch_api_key:
        options["api_key"] = settings.elasticsearch_api_key
    elif settings.elasticsearch_user:
        options["basic_auth"] = (
            settings.elasticsearch_user,
            settings.elasticsearch_password or "",
        )
    if settings.elasticsearch_ca:
        options["ca_certs"] = settings.elasticsearch_ca
    try:
        return Elasticsearch(host, **options)
    except ValueError as error:
        raise UsageError(f"{host} is no address of an Elasticsearch: {error}") from error
