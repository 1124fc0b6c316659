"""A shadow cut into tokens, each with a code of one letter; `grammar` reads the string of codes.

Beside the codes of `vocabulary`:

    D       a date in numbers: 3/10/2017, 03-10-2017, 3.10.2017, 2017-10-03
    T       a time of day: 9:16, 21:16:33
    N Y J   a number of one or two digits, a Gregorian year, a Hijri year
    x       anything else; punctuation stands for itself, all opening marks as ( and closing as )
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.describe.dates.calendars import GREGORIAN_YEARS, HIJRI_YEARS
from indexer.describe.dates.vocabulary import Word, vocabulary

_SIGNS = {",": ",", "/": "/", "-": "-", ".": ".", "|": "|", ":": ":", "=": "="}
_SIGNS |= dict.fromkeys("([{\u00ab\u201c\u2018", "(") | dict.fromkeys(")]}\u00bb\u201d\u2019", ")")

# Neither a part of a longer number, a file name, an address of the web nor a telephone number.
_DATE = r"""
    (?<! [0-9_=%+&/] ) (?<! [0-9a-z][.\-] )
    (?: [12][0-9]{3} (?: (?P<a>[/.\-]) [0-9]{1,2} (?P=a)
                       | [ ]?(?P<b>[/\-])[ ]? [0-9]{1,2} [ ]?(?P=b)[ ]? ) [0-9]{1,2}
      | [0-9]{1,2} (?: (?P<c>[/.\-]) [0-9]{1,2} (?P=c)
                     | [ ]?(?P<d>[/\-])[ ]? [0-9]{1,2} [ ]?(?P=d)[ ]? ) YEAR )
    (?! [0-9_%] | [/.][0-9a-z] | -(?![0-9]{1,2}:)[0-9a-z] )
"""
_REST = r"""
  | (?P<time> (?<! [0-9:.] ) (?: [01]?[0-9] | 2[0-3] ) : [0-5][0-9] (?: :[0-5][0-9] (?:\.[0-9]+)? )?
        (?! [0-9] | :[0-9] ) )
  | (?P<zone> \+[0-9]{2}:?[0-9]{2} (?![0-9]) )
  | (?P<chain> [0-9]+ (?: [/.\-][0-9]+ ){3,} )
  | (?P<number> [0-9]+ )
  | (?P<letters> [^\W\d_]+ )
  | (?P<space> [^\S\n]+ )
  | (?P<break> \n+ )
  | (?P<sign> . )
"""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Token i has the code `codes[i]` and spans `starts[i]` to `ends[i]` of the shadow."""

    text: str
    codes: str
    starts: list[int]
    ends: list[int]
    words: dict[int, Word]

    def written(self, token: int) -> str:
        return self.text[self.starts[token] : self.ends[token]]

    def numbers(self, token: int) -> list[int]:
        """The numbers in a token, in order: of a date, a time, a year or a day."""
        return [int(number) for number in re.findall("[0-9]+", self.written(token))]


def tokenise(text: str, short_years: bool = False) -> Tokens:
    """Cuts the text of a shadow; `short_years` also takes 3/10/17 for a date in numbers."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    words: dict[int, Word] = {}
    known = vocabulary()
    match = _pattern(short_years).match
    place = 0
    while found := match(text, place):
        start, end = place, found.end()
        kind = found.lastgroup
        code = _CODES.get(kind or "", "x")
        if kind == "letters":
            word = known.match(text, start, found[0])
            if word and word[0] > place:  # a clitic, which is a word of its own
                codes.append("x")
                starts.append(place)
                ends.append(word[0])
            if word:
                start, end, words[len(codes)] = word
                code = words[len(codes)].code
        elif kind == "number":
            code = _number(found[0])
        elif kind == "sign":
            code = _SIGNS.get(found[0], "x")
        codes.append(code)
        starts.append(start)
        ends.append(end)
        place = end
    return Tokens(text, "".join(codes), starts, ends, words)


_CODES = {"date": "D", "time": "T", "zone": "z", "space": " ", "break": "\n"}


def _number(digits: str) -> str:
    if len(digits) <= 2:
        return "N"
    if len(digits) == 4 and int(digits) in GREGORIAN_YEARS:
        return "Y"
    return "J" if len(digits) == 4 and int(digits) in HIJRI_YEARS else "x"


@cache
def _pattern(short_years: bool) -> re.Pattern[str]:
    year = "(?:[12][0-9]{3}|[0-9]{2})" if short_years else "[12][0-9]{3}"
    date = _DATE.replace("YEAR", year)
    return re.compile(f"(?P<date>{date}){_REST}", re.VERBOSE)
