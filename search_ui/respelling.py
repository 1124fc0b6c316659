"""What a word that finds nothing may have been meant for: other words that the archive holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log10

from indexer.arabic.analyzers import normalize, occurrences, unvocalised, word_terms
from indexer.arabic.keyboards import retyped
from indexer.arabic.latin import arabic_spellings, listed_spellings
from indexer.arabic.lemma import is_stop_word, lemma, lemma_of_form
from indexer.arabic.slips import clitics_apart
from indexer.describe.actors import known_actors
from indexer.engines.base import TEXT_FIELDS, Engine, Phrase, Search, Term, either
from indexer.engines.word_forms import forms_of
from search_ui.widening import likeness, words_like, words_two_slips_off

OFFERED = 3  # words of each kind
SPELLINGS = 300  # of a Latin word, that the archive is asked for
SHORTEST = 3  # letters of a word whose spelling is doubted
_STEP = 3.5  # powers of ten that a word must be commoner to make up for one more step
_FETCHED = 1.5  # the same for a Latin word, by how far-fetched a spelling is
_BLANK = 0.8  # steps that a blank left out counts for
_SURE = 10  # articles: a word like it that fewer hold may be a slip itself
_READ = 5  # articles in which the written form of a word is looked up


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word of the archive instead of one that was typed: as written, at word depth, and how many
    articles hold it. `why` is "keyboard", "latin" or "spelling"."""

    text: str
    term: str
    total: int
    why: str


def respellings(engine: Engine, text: str) -> list[Respelling]:
    """What a word as typed may have been meant for, likeliest first: the same keys on the other
    keyboard layout, the Arabic for a Latin spelling, words like it."""
    found = _retyped(engine, text)
    terms = word_terms(text)
    if len(terms) == 1:
        term = terms[0]
        if not found:
            found = _from_latin(engine, term) or near_words(engine, term)
    return found


def near_words(engine: Engine, term: str) -> list[Respelling]:
    """The words of the archive most like a word-depth term: near before far, and a much commoner
    one before one a little nearer; of one word's forms only the best. Where there is none, those
    like what stands behind its clitics."""
    if len(term) < SHORTEST or term.isdigit():
        return []
    return _near(engine, term) or _behind_clitics(engine, term)


def _near(engine: Engine, term: str) -> list[Respelling]:
    like = words_like(engine, term, 1)
    if max(like.values(), default=0) < _SURE:
        like |= words_two_slips_off(engine, term)
    scores = {
        other: log10(total) - _STEP * likeness(term, other)
        for other, total in like.items()
        if other != term and not is_stop_word(other)
    }
    parted = parts_of(engine, term)
    words = [_as_written(engine, other, like, "spelling") for other in _best(scores)]
    unsure = not words or scores[words[0].term] < log10(max(parted.total, 1)) - _STEP * _BLANK
    both = [parted, *words] if unsure else [*words, parted]
    return [option for option in both if option.total][:OFFERED]


def _behind_clitics(engine: Engine, term: str) -> list[Respelling]:
    """The words like what stands behind a term's clitics, with these before them; only those that
    are read as the same word with them and without."""
    clitics, rest = clitics_apart(term)
    if not clitics or len(rest) < SHORTEST:
        return []
    return [
        replace(option, text=clitics + option.text, term=clitics + option.term)
        for option in _near(engine, rest)
        if lemma(clitics + option.term).term == lemma(option.term).term
    ]


def parts_of(engine: Engine, term: str) -> Respelling:
    """The two words that a word-depth term would be with a blank in it: those that most articles
    hold one after the other; with a total of 0 where none does."""
    cuts = [(term[:at], term[at:]) for at in range(2, len(term) - 1)]
    totals = engine.frequencies("word", sorted({part for cut in cuts for part in cut}))
    whole = [cut for cut in cuts if all(part in totals for part in cut)]
    whole.sort(key=lambda cut: (-min(totals[part] for part in cut), cut))
    found = [
        (engine.count(either(*(Phrase(f"{name}.word", cut) for name in TEXT_FIELDS))), cut)
        for cut in whole[:OFFERED]
    ]
    total, cut = max(found, default=(0, ()))
    text = " ".join(written(engine, part) for part in cut) if total else ""
    return Respelling(text, " ".join(cut), total, "spelling")


def _retyped(engine: Engine, text: str) -> list[Respelling]:
    """A listed actor's name may be found under another name, so it need not be in the archive."""
    found = []
    for other in filter(str.isalpha, retyped(text)):
        for term in word_terms(other)[:1]:
            total = engine.frequencies("word", [term]).get(term, 0)
            if total or known_actors().named(other):
                found.append(Respelling(other, term, total, "keyboard"))
    return sorted(found, key=lambda option: -option.total)


def _from_latin(engine: Engine, term: str) -> list[Respelling]:
    made = arabic_spellings(term, SPELLINGS) | dict.fromkeys(listed_spellings(term), 0.0)
    totals = engine.frequencies("word", sorted(made)) if made else {}
    scores = {other: log10(total) - _FETCHED * made[other] for other, total in totals.items()}
    listed = {other: scores[other] for other in listed_spellings(term) if other in scores}
    return [_as_written(engine, other, totals, "latin") for other in _best(listed or scores)]


def _best(scores: Mapping[str, float]) -> list[str]:
    """The best words by score, one of each lemma."""
    kept: dict[str, str] = {}
    for other in sorted(scores, key=lambda other: (-scores[other], other)):
        kept.setdefault(lemma(other).term, other)
        if len(kept) == OFFERED:
            break
    return list(kept.values())


def _as_written(engine: Engine, term: str, totals: Mapping[str, int], why: str) -> Respelling:
    return Respelling(written(engine, term), term, totals[term], why)


def written(engine: Engine, term: str) -> str:
    """How the newest articles that hold a word-depth term mostly write it, without tashkeel."""
    query = either(*(Term(f"{name}.word", term) for name in TEXT_FIELDS))
    hits = engine.search(Search(query, sort="newest", size=_READ)).hits
    met: Counter[str] = Counter()
    for hit in hits:
        texts = [hit.document.get(name) or "" for name in TEXT_FIELDS]
        for form in set(forms_of(hit.forms, lemma_of_form(term))):
            if normalize(form) == term:
                met[unvocalised(form)] += sum(len(occurrences(text, form)) for text in texts)
    return min(met, key=lambda form: (-met[form], form)) if met else term
