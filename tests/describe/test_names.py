"""The model of names that is shipped, on sentences it has not seen; the corpora it is made from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from indexer.describe.names import corpus, features
from indexer.describe.names.chain import label_chances, with_edge
from indexer.describe.names.finder import NameFound, find_names
from indexer.describe.names.forms import EDGE
from indexer.describe.names.identity import name_id, normal_form, type_of, without_clitics
from indexer.describe.names.labels import LABELS
from indexer.describe.names.model import FILE, model
from indexer.describe.names.words import CUT, word
from mappings.arrays import read, to_lines


def found(text: str) -> list[tuple[str, str]]:
    return [(name.type, text[name.start : name.end]) for name in find_names({"body": text})]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "وقال المتحدث باسم الوزارة هيثم القرعاوي إن الأعمال ستبدأ غدا.",
            [("person", "هيثم القرعاوي")],
        ),
        (
            "التقى الوزير بيتر غولدنشتاين أمس وفدا من منظمة رواد الغد في مدينة الدار البيضاء.",
            [
                ("person", "بيتر غولدنشتاين"),
                ("organization", "منظمة رواد الغد"),
                ("place", "الدار البيضاء"),
            ],
        ),
        (
            "وأضافت الدكتورة سلمى البرغوشي أن النتائج مشجعة.",
            [("person", "سلمى البرغوشي")],
        ),
        ("اشترى الرجل خبزا وعاد إلى البيت قبل المساء.", []),
        ("", []),
    ],
)
def test_names_it_has_not_seen(text: str, names: list[tuple[str, str]]) -> None:
    assert [name for name in found(text) if name[0] != "facility"] == names


def test_a_conjunction_belongs_to_the_form() -> None:
    text = "حضر الحفل كمال الطرابيشي ومنير الطرابيشي."
    assert found(text) == [("person", "كمال الطرابيشي"), ("person", "ومنير الطرابيشي")]


def test_offsets_are_code_points_of_the_field() -> None:
    texts = {"title": "👩‍👧 هيثم القرعاوي", "deck": None, "body": "خبر.\nقال الوزير هيثم القرعاوي."}
    names = [name for name in find_names(texts) if name.type == "person"]
    assert [(n.field, (texts[n.field] or "")[n.start : n.end]) for n in names] == [
        ("title", "هيثم القرعاوي"),
        ("body", "هيثم القرعاوي"),
    ]


def test_a_text_does_not_change_what_is_found_in_another() -> None:
    first, second = "قال الوزير هيثم القرعاوي.", "زار الرئيس بيتر غولدنشتاين لندن."
    alone = [found(first), found(second)]
    together = find_names({"title": first, "body": second})
    texts = {"title": first, "body": second}

    def named(field: str) -> list[tuple[str, str]]:
        return [(n.type, texts[field][n.start : n.end]) for n in together if n.field == field]

    assert [named("title"), named("body")] == alone


def test_long_sentences_are_read_whole() -> None:
    text = "خبر " * 100 + "وقال المتحدث باسم الوزارة هيثم القرعاوي"
    assert ("person", "هيثم القرعاوي") in found(text)


def test_probabilities_are_probabilities() -> None:
    names: list[NameFound] = find_names({"body": "زار الرئيس بيتر غولدنشتاين لندن وباريس."})
    assert len(names) >= 3
    assert all(0.2 < name.probability <= 1.0 for name in names)


def test_stretches_give_what_the_whole_chain_gives() -> None:
    random = np.random.default_rng(0)
    scores = random.normal(0, 2, (60, len(LABELS))).astype(np.float32)
    moves = np.exp(random.normal(0, 0.5, (len(LABELS), len(LABELS)))).astype(np.float32)
    edges = np.array([0, 1, 30, 31, 58, 59])
    chances = label_chances(scores, edges, with_edge(moves))
    for first, end in ((2, 30), (32, 58)):
        likely = np.exp(scores[first:end].astype(np.float64))
        ahead, behind = [likely[0]], [np.ones(len(LABELS))]
        for row in likely[1:]:
            ahead.append(ahead[-1] @ moves * row)
        for row in likely[:0:-1]:
            behind.append(moves @ (behind[-1] * row))
        whole = np.array(ahead) * np.array(behind[::-1])
        whole /= whole.sum(axis=1, keepdims=True)
        assert np.abs(chances[first:end] - whole).max() < 0.01


def test_a_text_is_scored_as_it_was_trained() -> None:
    forms = ["و", "قال", "وزير", "الخارجية", "الفرنسي", "،", "وهيثم", "القرعاوي", "في", "لندن", "."]
    stream = [EDGE, EDGE, *forms, EDGE, EDGE]
    by = model()
    kept, joined = features.words_of(forms)
    told = [features.described(forms[at], by.groups, None) for at in kept]
    arrays = read(FILE)
    row = {name: at for at, name in enumerate(to_lines(arrays["attributes"]))}
    table = np.zeros((len(row), len(LABELS)))
    table[arrays["rows"], arrays["labels"]] = arrays["weights"]
    wanted = [
        sum(table[row[name]] for name in names if name in row)
        for names in features.sentence_features(told, joined)
    ]
    _, scores, _ = by.scored(stream)
    assert np.allclose(scores[2:-2], np.array(wanted), atol=1e-3)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.describe.names.forms.LIMIT", 3)
    text = "قال الوزير هيثم القرعاوي."
    assert found(text) == found(text) == [("person", "هيثم القرعاوي")]
    assert len(model().forms.words) < 10


@pytest.mark.parametrize(
    ("form", "conjunction", "preposition", "base"),
    [
        ("وقال", True, "", "قال"),
        ("وزير", False, "", "وزير"),
        ("للأمم", False, "ل", "الامم"),
        ("وبلندن", True, "ب", "لندن"),
        ("وغولدنشتاين", True, "", "غولدنشتاين"),
        ("٢٠١٧", False, "", "0000"),
        ("،", False, "", "،"),
    ],
)
def test_words(form: str, conjunction: bool, preposition: str, base: str) -> None:
    parts = word(form)
    assert (parts.conjunction, parts.preposition, parts.base) == (conjunction, preposition, base)


def test_what_a_corpus_cut_off_is_no_word() -> None:
    assert features.words_of(["و", "قال", "ان", "ه", "وصل"]) == ([1, 2, 4], [True, False, False])
    assert CUT.findall("قال: «نعم»، ومُحَمَّد") == ["قال", ":", "«", "نعم", "»", "،", "ومُحَمَّد"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("إردوغان", "أردوغان"),
        ("رجب طيب أردوجان", "ورجب طيب إردوغان"),
        ("غير بيدرسن", "جير بيدرسن"),
        ("ميخائيل بوغدانوف", "ميخائيل بوجدانوف"),
        ("كاتيا غورنوسوفا", "كاتيا جورنوسوفا"),
        ("عبد الله السالم", "وعبدالله السالم"),
    ],
)
def test_spellings_of_one_name_have_one_id(one: str, other: str) -> None:
    first, second = normal_form(one.split(), "person"), normal_form(other.split(), "person")
    assert first == second
    assert name_id("person", first).startswith("name:")


def test_other_names_have_other_ids() -> None:
    names = ("غازي سالم", "جمال سالم", "جميل سالم", "غازي سليم", "عبد السلام", "سلام")
    assert len({normal_form(name.split(), "person") for name in names}) == len(names)


def test_ids_of_names() -> None:
    assert name_id("organization", normal_form(["للجمعية", "الخيرية"], "organization")) == (
        "body:الجمعيه_الخيريه"
    )
    assert [type_of(id) for id in ("name:x", "body:x", "putin")] == ["person", "organization", None]
    assert without_clitics("وَللجمعية") == "الجمعية"


def test_corpora(tmp_path: Path) -> None:
    file = tmp_path / "x.conll"
    file.write_text(
        "زار\tO\nسالم\tB-Politician\nو\tO\nلندن\tB-Nation\n\nقال\tO\n", encoding="utf-8"
    )
    first, second = corpus.sentences(file)
    assert corpus.spans(first.tags) == [(1, 2, "person"), (3, 4, "place")]
    assert second.tags == ("O",)
    file.write_text("زار\tO\nسالم X\n", encoding="utf-8")
    with pytest.raises(corpus.CorpusError, match=r"x\.conll, line 2: not a word and a BIO tag"):
        list(corpus.sentences(file))
    with pytest.raises(corpus.CorpusError, match="cannot be read"):
        list(corpus.sentences(tmp_path / "none"))


def test_no_sentence_is_trained_on_and_measured() -> None:
    news = [corpus.Sentence((str(at),), ("O",)) for at in range(1_000)]
    kept, held = corpus.split(news)
    assert sorted(kept + held) == sorted(news)
    assert 150 < len(held) < 250
