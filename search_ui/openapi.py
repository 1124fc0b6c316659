"""The OpenAPI 3.1 description of the API, made from the parameters and the answers' shapes."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

from search_ui.export_files import FORMATS
from search_ui.feeds import MEDIA_ATOM, MEDIA_OPENSEARCH
from search_ui.openapi_actors import paths_of_actors
from search_ui.openapi_parts import COUNT as _COUNT
from search_ui.openapi_parts import MAYBE as _MAYBE
from search_ui.openapi_parts import TEXT as _TEXT
from search_ui.openapi_parts import (
    Schema,
)
from search_ui.openapi_parts import about as _about
from search_ui.openapi_parts import fields as _object
from search_ui.openapi_parts import language as _language
from search_ui.openapi_parts import many as _list
from search_ui.openapi_parts import parameter_of as _parameter
from search_ui.openapi_parts import problems as _problems
from search_ui.openapi_parts import response as _response
from search_ui.params import BY_NAME, PARAMETERS


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
            "/api/v1/export.{format}": {"get": _export()},
            "/feed.atom": {"get": _feed()},
            "/opensearch.xml": {"get": _file("How a browser searches here", MEDIA_OPENSEARCH)},
            "/api/v1/articles/{id}/copies": {"get": _copies()},
            "/api/v1/articles/{id}/similar": {"get": _similar()},
            "/api/v1/suggest": {"get": _suggest()},
            **paths_of_actors(),
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
            **_problems(400, 401, 410, 414, 429, 503),
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
            **_problems(400, 401, 404, 414, 429, 503),
        },
    }


def _export() -> Schema:
    schema = {"type": "string", "enum": [*FORMATS]}
    form: Schema = {"name": "format", "in": "path", "required": True, "schema": schema}
    described = _file(
        "Every article that a search finds, as a file; newest first, or by `sort` oldest or last "
        "indexed first. "
        "`size`, `cursor` and `facet_size` play no part",
        *(form.media for form in FORMATS.values()),
    )
    return {
        **described,
        "operationId": "export",
        "parameters": [form, *map(_parameter, PARAMETERS), _language()],
        "responses": {**described["responses"], **_problems(400, 401, 404, 414, 429, 503)},
    }


def _feed() -> Schema:
    described = _file(
        "The articles that a search finds, last indexed first, as an Atom feed; `sort=newest` and "
        "`sort=oldest` order them by their publication",
        MEDIA_ATOM,
    )
    return {
        **described,
        "operationId": "feed",
        "parameters": [*map(_parameter, PARAMETERS), _language()],
        "responses": {**described["responses"], **_problems(400, 414, 429, 503)},
    }


def _file(summary: str, *media: str) -> Schema:
    content = {one.partition(";")[0]: {"schema": _TEXT} for one in media}
    return {"summary": summary, "responses": {"200": {"description": "A file", "content": content}}}


def _copies() -> Schema:
    place = {"type": "array", "items": _COUNT, "minItems": 2, "maxItems": 2}
    copy = _object(
        id=_TEXT,
        title=_MAYBE,
        source=_MAYBE,
        published=_MAYBE,
        likeness={"type": "number", "minimum": 0, "maximum": 1},
        differences=_list(_object(here=place, there=place)),
    )
    return {
        "operationId": "copies",
        "summary": "The copies of one article, and where the words of each differ",
        "parameters": [{"name": "id", "in": "path", "required": True, "schema": _TEXT}],
        "responses": {
            "200": _response("Copies", _object(id=_TEXT, total=_COUNT, copies=_list(copy))),
            **_problems(401, 404, 414, 429, 503),
        },
    }


def _similar() -> Schema:
    actor = _object(id=_TEXT, label=_TEXT, type=_TEXT)
    one = _object(
        id=_TEXT,
        title=_MAYBE,
        source=_MAYBE,
        published=_MAYBE,
        score={"type": "number"},
        words=_about("that both hold, in its own spelling", _list(_TEXT)),
        actors=_about("that both name", _list(actor)),
    )
    return {
        "operationId": "similar",
        "summary": "The articles most like one article; not its copies",
        "parameters": [
            {"name": "id", "in": "path", "required": True, "schema": _TEXT},
            _parameter(BY_NAME["size"]),
            _language(),
        ],
        "responses": {
            "200": _response("Articles", _object(id=_TEXT, similar=_list(one))),
            **_problems(400, 404, 414, 503),
        },
    }


def _suggest() -> Schema:
    makes = _about("the query with it", _TEXT)
    word = _object(text=_TEXT, count=_COUNT, q=makes)
    source = _object(id=_TEXT, label=_TEXT, count=_COUNT, q=makes)
    actor = _object(id=_TEXT, label=_TEXT, type=_TEXT, count=_COUNT, q=makes)
    answer = _object(q=_TEXT, words=_list(word), actors=_list(actor), sources=_list(source))
    return {
        "operationId": "suggest",
        "summary": "Words, actors and sources that go on from what was typed",
        "parameters": [*(_parameter(BY_NAME[name]) for name in ("q", "size")), _language()],
        "responses": {"200": _response("Offers", answer), **_problems(400, 414, 503)},
    }


def _plain(summary: str, *problems: int) -> Schema:
    ok = _response(summary, {"type": "object", "required": ["status"]})
    return {"summary": summary, "responses": {"200": ok, **_problems(*problems)}}


def _answer() -> Schema:
    facet = _object(id=_TEXT, label=_TEXT, count=_COUNT)
    actor = _object(id=_TEXT, label=_TEXT, type=_TEXT, count=_COUNT)
    date = _object(id=_TEXT, count=_COUNT)
    days = _about("of the one month that the range lies in", _list(date))
    dates = _object(years=_list(date), months=_list(date), days=days, undated=_COUNT)
    facets = _object(
        sources=_list(facet),
        actors=_list(actor),
        places=_list(facet),
        authors=_list(facet),
        dates=dates,
    )
    return _object(
        total=_COUNT,
        took_ms={"type": "number"},
        understood=_understood(),
        hits=_list({"$ref": "#/components/schemas/Hit"}),
        facets=facets,
        next=_MAYBE,
    )


def _understood() -> Schema:
    actor = _object(id=_TEXT, label=_TEXT, type=_TEXT)
    word = _object(word=_TEXT, total=_COUNT)
    understood = _object(
        q=_TEXT,
        depth={"enum": ["exact", "word", "smart"]},
        match={"enum": ["all", "any"]},
        ignored=_about("stop words that were left out", _list(_TEXT)),
        actors=_about("actors whose names stand in the query", _list(actor)),
        notes=_about("what of the query could not be read", _list(_TEXT)),
    )
    understood["properties"] |= {
        "instead": _about(
            "how many articles hold any of the words, where none holds all",
            _object(match={"const": "any"}, total=_COUNT),
        ),
        "widened": _about(
            "what words with ~ stand for, commonest first (`cut`: there are more), and words with "
            "* that begin too many words for all of them to be searched for",
            _list(
                _object(
                    text=_TEXT,
                    kind={"enum": ["fuzzy", "prefix"]},
                    words=_list(word),
                    cut={"type": "boolean"},
                )
            ),
        ),
        "missing": _about(
            "where nothing was found: the words that no article holds at the depth asked for, with "
            "what there is of them and how many articles hold it",
            _list(_object(word=_TEXT, forms=_list(word))),
        ),
        "suggestions": _about(
            "where nothing or little was found: other queries, with what they find and why they "
            "are offered",
            _list(
                _object(
                    q=_TEXT,
                    total=_COUNT,
                    why={"enum": ["spelling", "keyboard", "latin", "unquoted"]},
                )
            ),
        ),
    }
    return understood


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
