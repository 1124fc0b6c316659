"""The written forms met so far, by number, and what is known of each in columns beside them.

Every stage of an article asks something of each of its words: its spelling, its lemma, its hash,
whether a name begins with it. A text is turned into numbers once (one look-up a word), and each
stage takes its answers by number. What a column says is a function of the form alone, worked out
when it is first asked for.

Typing errors never end, so a vocabulary that is full is left behind for a new one; `Words` hold the
vocabulary that their numbers are of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Value = TypeVar("Value")
Ints = NDArray[np.intp]

LIMIT = 200_000  # forms; what is known of them takes some 200 MB
_FIRST = LIMIT + 4096  # rows of a new column: the system gives memory to those in use only


class Vocabulary:
    """Forms by number, from 0 on. `spelt` is what each is at word depth; `odd` holds the numbers of
    the forms that are not one term there, but none or several."""

    def __init__(self, spell: Callable[[str], str], longest: int) -> None:
        self._spell, self._longest = spell, longest
        self._lock = Lock()
        self.forms: list[str] = []
        self.spelt: list[str] = []
        self.odd: set[int] = set()
        self.numbers: dict[str, int] = {}
        self.columns: dict[object, Any] = {}

    def of(self, forms: Sequence[str]) -> Words:
        """The words of a text, given as its written forms."""
        found = list(map(self.numbers.get, forms))
        if None in found:
            with self._lock:
                for form in forms:
                    if form not in self.numbers:
                        self._add(form)
            found = list(map(self.numbers.get, forms))
        return Words(self, found)  # type: ignore[arg-type]  # none is None any more

    def _add(self, form: str) -> None:
        spelt = self._spell(form)
        if not 0 < len(spelt) <= self._longest:
            self.odd.add(len(self.forms))
        self.forms.append(form)
        self.spelt.append(form if spelt == form else spelt)  # one object where they are the same
        self.numbers[form] = len(self.numbers)  # last: who finds the number finds the rest

    def room(self) -> int:
        """Rows that hold every form there is, and some more."""
        return max(_FIRST, 1 << len(self.forms).bit_length())


class Words:
    """The written forms of a text, in order, as `numbers` of a vocabulary."""

    __slots__ = ("_array", "_spelt", "numbers", "vocabulary")

    def __init__(self, vocabulary: Vocabulary, numbers: list[int]) -> None:
        self.vocabulary, self.numbers = vocabulary, numbers
        self._array: Ints | None = None
        self._spelt: tuple[str, ...] | None = None

    def __len__(self) -> int:
        return len(self.numbers)

    @property
    def array(self) -> Ints:
        if self._array is None:
            self._array = np.array(self.numbers, np.intp)
        return self._array

    @property
    def are_terms(self) -> bool:
        """Whether each of the forms is one term at word depth."""
        odd = self.vocabulary.odd
        return not odd or odd.isdisjoint(self.numbers)

    @property
    def spelt(self) -> tuple[str, ...]:
        """Each form at word depth; see `are_terms`."""
        if self._spelt is None:
            self._spelt = tuple(map(self.vocabulary.spelt.__getitem__, self.numbers))
        return self._spelt

    def forms(self) -> list[str]:
        return list(map(self.vocabulary.forms.__getitem__, self.numbers))

    def first(self, count: int) -> Words:
        return Words(self.vocabulary, self.numbers[:count])

    def distinct(self) -> Words:
        """Each form once, in the order in which they are met."""
        return Words(self.vocabulary, list(dict.fromkeys(self.numbers)))


class Column(Generic[Value]):
    """An object of each form, one that counts as true."""

    def __init__(self, make: Callable[[str], Value]) -> None:
        self.make = make

    def of(self, words: Words) -> list[Value]:
        """The object of each word."""
        vocabulary = words.vocabulary
        rows: list[Value | None] = vocabulary.columns.setdefault(self, [])
        if len(rows) < len(vocabulary.forms):
            rows += [None] * (vocabulary.room() - len(rows))
        found = list(map(rows.__getitem__, words.numbers))
        if not all(found):
            for number in words.numbers:
                if rows[number] is None:
                    rows[number] = self.make(vocabulary.forms[number])
            found = list(map(rows.__getitem__, words.numbers))
        return found  # type: ignore[return-value]  # none is None any more


class Figures:
    """A number of each form, as NumPy keeps it."""

    def __init__(self, make: Callable[[str], int], dtype: type[np.generic]) -> None:
        self.make, self.dtype = make, dtype

    def of(self, words: Words) -> NDArray[Any]:
        """The number of each word."""
        rows, known = self._rows(words.vocabulary)
        array = words.array
        if not known.take(array).all():
            for number in words.numbers:
                if not known[number]:
                    rows[number] = self.make(words.vocabulary.forms[number])
                    known[number] = True
        return rows.take(array)

    def _rows(self, vocabulary: Vocabulary) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        rows, known = vocabulary.columns.get(self, (np.zeros(0, self.dtype), np.zeros(0, bool)))
        if len(known) < len(vocabulary.forms):
            more = vocabulary.room() - len(known)
            rows = np.concatenate((rows, np.zeros(more, self.dtype)))
            known = np.concatenate((known, np.zeros(more, bool)))
            vocabulary.columns[self] = rows, known
        return rows, known
