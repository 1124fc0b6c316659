"""The part of the API's description that is about actors and about comparisons over time."""

from __future__ import annotations

from mappings import ACTOR_TYPES
from search_ui.openapi_parts import (
    COUNT,
    MAYBE,
    TEXT,
    Schema,
    about,
    fields,
    language,
    many,
    parameter_of,
    problems,
    response,
)
from search_ui.params import BY_NAME, MAX_FACET

_SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_ACTOR = fields(id=TEXT, label=TEXT, type=TEXT)
_COUNTED = fields(id=TEXT, label=TEXT, type=TEXT, count=COUNT)
_PERIOD = fields(**{"id": TEXT, "from": TEXT, "to": TEXT, "count": COUNT})
_LEVEL: Schema = {"enum": ["decades", "years", "months"]}


def paths_of_actors() -> dict[str, Schema]:
    """The paths, each with what it takes and gives."""
    return {
        "/api/v1/actors": {"get": _actors()},
        "/api/v1/actors/{id}": {"get": _actor()},
        "/api/v1/compare": {"get": _compare()},
        "/api/v1/compare.csv": {"get": _compare_csv()},
    }


def _actors() -> Schema:
    answer = fields(
        total=COUNT,
        complete=about("whether all actors of the archive were looked at", {"type": "boolean"}),
        types=many(fields(id=TEXT, count=COUNT)),
        actors=many(_COUNTED),
    )
    types: Schema = {"type": "string", "enum": list(ACTOR_TYPES.values())}
    size: Schema = {"type": "integer", "minimum": 0, "maximum": MAX_FACET, "default": 100}
    return {
        "operationId": "actors",
        "summary": "The actors that the archive names, commonest first",
        "parameters": [
            _query("prefix", "beginnings of words of the name", TEXT),
            _query("type", "of the actors", types),
            _query("size", "actors in the answer", size),
            language(),
        ],
        "responses": {"200": response("Actors", answer), **problems(400, 414, 503)},
    }


def _actor() -> Schema:
    series = fields(id=MAYBE, label=MAYBE, counts=many(COUNT))
    over_time = fields(
        level=_LEVEL,
        periods=many(_PERIOD),
        sources=about("counts by period; an id of null is all other sources", many(series)),
        without_month=COUNT,
    )
    titles = fields(
        articles=about("the latest ones, which were read", COUNT),
        mentions=COUNT,
        titles=many(fields(title=TEXT, count=COUNT)),
    )
    answer = fields(
        **_ACTOR["properties"],
        listed={"type": "boolean"},
        name=MAYBE,
        aliases=many(TEXT),
        country={"anyOf": [fields(id=TEXT, label=TEXT), {"type": "null"}]},
        total=COUNT,
        over_time=over_time,
        sources=many(fields(id=TEXT, label=TEXT, count=COUNT)),
        together=about("actors named in the same articles", many(_COUNTED)),
        titles=titles,
        latest=many({"$ref": "#/components/schemas/Hit"}),
    )
    id_: Schema = {"name": "id", "in": "path", "required": True, "schema": TEXT}
    narrowed = (parameter_of(BY_NAME[name]) for name in ("source", "from", "to"))
    return {
        "operationId": "actor",
        "summary": "What the archive tells of one actor",
        "parameters": [id_, *narrowed, language()],
        "responses": {"200": response("The actor", answer), **problems(400, 404, 414, 503)},
    }


def _compare() -> Schema:
    whole = fields(kind={"enum": ["query", "actor"]}, value=TEXT, label=TEXT, total=COUNT)
    whole["properties"] |= {
        "share": about("of all articles with a date; null where there are none", _SHARE),
        "articles": about("by period", many(COUNT)),
        "shares": about("by period", many(_SHARE)),
    }
    source = fields(id=TEXT, label=TEXT, count=COUNT, series=many(whole))
    source["properties"]["counts"] = about("all articles by period, with by=source", many(COUNT))
    answer = fields(
        level=_LEVEL,
        total=COUNT,
        periods=many(_PERIOD),
        without_month=COUNT,
        series=many(whole),
        sources=many(source),
    )
    return {
        "operationId": "compare",
        "summary": "Up to five queries and actors over time, as shares of the archive",
        "parameters": _compared(),
        "responses": {"200": response("The comparison", answer), **problems(400, 414, 503)},
    }


def _compare_csv() -> Schema:
    described = {"description": "A file", "content": {"text/csv": {"schema": TEXT}}}
    return {
        "operationId": "compare_csv",
        "summary": "The same as a table",
        "parameters": _compared(),
        "responses": {"200": described, **problems(400, 414, 503)},
    }


def _compared() -> list[Schema]:
    queries: Schema = {"type": "array", "items": TEXT, "maxItems": 5}
    others = ("actor", "source", "from", "to", "depth", "match")
    by = {"type": "string", "enum": ["source"]}
    return [
        _query("q", "what is compared; with `actor` at most five", queries),
        *(parameter_of(BY_NAME[name]) for name in others),
        _query("by", "each source over time, too", by),
        language(),
    ]


def _query(name: str, description: str, schema: Schema) -> Schema:
    return {"name": name, "in": "query", "description": description, "schema": schema}
