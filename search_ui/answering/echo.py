"""A search said back as it was understood: as a sentence, and as the parameters of a link.

The link is the search in canonical form; opened, it gives the same total, hits and facets. What a
page of hits alone is about (size, cursor) is no part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from indexer.describe.names.identity import type_of
from indexer.describe.sources import canonical_source
from search_ui.answering.labels import (
    Language,
    actor_label,
    place_label,
    source_label,
    value_label,
)
from search_ui.answering.phrasebook import phrasebook, quoted
from search_ui.answering.present import date_label
from search_ui.asking.addresses import Pair, in_order
from search_ui.asking.clauses import Depth, actor_ids
from search_ui.asking.params import SearchParams
from search_ui.asking.query import Clause, Typed
from search_ui.asking.ranking import Match, Meaning
from search_ui.asking.writing import write_query


def canonical(params: SearchParams, typed: Typed, language: Language) -> tuple[Pair, ...]:
    """The parameters of the same search in one form, the language of its page with them."""
    ranged = bool(params.first or params.last)
    written = write_query(typed)
    single = {
        "q": written,
        "from": params.first,
        "to": params.last,
        "undated": _unless(params.undated, "exclude" if ranged else "include"),
        "depth": _unless(params.depth, "smart"),
        "match": _unless(params.match, "all"),
        "sort": _unless(params.sort, "relevance" if written else "newest"),
        "copies": _unless(params.copies, "all"),
    }
    given = [(name, value or "") for name, value in single.items()]
    for name in ("source", "not_source"):
        given += [(name, canonical_source(value)) for value in getattr(params, name)]
    plain = ("place", "not_place", "author", "not_author")
    for name in ("actor", "actor_all", "not_actor", *plain):
        given += [(name, value) for value in getattr(params, name)]
    return in_order([*given, ("lang", "" if language == "ar" else language)])


def sentence(
    params: SearchParams,
    typed: Typed,
    meaning: Meaning,
    language: Language,
    names: Mapping[str, str],
) -> str:
    """What is searched for, in a sentence; values in quotes and isolated. `names` are those of
    actors that no list holds, by id."""
    _ = phrasebook(language)
    teller = _Teller(typed, meaning, params.depth, params.match, language, names)
    wanted, without = teller.wanted(), teller.without()
    said = _("Articles with %(what)s") % {"what": wanted} if wanted else _("All articles")
    if typed.text.strip() and not typed.clauses:
        said = _("No article: the query holds only signs")
    if without:
        said += _(", without %(what)s") % {"what": without}
    if meaning.ignored:
        words = _list(meaning.ignored, language)
        said += _("; left out as too common: %(words)s") % {"words": words}
    filters = _filters(params, language, names)
    return said + "".join(_("; %(filter)s") % {"filter": one} for one in filters)


def _unless(value: str, usual: str) -> str | None:
    return None if value == usual else value


class _Teller:
    """Says the clauses of one query."""

    def __init__(
        self,
        typed: Typed,
        meaning: Meaning,
        depth: Depth,
        match: Match,
        language: Language,
        names: Mapping[str, str],
    ) -> None:
        self.typed, self.depth, self.language, self.match = typed, depth, language, match
        self.left, self.names = set(meaning.ignored), names
        self.named = {first: (end, actor) for actor, first, end in meaning.actors}
        self._: Callable[[str], str] = phrasebook(language)

    def wanted(self) -> str:
        """The groups that are asked for."""
        _ = self._
        required: list[str] = []
        free: list[str] = []
        done = 0
        for group in self.typed.groups:
            clauses = [clause for clause in group if not clause.without]
            if not clauses or clauses[0].start < done or self._is_left_out(group):
                continue
            alone = len(clauses) == 1
            if alone and clauses[0].start in self.named:
                done, actor = self.named[clauses[0].start]
                said = self._name(clauses[0].start, done, actor)
            else:
                said = _(" or ").join(map(self._clause, clauses))
            plain = alone and clauses[0].kind == "word" and not clauses[0].field
            (free if plain and self.match == "any" else required).append(said)
        if len(free) > 1:
            required.append(_("any of: %(words)s") % {"words": _(", ").join(free)})
        elif free:
            required += free
        return _(", and ").join(required)

    def without(self) -> str:
        """What must not be there."""
        unwanted = [clause for clause in self.typed.clauses if clause.without]
        return self._(" or ").join(map(self._clause, unwanted))

    def _is_left_out(self, group: tuple[Clause, ...]) -> bool:
        clause = group[0]
        signed = clause.field or clause.exact or clause.out or clause.kind != "word"
        return len(group) == 1 and not signed and clause.text in self.left

    def _name(self, first: int, end: int, actor: str) -> str:
        words = [c for c in self.typed.clauses if first <= c.start < end and not c.without]
        label = quoted(actor_label(actor, self.language)["label"], self.language)
        said = self._(" and ").join(map(self._clause, words))
        return self._("(%(words)s, or %(actor)s by any name)") % {"words": said, "actor": label}

    def _clause(self, clause: Clause) -> str:
        _ = self._
        value = quoted(clause.text, self.language)
        if clause.field == "actor":
            ids = actor_ids(clause.text)
            if len(ids) > 1 and not type_of(ids[0]):
                labels = (actor_label(id, self.language)["label"] for id in ids)
                value = _(" or ").join(quoted(label, self.language) for label in labels)
            else:
                name = value_label("actor", clause.text, self.language, self.names)
                value = quoted(name, self.language)
            return _("the actor %(name)s") % {"name": value}
        if clause.field == "source":
            name = source_label(canonical_source(clause.text), self.language)
            return _("the source %(name)s") % {"name": quoted(name, self.language)}
        if clause.field == "author":
            return _("the author %(name)s") % {"name": value}
        if clause.field == "place":
            name = place_label(clause.text, self.language)
            return _("the place %(name)s") % {"name": quoted(name, self.language)}
        said = self._words(clause) % {"words": value, "within": clause.within}
        if clause.out:
            said += _(" (but not as %(forms)s)") % {"forms": _list(clause.out, self.language)}
        if clause.field:
            where = _("in the title") if clause.field == "title" else _("in the body")
            said = f"{said} {where}"
        return said

    def _words(self, clause: Clause) -> str:
        _ = self._
        match clause.kind:
            case "phrase":
                return _("%(words)s word for word")
            case "near":
                return _("%(words)s near each other (at most %(within)s words)")
            case "prefix":
                return _("words that begin with %(words)s")
            case "fuzzy":
                one = _("words like %(words)s (one letter apart)")
                two = _("words like %(words)s (at most two letters apart)")
                return two if clause.within > 1 else one
        depths = {
            "smart": _("%(words)s in any form"),
            "word": _("%(words)s in any spelling"),
            "exact": _("%(words)s exactly as written"),
        }
        return depths["exact" if clause.exact else self.depth]


def _filters(params: SearchParams, language: Language, names: Mapping[str, str]) -> Iterable[str]:
    """The filters in the order of the parameters, each said by itself."""
    _ = phrasebook(language)
    told = {
        "source": _("source: %(names)s"),
        "actor": _("actor: %(names)s"),
        "not_source": _("not of the source: %(names)s"),
        "not_actor": _("not with the actor: %(names)s"),
        "actor_all": _("all of the actors: %(names)s"),
        "place": _("reported from: %(names)s"),
        "author": _("by the author: %(names)s"),
        "not_place": _("not reported from: %(names)s"),
        "not_author": _("not by the author: %(names)s"),
    }
    for name, words in told.items():
        values = [value_label(name, value, language, names) for value in getattr(params, name)]
        if values:
            link = _(" and ") if name == "actor_all" else _(" or ")
            yield words % {"names": link.join(quoted(value, language) for value in values)}
    if params.first:
        yield _("from %(date)s") % {"date": date_label(params.first, language)}
    if params.last:
        yield _("to %(date)s") % {"date": date_label(params.last, language)}
    if params.undated == "only":
        yield _("undated only")
    elif params.undated == "include" and (params.first or params.last):
        yield _("undated too")
    elif params.undated == "exclude" and not (params.first or params.last):
        yield _("without the undated")
    if params.copies == "one":
        yield _("one of each")


def _list(words: Iterable[str], language: Language) -> str:
    return phrasebook(language)(", ").join(quoted(word, language) for word in words)
