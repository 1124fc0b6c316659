"""Persons whom a report lets speak: their names are read from where they stand."""

from __future__ import annotations

import pytest

from indexer.describe.names.finder import find_names
from indexer.describe.names.labels import PERSON
from indexer.describe.names.speakers import frames, speakers
from indexer.describe.names.words import CUT


def read(text: str) -> list[str]:
    forms = CUT.findall(text)
    return [" ".join(forms[start:end]) for start, end in speakers(forms, frames(forms))]


def persons(text: str) -> list[str]:
    names = find_names({"body": text})
    return [text[name.start : name.end] for name in names if name.type == PERSON]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال المشرف مبارك السراغي إن العمل بدأ", "مبارك السراغي"),
        ("وأوضح مدير محمية الوادي صخر النعيرات أن الموسم جيد", "صخر النعيرات"),
        ("وذكر رئيس تعاونية الصيادين علي بواب أن البحر هادئ", "علي بواب"),
        ("أكدت المديرة سعاد بن زنغارو، وهي مهندسة، أن السد سليم", "سعاد بن زنغارو"),
        ("وقال قائد الفريق سلطان السراغي ل«الصدى» إن الرحلة طويلة", "سلطان السراغي"),
        ("وأكد رئيس الجمعية، مقران أيت علي، أن القافلة وصلت", "مقران أيت علي"),
        ("وقال عبد القادر زنغارو: وصلنا", "عبد القادر زنغارو"),
        ('وكتب صاحب الورشة نبيل السراغي على صفحته "سنعود"', "نبيل السراغي"),
    ],
)
def test_a_given_name_before_what_is_said_opens_a_name(text: str, name: str) -> None:
    assert read(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "وقال الوزير أمس إن العمل بدأ",
        "وقالت الهيئة المسؤولة عن سلامة الأدوية إنها تدرس الأمر",
        "وأكد مدير الشركة، اليوم الخميس، أن العمل بدأ",
        "أعلنت مصادر مطلعة عن بيان الشركة أن العمل بدأ",
        "مبارك السراغي في صورة قديمة",  # nobody says anything
        "وقال إن مبارك السراغي وصل",  # the one spoken of is the model's to find
        "",
    ],
)
def test_other_words_are_no_speaker(text: str) -> None:
    assert read(text) == []


def test_a_stop_ends_what_a_verb_opens() -> None:
    assert read("وقالت . مبارك السراغي إن") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("وقال رئيس البلدية لوهران نور الدين بوزنغار، أمس، إن السوق ستفتح.", "نور الدين بوزنغار"),
        ("وقال رئيس الجمعية هيرش قادر زنغارو لكردستان إن النحل بخير.", "هيرش قادر زنغارو"),
        ("وقالت المهندسة شمسة بنت سيف العبرية من هيئة البيئة ذلك.", "شمسة بنت سيف العبرية"),
    ],
)
def test_a_name_is_cut_from_what_stands_beside_it(text: str, name: str) -> None:
    assert persons(text) == [name]
