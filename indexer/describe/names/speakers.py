"""Persons whom a report gives away by letting them speak: «said the director X Y that …».

The model learns names that are met often, and trusts a name that it never met the less. Between a
verb of saying and the particle or mark that opens what is said stands who says it; so a given name
there, and the words like names behind it, are a person's name (`speakers`), and what the model only
takes for one surely is one (`is_speaker`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import compress, count

import mappings
from indexer.arabic.analyzers import normalize
from indexer.arabic.lemma import is_stop_word
from indexer.arabic.name_forms import COMPOUND_HEADS, NISBA_FEMININE, PRONOUNS, attach
from indexer.describe.names.bodies import is_end
from indexer.describe.names.identity import REMEMBERED, word_of
from indexer.describe.names.persons import is_told
from indexer.describe.names.words import Word
from indexer.describe.persons import is_given_name
from indexer.memo import Memo

_SAYS, _THAT, _QUOTE = "say", "that", "quote"
_MOST = 30  # words and signs between a verb and what is said: who says it, and to whom
_LONGEST = 5  # words of a name
_NAMES = frozenset(("given", "person", "name", "seen", "unknown", "nisba"))
_STOP = "stop"
_COMMAS = frozenset("\u060c,")
_SIGNS = frozenset(("comma", "open", "quote", "colon", "dash"))


def frames(forms: Sequence[str]) -> list[tuple[int, int]]:
    """Each place behind a verb of saying in a sentence of words and signs, and the place of what
    opens what is said."""
    found: list[tuple[int, int]] = []
    behind = len(forms)
    for at in compress(count(), map(_roles.__getitem__, forms)):
        role = _roles[forms[at]]
        if role == _SAYS:
            behind = at + 1
        elif role == _STOP:
            behind = len(forms)
        else:
            if behind < at <= behind + _MOST:
                found.append((behind, at))
            behind = behind if role == _QUOTE else len(forms)
    return found


def speakers(forms: Sequence[str], places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places [start, end) of the names of persons who say something in a sentence, whose
    `frames` these are, as far as a given name or a comma opens them."""
    free = 0
    for first, last in places:
        start = max(first, free)
        for at in compress(range(start, last), map(_openers.__getitem__, forms[start:last])):
            apart = forms[at] in _COMMAS
            if not (_stands_apart(forms, at + 1, last) if apart else _opens(forms, at)):
                continue
            if end := _run(forms, at + apart, last):
                yield at + apart, end
                free = end
                break


def is_speaker(
    forms: Sequence[str], places: Iterable[tuple[int, int]], start: int, end: int
) -> bool:
    """Whether the words at [start, end), which may be a name, are of one who says something."""
    return any(first <= start and end <= last for first, last in places) and _is_over(forms, end)


def _opens(forms: Sequence[str], at: int) -> bool:
    """Whether what may be a given name is none in a possession: «in a statement of»."""
    return not (at and word_of(forms[at]).is_common and word_of(forms[at - 1]).kind == "particle")


def _is_opener(form: str) -> bool:
    """Whether a name may begin at a form: a given name, what is one with the word behind it; or
    behind it: a comma."""
    if not form[0].isalnum():
        return form in _COMMAS
    word = word_of(form)
    if not _is_bare(word) or (word.kind == "title" and "al" in word.facts):
        return False
    if word.full in COMPOUND_HEADS:
        return True
    if not is_given_name(word.full):
        return False
    return not (word.kind == "particle" or is_stop_word(word.full)) or _is_given(form)


_openers = Memo(_is_opener, REMEMBERED)


def _stands_apart(forms: Sequence[str], at: int, last: int) -> bool:
    """Whether a few words behind a comma, another one and the particle behind them, hold one that
    only a name holds: «said the director, X Y, that»."""
    if forms[last - 1] not in _COMMAS or last - at > _LONGEST + 1:
        return False
    words = [word_of(form) for form in forms[at : last - 1]]
    if not 1 < len(words) <= _LONGEST or not _is_bare(words[0]) or "al" in words[0].facts:
        return False
    return any(word.kind in ("link", "unknown") for word in words)


def _is_bare(word: Word) -> bool:
    return not (word.conjunction or word.preposition)


def _is_given(form: str) -> bool:
    """Whether a form is a given name letter by letter, so that no particle is meant."""
    return form in mappings.lexicon("given_names")


def _run(forms: Sequence[str], start: int, last: int) -> int | None:
    """The end of the name that begins at `start`, if it is over there."""
    end = start + 1
    opener = word_of(forms[start])
    is_particle = opener.kind == "particle"
    doubtful = opener.is_common and not is_particle
    while end < min(last, start + _LONGEST):
        word = word_of(forms[end])
        if is_particle and word.kind == "definite":
            break
        if not _goes_on(forms[end], word, end - start == 1 and not doubtful, doubtful):
            break
        end += 1
    while end > start and _is_open(forms, end):
        end -= 1
    return end if end - start > 1 and _is_over(forms, end) else None


def _is_open(forms: Sequence[str], end: int) -> bool:
    """Whether the last word of a name cannot end it there."""
    kind = word_of(forms[end - 1]).kind
    if kind != "definite":
        return kind == "link"
    return end < len(forms) and _roles[forms[end]] != _THAT and word_of(forms[end]).kind != "comma"


def _goes_on(form: str, word: Word, is_second: bool, is_doubtful: bool) -> bool:
    """Whether a word may go on with a name: as a second name any noun may that is no adjective of
    time; the first being a common word as well, only what is like a name itself."""
    if not _is_bare(word):
        return False
    if word.kind == "link" or (word.kind == "particle" and _is_given(form)):
        return True
    if is_end(word.base):
        return False
    if word.kind in _NAMES:
        if word.base.endswith(NISBA_FEMININE):
            return False
        return word.kind in ("given", "nisba") or not is_doubtful or not _is_any(form, word)
    if word.kind == "definite":
        return word.is_rare or not is_doubtful
    return word.kind == "noun" and is_second


def _is_any(form: str, word: Word) -> bool:
    """Whether a word may be no name: it is common, or ends like one with a pronoun."""
    return word.is_common or form.endswith(PRONOUNS)


def _is_over(forms: Sequence[str], end: int) -> bool:
    """Whether a name is over at a place: the particle follows, a sign, or a preposition."""
    if end >= len(forms):
        return False
    form = forms[end]
    word = word_of(form)
    if _roles[form] == _THAT or word.kind in _SIGNS:
        return True
    return bool(word.preposition) or is_stop_word(word.base) or is_told(forms, end)


def _role(form: str) -> str:
    """What a form does in a report: it says, opens what is said, or ends it; else nothing."""
    if form[0].isalnum() and normalize(form) not in _possible():
        return ""  # as nearly every word: few say something
    word = word_of(form)
    if word.kind == "colon" or (word.base in _particles() and not word.conjunction):
        return _THAT
    return word.kind if word.kind in (_SAYS, _QUOTE, _STOP) else ""


_roles = Memo(_role, REMEMBERED)


@cache
def _possible() -> frozenset[str]:
    verbs = [normalize(word) for role, word in mappings.table("name_cues", 2) if role == _SAYS]
    return _particles() | {form for verb in verbs for form in (verb, *attach(verb))}


@cache
def _particles() -> frozenset[str]:
    return frozenset(
        normalize(word) for role, word in mappings.table("person_contexts", 2) if role == _THAT
    )
