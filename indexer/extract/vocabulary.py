"""The words by which furniture and date lines are known, read once from ``mappings/lexicon``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import mappings
from indexer.arabic.analyzers import word_terms, word_tokens

SHORT = 14  # words; a longer line is not known by how it begins
BRIEF = 5
LABELLED = ":/|\\-\u2013\u2014(\u00bb#"  # what parts a label from what it labels
MIDDLING = 70  # words; a longer line is prose, whatever phrase stands in it

POINTER = 5  # words between a verb of reading and the colon behind which the other article is named
LISTING = 6  # words of a heading over a list of articles

_DOTS = re.compile(r"\.{2,}|\u2026")
Phrase = tuple[tuple[str, ...], str]
_WHERE = (
    *("start", "brief", "label", "in", "clause", "mark", "verb", "masthead", "ticker", "dated"),
    "tail",
)
_LISTS = ("things", "which", "end", "shows")


class PhraseMatcher:
    """Phrases as terms, with their kinds, found by their first term."""

    def __init__(self) -> None:
        self.by_head: dict[str, list[Phrase]] = {}
        self.heads: frozenset[str] = frozenset()

    def add(self, terms: tuple[str, ...], kind: str) -> None:
        self.by_head.setdefault(terms[0], []).append((terms, kind))
        self.heads |= {terms[0]}

    def starting(self, terms: list[str]) -> Phrase | None:
        """The longest phrase with which `terms` begin."""
        if not terms or terms[0] not in self.heads:
            return None
        fits = [one for one in self.by_head[terms[0]] if tuple(terms[: len(one[0])]) == one[0]]
        return max(fits, key=lambda one: len(one[0]), default=None)

    def within(self, terms: list[str]) -> Iterator[tuple[int, str]]:
        """Where each phrase stands in `terms`, and its kind."""
        if self.heads.isdisjoint(terms):
            return
        for at, term in enumerate(terms):
            if term in self.heads:
                for phrase, kind in self.by_head[term]:
                    if tuple(terms[at : at + len(phrase)]) == phrase:
                        yield at, kind


@dataclass(frozen=True, slots=True)
class Furniture:
    """``furniture.txt`` by the way a phrase is matched; `rows`: the words of menus and shares;
    `listing`: the words of headings over other articles, "things" and "which" of them, and those
    that are the "end" of what a heading owns; those of a caption, that tell when or where something
    "shows"."""

    line: dict[str, str]
    rows: dict[str, str]
    listing: dict[str, frozenset[str]]
    start: PhraseMatcher
    brief: PhraseMatcher
    label: PhraseMatcher
    anywhere: PhraseMatcher
    clause: PhraseMatcher
    mark: PhraseMatcher
    verb: PhraseMatcher
    masthead: PhraseMatcher
    ticker: PhraseMatcher
    dated: PhraseMatcher
    tail: PhraseMatcher


@cache
def furniture() -> Furniture:
    """The list of furniture, its phrases as terms at word depth."""
    line: dict[str, str] = {}
    rows: dict[str, str] = {}
    listing: dict[str, set[str]] = {where: set() for where in _LISTS}
    phrases = {where: PhraseMatcher() for where in _WHERE}
    for kind, where, phrase in mappings.table("furniture", 3):
        terms = tuple(word_terms(phrase))
        if where in listing:
            listing[where].update(terms)
        elif where == "line":
            line[" ".join(terms)] = kind
            if kind in ("menu", "share"):
                rows.update(dict.fromkeys(terms, kind))
        elif terms:
            phrases[where].add(terms, kind)
    words = {where: frozenset(found) for where, found in listing.items()}
    return Furniture(line, rows, words, *phrases.values())


def issue(terms: list[str]) -> bool:
    """Whether a line names the issue of a paper: a word for it, and a number or two; «issue of» a
    month and a year, too."""
    if not any(term.isdigit() for term in terms):
        return False
    if next(furniture().mark.within(terms), None) is not None:
        return True
    found = furniture().dated.starting(terms)
    return found is not None and terms[len(found[0])] in date_words()[0]


def numbered(terms: list[str]) -> bool:
    """Whether a short line begins with a word for an issue or a volume, its number in letters."""
    return len(terms) <= BRIEF and furniture().mark.starting(terms) is not None


def is_section(name: str) -> bool:
    """Whether a name is that of a part of papers and sites, as menus list it: «economy», «world»;
    outlets that are called so need more to be known by."""
    return furniture().line.get(" ".join(word_terms(name))) == "menu"


def masthead(terms: list[str]) -> bool:
    """Whether a line calls itself a paper, a channel, an agency: «paper + name»."""
    found = furniture().masthead.starting(terms)
    return found is not None and len(terms) <= BRIEF


def breaking(terms: list[str]) -> bool:
    """Whether a line begins as the ticker over a page does; a headline may, too."""
    return furniture().ticker.starting(terms) is not None


def pointers(terms: list[str], text: str) -> Iterator[tuple[int, str]]:
    """Where a verb of reading stands in `terms` and a colon soon after it: there another article is
    named. Each with its kind."""
    verbs = furniture().verb
    tokens = word_tokens(text)
    for at, kind in verbs.within(terms):
        after = text[tokens[at].end :]
        before, colon, named = after.partition(":")
        if colon and named.strip() and len(before.split()) < POINTER and "." not in before:
            yield at, kind


def tail(text: str) -> tuple[int, str] | None:
    """Where the dots stand behind which a line ends with words for «more», «details», and their
    kind; None where it does not."""
    dots = next((dots for dots in reversed([*_DOTS.finditer(text)])), None)
    terms = word_terms(text[dots.end() :]) if dots else []
    found = furniture().tail.starting(terms)
    if dots is None or found is None or len(found[0]) < len(terms):
        return None
    return dots.start(), found[1]


def phrased(terms: list[str]) -> bool:
    """Whether a phrase that is found inside lines may stand in `terms`; fast, never a false no."""
    known = furniture()
    return not (known.anywhere.heads.isdisjoint(terms) and known.clause.heads.isdisjoint(terms))


def kind_of_prose(terms: list[str], text: str) -> str | None:
    """The kind of furniture that a line of running text is, or None; a headline that is pointed to
    has no full stop."""
    if len(terms) > MIDDLING:
        return None
    if "\N{COPYRIGHT SIGN}" in text:
        return "copyright"
    if not phrased(terms):
        return None
    known = furniture()
    begun = known.clause.starting(terms)
    if begun and text[-1] != ".":
        return begun[1]
    return next((kind for _, kind in known.anywhere.within(terms)), None)


def kind_of(terms: list[str], text: str) -> tuple[str | None, bool]:
    """The kind of furniture that a line is, by its words alone, or None; and whether it is but a
    heading, so that the lines under it are of its kind too."""
    known = furniture()
    if "\N{COPYRIGHT SIGN}" in text:
        return "copyright", False
    words = [term for term in terms if not term.isdigit()]
    found = known.line.get(" ".join(words)) or known.line.get(" ".join(dict.fromkeys(words)))
    if found:
        return found, True
    begun = known.clause.starting(words)
    if begun is None and len(terms) <= SHORT:
        begun = _begun(terms, words, text)
    if begun:
        return begun[1], len(words) <= len(begun[0]) + 2
    if terms and terms[0] in known.verb.heads and next(pointers(terms, text), (1, ""))[0] == 0:
        return "related", False
    if _listing(words):
        return "related", True
    for _, kind in known.anywhere.within(words):
        return kind, len(terms) <= SHORT
    return _row(words), False


def _begun(terms: list[str], words: list[str], text: str) -> Phrase | None:
    known = furniture()
    found = known.start.starting(words)
    if found is None and len(words) <= BRIEF:
        found = known.brief.starting(words)
    if found:
        return found
    found = known.label.starting(terms)
    if found is None:
        return None
    after = text[word_tokens(text)[len(found[0]) - 1].end :].lstrip()
    return found if not after or after[0] in LABELLED or after[0].isdigit() else None


def _listing(words: list[str]) -> bool:
    """Whether a line is a heading over other articles, by words for things to read and for which of
    them, and nothing else."""
    things, which = furniture().listing["things"], furniture().listing["which"]
    if not 2 <= len(words) <= LISTING or things.isdisjoint(words) or which.isdisjoint(words):
        return False
    return all(word in things or word in which for word in words)


def ends(terms: list[str], heading: list[str]) -> bool:
    """Whether a line ends what a heading owns: the heading again, and a word for its end."""
    known = furniture().listing["end"]
    return terms[:-1] == heading and bool(heading) and terms[-1] in known


def _row(words: list[str]) -> str | None:
    """Lines made of the names of menus and networks, whatever their order."""
    known = furniture().rows
    if known.keys().isdisjoint(words):
        return None
    # letters that stand for the signs of networks
    words = [word for word in words if len(word) > 2 or not word.isascii() or word in known]
    if not 2 <= len(words) <= SHORT:
        return None
    hits = [known[word] for word in words if word in known]
    return max(hits, key=hits.count) if len(hits) * 5 >= len(words) * 3 else None


@cache
def small_words() -> frozenset[str]:
    """The words that stand in every text, at word depth."""
    return frozenset(t for row in mappings.lexicon("stopwords") for t in word_terms(row))


@cache
def saying() -> frozenset[str]:
    """The verbs of what persons and bodies say and do in the news, at word depth."""
    rows = mappings.table("name_cues", 2)
    return frozenset(t for role, word in rows if role == "say" for t in word_terms(word))


@cache
def date_words() -> tuple[frozenset[str], frozenset[str]]:
    """Words that make a line a date (months, weekdays), and words that stand beside them."""
    names = [word_terms(row[2]) for row in mappings.table("months", 3)]
    months = {terms[0] if len(terms) == 1 else _main_word(terms) for terms in names}
    days = {term for row in mappings.table("date_weekdays", 2) for term in word_terms(row[1])}
    beside = {term for terms in names for term in terms if not term.isdigit()}
    for name in ("date_words", "date_relative"):
        beside |= {term for row in mappings.table(name, 3) for term in word_terms(row[2])}
    return frozenset(months | days), frozenset(beside)


def _main_word(terms: list[str]) -> str:
    """Of a month's name in several words, the one that is no ordinal and no particle."""
    return next((term for term in terms if len(term) > 2), terms[0])
