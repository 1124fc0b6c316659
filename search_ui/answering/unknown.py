"""Sources and actors asked for that there are none of: a slip in a name finds nothing, and says not
why."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from indexer.describe.actors import known_actors
from indexer.describe.sources import canonical_source
from indexer.engines.base import Engine
from indexer.engines.query import Keyword
from indexer.lists.outlets import find_outlet
from search_ui.answering.labels import Language
from search_ui.answering.phrasebook import phrasebook, plain, quoted
from search_ui.asking.clauses import actor_ids
from search_ui.asking.params import SearchParams
from search_ui.asking.query import Typed


def unknown_sources(
    engine: Engine, params: SearchParams, typed: Typed, met: Collection[str], language: Language
) -> list[dict[str, Any]]:
    """Each source of a search that neither the list of publishers nor an article names, as it was
    given, with a sentence (`said`) that says so. `met` are sources that the archive surely has."""
    return [
        {"source": name, "said": plain(no_source(name, language))}
        for name in dict.fromkeys(_sources_asked(params, typed))
        if not _is_known(engine, name, met)
    ]


def unknown_actors(
    engine: Engine, params: SearchParams, typed: Typed, language: Language
) -> list[dict[str, Any]]:
    """The same of each actor that no list has by that name or id, nor any article by that id."""
    return [
        {"actor": name, "said": plain(no_actor(name, language))}
        for name in dict.fromkeys(actors_asked(params, typed))
        if not _is_named(engine, name)
    ]


def no_source(name: str, language: Language) -> str:
    """That a source asked for is none, in a sentence that isolates its name."""
    _ = phrasebook(language)
    said = _("No article and no list of publishers names the source %(name)s.")
    return said % {"name": quoted(name, language)}


def no_actor(name: str, language: Language) -> str:
    """The same of an actor."""
    _ = phrasebook(language)
    said = _("No list has an actor called %(name)s, and no actor of the archive has it as its id.")
    return said % {"name": quoted(name, language)}


def actors_asked(params: SearchParams, typed: Typed) -> Iterator[str]:
    """The actors that a search names, as they were given."""
    yield from (*params.actor, *params.actor_all, *params.not_actor)
    yield from (clause.text for clause in typed.clauses if clause.field == "actor")


def _sources_asked(params: SearchParams, typed: Typed) -> Iterator[str]:
    yield from (*params.source, *params.not_source)
    yield from (clause.text for clause in typed.clauses if clause.field == "source")


def _is_named(engine: Engine, name: str) -> bool:
    ids = actor_ids(name)
    if not ids or not known_actors().actors.keys().isdisjoint(ids):
        return bool(ids)
    return engine.count(Keyword("actor", ids)) > 0


def _is_known(engine: Engine, name: str, met: Collection[str]) -> bool:
    source = canonical_source(name)
    if source in met or find_outlet(source):
        return True
    return engine.count(Keyword("source", (source,))) > 0
