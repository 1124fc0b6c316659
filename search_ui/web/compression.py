"""Answers in gzip, for clients that take it.

No answer holds a secret beside what its request says, so its length gives none away. Exports are
sent as they are: they are streamed, and XLSX is compressed already.
"""

from __future__ import annotations

import gzip

from flask import Response, request

LEAST = 1_024  # bytes; less is not worth the work
LEVEL = 4  # 6 takes twice the time and saves 3 % more
_TEXTS = frozenset(
    {
        "text/html",
        "text/css",
        "text/javascript",
        "application/javascript",
        "application/json",
        "application/problem+json",
        "application/atom+xml",
        "application/opensearchdescription+xml",
        "image/svg+xml",
    }
)


def compressed(response: Response) -> None:
    """Puts an answer in gzip where it is a long text and the client takes it."""
    if response.mimetype not in _TEXTS:
        return
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or "Content-Encoding" in response.headers or not _taken():
        return
    if request.endpoint == "static":
        response.direct_passthrough = False  # it is small, and one piece
    elif response.is_streamed:
        return
    text = response.get_data()
    if len(text) < LEAST:
        return
    response.set_data(gzip.compress(text, LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    tag, _ = response.get_etag()
    if tag:  # other bytes
        response.set_etag(tag, weak=True)


def _taken() -> bool:
    return "Accept-Encoding" in request.headers and request.accept_encodings.quality("gzip") > 0
