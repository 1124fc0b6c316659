"""A text as it was written, out of the way a file stores it; before anything else is made of it."""

from __future__ import annotations

from indexer.arabic.restore import restored
from indexer.extract import paged
from indexer.records import Dropped


def mended(text: str) -> tuple[str, tuple[Dropped, ...]]:
    """The text in the order in which it is read and in paragraphs, and the record of what was done:
    of each repair the first line that it changed, as that stood, and what belonged to pages."""
    # a page ends on a line of its own, since the repairs go line by line
    text, repairs = restored(text.replace(paged.PAGE_BREAK, f"\n{paged.PAGE_BREAK}\n"))
    done = [Dropped(repair.before.strip(), repair.kind) for repair in repairs]
    if paged.PAGE_BREAK in text:
        text, edges = paged.flowing(text)
        done += edges
    return text, tuple(done)
