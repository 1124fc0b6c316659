"""What a document's own properties state of it, as far as the document itself says the same.

Title and author of PDF and office files are often those of a template, a scanner or whoever owned
the program. So they are taken only where the text bears them out: a title of two words or more that
stands among its first words, an author of two to six words among its first or last.
"""

from __future__ import annotations

from indexer.arabic.analyzers import word_terms
from indexer.arabic.restore import restored
from indexer.clean import clean_line

FIRST, LAST = 80, 40  # words of a text that name what it is and who wrote it
TITLE, AUTHOR = range(2, 31), range(2, 7)  # words
_ENDS = 4_000  # characters at either end of a text that hold these words


def borne_out(title: str | None, author: str | None, text: str) -> dict[str, str]:
    """The title and the author, under these names, each only if the text says so."""
    title, author = clean_line(title or ""), clean_line(author or "")
    if not title and not author:
        return {}
    first = word_terms(clean_line(restored(text[:_ENDS])[0]))[:FIRST]
    last = word_terms(clean_line(restored(text[-_ENDS:])[0]))[-LAST:]
    found = {}
    if _stands(title, TITLE, first):
        found["title"] = title
    if _stands(author, AUTHOR, first) or _stands(author, AUTHOR, last):
        found["author"] = author
    return found


def _stands(name: str, lengths: range, terms: list[str]) -> bool:
    sought = word_terms(name)
    if len(sought) not in lengths:
        return False
    ends = range(len(sought), len(terms) + 1)
    return any(terms[end - len(sought) : end] == sought for end in ends)
