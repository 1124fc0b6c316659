"""Which line is the headline, and which the deck beside it.

Each line of a headline's shape near the body is weighed: whether the body says its words, whether
it stands there again, whether a byline, a date or the body comes right after it.
"""

from __future__ import annotations

import re

from indexer.extract import vocabulary
from indexer.extract.body import Reading, bare
from indexer.extract.lines import (
    HEADLINE,
    NO_PROSE,
    STRONG,
    Line,
    bulleted,
    byline,
    credited,
    dashed,
    labelled,
)

LEAST = 2  # words of a headline
CERTAIN = 5  # words of a headline whose article says none of them, at least
CAPTION = 10  # words of a caption, at most
DECK = 20  # words of a deck, at most: a longer line is a first paragraph
ENOUGH = 1.2
NEAR = 40  # lines before the body among which the headline is looked for
UNDER = 4  # lines after it
MENU = 12  # words of a line that is judged as a row of names, at least
FAR = 80  # lines around the body among which a headline is said again

# «word/word/word», the path of a section; «[picture 1 of 3]», the number of something
_LABEL = re.compile(r"^[\[(][^\])]*\d+[^\])]*[\])]|[^\W\d_]{2,}/[^\W\d_]{2,}[\w ]*/[^\W\d_]{2,}")
_SIGNS = re.compile('[.:!|"\u00ab\u2026\u060c\u061f-]')


def find(reading: Reading) -> int | None:
    """The place of the headline, or None where the text has none."""
    lines, span, owned = reading.lines, reading.span, reading.owned
    before = [i for i in range(max(0, span.start - NEAR), span.start) if candidate(lines[i])]
    after = range(span.stop, min(span.stop + UNDER, len(lines)))
    free = before + [i for i in after if i not in owned and candidate(lines[i])]
    if not span or not free:
        return None
    if free == [span.start - 1] and len(lines[free[0]].terms) > 4 and not byline(lines[free[0]]):
        return free[0]
    if len(free) > 1 and _told_apart(reading, free):
        return free[0]
    near = {i: reading.near(i) for i in free}
    near = {i: said for i, said in near.items() if _speaks(lines[i], said)}
    scores = {i: _score(reading, i, near) for i in near}
    place = max(near, key=lambda i: (scores[i], -i), default=0)
    if scores.get(place, 0.0) < ENOUGH:
        return None
    if place < span.start and not _said_again(reading, place):
        place = place + 1 if _rubric(reading, place, near) else _first_of_two(lines, place, near)
    return next(i for i in near if lines[i].terms == lines[place].terms)


def candidate(line: Line) -> bool:
    """Whether a line has the shape of a headline."""
    return (
        not line.kind
        and not line.date
        and line.prose != STRONG
        and LEAST <= len(line.terms) <= HEADLINE
        and not line.text.endswith((".", ":", ",", "\N{ARABIC COMMA}"))
        and not bulleted(line.text)
        and not dashed(line, 3)
        and not _LABEL.search(line.text)
    )


def caption(line: Line, near: float) -> bool:
    """Whether a line under a headline only names what the article names: a caption."""
    return 2 <= len(line.terms) <= 6 and near == 1.0


def pictured(reading: Reading, title: int, place: int) -> bool:
    """Whether a line right over the body is a caption: who wrote the article, or when, stands
    between it and the headline, and it says where or when something is to be seen."""
    line = reading.lines[place]
    between = reading.lines[title + 1 : place]
    if place != reading.span.start - 1 or not between or len(line.terms) > CAPTION:
        return False
    told = any(one.date or byline(one, 3) for one in between) and all(
        one.date or byline(one, 3) or len(one.terms) <= LEAST for one in between
    )
    return told and not vocabulary.furniture().listing["shows"].isdisjoint(line.terms)


def _told_apart(reading: Reading, free: list[int]) -> bool:
    """Whether the first of some lines is the headline and the last a caption, by what stands
    between them, in a text that shows no furniture of a page."""
    first, *between, second = free
    line = reading.lines[first]
    if any(len(reading.lines[i].terms) > LEAST for i in between):
        return False
    if second >= reading.span.start or not bare(reading.lines):
        return False
    if vocabulary.masthead(line.terms) or credited(line) or byline(line) or _over_all(line):
        return False
    least = CERTAIN if reading.near(first) == 0 else LEAST + 1
    return len(line.terms) >= least and pictured(reading, first, second)


def copies(line: Line, name: list[str]) -> bool:
    """Whether a line is the headline again: whole, its beginning (also behind one other word), or
    beside an outlet's name, or twice."""
    terms, size = line.terms, len(line.terms)
    if line.prose == STRONG and size > 2 * len(name) + 4:
        return False
    if terms == name or (size >= 3 and terms == name[:size]):
        return True
    if size >= 4 and terms[1:] == name[: size - 1]:
        return True
    beside = 3 <= len(name) < size <= 2 * len(name) + 4
    return beside and (terms[: len(name)] == name or terms[-len(name) :] == name)


def _rubric(reading: Reading, place: int, near: dict[int, float]) -> bool:
    """Whether a line of two words names the part of the paper in which the article under it stands:
    a headline follows, and who wrote it or when."""
    few, under = reading.lines[place].terms, place + 1
    if len(few) > LEAST or under >= reading.span.start or near.get(under, 0.0) < 0.4:
        return False
    longer = len(reading.lines[under].terms) > len(few)
    return longer and under + 1 < reading.span.start and _introduces(reading, under) > 0


def _first_of_two(lines: list[Line], place: int, near: dict[int, float]) -> int:
    """Of two lines, one over the other, the first is the headline and the second its deck, unless
    the first is but a word or two."""
    over = place - 1
    if near.get(over, 0.0) < 0.2 or credited(lines[over]) or _list_of_names(lines[over]):
        return place
    above = lines[over - 1]
    if over - 1 in near and len(above.terms) > LEAST and not _over_all(above):  # three are a list
        return place
    few = len(lines[over].terms) <= 4 and 2 * len(lines[over].terms) < len(lines[place].terms)
    return place if few or _adverbial(lines[over], lines[place]) else over


def _over_all(line: Line) -> bool:
    """Whether a line runs over the whole page: a menu, or the ticker of news."""
    return _list_of_names(line) or vocabulary.breaking(line.terms)


def _adverbial(line: Line, under: Line) -> bool:
    """Whether a line is no sentence of its own but opens the one under it: it begins with a small
    word, has no sign in it and is the shorter."""
    opens = line.terms[0] in vocabulary.small_words() and not _SIGNS.search(line.text)
    return opens and len(line.terms) < len(under.terms)


def _speaks(line: Line, near: float) -> bool:
    """Whether a line of a headline's shape can be one: no masthead, no label of two words."""
    if (labelled(line) and near < 0.5) or vocabulary.masthead(line.terms):
        return False
    return (near > 0 or not byline(line)) and (near == 1 or len(line.terms) > LEAST)


def _list_of_names(line: Line) -> bool:
    """Whether a long line has neither the small words nor the signs of a sentence: a menu."""
    if len(line.terms) < MENU or _SIGNS.search(line.text):
        return False
    return sum(term in vocabulary.small_words() for term in line.terms) * 9 < len(line.terms)


def _score(reading: Reading, place: int, near: dict[int, float]) -> float:
    """How likely a candidate is the headline; `ENOUGH` will do."""
    lines, span = reading.lines, reading.span
    line, count = lines[place], len(lines[place].terms)
    score = 3 * min(1.0, near[place] / 0.6)
    score += 0.6 if 4 <= count <= 18 else -0.8 if count <= LEAST else 0.0
    under = any(other < place for other in near)  # between paragraphs a caption is said again
    score += 2.5 * _said_again(reading, place, inside=not under)
    owned = reading.owned
    free = any(other < span.start and other not in owned for other in near)
    score -= 1.2 * (place in owned and free)
    score -= 1.2 * (credited(line) or _list_of_names(line))
    score += 0.8 * _introduces(reading, place)
    if place >= span.stop:
        return score - 0.8
    if place - 1 not in near:
        score += 0.5
    elif caption(line, near[place]) and near[place - 1] >= 0.4:
        score -= 1.5
    if any(other.kind == "menu" for other in lines[place + 1 : span.start]):
        score -= 0.8
    rivals = sum(place < other < span.start for other in near)
    return score - 0.25 * max(0, rivals - 1)


def _said_again(reading: Reading, place: int, inside: bool = True) -> bool:
    """Whether other lines begin or end with the words of one, those `inside` the body as well."""
    lines, name, span = reading.lines, reading.lines[place].terms, reading.span
    if len(name) < 4:
        return False
    size = len(name)
    around = (*range(max(0, place - FAR), place), *range(place + 1, span.stop + FAR))
    return any(
        lines[at].terms[:size] == name or lines[at].terms[-size:] == name
        for at in around
        if at < len(lines) and (inside or at not in span)
    )


def _introduces(reading: Reading, place: int) -> int:
    """How much right after a line says that an article begins: who, when and where, or its body."""
    following = reading.lines[place + 1 : place + 3]
    told = sum(line.date or byline(line, 3) for line in following)
    return max(place + 1 == reading.span.start, told)


def deck(reading: Reading, title: int) -> int | None:
    """The place of the line over or under the headline that tells more, or None."""
    lines, span = reading.lines, reading.span
    end = span.start if title < span.start else min(title + 3, len(lines))
    for place in range(title + 1, end):
        if not pictured(reading, title, place) and _tells_more(reading, place, title):
            adjacent = place == title + 1 and len(lines[place].terms) >= 6
            if adjacent or reading.near(place) >= 0.2:
                return place
    over = title - 1
    if over >= 0 and title < span.start and _tells_more(reading, over, title):
        above = lines[over - 1]
        listed = over and candidate(above) and above.prose == NO_PROSE and not _over_all(above)
        if not listed and (reading.near(over) >= 0.2 or _over(reading, over, title)):
            return over
    return None


def _over(reading: Reading, place: int, title: int) -> bool:
    """Whether a line over the headline opens as an adverb of it does, and the headline is the one
    of the article without doubt: who, when and where follow it."""
    opens = _adverbial(reading.lines[place], reading.lines[title])
    return opens and place > 1 and _introduces(reading, title) > 0


def _tells_more(reading: Reading, place: int, title: int) -> bool:
    line = reading.lines[place]
    if place in reading.span or place in reading.owned or not candidate(line):
        return False
    if not 4 <= len(line.terms) <= DECK or credited(line):
        return False
    near = reading.near(place)
    masthead = byline(line) and near == 0
    return not (masthead or caption(line, near) or copies(line, reading.lines[title].terms))
