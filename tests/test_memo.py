"""What a function answered is remembered, and never more than a bound allows."""

from __future__ import annotations

from indexer.memo import Memo


def test_an_answer_is_worked_out_once() -> None:
    asked: list[str] = []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    memo = Memo(length, 10)
    assert [memo["كتاب"], memo["قلم"], memo["كتاب"]] == [4, 3, 4]
    assert asked == ["كتاب", "قلم"]


def test_a_full_memo_begins_anew_and_answers_the_same() -> None:
    memo: Memo[int, int] = Memo(abs, 3)
    for number in range(-20, 20):
        assert memo[number] == abs(number)
        assert 0 < len(memo) <= 3


def test_what_is_made_may_ask_for_more() -> None:
    def steps(number: int) -> int:
        return 0 if number == 0 else 1 + memo[number // 2]

    memo: Memo[int, int] = Memo(steps, 2)
    assert [memo[number] for number in (0, 1, 5, 1024)] == [0, 1, 3, 11]
    assert len(memo) <= 12  # what is under way when it is full is kept
