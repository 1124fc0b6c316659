"""The generator of the word lists: what it cuts out of dictionaries, on words of our own."""

from __future__ import annotations

from collections import Counter

import pytest

pytest.importorskip("libqutrub", reason="the generator of the word lists needs libqutrub")

from indexer.arabic.kinds import letters
from indexer.arabic.make_lists import names, nouns, verbs, wiktionary


def test_a_hollow_verb_has_a_stem_for_each_of_its_tenses() -> None:
    found = {stem: letters(kinds) for stem, kinds in verbs.stems("قَالَ", "ضمة").items()}
    assert set(found) >= {"قال", "قل", "قول", "قيل"}
    assert "a" in found["قال"]
    assert "c" in found["قل"]
    assert "n" in found["قل"]  # لم يقل
    assert "i" in found["قول"]
    assert "v" in found["قيل"]


def test_a_verb_in_waw_loses_it_in_the_imperfect_whatever_its_vowel() -> None:
    assert "i" in letters(verbs.stems("وَقَعَ", "فتحة")["قع"])


def test_verbs_of_one_pattern_share_a_paradigm() -> None:
    texts = {verbs.paradigm(v, verbs.stems(s, "ضمة")) for v, s in (("قال", "قَالَ"), ("عاد", "عَادَ"))}
    assert len(texts) == 1
    assert "1و3:" in texts.pop()


def test_what_cannot_be_conjugated_has_no_stems() -> None:
    assert verbs.stems("", "ضمة") == {}
    assert wiktionary.conjugate("زقنب", {"قلم", "دفتر", "كرسي"}) == {}


def test_a_verb_without_vowels_is_conjugated_as_its_forms_show() -> None:
    found = wiktionary.conjugate("اشتوى", {"يشتوي", "اشتوت", "نشتوي", "اشتووا"})
    assert "i" in letters(found["شتوي"])


def test_a_weight_is_a_logarithm() -> None:
    assert [nouns.weight(count) for count in (0, 1, 3, 1023)] == [0, 1, 2, 10]


def test_words_of_open_text_lose_their_clitics_and_endings() -> None:
    seen = Counter({"زقنوب": 9, "وزقنوب": 4, "بزقنوب": 3, "كتاب": 50})
    seen |= Counter({"الزقنوبي": 5, "زقنوبيه": 4, "زقنوبيين": 3})
    found = names.mined(seen, lambda word: word == "كتاب", {})
    assert set(found) == {"زقنوب", "زقنوبي"}
    assert found["زقنوب"].kinds == {"R"}
    assert found["زقنوبي"].kinds == {"N", "F"}
