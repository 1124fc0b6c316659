"""What a text is known by, and which texts are copies."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.analyzers import MAX_TERM, word_terms
from indexer.families.likeness import are_copies, common_words
from indexer.families.settle import Families
from indexer.families.sketch import LEAST_WORDS, SIZE, sketch
from tests.made_texts import near, text


def test_a_sketch_tells_the_whole_and_its_runs() -> None:
    terms = word_terms(text(1))
    hashes = sketch(" ".join(terms))
    assert len(hashes) == SIZE + 1
    assert len(hashes[0]) == 16 and list(hashes[1:]) == sorted(hashes[1:])
    longer = sketch(" ".join([*terms, "اخر"]))
    assert longer[0] != hashes[0]
    assert len(set(longer) & set(hashes)) >= SIZE - 1
    assert sketch(" ".join(terms[: LEAST_WORDS - 1])) == ()
    assert len(sketch(" ".join(terms[:LEAST_WORDS]))) == 1 + LEAST_WORDS - 3


def test_spelling_makes_no_other_sketch() -> None:
    plain = "اجتمع مجلس الامه في القاعه الكبري يوم الاحد وناقش اعضاوه خطه الترميم الجديده"
    spelled = "اجتمعَ مجلسُ الأمة في القاعة الكبرى يوم الأحد، وناقش أعضاوه خطّة الترميم الجديدة!"
    assert sketch(spelled) == sketch(plain) != ()


def test_a_form_that_is_no_term_or_several_makes_no_other_sketch() -> None:
    plain = " ".join(word_terms(text(1)))
    long = "ب" * (MAX_TERM + 5)
    assert sketch(f"\u064e {plain}") == sketch(plain)
    assert sketch(f"{plain} {long}") == sketch(f"{plain} {long[:MAX_TERM]} {long[MAX_TERM:]}")


@given(st.lists(st.sampled_from("abcde"), max_size=30), st.lists(st.sampled_from("abcde")))
def test_common_words_are_a_longest_common_subsequence(one: list[str], other: list[str]) -> None:
    row = [0] * (len(other) + 1)
    for word in one:
        before = row[:]
        for at, there in enumerate(other):
            same = before[at] + 1 if word == there else 0
            row[at + 1] = max(same, before[at + 1], row[at])
    assert common_words(one, other) == common_words(other, one) == row[-1]


@pytest.mark.parametrize("seed", range(25))
def test_a_changed_text_is_a_copy_and_another_is_not(seed: int) -> None:
    model, copy = word_terms(text(seed, 200)), word_terms(near(seed, text(seed, 200)))
    assert are_copies(model, copy) and are_copies(copy, model)
    assert not are_copies(model, word_terms(text(seed + 1000, 200)))


def test_a_shared_paragraph_makes_no_copy() -> None:
    background = text(1, 100)
    one, other = text(2, 100) + background, text(3, 100) + background
    assert not are_copies(word_terms(one), word_terms(other))


def test_a_short_report_inside_a_survey_is_no_copy() -> None:
    assert not are_copies(word_terms(text(1, 60)), word_terms(text(1, 60) + text(2, 200)))
    assert are_copies(word_terms(text(1, 60)), word_terms(text(1, 60) + text(2, 80)))


def test_bulletins_in_one_mould_days_apart_are_no_copies() -> None:
    model = word_terms(text(1, 200))
    bulletin = [word if at % 5 else f"x{at}" for at, word in enumerate(model)]
    assert are_copies(model, bulletin, ("2020-01-01", "2020-01-03T10:00"))
    assert are_copies(model, bulletin, ("2020-01-01", None))
    assert are_copies(model, bulletin, ("2020-01-01", "2020-05"))
    assert not are_copies(model, bulletin, ("2020-01-01", "2020-01-04"))
    assert are_copies(model, model[:-5], ("2020-01-01", "2020-01-04"))


def test_news_of_one_outlet_that_has_moved_on_is_no_copy() -> None:
    old = text(1, 160)
    news = word_terms(text(2, 50) + old)
    assert are_copies(word_terms(old), news)
    assert not are_copies(word_terms(old), news, same_source=True)
    assert not are_copies(word_terms(old), word_terms(text(2, 50) + old[50:]), same_source=True)


@pytest.mark.parametrize("seed", range(25))
def test_a_page_of_one_outlet_read_twice_is_a_copy_though_a_fifth_is_changed(seed: int) -> None:
    model, copy = word_terms(text(seed, 200)), word_terms(near(seed, text(seed, 200)))
    assert are_copies(model, copy, same_source=True)
    assert are_copies(model, model[:120], same_source=True)
    assert not are_copies(model, model[:90], same_source=True)


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh"))), st.randoms())
def test_a_family_goes_by_its_smallest_name_in_any_order(
    pairs: list[tuple[str, str]], chance: random.Random
) -> None:
    joined = Families()
    for one, other in pairs:
        joined.join(one, other)
    again = Families()
    for one, other in chance.sample(pairs, len(pairs)):
        again.join(other, one)
    sets = {name: {name} for name in "abcdefgh"}
    for one, other in pairs:
        both = sets[one] | sets[other]
        sets.update(dict.fromkeys(both, both))
    for name in "abcdefgh":
        assert joined.name(name) == again.name(name) == min(sets[name])
    assert set(joined.renamed()) == {name for name in sets if min(sets[name]) != name}
