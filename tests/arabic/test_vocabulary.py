"""Written forms by number, and what is known of each beside them."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic import analyzers
from indexer.arabic.analyzers import MAX_TERM, forms, normalize, words_of
from indexer.arabic.vocabulary import Column, Figures, Vocabulary


@given(st.lists(st.text(alphabet="ابةأَ", min_size=1, max_size=4)))
def test_words_give_back_their_forms_and_terms(text: list[str]) -> None:
    words = Vocabulary(normalize, MAX_TERM).of(text)
    assert words.forms() == text
    assert list(words.spelt) == list(map(normalize, text))
    assert words.are_terms == all(map(normalize, text))
    assert words.distinct().forms() == list(dict.fromkeys(text))
    assert words.first(2).forms() == text[:2]


def test_a_column_is_worked_out_once_a_form() -> None:
    asked: list[str] = []

    def length(form: str) -> int:
        asked.append(form)
        return len(form)

    column, figures = Column(lambda form: (length(form),)), Figures(length, np.uint8)
    vocabulary = Vocabulary(normalize, MAX_TERM)
    for text in (["كتاب", "في", "كتاب"], ["في", "البيت"], []):
        assert column.of(vocabulary.of(text)) == [(len(form),) for form in text]
        assert figures.of(vocabulary.of(text)).tolist() == [len(form) for form in text]
    assert sorted(asked) == sorted(["كتاب", "في", "البيت"] * 2)


def test_columns_grow_with_the_vocabulary() -> None:
    vocabulary, figures = Vocabulary(normalize, MAX_TERM), Figures(int, np.uint32)
    for start in range(0, 40_000, 10_000):
        text = [str(number) for number in range(start, start + 10_000)]
        assert figures.of(vocabulary.of(text)).tolist() == list(range(start, start + 10_000))
    assert figures.of(vocabulary.of(["39999", "0"])).tolist() == [39_999, 0]


def test_a_full_vocabulary_is_left_and_its_words_stay_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = words_of("نص قبل الامتلاء")
    monkeypatch.setattr(analyzers, "LIMIT", 0)
    after = words_of("نص بعد الامتلاء")
    assert after.vocabulary is not before.vocabulary
    assert before.forms() == list(forms("نص قبل الامتلاء"))
    assert after.forms() == list(forms("نص بعد الامتلاء"))


def test_threads_give_one_number_to_a_form() -> None:
    vocabulary, ready = Vocabulary(normalize, MAX_TERM), threading.Barrier(8)
    text = [f"كلمة{number}" for number in range(3_000)]

    def met(turn: int) -> list[str]:
        ready.wait()
        return vocabulary.of(text[turn:] + text[:turn]).forms()

    with ThreadPoolExecutor(8) as threads:
        for turn, found in enumerate(threads.map(met, range(8))):
            assert found == text[turn:] + text[:turn]
    assert sorted(vocabulary.numbers.values()) == list(range(len(text)))
