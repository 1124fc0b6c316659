"""Likeness knows which slips people make; keyboards and Latin letters are read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arabic.analyzers import normalize
from indexer.arabic.keyboards import retyped
from indexer.arabic.latin import arabic_spellings, listed_spellings
from indexer.arabic.slips import (
    LONGEST,
    SPELLINGS,
    alike,
    begun_otherwise,
    distance,
    kept_letters,
    near,
    slips_between,
    steps,
)

LETTERS = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
words = st.text(LETTERS, min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("typed", "near", "far"),
    [
        ("ظابط", "ضابط", "رابط"),  # said alike
        ("مسءول", "مسوول", "مسلول"),  # the seat of a hamza
        ("مدرسا", "مدرسه", "مدرسك"),  # the ending
        ("نفظ", "نفط", "نفس"),  # dots
        ("كتااب", "كتاب", "كتلاب"),  # a doubled letter
        ("كتبا", "كتاب", "كتبل"),  # neighbours changed about
        ("نتنياهو", "نتانياهو", "نتقنياهو"),  # a long vowel
        ("قال", "كال", "مال"),
        ("putin", "puttin", "pumtin"),
    ],
)
def test_a_slip_is_nearer_than_any_letter(typed: str, near: str, far: str) -> None:
    assert 0 < distance(typed, near) < distance(typed, far) <= 1
    assert steps(typed, near, 2) == steps(typed, far, 2) == 1


@given(words, words)
def test_distances(one: str, other: str) -> None:
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert steps(one, other, 9) == steps(other, one, 9) >= distance(one, other) - 1e-9
    assert steps(one, other, 2) == min(steps(one, other, 9), 3)


@settings(deadline=None)
@given(words, st.integers(0, 8), st.sampled_from(LETTERS))
def test_every_step_is_a_slip(word: str, at: int, letter: str) -> None:
    at %= len(word)
    made = {
        word[:at] + letter + word[at:],
        word[:at] + letter + word[at + 1 :],
        word[:at] + word[at + 1 :],
        word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :],
    }
    for other in made - {word, ""}:
        whole = min(len(word), len(other)) == 1 and other.startswith(word[: kept_letters(word)])
        assert slips_between(word, other) == (3 if whole else 1)


@settings(deadline=None)
@given(words)
def test_what_begins_otherwise(word: str) -> None:
    found = begun_otherwise(word)
    assert len(found) <= SPELLINGS
    assert not any(other.startswith(word[: kept_letters(word)]) for other in found)
    assert all(slips_between(word, other) == 1 for other in found)


def test_slips_keep_to_the_script_and_to_words() -> None:
    assert not any(set(other) & set("abc") for other in begun_otherwise("كتاب"))
    assert all(other.isascii() for other in begun_otherwise("cairo"))
    assert slips_between("كتاب", "كتابb") == slips_between("cairo", "cairoه") == 3
    assert begun_otherwise("ا" * (LONGEST + 1)) == ()
    assert "القاهره" in begun_otherwise("قاهره") and "قاهره" in begun_otherwise("القاهره")


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("ظابت", "ضابط", 1),  # two cheap steps, one at the first letters
        ("كتااي", "كتاه", 1),  # two behind them
        ("وضمت", "وتضم", 1),  # a letter two places off
        ("قاهرا", "القاهره", 1),  # the article and the ending
        ("القاهرا", "قاهره", 3),
        ("مدرسه", "مدلعه", 2),
        ("مدرسه", "بلرسه", 3),
        ("كتب", "ك", 3),
    ],
)
def test_slips(typed: str, meant: str, slips: int) -> None:
    assert slips_between(typed, meant) == slips


@given(st.text("كتابو", min_size=1, max_size=6), st.lists(st.text("كتابو", max_size=8)))
def test_those_near_are_those_a_few_steps_away(word: str, others: list[str]) -> None:
    for most in (1, 2):
        assert near(word, others, most) == [o for o in others if steps(word, o, most) <= most]


def test_two_slips_only_behind_the_first_letters() -> None:
    assert [kept_letters(word) for word in ("كتاب", "القاهره", "بالقاهره", "للناس", "ال", "و")] == [
        *(2, 4, 5, 4, 2, 1)
    ]
    assert alike("القاهره", "القامرج", 2) and not alike("القاهره", "القامرج", 1)
    assert not alike("كتاب", "مبتاب", 2)
    assert alike("كتاب", "متاب", 1)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hgrhivm", "القاهرة"),
        ("hguvhr", "العراق"),
        ("sg l", "سل م"),
        ("hgsghl", "السلام"),
        ("fg]", "بلد"),  # Windows
        ("fgv", "بلد"),  # Mac
        ("Hguvhr", "ألعراق"),
        ("حعفهى", "putin"),
        ("لاشلايشي", "baghdad"),
    ],
)
def test_the_other_layout(typed: str, meant: str) -> None:
    assert meant in retyped(typed)


@pytest.mark.parametrize("typed", ["", "2018", "كتاب book", "؟!", "..."])
def test_what_no_other_layout_makes(typed: str) -> None:
    assert retyped(typed) == []


def test_letters_that_no_key_types() -> None:
    assert retyped("پوتين") == []


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("putin", "بوتين"),
        ("erdogan", "أردوغان"),
        ("netanyahu", "نتنياهو"),
        ("alassad", "الأسد"),
        ("lavrov", "لافروف"),
        ("merkel", "ميركل"),
        ("mohammed", "محمد"),
        ("khartoum", "خرطوم"),
        ("sharif", "شريف"),
    ],
)
def test_latin_spellings_by_rule(latin: str, arabic: str) -> None:
    made = arabic_spellings(latin, 300)
    assert normalize(arabic) in made
    assert list(made.values()) == sorted(made.values()) and min(made.values()) == 0


def test_latin_spellings_of_listed_names() -> None:
    assert listed_spellings("putin") == ("بوتين",)
    assert "السيسي" in listed_spellings("sisi") and "السيسي" in listed_spellings("elsisi")
    assert listed_spellings("moscow")[0] == "موسكو"
    assert listed_spellings("nobody") == ()
    assert arabic_spellings("كتاب", 10) == arabic_spellings("x1", 10) == {}


@settings(deadline=None)
@given(st.text("abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_spellings_are_bounded(latin: str) -> None:
    assert len(arabic_spellings(latin, 50)) <= 50
