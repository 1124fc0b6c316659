"""Comments of readers under an article that no heading announces: a name, when, and what was said.

So do articles end that are signed and dated; a signature has nothing said behind it.
"""

from __future__ import annotations

import re
from functools import cache

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.extract import vocabulary
from indexer.extract.lines import NO_PROSE, STRONG, Line, byline, dated, stops

NAME = 4  # words of a name
SAID = 2  # words of what is said, at least
LINES = 2  # of what is said, at most
_CLOCK = re.compile(r"\d:\d\d")


def under(lines: list[Line]) -> range:
    """The places of the comments, up to the end of the text or to furniture; empty where there are
    none, or anything else follows them.

    A day may be that of the article, unless one stands over it or there are several comments; how
    long ago it was, under an article, is of a comment.
    """
    first = next((i for i, line in enumerate(lines) if line.prose == STRONG), len(lines))
    signed = [i for i in range(first + 1, len(lines) - 2) if _signed(lines, i)]
    if not signed:
        return range(0)
    told = len(signed) > 1 or any(line.date or dated(line) for line in lines[:first])
    start = signed[0]
    if _is_day(lines[start + 1]) and not told:
        return range(0)
    at = start
    while at in signed:
        at += 3
        end = min(at + LINES - 1, len(lines))
        while at < end and at not in signed and _says(lines[at]):
            at += 1
    return range(start, at) if at >= len(lines) or lines[at].kind else range(0)


def _signed(lines: list[Line], place: int) -> bool:
    """Whether a name, a time and something said that is new follow one another."""
    name, when, said = lines[place : place + 3]
    if not (when.date and _is_name(name) and _says(said)):
        return False
    return all(said.key != line.key for line in lines[:place])


def _is_name(line: Line) -> bool:
    if line.kind or line.date or line.prose != NO_PROSE or stops(line.text):
        return False
    return len(line.terms) <= NAME and line.terms[0] in _names()


def _says(line: Line) -> bool:
    said = not (line.kind or line.date or byline(line)) and len(line.terms) >= SAID
    return said and "@" not in line.text and not vocabulary.masthead(line.terms)


def _is_day(line: Line) -> bool:
    """Whether a date line says more than how long ago something was."""
    marks, _ = vocabulary.date_words()
    return (
        dated(Line(line.text, line.terms))
        or not marks.isdisjoint(line.terms)
        or bool(_CLOCK.search(line.text))
    )


@cache
def _names() -> frozenset[str]:
    """Given names, and the words that begin names such as «father of»."""
    rows = (*mappings.lexicon("given_names"), *mappings.lexicon("name_links"))
    return frozenset(terms[0] for row in rows if (terms := word_terms(row.split("\t")[0])))
