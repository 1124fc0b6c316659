"""The language of the page: Arabic, or English one click away (``lang=en``)."""

from __future__ import annotations

from flask import Flask, has_request_context, request
from flask_babel import Babel

from search_ui.labels import Language

LANGUAGES: tuple[Language, ...] = ("ar", "en")


def init_languages(app: Flask) -> None:
    """Makes Flask-Babel ask `language`."""
    app.config.setdefault("BABEL_DEFAULT_LOCALE", LANGUAGES[0])
    Babel(app, locale_selector=language)


def language() -> Language:
    """The language that the address asks for; Arabic where it asks for none that there is."""
    wanted = request.args.get("lang") if has_request_context() else None
    return wanted if wanted in LANGUAGES else LANGUAGES[0]
