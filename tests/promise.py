"""What the API promises, a line each, as its description says it; ``python -m tests.promise`` adds
the new lines to ``tests/api_v1.txt`` and never takes one out."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.description import document, followed

KEPT = Path(__file__).parent / "api_v1.txt"
Schema = dict[str, Any]


def promised() -> set[str]:
    """The lines of the file."""
    lines = KEPT.read_text(encoding="utf-8").splitlines()
    return {line for line in lines if line and not line.startswith("#")}


def described(whole: Schema) -> set[str]:
    """The lines of a description: what each path takes and gives, then the fields of each shape."""
    paths = {
        f"{path} {line}"
        for path, item in whole["paths"].items()
        for line in (*_taken(item["get"]), *_given(item["get"]))
    }
    shapes = whole["components"]["schemas"].items()
    return paths | {line for name, shape in shapes for line in _fields(shape, name)}


def _taken(operation: Schema) -> Iterator[str]:
    for parameter in map(followed, operation.get("parameters", ())):
        schema = parameter["schema"]
        name = f"takes {parameter['name']}"
        yield f"{name}: {_type(schema)} in {parameter['in']}"
        yield from (f"{name}={value}" for value in schema.get("items", schema).get("enum", ()))
        if "default" in schema:
            yield f"{name}: {schema['default']} by default"


def _given(operation: Schema) -> Iterator[str]:
    for status, answer in operation["responses"].items():
        for media, content in followed(answer)["content"].items():
            yield f"gives {status} {media}: {_type(content['schema'])}"


def _fields(shape: Schema, place: str) -> Iterator[str]:
    """The fields of a shape by their places, each with its type and whether it is always there."""
    for either in shape.get("anyOf", ()):
        yield from _fields(either, place)
    for name, field in shape.get("properties", {}).items():
        sure = "always" if name in shape.get("required", ()) else "sometimes"
        yield f"{place}.{name}: {_type(field)}, {sure}"
        yield from (f"{place}.{name}={value}" for value in field.get("enum", ()))
        yield from _fields(field, f"{place}.{name}")
    if "items" in shape:
        yield from _fields(shape["items"], f"{place}[]")


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "enum" in schema or "const" in schema:
        return "one of several"
    kind = schema.get("type", "anything")
    kind = " or ".join(kind) if isinstance(kind, list) else str(kind)
    return f"{kind} of {_type(schema['items'])}" if "items" in schema else kind


HEAD = """\
# What /api/v1 promises; see docs/api-stability.md. Made by `python -m tests.promise`, which adds
# lines; what stands here is not taken out and not changed.
"""


def main() -> None:
    lines = described(document()) | (promised() if KEPT.exists() else set())
    KEPT.write_text(HEAD + "".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


if __name__ == "__main__":
    main()
    sys.exit(0)
