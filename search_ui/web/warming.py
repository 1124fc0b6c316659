"""Reads what every search needs before anybody has to wait for it: word lists, templates, what the
archive holds of actors."""

from __future__ import annotations

import threading
from contextlib import suppress

from flask import Flask

from indexer import garbage
from indexer.describe.actors import listed_actors
from indexer.engines.base import Engine
from indexer.errors import KashshafError
from search_ui.answering.searching import answered
from search_ui.answering.suggesting import suggestions
from search_ui.asking.params import SearchParams
from search_ui.web.languages import language
from search_ui.web.links import State
from search_ui.web.pages import results_page

UNKNOWN = 8  # words that are asked for
LONGEST = 5.0  # seconds that a server waits for it: an engine that does not answer takes longer


def warmed(app: Flask, engine: Engine) -> None:
    """Warms an application up, in a thread of its own that nobody waits for beyond `LONGEST`."""
    thread = threading.Thread(target=_warm, args=(app, engine), daemon=True)
    thread.start()
    thread.join(LONGEST)


def _warm(app: Flask, engine: Engine) -> None:
    with suppress(KashshafError), app.test_request_context("/"):  # who asks will be told
        engine.read_ahead()
        for query in _queries():
            params = SearchParams(q=query, explain=True)
            asked, answer = answered(engine, params, language())
            results_page(State(), params, asked, answer)
            suggestions(engine, query)
    garbage.settle()
    garbage.look_in_small_steps()


def _queries() -> list[str]:
    """Queries that need every list: none, a name in Arabic and in Latin letters, unknown words."""
    actors = [actor for actor in listed_actors().actors.values() if actor.english][:UNKNOWN]
    words = [word[::-1] for actor in actors for word in actor.name.split()]
    return ["", actors[0].name, actors[0].english, " ".join(words[:UNKNOWN])]
