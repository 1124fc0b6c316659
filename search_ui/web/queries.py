"""The page on which many queries are counted at once.

It takes a list by POST, for a list is longer than an address may be. That changes nothing in the
archive and reads no cookie (there are none), so a foreign page that made a visitor's browser send
one would gain nothing: it cannot read the answer, and the work is that of any search. What is sent
is bounded in bytes and in queries, and is never kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.wrappers import Response as AnyResponse

from indexer.clock import now
from indexer.errors import UsageError
from search_ui.asking.addresses import encoded
from search_ui.asking.messages import N_
from search_ui.asking.params import ParameterError, SearchParams, read_params
from search_ui.taking.export_text import BOM, csv_line
from search_ui.taking.query_lists import Counted, counted, lines_of, numbered
from search_ui.web import pages
from search_ui.web.api import engine, labels
from search_ui.web.downloads import attached
from search_ui.web.links import CARRIED, State

blueprint = Blueprint("queries", __name__)

MAX_UPLOAD = 262_144  # bytes of a list
MAX_QUERIES = 500
CHOICES = ("depth", "match")  # parameters that hold for every query of a list
COLUMNS = ("line", "query", "articles", "link", "error", "place")
_FIELDS = {"list", "file", "answer", *CHOICES}


@blueprint.get("/queries")
def queries_page() -> AnyResponse:
    """The form for a list."""
    labels()
    return pages.page("queries.html", _state({}), SearchParams(), **_form("", None))


@blueprint.post("/queries")
def count_queries() -> AnyResponse:
    """The count of every query of a list, with a link to its hits; ``answer=csv`` as a file."""
    request.max_content_length = MAX_UPLOAD
    request.max_form_memory_size = MAX_UPLOAD
    labels()
    unknown = sorted(set(request.form) - _FIELDS)
    if unknown:
        raise ParameterError(
            unknown[0],
            N_("there is no such field; there are %(names)s", names=", ".join(sorted(_FIELDS))),
        )
    given = {name: request.form.getlist(name) for name in CHOICES if request.form.get(name)}
    params = read_params(given)
    lines = _lines()
    rows = list(counted(engine(), lines, params))
    state = _state(given)
    if request.form.get("answer") == "csv":
        return _csv(rows, state)
    text = "\n".join(_at_their_lines(lines))
    return pages.page("queries.html", state, params, **_form(text, rows))


def _lines() -> list[tuple[int, str]]:
    """The queries of the uploaded file, or else those that were typed."""
    file = request.files.get("file")
    if file is not None and file.filename:
        try:
            lines = lines_of(file.read(), "file")
        except UsageError as error:
            raise ParameterError("file", str(error)) from error
    else:
        lines = numbered(request.form.get("list", ""))
    if len(lines) > MAX_QUERIES:
        raise ParameterError(
            "list",
            N_(
                "line %(line)s: more than %(most)s queries; send fewer at once, or count them with "
                "%(command)s",
                line=lines[MAX_QUERIES][0],
                most=MAX_QUERIES,
                command="`kashshaf count`",
            ),
        )
    return lines


def _at_their_lines(lines: Sequence[tuple[int, str]]) -> list[str]:
    """The list as it was, blank lines included, so that line numbers stay right."""
    last = lines[-1][0] if lines else 0
    found = dict(lines)
    return [found.get(number, "") for number in range(1, min(last, 10 * MAX_QUERIES) + 1)]


def _state(given: dict[str, list[str]]) -> State:
    return State.of({**given, **{name: request.args.getlist(name) for name in CARRIED}})


def _form(text: str, rows: Sequence[Counted] | None) -> dict[str, Any]:
    return {"text": text, "rows": rows, "most": MAX_QUERIES, "bytes": MAX_UPLOAD}


def _csv(rows: Sequence[Counted], state: State) -> Response:
    root = request.host_url.rstrip("/")
    made = now()
    facts = f"# counts of {len(rows)} queries; generation: {engine().current()}; made: {made}"
    written = [BOM, csv_line([facts]), csv_line(COLUMNS)]
    for row in rows:
        cells = [
            str(row.line),
            row.query,
            "" if row.total is None else str(row.total),
            "" if row.total is None else encoded(root + state.setting({"q": row.query}).url()),
            row.error or "",
            "" if row.position is None else str(row.position + 1),
        ]
        written.append(csv_line(cells))
    response = Response("".join(written), content_type="text/csv; charset=utf-8")
    name = f"kashshaf-{made[:10]}-queries.csv"
    return attached(response, name, name)
