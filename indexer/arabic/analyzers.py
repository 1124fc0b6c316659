"""The Python twins of the analyzers that ``mappings/articles.json`` declares.

Both engines cut text into the same words: a word is a longest run of code points that the declared
tokenizer pattern admits, cut every 64. The twins read the declaration itself, so that a change of
the mapping is a change of both. Positions have no gaps.

- ``exact``: the word as written, less invisible characters and tatweel
- ``word``: the spelling normalised letter by letter with the declared table
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate

import mappings
from indexer.arabic.vocabulary import LIMIT, Vocabulary, Words
from indexer.memo import Memo

MAX_TERM = 64  # code points; the bound of the declared pattern
_SHORT = 48  # code points: a name, of which lists hold thousands, is cut quicker than remembered
_RECENT_FORMS = 30_000  # whose spelling is remembered: the vocabulary keeps that of the rest
LARGE = 1_000_000  # code points
RECENT = 128  # texts whose words are remembered: every stage of an article asks for the same few


@dataclass(frozen=True, slots=True)
class Token:
    """A term and the place [start, end) of the text that it was made from, in code points."""

    term: str
    start: int
    end: int


_vocabularies: list[Vocabulary] = []  # the one in use


def exact_terms(text: str) -> list[str]:
    """The terms of `text` at exact depth, in order."""
    return [term for form in _forms(text) for term in cut(form, "exact")]


def word_terms(text: str) -> list[str]:
    """The terms of `text` at word depth, in order."""
    if len(text) < _SHORT:
        return [term for form in forms(text) for term in cut(form, "word")]
    words = words_of(text)
    if words.are_terms:
        return list(words.spelt)
    return [piece for term in words.spelt for piece in _pieces(term)]


@lru_cache(maxsize=RECENT)
def words_of(text: str) -> Words:
    """The written forms of `text` as numbers of the vocabulary."""
    if not _vocabularies or len(_vocabularies[-1].forms) > LIMIT:
        _vocabularies[:] = [Vocabulary(normalize, MAX_TERM)]
    return _vocabularies[-1].of(_forms(text))


def exact_tokens(text: str) -> list[Token]:
    """The exact terms with their places in `text`."""
    return list(_tokens(text, _memo("exact")))


def word_tokens(text: str) -> list[Token]:
    """The word terms with their places in `text`."""
    return list(_tokens(text, _memo("word")))


def forms(text: str) -> tuple[str, ...]:
    """The written forms of `text` before normalising."""
    return tuple(_run().findall(text)) if len(text) < _SHORT else _forms(text)


def occurrences(text: str, form: str) -> list[tuple[int, int]]:
    """The places of `text` where a written form stands as a word of its own."""
    found = []
    joins = _joins
    at = text.find(form)
    while at >= 0:
        end = at + len(form)
        if not (joins[text[at - 1 : at]] or joins[text[end : end + 1]]):
            found.append((at, end))
        at = text.find(form, end)
    return found


class _Joins(dict[str, bool]):
    """Whether a code point belongs to a word; at the edge of a text there is none."""

    def __missing__(self, letter: str) -> bool:
        joins = self[letter] = bool(letter) and _run().match(letter) is not None
        return joins


_joins = _Joins()


class Spans:
    """The places of the written forms of a text, by their numbers."""

    __slots__ = ("_ends",)

    def __init__(self, text: str) -> None:
        self._ends = array("q", accumulate(map(len, _parts(text))))  # of what is between, of words

    def __getitem__(self, number: int) -> tuple[int, int]:
        return self._ends[2 * number], self._ends[2 * number + 1]


def parts(text: str) -> tuple[str, ...]:
    """The whole of `text` in parts: what stands between the written forms and, at odd places,
    these."""
    return _parts(text)


def runs(text: str) -> list[tuple[str, int, int]]:
    """The written forms of `text` before normalising, each with its place."""
    return [(m.group(), m.start(), m.end()) for m in _run().finditer(text)]


def normalize(form: str) -> str:
    """One written form at word depth (also any text: separators stay as they are)."""
    return _memo("word")[form]


def unvocalised(form: str) -> str:
    """A written form without what word depth leaves out: marks, tatweel, invisible characters."""
    return _marks()[form]


@cache
def _marks() -> Memo[str, str]:
    return _spelling({code: spelt for code, spelt in _table("word").items() if not spelt})


@lru_cache(maxsize=1_000)
def written_with(beginning: str) -> str:
    """A regular expression for what begins so at word depth: all that is written for each letter,
    or for several together, behind any marks."""
    codes: dict[str, str] = {}  # what is written for some letters
    for code, spelt in _table("word").items():
        codes[spelt] = codes.get(spelt, "") + chr(code)
    marks, letter = codes.pop("", ""), beginning[0]
    codes[letter] = letter + codes.get(letter, "")
    last = "".join(codes[spelt] for spelt in codes if spelt.startswith(beginning))
    ways = [f"[{re.escape(last)}]"] if last else []
    for spelt, written in codes.items():
        if spelt != beginning and beginning.startswith(spelt):
            ways.append(f"[{re.escape(written)}]{written_with(beginning[len(spelt) :])}")
    return f"[{re.escape(marks)}]*(?:{'|'.join(ways)})"


@lru_cache(maxsize=RECENT)
def _parts(text: str) -> tuple[str, ...]:
    cut = _split_run().split(text)
    if len(text) > LARGE:  # a book: of each form that it repeats, one object stands for all
        once: dict[str, str] = {}
        return tuple(map(once.setdefault, cut, cut))
    return tuple(cut)


@lru_cache(maxsize=RECENT)
def _forms(text: str) -> tuple[str, ...]:
    return _parts(text)[1::2]


def cut(form: str, analyzer: str) -> list[str]:
    """The terms of one written form: one, or none where it is only marks, or several where it is
    longer than a term may be. `analyzer` is "exact" or "word"."""
    return _pieces(_memo(analyzer)[form])


def _tokens(text: str, memo: Memo[str, str]) -> Iterator[Token]:
    for match in _run().finditer(text):
        term = memo[match.group()]
        if 0 < len(term) <= MAX_TERM:
            yield Token(term, match.start(), match.end())
        else:  # pieces of a run that is too long share its place
            for piece in _pieces(term):
                yield Token(piece, match.start(), match.end())


def _pieces(term: str) -> list[str]:
    if 0 < len(term) <= MAX_TERM:
        return [term]
    return [term[i : i + MAX_TERM] for i in range(0, len(term), MAX_TERM)]


def _spelling(table: dict[int, str]) -> Memo[str, str]:
    """What a table makes of a written form."""
    changed = re.compile(f"[{re.escape(''.join(map(chr, table)))}]")
    return Memo(lambda form: form.translate(table) if changed.search(form) else form, _RECENT_FORMS)


@cache
def _memo(analyzer: str) -> Memo[str, str]:
    return _spelling(_table(analyzer))


@cache
def _table(analyzer: str) -> dict[int, str]:
    """What the declared analyzer writes for each code point that it changes."""
    analysis = mappings.articles()["settings"]["analysis"]
    table: dict[int, str] = {}
    for name in analysis["analyzer"][analyzer]["char_filter"]:
        for rule in analysis["char_filter"][name]["mappings"]:
            letter, _, replacement = rule.partition("=>")
            table[ord(_unescape(letter.strip()))] = _unescape(replacement.strip())
    return table


@cache
def _split_run() -> re.Pattern[str]:
    return re.compile(f"({_run().pattern})")


@cache
def _run() -> re.Pattern[str]:
    pattern: str = mappings.articles()["settings"]["analysis"]["tokenizer"]["runs"]["pattern"]
    bound = f"{{1,{MAX_TERM}}}"
    if not pattern.endswith(bound):
        raise mappings.ListError(
            f"mappings/articles.json: the tokenizer pattern must end in {bound}"
        )
    return re.compile(pattern.removesuffix(bound) + "+")  # long runs are cut after normalising


def _unescape(text: str) -> str:
    return re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), text)
