"""The words in which shapes of answers are written down: JSON Schema as OpenAPI 3.1 has it."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": "array", "items": COUNT, "minItems": 2, "maxItems": 2}  # start, end
SHARE: Schema = {"type": ["number", "null"], "minimum": 0, "maximum": 1}


def fields(**properties: Schema) -> Schema:
    """An object with these fields, all of which it has."""
    return {"type": "object", "required": list(properties), "properties": properties}


def and_maybe(shape: Schema, **properties: Schema) -> Schema:
    """The same with fields that it need not have."""
    return {**shape, "properties": {**shape["properties"], **properties}}


def many(items: Schema) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": items}


def about(description: str, schema: Schema) -> Schema:
    """The schema with a description."""
    return {**schema, "description": description}


def shape(name: str) -> Schema:
    """A shape that the description holds under a name."""
    return {"$ref": f"#/components/schemas/{name}"}


def one_of(*values: str | None) -> Schema:
    """One of these values."""
    return {"enum": [*values]}
