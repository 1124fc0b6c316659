"""Lines that recur over many pages of one source: they are the source's furniture, whatever they
say. Learned from the whole archive (`indexer.learning`), kept in it, and taken out wherever an
article is described, so that what comes out does not depend on what was read when.

Kept as a list: a source, one of its lines, and how many of its texts hold the line, in columns
with tabs between them; ``#`` starts a comment.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from indexer.arabic.analyzers import word_terms
from indexer.clean import clean_line
from indexer.errors import UsageError
from indexer.records import Dropped, Page

NAME = "furniture"  # under which an archive keeps it
REASON = "recurring"
HEADER = "# source\tline\ttexts of the source that hold it\tof"

Learned = Mapping[str, Collection[str]]  # the keys of the lines, by source
NOTHING: Learned = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Recurring:
    """A line of furniture: in `texts` different ones `of` all that the source has."""

    source: str
    line: str
    texts: int
    of: int


def key_of(line: str) -> str:
    """By what two lines are the same: their terms at word depth."""
    return " ".join(word_terms(line))


def without(page: Page, keys: Collection[str]) -> Page:
    """The page with the lines of these keys taken out of its body; a body of nothing else stays."""
    if not keys:
        return page
    rows = [row for row in page.body.split("\n") if row.strip()]
    out = {row for row in rows if key_of(row) in keys}
    left = [row for row in rows if row not in out]
    if not out or not left:
        return page
    dropped = tuple(Dropped(row, REASON) for row in rows if row in out)
    return replace(page, body="\n\n".join(left), dropped=(*page.dropped, *dropped))


def as_text(found: Iterable[Recurring]) -> str:
    """The list as it is kept: by source, the commonest line first; "" where there is none."""
    ordered = sorted(found, key=lambda one: (one.source, -one.texts, one.line))
    rows = [f"{one.source}\t{one.line}\t{one.texts}\t{one.of}" for one in ordered]
    return "\n".join([HEADER, *rows, ""]) if rows else ""


def read_learned(text: str) -> Learned:
    """The keys of a list that was kept."""
    learned: dict[str, set[str]] = {}
    for row in text.split("\n"):
        if row and not row.startswith("#"):
            source, line = row.split("\t")[:2]
            learned.setdefault(source, set()).add(key_of(line))
    return learned


def checked(text: str, file: str) -> str:
    """A list that a person has written or changed, as it is kept. Raises `UsageError` that names
    the first wrong line."""
    found = []
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip() or row.startswith("#"):
            continue
        source, line, *counts = (clean_line(cell) for cell in (*row.split("\t"), ""))
        if not source or not key_of(line):
            raise UsageError(
                f"{file}, line {number}: a source and a line of its pages are expected, with a tab "
                "between them"
            )
        texts, of = (int(count) if count.isdigit() else 0 for count in (*counts, "", "")[:2])
        found.append(Recurring(source, line, texts, of))
    return as_text(found)
