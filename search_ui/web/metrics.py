"""What Prometheus may know of one process: counts and times, and nothing of who asked for what.

A route is a pattern (``/articles/<path:id>``), a kind of query one of `KINDS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address
from time import perf_counter

from flask import Blueprint, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from werkzeug.exceptions import Forbidden, NotFound

from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.errors import KashshafError
from search_ui.answering.searching import Asked

blueprint = Blueprint("metrics", __name__)

# From the plainest; a query is of the last kind that one of its clauses is of.
KINDS = ("browse", "word", "phrase", "near", "prefix", "fuzzy")
SECONDS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class Metrics:
    """The counts of one application."""

    def __init__(self, engine: Engine) -> None:
        self.registry = CollectorRegistry()
        self.registry.register(_Archive(engine))
        self.requests = Histogram(
            "kashshaf_request_seconds",
            "From a request to the head of its answer",
            ("method", "route", "status"),
            buckets=SECONDS,
            registry=self.registry,
        )
        self._times: dict[tuple[str, str, int], Histogram] = {}  # to look one up is what costs
        self.queries = Counter(
            "kashshaf_queries", "Searches answered", ("kind",), registry=self.registry
        )
        self.nothing = Counter(
            "kashshaf_queries_without_hits",
            "Searches that found nothing",
            ("kind",),
            registry=self.registry,
        )
        for kind in KINDS:  # so that a rate can be taken from the start
            self.queries.labels(kind)
            self.nothing.labels(kind)

    def answered(self, response: Response) -> None:
        """Counts an answer."""
        method = request.method if request.method in METHODS else "other"
        told = (method, route(), response.status_code)
        times = self._times.get(told)
        if times is None:
            times = self._times[told] = self.requests.labels(*map(str, told))
        times.observe(perf_counter() - g.began)

    def searched(self, asked: Asked, total: int) -> None:
        """Counts a search."""
        kind = _kind(asked)
        self.queries.labels(kind).inc()
        if not total:
            self.nothing.labels(kind).inc()


class _Archive(Collector):
    """The archive as it is when it is asked about; nothing where it does not answer."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("kashshaf_archive_up", "Whether the archive can be searched")
        try:
            generation = self._engine.current()
            articles = self._engine.count(Everything())
            stored = self._engine.stored()
        except KashshafError:
            up.add_metric([], 0)
            yield up
            return
        up.add_metric([], 1)
        yield up
        size = GaugeMetricFamily(
            "kashshaf_articles", "Articles of the generation in use", labels=["generation"]
        )
        size.add_metric([generation], articles)
        yield size
        disk = GaugeMetricFamily(
            "kashshaf_index_bytes", "What it takes on disk, in one copy", labels=["generation"]
        )
        disk.add_metric([generation], stored)
        yield disk

    def describe(self) -> list[Metric]:
        return []  # asks the archive for nothing where an application is made


@blueprint.get("/metrics")
def metrics() -> Response:
    """The counts of this process, for this machine alone unless the settings say otherwise."""
    allowed = current_app.config["SETTINGS"].metrics
    if allowed == "off":
        raise NotFound("there are no metrics here")
    if allowed == "loopback" and not _is_loopback(request.remote_addr):
        raise Forbidden("metrics are for the machine itself; KASHSHAF_METRICS=any opens them")
    counts: Metrics = current_app.config["METRICS"]
    response = Response(generate_latest(counts.registry), content_type=CONTENT_TYPE_LATEST)
    response.headers["Cache-Control"] = "no-store"
    return response


def counted(asked: Asked, total: int) -> None:
    """Counts a search of the request."""
    counts: Metrics = current_app.config["METRICS"]
    counts.searched(asked, total)


def route() -> str:
    """The pattern of the request's address; empty where no page has it."""
    return request.url_rule.rule if request.url_rule else ""


def _kind(asked: Asked) -> str:
    if asked.browses:
        return KINDS[0]
    return max((clause.kind for clause in asked.typed.clauses), key=KINDS.index, default="word")


def _is_loopback(address: str | None) -> bool:
    try:
        return ip_address(address or "").is_loopback
    except ValueError:
        return False
