"""Names under clitics, words that begin like a clitic or the article, and unlisted spellings."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

import mappings
from benchmarks.data import NEWS, rows
from indexer.arabic.analyzers import forms, normalize, word_terms
from indexer.arabic.lemma import is_stop_word, lemma, query_lemmas
from indexer.arabic.name_forms import ARTICLE, CONJUNCTIONS, attach, last_name
from indexer.arabic.variants import distance, sound

NAMES = ("newsfane.train.conll", "wikifane.train.conll", "aqmar.train.conll")
PERSONS = frozenset(
    ("Politician", "Artist", "Athlete", "Other_PER", "Scientist", "Businessperson", "PER")
)
COMMONEST = 300
FREQUENT = 20  # times that a definite form stands in the news
SEEN = 5  # times that its bare form does
_NAME_RULES = frozenset(("name", "seen", "variant"))
FARTHEST = 1.0  # of two spellings of one name, see `variants.distance`


def article_figures(data: Path) -> dict[str, Any]:
    """Nouns that begin with the conjunction, words that begin like the article: bare = definite?"""
    counts: Counter[str] = Counter()
    for record in rows(data / NEWS):
        counts.update(forms(str(record["text"])))
    words: dict[str, list[bool]] = defaultdict(list)
    for form, count in counts.items():
        bare = form.removeprefix(ARTICLE)
        if bare == form or count < FREQUENT or counts[bare] < SEEN:
            continue
        kind = ""
        if bare.startswith(CONJUNCTIONS[0]):
            kind = "begin with the conjunction"
        elif normalize(bare).startswith(ARTICLE) and len(bare) > len(ARTICLE) + 1:
            kind = "begin like the article"
        if kind:
            words[kind].append(lemma(normalize(bare)).term == lemma(normalize(form)).term)
    return {
        "bare and definite": {
            kind: {"words": len(met), "meet": sum(met) / len(met)} for kind, met in words.items()
        }
    }


def name_figures(data: Path) -> dict[str, Any]:
    """The names of the lists that are commonest in the news, behind clitics: how many meet the
    bare name in every form."""
    counts: Counter[str] = Counter()
    for record in rows(data / NEWS):
        counts.update(word_terms(str(record["text"])))
    listed = sorted(_listed_names(), key=lambda name: (-counts[name], name))
    names = [name for name in listed if len(name) > 2 and not is_stop_word(name)][:COMMONEST]
    pairs = [(name, form) for name in names for form in attach(name)]
    met = [lemma(name).term == lemma(form).term for name, form in pairs]
    searched = [not _searched(name).isdisjoint(_searched(form)) for name, form in pairs]
    return {
        "names": {
            "names": len(names),
            "forms": len(pairs),
            "forms that meet": sum(met) / len(met),
            "forms that meet in a search": sum(searched) / len(met),
            "names that meet another": _mixed(names),
        }
    }


def _listed_names() -> set[str]:
    """The names of one word of places and states, and persons' last names, at word depth."""
    written = [row[0] for row in mappings.table("place_names", 3)]
    for actor in mappings.actors():
        if actor.type == "state":
            written.append(actor.name)
        elif actor.type == "person":
            written.append(last_name(actor.name))
    terms = [word_terms(name) for name in written]
    return {of_one[0] for of_one in terms if len(of_one) == 1}


def _searched(word: str) -> set[str]:
    return {term for lemmas in query_lemmas(word) for term in lemmas}


def variant_figures(data: Path) -> dict[str, Any]:
    """Spellings of one foreign name that stand in no list: persons with the same other names."""
    beside: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for kind, words in _entities(data):
        if kind in PERSONS and len(words) > 1:
            for place, word in enumerate(words):
                beside[(*words[:place], "", *words[place + 1 :])].add(word)
    for record in rows(data / NEWS):
        text = word_terms(str(record["text"]))
        for before, word in pairwise(text):
            if _unlisted(word) and lemma(before).rule in _NAME_RULES:
                beside[before, ""].add(word)
    pairs = {pair for words in beside.values() for pair in _spellings(words)}
    met = sum(lemma(one).term == lemma(other).term for one, other in pairs)
    return {"unlisted spellings": {"pairs": len(pairs), "meet": met / max(1, len(pairs))}}


def _unlisted(word: str) -> bool:
    return len(word) > 3 and lemma(word).rule.startswith("light")


def _spellings(words: set[str]) -> Iterator[tuple[str, str]]:
    """Pairs of words that are one by their sound, at least one of them in no list."""
    by_sound: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        if _unlisted(word) or lemma(word).rule in _NAME_RULES:
            by_sound[sound(word)].append(word)
    for key, group in by_sound.items():
        for one in group:
            for other in group:
                near = len(key) > 2 and one < other and distance(one, other) <= FARTHEST
                if near and (_unlisted(one) or _unlisted(other)):
                    yield one, other


def _mixed(names: Iterable[str]) -> int:
    """How many names share a lemma with another that is not the same but for the article."""
    by_term: dict[str, set[str]] = defaultdict(set)
    for name in names:
        by_term[lemma(name).term].add(name.removeprefix(ARTICLE))
    return sum(
        not all(sound(name) == sound(term) for name in group)
        for term, group in by_term.items()
        if len(group) > 1
    )


def _entities(data: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The annotated names at word depth with their class."""
    for file in NAMES:
        path = data / "names" / file
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise click.UsageError(f"{path} cannot be read: {error}") from error
        kind, words = "", list[str]()
        for line in [*lines, ""]:
            word, _, tag = line.rpartition("\t") if "\t" in line else line.rpartition(" ")
            if tag.startswith("I-") and words:
                words.append(word.strip())
                continue
            if words:
                yield kind, tuple(word_terms(" ".join(words)))
            kind, words = tag[2:], [word.strip()] if tag.startswith("B-") else []
