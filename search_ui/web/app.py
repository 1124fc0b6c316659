"""The Flask application: made by `create_app`, over one engine that is handed to it."""

from __future__ import annotations

import uuid
from contextlib import ExitStack
from functools import cache
from threading import BoundedSemaphore
from time import perf_counter
from typing import Any

import orjson
from flask import Flask, Response, current_app, g, redirect, request
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from indexer.describe.actors import knowing
from indexer.engines.base import Engine
from indexer.errors import (
    ArchiveMissing,
    ArchiveOutdated,
    EngineUnavailable,
    KashshafError,
)
from indexer.settings import Settings
from search_ui.asking.messages import N_, Message
from search_ui.problems import TYPE, Problem, status_of
from search_ui.web import (
    actor_pages,
    api,
    compare_pages,
    downloads,
    help_pages,
    metrics,
    pages,
    queries,
)
from search_ui.web.access import Access
from search_ui.web.compression import compressed
from search_ui.web.freshness import dated, init_freshness, unchanged
from search_ui.web.keeping import Actors
from search_ui.web.languages import init_languages
from search_ui.web.openapi import init_openapi
from search_ui.web.rendering import PlainEnvironment, init_rendering
from search_ui.web.request_log import log_at_end
from search_ui.web.tracking import clean_address

# Nothing from elsewhere, no inline script or style, no frame, no form to elsewhere.
SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What is said of errors of the archive; their own messages name its place: only the log has them.
_OUTWARD: tuple[tuple[type[KashshafError], Message], ...] = (
    (
        ArchiveMissing,
        N_("there is no archive yet: %(command)s makes one", command="`kashshaf index PATH`"),
    ),
    (
        ArchiveOutdated,
        N_(
            "the archive was made by another version: %(command)s makes it anew",
            command="`kashshaf reindex`",
        ),
    ),
    (EngineUnavailable, N_("the engine does not answer now; trying again may help")),
    (KashshafError, N_("the archive cannot be read now; the log says why, under the request id")),
)
_LIBRARY = {
    404: N_("no page has this address"),
    413: N_("more was sent than is taken here"),
}
_FOR_PROGRAMS = (
    *("/api/", "/openapi", "/feed.atom", "/opensearch.xml"),
    *("/healthz", "/readyz", "/metrics"),
)
MAX_URL = 8_000  # code points of a path with its query string


class _Json(DefaultJSONProvider):
    """Writes answers as UTF-8 JSON, their fields in the order in which they are documented."""

    def response(self, *args: Any, **fields: Any) -> Response:
        payload = orjson.dumps(self._prepare_response_obj(args, fields))
        return Response(payload, mimetype="application/json")


def create_app(engine: Engine, settings: Settings | None = None) -> Flask:
    """The page and the API over an engine. Nothing is read from the environment here. Raises
    `UsageError` for settings that cannot be read."""
    settings = settings or Settings()
    app = Flask("search_ui")  # whose folders hold templates, static files and translations
    app.jinja_environment = PlainEnvironment
    app.config.update(MAX_CONTENT_LENGTH=0, ENGINE=engine, ACTORS=Actors(engine))
    app.config.update(EXPORTS=BoundedSemaphore(downloads.AT_ONCE), SETTINGS=settings)
    app.config.update(METRICS=metrics.Metrics(engine), ACCESS=Access.of(settings))
    app.json = _Json(app)
    app.url_map.strict_slashes = False
    init_languages(app)
    init_rendering(app)
    init_freshness(app)
    init_openapi(app, api.views)
    for part in (pages, downloads, queries, metrics, actor_pages, compare_pages, help_pages):
        app.register_blueprint(part.blueprint)
    app.before_request(_before)
    app.teardown_request(_after)
    app.after_request(_secure)
    app.register_error_handler(KashshafError, _known_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _defect)
    return app


def _before() -> AnyResponse | None:
    g.began = perf_counter()
    g.request_id = uuid.uuid4().hex
    access: Access = current_app.config["ACCESS"]
    actors: Actors = current_app.config["ACTORS"]
    g.actors = ExitStack()
    g.actors.enter_context(knowing(cache(actors.now)))  # one list for one answer
    if len(request.full_path) > MAX_URL:
        return _answer(
            Problem(414, N_("the address is longer than %(most)s characters", most=MAX_URL))
        )
    asked_whether = access.preflight()
    if asked_whether is not None:
        return asked_whether
    access.check()
    clean = None if _for_programs() else clean_address()
    return redirect(clean, 303) if clean and request.method in ("GET", "HEAD") else unchanged()


def _after(error: BaseException | None) -> None:
    if "actors" in g:
        g.actors.close()


def _secure(response: Response) -> Response:
    response.headers.extend(SECURITY_HEADERS)
    response.headers["X-Request-Id"] = g.get("request_id", "")
    dated(response)
    if response.mimetype in ("text/html", "application/json", "application/problem+json"):
        response.headers.setdefault("Cache-Control", "no-cache")
    compressed(response)
    config = current_app.config
    config["ACCESS"].share(response)
    config["METRICS"].answered(response)
    if config["SETTINGS"].log == "json":
        log_at_end(response)
    return response


def _known_error(error: KashshafError) -> Response:
    status = status_of(error)
    if status < 500:
        return _answer(Problem.of(error, status))
    current_app.logger.error("request %s: %s", g.get("request_id"), error)
    said = next(said for kind, said in _OUTWARD if isinstance(error, kind))
    return _answer(Problem(status, said))


def _http_error(error: HTTPException) -> Response:
    said = error.description or error.name
    if said == type(error).description:  # the library's own words, in English only
        said = _LIBRARY.get(error.code or 500, said)
    if isinstance(error, MethodNotAllowed):
        taken = ", ".join(sorted(error.valid_methods or ()))
        said = N_("this address takes only %(names)s", names=taken)
    elif said is _LIBRARY[404] and _for_programs():
        said = N_("no page has this address; %(path)s lists those there are", path="/openapi.json")
    response = _answer(Problem(error.code or 500, said))
    for name, value in error.get_headers():  # Allow of 405, Retry-After of 429
        if name != "Content-Type":
            response.headers[name] = value
    return response


def _defect(error: Exception) -> Response:
    current_app.logger.error("request %s failed", g.get("request_id"), exc_info=error)
    return _answer(
        Problem(500, N_("something went wrong here; the log has it under the request id"))
    )


def _answer(problem: Problem) -> Response:
    if _for_programs():
        document = problem.document(g.get("request_id", ""))
        return Response(document, problem.status, mimetype=TYPE)
    return pages.error_page(problem)


def _for_programs() -> bool:
    return request.path.startswith(_FOR_PROGRAMS)
