"""Headlines of other articles under an article that no heading announces.

An article may go on in short lines as well, a list of its own or verse. So they are headlines of
others only where several stand together, each of a headline's shape, and say nothing of what the
article says. Lines that rhyme are verse, and those of a text share words or are joined by «and».
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from indexer.arabic.name_forms import CONJUNCTIONS
from indexer.extract import headline, vocabulary
from indexer.extract.body import Reading
from indexer.extract.likeness import LONG
from indexer.extract.lines import STRONG, Line

FEWEST, MOST = 4, 12  # lines of such a list
PARAGRAPHS = 2  # of the article, at least: verse may follow a word on its poet
WORDS = 4  # of a headline, at least
STRANGE = 0.2  # how much of such lines the article says, on the average, at most
RHYME = 2  # letters at the end of a line


def places(reading: Reading) -> range:
    """The places of such headlines, up to the end of a text without furniture; empty without."""
    lines, span = reading.lines, reading.span
    prose = [i for i in span if lines[i].prose == STRONG]
    if len(prose) < PARAGRAPHS or lines[prose[-1]].text[-1] == ":":
        return range(0)
    under = range(prose[-1] + 1, len(lines))
    if not FEWEST <= len(under) <= MOST or not all(_is_headline(lines[i]) for i in under):
        return range(0)
    listed = [lines[i] for i in under]
    said = sum(map(reading.near, under)) / len(under)
    return range(0) if said > STRANGE or _rhyme(listed) or _belong_together(listed) else under


def _is_headline(line: Line) -> bool:
    return headline.candidate(line) and len(line.terms) >= WORDS


def _rhyme(lines: Sequence[Line]) -> bool:
    """Whether half of some lines rhyme with the next or the next but one."""
    ends = [line.key[-RHYME:] for line in lines]
    rhymes = sum(end in ends[at + 1 : at + 3] for at, end in enumerate(ends))
    return 2 * rhymes >= len(lines) - 2


def _belong_together(lines: Sequence[Line]) -> bool:
    """Whether a word that says something stands in half of some lines, or one begins with «and»
    before a small word."""
    held = Counter(term for line in lines for term in set(line.terms) if len(term) >= LONG)
    firsts = (line.terms[0] for line in lines)
    joined = any(
        first[0] == CONJUNCTIONS[0] and first[1:] in vocabulary.small_words() for first in firsts
    )
    return joined or 2 * max(held.values(), default=0) >= len(lines)
