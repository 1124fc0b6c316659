"""Where two copies differ: the stretches of both texts, word by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.analyzers import word_terms
from search_ui.answering.differences import AROUND, diff, side_by_side

WORDS = ["سوق،", "الكتب", "نهر.", "مدرسة", "قديمة"]
TEXT = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


def pairs(here: str, there: str) -> list[tuple[str, str]]:
    """What differs, as the texts that stand at the places told."""
    return [(here[slice(*d.here)], there[slice(*d.there)]) for d in diff(here, there).differences]


@pytest.mark.parametrize(
    ("here", "there", "differ"),
    [
        ("قال الوزير أمس إن الجسر يفتح", "قال المدير أمس إن الجسر يفتح", [("الوزير", "المدير")]),
        ("قال الوزير إن الجسر يفتح", "قال الوزير أمس إن الجسر", [("", "أمس"), ("يفتح", "")]),
        ("قال «الوزير»: نعم.", "قال (المدير العام) - نعم", [("الوزير", "المدير العام")]),
        ("إفتتحت المكتبة، مَساءً", "افتتحت المكتبه مساء", []),
        ("", "خبر جديد", [("", "خبر جديد")]),
        ("", "", []),
    ],
)
def test_the_words_that_differ(here: str, there: str, differ: list[tuple[str, str]]) -> None:
    assert pairs(here, there) == differ
    assert pairs(there, here) == [(other, one) for one, other in differ]


@given(TEXT, TEXT)
def test_with_its_differences_changed_one_text_is_the_other(here: str, there: str) -> None:
    made, at = "", 0
    for difference in diff(here, there).differences:
        made += f"{here[at : difference.here[0]]} {there[slice(*difference.there)]} "
        at = difference.here[1]
    assert word_terms(made + here[at:]) == word_terms(there)


@given(TEXT, TEXT)
def test_likeness_is_of_0_to_1(here: str, there: str) -> None:
    told = diff(here, there)
    assert 0 <= told.likeness <= 1
    assert (told.likeness == 1) == (not told.differences)


@given(TEXT, TEXT)
def test_no_word_of_either_text_is_lost_side_by_side(here: str, there: str) -> None:
    stretches = side_by_side(here, there)
    left_out = sum(stretch.words for stretch in stretches)
    for text, kinds in ((here, ("same", "here")), (there, ("same", "there"))):
        shown = " ".join(s.text for s in stretches if s.kind in kinds)
        assert len(word_terms(shown)) + left_out == len(word_terms(text))


def test_of_a_long_equal_stretch_the_ends_are_shown() -> None:
    words = [f"كلمة{n}" for n in range(100)]
    here, there = " ".join(["أول", *words, "ثان", *words]), " ".join([*words, *words, "آخر"])
    kinds = [
        (stretch.kind, stretch.words or len(word_terms(stretch.text)))
        for stretch in side_by_side(here, there)
    ]
    middle = 100 - 2 * AROUND
    assert kinds == [
        ("here", 1),
        ("same", AROUND),
        ("left_out", middle),
        ("same", AROUND),
        ("here", 1),
        ("same", AROUND),
        ("left_out", middle),
        ("same", AROUND),
        ("there", 1),
    ]
