"""The lemma depth: what meets, what never does, and what holds of any text at all."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.analyzers import exact_terms, normalize, word_terms, word_tokens
from indexer.arabic.lemma import (
    all_depths,
    is_stop_word,
    lemma,
    lemma_terms,
    lemma_tokens,
    query_lemmas,
)

APART = [
    ("الشرطة", "شروط"),
    ("وزارة", "وزير"),
    ("لبنان", "لبن"),
    ("عمان", "عم"),
    ("السودان", "أسود"),
    ("فلسطين", "طين"),
    ("بوتين", "تين"),
    ("والي", "إلى"),
    ("الجزائر", "جزر"),
    ("القاهرة", "قاهر"),
    ("جامعة", "جامع"),
    ("منظمة", "منظم"),
    ("مكتبة", "مكتب"),
    ("ولاية", "لا"),
    ("بعيد", "عيد"),
    ("إعلان", "أعلى"),
    ("خطة", "خطوة"),
    ("مالي", "أموال"),
    ("ماكرون", "مكر"),
    ("عدنان", "عدن"),
    ("سليمان", "سليم"),
    ("كوريا", "ريا"),
    ("برلين", "لين"),
    ("فهم", "هم"),
    ("وفد", "فدية"),
    ("لقاء", "قاء"),
    ("بيان", "بيانو"),
    ("محافظة", "محفظة"),
    ("سورة", "سوريا"),
    ("مصرف", "مصر"),
]

ARABIC = st.text(st.characters(min_codepoint=0x0621, max_codepoint=0x064A), max_size=12)
ANYTHING = st.text(max_size=80)
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"


def terms_of(word: str) -> tuple[str, ...]:
    return tuple(lemma(normalize(word)).term.split())


@pytest.mark.parametrize(("one", "other"), APART)
def test_neighbours_never_meet(one: str, other: str) -> None:
    assert not set(terms_of(one)) & set(terms_of(other))


@pytest.mark.parametrize(
    ("word", "rule"),
    [
        ("منطقة", "lexicon+ending:ه"),
        ("مناطق", "lexicon:plural"),
        ("والوزير", "clitic:وال+lexicon"),
        ("للافروف", "clitic:ل+name"),
        ("يعلنون", "clitic:ي+lexicon:verb+ending:ون"),
        ("بوجدانوف", "variant"),
        ("نساء", "irregular"),
        ("وفي", "clitic:و+particle"),
        ("بالله", "clitic:ب+protected"),
        ("وعبدالله", "clitic:و+compound"),
        ("الـ14", "number"),
        ("لـCNN", "clitic:ل+other"),
        ("BBC", "other"),
        ("غلوكتين", "light"),
    ],
)
def test_each_term_says_the_rule_that_made_it(word: str, rule: str) -> None:
    assert lemma(normalize(word)).rule == rule


def test_a_citation_form_and_its_forms_end_at_the_same_term() -> None:
    for word in ("كتاب", "كتب", "يكتب", "يكتبون", "بنى", "قال", "رأى", "وضع"):
        term = lemma(normalize(word)).term
        assert lemma(term).term == term


def test_a_compound_holds_the_same_terms_joined_and_spaced() -> None:
    assert lemma_terms("زار عبدالله أبوظبي") == lemma_terms("زار عبد الله أبو ظبي")


def test_the_parts_of_a_compound_share_its_place() -> None:
    text = "قال عبدالله."
    places = [(text[t.start : t.end], t.term) for t in lemma_tokens(text)]
    assert places == [("قال", "قال"), ("عبدالله", "عبد"), ("عبدالله", "الله")]


def test_a_query_word_may_be_a_form_of_another_word() -> None:
    found = query_lemmas(normalize("كتاب"))
    assert found[0] == ("كتاب",)
    assert ("كاتب",) in found


def test_an_unknown_query_word_is_searched_behind_clitics() -> None:
    found = query_lemmas("زقنوبيل")
    assert found[0] == tuple(lemma("زقنوبيل").term.split())
    assert tuple(lemma("وزقنوبيل").term.split()) in found
    assert tuple(lemma("لزقنوبيل").term.split()) in found
    assert len(found) <= 12


@pytest.mark.parametrize("word", ["في", "وفي", "ففي", "التي", "كانت", "وكانت", "ضدهم", "بهذا"])
def test_stop_words(word: str) -> None:
    assert is_stop_word(normalize(word))


@pytest.mark.parametrize("word", ["وزير", "فيل", "فهم", "ولي", "وفاة", "فقيه", "", "x"])
def test_words_that_are_none(word: str) -> None:
    assert not is_stop_word(normalize(word))


@given(ANYTHING)
def test_no_text_fails_and_places_point_at_it(text: str) -> None:
    tokens = lemma_tokens(text)
    assert [token.term for token in tokens] == lemma_terms(text)
    places = {(token.start, token.end) for token in word_tokens(text)}
    assert all(token.term and (token.start, token.end) in places for token in tokens)


@given(ANYTHING)
def test_all_depths_at_once_are_each_depth(text: str) -> None:
    each = (exact_terms(text), word_terms(text), lemma_terms(text))
    assert tuple(map(str.split, all_depths(text))) == tuple(map(list, each))


@given(ANYTHING)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(ARABIC, st.lists(st.tuples(st.integers(1, 12), st.sampled_from(MARKS)), max_size=6))
def test_marks_and_tatweel_change_no_term(word: str, marks: list[tuple[int, str]]) -> None:
    marked = word
    for place, mark in marks:
        if word:
            marked = marked[: min(place, len(marked))] + mark + marked[min(place, len(marked)) :]
    assert word_terms(marked) == word_terms(word)
    assert lemma_terms(marked) == lemma_terms(word)


@given(ARABIC)
def test_a_word_has_one_lemma_and_bounded_alternatives(word: str) -> None:
    term = normalize(word)
    if term:
        found = query_lemmas(term)
        assert lemma(term).term
        assert lemma(term).rule
        assert found[0] == tuple(lemma(term).term.split())
        assert len(found) == len(set(found)) <= 12


@pytest.mark.parametrize(
    "text",
    [
        "ا" * 1_000_000, "َُِّ" * 250_000, "😀" * 200_000, "\ud800" * 1000, "עברית中文ไทย" * 1000,
        "وال" * 300_000,
    ],
    ids=["no space", "only marks", "emoji", "surrogates", "other scripts", "clitics"],
)  # fmt: skip
def test_strange_text_is_fine_and_fast(text: str) -> None:
    started = time.process_time()
    terms = lemma_terms(text)
    assert all(0 < len(term) <= 64 for term in terms)
    assert time.process_time() - started < 5
