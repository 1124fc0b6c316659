"""The forms of a text under their lemmas: every word has its path, and leads back to its terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.form_paths import path
from indexer.arabic.lemma import distinct_depths, lemma_terms


def paths_of(text: str) -> list[str]:
    return [path for _, depths in distinct_depths(text) for path in depths.path.split()]


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("الكُتب", ["كتاب|الكتب|الكُتب|"]),
        ("كتاب، كتاب!", ["كتاب|||"]),
        ("أبوظبي", ["ابو|ابوظبي|أبوظبي|", "ظبي|ابوظبي|أبوظبي|"]),
        ("؟!", []),
    ],
)
def test_paths(text: str, paths: list[str]) -> None:
    assert paths_of(text) == paths


@given(st.text(alphabet="ابتكل َُو|x9 .", max_size=150))
def test_paths_hold_every_term_of_every_depth(text: str) -> None:
    parts = []
    for found in paths_of(text):
        lemma, word, exact, end = found.split("|")
        word = word or lemma
        parts.append((lemma, word, exact or word))
        assert end == "" and path(*parts[-1]) == found
    assert {part[0] for part in parts} == set(lemma_terms(text))
    assert {part[1] for part in parts} == set(word_terms(text))
    assert {part[2] for part in parts} <= set(exact_terms(text))
