"""What is taken away from the archive: exports, feeds, references, and the page that tells how much
an export is. All GET, all links that can be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from contextvars import copy_context
from dataclasses import replace
from datetime import datetime
from typing import cast
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request, url_for
from werkzeug.exceptions import NotFound, ServiceUnavailable
from werkzeug.wrappers import Response as AnyResponse

from indexer.clock import in_utc, now
from indexer.engines.query import DateSort
from search_ui.answering.labels import Language
from search_ui.answering.phrasebook import plain
from search_ui.answering.searching import Asked, ask, understand
from search_ui.asking.messages import N_
from search_ui.asking.params import BY_NAME, OF_A_PAGE, ParameterError, none_of
from search_ui.taking.export import exporting, order_of, stated
from search_ui.taking.export_files import ALIASES, FORMATS, estimate, file_name, safe
from search_ui.taking.feeds import MEDIA_ATOM, MEDIA_OPENSEARCH, Feed, FeedEntry, atom, opensearch
from search_ui.taking.file_words import in_words
from search_ui.taking.references import bibtex, ris
from search_ui.web import pages
from search_ui.web.api import asked_among, asked_for, engine, kept, labels, views
from search_ui.web.languages import language
from search_ui.web.links import State
from search_ui.web.openapi import FEED_SORTS, KEYED, OPEN, described
from search_ui.web.rendering import gettext as _

blueprint = Blueprint("downloads", __name__)

AT_ONCE = 4  # exports that are sent at the same time: searches must not wait for slow readers
AGAIN = 30  # seconds after which to try again
ENTRIES = 50  # of a feed that asks for no number
# What can be asked of a whole result; the number of articles only of a feed.
_OF_EXPORTS = tuple(name for name in BY_NAME if name not in (*OF_A_PAGE, "size"))
_OF_FEEDS = tuple(
    "feed.sort" if name == "sort" else name for name in BY_NAME if name not in OF_A_PAGE
)
_REFERENCES = {"ris": ris, "bib": bibtex}


@views.get("/api/v1/export.<format>", tags=["files"])
@described("export", "format", *_OF_EXPORTS, "lang", refuses=(*KEYED, 404))
def export(format: str) -> Response:
    """Every article that a search finds, as a file, streamed.

    It is a list and no ranking: newest first, or as `sort` says, and the same articles in the same
    order whatever else the archive comes to hold of each word; the best first would be an order of
    scores, which is only known once all are read. What belongs to one page of hits is refused. An
    engine that fails in the middle breaks the transfer off, after a last line that says so where
    the format has lines.
    """
    form = FORMATS.get(ALIASES.get(format, format))
    if form is None:
        raise NotFound(
            N_("there is no export of that kind; there are %(names)s", names=", ".join(FORMATS))
        )
    params, spoken, made = asked_among(*_OF_EXPORTS), labels(), now()
    with ExitStack() as opened:
        _take_turn(opened)
        whole = opened.enter_context(exporting(engine(), params, made, spoken))
        made_of = form.write(whole)
        opened.callback(made_of.close)
        pieces = _InContext(made_of)
        first = next(pieces, b"")  # what fails so early has a status of its own
        held = opened.pop_all()
    response = Response(_sent(first, pieces, held), content_type=form.media)
    response.call_on_close(held.close)
    return attached(response, file_name(params, made, form.suffix), f"kashshaf.{form.suffix}")


@blueprint.get("/export")
def export_page() -> AnyResponse:
    """How many articles an export holds and how large it is, before it is taken."""
    params, state = asked_for(), _state()
    search = state.keeping_search()
    told = estimate(engine(), params, now(), labels())
    return pages.page(
        "export.html",
        state,
        params,
        told=told,
        formats=FORMATS.values(),
        facts=in_words([*stated(params)[1:], ("order", order_of(params))], language(), told.names),
        path=lambda form: search.under(url_for("api.export", format=form.suffix)),
    )


@views.get("/feed.atom", tags=["files"])
@described("feed", *_OF_FEEDS, "lang", refuses=OPEN)
def feed() -> AnyResponse:
    """Of the articles that a search finds those that were indexed last, as an Atom feed: an old one
    that comes into the archive today is in it."""
    params = asked_among(*(name.removeprefix("feed.") for name in _OF_FEEDS))
    spoken, state = labels(), _state().keeping_search()
    size = params.size if request.args.get("size") else ENTRIES
    sort = request.args.get("sort") or FEED_SORTS[0]
    if sort not in FEED_SORTS:  # by any other order nothing new would come to its head
        raise ParameterError("sort", none_of(sort, FEED_SORTS))
    followed = replace(params, sort=cast(DateSort, sort), size=size, cursor=None)
    asked = understand(engine(), followed)
    found = ask(engine(), asked, facets=False)
    root = request.host_url.rstrip("/")
    made = {build.name: build.created for build in engine().generations()}[found.generation]
    entries = [
        FeedEntry(hit.document, root + State().speaking(spoken).article(hit.id))
        for hit in found.hits
    ]
    document = atom(
        Feed(
            title=": ".join(filter(None, [str(_("Kashshaf")), _told(asked, spoken)])),
            root=root,
            url=root + state.under(url_for("api.feed")),
            own=root + state.setting({"size": request.args.get("size")}).under(url_for("api.feed")),
            page=root + state.url(),
            updated=in_utc(datetime.fromisoformat(made)),
            language=spoken,
            entries=entries,
        )
    )
    response = Response(document, content_type=f"{MEDIA_ATOM}; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.add_etag()
    return response.make_conditional(request)


@views.get("/opensearch.xml", tags=["files"])
@described("opensearch", "lang", refuses=OPEN)
def description() -> Response:
    """From which a browser learns to search this archive from its own search box."""
    root = request.host_url.rstrip("/")
    document = opensearch(
        results=root + url_for("pages.results"),
        feed=root + url_for("api.feed"),
        own=root + State().speaking(labels()).under(url_for("api.description")),
        icon=root + url_for("static", filename="icon.svg"),
        language=labels(),
    )
    return Response(document, content_type=f"{MEDIA_OPENSEARCH}; charset=utf-8")


@blueprint.get("/articles/<path:id>.<any(ris, bib):name>")
def reference(id: str, name: str) -> AnyResponse:
    """The reference of an article; an article whose own id ends so goes before."""
    if engine().get(f"{id}.{name}") is not None:
        return pages.article(f"{id}.{name}")
    response = Response(_REFERENCES[name](kept(id)), content_type=FORMATS[name].media)
    return attached(response, f"{safe(id) or 'article'}.{name}", f"article.{name}")


class _InContext(Iterator[bytes]):
    """The pieces, each made as in the request, with the actors as the archive's keeper has them:
    the request has ended by the time that most are wanted."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._context = pieces, copy_context()

    def __next__(self) -> bytes:
        return self._context.run(next, self._pieces)


def _sent(first: bytes, pieces: Iterator[bytes], held: ExitStack) -> Iterator[bytes]:
    """All of a file; what it was made from is let go at its end."""
    with held:
        yield first
        yield from pieces


def _told(asked: Asked, spoken: Language) -> str:
    """What a feed is of: its query, or a sentence where anything else narrows it."""
    narrowed = len(stated(asked.params)) > 1
    return plain(asked.sentence(spoken)) if narrowed else asked.params.q.strip()


def _state() -> State:
    """The search of the address."""
    return State.of({name: request.args.getlist(name) for name in request.args})


def _take_turn(opened: ExitStack) -> None:
    turns = current_app.config["EXPORTS"]
    if not turns.acquire(blocking=False):
        raise ServiceUnavailable(
            N_(
                "%(most)s exports are being sent already: try again in %(seconds)s seconds",
                most=AT_ONCE,
                seconds=AGAIN,
            ),
            retry_after=AGAIN,
        )
    opened.callback(turns.release)


def attached(response: Response, name: str, plain: str) -> Response:
    """A response that is kept as a file; `plain` is its name where letters of every script cannot
    be told. Nothing in either name can end the header."""
    response.headers.set(
        "Content-Disposition",
        "attachment",
        filename=name if name.isascii() else plain,
        **({} if name.isascii() else {"filename*": f"UTF-8''{quote(name, safe='')}"}),
    )
    response.headers["Cache-Control"] = "no-cache"
    return response
