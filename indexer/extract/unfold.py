"""A page that was saved on one line, with signs or wide spaces where its lines ended."""

from __future__ import annotations

import re

LINES = 3  # lines that carry words, at most, in such a page
LEAST = 60  # words of it
OFTEN = 5  # signs in it
SPARSE = 400  # words between two of its signs, at most

# Signs that stand between the parts of a page and never in a sentence; wide spaces do as well.
_SIGNS = re.compile(r"[^\S\n]+(\|{1,3}|:{2,}|\*{3,}|-{3,}|={3,}|_{3,}|\u2022|\u00b7)[^\S\n]+")
_MARKS = (*"|*=\t\u2022\u00b7", "::", "--", "__", " " * 4)  # without one of them no page is folded
_WIDE = re.compile(r"[^\S\n]*\t[^\S\n]*|[^\S\n]{4,}")


def unfold(text: str) -> tuple[str, list[str]]:
    """The text with a line for each of its parts, and the signs that stood between them; as it is
    where it has lines of its own or too few signs."""
    if text.count("\n") > 4 * LINES or not any(mark in text for mark in _MARKS):
        return text, []
    if sum(map(bool, map(str.strip, text.splitlines()))) > LINES:
        return text, []
    words = len(text.split())
    if words < LEAST:
        return text, []
    signs = _SIGNS.findall(text)
    if len(signs) >= OFTEN and words <= SPARSE * len(signs):
        return _SIGNS.sub("\n", text), signs
    if len(_WIDE.findall(text)) >= OFTEN:
        return _WIDE.sub("\n", text), []
    return text, []
