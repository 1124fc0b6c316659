"""Kept texts in short bytes come back letter for letter."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arabic.analyzers import forms, normalize
from indexer.arabic.lemma import distinct_depths
from indexer.engines.short_text import codec, restore, shorten
from indexer.engines.word_forms import all_forms, forms_beginning, forms_of, pack_forms


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back(text: str) -> None:
    assert restore(shorten(text)) == text


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("«وزير الخارجيّة»، قال: نعم؟", "cp1256"),
        ("a café – 2017", "cp1256"),
        ("عام ٢٠١٧", "utf-8"),
        ("گفت ک", "cp1256"),
        ("ݧ", "utf-8"),
        ("\ufdfa", "utf-8"),
        ("", "cp1256"),
    ],
)
def test_a_byte_a_letter_where_every_letter_allows_it(text: str, used: str) -> None:
    kept = shorten(text)
    assert codec(kept) == used and restore(kept) == text
    assert used != "cp1256" or len(kept) == len(text) + 1


def test_nothing_is_an_empty_text() -> None:
    assert restore(b"") == ""


@pytest.mark.parametrize("more", ["", "٢٠١٧ ݧ"])
def test_forms_are_found_in_short_bytes_as_in_text(more: str) -> None:
    packed = pack_forms(distinct_depths(f"الوزير وزراء كتاب {more}"))
    kept = shorten(packed)
    assert all_forms(kept) == all_forms(packed)
    for lemma in ("وزير", "كتاب", "2017", "ݧ", "گ", "?", "لاشيء"):
        assert forms_of(kept, lemma) == forms_of(packed, lemma)
    assert forms_of(kept, "وزير") == ["الوزير", "وزراء"]
    assert forms_of(b"", "وزير") == [] and all_forms(b"") == []


@settings(deadline=None)
@given(
    st.lists(st.text("الأإﻻﻷكـَُٰتب٢Æüss", min_size=1, max_size=6), max_size=8).map(" ".join),
    st.text("الكتب2aeus", min_size=1, max_size=3),
)
def test_what_begins_so_however_it_is_written(text: str, beginning: str) -> None:
    packed = pack_forms(distinct_depths(text))
    begun = {form for form in forms(text) if normalize(form).startswith(beginning)}
    assert forms_beginning(packed, beginning).keys() == begun
    assert forms_beginning(shorten(packed), beginning) == forms_beginning(packed, beginning)
