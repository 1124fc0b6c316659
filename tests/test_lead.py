"""The lead is headline, deck and opening, by root: enough words of it, and not too many."""

from __future__ import annotations

from indexer.arabic.lemma import lemma_terms
from indexer.arabic.root import root
from indexer.engines.lead import LEAST, MOST, lead_terms

LONG = "قال المزارعون في القرى الجبلية إن موسم القطاف تأخر هذا العام " * 4


def roots(text: str) -> list[str]:
    return [root(term) for term in lemma_terms(text)]


def test_headline_deck_and_first_line() -> None:
    found = lead_terms("موسم القطاف", "الثمار في السوق", LONG + "\nسطر آخر")
    assert found.split() == roots(f"موسم القطاف الثمار في السوق {LONG}")


def test_a_short_first_line_is_not_all() -> None:
    body = f"المدينة - وكالات\n\n{LONG}\nسطر آخر"
    assert lead_terms(None, None, body).split() == roots(f"المدينة - وكالات {LONG}")


def test_a_body_of_one_line_is_cut_off() -> None:
    found = lead_terms("عنوان", None, LONG * 10)
    assert len(found.split()) == MOST + 1


def test_nothing_and_less_than_enough() -> None:
    assert lead_terms(None, None, "") == ""
    assert lead_terms(None, None, "\n\n \n") == ""
    assert lead_terms("عنوان", None, "كلمة").split() == roots("عنوان كلمة")
    assert len(lead_terms(None, None, "كلمة\n" * 50).split()) == LEAST
