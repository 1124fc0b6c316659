"""What to tell a reader whose query found nothing, or next to nothing: which word fails, what the
archive holds of it, and which other query would find something."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.lemma import is_stop_word, query_lemmas
from indexer.engines.base import Engine
from indexer.engines.query import TEXT_FIELDS, Search
from indexer.engines.word_forms import forms_of
from search_ui.answering.respelling import Respelling, near_words, respellings
from search_ui.asking.clauses import Depth, clause_query
from search_ui.asking.query import Clause, Typed, unquoted

FEW = 3  # articles: a query that finds more gets no advice
MOST_WORDS = 8  # of a query that are looked into
MOST_RARE = 4  # of these, that other words are looked for
COMMONER = 20  # times as many articles must hold a word that is offered for one that is held
OFFERED = 3  # queries, and forms of a word
TRIED = 6  # queries
_READ = 20  # articles in which forms of a word are looked up

Count = Callable[[list[str]], list[int]]  # of articles that whole queries find, all else the same


def advice(
    engine: Engine, typed: Typed, depth: Depth, total: int, any_word: bool, count: Count
) -> dict[str, Any]:
    """What to add to an answer that holds at most `FEW` articles: `missing`, the words that no
    article holds at the depth asked for, with what there is of them, where nothing was found; and
    `suggestions`, whole queries that find more, with why they are offered."""
    asked = _words(typed)
    counts = engine.counts([clause_query(clause, depth) for clause in asked])
    words = dict(zip(asked, counts, strict=True))
    missing = [clause for clause, articles in words.items() if not articles]
    rare = [clause for clause in words if words[clause] <= FEW][:MOST_RARE]
    options = {clause: _likelier(engine, clause, words[clause]) for clause in rare}
    told: dict[str, Any] = {}
    if not total and missing:
        told["missing"] = [
            {"word": clause.text, "forms": _there(engine, clause, depth, options.get(clause))}
            for clause in missing
        ]
    queries = islice(_queries(typed, missing, options, any_word), TRIED)
    offered: list[dict[str, Any]] = []
    while len(offered) < OFFERED and (tried := list(islice(queries, OFFERED))):
        totals = count([query for query, _ in tried])
        offered += [
            {"q": query, "total": found, "why": why}
            for (query, why), found in zip(tried, totals, strict=True)
            if found > total
        ]
    if offered:
        told["suggestions"] = offered[:OFFERED]
    return told


def _likelier(engine: Engine, clause: Clause, articles: int) -> list[Respelling]:
    """What a word may have been meant for, that far more articles hold; where those that it finds
    hold only what may be another form of it, that more of them hold."""
    held = engine.frequencies("word", word_terms(clause.text)) if articles else {}
    least = COMMONER * articles if held else articles + 1 if articles else 0
    return respellings(engine, clause.text, least)


def _words(typed: Typed) -> list[Clause]:
    """The words that are asked for in the text itself, in all forms, without stop words."""
    words = [
        clause
        for clause in typed.clauses
        if clause.kind == "word"
        and not (clause.without or clause.out)
        and clause.field in (None, *TEXT_FIELDS)
    ]
    telling = [c for c in words if not all(map(is_stop_word, word_terms(c.text)))]
    return (telling or words)[:MOST_WORDS]


def _queries(
    typed: Typed,
    missing: Sequence[Clause],
    options: dict[Clause, list[Respelling]],
    any_word: bool,
) -> Iterator[tuple[str, str]]:
    """Whole queries and why each is offered: one in quotes without them; every missing word
    replaced by the likeliest, then one of them by the next likely; where none is missing, one rare
    word replaced."""
    if any(clause.kind in ("phrase", "near") for clause in typed.clauses):
        yield unquoted(typed.text), "unquoted"
    mended = {clause: options[clause][0] for clause in missing if options.get(clause)}
    seen: set[str] = set()
    if len(mended) < len(missing) and not (any_word and mended):
        return
    if mended:
        yield from _once(typed, mended, seen)
    for clause in missing or options:
        for option in options.get(clause, ()):
            yield from _once(typed, {**mended, clause: option}, seen)


def _once(
    typed: Typed, instead: dict[Clause, Respelling], seen: set[str]
) -> Iterator[tuple[str, str]]:
    text = typed.text
    for clause in sorted(instead, key=lambda clause: -clause.start):
        at = text.index(clause.text, clause.start)
        text = text[:at] + instead[clause].text + text[at + len(clause.text) :]
    if text not in seen:
        seen.add(text)
        yield text, next(iter(instead.values())).why


def _there(
    engine: Engine, clause: Clause, depth: Depth, options: Sequence[Respelling] | None
) -> list[dict[str, Any]]:
    """What the archive holds of a word that no article holds as asked: its other forms, else the
    words it may have been meant for; nothing where `options` is None, of a word too many."""
    if options is None:
        return []
    if depth != "smart" or clause.exact:
        found = _other_forms(engine, clause, depth)
        if found:
            return found
    terms = word_terms(clause.text)
    if len(terms) > 1:  # else these are all the options there are
        options = options or [option for term in terms for option in near_words(engine, term)]
    held = [option for option in options if option.total]
    return [{"word": option.text, "total": option.total} for option in held[:OFFERED]]


def _other_forms(engine: Engine, clause: Clause, depth: Depth) -> list[dict[str, Any]]:
    """The written forms of a word that articles hold at another depth than was asked for, commonest
    first, each with the number of articles that hold it just so."""
    lemmas = {" ".join(found) for term in word_terms(clause.text) for found in query_lemmas(term)}
    loose = clause_query(replace(clause, exact=False), "smart")
    hits = engine.search(Search(loose, sort="newest", size=_READ)).hits
    packed = [hit.forms for hit in hits]
    met = {form for kept in packed for lemma in lemmas for form in forms_of(kept, lemma)}
    exact = depth == "exact" or clause.exact
    shown: dict[str, str] = {}
    for form in sorted(met):
        for term in (exact_terms if exact else word_terms)(form)[:1]:
            shown.setdefault(term, form)
    totals = engine.frequencies("exact" if exact else "word", sorted(shown))
    best = sorted(totals, key=lambda term: (-totals[term], term))[:OFFERED]
    return [{"word": shown[term], "total": totals[term]} for term in best]
