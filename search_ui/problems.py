"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response

from indexer.errors import KashshafError, QueryError
from search_ui.params import ParameterError


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: `parameter` is the one to mend, `position` the place in the query."""

    status: int
    detail: str
    parameter: str | None = None
    position: int | None = None

    @classmethod
    def of(cls, error: KashshafError, status: int) -> Problem:
        if isinstance(error, QueryError):
            return cls(status, str(error), "q", error.position)
        if isinstance(error, ParameterError):
            return cls(status, str(error), error.parameter)
        return cls(status, str(error))

    @property
    def title(self) -> str:
        try:
            return HTTPStatus(self.status).phrase
        except ValueError:
            return "Error"

    def response(self, request_id: str) -> Response:
        """The problem document, as ``application/problem+json``."""
        document = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "parameter": self.parameter,
            "position": self.position,
            "instance": f"urn:uuid:{request_id}" if request_id else None,
        }
        body = {name: value for name, value in document.items() if value is not None}
        text = json.dumps(body, ensure_ascii=False)
        return Response(text, self.status, mimetype="application/problem+json")
