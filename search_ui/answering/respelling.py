"""What a word that finds nothing may have been meant for: other words that the archive holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log10

from indexer.arabic.analyzers import normalize, unvocalised, word_terms
from indexer.arabic.keyboards import retyped
from indexer.arabic.latin import arabic_spellings, listed_spellings
from indexer.arabic.lemma import is_stop_word, lemma, lemma_of_form
from indexer.arabic.slips import clitics_apart
from indexer.describe.actors import known_actors
from indexer.engines.base import Engine
from indexer.engines.query import TEXT_FIELDS, Phrase, Term, either
from indexer.engines.word_forms import forms_of
from search_ui.asking.widening import likeness, words_around

OFFERED = 3  # words of each kind
SPELLINGS = 300  # of a Latin word, that the archive is asked for
SHORTEST = 3  # letters of a word whose spelling is doubted
_STEP = 3.5  # powers of ten that a word must be commoner to make up for one more step
_FETCHED = 1.5  # the same for a Latin word, by how far-fetched a spelling is
_BLANK = 0.8  # steps that a blank left out counts for
_SURE = 10  # articles: a word like it that fewer hold may be a slip itself
_READ = 3  # articles from either end, in which the written form of a word is looked up


@dataclass(frozen=True, slots=True)
class Respelling:
    """A word of the archive instead of one that was typed, or two, at word depth (`terms`, behind
    `clitics` that no article holds with it), and how many articles hold it. `why` is "keyboard",
    "latin" or "spelling"; `text`, as it is written, is empty where it was not looked up."""

    terms: tuple[str, ...]
    total: int
    why: str
    clitics: str = ""
    text: str = ""

    def written(self, engine: Engine) -> Respelling:
        """The same with its text."""
        words = (written(engine, term) for term in self.terms)
        return self if self.text else replace(self, text=self.clitics + " ".join(words))


def respellings(engine: Engine, text: str, least: int) -> list[Respelling]:
    """What a word as typed may have been meant for, likeliest first: the same keys on the other
    keyboard layout, the Arabic for a Latin spelling, words like it. Of these, what at least so many
    articles hold; no other is looked up in them."""
    found = _retyped(engine, text)
    terms = word_terms(text)
    if not found and len(terms) == 1:
        found = _from_latin(engine, terms[0]) or _like(engine, terms[0])
    return [option.written(engine) for option in found if option.total >= least]


def near_words(engine: Engine, term: str) -> list[Respelling]:
    """The words of the archive most like a word-depth term: near before far, and a much commoner
    one before one a little nearer; of one word's forms only the best. Where there is none, those
    like what stands behind its clitics."""
    return [option.written(engine) for option in _like(engine, term)]


def _like(engine: Engine, term: str) -> list[Respelling]:
    if len(term) < SHORTEST or term.isdigit():
        return []
    return _near(engine, term) or _behind_clitics(engine, term)


def _near(engine: Engine, term: str) -> list[Respelling]:
    rings = words_around(engine, term)
    like = next(rings)
    if max(like.values(), default=0) < _SURE:
        like |= next(rings)
    scores = {
        other: log10(total) - _STEP * likeness(term, other)
        for other, total in like.items()
        if other != term and not is_stop_word(other)
    }
    parted = parts_of(engine, term)
    best = _best(scores)
    words = [Respelling((other,), like[other], "spelling") for other in best]
    unsure = not best or scores[best[0]] < log10(max(parted.total, 1)) - _STEP * _BLANK
    both = [parted, *words] if unsure else [*words, parted]
    return [option for option in both if option.total][:OFFERED]


def _behind_clitics(engine: Engine, term: str) -> list[Respelling]:
    """The words like what stands behind a term's clitics, with these before them; only those that
    are read as the same word with them and without."""
    clitics, rest = clitics_apart(term)
    if not clitics or len(rest) < SHORTEST:
        return []
    return [
        replace(option, clitics=clitics)
        for option in _near(engine, rest)
        if lemma(clitics + " ".join(option.terms)).term == lemma(" ".join(option.terms)).term
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
    return Respelling(cut, total, "spelling")


def _retyped(engine: Engine, text: str) -> list[Respelling]:
    """A listed actor's name may be found under another name, so it need not be in the archive."""
    found = []
    for other in filter(str.isalpha, retyped(text)):
        for term in word_terms(other)[:1]:
            total = engine.frequencies("word", [term]).get(term, 0)
            if total or known_actors().named(other):
                found.append(Respelling((term,), total, "keyboard", text=other))
    return sorted(found, key=lambda option: -option.total)


def _from_latin(engine: Engine, term: str) -> list[Respelling]:
    made = arabic_spellings(term, SPELLINGS) | dict.fromkeys(listed_spellings(term), 0.0)
    totals = engine.frequencies("word", sorted(made)) if made else {}
    scores = {other: log10(total) - _FETCHED * made[other] for other, total in totals.items()}
    listed = {other: scores[other] for other in listed_spellings(term) if other in scores}
    return [Respelling((other,), totals[other], "latin") for other in _best(listed or scores)]


def _best(scores: Mapping[str, float]) -> list[str]:
    """The best words by score, one of each lemma."""
    kept: dict[str, str] = {}
    for other in sorted(scores, key=lambda other: (-scores[other], other)):
        kept.setdefault(lemma(other).term, other)
        if len(kept) == OFFERED:
            break
    return list(kept.values())


def written(engine: Engine, term: str) -> str:
    """How articles that hold a word-depth term mostly write it, without tashkeel: the newest and
    the oldest."""
    query = either(*(Term(f"{name}.word", term) for name in TEXT_FIELDS))
    met: Counter[str] = Counter()
    for packed in engine.forms(query, _READ):
        forms = forms_of(packed, lemma_of_form(term))
        met.update({unvocalised(form) for form in forms if normalize(form) == term})
    return min(met, key=lambda form: (-met[form], form)) if met else term
