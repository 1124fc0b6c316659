"""The dateline with which the first paragraph of an article begins: «Cairo (Reuters) - …»."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.describe.credits import RECENT, Credit, read
from indexer.describe.parts import Kind
from indexer.lists.places import find_place

LONGEST = 110  # code points of a dateline with its end
WORDS = 14

_END = re.compile(
    r"\)\s*[-\u2013\u2014:|]*\s|[:\u061b](?:\s|$)|\s?[-\u2013\u2014]+\s|/(?:\s|$)|\s?\|\s"
)
_CLOSED = re.compile(r"\)\s*[-\u2013\u2014:]+\s*$")
_OPEN = re.compile(r"^[^(]*[-\u2013\u2014:/|]\s*$")
_ALLOWED = frozenset(
    {Kind.PLACE, Kind.PLACE_SHAPED, Kind.OUTLET, Kind.OUTLET_SHAPED, Kind.AGENCY, Kind.FILLER}
    | {Kind.TIME, Kind.ROLE, Kind.STAFF, Kind.UNIT, Kind.PERSON, Kind.AUTHOR, Kind.BY, Kind.MAKER}
)
_CREDITED = (Kind.OUTLET, Kind.OUTLET_SHAPED, Kind.AGENCY)


def dateline(body: str) -> Credit | None:
    """The credit that opens the first paragraph of `body`, or None where running text does."""
    line = body[: LONGEST + 1].partition("\n")[0][:LONGEST]
    return _opening(line) if _END.search(line) else None


@lru_cache(maxsize=RECENT)
def _opening(line: str) -> Credit | None:
    """The longest beginning of `line` that is a dateline; brackets before a dash are its end."""
    best = None
    for match in _END.finditer(line):
        credit = read(line[: match.end()])
        if len(credit.line.split()) > WORDS:
            break
        if _is_dateline(credit):
            best = credit
            if _CLOSED.search(credit.line):
                break
    return best


def _is_dateline(credit: Credit) -> bool:
    """Whether a credit is one by itself: a town, a place with who reports from it, an outlet before
    a stroke, a label of authorship with its name; and nothing that nobody knows."""
    if not credit.parts or any(part.kind not in _ALLOWED for part in credit.parts):
        return False
    credited = credit.has(*_CREDITED)
    if credit.has(Kind.OUTLET) and credit.line.rstrip().endswith("/"):
        return True
    if credit.has(Kind.AUTHOR) and credit.has(Kind.BY):
        return True
    if credit.has(Kind.PERSON) and credit.parts[0].kind != Kind.PLACE:
        return False
    if credited:
        return credit.has(Kind.PLACE, Kind.PLACE_SHAPED)
    return _OPEN.search(credit.line) is not None and any(
        place is not None and place.is_town
        for place in (find_place(part.text) for part in credit.of(Kind.PLACE))
    )
