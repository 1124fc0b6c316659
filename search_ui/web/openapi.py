"""The OpenAPI 3.1 description of the API. Flask-Smorest makes it from the routes: each view says
beside itself what it takes, gives and refuses; shapes, parameters and examples go by name.

Nothing of Flask-Smorest takes part in an answer: parameters are read and checked by `params`, and
errors are those of `problems`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from importlib import resources
from importlib.metadata import version
from typing import Any, TypeVar

import flask_smorest
from flask import Blueprint, Flask, Response, current_app, jsonify

from mappings import ACTOR_TYPES
from search_ui.asking.params import MAX_FACET, PARAMETERS, Parameter
from search_ui.taking.export_files import FORMATS
from search_ui.taking.feeds import MEDIA_ATOM, MEDIA_OPENSEARCH
from search_ui.web.schema import TEXT, Schema, many, shape
from search_ui.web.shapes import shapes

View = TypeVar("View", bound=Callable[..., Any])

JSON, PROBLEM = "application/json", "application/problem+json"
OPEN = (400, 414, 429, 503)  # what anything that reads the archive may be refused with
FEED_SORTS = ("indexed", "newest")  # in which what is new comes first
KEYED = (*OPEN, 401)  # the same where the keeper may ask for a key
_REFUSED: dict[int, tuple[str, dict[str, str]]] = {  # why, and the headers that go with it
    400: ("A parameter or the query cannot be read: `parameter` and `position` name it", {}),
    401: ("This archive's API wants a key", {"WWW-Authenticate": "Bearer"}),
    404: ("There is no such thing in this archive", {}),
    410: ("The cursor is of an archive that has changed: begin again without it", {}),
    414: ("The address is too long", {}),
    429: ("More was asked for than one client may", {"Retry-After": "seconds to wait"}),
    503: ("The archive cannot be read now", {}),
}
_GROUPS = {
    "search": "What the archive holds on something",
    "articles": "One article, its copies and its like",
    "actors": "Persons, bodies, states, armed groups and media, and how much is told of them when",
    "files": "What is taken away or followed",
    "health": "For who watches over the server",
}
# By operation, whose example goes by the same name: what is given, and the shape of it.
_GIVEN = {
    "search": ("Hits, total and facets", "Answer"),
    "article": ("The article", "Article"),
    "copies": ("Its copies", "Copies"),
    "similar": ("Articles like it", "Similar"),
    "suggest": ("What may be meant", "Offers"),
    "actors": ("Actors, commonest first", "Actors"),
    "actor": ("The actor", "Actor"),
    "compare": ("The comparison", "Comparison"),
    "healthz": ("It answers", "Alive"),
    "readyz": ("It can be searched", "Ready"),
}
_FILES = {
    "export": tuple(form.media for form in FORMATS.values()),
    "compare_csv": ("text/csv",),
    "feed": (MEDIA_ATOM,),
    "opensearch": (MEDIA_OPENSEARCH,),
}


def blueprint(name: str) -> Blueprint:
    """One whose routes are in the description."""
    made: Blueprint = flask_smorest.Blueprint(name, __name__)
    return made


def described(operation: str, *takes: str, refuses: tuple[int, ...] = ()) -> Callable[[View], View]:
    """Says of a view which operation it is, the names of the parameters that it takes, and the
    statuses of its problems. Its docstring is the summary."""
    described_by: Callable[[View], View] = flask_smorest.Blueprint.doc(
        operationId=operation,
        parameters=[*takes],
        responses={200: operation, **{status: f"Problem{status}" for status in sorted(refuses)}},
        **({"security": [{}, {"key": []}]} if 401 in refuses else {}),
    )
    return described_by


def init_openapi(app: Flask, views: Blueprint) -> None:
    """Registers the views of the API, and the description of them under ``/openapi.json``."""
    about = {
        "summary": "Full-text search for Arabic archives",
        "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
    }
    made = {"title": "Kashshaf", "version": version("kashshaf"), "openapi_version": "3.1.0"}
    api = flask_smorest.Api(app, spec_kwargs={**made, "info": about})
    api.DEFAULT_ERROR_RESPONSE_NAME = None
    components = api.spec.components
    components.security_scheme("key", {"type": "http", "scheme": "bearer"})
    for name, schema in shapes().items():
        components.schema(name, schema)
    for key, parameter in _parameters().items():
        components.parameter(key, parameter["in"], parameter)
    for name, (description, of) in _GIVEN.items():
        components.response(name, _response(description, {JSON: _example(name, shape(of))}))
    for name, media in _FILES.items():
        components.response(name, _response("A file", {one: _file(name, one) for one in media}))
    for status in _REFUSED:
        components.response(f"Problem{status}", _refused(status))
    api.register_blueprint(views)
    app.config["DESCRIPTION"] = _whole(api.spec.to_dict())
    app.add_url_rule("/openapi.json", "openapi", _openapi)


def _openapi() -> Response:
    return jsonify(current_app.config["DESCRIPTION"])


def _whole(document: Schema) -> Schema:
    """Without what Flask-Smorest says of the parameters of paths: the operations say more; and with
    our names of the groups."""
    for path in document["paths"].values():
        path.pop("parameters", None)
    tags = [{"name": name, "description": about} for name, about in _GROUPS.items()]
    return {**document, "tags": tags}


def _parameters() -> dict[str, Schema]:
    """The parameters by the names that views give them: their own, but where one name means
    different things."""
    language = Parameter("lang", "of the labels", choices=("ar", "en"), default="ar")
    types = tuple(ACTOR_TYPES.values())
    compared = {**TEXT, "description": "with `actor` at most five"}
    ours = {
        **{one.name: _parameter(one) for one in (*PARAMETERS, language)},
        "feed.sort": _parameter(
            Parameter("sort", "last indexed first, or newest first", choices=FEED_SORTS)
        ),
        "type": _parameter(Parameter("type", "of the actors", choices=types)),
        "prefix": _parameter(Parameter("prefix", "beginnings of words of the name")),
        "by": _parameter(Parameter("by", "each source over time, too", choices=("source",))),
        "actors.size": _parameter(
            Parameter("size", "actors in the answer", number=(0, MAX_FACET), default=100)
        ),
        "compare.q": {
            **_parameter(Parameter("q", "what is compared, each a query")),
            "schema": {**many(compared), "maxItems": 5},
        },
        "article.id": _in_path("id", "of the article in this archive", TEXT),
        "actor.id": _in_path("id", "of the actor", TEXT),
        "format": _in_path("format", "of the file", {**TEXT, "enum": [*FORMATS]}),
    }
    examples = _examples()["parameters"]
    return {key: {**one, "example": examples[key]} for key, one in ours.items()}


def _parameter(parameter: Parameter) -> Schema:
    """A parameter of a search as one of a path."""
    schema: Schema = dict(TEXT)
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.number:
        low, high = parameter.number
        schema = {"type": "integer", "minimum": low, "maximum": high}
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.repeatable:
        schema = many(schema)
    described = {"name": parameter.name, "in": "query", "description": parameter.about}
    return {**described, "schema": schema}


def _in_path(name: str, about: str, schema: Schema) -> Schema:
    return {"name": name, "in": "path", "required": True, "description": about, "schema": schema}


def _response(description: str, content: Schema) -> Schema:
    return {"description": description, "content": content}


def _file(operation: str, media: str) -> Schema:
    media = media.partition(";")[0]
    return _example(f"{operation} {media}", TEXT)


def _refused(status: int) -> Schema:
    why, headers = _REFUSED[status]
    made = _response(why, {PROBLEM: _example(str(status), shape("Problem"))})
    if headers:
        made["headers"] = {
            name: {"description": about, "schema": TEXT} for name, about in headers.items()
        }
    return made


def _example(name: str, schema: Schema) -> Schema:
    """A schema with the example of that name, if there is one."""
    answers = _examples()["answers"]
    return {"schema": schema, **({"example": answers[name]} if name in answers else {})}


@cache
def _examples() -> Schema:
    """By name: of parameters, and of answers, as ``python -m tests.examples`` recorded them."""
    kept = resources.files("search_ui").joinpath("examples.json")
    read: Schema = json.loads(kept.read_text(encoding="utf-8"))
    return read
