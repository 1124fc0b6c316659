"""EXTRACT: the article of a page apart from the page, as a person reads it.

Nothing is lost: each line of the cleaned text is in exactly one of title, deck, body, head, foot
and dropped (a paragraph that is cut in two, in both its parts).
"""

from __future__ import annotations

from indexer.extract import record, text, web
from indexer.records import HTML, RECORD, Page, RawItem


def extract(raw: RawItem) -> Page:
    """The article of one item as read; where there is none, the body is empty."""
    if raw.media == RECORD:
        return record.extract(raw.content, raw.given)
    if raw.media == HTML:
        return web.extract(raw.content)
    return text.extract(raw.content)
