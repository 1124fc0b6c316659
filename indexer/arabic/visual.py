"""Visual order: text that was stored as it is seen, left to right, put back as it is read.

A page knows where each glyph stands, and programs that take its text from there write Arabic
backwards; so do some that made text for screens without Arabic. `logical` undoes it, and is the
inverse of the Unicode Bidirectional Algorithm for one line that runs right to left: everything is
turned round, then Latin words and numbers are turned back, and brackets face their words.

`direction` tells healthy text from reversed text by facts of the letters, which decide whether the
lexicon is asked at all: teh marbuta and alef maqsura end words and never begin them; the article
begins words and, turned round, ends them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress

from indexer.arabic.spacing import weight

HEALTHY, LETTERS, WORDS, LINES = "healthy", "letters", "words", "lines"
SOME_LINES = "some_lines"

WORD = re.compile("[\u0621-\u063a\u0641-\u0652\u0670-\u06d3]{2,}")
LEAST = 3  # letters of a word that the lexicon is asked for: nearly any two are a word
FEW = 3  # words that a decision about a text stands on
ASKED = 400  # words of a text that the lexicon is asked for
# Of the words of healthy news one in a hundred is unknown; turned round, three in four.
SOME = 0.15  # of all words, unknown and known turned round: some are stored so
MOST = 0.5

_ARTICLE = "ال"
_LETTER = "\u0621-\u063a\u0641-\u064a"
_RUN = re.compile(f"[{_LETTER}\u064b-\u0652\u0670-\u06d3]+")
_FORM = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
# The letters first and then what stands before them: so they are found fast.
_BEFORE = f"{_LETTER}\u064b-\u0652"
_ENDING_FIRST = re.compile(f"[ةى](?<![{_BEFORE}].)[{_LETTER}]", re.DOTALL)
_ARTICLE_FIRST = re.compile(f"ال(?<![{_BEFORE}]..)[{_LETTER}]{{2}}", re.DOTALL)
_ARTICLE_LAST = re.compile(f"لا(?<=[{_LETTER}][{_LETTER}]..)(?![{_BEFORE}])", re.DOTALL)
# Particles that follow a word with the article and hardly ever stand before one, and those of which
# the contrary is true: in 6,000 articles of the Arabic Wikipedia (2017), 97 in 100 times or more.
_FOLLOW = frozenset(
    ["التي", "الذي", "الذين", "والتي", "والذي", "والذين", "قد", "وقد", "لم", "ولم", "كما", "مما",
     "بما", "بشكل", "فيما", "إذ"]
)  # fmt: skip
_PRECEDE = frozenset(
    ["هذه", "هذا", "تلك", "بعض", "جميع", "نفس", "وهذه", "وهذا", "بهذه", "بهذا", "لهذه", "لهذا"]
)
_ORDERED = _FOLLOW | _PRECEDE
_STOP = "[.\u060c\u061b:\u061f]"
_STOP_BEHIND = re.compile(rf"[{_LETTER}]{_STOP}(?!\S)")
_STOP_AHEAD = re.compile(rf"(?<!\S){_STOP}[{_LETTER}]")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "<": ">", "‹": "›"}
_FACING = {**_PAIRS, **{right: left for left, right in _PAIRS.items()}}
_BRACKET = re.compile(f"[{re.escape(''.join(_FACING))}]")
_OUTSIDE = " .,:;!?\u060c\u061b\u061f"  # what stands outside brackets
_NUMBER_JOINS = ".,:/-\u066b\u066c+%\u066a"


def logical(glyphs: Sequence[str]) -> str:
    """A line of `glyphs` as they stand from left to right, in the order in which it is read.

    A glyph may be several letters (a ligature), which keep their order.
    """
    glyphs = _bases_first(list(reversed(glyphs)))
    kinds = [_kind(glyph) for glyph in glyphs]
    made: list[str] = []
    place = 0
    while place < len(glyphs):
        end = _left_to_right(glyphs, kinds, place)
        made += glyphs[place:end][::-1] if end > place else [glyphs[place]]
        place = max(end, place + 1)
    return _faced("".join(made))


def direction(text: str) -> str:
    """How a text is stored: HEALTHY; LINES, each turned round; SOME_LINES, as a few among healthy
    ones may be; LETTERS, all words or some turned round in their places; WORDS, whole but in the
    wrong order."""
    impossible = len(_ENDING_FIRST.findall(text))
    backward = impossible + len(_ARTICLE_LAST.findall(text))
    seldom = impossible < FEW and backward <= 2 * len(_ARTICLE_FIRST.findall(text))
    if backward >= FEW and seldom and any(map(_shows_backward, text.split("\n"))):
        return SOME_LINES
    if backward < FEW or seldom:
        return WORDS if _disordered(text) else HEALTHY
    words = [word for word in WORD.findall(text) if len(word) >= LEAST][:ASKED]
    unknown = [word for word in words if not known(word)]
    few = len(unknown) < MOST * len(words)
    if few and any(map(_shows_backward, text.split("\n"))):
        return SOME_LINES
    backwards = sum(known(word[::-1]) for word in unknown)
    if backwards < FEW or backwards < SOME * len(words):
        return WORDS if _disordered(text) else HEALTHY
    if backwards < MOST * len(unknown):
        return HEALTHY  # another language, or no words at all
    return LETTERS if few or _turned_in_place(text) else LINES


def _turned_in_place(text: str) -> bool:
    """Whether words stored backwards stand where they are read: stops hang on their ends, or
    particles tell; without either the lines are turned round as well."""
    behind, ahead = len(_STOP_BEHIND.findall(text)), len(_STOP_AHEAD.findall(text))
    if behind == ahead:
        behind, ahead = _order("\n".join(map(_all_turned, text.split("\n"))))
    return behind > ahead


def _shows_backward(line: str) -> bool:
    """Whether the letters of a line among healthy ones show that it is turned round, and its words
    agree."""
    backward = len(_ENDING_FIRST.findall(line)) + len(_ARTICLE_LAST.findall(line))
    if backward < FEW or backward <= 2 * len(_ARTICLE_FIRST.findall(line)):
        return False
    return _is_backward(line)


def _is_backward(line: str) -> bool:
    """Whether most words of a line are known turned round only, and so is the line as a whole."""
    words = [word for word in WORD.findall(line) if len(word) >= LEAST]
    forward, backward = sum(map(known, words)), sum(known(word[::-1]) for word in words)
    return forward < MOST * len(words) <= backward and not _turned_in_place(line)


def in_order(text: str, stored: str) -> str:
    """A text that is stored so (`direction`) as it is read; its lines stay lines."""
    made = {LINES: _line, SOME_LINES: _some, LETTERS: turned, WORDS: reordered}[stored]
    return "\n".join(map(made, text.split("\n")))


def shaped(text: str) -> str:
    """Presentation forms as the letters that they show."""
    return _FORM.sub(lambda match: _letters(match[0]), text) if _FORM.search(text) else text


def _line(line: str) -> str:
    words = [word for word in WORD.findall(shaped(line)) if len(word) >= LEAST]
    forward, backward = sum(map(known, words)), sum(known(word[::-1]) for word in words)
    if words and forward >= MOST * len(words) > backward:
        return line  # a line that something else wrote
    return logical([_letters(glyph) for glyph in line])


def _some(line: str) -> str:
    backward = _is_backward(shaped(line))
    return logical([_letters(glyph) for glyph in line]) if backward else line


@lru_cache(maxsize=1_000)
def _letters(glyph: str) -> str:
    return unicodedata.normalize("NFKC", glyph) if _FORM.match(glyph) else glyph


def turned(line: str) -> str:
    """A line with the letters of its words turned round and the words where they were; a word that
    is known as it stands, and is none turned round, stays."""
    return _RUN.sub(lambda match: _likelier(match[0]), shaped(line))


def _likelier(word: str) -> str:
    other = _turned(word)
    return word if weight(word) > weight(other) else other


def _all_turned(line: str) -> str:
    return _RUN.sub(lambda match: _turned(match[0]), line)


def reordered(line: str) -> str:
    """A line with its words in the opposite order."""
    return " ".join(reversed(line.split(" ")))


def known(word: str) -> bool:
    """Whether the lexicon knows a written word, with what may stand before and behind it."""
    return weight(word) >= 0


def _turned(word: str) -> str:
    return "".join(_bases_first(list(word[::-1])))


def _disordered(text: str) -> bool:
    """Whether whole words follow each other backwards: particles tell, stops hang on the words."""
    ahead, back = _order(text)
    return back > 4 * ahead and back >= (FEW if ahead else FEW - 1)


def _order(text: str) -> tuple[int, int]:
    """How many pairs of words stand as they are read, and how many backwards."""
    words = text.split()
    ahead = back = 0
    for place in compress(range(len(words)), map(_ORDERED.__contains__, words)):
        before, after = _is_noun(words, place - 1), _is_noun(words, place + 1)
        if words[place] in _PRECEDE:
            before, after = after, before
        ahead += before
        back += after
    return ahead, back


def _is_noun(words: list[str], place: int) -> bool:
    """Whether a word with the article stands at a place, and no stop hangs on it."""
    if not 0 <= place < len(words):
        return False
    word = words[place]
    noun = word.startswith(_ARTICLE) and len(word) > 4 and word not in _FOLLOW
    return noun and word[-1].isalpha()


def _bases_first(glyphs: list[str]) -> list[str]:
    """Vowel signs behind the letter that they stand on, where turning round has put them before it:
    then some word begins with one."""
    marks = [bool(unicodedata.combining(glyph[:1])) for glyph in glyphs]
    if not any(
        mark and not (place and glyphs[place - 1].strip()) for place, mark in enumerate(marks)
    ):
        return glyphs
    made: list[str] = []
    waiting: list[str] = []
    for glyph, mark in zip(glyphs, marks, strict=True):
        if mark:
            waiting.append(glyph)
            continue
        made.append(glyph)
        made += reversed(waiting)
        waiting.clear()
    return made + waiting


def _kind(glyph: str) -> str:
    """L for letters that run left to right, N for digits, R for those of Arabic, else nothing."""
    found = unicodedata.bidirectional(glyph[:1])
    return {"L": "L", "EN": "N", "AN": "N", "R": "R", "AL": "R"}.get(found, "")


def _left_to_right(glyphs: list[str], kinds: list[str], place: int) -> int:
    """The end of the run of Latin words or of the number that begins at a place, else the place."""
    if kinds[place] not in ("L", "N"):
        return place
    end = place + 1
    latin = kinds[place] == "L"
    for at in range(place + 1, len(glyphs)):
        if kinds[at] == "R":
            break
        if kinds[at] in ("L", "N"):
            between = glyphs[end:at]
            joined = len(between) <= 1 and all(sign in _NUMBER_JOINS for sign in between)
            # turned round, a number before a Latin word stands behind it and is part of its run
            if not joined and not (latin or "L" in kinds[at : at + 1]):
                break
            latin = latin or kinds[at] == "L"
            end = at + 1
    return end


def _faced(text: str) -> str:
    """Brackets and quotation marks turned to the words that they enclose; one that touches words on
    both sides or neither was a mirror image."""

    def face(match: re.Match[str]) -> str:
        sign, place = match[0], match.start()
        before, after = text[place - 1 : place] or " ", text[place + 1 : place + 2] or " "
        opens = before in _OUTSIDE + "".join(_PAIRS) and after not in _OUTSIDE
        closes = after in _OUTSIDE + "".join(_PAIRS.values()) and before not in _OUTSIDE
        if opens == closes:
            return _FACING[sign]
        left, right = (sign, _FACING[sign]) if sign in _PAIRS else (_FACING[sign], sign)
        return left if opens else right

    return _BRACKET.sub(face, text)
