"""An analyzer broken on purpose, to see that the tests which hold the engines together can fail."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import _lru_cache_wrapper, cache
from unittest import mock

from indexer.arabic import analyzers
from indexer.memo import Memo


@contextmanager
def letters_left_alone(letters: str) -> Iterator[None]:
    """The Python twin of the word analyzer no longer folds these letters; Elasticsearch does."""
    whole = {name: analyzers._table(name) for name in ("exact", "word")}
    broken = {code: to for code, to in whole["word"].items() if chr(code) not in letters}

    @cache
    def memo(analyzer: str) -> Memo[str, str]:
        return analyzers._spelling(broken if analyzer == "word" else whole[analyzer])

    _forget()
    try:
        with mock.patch.object(analyzers, "_memo", memo):
            yield
    finally:
        _forget()


def _forget() -> None:
    """All that the program remembers of forms under the other table: tests of the same process that
    come later are to see none of it."""
    analyzers._vocabularies.clear()
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ("indexer", "search_ui"):
            for value in list(vars(module).values()):
                kind = type(value)  # what stands for the request of a page has no other attribute
                if issubclass(kind, Memo):
                    value.clear()
                elif issubclass(kind, _lru_cache_wrapper):
                    value.cache_clear()
