"""Whether what a client keeps is still right: entity tags of answers, versions of static files.

A tag is made of what an answer is made of: the archive as readers see it, its actors, this program,
and the request. So it is known before anything is searched for, and a client that has the answer is
told so (304) without the work. Tags are weak: `took_ms` differs each time, and gzip changes bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from flask import Flask, Response, current_app, g, request

import mappings
from indexer.engines.base import Engine
from indexer.errors import KashshafError
from search_ui.web.keeping import Actors

YEAR = 31_536_000  # seconds, the longest that HTTP knows
_TAGGED = frozenset(
    {"api.search_articles", "api.one_article", "api.copies_of_one", "openapi"}
    | {"api.similar_to_one", "api.suggest", "api.actors", "api.one_actor"}
    | {"actors.actors_page", "actors.actor_page", "api.compared", "comparing.compare_page"}
    | {"pages.results", "pages.article"}
)
_SAY_WHEN = frozenset({"pages.article"})  # on paper: the whole address, and the day
# Links of an answer begin at SCRIPT_NAME, and name no host.
_OF_A_REQUEST = ("SCRIPT_NAME", "PATH_INFO", "QUERY_STRING")


def init_freshness(app: Flask) -> None:
    """Puts versions into the links of static files, and reads what the program is made of."""
    app.config["PROGRAM"] = _program()
    versions = app.config["STATIC_VERSIONS"] = {
        file.name: _digest(file.read_bytes()) for file in Path(str(app.static_folder)).iterdir()
    }

    @app.url_defaults
    def _versioned(endpoint: str, values: dict[str, str]) -> None:
        if endpoint == "static" and values.get("filename") in versions:
            values["v"] = versions[values["filename"]]


def unchanged() -> Response | None:
    """The answer to a client that has what it asks for already; None where it has not."""
    if request.method not in ("GET", "HEAD") or request.endpoint not in _TAGGED:
        return None
    tag = g.tag = _tag()
    if tag and "If-None-Match" in request.headers and request.if_none_match.contains_weak(tag):
        return Response(status=304)
    return None


def dated(response: Response) -> None:
    """Says with an answer how long it may be kept, and how it is asked for again."""
    if request.endpoint == "static" and response.status_code in (200, 304):
        _dated_file(response)
    elif g.get("tag") and _is_of(response):
        response.headers["ETag"] = f'W/"{g.tag}"'
        response.headers["Cache-Control"] = "no-cache"


def today() -> str:
    """The day in UTC, as an answer states it."""
    return datetime.now(UTC).date().isoformat()


def _is_of(response: Response) -> bool:
    """Whether the tag is of this answer: not where the archive became another one meanwhile, which
    a rollback could make the old one again."""
    return response.status_code == 304 or (response.status_code == 200 and g.tag == _tag())


def _dated_file(response: Response) -> None:
    name = (request.view_args or {}).get("filename", "")
    version = current_app.config["STATIC_VERSIONS"].get(name)
    lasting = version is not None and request.args.get("v") == version
    response.headers["Cache-Control"] = (
        f"public, max-age={YEAR}, immutable" if lasting else "no-cache"
    )


def _tag() -> str:
    """Of what this request would be answered; empty where the archive cannot be read: the view will
    meet that too, and say it."""
    engine: Engine = current_app.config["ENGINE"]
    actors: Actors = current_app.config["ACTORS"]
    try:
        revision = engine.revision()
    except KashshafError:
        return ""
    parts = (
        current_app.config["PROGRAM"],
        revision,
        actors.version(),
        *(request.environ.get(part, "") for part in _OF_A_REQUEST),
        *((request.host_url, today()) if request.endpoint in _SAY_WHEN else ()),
    )
    return _digest("\n".join(parts).encode())


def _program() -> str:
    """Tells this program and its lists from others: what it says of an archive may differ."""
    digest = blake2b(mappings.digest().encode(), digest_size=12)
    for package in ("indexer", "search_ui"):
        _take_in(digest, resources.files(package))
    return digest.hexdigest()


def _take_in(digest: blake2b, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            _take_in(digest, entry)
        elif not entry.name.endswith(".pyc"):
            digest.update(entry.name.encode() + entry.read_bytes())


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=12).hexdigest()
