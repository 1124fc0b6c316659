"""The Python twins give the terms that Elasticsearch gives for the declared analyzers."""

from __future__ import annotations

import gzip
import json
import unicodedata
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from elasticsearch import Elasticsearch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import mappings
from indexer.arabic.analyzers import (
    exact_terms,
    exact_tokens,
    normalize,
    word_terms,
    word_tokens,
)

TWINS: dict[str, Callable[[str], list[str]]] = {"exact": exact_terms, "word": word_terms}

STRANGE = [
    "",
    " \n\t",
    "الأسباني.وفاجأ gmail.com 14.8 ١٤٫٨ ۱۹۹۹",
    "وَزِيرٌ ووزيـــــر آمن ٱلكتاب رؤوف مسئول شيء سماء",
    "ﻻ ﷲ ﷺ ﴿آية﴾ ﺍﻟﺤﻜﻮﻣﺔ",
    "کتاب یک گل چین پدر ژاله ڤيينا ڨابس",
    "أ‌ب أ‍ب \u202bكلمة\u202c \ufeffبداية",
    "Erdoğan İstanbul STRASSE Straße Ñandú ŒUVRE ΣΟΦΟΣ Москва",
    "👩‍👩‍👧‍👦 كلمة 🇵🇸 ١",
    "\U0001d4d0\U0001ee00 \U00010d50 \u0378 \ufdd0",
    "ا" * 200,
    "ـ" * 5 + " \u064b\u064c",
    "ا\u064e" * 100,
    "word-word word_word word'word ʿAbd al-Raḥmān",
    "漢字かな ไทย हिन्दी עברית",
    "\ue000 \ue001 \uf8ff",
]


@pytest.fixture(scope="module")
def analyze(elasticsearch_url: str) -> Iterator[Callable[[str, str], list[str]]]:
    """The terms that Elasticsearch makes of a text with a declared analyzer."""
    declared = mappings.articles()["settings"]
    limits = {"index.analyze.max_token_count": 1_000_000}
    name = f"test-{uuid.uuid4().hex[:12]}"
    with Elasticsearch(elasticsearch_url, request_timeout=60) as client:
        client.indices.create(index=name, settings={**declared, **limits})

        def terms(analyzer: str, text: str) -> list[str]:
            answer = client.indices.analyze(index=name, analyzer=analyzer, text=text)
            return [token["token"] for token in answer["tokens"]]

        yield terms
        client.indices.delete(index=name)


@pytest.mark.parametrize("analyzer", TWINS)
@pytest.mark.parametrize("text", STRANGE)
def test_strange_texts(analyze: Callable[[str, str], list[str]], analyzer: str, text: str) -> None:
    assert analyze(analyzer, text) == TWINS[analyzer](text)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=120))
def test_any_text(analyze: Callable[[str, str], list[str]], text: str) -> None:
    for analyzer, twin in TWINS.items():
        assert analyze(analyzer, text) == twin(text)


def test_every_code_point(analyze: Callable[[str, str], list[str]]) -> None:
    """Each between two letters: joined, cut, folded or dropped alike."""
    planes = [c for c in range(0x1_0000) if not 0xD800 <= c < 0xE000]
    planes += range(0x1_0000, 0x11_0000, 97)
    for at in range(0, len(planes), 5_000):
        text = " ".join(f"ب{chr(c)}ت" for c in planes[at : at + 5_000])
        for analyzer, twin in TWINS.items():
            assert analyze(analyzer, text) == twin(text)


def test_every_article_of_the_news(
    analyze: Callable[[str, str], list[str]], shared_data: Path
) -> None:
    with gzip.open(shared_data / "news" / "modern-6k.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    for at in range(0, len(texts), 200):
        together = "\n".join(texts[at : at + 200])
        for analyzer, twin in TWINS.items():
            assert analyze(analyzer, together) == twin(together)


# ---- what must always hold of the twins


@given(st.text(max_size=300))
def test_offsets_point_at_the_source(text: str) -> None:
    for token in exact_tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.term in exact_terms(text[token.start : token.end])
    assert [token.term for token in word_tokens(text)] == word_terms(text)


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert [normalize(term) for term in word_terms(text)] == word_terms(text)


@given(
    st.lists(st.sampled_from("وزيرالخجةأإآىؤئء"), min_size=1, max_size=8),
    st.lists(st.sampled_from("\u064b\u064e\u0651\u0652\u0640\u0670"), min_size=1, max_size=4),
)
def test_tashkeel_and_tatweel_never_change_a_word(letters: list[str], marks: list[str]) -> None:
    vocalised = "".join(letter + marks[i % len(marks)] for i, letter in enumerate(letters))
    assert word_terms(vocalised) == word_terms("".join(letters))


def test_the_table_follows_unicode() -> None:
    """Presentation forms and Latin letters are folded to what Unicode says they stand for."""
    for code in [*range(0xFB50, 0xFDFA), *range(0xFE70, 0xFEFD), *range(0xFF21, 0xFF5B)]:
        letter = chr(code)
        plain = unicodedata.normalize("NFKC", letter).replace(" ", "").replace("\u0640", "")
        if letter.isalpha():
            assert normalize(letter) == normalize(plain), hex(code)
    for code in range(0xC0, 0x250):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base.isascii() and chr(code).isalpha():
            assert normalize(chr(code)) == base.lower(), hex(code)
