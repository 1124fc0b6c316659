"""A line of JSON for every request, on standard error: how it went, never who asked for what."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from flask import Response, g, request

from indexer.errors import EngineRefused, KashshafError, UsageError
from search_ui.web.metrics import route


@contextmanager
def lines_of_json(*loggers: logging.Logger) -> Iterator[None]:
    """Inside the block, messages of the program are lines of JSON, too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Lines())
    before = [(logger, logger.handlers, logger.propagate) for logger in loggers]
    for logger in loggers:
        logger.handlers, logger.propagate = [handler], False
    try:
        yield
    finally:
        for logger, handlers, propagate in before:
            logger.handlers, logger.propagate = handlers, propagate


def log_at_end(response: Response) -> None:
    """Writes the line of this request once its answer is sent, a streamed one to its end."""
    line = {
        "request": g.get("request_id", ""),
        "method": request.method,
        "route": route(),
        "status": response.status_code,
    }
    began = g.began

    @response.call_on_close
    def _write() -> None:
        took = round((perf_counter() - began) * 1000, 2)
        _print({"time": _now(), **line, "ms": took})


class _Lines(logging.Formatter):
    """A message of the program. What an error says may hold what was asked for: of those that can,
    the kind and the place are told, not the words."""

    def format(self, record: logging.LogRecord) -> str:
        message = str(record.msg)
        if record.name != "waitress" and isinstance(record.args, tuple):  # its own tell addresses
            message %= tuple(_told(argument) for argument in record.args)
        line = {"time": _now(), "level": record.levelname.lower(), "message": message}
        if record.exc_info and record.exc_info[1]:
            error, trace = record.exc_info[1], record.exc_info[2]
            line["error"] = type(error).__name__
            line["places"] = _places(trace)
        return json.dumps(line, ensure_ascii=False)


def _told(argument: object) -> object:
    if not isinstance(argument, BaseException):
        return argument
    quotes = not isinstance(argument, KashshafError) or isinstance(
        argument, EngineRefused | UsageError
    )
    return type(argument).__name__ if quotes else str(argument)


def _places(trace: Any) -> str:
    places = []
    while trace:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return " > ".join(places)


def _print(line: dict[str, Any]) -> None:
    sys.stderr.write(json.dumps(line, ensure_ascii=False) + "\n")  # at once: lines stay whole
    sys.stderr.flush()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
