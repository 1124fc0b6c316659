"""The features of the model, as strings: each a function of one form and of its distance.

A feature of the form itself stands under its name; of a neighbour, under the distance before it
(``-1c250=17``). `own` tells most of the word, `near` what its neighbours hear of it, `far` what
those two words away do. Pairs and triples of kinds are the only features of several words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from indexer.arabic.name_forms import ARTICLE, CONJUNCTIONS
from indexer.describe.names.listed import marks
from indexer.describe.names.words import LONE, Word, word

EDGE = "edge"  # the kind of what stands beyond a sentence
BIAS, BEGIN, END, JOINED, NEXT_JOINED = "bias", "begin", "end", "joined", "next-joined"
BASE, FULL = "w=", "f="  # before the base, and before the form
UNGROUPED = ("c?",)  # of a base in no cluster
START, END_OF, BARE_START = "^", "$", "^^"  # before letters at the start, and behind at the end
STARTS, ENDS, BARE_STARTS = (2, 3, 4), (1, 2, 3, 4), (2, 3)  # letters; of a word never all
UNCUT = ("number", "latin")


class Described(NamedTuple):
    """The features of one form for the three distances."""

    word: Word
    own: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]


def described(
    form: str, clusters: Mapping[str, Sequence[str]], known: set[str] | None
) -> Described:
    """The features of a form; `clusters` gives the cluster features of a base, finest last.

    In training, `known` holds the bases that are frequent enough to be features themselves.
    """
    parts = word(form)
    base = parts.base
    named = known is None or base in known
    groups = clusters.get(base, UNGROUPED)
    identity = (BASE + base,) if named else ()
    near = (*identity, *groups, *told(parts.kind, parts.facts))
    far = (*identity, f"k={parts.kind}", *groups[-2:])
    own = [*near, *used(parts.preposition, len(base))]
    own += _shape(base, parts.kind)
    if named:
        own.append(FULL + parts.full)
    return Described(parts, tuple(own), near, far)


def told(kind: str, facts: Sequence[str]) -> tuple[str, ...]:
    """The features of what is known of a base."""
    return f"k={kind}", *facts


def used(preposition: str, length: int) -> tuple[str, ...]:
    """The features of the preposition before a base, and of its letters."""
    return f"p={preposition}", f"len={min(length, 9)}"


def _shape(base: str, kind: str) -> list[str]:
    if len(base) < 2 or kind in UNCUT:
        return []
    found = [START + base[:n] for n in STARTS if len(base) > n]
    found += [base[-n:] + END_OF for n in ENDS if len(base) > n]
    if base.startswith(ARTICLE):
        bare = base[len(ARTICLE) :]
        found += [BARE_START + bare[:n] for n in BARE_STARTS if len(bare) > n]
    return found


def kinds_around(kinds: Sequence[str], at: int) -> tuple[str, str, str, str]:
    """The features of the kinds around place `at`, in a sequence that has two edges before and
    one behind."""
    before, last, here, following = kinds[at - 2], kinds[at - 1], kinds[at], kinds[at + 1]
    return (
        f"K1{last}|{here}",
        f"K2{here}|{following}",
        f"K3{last}|{here}|{following}",
        f"K4{before}|{last}|{here}",
    )


def words_of(forms: Sequence[str]) -> tuple[list[int], list[bool]]:
    """The places of the forms that are words of their own, and for each whether a conjunction that
    was cut off stands before it."""
    kept: list[int] = []
    joined: list[bool] = []
    conjunction = False
    for at, form in enumerate(forms):
        if form in LONE:
            conjunction = conjunction or form in CONJUNCTIONS
        else:
            kept.append(at)
            joined.append(conjunction)
            conjunction = False
    return kept, joined


def listed_around(marks: Sequence[int], at: int) -> tuple[str, str, str]:
    """The features of the lists' marks around place `at`, in a sequence with an edge at each
    end."""
    last, here, following = marks[at - 1], marks[at], marks[at + 1]
    return f"L1{last}|{here}", f"L2{here}|{following}", f"L3{last}|{here}|{following}"


def sentence_features(forms: Sequence[Described], joined: Sequence[bool]) -> list[list[str]]:
    """The features of every word of a sentence, for training."""
    listed = [0, *marks([(form.word.full, form.word.base) for form in forms]), 0]
    kinds = [EDGE, EDGE, *(form.word.kind for form in forms), EDGE]
    links = [form.word.conjunction or cut for form, cut in zip(forms, joined, strict=True)]
    rows = []
    for at, form in enumerate(forms):
        row = [*form.own, BIAS, *kinds_around(kinds, at + 2)]
        row += listed_around(listed, at + 1)
        if at:
            row += [f"-1{name}" for name in forms[at - 1].near]
        else:
            row.append(BEGIN)
        if at > 1:
            row += [f"-2{name}" for name in forms[at - 2].far]
        if at + 1 < len(forms):
            row += [f"+1{name}" for name in forms[at + 1].near]
            row += [NEXT_JOINED] * links[at + 1]
        else:
            row.append(END)
        if at + 2 < len(forms):
            row += [f"+2{name}" for name in forms[at + 2].far]
        rows.append(row + [JOINED] * links[at])
    return rows
