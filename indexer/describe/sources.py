"""Who published an article; not whom it quotes, nor the agency that supplied it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from indexer.arabic.analyzers import word_terms, word_tokens
from indexer.arabic.name_forms import ARTICLE
from indexer.clean import clean_line
from indexer.describe.credits import Credit, credit_lines, read
from indexer.describe.datelines import dateline
from indexer.describe.nations import nationalities
from indexer.describe.parts import Kind, Part
from indexer.describe.told import of_itself, told
from indexer.extract.vocabulary import is_section
from indexer.lists.outlets import (
    FOR,
    REMEMBERED,
    begins_outlet,
    find_outlet,
    has_rights,
    is_wire,
    outlet_of,
    without_for,
)
from indexer.lists.phrases import phrases
from indexer.records import Fact, Page

ISSUED = 2  # lines at the top of a page without a headline among which its issuer may stand
OWNER = 6  # words of an outlet's name in a line of rights, at most
_SEPARATORS = re.compile(r"\s[-|\u2013\u2014\u00bb:]+\s|[|()]")
_DASH = re.compile(r"\s[-\u2013\u2014|]\s")
_BESIDE = (Kind.OUTLET, Kind.AGENCY, Kind.TIME, Kind.FILLER, Kind.PUBLISHER)
_DATELINED = (Kind.PLACE, Kind.PLACE_SHAPED, Kind.PERSON, Kind.AUTHOR, Kind.ROLE, Kind.STAFF)


@lru_cache(maxsize=REMEMBERED)
def canonical_source(name: str) -> str:
    """The listed name of the outlet that a name, a code, an alias or a domain names.

    A name that the list does not have stays as it is, cleaned.
    """
    line = clean_line(name)
    found = find_outlet(line) or (outlet_of(line) if " " not in line else None)
    if not found:
        parts = [part.strip() for part in _SEPARATORS.split(line) if part.strip()]
        found = next(filter(None, map(find_outlet, parts)), None) if len(parts) > 1 else None
    return found or line


def find_source(
    page: Page, given: str | None, given_author: str | None, url: str | None
) -> Fact | None:
    """The publisher of a page; None where nothing says it.

    The surest first: what the record gives, an outlet given as its author, the site that the markup
    states, the owner of the rights, a masthead, a body before its press office, a dateline
    («Moscow - a paper»), a credit line, the outlet that was told («a source told «a paper»»), the
    one of which the furniture speaks as its own, the domain of `url`. «A paper said» and
    «according to a site» are another's report, and the credit of an agency names no publisher
    unless it is the agency's own dispatch: place, date and agency on one line.
    """
    for text in (given, given_author):
        line = clean_line(text or "")
        if line and text is given:
            return Fact(canonical_source(line), line, "given")
        if line and (found := _listed(read(line))):
            return Fact(found, line, "given")
    return _stated(page) or _printed(page) or told(page) or of_itself(page) or _address(url)


def _stated(page: Page) -> Fact | None:
    """What the markup states: its site, an outlet as author or at an end of its title."""
    markup = page.markup
    if markup.site:
        return Fact(canonical_source(markup.site), markup.site, "markup")
    if markup.author and (found := find_outlet(clean_line(markup.author))):
        return Fact(found, markup.author, "markup")
    title = markup.title or ""
    parts = _SEPARATORS.split(clean_line(title))
    ends = (part for part in dict.fromkeys((parts[-1], parts[0])) if not is_section(part))
    found = next(filter(None, map(find_outlet, ends)), None)
    return Fact(found, title, "markup") if found else None


def _printed(page: Page) -> Fact | None:
    credits = [read(line) for line in credit_lines(page)]
    opening = dateline(page.body)
    return (
        _rights(page)
        or _masthead(page)
        or _issuer(page)
        or _dateline(credits)
        or (_dateline([opening], anchored=True) if opening else None)
        or _lone(credits)
        or _said_again(credits, page)
        or _lone([read(line) for line in reversed(page.foot)])
    )


def _rights(page: Page) -> Fact | None:
    """The outlet in a line of rights; one that no list has only where nothing else tells."""
    for line in (*page.foot, *page.head):
        if has_rights(line) and (found := _owner(line)):
            return Fact(found, line, "text")
    return None


@lru_cache(maxsize=REMEMBERED)
def _owner(line: str) -> str | None:
    """Whose the rights are: a listed outlet, else what a word for outlets begins."""
    credit = read(line)
    if found := _listed(credit):
        return found
    tokens = word_tokens(line)
    for start, first in enumerate(tokens):
        if not begins_outlet(first.term):
            continue
        for last in reversed(tokens[start : start + OWNER]):
            name = line[first.start : last.end]
            found = find_outlet(name) if last is not first else None
            found = found or next(filter(None, map(find_outlet, without_for(name))), None)
            if found and not _goes_on(line, last.end):
                return found
        if phrases("publishers").at_start("head", [first.term.removeprefix(FOR)]):
            break  # what follows is the rest of a name that no list has
    return next(filter(None, map(_shaped_owner, credit.parts)), None)


def _goes_on(line: str, end: int) -> bool:
    """Whether a name goes on behind a listed one, so that it is another: with a word that has the
    article, and is no nationality nor what outlets bear after their names."""
    behind = word_tokens(line[end:])
    if not behind or line[end : end + behind[0].start].strip():
        return False
    terms = [token.term for token in behind]
    known = terms[0] in nationalities() or phrases("publishers").at_start("kin", terms)
    return terms[0].startswith(ARTICLE) and not known


def _shaped_owner(part: Part) -> str | None:
    """The name of an outlet that no list has, with the word that makes it one."""
    known = phrases("publishers")
    for token in word_tokens(part.text):
        rest = part.text[token.start :]
        for name in (*without_for(rest), rest):
            terms = [term for term in word_terms(name) if not term.isdigit()]
            if 2 <= len(terms) <= OWNER and known.at_start("head", terms):
                return name.rstrip(" 0123456789")
    return None


def _masthead(page: Page) -> Fact | None:
    """The name of an outlet that heads the page, or stands beside its motto or its section.

    A single word may be the name of a section as well, so it must be the first line.
    """
    lines = (*page.head, page.title) if page.title else page.head
    for at, line in enumerate(lines):
        credit = read(line)
        known = [part for part in credit.parts if part.kind not in (Kind.TIME, Kind.FILLER)]
        for part in known[:1] + known[1:][-1:]:
            alone = len(known) == 1 and at == 0 and not is_section(part.text)
            if part.kind == Kind.OUTLET and (alone or len(part.text.split()) > 1):
                return Fact(part.value, line, "text")
            if alone and part.kind == Kind.AGENCY and page.over:
                return Fact(part.value, line, "text")
            titled = phrases("publishers").at_start("head", word_terms(part.text))
            if alone and titled and part.kind in (Kind.OUTLET_SHAPED, Kind.AGENCY):
                return Fact(part.value or part.text, line, "text")
    return None


def _issuer(page: Page) -> Fact | None:
    """The body whose press office heads the page: «a body - its press office»."""
    for line in page.head[: page.over or ISSUED]:
        name, *offices = _DASH.split(line, maxsplit=1)
        known = any(phrases("publishers").at_start("office", word_terms(one)) for one in offices)
        if known and 1 < len(name.split()) <= OWNER and not any(map(str.isdigit, name)):
            return Fact(name.strip(), line, "text")
    return None


def _dateline(credits: Sequence[Credit], anchored: bool = False) -> Fact | None:
    """The outlet beside a place or a reporter, unless it is `anchored` already, or an agency
    beside place and date."""
    for credit in credits:
        if credit.has(Kind.QUOTED):
            continue
        outlets = credit.of(Kind.OUTLET, Kind.OUTLET_SHAPED)
        if credit.dates and credit.has(Kind.PLACE, Kind.PLACE_SHAPED) and not outlets:
            outlets = [part for part in credit.of(Kind.AGENCY) if not is_wire(part.text)]
        if outlets and (anchored or credit.has(*_DATELINED)):
            return Fact(outlets[0].value or outlets[0].text, credit.line, "text")
    return None


def _lone(credits: Sequence[Credit]) -> Fact | None:
    """The outlet on a line that says nothing else but a time or a label.

    A single word must have such beside it or be next to the article, and name no section.
    """
    for at, credit in enumerate(credits):
        names = [part for part in credit.of(Kind.OUTLET) if not is_section(part.text)]
        others = [part for part in credit.parts if part.kind not in _BESIDE]
        if not names or others:
            continue
        last = at == len(credits) - 1
        several = len(names[0].text.split()) > 1
        if last or several or credit.dates or len(credit.parts) > len(names):
            return Fact(names[0].value, credit.line, "text")
    return None


def _said_again(credits: Sequence[Credit], page: Page) -> Fact | None:
    """What stands beside a place where an outlet would, and heads or closes the page as well."""
    for credit in credits:
        names = credit.of(Kind.UNKNOWN)
        if len(names) != 1 or len(credit.parts) != 2 or not credit.has(Kind.PLACE):
            continue
        name = names[0].text
        if is_section(name):
            continue
        others = [line for line in (*page.head, *page.foot) if line != credit.line]
        if any(name in line for line in others) and len(name.split()) <= OWNER:
            return Fact(name, credit.line, "text")
    return None


def _listed(credit: Credit) -> str | None:
    return next((part.value for part in credit.of(Kind.OUTLET)), None)


def _address(url: str | None) -> Fact | None:
    found = outlet_of(url)
    return Fact(found, url or "", "url") if found else None
