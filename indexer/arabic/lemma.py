"""The lemma depth: every form of a word under one term, never its neighbour.

A lemma is a function of the word-depth term alone, so that the spellings of a word always meet, and
marks and tatweel change nothing. The heaviest reading through the lexicon gives the citation form
(`analysis`), and the citation form's own heaviest reading is followed to its end, so that a form
and its citation form always share a term. What no lexicon knows gets a light stem, or the known
name that it is another spelling of (`variants`).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

import mappings
from indexer.arabic import ahead, analysis, compounds
from indexer.arabic.analyzers import Token, cut, word_tokens, words_of
from indexer.arabic.form_paths import form_paths, path
from indexer.arabic.light_stem import derived_verb, light_stem
from indexer.arabic.plural_shapes import singular
from indexer.arabic.variants import nearest, respelling
from indexer.arabic.vocabulary import Column
from indexer.memo import Memo

_LONGEST = 24  # letters; no Arabic word with its clitics is longer
_ALTERNATIVES = 12
_NEAR = 5  # how much lighter another reading of a query word may be and still be searched
_BEFORE_UNKNOWN = ("و", "ل", "ب", "ف", "ك", "وب", "ول", "وك", "فب", "فل", "فك")
_CLITICS = "[وف]?(?:ال|[بلك]?(?:ال)?|لل)"
_NUMBER = re.compile(rf"{_CLITICS}([0-9]+)[مه]?")
_FOREIGN = re.compile(rf"({_CLITICS})([a-zß-öø-ɏ][^ء-ي]*)")
_ARABIC = re.compile("[ء-ي]+")


class Lemma(NamedTuple):
    """A lemma-depth term and the rule that made it; a compound's terms stand with a blank between.

    The rule names what was taken off before (``clitic:وال+``) and behind (``+ending:ات``), and what
    knew the rest: ``lexicon`` (``lexicon:plural``, ``lexicon:verb``), ``seen`` (in open text),
    ``name``, ``variant``, ``irregular``, ``particle``, ``protected``, ``compound``, ``number``;
    ``light``, ``light:plural``, ``light:variant``, ``light:verb`` for words that no list knows;
    ``other`` for what is not Arabic.
    """

    term: str
    rule: str


class Depths(NamedTuple):
    """The terms of a written form at exact, word and lemma depth, and its paths (`form_paths`).

    Mostly one each. A form that is only marks, too long or a compound has none or several with
    blanks between.
    """

    exact: str
    word: str
    lemma: str
    path: str


def _depths_of(form: str) -> Depths:
    exact, words = cut(form, "exact"), cut(form, "word")
    if len(exact) == len(words) == 1:
        (written,), (word,) = exact, words
        term = _lemmas[word].term
        if " " not in term:
            return Depths(written, word, term, path(term, word, written))
    lemmas = [_lemmas[word].term for word in words]
    paths = form_paths(exact, words, lemmas)
    return Depths(" ".join(exact), " ".join(words), " ".join(lemmas), " ".join(paths))


def _looked_up(word: str) -> Lemma:
    term, rule = _terms().get(word), _rules().get(word)
    return Lemma(term, rule) if term and rule else worked_out(word)


_lemmas = Memo(_looked_up, 50_000)  # of the words met last: the vocabulary keeps the rest
_depths = Column(_depths_of)


def lemma(word: str) -> Lemma:
    """The lemma of one word-depth term; of anything else, itself. Never fails, never empty."""
    return _lemmas[word]


def lemma_of_form(form: str) -> str:
    """The lemma terms of one written form, with a blank between where there are several."""
    return " ".join([_lemmas[word].term for word in cut(form, "word")])


def lemma_terms(text: str) -> list[str]:
    """The lemma terms of `text`, in order; a compound written as one word gives all its parts."""
    return " ".join([depths[2] for depths in _depths.of(words_of(text))]).split()


def all_depths(text: str) -> tuple[str, str, str]:
    """The terms of `text` at exact, word and lemma depth with blanks between."""
    met = _depths.of(words_of(text))
    if not met:
        return "", "", ""
    exact, words, lemmas, _ = zip(*met, strict=True)
    return " ".join(exact), " ".join(words), " ".join(lemmas)


def distinct_depths(text: str) -> list[tuple[str, Depths]]:
    """The written forms of `text`, each once, in the order in which they are met, and its terms."""
    words = words_of(text).distinct()
    return list(zip(words.forms(), _depths.of(words), strict=True))


def lemma_tokens(text: str) -> list[Token]:
    """The lemma terms with their places in `text`; the parts of a compound share its place."""
    return [
        Token(term, token.start, token.end)
        for token in word_tokens(text)
        for term in _lemmas[token.term].term.split()
    ]


def query_lemmas(word: str) -> tuple[tuple[str, ...], ...]:
    """What a query word may match at lemma depth: alternatives of consecutive terms, best first."""
    return tuple(tuple(found.term.split()) for found in alternatives(word))


@lru_cache(maxsize=10_000)
def alternatives(word: str) -> tuple[Lemma, ...]:
    """The lemmas that a query word is searched by, at most twelve, each with its rule.

    The first is the word's own lemma. A word that is as well a form of another word (كتاب, of كاتب)
    gives that word's lemma too. A word that no list knows may stand in the archive with a clitic
    that nothing could tell from its first letter, so it is searched with the commonest of them.
    """
    best = lemma(word)
    found = {best.term: best}
    if _ARABIC.fullmatch(word) and 1 < len(word) <= _LONGEST:
        for other in _others(word, best):
            found.setdefault(other.term, other)
    return tuple(found.values())[:_ALTERNATIVES]


def is_stop_word(word: str) -> bool:
    """Whether a word-depth term is a stop word, with what may stand before and behind it."""
    listed = _stop_words()
    if word in listed:
        return True
    found = lemma(word)
    if word[:1] in ("و", "ف") and word[1:] in listed:
        return found.term == lemma(word[1:]).term  # not ولي, فهم
    return "particle" in found.rule


def _others(word: str, best: Lemma) -> list[Lemma]:
    if best.rule.startswith("light"):
        stem = light_stem(word)
        return [
            Lemma(lemma(clitic + stem).term, f"clitic:{clitic}+light") for clitic in _BEFORE_UNKNOWN
        ]
    if "particle" in best.rule:
        return []
    readings = analysis.readings(word)
    return [
        _read_as(reading)
        for reading in readings
        if reading.weight >= readings[0].weight - _NEAR and reading.clitic == readings[0].clitic
    ]


@cache
def _terms() -> ahead.Column[str]:
    return ahead.Column("terms", str)


@cache
def _rules() -> ahead.Column[str]:
    return ahead.Column("rules", str)


def worked_out(word: str) -> Lemma:
    """The lemma of a word-depth term, even if it was worked out ahead."""
    if not _ARABIC.fullmatch(word):
        number = _NUMBER.fullmatch(word)
        if number:
            return Lemma(number[1], "number")
        foreign = _FOREIGN.fullmatch(word)
        if foreign and foreign[1]:
            return Lemma(foreign[2], f"clitic:{foreign[1]}+other")
        return Lemma(word, "other")
    if not 1 < len(word) <= _LONGEST:
        return Lemma(word, "other")
    return _compound(word) or _known(word) or _unknown(word)


def _compound(word: str) -> Lemma | None:
    found = compounds.parts(word)
    if found is None:
        return None
    clitic, words = found
    before = f"clitic:{clitic}+" if clitic else ""
    return Lemma(" ".join(lemma(part).term for part in words), before + "compound")


def _known(word: str) -> Lemma | None:
    readings = analysis.readings(word)
    return _read_as(readings[0]) if readings else None


def _read_as(reading: analysis.Reading) -> Lemma:
    citation, prefix, _, ending, _, _, rule = reading
    return Lemma(_citation_form(citation), _rule(prefix, rule, ending))


@cache
def _rule(prefix: str, rule: str, ending: str) -> str:
    before = f"clitic:{prefix}+" if prefix else ""
    return before + rule + (f"+ending:{ending}" if ending else "")


def _unknown(word: str) -> Lemma:
    verb = derived_verb(word)
    if verb:
        return Lemma(verb, "light:verb")
    stem = light_stem(word)
    name = nearest(stem)
    if name:
        return Lemma(_citation_form(name), "light:variant")
    noun = singular(stem)
    if noun:
        return Lemma(_citation_form(noun), "light:plural")
    return Lemma(respelling(stem), "light")


@cache
def _citation_form(word: str) -> str:
    """The end of the chain of citation forms, each of which is a form of the next."""
    chain: list[str] = []
    while word not in chain:
        chain.append(word)
        readings = analysis.readings(word)
        if readings:
            word = readings[0].word
    return min(chain[chain.index(word) :])  # of a circle, the same for all in it


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for word, _, _ in mappings.table("stopwords", 3))
