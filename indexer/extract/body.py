"""Which lines of a text are the body of its article.

Paragraphs stand together; furniture stands before them, after them and, in short stretches, between
them. A heading of furniture («read also», «comments») owns the lines after it until running text
comes that goes on with the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from indexer.arabic.name_forms import CONJUNCTIONS
from indexer.extract import comments, vocabulary
from indexer.extract.likeness import alike, matter
from indexer.extract.lines import (
    NO_PROSE,
    STRONG,
    WEAK,
    Line,
    bulleted,
    byline,
    choices,
    footnote,
    initials,
    is_clock,
    listed,
    stops,
)

# Furniture whose heading owns the lines after it. What follows the heading of the comments
# or of who the author is belongs to it, be it running text or not.
OWNERS = frozenset({"related", "most_read", "tags", "comment", "comment_form", "poll"}) | {
    "advertisement",
    "author_box",
}
ENDS = frozenset({"comment", "comment_form", "author_box"})
# Furniture that may state facts of the article it stands beside.
FACTS = frozenset({"byline", "stamp", "copyright", "credit", "agency"})
CLOSERS = FACTS | {"menu"}
SLIGHT = frozenset({"advertisement", "poll"})  # of these, even a date or a byline is the end
# Furniture that shows a text to be a whole page, and that an article does not go on behind unless
# it says more of the same.
PAGE = OWNERS | {"menu", "copyright", "newsletter", "login", "cookie", "prayer_times"}
SECTIONS = 2
LISTED = 2  # headlines of other articles, each with its date, that show a text to be a whole page
SENTENCE = 12  # words; a longer line is furniture only where it stands, not for what follows
CLOSE = 2  # short lines that may stand between two paragraphs, whatever they are
RECENT = 8  # paragraphs that tell what an article is about at a place
LEAD = 300  # words of the body that tell its matter
ALIKE = 0.25


@dataclass
class Reading:
    """What was made out of a text: the `span` of its body among its lines, empty where there is no
    running text, and the lines that belong to a heading of furniture, each with its kind."""

    lines: list[Line]
    span: range
    owned: dict[int, str]

    @cached_property
    def known(self) -> set[str]:
        """The matter of the body."""
        return matter((self.lines[i] for i in self.span), LEAD)

    def near(self, place: int) -> float:
        """How much of a line the body says, from 0 to 1."""
        return alike(self.lines[place], self.known)


def find(lines: list[Line]) -> Reading:
    """Finds the body among `lines`."""
    owned = _owned(lines)
    places = _places(lines, owned)
    if not places:
        return Reading(lines, range(0), owned)
    first, last = places[0], places[-1]
    while first and first - 1 not in owned and _leads(lines[first - 1], lines[first]):
        first -= 1
    while last + 1 < len(lines) and last + 1 not in owned and _trails(lines, last + 1):
        last += 1
    return Reading(lines, range(first, last + 1), owned)


def bare(lines: list[Line]) -> bool:
    """Whether a text is an article and no page: it shows no furniture of a page, but for a line or
    two that might be the name of a section."""
    kinds = [line.kind for line in lines if line.kind in PAGE or line.kind == "share"]
    if len(kinds) > SECTIONS or not set(kinds) <= {"menu", "share"}:
        return False
    return sum(listed(line) for line in lines if line.prose != STRONG) < LISTED


def _owned(lines: list[Line]) -> dict[int, str]:
    owned: dict[int, str] = {}
    owner: str | None = None
    heading: list[str] = []
    running: list[int] = []
    ended = listing = False
    said = comments.under(lines)
    for place, line in enumerate(lines):
        if place in said:
            owned[place] = "comment"
        elif line.apart:
            owned[place] = line.kind or "menu"
        elif owner is not None and vocabulary.ends(line.terms, heading):
            owned[place], owner, listing = owner, None, False
        elif line.kind in OWNERS and (line.heading or len(line.terms) <= SENTENCE):
            owned[place] = line.kind
            if line.heading or owner is None:
                # an advertisement has no text of its own: its sign stands where a picture stood
                owner, listing = line.kind, line.heading and line.kind != "advertisement"
                heading = line.terms
            ended = ended or (bool(running) and line.heading and owner in ENDS)
        elif owner is not None and _closes(line, owner, bool(running), ended or listing):
            owner = None
        elif owner is None or (
            line.prose == STRONG
            and (not running or (not ended and (not listing or _resumes(lines, place, running))))
        ):
            owner = None
            if line.prose == STRONG:
                running.append(place)
        else:
            owned[place] = owner if line.kind in FACTS else line.kind or owner
    return owned


def _closes(line: Line, owner: str, begun: bool, listing: bool) -> bool:
    """Whether a line that is no paragraph ends what a heading owns, and is not owned itself."""
    if line.kind == "copyright" or (owner in SLIGHT and (line.date or byline(line))):
        return True
    if not begun:
        return line.kind in CLOSERS
    return line.prose == WEAK and line.text[-1] == "." and not listing


def _resumes(lines: list[Line], place: int, running: list[int]) -> bool:
    """Whether running text under a furniture heading goes on with the article before it, and does
    not tell more of the list item over it."""
    line, over = lines[place], lines[place - 1]
    near = alike(line, matter(lines[i] for i in running[-RECENT:]))
    following = [after.prose for after in lines[place + 1 : place + 3]]
    steady = set(following) == {STRONG} or (following[:1] == [STRONG] and _joined(line))
    if over.prose == NO_PROSE and _goes_on(line, over, near):
        return True
    if near < ALIKE and not steady:
        return False
    item = set() if over.kind else matter([over])
    return len(line.terms) >= 40 or alike(line, item) <= min(near, 0.2)


def _joined(line: Line) -> bool:
    """Whether a line begins with «and» before a small word or another such letter, and ends as a
    sentence: it goes on with something."""
    first = line.terms[0]
    if first[0] != CONJUNCTIONS[0] or line.text[-1] != ".":
        return False
    return first[1:2] == first[0] or first[1:] in vocabulary.small_words()


def _goes_on(line: Line, over: Line, near: float) -> bool:
    """Whether a sentence under a headline goes on with an article that says `near` of it: it begins
    with «and», before a verb of saying or, where it tells nothing of that headline, any word."""
    first = line.terms[0]
    if first[0] != CONJUNCTIONS[0] or not stops(line.text):
        return False
    return first[1:] in vocabulary.saying() or (near > 0 and not alike(line, matter([over])))


def _places(lines: list[Line], owned: dict[int, str]) -> list[int]:
    """The paragraphs of the body: of those that stand together, the ones that say most."""
    together_always = bare(lines)
    blocks: list[list[int]] = []
    for place, line in enumerate(lines):
        if line.prose != STRONG or place in owned:
            continue
        if blocks and (together_always or _together(lines, blocks[-1], place, owned)):
            blocks[-1].append(place)
        else:
            blocks.append([place])
    if blocks:
        return max(blocks, key=lambda block: sum(len(lines[i].terms) for i in block))
    return [i for i, line in enumerate(lines) if line.prose == WEAK and i not in owned]


def _together(lines: list[Line], places: list[int], place: int, owned: dict[int, str]) -> bool:
    """Whether a paragraph belongs to the paragraphs before it, by what stands between them."""
    gap = range(places[-1] + 1, place)
    if not gap:
        return True
    short = [i for i in gap if i not in owned and _short(lines[i])]
    dated = any(lines[i].date and not is_clock(lines[i].text) for i in short)
    if len(short) <= CLOSE and not dated:
        return True
    steady = place + 1 < len(lines) and lines[place + 1].prose == STRONG
    if steady and not dated and not any(i in owned or lines[i].kind in PAGE for i in gap):
        return True
    likeness = alike(lines[place], matter(lines[i] for i in places[-RECENT:]))
    return likeness >= (ALIKE if steady or len(short) <= 4 * CLOSE else 2 * ALIKE)


def _short(line: Line) -> bool:
    return line.kind is None and line.prose == NO_PROSE and not bulleted(line.text)


def _leads(line: Line, first: Line) -> bool:
    """Whether a line right before the first paragraph belongs to the body."""
    if line.kind or line.date:
        return False
    if line.prose == WEAK and line.text[-1] == ".":
        return alike(first, matter([line])) > 0
    return bulleted(line.text)


def _trails(lines: list[Line], place: int) -> bool:
    """Whether a line right after the last paragraph belongs to the body."""
    line = lines[place]
    if line.kind or line.date or footnote(line.text) or listed(line) or asks(lines, place):
        return False
    if initials(line):
        return False
    return (
        line.prose != NO_PROSE or bulleted(line.text) or (len(line.terms) > 1 and stops(line.text))
    )


def asks(lines: list[Line], place: int) -> bool:
    """Whether a line is the question of a poll: its answers follow."""
    return any(line.kind == "poll" or choices(line.text) for line in lines[place + 1 : place + 2])


def polls(lines: list[Line], place: int) -> bool:
    """Whether a line is the question of a poll without doubt: two answers follow, none of them a
    sentence."""
    answers = lines[place + 1 : place + 3]
    asked = lines[place].text.endswith(("?", "\u061f")) and lines[place].prose != STRONG
    return asked and len(answers) > 1 and all(one.kind == "poll" for one in answers)
