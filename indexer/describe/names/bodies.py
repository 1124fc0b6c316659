"""Bodies whose own words give their names away: a municipality, and which; an institute, of what.

The model learns names that are met often. What a body is called is mostly no name but words after a
head, so the rules here read on from the head (``mappings/lexicon/body_heads.txt``), as Arabic joins
words: a chain of possession, of which only the last has the article or is a proper name, and the
adjectives that agree with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress, count

import mappings
from indexer.arabic.analyzers import normalize
from indexer.arabic.lemma import is_stop_word
from indexer.arabic.name_forms import ARTICLE, FEMININE, LAM, LAM_ARTICLE, NISBA, PLURAL, attach
from indexer.describe.names.identity import REMEMBERED, word_of
from indexer.describe.names.words import Word
from indexer.describe.nations import nationalities
from indexer.memo import Memo

HEADS = frozenset(
    ("words", "named", "place", "chain", "aim", "office", "described", "seat", "state", "own",
     "general"))  # fmt: skip
_SEATED = frozenset(("place", "seat"))
ADJECTIVE, AIM, SERVES, END, NEVER = "adjective", "aimed", "served", "end", "never"
MARKS = frozenset((ADJECTIVE, AIM, SERVES, END, NEVER))  # of words that are no heads
_LINKS = 2  # words in a chain before the last
_ADJECTIVES = 3  # words with the article, one after another
_QUOTED = 5  # words between quotation marks
_PROPER = 4  # words of a proper name
_LINK_KINDS = frozenset(("noun", "body", "place-cue"))
_PLACE_KINDS = frozenset(("place", "state"))
_PROPER_KINDS = frozenset(("unknown", "latin", "name", "given", "person"))
_DEFINITE_KINDS = frozenset(("definite", "nisba", "noun", "seen", "body", "place", "unknown"))
_JOINED_KINDS = frozenset(("definite", "nisba"))
_SIGNS = frozenset(("stop", "comma", "open", "close", "colon", "sign"))
_BEYOND = Word("", False, "", "", "edge", ())
_NONE: frozenset[str] = frozenset()

Roles = frozenset[str]


def bodies(forms: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The places [start, end) of bodies among the words and signs of a sentence."""
    free = 0
    for at in compress(count(), map(_heads.__getitem__, forms)):
        if at >= free:
            roles, read = _heads[forms[at]], _Sentence(forms)
            end = read.definite(at, roles) if _has_article(read[at]) else read.chain(at, roles)
            if end and not read.is_never(at, end):
                yield at, end
                free = end


class _Sentence:
    """Reads names on from their heads; each method gives the place behind what it reads."""

    def __init__(self, forms: Sequence[str]) -> None:
        self.forms = forms

    def __getitem__(self, at: int) -> Word:
        return word_of(self.forms[at]) if at < len(self.forms) else _BEYOND

    def chain(self, head: int, roles: Roles) -> int | None:
        """A name that begins with a head without the article."""
        last = head + 1
        if "chain" in roles or ("aim" in roles and _is_aim(self[last].base)):
            while last <= head + _LINKS and self._is_link(last):
                last += 1
        word, is_direct = self[last], last == head + 1
        if not _is_bare(word):
            return None
        if word.kind in _PLACE_KINDS and (not is_direct or not roles.isdisjoint(_SEATED)):
            end = self._adjectives(last + 1, head)
            if is_direct and "place" not in roles and end == last + 1:
                return None
            return self._purposed(end, head, roles)
        if _has_article(word):
            of_office = "office" in roles and SERVES in _listed().get(_bare_base(word), _NONE)
            wanted = "words" in roles or of_office or ("aim" in roles and not is_direct)
            end = self._adjectives(last + 1, head)
            wanted = wanted or ("described" in roles and end > last + 1)
            if not wanted or word.kind not in _DEFINITE_KINDS or is_end(word.base):
                return None
            return self._joined(end, head)
        if "named" not in roles or not is_direct:
            return None
        if word.kind == "quote":
            return self._quoted(last)
        proper = self._proper(last)
        return self._purposed(proper, head, roles) if proper else None

    def definite(self, head: int, roles: Roles) -> int | None:
        """A name that begins with a head with the article: an adjective follows."""
        end = self._adjectives(head + 1, head)
        if end == head + 1:
            return None
        if "own" in roles or ("state" in roles and self[end - 1].base in nationalities()):
            return end
        return self._purpose(end, head) if "general" in roles else None

    def is_never(self, start: int, end: int) -> bool:
        """Whether words that look like a body are none."""
        words = " ".join(self[at].base for at in range(start, end))
        return NEVER in _listed().get(words, _NONE)

    def _is_link(self, at: int) -> bool:
        word = self[at]
        is_one = word.kind in _LINK_KINDS and _is_bare(word) and not _has_article(word)
        return is_one and not is_stop_word(word.base)

    def _adjectives(self, at: int, head: int) -> int:
        """The adjectives from a place on; a nationality agrees with the head."""
        end = at
        while end < at + _ADJECTIVES and _has_article(word := self[end]):
            if not (_is_adjective(word) or self._agrees(end)):
                break
            base = word.base
            if base in nationalities() and _is_feminine(base) != _is_feminine(self[head].base):
                break
            end += 1
        return end

    def _agrees(self, at: int) -> bool:
        """Whether a word is an adjective of the persons before it («the Lebanese writers»)."""
        word, before = self[at], self[at - 1]
        if not (_has_article(word) and word.base.endswith(PLURAL) and _is_bare(word)):
            return False
        agrees = _has_article(before) and before.base.endswith(PLURAL)
        of_origin = word.base.removesuffix(PLURAL).endswith(NISBA)
        return (agrees or of_origin) and not is_end(word.base)

    def _joined(self, end: int, head: int) -> int:
        """The same place, or the one behind one more word that «and» joins to the last."""
        word = self[end]
        goes_on = word.conjunction and not word.preposition and _has_article(word)
        return self._adjectives(end + 1, head) if goes_on and word.kind in _JOINED_KINDS else end

    def _purpose(self, at: int, head: int) -> int | None:
        """What a body is for: «for the waters», «for the protection of the waters»."""
        word = self[at]
        if word.preposition != LAM or word.conjunction:
            return None
        last = at if _has_article(word) else at + 1
        aim = self[last]
        if not _has_article(aim) or aim.kind not in _DEFINITE_KINDS:
            return None
        if is_end(aim.base) or aim.base in _adjectives():
            return None  # «for the first time», «for the year»
        end = self._joined(self._adjectives(last + 1, head), head)
        named = self[end]
        return end + (named.kind == "unknown" and named.full.startswith(LAM_ARTICLE))

    def _purposed(self, end: int, head: int, roles: Roles) -> int:
        """The same place, or the one behind what the body there is for, if that is no people."""
        word = self[end]
        for_that = _has_article(word) and not word.base.endswith(PLURAL)
        if "general" in roles and (for_that or _is_aim(word.base)):
            return self._purpose(end, head) or end
        return end

    def _proper(self, at: int) -> int | None:
        """The end of a proper name: a person's may be of common words, and hold a link."""
        end = at
        while end < at + _PROPER and self._is_proper(end, at):
            end += 1
        while end > at and self[end - 1].kind == "link":
            end -= 1
        return end if end > at else None

    def _is_proper(self, at: int, first: int) -> bool:
        word = self[at]
        if _is_proper(word):
            return True
        if at == first:
            following = self[at + 1]
            return (
                word.kind == "given"
                and _is_bare(word)
                and (following.kind in ("given", "link") or (following.kind == "person"))
            )
        of_person = self[first].kind == "given" and _is_bare(word)
        return of_person and word.kind in ("given", "link", "person") and not is_end(word.base)

    def _quoted(self, at: int) -> int | None:
        for end in range(at + 1, at + 2 + _QUOTED):
            kind = self[end].kind
            if kind == "quote":
                return end + 1 if end > at + 1 else None
            if kind in _SIGNS:
                return None
        return None


def _is_bare(word: Word) -> bool:
    return not (word.conjunction or word.preposition)


def _has_article(word: Word) -> bool:
    return "al" in word.facts


def _is_aim(base: str) -> bool:
    return not _listed().get(base, _NONE).isdisjoint((AIM, SERVES))


def _bare_base(word: Word) -> str:
    return word.base.removeprefix(ARTICLE)


def _is_feminine(base: str) -> bool:
    return base.endswith(FEMININE)


def _is_adjective(word: Word) -> bool:
    """Whether a word with the article goes on with a name as its adjective."""
    is_one = word.kind == "nisba" or word.base in _adjectives()
    is_one = is_one or ("nisba" in word.facts and word.is_common)  # though names hold it, too
    return is_one and _is_bare(word) and not is_end(word.base)


def _is_proper(word: Word) -> bool:
    """Whether a word is part of a proper name, and not met more often as another word."""
    is_one = word.kind in _PROPER_KINDS and _is_bare(word) and not word.is_common
    return is_one and not is_stop_word(word.base)


def _roles(form: str) -> Roles:
    """What may follow a form as the head of a name; nothing, where it is none."""
    if normalize(form) not in _possible():
        return _NONE
    base = word_of(form).base
    return _listed().get(base.removeprefix(ARTICLE), _NONE) & HEADS


_heads = Memo(_roles, REMEMBERED)


@cache
def _possible() -> frozenset[str]:
    """The heads as they may stand in a text, behind the article and clitics: few words are one."""
    heads = [word for word, roles in _listed().items() if roles & HEADS]
    forms = [form for head in heads for form in (head, ARTICLE + head)]
    return frozenset(found for form in forms for found in (form, *attach(form)))


def is_own_head(form: str) -> bool:
    """Whether a word begins the name of a body that is not a state itself, as its army is."""
    word = word_of(form)
    roles = _heads[form] or _roles(form)
    return "state" not in roles and (bool(roles) or word.kind == "body")


def is_end(base: str) -> bool:
    """Whether a word is behind a name, and not part of it."""
    return (
        base in _weekdays()
        or is_stop_word(base)
        or END in _listed().get(base.removeprefix(ARTICLE), _NONE)
    )


@cache
def _listed() -> dict[str, Roles]:
    return {
        normalize(word): frozenset(roles.split()) for roles, word in mappings.table("body_heads", 2)
    }


@cache
def _adjectives() -> Roles:
    return frozenset(ARTICLE + word for word, roles in _listed().items() if ADJECTIVE in roles)


@cache
def _weekdays() -> Roles:
    return frozenset(normalize(name) for _, name in mappings.table("date_weekdays", 2))
