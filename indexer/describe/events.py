"""Whether words say that something happens, so that a day beside them is the day of that.

A listed word for what happens on days says so («opening», «match»), and so does a verb of the
imperfect, which no name of a section, an office or a writer holds.
"""

from __future__ import annotations

from functools import lru_cache

from indexer.arabic import analysis
from indexer.arabic.analyzers import word_terms
from indexer.arabic.kinds import NOMINAL, bits
from indexer.lists.phrases import phrases

REMEMBERED = 1024  # parts of lines, which recur on the pages of a site
_IMPERFECT = bits("ijklmnw")
_NOMINAL = bits("".join(NOMINAL))


@lru_cache(maxsize=REMEMBERED)
def happens(text: str) -> bool:
    """Whether a few words, no date among them, tell of something that happens."""
    terms = word_terms(text)
    known = phrases("stamps")
    return any(
        known.at_start("event", terms[at:]) or _is_imperfect(term) for at, term in enumerate(terms)
    )


def _is_imperfect(term: str) -> bool:
    """Whether all that the lexicon reads a word as is a verb of the imperfect."""
    readings = analysis.readings(term)
    return bool(readings) and all(
        reading.kinds & _IMPERFECT and not reading.kinds & _NOMINAL for reading in readings
    )
