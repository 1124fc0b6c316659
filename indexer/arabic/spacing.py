"""Words whose spaces or lam-alefs a program has lost: letters spaced apart, words cut in pieces or
run together, lam-alef written as alef-lam. The lexicon says which words they were.

Each repair first asks the letters whether the text is damaged in its way at all, so that healthy
text costs a look and is never changed; what the lexicon does not know is left as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from indexer.arabic import analysis
from indexer.arabic.analyzers import normalize

FEW = 3  # signs of a damage that show it to be one
SHARE = 0.02  # of all words, at least, have to show it
LONG = 6  # letters of words that have run together, at least
TOGETHER = 14  # letters of a run that is hardly one word
LONGEST = 4_000  # letters that are cut into words; no words in a row are more
MOST = 16  # letters of one of them
PIECES = 5  # that a word may be cut into
RARE = 6  # binary logarithms by which a piece has to be rarer than the word it is cut from
MARGIN = 1  # binary logarithms by which the other spelling of a word has to be the commoner

_L = "\u0621-\u063a\u0641-\u064a"
_MARKS = "\u064b-\u0652\u0670\u0640"
_LETTER = f"[{_L}][{_MARKS}]*"
_WORD = re.compile(f"[{_L}{_MARKS}]+")
_SPACED = f'(?<![^\\s«("]){_LETTER}(?:[ \u00a0]{{{{1,4}}}}{_LETTER}){{}}(?![{_L}{_MARKS}])'
_STRETCH, _ANY_STRETCH = (re.compile(_SPACED.format(count)) for count in ("{4,}", "+"))
_SINGLES = re.compile(f"[ \u00a0]{_LETTER}[ \u00a0]{{1,4}}{_LETTER}[ \u00a0]")
_GAP = re.compile("[ \u00a0]{2,}")
_TOKEN = re.compile(f"(?P<before>[^\\w\\s]*)(?P<word>[{_L}{_MARKS}]+)(?P<after>[^\\w\\s]*)")
# What no word begins with or is: what a space inside a word leaves over. Letters that number the
# parts of a text, abbreviate or are words are no signs.
_PIECE = re.compile(f"(?<!\\S)(?:[ةىئؤ][{_L}]*|ال|[ءآإثحخذزشضطظعغني])(?![^\\s.،؛:)])")
_PIECE_SIGN = re.compile("\\s(?:[ةىئؤ]|ال[\\s.،؛:)]|[ءآإثحخذزشضطظعغني][\\s.،؛:)])")
_LISTS = ("ابجد", "هوز", "حطي", "كلمن", "ابتث")  # letters told off one by one
_RUN = re.compile(f"[{_L}]{{{TOGETHER},}}")
_STOP = re.compile(f"[،؛](?=[{_L}])|(?<=[{_L}]{{3}})[.:؟](?=[{_L}]{{3}})")
_ALEFS = "[اأإآ]"
_TURNED = re.compile(f"(?<![{_L}])[وفبك]?ا{_ALEFS}ل[{_L}]*")
_DOUBLE_ALEF = re.compile(f"ا{_ALEFS}ل")
_ALEF_LAM = re.compile(f"{_ALEFS}ل")
_TOO_MANY = 5  # lam-alefs in a word
# What letters weigh that are put together to words, or parted.
_NEVER = -(10**9)
_COST = 30  # of a word more: above the weight of the commonest
_UNKNOWN = 45  # of a word that no list knows: more than any that one does
_ARTICLE, _ARTICLE_COUNTS = "ال", 3  # a word begins with the article more likely than not
_NEVER_FIRST = "ةىئؤ\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
_INSIDE = re.compile(f"[ةى][{_L}]")


def joined_letters(text: str) -> str:
    """Letters with a space behind each put together; two spaces, or the lexicon, part the words."""
    if not _SINGLES.search(text) or not _STRETCH.search(text):
        return text
    return "\n".join(_spaced(line) for line in text.split("\n"))


def joined_pieces(text: str) -> str:
    """Words with a space inside put together, in a text that has many of them."""
    if len(_PIECE_SIGN.findall(text)) < FEW or not _often(_pieces(text), text):
        return text
    return "\n".join(_joined_pieces(line) for line in text.split("\n"))


def parted_words(text: str) -> str:
    """Words that ran together parted, in a text that has many of them."""
    longest = max(map(len, text.split()), default=0)
    if longest < TOGETHER or not _often(_RUN.findall(text), text):
        return text
    found = {word: made for word in set(_WORD.findall(text)) if (made := _parted(word))}
    if not _often([word for word in _WORD.findall(text) if word in found], text):
        return text
    return _STOP.sub(r"\g<0> ", _WORD.sub(lambda match: found.get(match[0], match[0]), text))


def turned_lam_alefs(text: str) -> str:
    """Lam-alefs that were written alef-lam put right, in a text that has many of them."""
    if not _DOUBLE_ALEF.search(text) or not _often(_TURNED.findall(text), text):
        return text
    return _WORD.sub(lambda match: lam_alef(match[0]), text)


def weight(word: str) -> int:
    """How common a written word is, as a binary logarithm; -1 for one that the lexicon lacks."""
    return _weight(normalize(word))


@lru_cache(maxsize=200_000)
def _weight(word: str) -> int:
    found = analysis.readings(word) if len(word) > 1 else ()
    return found[0].weight if found else -1


def _often(signs: Sequence[str], text: str) -> bool:
    """Whether signs of a damage are many, and not one that is often repeated."""
    words = text.count(" ") + text.count("\n") + 1
    return len(set(signs)) >= FEW and len(signs) >= SHARE * words


def _pieces(text: str) -> list[str]:
    """The words that are only pieces, each with the word behind it; initials stand together."""
    tokens = text.split()
    found = [
        place
        for place, token in enumerate(tokens)
        if (len(token) < 4 or token[0] in "ةىئؤ") and _PIECE.match(token)
    ]
    around = ((tokens[place - 1 : place] + tokens[place : place + 2]) for place in found)
    return [" ".join(near) for near in around if not _initials(near)]


def _initials(tokens: Sequence[str]) -> bool:
    """Whether a letter stands by another, or in brackets: it abbreviates a name."""
    bare = [token.strip('()[]«»".،؛:') for token in tokens]
    return sum(len(token) == 1 for token in bare) > 1 or any("(" in token for token in tokens)


def _spaced(line: str) -> str:
    tokens = line.split()
    if 3 * sum(len(token) == 1 for token in tokens) > 2 * len(tokens) and _STRETCH.search(line):
        return _GAP.sub(" ", _ANY_STRETCH.sub(lambda match: _joined_letters(match[0]), line))
    return _STRETCH.sub(lambda match: _joined_letters(match[0]), line)


def _joined_letters(stretch: str) -> str:
    told = normalize("".join(stretch.split()))
    if any(letters in told for letters in _LISTS):
        return stretch
    words = ["".join(part.split()) for part in _GAP.split(stretch)]
    unknown = [word for word in words if word != "و" and weight(word) < 0]
    if len(words) > 1 and 3 * len(unknown) <= len(words):  # the gaps are those between words
        return " ".join(words)
    parted = [_parted(word, 2) if word in unknown else word for word in words]
    return " ".join(parted) if all(parted) else stretch


@lru_cache(maxsize=50_000)
def _parted(letters: str, least: int = LONG) -> str:
    """The likeliest words that letters are, with blanks between; empty where they are none, or one
    word that is known."""
    if not least <= len(letters) <= LONGEST or weight(letters) >= 0:
        return ""
    totals, starts = [0, *[_NEVER] * len(letters)], [0] * (len(letters) + 1)
    for end in range(2, len(letters) + 1):
        for start in range(max(0, end - MOST), end - 1):
            if totals[start] > _NEVER and (own := _part(letters[start:end])) >= 0:
                total = totals[start] + own - _COST
                if total > totals[end]:
                    totals[end], starts[end] = total, start
    if totals[-1] == _NEVER or starts[-1] == 0:
        return ""
    words, end = [], len(letters)
    while end:
        words.append(letters[starts[end] : end])
        end = starts[end]
    return " ".join(reversed(words))


def _part(word: str) -> int:
    """The weight of letters as one of the words that ran together: each ends in its own ending."""
    return weight(word) if word[0] not in _NEVER_FIRST and not _INSIDE.search(word) else -1


def _joined_pieces(line: str) -> str:
    """A line cut into the likeliest words, each of one token or of several."""
    tokens = line.split(" ")
    totals, starts = [0.0, *[float(_NEVER)] * len(tokens)], [0] * (len(tokens) + 1)
    for end in range(1, len(tokens) + 1):
        for start in range(max(0, end - PIECES), end):
            gain = _gain(tokens[start:end])
            if gain is not None and totals[start] + gain > totals[end]:
                totals[end], starts[end] = totals[start] + gain, start
    made, end = [], len(tokens)
    while end:
        made.append("".join(tokens[starts[end] : end]))
        end = starts[end]
    return " ".join(reversed(made))


def _gain(tokens: list[str]) -> float | None:
    """How likely tokens are one word; None where they are several."""
    parts = [_TOKEN.fullmatch(token) for token in tokens]
    found = [part for part in parts if part]
    if len(tokens) == 1:
        return _likely(_piece_weight(found[0]["word"]), tokens[0]) if found else -_COST
    if len(found) < len(tokens) or max(map(len, tokens)) == 1:
        return None
    if any(part["after"] for part in found[:-1]) or any(part["before"] for part in found[1:]):
        return None
    own = [_piece_weight(part["word"]) for part in found]
    word = "".join(part["word"] for part in found)
    whole = _part(word)
    if whole < (min(own) + RARE if min(own) >= 0 else 0):
        return None
    return _likely(whole, word)


def _likely(heavy: int, word: str) -> float:
    if heavy < 0:
        return -_UNKNOWN
    return heavy - _COST + (_ARTICLE_COUNTS if word.startswith(_ARTICLE) else 0)


def _piece_weight(word: str) -> int:
    return _COST if word == "و" else -1 if _PIECE.fullmatch(word) else weight(word)


@lru_cache(maxsize=100_000)
def lam_alef(word: str) -> str:
    """A word with the lam-alefs turned that make it a known word, or one far commoner."""
    places = [match.start() for match in _ALEF_LAM.finditer(word)]
    if not places or len(places) > _TOO_MANY:
        return word
    best, heaviest = word, weight(word)
    heaviest += MARGIN if heaviest >= 0 else 0
    for turns in product((False, True), repeat=len(places)):
        letters = list(word)
        for place, turn in zip(places, turns, strict=True):
            if turn:
                letters[place : place + 2] = [letters[place + 1], letters[place]]
        other = "".join(letters)
        if weight(other) > heaviest:
            best, heaviest = other, weight(other)
    return best
