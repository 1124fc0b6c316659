"""Errors as RFC 9457 problem documents: what the API answers, and every verb with ``--json``."""

from __future__ import annotations

import json
from dataclasses import dataclass
from http import HTTPStatus

import click

from indexer.errors import (
    ArchiveError,
    CursorExpired,
    EngineError,
    KashshafError,
    QueryError,
    UsageError,
)
from search_ui.asking.params import ParameterError

TYPE = "application/problem+json"


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

    def document(self, request_id: str = "") -> str:
        """The problem document as JSON."""
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
        return json.dumps(body, ensure_ascii=False)


def status_of(error: KashshafError) -> int:
    """The HTTP status that says which kind of error it is."""
    if isinstance(error, CursorExpired):
        return 410
    if isinstance(error, UsageError):
        return 400
    return 503 if isinstance(error, ArchiveError | EngineError) else 500


def problem_of(shown: click.ClickException) -> Problem:
    """The problem of an error that a command line ends with."""
    error = shown.__cause__
    if isinstance(error, KashshafError):
        return Problem.of(error, status_of(error))
    if isinstance(shown, click.BadParameter) and shown.param:
        return Problem(400, shown.format_message(), shown.param.name)
    return Problem(400 if isinstance(shown, click.UsageError) else 500, shown.format_message())
