"""What a person typed, read into clauses.

    وزير الخارجية        every word, each in any of its forms
    "خفض التصعيد"        the words as written, in this order; also «…» and “…”
    "خفض التصعيد"~5      each neighbouring pair at most five words apart, either way round
    -word  -"a phrase"   articles without it; also NOT a, +ليس+ a
    a OR b, a +أو+ b, a|b   either of the two
    a AND b, a +و+ b     both, as without any sign
    =word                the word exactly as written
    كلم*                 words that begin so
    كلمة~  كلمة~2         words like it: a letter more, less or another; up to two of these
    كلمة~0               none of these: the word exactly as written, as behind =
    كتاب(-كتائب -=كتّاب)   the word in any of its forms but these: behind - the form in every
                         spelling, behind -= as written
    source: actor: title: body: author: place:   (مصدر: فاعل: عنوان: متن: كاتب: مكان:)

Everything that is none of these is a word; reading never fails for want of balance: a quotation
mark without its partner is ignored, and said so.

Bare و, أو and ليس are words. They stand in every text, so they cannot be signs as well: «تكون أو
لا تكون» asks for its words. As operators they stand between plus signs, with blanks around: the
plus is on every Arabic keyboard, stands beside words in no text, and looks the same in both
directions, while | is hard to find, and a colon or a slash is printed beside these words at times.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import mappings
from indexer.arabic.analyzers import word_terms
from indexer.errors import QueryError
from search_ui.asking.messages import N_, Message

MAX_LENGTH = 1_000  # code points of a query
MAX_CLAUSES = 100
SHORTEST_PREFIX = 2  # letters before *
WIDEST = 50  # words of "…"~n
MOST_SLIPS = 2  # of a word with ~n
MAX_OUT = 50  # forms taken out of one word

Kind = Literal["word", "phrase", "prefix", "near", "fuzzy"]

QUOTES = {'"': '"', "«": "»", "“": "”", "„": "“", "‟": "”", "❝": "❞"}
_SPACE = re.compile(r"\s+")
_WITHIN = re.compile(r"~(\d{1,3})")
_LIKE = re.compile(r"(.+?)~(\d{0,3})")
_STOPS = rf"\s|{''.join(re.escape(q) for q in QUOTES)}"
_STOP = re.compile(f"[{_STOPS}]")
_FORM_OUT = rf"-=?[^()\-={_STOPS}][^(){_STOPS}]*"
_OUT = re.compile(rf"\(({_FORM_OUT}(?:\s+{_FORM_OUT})*)\s*\)(?=[{_STOPS}]|$)")


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for: `text` as typed at [start, end) of the query.

    `field` is the field it is kept to, or None. `without` turns it round, `exact` asks for the
    spelling as typed, `within` is the distance of a "near" clause in words, and of a "fuzzy" one in
    slips. `out` are the forms of a word that do not count, with a = before those meant as written.
    """

    kind: Kind
    text: str
    start: int
    end: int
    field: str | None = None
    without: bool = False
    exact: bool = False
    within: int = 0
    out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Typed:
    """A query as read: every group is required, a group's clauses are alternatives. `notes` are
    the names of what was ignored: "unbalanced_quote", and the operator that nothing follows:
    "dangling_and", "dangling_or", "dangling_not"."""

    text: str
    groups: tuple[tuple[Clause, ...], ...]
    notes: tuple[str, ...] = ()

    @property
    def clauses(self) -> list[Clause]:
        return [clause for group in self.groups for clause in group]


def plain_words(text: str) -> Typed:
    """A text read as words only, whatever signs it holds."""
    clauses = [
        (Clause("word", match.group(), match.start(), match.end()),)
        for match in re.finditer(r"\S+", text)
        if word_terms(match.group())
    ]
    return Typed(text, tuple(clauses[:MAX_CLAUSES]))


def unquoted(text: str) -> str:
    """The text of a query without its quotation marks and the distances behind them."""
    marks = "".join(map(re.escape, {*QUOTES, *QUOTES.values()}))
    return " ".join(re.sub(rf"[{marks}](?:~\d+)?", " ", text).split())


def read_query(text: str) -> Typed:
    """The clauses of a query. Raises `QueryError` where it is too long, has too many clauses, or
    asks for words by fewer letters than `SHORTEST_PREFIX`."""
    if len(text) > MAX_LENGTH:
        raise QueryError(too_long(text), MAX_LENGTH)
    reader = _Reader(text)
    reader.read()
    groups = tuple(tuple(group) for group in reader.groups)
    typed = Typed(text, groups, tuple(dict.fromkeys(reader.notes)))
    if len(typed.clauses) > MAX_CLAUSES:
        beyond = typed.clauses[MAX_CLAUSES].start
        raise QueryError(N_("the query has more than %(most)s words", most=MAX_CLAUSES), beyond)
    return typed


def too_long(text: str) -> Message:
    """What is said of a query of more than `MAX_LENGTH` code points."""
    return N_(
        "the query has %(count)s characters; at most %(most)s are read",
        count=len(text),
        most=MAX_LENGTH,
    )


class _Reader:
    """One pass over the query, clause by clause."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.groups: list[list[Clause]] = []
        self.notes: list[str] = []
        self._pending = ""  # the operator that stands before the next clause
        self._not = False  # the next clause is turned round

    def read(self) -> None:
        while self._skip_space():
            if self._operator():
                continue
            start = self.at
            without, exact = self._sign("-") or self._not, self._sign("=")
            field = self._field()
            for clause in self._value():
                exactly = exact or clause.exact
                self._add(replace(clause, start=start, field=field, without=without, exact=exactly))
        if self._pending:
            self.notes.append(f"dangling_{self._pending}")

    def _skip_space(self) -> bool:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return self.at < len(self.text)

    def _operator(self) -> bool:
        word = self._word_ahead() or self.text[self.at]
        operator = query_words("operator").get(word)
        if not operator:
            return False
        self.at += len(word)
        if operator == "not":
            self._not = True
        if operator == "not" or self.groups:
            self._pending = operator if operator != "not" else self._pending or operator
        return True

    def _sign(self, sign: str) -> bool:
        rest = self.text[self.at + 1 : self.at + 2]
        if self.text[self.at : self.at + 1] == sign and rest and not rest.isspace():
            self.at += 1
            return True
        return False

    def _field(self) -> str | None:
        name, colon, rest = self._word_ahead().partition(":")
        field = query_words("field").get(name)
        after = self.at + len(name) + 1
        if not field or not colon or not (rest or self.text[after : after + 1] in QUOTES):
            return None
        self.at = after
        return field

    def _value(self) -> list[Clause]:
        if self.at < len(self.text) and self.text[self.at] in QUOTES:
            return self._quoted()
        start = self.at
        word = self._word_ahead()
        out = self._out(word)
        if out:
            word = word[: word.index("(")]
        else:
            self.at += len(word) or 1
        if word.endswith("*"):
            return self._prefix(word, start)
        if not out and (like := _LIKE.fullmatch(word)) and word_terms(like[1]):
            within = min(int(like[2] or 1), MOST_SLIPS)
            if not within:
                return [Clause("word", like[1], start, self.at, exact=True)]
            return [Clause("fuzzy", like[1], start, self.at, within=within)]
        return [Clause("word", word, start, self.at, out=out)] if word_terms(word) else []

    def _out(self, word: str) -> tuple[str, ...]:
        """The forms in brackets right behind the word ahead, where there are such; then both have
        been read. A word with * or ~ has none: what it stands for are words, not forms."""
        opening = word.find("(-")
        match = _OUT.match(self.text, self.at + opening) if opening > 0 else None
        named = word[: max(opening, 0)]
        if not match or not word_terms(named) or named[-1] == "*" or _LIKE.fullmatch(named):
            return ()
        found = tuple(form[1:] for form in match.group(1).split() if word_terms(form))
        if len(found) > MAX_OUT:
            raise QueryError(
                N_("more than %(most)s forms are taken out of one word", most=MAX_OUT),
                match.start() + 1,
            )
        if found:
            self.at = match.end()
        return found

    def _quoted(self) -> list[Clause]:
        opening = self.at
        closing = self.text.find(QUOTES[self.text[opening]], opening + 1)
        if closing < 0:
            self.notes.append("unbalanced_quote")
            self.at += 1
            return []
        said = self.text[opening + 1 : closing]
        self.at = closing + 1
        match = _WITHIN.match(self.text, self.at)
        if match:
            self.at = match.end()
        if not word_terms(said):
            return []
        if match:
            within = min(max(int(match.group(1)), 1), WIDEST)
            return [Clause("near", said, opening, self.at, within=within)]
        return [Clause("phrase", said, opening, self.at)]

    def _prefix(self, word: str, start: int) -> list[Clause]:
        terms = word_terms(word)
        if not terms:
            return []
        if len(terms[-1]) < SHORTEST_PREFIX:
            raise QueryError(
                N_(
                    "%(word)s asks for too many words: give at least %(least)s letters "
                    "before the *",
                    word=repr(word),
                    least=SHORTEST_PREFIX,
                ),
                start,
            )
        return [Clause("prefix", word.rstrip("*"), start, self.at)]

    def _word_ahead(self) -> str:
        match = _STOP.search(self.text, self.at)
        return self.text[self.at : match.start() if match else len(self.text)]

    def _add(self, clause: Clause) -> None:
        if self._pending == "or" and self.groups:
            self.groups[-1].append(clause)
        else:
            self.groups.append([clause])
        self._pending, self._not = "", False


@cache
def query_words(kind: str) -> dict[str, str]:
    """What the words of a kind ("operator", "field", "offered") mean in a query."""
    return {word: which for what, which, word in mappings.table("query_words", 3) if what == kind}
