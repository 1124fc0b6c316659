"""Who wrote an article, and from where, as its byline says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.arabic.analyzers import word_terms
from indexer.clean import clean_line
from indexer.describe.credits import Credit, credit_lines, read
from indexer.describe.datelines import dateline
from indexer.describe.parts import Kind, Part
from indexer.describe.persons import Likeness, is_initials, likeness
from indexer.extract.vocabulary import is_section
from indexer.lists.outlets import has_rights
from indexer.lists.phrases import key, phrases
from indexer.lists.places import find_place
from indexer.records import Fact, Page

NAME = 3  # words of a name that is only likely to be one
SIGNATURE = 3  # lines right after the body among which it may be signed
BOX = 2  # lines of the box on a writer, its heading among them, that begin with the name
NEAR = 2  # lines between a name that stands alone and the date beside it

_PUBLISHERS = (Kind.OUTLET, Kind.OUTLET_SHAPED, Kind.AGENCY)
_ANCHORS = (Kind.PLACE, Kind.PLACE_SHAPED, Kind.ROLE, *_PUBLISHERS)
_SIGNED = (Kind.AUTHOR, Kind.PERSON)
_ENDS_OPEN = re.compile(r"[-\u2013\u2014:/]\s*$")
_DESK = re.compile(r"[^\W\d_]{1,2}\s?\.\s?[^\W\d_]{1,2}\.?")
_NO_NAME = re.compile(r"[@\d]|://|\w\.\w{2,}")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote and from where; each None where nothing says it."""

    author: Fact | None
    place: Fact | None


def find_byline(page: Page, given_author: str | None, source: str | None) -> Byline:
    """The byline of a page whose record gives `given_author`, published by `source`.

    What is given wins, then what the markup states, then what is printed: behind a label («by»),
    beside a place or an outlet, at the start of the first paragraph, alone beside the date or
    under the article. A place and an outlet given as the author are that and no author. A byline
    without a name is kept as printed; of an office alone («our correspondent») nothing is made.
    """
    given = _stated(given_author, source, "given")
    stated = given or _stated(page.markup.author, source, "markup")
    if given and given.place:
        return given
    printed = _printed(page, source)
    if stated is None:
        return printed
    author = stated.author or (None if given else printed.author)
    place = stated.place or printed.place
    return Byline(author, place or (_place_beside(stated.author, page) if stated.author else None))


def _place_beside(author: Fact, page: Page) -> Fact | None:
    """The town that is all a line says beside the name which the markup gives: a page may print
    both without a sign between them."""
    for line in page.head:
        before, name, after = line.partition(author.value)
        place = find_place(f"{before} {after}".strip(" -|/:()")) if name else None
        if place and place.is_town:
            return Fact(place.name, line, "text")
    return None


def _stated(text: str | None, source: str | None, origin: str) -> Byline | None:
    """What the author field of a record or of the markup says; None where it is empty."""
    line = clean_line(text or "")
    if not line:
        return None
    credit = read(line)
    place = next(iter(credit.of(Kind.PLACE)), None)
    if place is None and len(credit.parts) > 1:
        place = next(iter(credit.of(Kind.PLACE_SHAPED)), None)
    author = _joined(credit, _stated_names(credit, source))
    return Byline(
        Fact(author, line, origin) if author else None,
        Fact(place.value, line, origin) if place else None,
    )


def _stated_names(credit: Credit, source: str | None) -> list[Part]:
    """The parts of an author field that are authors, the surest kind of them that it has."""
    nobody = "nobody" in phrases("bylines").roles(word_terms(credit.line))
    if nobody or key(credit.line) == key(source or ""):
        return []
    for kinds in ((Kind.AUTHOR,), (Kind.PERSON,), (Kind.PERHAPS,), (Kind.STAFF, Kind.UNIT)):
        if credit.has(*kinds):
            return credit.of(*kinds)
    if credit.has(Kind.AGENCY):
        return []
    unknown = [part for part in credit.of(Kind.UNKNOWN) if not _NO_NAME.search(part.text)]
    return [part for part in unknown if not is_section(part.text)]


def _printed(page: Page, source: str | None) -> Byline:
    credits = [credit for line in credit_lines(page) if not _silent(credit := read(line))]
    opening = dateline(page.body)
    lines = [*credits, opening] if opening else credits
    return Byline(
        _labelled(lines)
        or _beside(lines)
        or _alone(credits, page)
        or _signature(page)
        or _boxed(page)
        or _staff(lines, source),
        _place(credits) or (_opened(opening) if opening else None) or _place_alone(credits),
    )


def _silent(credit: Credit) -> bool:
    """Whether a line is but an address, which credits nobody."""
    return "@" in credit.line and not (credit.parts or credit.dates)


def _labelled(credits: Sequence[Credit]) -> Fact | None:
    """The name behind a label of authorship, on its line or on the next."""
    for at, credit in enumerate(credits):
        author = _joined(credit, credit.of(Kind.AUTHOR))
        if author:
            return Fact(author, credit.line, "text")
        if credit.parts and credit.parts[-1].kind == Kind.BY and at + 1 < len(credits):
            after = credits[at + 1]
            if _only(after, Kind.PERSON, Kind.STAFF):
                return Fact(_joined(after, list(after.parts)), after.line, "text")
    return None


def _beside(credits: Sequence[Credit]) -> Fact | None:
    """A name beside a place, an outlet, an office or the date, with nothing unknown on the line."""
    for credit in credits:
        names = credit.of(Kind.PERSON)
        if not names and credit.has(Kind.PLACE):
            names = [part for part in credit.of(Kind.PERHAPS) if _is_short(part)]
        anchored = credit.is_stamp or credit.has(*_ANCHORS)
        if names and anchored and not credit.has(Kind.UNKNOWN):
            return Fact(_joined(credit, names), credit.line, "text")
    return None


def _alone(credits: Sequence[Credit], page: Page) -> Fact | None:
    """A person's name that is a line by itself: near the date, or last before the body."""
    dated = [at for at, credit in enumerate(credits) if credit.dates or _only(credit, Kind.TIME)]
    for at, credit in enumerate(credits):
        near = at == len(credits) - 1 or any(abs(at - other) <= NEAR for other in dated)
        if near and _is_signature(credit, page):
            return Fact(_joined(credit, list(credit.parts)), credit.line, "text")
    return None


def _signature(page: Page) -> Fact | None:
    """The name under the article: labelled, or the first line by itself that credits nobody."""
    foot = [read(line) for line in page.foot[:SIGNATURE]]
    foot = [credit for credit in foot if not has_rights(credit.line)]
    found = _labelled(foot)
    first = next((c for c in foot if not _only(c, Kind.PUBLISHER, *_PUBLISHERS)), None)
    if found or first is None or (first is foot[0] and first.line != page.foot[0]):
        return found
    return Fact(_whole(first), first.line, "text") if _is_signature(first, page) else None


def _boxed(page: Page) -> Fact | None:
    """The name that begins the box on the writer, if a line beside the headline begins with it."""
    box = [line.text for line in page.dropped if line.reason == "author_box"]
    for line in box[:BOX]:
        name = line.partition(":")[0].strip()
        heads = any(head == name or head.startswith(f"{name} ") for head in page.head)
        if heads and len(name.split()) <= NAME and likeness(name) != Likeness.NONE:
            return Fact(name, line, "text")
    return None


def _staff(credits: Sequence[Credit], source: str | None) -> Fact | None:
    """A byline without a name, where the line says nothing unknown; «the team of» the paper, by a
    word of its name."""
    for credit in credits:
        shown = credit.is_stamp or credit.has(Kind.PLACE, *_PUBLISHERS)
        shown = shown or any(word in word_terms(source or "") for word in word_terms(credit.line))
        kinds = (Kind.STAFF, Kind.UNIT) if shown else (Kind.STAFF,)
        if credit.has(*kinds) and not credit.unknown_words and not has_rights(credit.line):
            return Fact(credit.of(*kinds)[0].text, credit.line, "text")
    return None


def _opened(opening: Credit) -> Fact | None:
    """The place of a dateline in the first paragraph."""
    places = opening.of(Kind.PLACE) or opening.of(Kind.PLACE_SHAPED)
    return Fact(places[0].value, opening.line, "text") if places else None


def _place(credits: Sequence[Credit]) -> Fact | None:
    """The place of a dateline: beside who reports from it, the author first, a town beside the
    date, or by itself before a dash or a colon."""
    signed = [credit for credit in credits if credit.has(*_SIGNED)]
    for credit in (*signed, *credits):
        if credit.has(Kind.UNKNOWN, Kind.OTHER, Kind.QUOTED):
            continue
        credited = credit.has(Kind.STAFF, Kind.ROLE, *_SIGNED, *_PUBLISHERS) or any(
            map(_is_short, credit.of(Kind.PERHAPS))
        )
        opened = credit.is_stamp or credit.has(Kind.FILLER) or _ENDS_OPEN.search(credit.line)
        for part in credit.of(Kind.PLACE):
            if credited or (opened and _is_town(part)):
                return Fact(part.value, credit.line, "text")
        shaped = credit.of(Kind.PLACE_SHAPED)
        if shaped and credited:
            return Fact(shaped[0].text, credit.line, "text")
    return None


def _place_alone(credits: Sequence[Credit]) -> Fact | None:
    """A town that is the line before or after the date."""
    for before, after in _pairs(credits):
        if before.dates and _only(after, Kind.PLACE) and len(after.parts) == 1:
            part = after.parts[0]
            if _is_town(part) and part.outlet is None:
                return Fact(part.value, after.line, "text")
    return None


def _pairs(credits: Sequence[Credit]) -> Iterator[tuple[Credit, Credit]]:
    for at in range(len(credits) - 1):
        yield credits[at], credits[at + 1]
        yield credits[at + 1], credits[at]


def _is_signature(credit: Credit, page: Page) -> bool:
    """Whether a line is a name and nothing else; one the article speaks of is its caption."""
    if _desk(credit):
        return True
    initials = len(credit.parts) == 1 and is_initials(credit.parts[0].text)
    if credit.dates or not (initials or _only(credit, Kind.PERSON)):
        return False
    last = credit.parts[-1].text.split()[-1].strip(".*")
    return len(last) < 3 or not (last in page.body or last in (page.title or ""))


def _desk(credit: Credit) -> bool:
    """Whether a line is a name and the initials of who put it into Arabic, behind a stroke."""
    if len(credit.parts) != 2 or credit.dates:
        return False
    name, desk = credit.parts
    shaped = likeness(name.text) > Likeness.NONE and 2 <= len(name.text.split()) <= NAME
    return shaped and "/" in desk.opener and _DESK.fullmatch(desk.text) is not None


def _whole(credit: Credit) -> str:
    return credit.line.strip() if _desk(credit) else _joined(credit, list(credit.parts))


def _is_short(part: Part) -> bool:
    return len(part.text.split()) <= NAME


def _only(credit: Credit, *kinds: Kind) -> bool:
    return bool(credit.parts) and all(part.kind in kinds for part in credit.parts)


def _is_town(part: Part) -> bool:
    place = find_place(part.text)
    return place is not None and place.is_town


def _joined(credit: Credit, parts: list[Part]) -> str:
    """The names as printed, several with what stands between them."""
    if not parts:
        return ""
    end = parts[0].end
    for part in parts[1:]:
        if any(map(str.isalnum, credit.line[end : part.start])):
            break
        end = part.end
    return credit.line[parts[0].start : end].strip(" .*") if len(parts) > 1 else parts[0].text
