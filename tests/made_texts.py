"""Texts of made-up sentences, and changed copies of them, for the tests of families of copies."""

from __future__ import annotations

import random

STEMS = "مدرسة مطر ميناء جسر قمح طبيب نهر مكتبة سوق قطار جزيرة مصنع حديقة متحف ملعب سفينة جبل"
PREFIXES = ("", "ال", "وال", "بال", "لل", "كال", "فال", "سي", "ست", "مت", "ون", "ين")
WORDS = [f"{prefix}{stem}" for stem in STEMS.split() for prefix in PREFIXES]


def text(seed: int, words: int = 120) -> str:
    """A text of made-up sentences, another for each seed."""
    chance = random.Random(seed)
    lines = [" ".join(chance.choices(WORDS, k=20)) + "." for _ in range(words // 20)]
    return "\n\n".join(lines)


def near(seed: int, of: str) -> str:
    """The text with every seventh word another, and without its last paragraph."""
    words = of.rsplit("\n\n", 1)[0].split(" ")
    chance = random.Random(seed)
    return " ".join(
        chance.choice(WORDS) if at % 7 == seed % 7 else word for at, word in enumerate(words)
    )
