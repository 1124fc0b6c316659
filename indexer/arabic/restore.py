"""Arabic as it is read, out of what programs make of it: the one way through all the repairs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from indexer.arabic import spacing, visual

MOST = 5_000_000  # letters of a text that is looked at: a hundred books
# A word of them: one ligature among plain letters is a habit of keyboards. `indexer.clean` makes
# letters of both.
_FORMS = re.compile("[\ufb50-\ufbff\ufe70-\ufefc]{3}")


class Repair(NamedTuple):
    """What was done to a text, and the first line that it changed, as that stood."""

    kind: str
    before: str


_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("spaced_letters", spacing.joined_letters),
    ("lam_alef", spacing.turned_lam_alefs),
    ("split_words", spacing.joined_pieces),
    ("joined_words", spacing.parted_words),
)
_DIRECTIONS = {
    visual.LINES: "reversed_lines",
    visual.SOME_LINES: "reversed_lines",
    visual.LETTERS: "reversed_letters",
    visual.WORDS: "reversed_words",
}


def restored(text: str) -> tuple[str, list[Repair]]:
    """A text with its lines in the order in which they are read, and its words whole.

    Healthy text comes back as it is, without a repair, and so does one of more than `MOST` letters;
    the number of lines never changes.
    """
    repairs: list[Repair] = []
    if len(text) > MOST:
        return text, repairs
    stored = visual.direction(visual.shaped(text))
    if stored != visual.HEALTHY:
        text = _noted(text, visual.in_order(text, stored), _DIRECTIONS[stored], repairs)
    shaped = next((line for line in text.split("\n") if _FORMS.search(line)), None)
    if shaped is not None:
        repairs.append(Repair("presentation_forms", shaped))
    plain = visual.shaped(text)
    for kind, step in _STEPS:
        made = step(plain)
        if made != plain:
            text = plain = _noted(text, made, kind, repairs)
    return text, repairs


def _noted(before: str, after: str, kind: str, repairs: list[Repair]) -> str:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    first = next((old for old, new in pairs if old != new), None)
    if first is not None:
        repairs.append(Repair(kind, first))
    return after
