"""What a person typed is read as they meant it, and never fails for want of balance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import QueryError
from search_ui.asking.query import MAX_CLAUSES, MAX_LENGTH, MAX_OUT, Clause, plain_words, read_query


def shown(clause: Clause) -> str:
    """A clause in one word: signs, field, kind where it is not "word", and text."""
    signs = "-" * clause.without + "=" * clause.exact
    field = f"{clause.field}:" if clause.field else ""
    kinds = {"word": "", "phrase": '"', "near": f"~{clause.within}", "prefix": "*"}
    kinds["fuzzy"] = f"≈{clause.within}"
    out = f"({' '.join(clause.out)})" if clause.out else ""
    return f"{signs}{field}{kinds[clause.kind]}{clause.text}{out}"


@pytest.mark.parametrize(
    ("query", "groups"),
    [
        ("وزير الخارجية", [["وزير"], ["الخارجية"]]),
        ('"خفض التصعيد"', [['"خفض التصعيد']]),
        ("«خفض التصعيد» سوريا", [['"خفض التصعيد'], ["سوريا"]]),
        ("“خفض التصعيد”", [['"خفض التصعيد']]),
        ('"خفض التصعيد"~5', [["~5خفض التصعيد"]]),
        ('"خفض التصعيد"~999', [["~50خفض التصعيد"]]),
        ("سوريا -لبنان", [["سوريا"], ["-لبنان"]]),
        ('سوريا -"مجلس الأمن"', [["سوريا"], ['-"مجلس الأمن']]),
        ("شرق - غرب", [["شرق"], ["غرب"]]),
        ("سوريا OR لبنان", [["سوريا", "لبنان"]]),
        ("سوريا +أو+ لبنان +او+ مصر", [["سوريا", "لبنان", "مصر"]]),
        ("سوريا أو لبنان", [["سوريا"], ["أو"], ["لبنان"]]),
        ("سوريا و لبنان", [["سوريا"], ["و"], ["لبنان"]]),
        ("ليس سوريا", [["ليس"], ["سوريا"]]),
        ("سوريا or لبنان and مصر", [["سوريا"], ["or"], ["لبنان"], ["and"], ["مصر"]]),
        ("سوريا +و+ لبنان AND مصر", [["سوريا"], ["لبنان"], ["مصر"]]),
        ("سوريا +ليس+ لبنان NOT مصر", [["سوريا"], ["-لبنان"], ["-مصر"]]),
        ('سوريا +ليس+ "مجلس الأمن"', [["سوريا"], ['-"مجلس الأمن']]),
        ("سوريا +ليس+ -لبنان", [["سوريا"], ["-لبنان"]]),
        ("سوريا +أو+ NOT لبنان", [["سوريا", "-لبنان"]]),
        ("سوريا+أو+لبنان", [["سوريا+أو+لبنان"]]),
        ("-أو =ليس", [["-أو"], ["=ليس"]]),
        ('"أو ليس"', [['"أو ليس']]),
        ("كتاب(-كتائب)", [["كتاب(كتائب)"]]),
        ("كتاب(-كتائب -=كُتّاب) جسر", [["كتاب(كتائب =كُتّاب)"], ["جسر"]]),
        ("-عنوان:كتاب(-كتائب)|جسر", [["-title:كتاب(كتائب)", "جسر"]]),
        ("بوتين(-فلاديمير_بوتين)", [["بوتين(فلاديمير_بوتين)"]]),
        ("كتاب(-كتائب", [["كتاب(-كتائب"]]),
        ("كتاب (-كتائب)", [["كتاب"], ["(-كتائب)"]]),
        ("كتاب(كتائب)", [["كتاب(كتائب)"]]),
        ("كتا*(-كتائب)", [["كتا*(-كتائب)"]]),
        ("سوريا|لبنان", [["سوريا", "لبنان"]]),
        ("سوريا OR لبنان حرب", [["سوريا", "لبنان"], ["حرب"]]),
        ("OR سوريا", [["سوريا"]]),
        ("=إلى", [["=إلى"]]),
        ("-=إلى", [["-=إلى"]]),
        ("كتا*", [["*كتا"]]),
        ("كتاب~", [["≈1كتاب"]]),
        ("كتاب~(-كتب) كتاب~2(-كتب)", [["كتاب~(-كتب)"], ["كتاب~2(-كتب)"]]),
        ("كتاب~1 -كتاب~2", [["≈1كتاب"], ["-≈2كتاب"]]),
        ("title:كتاب~9", [["title:≈2كتاب"]]),
        ("كتاب~0 كتا~ب", [["=كتاب"], ["كتا~ب"]]),
        ("-title:كتاب~0", [["-=title:كتاب"]]),
        ("~ ؟~ ؟~2", [["؟~2"]]),
        ("title:حرب", [["title:حرب"]]),
        ("عنوان:حرب", [["title:حرب"]]),
        ('مصدر:"الشرق الأوسط" حرب', [['source:"الشرق الأوسط'], ["حرب"]]),
        ("-source:ضفاف", [["-source:ضفاف"]]),
        ("فاعل:بوتين", [["actor:بوتين"]]),
        ("http://x.example", [["http://x.example"]]),
        ("الساعة 10:30", [["الساعة"], ["10:30"]]),
        ("؟!، ...", []),
        ("", []),
        ("*", []),
        ("<b>نص</b>", [["<b>نص</b>"]]),
        ("حرب\u0000سلام", [["حرب\u0000سلام"]]),
    ],
)
def test_clauses(query: str, groups: list[list[str]]) -> None:
    assert [[shown(c) for c in group] for group in read_query(query).groups] == groups


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ('"خفض التصعيد', "unbalanced_quote"),
        ("«خفض", "unbalanced_quote"),
        ("سوريا OR", "dangling_or"),
        ("سوريا +أو+", "dangling_or"),
        ("سوريا +و+", "dangling_and"),
        ("سوريا NOT", "dangling_not"),
    ],
)
def test_what_is_ignored_is_said(query: str, note: str) -> None:
    typed = read_query(query)
    assert note in typed.notes
    assert typed.groups


@pytest.mark.parametrize("query", ["ا*", "-ب*", "title:س*"])
def test_a_prefix_of_one_letter_is_refused_at_its_place(query: str) -> None:
    with pytest.raises(QueryError, match="at least 2 letters") as caught:
        read_query(f"حرب {query}")
    assert caught.value.position is not None
    assert caught.value.position >= 4


def test_a_query_too_long_is_refused() -> None:
    with pytest.raises(QueryError, match="1000") as caught:
        read_query("ا" * (MAX_LENGTH + 1))
    assert caught.value.position == MAX_LENGTH
    with pytest.raises(QueryError, match="100") as caught:
        read_query(" ".join(["لا"] * (MAX_CLAUSES + 1)))
    assert caught.value.position == 3 * MAX_CLAUSES
    with pytest.raises(QueryError, match="50 forms") as caught:
        read_query(f"جسر كتاب({' '.join(['-كتب'] * (MAX_OUT + 1))})")
    assert caught.value.position == len("جسر كتاب(")


def test_plain_words_reads_no_sign() -> None:
    typed = plain_words('سوريا -لبنان "حرب source:ضفاف ؟ OR')
    assert [shown(c) for c in typed.clauses] == ["سوريا", "-لبنان", '"حرب', "source:ضفاف", "OR"]


@given(st.text(max_size=200))
def test_reading_never_fails_otherwise(text: str) -> None:
    try:
        typed = read_query(text)
    except QueryError:
        return
    for clause in typed.clauses:
        assert 0 <= clause.start < clause.end <= len(text)
        assert clause.text in text
