"""The language's specification: every row of tests/golden/terms.tsv holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.lemma import lemma_terms

GOLDEN = Path(__file__).parent.parent / "golden" / "terms.tsv"
CUT = {"exact": exact_terms, "word": word_terms, "lemma": lemma_terms}
ROWS = [
    line.split("\t")
    for line in GOLDEN.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("word", "depth", "terms", "why"), ROWS)
def test_terms(word: str, depth: str, terms: str, why: str) -> None:
    assert " ".join(CUT[depth](word)) == terms, why


def test_the_specification_is_large_and_each_row_has_a_reason() -> None:
    assert len(ROWS) >= 400
    assert all(why.strip() for *_, why in ROWS)
    assert len({(word, depth) for word, depth, *_ in ROWS}) == len(ROWS)
