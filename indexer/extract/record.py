"""The body of a record that states its title apart: clean by nature, so little is taken out.

Only where the text shows furniture of several kinds is it read as a page; and never is a headline
looked for in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from indexer.arabic.analyzers import word_terms
from indexer.clean import clean
from indexer.extract import body, quoted, text
from indexer.extract.lines import Line, read
from indexer.records import Page

# What no article says of itself. Names of sections (menu), captions and the like may be subheads.
PAGE = frozenset(
    {"comment", "comment_form", "cookie", "copyright", "login", "newsletter", "share", "tags"}
    | {"most_read", "related"}
)
KINDS = 3  # of these, in one text, make it a page
EDGE = 4  # lines at either end, among which there may be furniture even so
AT_EDGE = PAGE | {"agency", "credit", "disclaimer", "read_more"}
ANYWHERE = frozenset({"related", "signs"})


def extract(content: str, given: Mapping[str, str | None]) -> Page:
    """The article of a record; without a title key its text is read as a page."""
    if "title" not in given:
        return text.extract(content)
    content, quotations = quoted.cut(content)
    page = _extract(content, given)
    return replace(page, dropped=(*page.dropped, *quotations)) if quotations else page


def _extract(content: str, given: Mapping[str, str | None]) -> Page:
    lines = read(clean(content))
    if len({line.kind for line in lines} & PAGE) >= KINDS:
        reading = body.find(lines)
        name = word_terms(clean(given["title"] or ""))
        return text.page(lines, text.fates(reading, None, name=name), dateline=False)
    edge = {*range(EDGE), *range(len(lines) - EDGE, len(lines))}
    return text.page(
        lines, [_fate(line, i in edge) for i, line in enumerate(lines)], dateline=False
    )


def _fate(line: Line, edge: bool) -> str:
    if len(line.terms) > body.SENTENCE or line.kind is None:
        return text.BODY
    if line.kind in ANYWHERE or (edge and line.kind in AT_EDGE):
        return text.FOOT if line.kind in body.FACTS else line.kind
    return text.BODY
