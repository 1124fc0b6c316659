"""Arabic that programs stored in another order or with other spaces comes back; healthy text is
never touched. The samples are written for these tests and damaged by rule."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.arabic.restore import restored
from indexer.arabic.visual import logical
from indexer.clean import clean
from tests.documents import PARAGRAPHS, seen, wrapped

TEXT = "\n".join(line for paragraph in PARAGRAPHS for line in wrapped(paragraph, 70))
NAMES = {
    "ﻻ": "لا", "ﻷ": "لأ", "ﻹ": "لإ", "ﻵ": "لآ",
}  # fmt: skip
_WORD = re.compile("[\u0621-\u0652]+")


def whole_lines(text: str) -> str:
    return "\n".join(map(seen, text.split("\n")))


def with_ligatures(text: str) -> str:
    for ligature, letters in NAMES.items():
        text = text.replace(letters, ligature)
    return whole_lines(text)


def words_in_place(text: str) -> str:
    return _WORD.sub(lambda match: match[0][::-1], text)


def some_words(text: str) -> str:
    rows = iter([True, False] * 1_000)
    return _WORD.sub(lambda match: match[0][::-1] if next(rows) else match[0], text)


def order_of_words(text: str) -> str:
    return "\n".join(" ".join(reversed(line.split(" "))) for line in text.split("\n"))


def letters_apart(text: str) -> str:
    return "\n".join(
        "   ".join(" ".join(word) for word in line.split()) for line in text.split("\n")
    )


def broken_words(text: str) -> str:
    dice = random.Random(7)
    words = []
    for word in text.split(" "):
        at = dice.randrange(1, len(word)) if len(word) > 4 and dice.random() < 0.4 else 0
        words.append(f"{word[:at]} {word[at:]}" if at else word)
    return " ".join(words)


def run_together(text: str) -> str:
    dice = random.Random(7)
    return re.sub(" ", lambda match: "" if dice.random() < 0.5 else " ", text)


def turned_lam_alef(text: str) -> str:
    return re.sub("ل([اأإآ])", r"\1ل", text)


# A damage, what it is called in the notes, and the share of words that have to come back right.
DAMAGES: list[tuple[Callable[[str], str], str, float]] = [
    (whole_lines, "reversed_lines", 1.0),
    (with_ligatures, "reversed_lines", 1.0),
    (words_in_place, "reversed_letters", 0.98),
    (some_words, "reversed_letters", 0.95),
    (letters_apart, "spaced_letters", 0.9),
    (broken_words, "split_words", 0.85),
    (run_together, "joined_words", 0.8),
    (turned_lam_alef, "lam_alef", 0.98),
]


def right(text: str, made: str) -> float:
    """The share of the words of a text that stand in another, in order."""
    words, others = text.split(), made.split()
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(words)


@pytest.mark.parametrize(
    ("damage", "kind", "least"), DAMAGES, ids=lambda v: getattr(v, "__name__", "")
)
def test_damaged_by_rule(damage: Callable[[str], str], kind: str, least: float) -> None:
    made, repairs = restored(damage(TEXT))
    assert kind in [repair.kind for repair in repairs]
    assert right(TEXT, made) >= least, made
    assert all(repair.before in damage(TEXT) or kind != repairs[0].kind for repair in repairs)
    assert restored(made)[0] == made


@pytest.mark.parametrize("place", range(len(PARAGRAPHS)))
def test_one_paragraph_among_healthy_ones(place: int) -> None:
    turned = [seen(one) if at == place else one for at, one in enumerate(PARAGRAPHS)]
    made, repairs = restored("\n".join(turned))
    assert made.split("\n") == list(PARAGRAPHS)
    assert [(repair.kind, repair.before) for repair in repairs] == [
        ("reversed_lines", turned[place])
    ]


def test_the_printed_lines_of_one_paragraph_among_healthy_ones() -> None:
    healthy = [line for paragraph in PARAGRAPHS[1:] for line in wrapped(paragraph, 70)]
    lines = wrapped(PARAGRAPHS[0], 70)
    made, _ = restored("\n".join([*healthy[:3], *map(seen, lines), *healthy[3:]]))
    assert made.split("\n") == [*healthy[:3], *lines, *healthy[3:]]


def test_words_in_the_wrong_order() -> None:
    text = (
        "زار الوفد هذه القرية مع الرئيس الذي افتتح المدرسة التي بناها الأهالي\n"
        "وتبرع التاجر الذي يملك جميع الدكاكين بكل هذا المال"
    )
    made, repairs = restored(order_of_words(text))
    assert made == text
    assert [repair.kind for repair in repairs] == ["reversed_words"]


def test_presentation_forms_are_said() -> None:
    glyphs = "ﺍﻓﺘﺘﺎﺡ ﻣﺴﺘﺸﻔﻰ ﺟﺪﻳﺪ ﻓﻲ ﺍﻟﻤﺪﻳﻨﺔ"
    repair = ("presentation_forms", glyphs)
    assert restored(f"{TEXT}\n{glyphs}")[1] == [repair]
    assert restored(f"{TEXT}\nقال إنه ﻻ يعلم، والنبي ﷺ")[1] == []


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "نقلت (أ ف ب) عن مصدر أن (د ب أ) لم تؤكد الخبر، وقالت (و ا س) إنها تنتظر بيانا.",
        "الحروف على ترتيب أبجد: أ ب ج د هـ و ز ح ط ي ك ل م ن",
        "یک گزارش دربارهٔ مدرسه‌های روستا که دیروز منتشر شد و همه آن را خواندند",
        "The council met on Monday and discussed the plan",
        "أولا وثانيا وفعلا وأصلا ومثلا وكاملا",
        "",
        "\n\n",
    ],
)
def test_healthy_text_is_not_touched(text: str) -> None:
    assert restored(text) == (text, [])


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        ("ةملك 2017 ماع", "عام 2017 كلمة"),
        ("ةملك Open Library جمانرب", "برنامج Open Library كلمة"),
        ("ةعاسلا 18:30 ىتح", "حتى 18:30 الساعة"),
        (".(اباتك 1,250 وحن)", "(نحو 1,250 كتابا)."),
        ("«ةملك» لاق", "قال «كلمة»"),
        ("»ةملك« لاق", "قال «كلمة»"),
        ("١٢ / ٣ / ٢٠١٧", "٢٠١٧ / ٣ / ١٢"),
        ("٪٥٠ ةبسن", "نسبة ٥٠٪"),
    ],
)
def test_a_line_as_it_is_read(glyphs: str, text: str) -> None:
    assert logical(list(glyphs)) == text


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ابتةىلأإ ءمن\u064e\u0651 .()«»aZ19\nﻻﷲ", max_size=200))
def test_never_fails_and_keeps_the_lines(text: str) -> None:
    made, _ = restored(text)
    assert made.count("\n") == text.count("\n")


def test_no_false_repair_in_real_news(shared_data: Path) -> None:
    with gzip.open(shared_data / "news" / "modern-6k.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    touched = [text[:60] for text in texts if restored(text)[1] or restored(clean(text))[1]]
    assert touched == []
