"""The API, version 1: what programs fetch. All GET, all links that can be kept."""

from __future__ import annotations

from typing import Any

from flask import Response, current_app, jsonify, request
from werkzeug.exceptions import NotFound

from indexer.engines.base import Engine
from indexer.engines.query import Everything
from search_ui.answering.copies import compared
from search_ui.answering.labels import Language
from search_ui.answering.present import present_article
from search_ui.answering.searching import answered
from search_ui.answering.similar import similar
from search_ui.answering.suggesting import suggestions
from search_ui.asking.messages import N_
from search_ui.asking.params import (
    BY_NAME,
    ParameterError,
    SearchParams,
    none_of,
    not_here,
    read_params,
)
from search_ui.web.languages import LANGUAGES, language
from search_ui.web.metrics import counted
from search_ui.web.openapi import KEYED, blueprint, described

views = blueprint("api")  # those of other modules, too

OFFERED = 5  # of each kind, while somebody types


def engine() -> Engine:
    """The engine that the application was made over."""
    held: Engine = current_app.config["ENGINE"]
    return held


def kept(id: str) -> dict[str, Any]:
    """The article of an id with its original. Raises `NotFound`."""
    article = engine().get(id)
    if article is None:
        raise NotFound(N_("there is no article %(id)s in this archive", id=id))
    return article


@views.get("/api/v1/search", tags=["search"])
@described("search", *BY_NAME, "lang", refuses=(*KEYED, 410))
def search_articles() -> Response:
    """Hits, total and facets of a search."""
    asked, answer = answered(engine(), asked_for(), labels())
    counted(asked, answer["total"])
    return jsonify(answer)


@views.get("/api/v1/articles/<path:id>", tags=["articles"])
@described("article", "article.id", "lang", refuses=(*KEYED, 404))
def one_article(id: str) -> Response:
    """One article, with its original and where each fact was read."""
    return jsonify(present_article(kept(id), labels()))


@views.get("/api/v1/articles/<path:id>/copies", tags=["articles"])
@described("copies", "article.id", refuses=(*KEYED, 404))
def copies_of_one(id: str) -> Response:
    """The copies of one article, and where each differs from it."""
    return jsonify(compared(engine(), kept(id)))


@views.get("/api/v1/articles/<path:id>/similar", tags=["articles"])
@described("similar", "article.id", "size", "lang", refuses=(*KEYED, 404))
def similar_to_one(id: str) -> Response:
    """The articles that are most like one article, and what they share with it."""
    params, spoken = asked_among("size"), labels()
    return jsonify(similar(engine(), kept(id), params.size, spoken))


@views.get("/api/v1/suggest", tags=["search"])
@described("suggest", "q", "size", "lang", refuses=KEYED)
def suggest() -> Response:
    """What may be meant by what somebody has typed so far."""
    params, spoken = asked_among("q", "size"), labels()
    size = params.size if request.args.get("size") else OFFERED
    return jsonify(suggestions(engine(), request.args.get("q", ""), size, spoken))


@views.get("/healthz", tags=["health"])
@described("healthz", refuses=(414,))
def healthz() -> Response:
    """Whether this process answers."""
    return jsonify({"status": "ok"})


@views.get("/readyz", tags=["health"])
@described("readyz", refuses=(414, 503))
def readyz() -> Response:
    """Whether the archive can be searched."""
    generation = engine().current()
    return jsonify(
        {"status": "ok", "generation": generation, "articles": engine().count(Everything())}
    )


def asked_for() -> SearchParams:
    """The search that the address asks for. Raises `ParameterError`."""
    names = (name for name in request.args if name != "lang")
    return read_params({name: request.args.getlist(name) for name in names})


def asked_among(*names: str) -> SearchParams:
    """The same, where only these parameters have a meaning. Raises `ParameterError`."""
    for name in request.args:
        if name not in (*names, "lang"):
            raise ParameterError(name, not_here(names))
    return asked_for()


def labels() -> Language:
    """The language of labels that the address asks for. Raises `ParameterError`."""
    wanted = request.args.getlist("lang")
    if len(wanted) > 1:
        raise ParameterError("lang", N_("given more than once"))
    if not set(wanted) <= {"", *LANGUAGES}:
        raise ParameterError("lang", none_of(wanted[0], LANGUAGES))
    return language()
