"""The comparison of words and actors over time: the page, and what programs get of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from indexer.clean import clean_line
from indexer.clock import now
from search_ui.answering.comparing import MOST, compare
from search_ui.asking.messages import N_
from search_ui.asking.params import ParameterError, SearchParams, none_of, not_here, read_params
from search_ui.taking.compared import csv_of
from search_ui.taking.export_text import BOM
from search_ui.web import pages
from search_ui.web.actor_pages import period_label
from search_ui.web.api import engine, labels, views
from search_ui.web.downloads import attached
from search_ui.web.languages import language
from search_ui.web.lines import drawn
from search_ui.web.links import State
from search_ui.web.openapi import KEYED, described

blueprint = Blueprint("comparing", __name__)

NARROWED = ("actor", "source", "from", "to", "depth", "match")  # parameters beside the queries
TAKEN = ("q", *NARROWED)
LEAST = 0.0001  # the smallest share that a table has digits for


@dataclass(frozen=True, slots=True)
class Wanted:
    """A comparison as asked for: queries as typed, everything else as of a search; `by_source`
    tells each source over time, too."""

    queries: tuple[str, ...]
    params: SearchParams
    by_source: bool
    state: State

    def url(self, path: str, by_source: bool | None = None) -> str:
        """The address of this comparison under a path."""
        by = self.by_source if by_source is None else by_source
        address = self.state.under(path)
        return f"{address}{'&' if '?' in address else '?'}by=source" if by else address


@views.get("/api/v1/compare", tags=["actors"])
@described("compare", "compare.q", *NARROWED, "by", "lang", refuses=KEYED)
def compared() -> Response:
    """The comparison that the address asks for."""
    wanted, spoken = _wanted(), labels()
    return jsonify(compare(engine(), wanted.queries, wanted.params, spoken, wanted.by_source))


@views.get("/api/v1/compare.csv", tags=["actors"])
@described("compare_csv", "compare.q", *NARROWED, "by", "lang", refuses=KEYED)
def compared_as_csv() -> Response:
    """The same as a table."""
    wanted, spoken = _wanted(), labels()
    answer = compare(engine(), wanted.queries, wanted.params, spoken, wanted.by_source)
    made = now()
    facts = "; ".join(f"{name}: {value}" for name, value in wanted.state.pairs)
    about = f"# comparison; {facts}; generation: {engine().current()}; made: {made}"
    body = BOM + "".join(csv_of(answer, about))
    response = Response(body, content_type="text/csv; charset=utf-8")
    name = f"kashshaf-{made[:10]}-compared.csv"
    return attached(response, name, name)


@blueprint.get("/compare")
def compare_page() -> AnyResponse:
    """The page: the form, the picture, the numbers."""
    wanted = _wanted("calendar")
    here = url_for("comparing.compare_page")
    if any(not value.strip() for values in request.args.listvalues() for value in values):
        return redirect(wanted.url(here), 303)
    labels()
    answer = compare(engine(), wanted.queries, wanted.params, language(), wanted.by_source)
    leftward = language() == "ar"
    return pages.page(
        "compare.html",
        wanted.state,
        wanted.params,
        wanted=wanted,
        here=here,
        fields=[*wanted.queries, *[""] * (MOST - len(wanted.queries) - len(wanted.params.actor))],
        answer=answer,
        most=MOST,
        picture=_picture(answer["series"], leftward),
        of_sources=[
            (source, _picture(source["series"], leftward))
            for source in (answer["sources"] if wanted.by_source else ())
        ],
        period_label=period_label,
        on_scale=on_scale,
        column=in_column,
        at=lambda state: replace(wanted, state=state).url(here),
    )


def on_scale(share: float) -> str:
    """A round share in per cent, with no more digits than it has."""
    return f"{100 * share:.6g}%"


def in_column(share: float | None) -> str:
    """A share in per cent, with as many digits as all of its column, so that they line up."""
    if share is None:
        return "–"
    return f"{100 * share:.2f}%" if share >= LEAST or not share else f"<{100 * LEAST:.2f}%"


def _picture(series: list[dict[str, Any]], leftward: bool) -> Any:
    return drawn([one["shares"] for one in series], leftward) if series else None


def _wanted(*more: str) -> Wanted:
    """What the address asks for; `more` are parameters that only the page takes. Raises
    `ParameterError`."""
    given = {
        name: [value for value in values if value.strip()] for name, values in request.args.lists()
    }
    by = given.pop("by", [])
    if by not in ([], ["source"]):
        raise ParameterError("by", none_of(by[0], ["source"]))
    for name in given:
        if name not in (*TAKEN, *more, "lang"):
            raise ParameterError(name, not_here((*TAKEN, "by")))
    queries = tuple(dict.fromkeys(map(clean_line, given.get("q", ()))))
    rest = {name: values for name, values in given.items() if name not in ("q", "lang")}
    params = read_params(rest)
    if len(queries) + len(params.actor) > MOST:
        raise ParameterError("q", N_("at most %(most)s words and actors are compared", most=MOST))
    return Wanted(queries, params, bool(by), State.of({**given, "q": list(queries)}))
