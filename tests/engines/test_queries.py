"""What every engine must do: what each kind of query finds, how it scores, how many it counts."""

from __future__ import annotations

import pytest

from indexer.arabic.lemma import lemma
from indexer.arabic.root import root
from indexer.engines.base import Engine
from indexer.engines.query import (
    LEAD,
    UNDATED,
    AnyTerm,
    Bool,
    Boost,
    Constant,
    Everything,
    Form,
    Keyword,
    Near,
    Nothing,
    Phrase,
    Prefix,
    Query,
    Search,
    Span,
    Term,
    either,
)
from tests.engines_samples import ALL, LIBRARY, article, ids, write


@pytest.mark.parametrize(
    ("query", "found"),
    [
        (Everything(), ALL),
        (Nothing(), set()),
        (Term("body.word", "الاسواق"), {"floods", "floods-copy"}),
        (Term("body.exact", "الأسواق"), {"floods", "floods-copy"}),
        (Term("body.exact", "الاسواق"), set()),
        (Term("title.word", "النهر"), {"floods", "floods-copy"}),
        (Term("deck.word", "المياه"), {"floods"}),
        (Term("body.lemma", "سوق"), ALL),
        (AnyTerm("body.word", ("القطاف", "الكتب", "لاشيء")), {"harvest", "journal", "undated"}),
        (AnyTerm("body.word", ()), set()),
        (AnyTerm("title.exact", ("الكتب",)), {"undated"}),
        (Term(LEAD, root(lemma("سوق").term)), ALL),
        (Term(LEAD, root(lemma("مياه").term)), {"floods", "floods-copy"}),
        (Phrase(LEAD, (root(lemma("موسم").term), root(lemma("قطاف").term))), {"harvest"}),
        (Near(LEAD, root(lemma("موسم").term), root(lemma("قطاف").term), 1), {"harvest"}),
        (Phrase("body.word", ("منسوب", "النهر")), {"floods", "floods-copy"}),
        (Phrase("body.word", ("النهر", "منسوب")), set()),
        (Phrase("body.word", ("منسوب",)), {"floods", "floods-copy"}),
        (Near("body.word", "المدينه", "النهر", 2), {"floods", "floods-copy"}),
        (Near("body.word", "النهر", "المدينه", 2), {"floods", "floods-copy"}),
        (Near("body.word", "النهر", "المدينه", 1), set()),
        (Prefix("body.word", "المزار"), {"harvest"}),
        (Keyword("source", ("ضفاف",)), {"floods", "harvest"}),
        (Keyword("source", ("ضفاف", "المقتبس الحديث")), {"floods", "harvest", "journal"}),
        (Keyword("actor", ("governor",)), {"floods", "harvest"}),
        (Keyword("year", (UNDATED,)), {"undated"}),
        (Span("2019-05-04T00:00", None), {"floods-copy", "harvest"}),
        (Span(None, "2019-05-03T23:59"), {"floods", "journal"}),
        (Span("2019-06-10T00:00", "2019-06-20T23:59"), {"harvest"}),
        (Span("1931-07-01T00:00", "1931-07-31T23:59"), {"journal"}),
        (Bool(must=(Term("body.word", "القديمه"), Term("body.word", "الكتب"))), {"undated"}),
        (
            either(Term("body.word", "القطاف"), Term("title.word", "الكتب")),
            {"harvest", "undated"},
        ),
        (
            Bool(must=(Everything(),), must_not=(Keyword("source", ("ضفاف",)),)),
            {"floods-copy", "journal", "undated"},
        ),
        (Bool(must_not=(Keyword("source", ("ضفاف",)),)), {"floods-copy", "journal", "undated"}),
        (
            Bool(must=(Everything(),), filter=(Keyword("actor", ("red-crescent",)),)),
            {"floods", "floods-copy"},
        ),
        (Bool(must=(Term("body.word", "القطاف"),), should=(Everything(),)), {"harvest"}),
        (Boost(Term("body.word", "القطاف"), 3.0), {"harvest"}),
        (Constant(Term("body.word", "القطاف"), 3.0), {"harvest"}),
    ],
)
def test_query(library: Engine, query: Query, found: set[str]) -> None:
    assert set(ids(library, query)) == found
    assert library.count(query) == len(found)


FORMS = {
    "one": "الكتاب",
    "many": "الكتب",
    "marked": "الكُتب",
    "both": "كتاب بين الكتب",
    "their": "كتبهم",
    "other": "كتائب",
    "none": "جسر",
}


@pytest.mark.parametrize(
    ("without", "found"),
    [
        ((), {"one", "many", "marked", "both", "their"}),
        (("كتاب|الكتب|",), {"one", "both", "their"}),
        (("كتاب|الكتب|الكُتب|",), {"one", "many", "both", "their"}),
        (("كتاب|الكتب||", "كتاب|الكتب|الكُتب|"), {"one", "both", "their"}),
        (("كتاب|الكتب|", "كتاب|الكتب||", "كتاب|كتبهم|"), {"one", "both"}),
        (("كتاب|الكت|",), {"one", "many", "marked", "both", "their"}),
        (("جسر|جسر|",), {"one", "many", "marked", "both", "their"}),
        (("كتاب|",), set()),
    ],
)
def test_forms_of_a_lemma_less_some(
    engine: Engine, without: tuple[str, ...], found: set[str]
) -> None:
    write(engine, [article(id, text) for id, text in FORMS.items()])
    query = Form("body.path", "كتاب|", without)
    assert set(ids(engine, query)) == found
    assert engine.count(query) == len(found)
    assert {made["id"] for made in engine.scan(Bool(must=(query,)))} == found
    with engine.listing(query) as listing:
        assert listing.total == len(found)
        assert {made["id"] for made in listing.articles} == found
    assert {hit.score for hit in engine.search(Search(query)).hits} <= {1.0}
    assert set(ids(engine, Form("title.path", "كتاب|"))) == set()


def test_scores(library: Engine) -> None:
    def score(query: Query) -> float:
        return library.search(Search(query)).hits[0].score

    word = Term("body.word", "القطاف")
    assert score(Constant(word, 2.5)) == pytest.approx(2.5)
    assert score(Boost(word, 3.0)) == pytest.approx(3 * score(word), rel=1e-4)
    assert score(Bool(must=(word,), filter=(Everything(),))) == pytest.approx(score(word))
    assert score(Keyword("source", ("المقتبس الحديث",))) == pytest.approx(1)
    near = Near("body.word", "منسوب", "النهر", 3)
    assert score(near) == pytest.approx(1)
    assert score(AnyTerm("body.word", ("القطاف", "موسم"))) == pytest.approx(1)


def test_the_counts_of_several_queries(library: Engine) -> None:
    queries: list[Query] = [Everything(), Term("title.word", "النهر"), Nothing()]
    queries.append(Term("body.word", "زقزقزوق"))
    assert library.counts(queries) == [library.count(query) for query in queries]
    assert library.counts(queries)[:3] == [len(LIBRARY), 2, 0]
    assert library.counts([]) == []
