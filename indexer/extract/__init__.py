"""EXTRACT: the article of a page apart from the page, as a person reads it.

Nothing is lost: each line of the cleaned text is in exactly one of title, deck, body, head, foot
and dropped (a paragraph that is cut in two, in both its parts). Text that a file stores in another
order than it is read, or in printed lines, is mended first, and `dropped` says so.
"""

from __future__ import annotations

from dataclasses import replace

from indexer.arabic.analyzers import word_terms
from indexer.extract import record, text, web
from indexer.extract.mend import mended
from indexer.extract.paged import PAGE_BREAK
from indexer.records import HTML, RECORD, Page, RawItem


def extract(raw: RawItem) -> Page:
    """The article of one item as read; where there is none, the body is empty."""
    if raw.media == HTML:
        return web.extract(raw.content)
    if raw.markup:
        return _titled(web.extract(raw.content), raw.given.get("title"))
    content, done = mended(raw.content)
    if PAGE_BREAK in raw.content:  # printed pages, with all that stands on them
        page = text.extract(content, raw.given.get("title"))
    elif raw.media == RECORD:
        page = record.extract(content, raw.given)
    else:
        page = text.extract(content)
    return replace(page, dropped=(*done, *page.dropped)) if done else page


def _titled(page: Page, given: str | None) -> Page:
    """A page whose record states its title: a headline that says something else is its deck."""
    if given is None or not page.title or word_terms(page.title) == word_terms(given):
        return page
    return replace(page, deck="\n".join(filter(None, (page.title, page.deck))))
