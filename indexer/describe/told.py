"""The outlet that was told something in an article, and the one a page speaks of as its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from indexer.arabic.analyzers import Token, word_terms, word_tokens
from indexer.arabic.name_forms import CONJUNCTIONS
from indexer.extract.vocabulary import is_section
from indexer.lists.outlets import (
    FOR,
    REMEMBERED,
    begins_outlet,
    find_outlet,
    is_agency,
    outlet_of,
    without_for,
)
from indexer.lists.phrases import phrases
from indexer.lists.places import find_place
from indexer.records import Fact, Page

TOLD, TOLD_LETTERS = 8, 80  # words before an outlet's name among which somebody tells it something
NAME = 6  # words of an outlet's name, at most
OWN_WORDS = 24  # words of a line in which a site speaks of itself, at most
_FOR_QUOTED = re.compile(
    rf"(?<!\w){FOR}\s?[\"\u00ab\u201c](?P<name>[^\"\u00bb\u201d\n]{{2,40}})[\"\u00bb\u201d]"
)
_HOST = re.compile(r"(?:https?://)?(?:[\w.-]{1,40}@)?[\w-]{1,40}(?:\.[\w-]{2,40}){1,3}/?")


def _heading(page: Page) -> str | None:
    """The line that heads a page, over its headline, if it may be the name of an outlet that no
    list has: several words, and no section. That alone makes it none."""
    line = page.head[0] if page.over else ""
    words = word_terms(line)
    named = 1 < len(words) <= NAME and not any(map(str.isdigit, line))
    return line if named and not is_section(line) else None


def told(page: Page) -> Fact | None:
    """The outlet that was told something, in the article's words; none where two were as often. It
    is listed, or heads the page."""
    body, heading = page.body, _heading(page)
    counted: Counter[str] = Counter()
    evidence: dict[str, str] = {}
    for match in _FOR_QUOTED.finditer(body):
        outlet = find_outlet(match["name"]) or (heading if match["name"] == heading else None)
        if outlet and not _is_quoted(match["name"]) and tells(body[: match.start()]):
            counted[outlet] += 1
            evidence.setdefault(outlet, match.group())
    best = counted.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return Fact(best[0][0], evidence[best[0][0]], "text")


def of_itself(page: Page) -> Fact | None:
    """The outlet of which the furniture of a page speaks as its own («follow a paper on …», «a site
    is not responsible for …», an address by itself), or which is a line of it and was told
    something in the article; none where they are several."""
    found: dict[str, str] = {}
    lines = (*page.head, *(line.text for line in page.dropped), *page.foot)
    for line in dict.fromkeys(lines):
        if len(line.split()) > OWN_WORDS:
            continue
        outlet = _hosted(line) or _own(line)
        if outlet is None and (name := find_outlet(line)) and _was_told(page.body, name):
            outlet = name
        if outlet:
            found.setdefault(outlet, line)
    return Fact(*found.popitem(), "text") if len(found) == 1 else None


def _hosted(line: str) -> str | None:
    """Whose the web or mail address is that is the whole line, with no page of it named."""
    return outlet_of(line.rpartition("@")[2]) if _HOST.fullmatch(line) else None


@lru_cache(maxsize=REMEMBERED)
def _own(line: str) -> str | None:
    """The outlet in a line behind or before words by which sites speak of themselves."""
    known = phrases("publishers")
    tokens = word_tokens(line)
    terms = [token.term for token in tokens]
    for first, last, outlet in _named(line, tokens):
        if known.at_end("own", terms[:first]) or known.at_start("self", terms[last:]):
            return outlet
    return None


def _named(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, int, str]]:
    """The outlets in a text that are called like no place: the first token of each, the one behind
    its last, its listed name."""
    for first, token in enumerate(tokens):
        if not begins_outlet(token.term):
            continue
        for last in range(min(len(tokens), first + NAME), first, -1):
            name = text[token.start : tokens[last - 1].end]
            outlet = next(filter(None, map(find_outlet, (name, *without_for(name)))), None)
            if outlet and not find_place(name):
                yield first, last, outlet
                break


def _was_told(body: str, name: str) -> bool:
    """Whether somebody tells the outlet `name` something, no quotation marks around it."""
    tokens = word_tokens(body)
    for first, last, outlet in _named(body, tokens):
        start, printed = tokens[first].start, body[tokens[first].start : tokens[last - 1].end]
        if outlet != name or _is_quoted(printed):
            continue
        apart = first > 0 and tokens[first - 1].term == FOR
        if (apart or find_outlet(printed) != name) and tells(body[:start].rstrip(f" {FOR}")):
            return True
    return False


def _is_quoted(name: str) -> bool:
    """Whether an outlet is one that the others quote: what it is told, they repeat."""
    return is_agency(name) or "quoted" in phrases("publishers").roles(word_terms(name))


def tells(before: str) -> bool:
    """Whether somebody tells something at the end of `before`, and nobody reports a report."""
    known = phrases("publishers")
    terms = [_bare(term) for term in word_terms(before[-TOLD_LETTERS:])[-TOLD:]]
    if not terms or "repeated" in known.roles(terms[-1:]):
        return False
    return any("told" in known.roles([term]) for term in terms)


def _bare(term: str) -> str:
    """A term without the conjunction before it, where the rest is a word of saying."""
    rest = term[1:] if term[0] in CONJUNCTIONS else term
    return rest if "told" in phrases("publishers").roles([rest]) else term
