"""Errors as RFC 9457 problem documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

from flask import Response

from indexer.errors import KashshafError, QueryError
from search_ui.asking.params import ParameterError


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong: `parameter` is the one to mend, `position` the place in the query. Programs
    are told `detail` in English, people `said`, which is the same in the language of the page where
    it is a `search_ui.asking.messages.Message`."""

    status: int
    detail: str
    parameter: str | None = None
    position: int | None = None
    bare: str | None = None  # `detail` without the name of the parameter

    @classmethod
    def of(cls, error: KashshafError, status: int) -> Problem:
        if isinstance(error, QueryError):
            return cls(status, error.args[0], "q", error.position)
        if isinstance(error, ParameterError):
            return cls(status, str(error), error.parameter, bare=error.said)
        return cls(status, *error.args[:1] or [str(error)])

    @property
    def said(self) -> str:
        return self.bare or self.detail

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
