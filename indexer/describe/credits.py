"""The lines around an article that say who published it, who wrote it, where and when.

Such a line («Cairo - a paper: by somebody | 3/5/2017») is cut at its dashes, bars, colons, commas
and brackets; `indexer.describe.parts` tells what each part is, and its neighbours settle what it
leaves open. What nothing tells is unknown, and nothing is read out of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.arabic.analyzers import word_terms, word_tokens
from indexer.arabic.name_forms import LAM_ARTICLE
from indexer.describe.dates import FoundDate, find_dates, parse_date
from indexer.describe.parts import Kind, Part, parts_of
from indexer.describe.persons import Likeness, likeness
from indexer.lists.outlets import find_outlet, is_agency
from indexer.lists.phrases import phrases
from indexer.records import Page

LONGEST = 240  # code points of a line of credits
RECENT = 1024  # lines, since the same ones stand on many pages
DATE = 24  # code points of a line that is a date with a year of two digits
NAME = 4  # words of a name behind its label that nothing else shows to be one

_OPENING, _CLOSING = '"\u00ab\u201c\u201e\u2039', "\u00bb\u201d\u201f\u203a"
_MARKS = "|\u2022\u00b7/()\\[\\]{},;:*+\u00a9\u060c\u061b\u2026\u2013\u2014"
_GAP = rf"\s{_OPENING}{_CLOSING}"
_SEPARATOR = re.compile(
    rf"[{_GAP}]*(?:[{_MARKS}{_OPENING}{_CLOSING}]+|\s-+|-+\s|--+|^-|-$)[{_GAP}{_MARKS}-]*"
)
# where to write to somebody: an address of mail, an account
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\S)@[A-Za-z]\w{1,30}")
_BRACKETS_END = re.compile(r"[\s\"\u00bb\u201d]*\)\s*[-\u2013\u2014:]")
_TITLE_TAIL = re.compile(r"\(([^()]{3,60})\)[\s.]*$")

_LABELS = frozenset({Kind.BY, Kind.MAKER, Kind.OTHER, Kind.QUOTED, Kind.PUBLISHER})
_NAMES = frozenset({Kind.PERSON, Kind.PERHAPS, Kind.STAFF, Kind.UNIT, Kind.UNKNOWN})
_UNTOLD = frozenset({Kind.PERHAPS, Kind.UNKNOWN})
_BREAKS = frozenset({Kind.PLACE, Kind.OUTLET, Kind.OUTLET_SHAPED, Kind.AGENCY})


@dataclass(frozen=True, slots=True)
class Credit:
    """A line with its dates and its parts, in reading order."""

    line: str
    dates: tuple[FoundDate, ...]
    parts: tuple[Part, ...]

    def of(self, *kinds: Kind) -> list[Part]:
        return [part for part in self.parts if part.kind in kinds]

    def has(self, *kinds: Kind) -> bool:
        return any(part.kind in kinds for part in self.parts)

    @property
    def is_stamp(self) -> bool:
        """Whether the line has one date, however often it tells it."""
        return len({date.value[:10] for date in self.dates}) == 1

    @property
    def unknown_words(self) -> int:
        """How many words of the line nothing tells."""
        return sum(len(word_terms(p.text)) for p in self.of(Kind.UNKNOWN, Kind.PERHAPS))


def credit_lines(page: Page) -> tuple[str, ...]:
    """The lines before the body that may state facts, in reading order.

    Among them the deck, since a lone byline under a headline looks like one, and the credit in
    brackets at the end of a headline.
    """
    tail = _TITLE_TAIL.search(page.title or "")
    credited = tail and read(tail[1]).has(Kind.AGENCY, Kind.OUTLET)
    lines = (tail[1] if tail and credited else None, page.deck, *page.head)
    return tuple(line for line in lines if line)


@lru_cache(maxsize=RECENT)
def read(line: str) -> Credit:
    """The credit that `line` is; a line too long for one has its dates alone."""
    dates = tuple(find_dates(line)) or _whole(line) if any(map(str.isdigit, line)) else ()
    if len(line) > LONGEST:
        return Credit(line, dates, ())
    bare = line
    for date in dates:
        bare = bare[: date.start] + "|" * (date.end - date.start) + bare[date.end :]
    if "@" in bare:
        bare = _ADDRESS.sub(lambda found: "|" * len(found.group()), bare)
    return Credit(line, dates, tuple(_related(list(_parts(bare)), line)))


def _whole(line: str) -> tuple[FoundDate, ...]:
    """The day that a line is and nothing more, its year in two digits."""
    found = parse_date(line) if len(line) <= DATE else None
    if found is None or found.precision not in ("day", "minute"):
        return ()
    return (found,) if found.evidence == line.strip() else ()


def _parts(line: str) -> Iterator[Part]:
    start, opener = 0, ""
    for match in (*_SEPARATOR.finditer(line), None):
        end = match.start() if match else len(line)
        for part in parts_of(line[start:end]):
            part = part.moved(start)
            yield replace(part, opener=opener) if opener else part
            opener = ""
        if match:
            start, opener = match.end(), opener + match.group()


def _related(parts: Sequence[Part], line: str) -> Iterator[Part]:
    """The parts, each in the light of those before and after it."""
    label: Kind | None = None
    for at, part in enumerate(parts):
        before = parts[at - 1] if at else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        if label == Kind.QUOTED and part.kind != Kind.TIME:
            yield replace(part, kind=Kind.FILLER)
        elif part.kind in _LABELS:
            made = part.kind != Kind.MAKER or (after is not None and _is_made(parts, after))
            label = part.kind if made else None
            yield part
        elif part.kind == Kind.UNKNOWN and _in_brackets(part, before, line):
            yield replace(part, kind=Kind.OUTLET_SHAPED)
        elif part.kind in _UNTOLD and at == 0 and after is not None and _dispatched(part, after):
            yield replace(part, kind=Kind.PLACE_SHAPED)
        elif part.kind in _NAMES:
            yield _behind(label, part, before is not None and before.kind in _LABELS)
        elif part.kind == Kind.FILLER and after is not None and _reports(part, after, line):
            yield replace(part, kind=Kind.OUTLET, value=find_outlet(part.text) or part.text)
        else:
            label = None if part.kind in _BREAKS else label
            yield _place_or_outlet(part, parts[:at])


def _dispatched(part: Part, after: Part) -> bool:
    """Whether a part stands where dispatches name their place: «part DATE (agency)»."""
    dated = "||" in after.opener  # as `read` writes a date
    bracketed = after.opener.rstrip().endswith("(")
    return after.kind == Kind.AGENCY and dated and bracketed and len(part.text.split()) <= NAME


def _reports(part: Part, after: Part, line: str) -> bool:
    """Whether a word that heads sections as well is an outlet's name where it stands: it opens the
    line, before a place in brackets and a dash."""
    if part.start or after.kind != Kind.PLACE or not after.opener.rstrip().endswith("("):
        return False
    return _BRACKETS_END.match(line, after.end) is not None and find_outlet(part.text) is not None


def _is_made(parts: Sequence[Part], after: Part) -> bool:
    """Whether a label has a maker behind it: apart from it, or a person alone."""
    return bool(after.opener.strip()) or (len(parts) == 2 and after.kind == Kind.PERSON)


def _in_brackets(part: Part, before: Part | None, line: str) -> bool:
    """Whether a part stands where datelines name who reports: «place (part) -»."""
    if before is None or before.kind != Kind.PLACE or not part.opener.rstrip().endswith("("):
        return False
    return _BRACKETS_END.match(line, part.end) is not None and len(part.text.split()) <= NAME


def _behind(label: Kind | None, part: Part, direct: bool) -> Part:
    """What may be a name, behind a label; `direct` says that nothing stands between."""
    if label == Kind.OTHER:
        return replace(part, kind=Kind.FILLER)
    if label not in (Kind.BY, Kind.MAKER):
        return part
    if part.kind in (Kind.PERSON, Kind.PERHAPS):
        return _author(part)
    if part.kind in (Kind.STAFF, Kind.UNIT):
        return _author(part) if direct else part
    shaped = likeness(part.text) == Likeness.SHAPED and len(part.text.split()) <= NAME
    if label == Kind.BY and direct and shaped and part.opener.strip():
        return replace(part, kind=Kind.AUTHOR)
    return _author(part) if direct and likeness(_before_place(part)) == Likeness.SURE else part


def _author(part: Part) -> Part:
    """The author that a part names, without «in» the section it was put under."""
    name = _before_place(part)
    name = name if likeness(name) == Likeness.SURE else part.text
    return replace(part, kind=Kind.AUTHOR, text=name, value=name, end=part.start + len(name))


def _before_place(part: Part) -> str:
    """The text of a part up to «in» a place, or «for the» desk that it was written for."""
    for token in word_tokens(part.text):
        within = "within" in phrases("bylines").roles([token.term])
        if token.start and (within or token.term.startswith(LAM_ARTICLE)):
            return part.text[: token.start].rstrip()
    return part.text


def _place_or_outlet(part: Part, before: Sequence[Part]) -> Part:
    """A place that is called like an outlet is the outlet in quotation marks, behind the label for
    one, and where it stands for the second time; like an agency, behind another place."""
    if part.outlet is None:
        return part
    labelled = bool(before) and before[-1].kind == Kind.PUBLISHER
    quoted = part.opener.rstrip()[-1:] in tuple(_OPENING)
    agency = is_agency(part.text)
    again = any(one.kind == Kind.PLACE and (agency or one.text == part.text) for one in before)
    if not (quoted or labelled or again):
        return part
    kind = Kind.AGENCY if agency else Kind.OUTLET
    return replace(part, kind=kind, value=part.outlet, outlet=None)
