"""The pieces that the description of the API is made of."""

from __future__ import annotations

from typing import Any

from search_ui.params import Parameter

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}


def fields(**properties: Schema) -> Schema:
    """An object with these fields, all of which it has."""
    return {"type": "object", "required": list(properties), "properties": properties}


def many(items: Schema) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": items}


def response(description: str, schema: Schema) -> Schema:
    """An answer in JSON."""
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def problems(*statuses: int) -> Schema:
    """The answers that are problem documents, by status."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(status): {"description": "A problem", "content": content} for status in statuses}


def parameter_of(parameter: Parameter) -> Schema:
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
        schema = {"type": "array", "items": schema}
    described = {"name": parameter.name, "in": "query", "description": parameter.about}
    return {**described, "schema": schema}


def language() -> Schema:
    """The parameter for the language of labels."""
    schema = {"type": "string", "enum": ["ar", "en"], "default": "ar"}
    return {"name": "lang", "in": "query", "description": "of the labels", "schema": schema}


def about(description: str, schema: Schema) -> Schema:
    """The schema with a description."""
    return {**schema, "description": description}
