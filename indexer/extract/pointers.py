"""Pointers to other articles that stand within a paragraph of an HTML page.

Their link tells where they end, which the words alone do not: «sentence. Read also: [headline]
sentence.» They are taken out of the paragraph, and what stands behind them stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from indexer.arabic.analyzers import word_tokens
from indexer.extract import vocabulary
from indexer.extract.dom import Row
from indexer.extract.paragraph import ENDS

MOST = 60  # words of a pointer
_WORD = re.compile(r"\w")
_ENDED = re.compile(rf"(?:^|[{re.escape(ENDS)}])[\s\-\u2013|*(\[]*$")
_OPENERS = " \t\n([|*-\u2013"
_CLOSERS = " \t\n)]|*"

Span = tuple[int, int]


def without(row: Row) -> Row:
    """A row without the pointers in it, which are put into its `pointers`; a row that is all
    pointer stays as it is."""
    found = list(_pointers(row)) if row.links else []
    left, at = "", 0
    for (start, end), _ in found:
        left = f"{left}{row.text[at:start].rstrip(_OPENERS)} "
        at = _closed(row.text, end)
    left += row.text[at:]
    if not found or not _WORD.search(left):
        return row
    cut = tuple((row.text[start:end], kind) for (start, end), kind in found)
    gone = sum(len(text) for text, _ in cut)
    return replace(row, text=left, linked=max(0, row.linked - gone), links=[], pointers=cut)


def _closed(text: str, end: int) -> int:
    """Where a text goes on behind the brackets that end with a pointer."""
    return len(text) - len(text[end:].lstrip(_CLOSERS))


def _pointers(row: Row) -> Iterator[tuple[Span, str]]:
    """Where a sentence has ended and words that point to another article lead to a link, or stand
    in it: from the words to the end of the link, and of those that stand right behind it."""
    tokens = word_tokens(row.text)
    terms = [token.term for token in tokens]
    known = vocabulary.furniture().clause
    done = 0
    for at, _ in known.within(terms):
        phrase = known.starting(terms[at:])
        start = tokens[at].start
        if phrase is None or start < done or not _ENDED.search(row.text[:start]):
            continue
        end = _link_end(row, start, tokens[at + len(phrase[0]) - 1].end)
        if end is not None and len(row.text[start:end].split()) <= MOST:
            yield (start, end), phrase[1]
            done = end


def _link_end(row: Row, start: int, said: int) -> int | None:
    """The end of the link that words from `start` to `said` lead to, or stand in; None without."""
    end = None
    for first, last in row.links:
        edge = said if end is None else end
        if last <= start or _WORD.search(row.text[min(first, start) : start]):
            continue
        if _WORD.search(row.text[edge:first]):
            break
        end = max(last, said)
    return end
