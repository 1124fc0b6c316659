"""The title that a text gives a person: the words right before the name, from a title word on.

A title begins with a word of ``mappings/lexicon/titles.txt``, behind clitics or not. What stands
between it and the name belongs to it as long as it can be read as its complement:

- words with the article («the prime minister, the former one»);
- before them words without it, where the title word has none either («president of council of the
  ministers»);
- a listed particle with what follows it («the envoy to Syria»).

A sign, a line's end, or another person's name ends it. Where it may as well be said of somebody
else, none is read: an office without article and complement («a lawyer of NAME»), and one office
before another («the adviser of the president NAME»), but for a deputy's. Nothing is added: what is
given is what stands there, without the clitic before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import mappings
from indexer.arabic.analyzers import normalize, runs
from indexer.arabic.lemma import is_stop_word
from indexer.arabic.name_forms import ARTICLE, LAM_ARTICLE
from indexer.describe.names.identity import without_clitics, word_of
from indexer.lists.places import find_place

LONGEST = 7  # words of a title
_REACH = 160  # code points before a name that are looked at
_GAP = re.compile(r"[^\S\n]+")

_HEH = "\u0647"  # where teh marbuta is meant, it is a slip or a pronoun

Word = tuple[str, int, int]  # form, start, end


class _Head(NamedTuple):
    """A title word: its role, its word term without clitics, and how it is shown."""

    role: str
    term: str
    shown: str


def title_before(text: str, start: int, taken: Sequence[tuple[int, int]] = ()) -> str | None:
    """The title right before the name that begins at `start`; None where there is none. `taken`
    are the places of other persons' names, which end it."""
    low = max(0, start - _REACH)
    words = [form for form, _, _ in _adjacent(text, runs(text[low:start]), low, start, taken)]
    found = None
    office = False  # one stands nearer to the name
    for place, form in enumerate(words[:LONGEST]):  # from the name to the left
        if word_of(form).kind == "say":
            break
        head = _title_word(form)
        between = [normalize(word) for word in reversed(words[:place])]
        if head is None or not _complements(head.term, between):
            continue
        if office and head.role != "deputy":
            return None
        alone = head.role == "honour" and not between
        if alone or head.term.startswith(ARTICLE) or _definite(between):
            found = " ".join([head.shown, *reversed(words[:place])])
        office = head.role != "honour" or place > 0
    return found


def _adjacent(
    text: str, before: Sequence[Word], low: int, start: int, taken: Sequence[tuple[int, int]]
) -> list[Word]:
    """The words before the name with nothing but space between, the nearest first."""
    near: list[Word] = []
    edge = start
    for form, first, end in reversed(before):
        first, end = first + low, end + low
        if not _GAP.fullmatch(text, end, edge):
            break
        if any(first < b and a < end for a, b in taken):
            break
        near.append((form, first, end))
        edge = first
    return near


def _title_word(form: str) -> _Head | None:
    """A title word, behind clitics or not; None for another word, be it one with a pronoun that is
    spelt like a title word of a woman."""
    for shown in (form, without_clitics(form)):
        term = normalize(shown)
        if is_stop_word(term) or shown.endswith(_HEH):
            continue
        for word in (term, term.removeprefix(ARTICLE)):
            if word in _titles():
                return _Head(_titles()[word], term, shown)
    return None


def _definite(between: Sequence[str]) -> bool:
    """Whether the complement of an office says which office it is."""
    return bool(between) and (between[-1].startswith((ARTICLE, LAM_ARTICLE)) or _place(between[-1]))


def _place(term: str) -> bool:
    return find_place(term) is not None


def _complements(head: str, between: Sequence[str]) -> bool:
    """Whether the word terms between a title word and a name can be said of the title."""
    if between and between[-1] in _links():
        return False
    bare = not head.startswith(ARTICLE)  # of something that is named by words without the article
    linked = False
    for term in between:
        if term in _links():
            linked = True
        elif term.startswith((ARTICLE, LAM_ARTICLE)):
            bare = linked = False
        elif is_stop_word(term) or not term.isalpha() or not (bare or linked):
            return False
        else:
            bare, linked = True, False
    return True


@cache
def _titles() -> dict[str, str]:
    """Title words by their term, each with its role."""
    rows = mappings.table("titles", 2)
    return {normalize(word): role for role, word in rows if role != "link"}


@cache
def _links() -> frozenset[str]:
    return frozenset(
        normalize(word) for role, word in mappings.table("titles", 2) if role == "link"
    )
