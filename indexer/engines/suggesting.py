"""Suggested words as both engines keep them (`document.suggestions`), merged by word."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.engines.document import SUGGEST_SEPARATOR


def merge_suggestions(found: Iterable[tuple[str, int]], size: int) -> list[tuple[str, int]]:
    """(written form, articles) of the `size` commonest words; the commonest writing stands for
    a word, all its writings are counted. `found` holds (``normalised|written``, articles)."""
    words: dict[str, dict[str, int]] = {}
    for entry, count in found:
        word, _, form = entry.partition(SUGGEST_SEPARATOR)
        forms = words.setdefault(word, {})
        forms[form] = forms.get(form, 0) + count
    merged = [
        (min(forms, key=lambda form: (-forms[form], form)), sum(forms.values()))
        for forms in words.values()
    ]
    return sorted(merged, key=lambda row: (-row[1], row[0]))[:size]
