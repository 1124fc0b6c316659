"""The language of the page: Arabic, or English one click away (``lang=en``)."""

from __future__ import annotations

from typing import cast

from flask import Flask, g, has_request_context, request
from flask_babel import Babel

from search_ui.answering.labels import Language

LANGUAGES: tuple[Language, ...] = ("ar", "en")


def init_languages(app: Flask) -> None:
    """Makes Flask-Babel ask `language`."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    Babel(app, locale_selector=language)


def language() -> Language:
    """The language that the address asks for; Arabic where it asks for none that there is."""
    if not has_request_context():
        return LANGUAGES[0]
    if "language" not in g:  # it is asked for with every message of a page
        wanted = request.args.get("lang")
        g.language = wanted if wanted in LANGUAGES else LANGUAGES[0]
    return cast(Language, g.language)
