"""The help: the guides as pages, with their pictures. They say nothing of the archive, and need
none."""

from __future__ import annotations

from pathlib import PurePosixPath

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from search_ui.asking.messages import N_
from search_ui.web import guides, pages
from search_ui.web.api import asked_among, labels
from search_ui.web.languages import LANGUAGES, language
from search_ui.web.links import State

blueprint = Blueprint("help", __name__)

DAY = 86_400  # seconds for which a picture is kept


@blueprint.get("/help")
@blueprint.get("/help/<name>")
def guide(name: str = guides.NAMES[0]) -> AnyResponse:
    """A guide; without a name, the one for who searches."""
    params = asked_among("calendar")
    labels()
    if name not in guides.NAMES:
        raise NotFound(
            N_(
                "there is no guide %(name)s; there are %(names)s",
                name=name,
                names=", ".join(guides.NAMES),
            )
        )
    state = State.carried(request.args)
    shown = guides.guide(name, language(), lambda target: _link(target, state))
    others = {one: _page_of(one, state) for one in guides.NAMES}
    return pages.page("help.html", state, params, guide=shown, current=name, others=others)


@blueprint.get("/help/pictures/<name>")
def picture(name: str) -> Response:
    """A picture of a guide."""
    there = {one.name: one for one in guides.docs().joinpath("pictures").iterdir()}
    if name not in there:
        raise NotFound(N_("the guides have no picture %(name)s", name=name))
    response = Response(there[name].read_bytes(), mimetype="image/webp")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    return response


def _link(target: str, state: State) -> str:
    """Where a link of a guide leads on the page: other guides and pictures have pages here."""
    if target.startswith(guides.PICTURES):
        return url_for("help.picture", name=target.removeprefix(guides.PICTURES))
    file, _, place = target.partition("#")
    name = PurePosixPath(file).name.removesuffix(".md")
    for code in LANGUAGES:
        name = name.removesuffix(f".{code}")
    if file.endswith(".md") and name in guides.NAMES:
        return _page_of(name, state) + (f"#{place}" if place else "")
    return target


def _page_of(name: str, state: State) -> str:
    first = name == guides.NAMES[0]
    return state.under(url_for("help.guide", name=None if first else name))
