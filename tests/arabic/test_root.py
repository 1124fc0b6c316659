"""The words of a family share a root; what is not a word of Arabic keeps itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.analyzers import word_terms
from indexer.arabic.lemma import lemma
from indexer.arabic.root import root


def roots(text: str) -> set[str]:
    return {root(lemma(word).term) for word in word_terms(text)}


@pytest.mark.parametrize(
    "family",
    [
        "قاد قائد قيادة",
        "وقع موقع واقعة مواقع",
        "اجتمع اجتماع مجتمع جمع",
        "احتفل احتفال حفل",
        "زراعة مزارع زرع",
        "استخدام خدمة مستخدم",
        "سؤال مسؤول",
        "سوري سوريا سورية",
        "موريطانيا موريتانيا",
    ],
)
def test_a_family_shares_its_root(family: str) -> None:
    assert len(roots(family)) == 1


@pytest.mark.parametrize("pair", ["كاتب لاعب", "وزير سفير", "مدينة جزيرة", "لبنان سودان"])
def test_other_families_have_other_roots(pair: str) -> None:
    assert len(roots(pair)) == 2


@pytest.mark.parametrize("term", ["2017", "bbc", "م", "بن", "covid19"])
def test_what_has_no_root_stays(term: str) -> None:
    assert root(term) == term


@given(st.text("ابتجدذرزسشصضعغفقكلمنهويءطظث", min_size=1, max_size=12))
def test_a_root_is_never_empty_and_never_longer(term: str) -> None:
    assert 1 <= len(root(term)) <= len(term)
