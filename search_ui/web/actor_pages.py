"""The actors of the archive: the page of one, and what programs get of one and of all."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from search_ui.answering.actor import actor_answer
from search_ui.answering.actor_list import ActorList, actors_answer
from search_ui.answering.hijri import with_hijri
from search_ui.answering.present import month_label
from search_ui.asking.addresses import address
from search_ui.asking.messages import N_
from search_ui.asking.params import (
    MAX_FACET,
    MAX_VALUE,
    ParameterError,
    SearchParams,
    none_of,
    not_here,
    read_params,
    whole_number,
)
from search_ui.web import pages
from search_ui.web.api import asked_among, engine, labels, views
from search_ui.web.languages import language
from search_ui.web.links import CARRIED, State
from search_ui.web.openapi import KEYED, described
from search_ui.web.stacked import stacks
from search_ui.web.wording import ACTOR_TYPES

blueprint = Blueprint("actors", __name__)

LISTED = 100  # actors of a list that asks for no number
FIRST = 12  # of each type, where no type is asked for
ON_A_PAGE = 60  # of one type
MAX_PAGE = 1_000

NARROWED = ("source", "from", "to")  # parameters of the page of an actor


@views.get("/api/v1/actors", tags=["actors"])
@described("actors", "prefix", "type", "actors.size", "lang", refuses=KEYED)
def actors() -> Response:
    """The actors that the archive names, commonest first; by type, by the beginning of a name."""
    prefix, type_ = _asked("size")
    size = _number("size", LISTED, 0, MAX_FACET)
    return jsonify(actors_answer(engine(), prefix, type_, size, labels()))


@blueprint.get("/actors")
def actors_page() -> AnyResponse:
    """The actors of the archive: the first ones of each type, or all of one type by the page."""
    prefix, type_ = _asked("page", "calendar")
    place, spoken = _number("page", 1, 1, MAX_PAGE), language()
    labels()
    actors = ActorList.of(engine(), prefix, spoken)
    types = actors.types()
    start, end = ((place - 1) * ON_A_PAGE, place * ON_A_PAGE) if type_ else (0, FIRST)
    groups = []
    for one in types:
        if type_ in ("", one["id"]):
            told = actors.told(engine(), actors.of_type(one["id"])[start:end], spoken)
            groups.append({**one, "actors": told, "more": max(0, one["count"] - end)})
    state = State.carried(request.args)

    def at(type_: str, place: int = 1) -> str:
        given = {"prefix": prefix, "type": type_, "page": str(place) if place > 1 else ""}
        here = url_for("actors.actors_page")
        return address(here, [*((n, v) for n, v in given.items() if v), *state.pairs])

    return pages.page(
        "actors.html",
        state,
        read_params({"calendar": request.args.getlist("calendar")}),
        prefix=prefix,
        type=type_,
        place=place,
        types=types,
        total=len(actors.there),
        complete=actors.complete,
        groups=groups,
        at=at,
        page_of=lambda id: state.under(url_for("actors.actor_page", id=id)),
    )


@views.get("/api/v1/actors/<path:id>", tags=["actors"])
@described("actor", "actor.id", *NARROWED, "lang", refuses=(*KEYED, 404))
def one_actor(id: str) -> Response:
    """What the archive tells of one actor."""
    return jsonify(_answer(id, asked_among(*NARROWED)))


@blueprint.get("/actors/<path:id>")
def actor_page(id: str) -> AnyResponse:
    """The page of an actor; ``from``, ``to`` and ``source`` narrow all that it tells."""
    params = asked_among(*NARROWED, "calendar")
    answer = _answer(id, params)
    given = {name: request.args.getlist(name) for name in (*NARROWED, *CARRIED)}
    state = State.of(given)
    if params.calendar == "hijri":
        with_hijri(answer["latest"])
    over_time = answer["over_time"]
    rows = [series["counts"] for series in over_time["sources"]]
    return pages.page(
        "actor.html",
        state,
        params,
        actor=answer,
        search=state.setting({}).adding("actor", answer["id"]),
        picture=stacks(rows, leftward=language() == "ar") if rows else None,
        period_label=period_label,
        other_page=lambda id: state.under(url_for("actors.actor_page", id=id)),
    )


def _answer(id: str, params: SearchParams) -> dict[str, Any]:
    answer = actor_answer(engine(), id, params, labels())
    if answer is None:
        raise NotFound(N_("no list and no article of this archive has an actor %(id)s", id=id))
    return answer


def period_label(period: dict[str, Any]) -> str:
    """The name of a period: a decade by its ends, a year, a month by its name."""
    if len(period["from"]) > 4:
        return f"{month_label(period['from'], language())} {period['from'][:4]}"
    if period["from"] == period["to"]:
        return str(period["from"])
    return f"{period['from']}–{period['to']}"


def _asked(*more: str) -> tuple[str, str]:
    """The beginning of a name and the type that are asked for; `more` are other parameters that may
    be given. Raises `ParameterError`."""
    for name in request.args:
        if name not in ("prefix", "type", *more, "lang"):
            raise ParameterError(name, not_here(("prefix", "type", *more)))
    type_ = request.args.get("type", "")
    if type_ not in ("", *ACTOR_TYPES):
        raise ParameterError("type", none_of(type_, ACTOR_TYPES))
    prefix = request.args.get("prefix", "").strip()
    if len(prefix) > MAX_VALUE:
        raise ParameterError("prefix", N_("longer than %(most)s characters", most=MAX_VALUE))
    return prefix, type_


def _number(name: str, default: int, low: int, high: int) -> int:
    given = request.args.getlist(name)
    if len(given) > 1:
        raise ParameterError(name, N_("given more than once"))
    return whole_number(name, "".join(given), default, low, high)
