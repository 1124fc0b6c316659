"""The OpenAPI 3.1 description of the API, made from the parameters and the answers' shapes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from search_ui.params import PARAMETERS, Parameter

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_COUNT: Schema = {"type": "integer", "minimum": 0}


@cache
def document() -> Schema:
    """The whole description, ready for JSON."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Kashshaf",
            "version": version("kashshaf"),
            "summary": "Full-text search for Arabic archives",
            "license": {"name": "GPL-3.0-or-later", "identifier": "GPL-3.0-or-later"},
        },
        "paths": {
            "/api/v1/search": {"get": _search()},
            "/api/v1/articles/{id}": {"get": _article()},
            "/healthz": {"get": _plain("Whether this process answers")},
            "/readyz": {"get": _plain("Whether the archive can be searched", 503)},
        },
        "components": {"schemas": {"Answer": _answer(), "Hit": _hit(), "Problem": _problem()}},
    }


def _search() -> Schema:
    return {
        "operationId": "search",
        "summary": "Hits, total and facets of a search",
        "parameters": [*map(_parameter, PARAMETERS), _language()],
        "responses": {
            "200": _response("The answer", {"$ref": "#/components/schemas/Answer"}),
            **_problems(400, 410, 414, 503),
        },
    }


def _article() -> Schema:
    id_: Schema = {"name": "id", "in": "path", "required": True, "schema": _TEXT}
    return {
        "operationId": "article",
        "summary": "One article, with its original and where each fact was read",
        "parameters": [id_, _language()],
        "responses": {
            "200": _response("The article", {"type": "object", "required": ["id", "origin"]}),
            **_problems(400, 404, 414, 503),
        },
    }


def _plain(summary: str, *problems: int) -> Schema:
    ok = _response(summary, {"type": "object", "required": ["status"]})
    return {"summary": summary, "responses": {"200": ok, **_problems(*problems)}}


def _parameter(parameter: Parameter) -> Schema:
    schema: Schema = dict(_TEXT)
    if parameter.choices:
        schema["enum"] = list(parameter.choices)
    if parameter.number:
        low, high = parameter.number
        schema = {"type": "integer", "minimum": low, "maximum": high}
    if parameter.default is not None:
        schema["default"] = parameter.default
    if parameter.repeatable:
        schema = {"type": "array", "items": schema}
    described = {"name": parameter.name, "in": "query", "description": parameter.about}
    return {**described, "schema": schema}


def _language() -> Schema:
    schema = {"type": "string", "enum": ["ar", "en"], "default": "ar"}
    return {"name": "lang", "in": "query", "description": "of the labels", "schema": schema}


def _answer() -> Schema:
    facet = _object(id=_TEXT, label=_TEXT, count=_COUNT)
    actor = _object(id=_TEXT, label=_TEXT, type=_TEXT, count=_COUNT)
    date = _object(id=_TEXT, count=_COUNT)
    dates = _object(years=_list(date), months=_list(date), undated=_COUNT)
    return _object(
        total=_COUNT,
        took_ms={"type": "number"},
        understood={**_object(q=_TEXT, echo=_TEXT, link=_TEXT), "additionalProperties": True},
        hits=_list({"$ref": "#/components/schemas/Hit"}),
        facets=_object(sources=_list(facet), actors=_list(actor), dates=dates),
        next=_MAYBE,
    )


def _hit() -> Schema:
    place = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}
    hit = _object(
        id=_TEXT,
        origin=_TEXT,
        title=_MAYBE,
        source=_MAYBE,
        author=_MAYBE,
        place=_MAYBE,
        published=_MAYBE,
        published_precision={"enum": ["minute", "day", "month", "year", None]},
        url=_MAYBE,
        language=_MAYBE,
        marks=_COUNT,
        snippets=_list(_object(field=_TEXT, text=_TEXT, marks=_list(place))),
        actors=_list(_object(id=_TEXT, label=_TEXT, type=_TEXT, mentions=_COUNT)),
        score={"type": "number"},
        copies=_list(_object(id=_TEXT, source=_MAYBE)),
    )
    why = _object(word=_TEXT, form=_TEXT, rule=_TEXT, label=_TEXT, field=_TEXT, count=_COUNT)
    why["properties"].update(lemma=_TEXT, actor=_TEXT, without=_TEXT)
    hit["properties"]["why"] = _list(why)  # where explain=true
    return hit


def _problem() -> Schema:
    problem = _object(type=_TEXT, title=_TEXT, status=_COUNT, detail=_TEXT)
    problem["properties"].update(parameter=_TEXT, position=_COUNT, instance=_TEXT)
    return problem


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _response(description: str, schema: Schema) -> Schema:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _problems(*statuses: int) -> Schema:
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(status): {"description": "A problem", "content": content} for status in statuses}
