"""Marks stand where the text answers the query, on the text as it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.arabic.lemma import distinct_depths
from indexer.engines.word_forms import pack_forms
from search_ui.answering.marks import Mark, Marker
from search_ui.answering.snippets import LENGTH, passages
from search_ui.asking.clauses import Depth
from search_ui.asking.query import read_query
from search_ui.asking.ranking import meaning

TEXT = "قال الوَزيرُ إنّ للوزارة «خطة» جديدة، وإن وزراء الخارجية بحثوا خفض التصعيد."


def article(text: str, field: str = "body", **more: object) -> dict[str, object]:
    return {field: text, "forms": pack_forms(distinct_depths(text)), **more}


def marked(query: str, text: str = TEXT, depth: Depth = "smart", field: str = "body") -> list[str]:
    typed = read_query(query)
    marker = Marker.of(typed, depth, meaning(typed, depth, "all").actors)
    return [text[mark.start : mark.end] for mark in marker.marks(article(text, field))[field]]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("وزير", ["الوَزيرُ", "وزراء"]),
        ("وزارة", ["للوزارة"]),
        ("=وزراء", ["وزراء"]),
        ("=الوزير", []),
        ('"خفض التصعيد"', ["خفض التصعيد"]),
        ('"التصعيد خفض"', []),
        ("-خفض", []),
        ("خار*", []),
        ("الخار*", ["الخارجية"]),
        ("وزرا~", ["وزراء"]),
        ("الخراجيه~", ["الخارجية"]),
        ("الخامجكة~", []),
        ("الخامجكة~2", ["الخارجية"]),
        ("title:وزير", []),
        ("إن وزراء", ["الوَزيرُ", "وزراء"]),
        ("في", []),
    ],
)
def test_marks(query: str, found: list[str]) -> None:
    assert marked(query) == found


def test_depths() -> None:
    assert marked("الوزير", depth="word") == ["الوَزيرُ"]
    assert marked("الوزير", depth="exact") == []
    assert marked("الوَزيرُ", depth="exact") == ["الوَزيرُ"]


def test_a_field_prefix_marks_its_field_only() -> None:
    assert marked("title:وزير", field="title") == ["الوَزيرُ", "وزراء"]


def test_an_actor_of_the_query_is_marked_under_any_name() -> None:
    typed = read_query("putin")
    marker = Marker.of(typed, "smart", meaning(typed, "smart", "all").actors)
    mention = {"field": "body", "form": "بوتين", "start": 7, "end": 12}
    actors: list[dict[str, object]] = [
        {"id": "vladimir-putin", "name": "فلاديمير بوتين", "mentions": [mention]}
    ]
    kept = article("الرئيس بوتين", actors=actors)
    assert marker.marks(kept) == {"body": [Mark(7, 12, 0)]}


@given(st.text(max_size=300), st.sampled_from(["وزير", '"في هذا"', "=ال", "كت*", "a -b"]))
def test_marks_are_ordered_and_inside(text: str, query: str) -> None:
    typed = read_query(query)
    marker = Marker.of(typed, "smart", ())
    end = 0
    for mark in marker.marks(article(text)).get("body", ()):
        assert end <= mark.start < mark.end <= len(text)
        end = mark.end


def test_the_best_passage_comes_first() -> None:
    filler = "جملة طويلة لا تجيب عن شيء مما سئل عنه وتمتد حتى تملأ مكانها. " * 8
    text = f"ذكر الوزير هنا وحده. {filler}ثم اجتمع الوزير مع الرئيس في القاعة. {filler}"
    typed = read_query("وزير رئيس")
    marks = Marker.of(typed, "smart", ()).marks(article(text)).get("body", [])
    first, second = passages(text, marks)
    assert "اجتمع الوزير مع الرئيس" in first.text
    assert [first.text[s:e] for s, e in first.marks] == ["الوزير", "الرئيس"]
    assert second.text.startswith("ذكر الوزير هنا وحده.")


def test_without_marks_the_beginning_stands() -> None:
    [passage] = passages("أول الكلام. وبقيته.", [])
    assert passage.text.startswith("أول الكلام.")
    assert passage.marks == ()
    assert passages("", []) == []


def test_a_text_without_breaks_is_cut_between_words() -> None:
    text = "كلمة " * 500 + "الهدف " + "كلمة " * 500
    marks = Marker.of(read_query("=الهدف"), "smart", ()).marks(article(text)).get("body", [])
    [passage] = passages(text, marks)
    assert [passage.text[s:e] for s, e in passage.marks] == ["الهدف"]
    assert len(passage.text) <= 2 * LENGTH
    assert set(passage.text.split()) == {"كلمة", "الهدف"}


@given(st.text(alphabet="اب .،\n؟", max_size=600))
def test_passages_are_slices_with_marks_inside(text: str) -> None:
    marks = Marker.of(read_query("=ا"), "smart", ()).marks(article(text)).get("body", [])
    for passage in passages(text, marks):
        assert passage.text in text
        for start, end in passage.marks:
            assert passage.text[start:end] == "ا"
