"""The page: what people search and read with. Rendered here; it works without JavaScript."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from indexer.describe.names.identity import type_of
from indexer.engines.query import Everything
from search_ui.answering.comparing import MOST
from search_ui.answering.copies import MOST_COMPARED, copies_of
from search_ui.answering.differences import side_by_side
from search_ui.answering.facets import FACETS
from search_ui.answering.hijri import hijri_label, printed
from search_ui.answering.labels import place_label, source_label
from search_ui.answering.phrasebook import told
from search_ui.answering.present import (
    date_label,
    direction,
    month_label,
    opening,
    parts,
    present_article,
)
from search_ui.answering.searching import Asked, answered
from search_ui.answering.similar import similar
from search_ui.asking.addresses import typeable
from search_ui.asking.clauses import actor_ids
from search_ui.asking.params import (
    FINDS,
    Calendar,
    ParameterError,
    SearchParams,
    none_of,
    read_params,
)
from search_ui.problems import Problem
from search_ui.taking.citations import STYLES, in_parts
from search_ui.web import filters, wording
from search_ui.web.api import engine, kept, labels
from search_ui.web.freshness import today
from search_ui.web.histogram import histogram
from search_ui.web.languages import LANGUAGES, language
from search_ui.web.links import State
from search_ui.web.metrics import counted
from search_ui.web.reading import reading
from search_ui.web.rendering import messages

blueprint = Blueprint("pages", __name__)

MOST_ORIGINAL = 300_000  # code points of an original that are shown; the API gives all
SIMILAR = 5  # articles beside an article
ECHOED = 300  # code points of a query around the place that cannot be read

Given = dict[str, list[str]]


@blueprint.get("/")
def results() -> AnyResponse:
    """The search: box, hits, facets. Without a query every article, newest first."""
    given = _tidied({name: request.args.getlist(name) for name in request.args})
    params = _read(given)
    state = State.of(given)
    if sum(map(len, given.values())) != sum(map(len, request.args.listvalues())):
        return redirect(state.url(), 303)
    params = replace(params, explain=True)
    asked, answer = answered(engine(), params, language())
    counted(asked, answer["total"])
    if not answer["total"] and not engine().count(Everything()):
        return page("empty.html", state, params)
    return results_page(state, params, asked, answer)


def results_page(
    state: State, params: SearchParams, asked: Asked, answer: dict[str, Any]
) -> Response:
    """The page of an answer."""
    said = {"echo": told(asked.sentence(language())), "link": State(asked.link(language())).url()}
    return page(
        "results.html",
        state,
        params,
        answer=answer,
        most_compared=MOST,
        about_actor=_only_actor(asked),
        **said,
        **_facets(answer, state, asked),
    )


@blueprint.get("/articles/<path:id>")
def article(id: str) -> AnyResponse:
    """An article, marked for the query it was found by; ``show=original`` gives it as it came,
    ``show=copies`` where its copies differ from it, ``show=actors`` who is named in it."""
    given: Given = {name: request.args.getlist(name) for name in request.args}
    show = given.pop("show", [""])
    if show not in ([""], ["original"], ["copies"], ["actors"]):
        raise ParameterError("show", none_of(show[0], ("original", "copies", "actors")))
    params = _read(given)
    found = kept(id)
    shown = present_article(found, language())
    state = State.of(given)
    if show == ["original"]:
        return page("original.html", state, params, article=shown, most=MOST_ORIGINAL)
    if show == ["copies"]:
        return page("copies.html", state, params, article=shown, **_differing(found))
    cited = {style: in_parts(style, found) for style in STYLES}
    family = copies_of(engine(), found).hits if found.get("story") else ()
    named = show == ["actors"]
    return page(
        "article.html",
        state,
        params,
        article=shown,
        cited=cited,
        copies=[hit.document for hit in family],
        similar=similar(engine(), found, SIMILAR, language())["similar"],
        named_shown=named,
        **reading(engine(), found, params, language(), named),
    )


def error_page(problem: Problem) -> Response:
    """The page for what went wrong: what it is, where, and the way out."""
    state = State()
    if problem.status != 414:
        state = State.of({name: request.args.getlist(name)[:1] for name in request.args})
    cut = problem.parameter or ("cursor" if problem.status == 410 else "")
    body = render_template(
        "error.html",
        state=state,
        problem=problem,
        place=place_in(state.get("q"), problem.position) if problem.parameter == "q" else None,
        without=_here(cut) if cut in request.args else "",
        request_id=g.get("request_id", ""),
        **_frame(state),
    )
    return make_response(body, problem.status)


def page(template: str, state: State, params: SearchParams, **shown: Any) -> Response:
    """A page from a template, with what every template may use."""
    return make_response(
        render_template(template, state=state, params=params, **_frame(state), **shown)
    )


def _frame(state: State) -> dict[str, Any]:
    """What every template may use."""
    spoken = language()
    return {
        "language": spoken,
        "dir": "rtl" if spoken == "ar" else "ltr",
        "other": _other_language(),
        "home": State().dating(_calendar(state)).speaking(spoken),
        "told_address": _told_address,
        "today": today,
        "place_in": place_in,
        "_": messages(spoken),
        "wording": wording,
        "parts": parts,
        "direction": direction,
        "opening": opening,
        "date_label": lambda published: date_label(published, spoken),
        "source_label": lambda name: source_label(name, spoken),
        "place_label": lambda name: place_label(name, spoken),
        "hijri": lambda published: hijri_label(published, spoken),
        "printed": lambda *facts: printed(*facts, spoken),
        "number": "{:,}".format,  # Latin digits in both languages
    }


def _other_language() -> dict[str, str]:
    """The same page in the other language."""
    code = next(one for one in LANGUAGES if one != language())
    if request.url_rule is None or len(request.full_path) > 4_000:  # no page, or no whole one
        return {"code": code, "url": State().speaking(code).url()}
    return {"code": code, "url": _here("lang", **({"lang": code} if code != "ar" else {}))}


def _here(without: str = "", **more: str) -> str:
    """The address asked for, as it was given but for one parameter, and with more behind it."""
    given = [(n, v) for n, values in request.args.lists() if n != without for v in values]
    return State((*given, *more.items())).under(quote(request.script_root + request.path))


def _told_address() -> dict[str, Any]:
    """The address asked for, in parts, as people read it."""
    given = [(name, value) for name, values in request.args.lists() for value in values]
    return {
        "path": request.host_url.rstrip("/") + quote(request.script_root + request.path),
        "pairs": [(typeable(name), typeable(value)) for name, value in given],
    }


def _calendar(state: State) -> Calendar:
    """The calendar of an address, be the rest of it what it may."""
    return "hijri" if state.get("calendar") == "hijri" else "gregorian"


def _tidied(given: Given) -> Given:
    """What a form sends, without what says nothing: empty fields, the default language, a value
    both wanted and unwanted (unwanted wins), a choice taken twice (the last one counts)."""
    tidy = {name: [v for v in values if v.strip()] for name, values in given.items()}
    for name in FACETS.values():
        unwanted = tidy.get(f"not_{name}", ())
        tidy[name] = [value for value in tidy.get(name, ()) if value not in unwanted]
    if tidy.get("lang") == ["ar"]:
        tidy["lang"] = []
    tidy["undated"] = tidy.get("undated", [])[-1:]
    if tidy["undated"] == ["only"] and (tidy.get("from") or tidy.get("to")):
        tidy["undated"] = ["include"]  # ticked beside a range, it adds to the range
    return {name: list(dict.fromkeys(values)) for name, values in tidy.items() if values}


def _read(given: Given) -> SearchParams:
    labels()
    return read_params({name: values for name, values in given.items() if name != "lang"})


def _facets(answer: dict[str, Any], state: State, asked: Asked) -> dict[str, Any]:
    facets, spoken, params = answer["facets"], language(), asked.params
    dates, size = facets["dates"], params.facet_size
    names = {**filters.labels_of(facets["actors"]), **asked.names}
    return {
        "sources": filters.source_group(facets["sources"], state, size, spoken),
        "actors": filters.actor_groups(facets["actors"], state, size, spoken, names),
        "places": filters.place_group(facets["places"], state, size, spoken),
        "authors": filters.author_group(facets["authors"], state, size),
        "looked_into": size > SearchParams().facet_size or any(map(state.get, FINDS)),
        "cut": {name: len(facets[name]) >= size for name in FACETS},
        "picture": histogram(dates, params.first, params.last, leftward=spoken == "ar"),
        "undated": filters.undated_row(dates["undated"], state, params),
        "month_label": lambda month: month_label(month, spoken),
        "chips": filters.chips(state, params, spoken, names),
    }


def _only_actor(asked: Asked) -> str:
    """The id of the actor that a search is kept to, by whatever name; empty where it is to none, to
    several, or to a name of several."""
    given = asked.params.actor
    ids = actor_ids(given[0]) if len(given) == 1 else ()
    there = [id for id in ids if id in asked.names or not type_of(id)]
    return there[0] if len(there) == 1 else ""


def _differing(article: dict[str, Any]) -> dict[str, Any]:
    """The copies of a kept article, each with the stretches that differ."""
    found = copies_of(engine(), article, MOST_COMPARED)
    body = article.get("body") or ""
    return {
        "total": found.total,
        "copies": [
            {**hit.document, "stretches": side_by_side(body, hit.document.get("body") or "")}
            for hit in found.hits
        ],
    }


def place_in(query: str, at: int | None) -> dict[str, str] | None:
    """The query before, at and after the place that cannot be read; None where none is known."""
    if at is None or not query:
        return None
    before, rest = query[:at], query[at:]
    here = rest.split(maxsplit=1)[0] if rest.split() else ""
    return {"before": before[-ECHOED:], "here": here[:ECHOED], "after": rest[len(here) :][:ECHOED]}
