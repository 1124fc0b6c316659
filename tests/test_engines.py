"""What every engine must do: one suite, run on each."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from indexer.arabic.lemma import lemma
from indexer.arabic.root import root
from indexer.engines import open_engine
from indexer.engines.base import (
    LEAD,
    MOST_BEGINNING,
    UNDATED,
    AnyTerm,
    Bool,
    Boost,
    Constant,
    DateSort,
    Engine,
    Everything,
    Facet,
    Form,
    Keyword,
    Near,
    Nothing,
    Phrase,
    Prefix,
    Query,
    Search,
    Sort,
    Span,
    Term,
    either,
)
from indexer.engines.document import article_of
from indexer.engines.word_forms import all_forms
from indexer.engines.writing import Unsettled
from indexer.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveMissing,
    ArchiveOutdated,
    EngineUnavailable,
    UsageError,
)
from indexer.records import ActorFound, Article, Mention
from indexer.settings import Settings
from tests.engines_samples import LIBRARY, article, write

ALL = {made.id for made in LIBRARY}


@pytest.fixture
def library(engine: Engine) -> Engine:
    write(engine, LIBRARY)
    return engine


def ids(engine: Engine, query: Query, **search: Any) -> list[str]:
    return [hit.id for hit in engine.search(Search(query, size=100, **search)).hits]


# ---- writing


def test_what_is_written_comes_back(library: Engine) -> None:
    for made in LIBRARY:
        kept = library.get(made.id)
        assert kept is not None
        for name in ("origin", "title", "body", "source", "author", "published", "digest", "story"):
            assert kept.get(name) == getattr(made, name), name
        assert [actor["id"] for actor in kept["actors"]] == [actor.id for actor in made.actors]
        assert kept["original"] == made.original


def test_an_unknown_id_is_nothing(library: Engine) -> None:
    assert library.get("nobody") is None


def test_the_same_id_replaces(library: Engine) -> None:
    write(library, [article("harvest", "نص جديد تماما", digest="new")])
    assert library.count(Everything()) == len(LIBRARY)
    kept = library.get("harvest")
    assert kept is not None
    assert kept["body"] == "نص جديد تماما"
    assert ids(library, Term("body.word", "القطاف")) == []


def test_delete(library: Engine) -> None:
    with library.writer("test") as writer:
        assert writer.delete(["harvest", "nobody"]) == 1
        writer.commit()
    assert library.get("harvest") is None
    assert set(ids(library, Everything())) == ALL - {"harvest"}


def test_known_tells_digest_and_origin_even_before_a_commit(library: Engine) -> None:
    encode = library.encoder()
    with library.writer("test") as writer:
        assert [w.error for w in writer.write([encode(article("late", "نص متأخر"))])] == [None]
        known = writer.known(["harvest", "late", "nobody"])
        assert {id: (k.digest, k.origin) for id, k in known.items()} == {
            "harvest": ("harvest", "harvest.txt"),
            "late": ("late", "late.txt"),
        }
        writer.commit()


def test_values_that_several_articles_hold(library: Engine) -> None:
    write(library, [article("h1", "نص", story="s9"), article("h2", "نص", story="s9")])
    with library.writer("test") as writer:
        assert writer.shared("story", ["s1", "s9", "s10"]) == {"s1", "s9"}
        assert writer.shared("source", ["ضفاف", "المقتبس الحديث"]) == {"ضفاف"}
        assert writer.shared("story", []) == set()
        writer.delete(["h1"])
        writer.commit()
        assert writer.shared("story", ["s1", "s9"]) == {"s1"}


def test_articles_that_share_hashes(library: Engine) -> None:
    sketches = {"h1": ("f1", "a", "b", "c"), "h2": ("f2", "b", "c", "d"), "h3": ("f3", "c", "e")}
    write(library, [article(id, id, sketch=sketch) for id, sketch in sketches.items()])
    with library.writer("test") as writer:
        found = writer.alike(sketches, 2, 50)
        assert {id: [o["id"] for o in others] for id, others in found.items()} == {
            "h1": ["h2"],
            "h2": ["h1"],
            "h3": [],
        }
        kept = {"id": "h2", "body": "h2", "origin": "h2.txt", "sketch": ["f2", "b", "c", "d"]}
        assert kept.items() <= found["h1"][0].items()
        assert not {"original", "notes"} & found["h1"][0].keys()
        asked = writer.alike({"h3": ("f3", "c", "e"), "none": ()}, 1, 50)
        assert sorted(other["id"] for other in asked["h3"]) == ["h1", "h2"]
        assert asked["none"] == []
        writer.delete(["h2"])
        writer.commit()
        assert writer.alike(sketches, 2, 50)["h1"] == []


def test_over_a_hash_of_many_only_the_oldest_others_are_looked_at(engine: Engine) -> None:
    def on(day: int, id: str, whole: str) -> Article:
        date = f"2020-01-{day:02}"
        facts = {"published": date, "published_precision": "day", "sketch": (whole, "a", "b")}
        return article(id, id, **facts)

    exact = [on(n + 1, f"same{n}", "f") for n in range(5)]
    write(engine, [*exact, *(on(n + 10, f"d{n}", f"f{n}") for n in range(6))])
    with engine.writer("test") as writer:
        found = writer.alike({"d5": ("f5", "a", "b"), "same4": ("f", "a", "b")}, 2, 3)
    assert sorted(other["id"] for other in found["d5"]) == ["same0", "same1", "same2"]
    assert sorted(other["id"] for other in found["same4"]) == [
        *("d0", "d1", "d2", "same0", "same1", "same2")
    ]


def test_what_is_unsettled_outlives_the_writer(library: Engine, engine_address: str) -> None:
    with library.writer("test") as writer:
        assert not writer.unsettled()
        writer.unsettle(Unsettled(runs=frozenset({"r1"})))
    other = open_engine(Settings(engine=engine_address))
    with other.writer("test") as writer:
        writer.unsettle(Unsettled(runs=frozenset({"r2"}), stories=frozenset({"s5"})))
        writer.delete(["floods", "harvest", "nobody"])
    with library.writer("test") as writer:
        noted = Unsettled(frozenset({"r1", "r2"}), frozenset({"s1", "s5"}))
        assert writer.unsettled() == noted
        writer.settled()
        assert not writer.unsettled()
    other.close()


def test_a_scan_may_leave_out_what_is_large(library: Engine) -> None:
    for kept in library.scan(Everything(), apart=False):
        assert not {"original", "notes"} & kept.keys()
        assert kept["origin"] == f"{kept['id']}.txt"


def test_a_kept_document_is_an_article_again(library: Engine) -> None:
    kept = {document["id"]: article_of(document) for document in library.scan(Everything())}
    assert kept == {made.id: made for made in LIBRARY}


def test_what_the_keeper_said_is_kept_apart_from_generations(
    library: Engine, engine_address: str
) -> None:
    said = "add\tحاكم\n# سطر\n" * 1000
    assert library.kept("corrections") == ""
    with library.writer("test") as writer:
        writer.keep("corrections", "first")
        writer.keep("corrections", said)
        writer.keep("furniture", "other")
    generation = library.begin()
    with library.writer("test", generation):
        library.switch(generation)
    other = open_engine(Settings(engine=engine_address))
    assert (other.kept("corrections"), other.kept("furniture")) == (said, "other")
    with other.writer("test") as writer:
        writer.keep("corrections", "")
        writer.keep("corrections", "")
    assert (library.kept("corrections"), library.kept("furniture")) == ("", "other")
    other.close()


def test_nothing_is_kept_where_there_is_no_archive(engine: Engine) -> None:
    assert engine.kept("corrections") == ""


def test_a_second_writer_is_told_of_the_first(library: Engine) -> None:
    with library.writer("index"), pytest.raises(ArchiveBusy, match="index"):
        write(library, [article("b", "نص")])
    write(library, [article("b", "نص")])


def test_readers_do_not_wait_for_a_writer(library: Engine) -> None:
    with library.writer("index"):
        assert library.count(Everything()) == len(LIBRARY)


def test_withdrawn_for_good(library: Engine) -> None:
    assert library.withdraw(["harvest", "nobody"]) == 1
    assert library.get("harvest") is None
    assert library.withdrawn() == {"harvest", "nobody"}


def test_a_very_long_text_and_strange_letters(engine: Engine) -> None:
    strange = "كلمة " + "ا" * 5000 + " 👩‍👩‍👧 \U0001d4d0 " + "x" * 40_000
    write(engine, [article("strange", strange, title="عنوان\tبعلامات\u0301")])
    kept = engine.get("strange")
    assert kept is not None
    assert kept["body"] == strange
    assert ids(engine, Term("body.word", "ا" * 64)) == ["strange"]


# ---- queries


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


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["harvest", "floods-copy", "floods", "journal", "undated"]),
        ("oldest", ["journal", "floods", "floods-copy", "harvest", "undated"]),
        ("indexed", ["harvest", "floods-copy", "floods", "journal", "undated"]),  # all in one run
    ],
)
def test_sort(library: Engine, sort: Sort, order: list[str]) -> None:
    assert ids(library, Everything(), sort=sort) == order


def test_what_was_indexed_last_comes_first(library: Engine) -> None:
    old = replace(LIBRARY[3], id="old", indexed_at="2026-03-01T08:30:01Z")
    new = replace(LIBRARY[0], id="new", indexed_at="2026-03-01T08:30:00Z")
    undated = replace(LIBRARY[4], id="none", indexed_at="2026-03-01T08:30:01Z")
    write(library, [new, undated, old])
    assert ids(library, Everything(), sort="indexed")[:3] == ["old", "none", "new"]
    write(library, [replace(LIBRARY[0], indexed_at="2106-01-01T00:00:00Z", digest="again")])
    assert ids(library, Everything(), sort="indexed")[0] == LIBRARY[0].id
    hit = library.search(Search(Everything(), sort="indexed", size=1)).hits[0]
    assert "indexed" not in hit.document


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "indexed"])
def test_pages_hold_every_hit_once_in_one_order(engine: Engine, sort: Sort) -> None:
    many = [article(f"n{i:03}", "كلمة " * (1 + i % 3), published=None) for i in range(57)]
    write(engine, many)
    query = Term("body.word", "كلمه")
    whole = ids(engine, query, sort=sort)
    paged: list[str] = []
    after = None
    while True:
        found = engine.search(Search(query, sort=sort, size=10, after=after))
        assert found.total == 57
        paged += [hit.id for hit in found.hits]
        if len(found.hits) < 10:
            break
        after = found.hits[-1].key
    assert paged == whole
    assert sorted(paged) == sorted(made.id for made in many)


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "indexed"])
def test_pages_go_on_while_articles_arrive(engine: Engine, sort: Sort) -> None:
    """Every score falls with each of them. By relevance, articles of nearly one score may change
    places around the end of a page; here no two are so close but those that score alike."""
    there = [_on_words(f"n{n:03}", 1 + n % 40, 5 + n % 3) for n in range(80)]
    write(engine, there)
    query = either(Boost(Term("title.word", "كلمه"), 2), Term("body.word", "كلمه"))
    met: list[str] = []
    after = None
    for page in range(20):
        found = engine.search(Search(query, sort=sort, size=20, after=after))
        met += [hit.id for hit in found.hits]
        if len(found.hits) < 20:
            break
        after = found.hits[-1].key
        more = [_on_words(f"m{page}-{n}", 3 + 7 * n, 6, published="2022-01-03") for n in range(5)]
        write(engine, [*more, article(f"other{page}", "نص عن غير ذلك")])
    assert len(found.hits) < 20
    assert len(met) == len(set(met))
    assert {made.id for made in there} <= set(met)


def _on_words(id: str, times: int, beside: int, published: str = "2020-01-03") -> Article:
    """An article that holds one word some times, beside others."""
    body = " ".join(["كلمة"] * times + ["حرف"] * beside)
    return article(id, body, title="كلمة" if times % 2 else "عنوان", published=published)


def test_pages_go_on_where_the_last_hit_is_gone(engine: Engine) -> None:
    """Then the score that it had has to do, which is near to what it would have now."""
    others = [article(f"other{n:02}", "نص عن غير ذلك") for n in range(60)]
    write(engine, [*others, *(_on_words(f"n{n:02}", 1 + n, 50) for n in range(40))])
    query = Term("body.word", "كلمه")
    whole = ids(engine, query)
    first = engine.search(Search(query, size=10))
    engine.withdraw([whole[9]])
    rest = ids(engine, query, after=first.hits[-1].key)
    assert not set(rest) & set(whole[:8])
    assert set(whole[11:]) <= set(rest)


def test_size_zero_counts(library: Engine) -> None:
    found = library.search(Search(Everything(), size=0, facets=(Facet("s", "source", "s"),)))
    assert (found.total, found.hits) == (5, ())
    assert found.facets["s"][0] == ("ضفاف", 2)


# ---- facets


def test_facets_are_ordered_by_count_then_value(library: Engine) -> None:
    facets = (Facet("sources", "source", "sources"), Facet("years", "year", "dates"))
    found = library.search(Search(Everything(), facets=facets))
    assert found.facets["sources"] == (("ضفاف", 2), ("المرفأ الجديد", 1), ("المقتبس الحديث", 1))
    assert found.facets["years"] == (("2019", 3), ("1931", 1), (UNDATED, 1))


def test_a_facet_ignores_its_own_filter_and_honours_the_others(library: Engine) -> None:
    search = Search(
        Everything(),
        filters={
            "sources": Keyword("source", ("ضفاف",)),
            "actors": Keyword("actor", ("red-crescent",)),
        },
        facets=(Facet("sources", "source", "sources"), Facet("actors", "actor", "actors")),
    )
    found = library.search(search)
    assert [hit.id for hit in found.hits] == ["floods"]
    assert found.total == 1
    assert dict(found.facets["sources"]) == {"ضفاف": 1, "المرفأ الجديد": 1}
    assert dict(found.facets["actors"]) == {"governor": 2, "red-crescent": 1}


def test_a_cut_facet_keeps_the_right_values_of_a_long_tie(engine: Engine) -> None:
    write(engine, [article(f"n{i:02}", "نص", source=f"مصدر {i:02}") for i in range(90)])
    found = engine.search(Search(Everything(), facets=(Facet("s", "source", "s", 5),)))
    assert found.facets["s"] == tuple((f"مصدر {i:02}", 1) for i in range(5))


def test_the_counts_of_several_queries(library: Engine) -> None:
    queries: list[Query] = [Everything(), Term("title.word", "النهر"), Nothing()]
    queries.append(Term("body.word", "زقزقزوق"))
    assert library.counts(queries) == [library.count(query) for query in queries]
    assert library.counts(queries)[:3] == [len(LIBRARY), 2, 0]
    assert library.counts([]) == []


def test_the_written_forms_of_the_first_articles(library: Engine) -> None:
    sorts: tuple[DateSort, ...] = ("newest", "oldest")
    newest, oldest = (library.search(Search(Everything(), sort=sort)).hits for sort in sorts)
    for most, hits in ((2, newest[:2] + oldest[:2]), (50, newest)):
        kept = library.forms(Everything(), most)
        assert [all_forms(one) for one in kept] == [all_forms(hit.forms) for hit in hits]
    assert library.forms(Nothing(), 3) == []


# ---- the words that an archive holds


def test_frequencies_count_an_article_once(library: Engine) -> None:
    asked = ["النهر", "الاسواق", "المياه", "سوق", "لاشيء", "\ue000"]
    expected = {"النهر": 2, "الاسواق": 2, "المياه": 2, "سوق": 2}
    found = library.frequencies("word", asked)
    found.pop("\ue000", None)
    assert found == expected
    assert library.frequencies("exact", ["الأسواق", "الاسواق"]) == {"الأسواق": 2}
    assert library.frequencies("lemma", ["سوق"]) == {"سوق": 5}
    assert library.frequencies("word", []) == {}


def test_frequencies_forget_what_was_removed(library: Engine) -> None:
    write(library, [article("harvest", "نص جديد تماما", digest="new")])
    assert library.frequencies("word", ["القطاف", "نص"]) == {"نص": 2}


def test_frequencies_of_many_words(library: Engine) -> None:
    many = [f"كلمه{number}" for number in range(2_500)]
    assert library.frequencies("word", [*many, "القطاف"]) == {"القطاف": 1}


def _named(id: str, *names: tuple[str, str]) -> Article:
    """An article that gives actors (an id each) these names."""
    actors = tuple(
        ActorFound(actor, name, "person", (Mention("body", name, 0, 3),)) for actor, name in names
    )
    return replace(article(id, "قال"), actors=actors)


@pytest.mark.parametrize("ahead", [False, True])
def test_an_actor_goes_by_the_name_that_most_articles_give_it(engine: Engine, ahead: bool) -> None:
    rare, common, other = ("name:غ", "جوتا"), ("name:غ", "غوتا"), ("name:غو", "غوتا الآخر")
    written = [_named("a", rare, other), _named("b", common), _named("c", common)]
    write(engine, [*written, _named("d", ("body:ب", "ياء")), _named("e", ("body:ب", "ألف"))])
    if ahead:
        engine.read_ahead()
    asked = ["name:غ", "name:غو", "body:ب", "name:لا_احد"]
    expected = {"name:غ": "غوتا", "name:غو": "غوتا الآخر", "body:ب": "ألف"}
    assert engine.names(asked, engine.current()) == expected
    assert engine.names([], engine.current()) == {}
    assert engine.names(["un*.[", "x" * 2_000], engine.current()) == {}


def test_an_actor_keeps_no_name_of_an_article_that_is_gone(engine: Engine) -> None:
    first, last = ("name:غ", "جوتا"), ("name:غ", "غوتا")
    write(engine, [_named("a", first), _named("b", first), _named("c", last)])
    write(engine, [_named("a", last), _named("b")])
    assert engine.names(["name:غ"], engine.current()) == {"name:غ": "غوتا"}


def test_a_hit_tells_its_actors_and_its_forms(library: Engine) -> None:
    for hit in library.search(Search(Everything(), size=100)).hits:
        kept = library.get(hit.id)
        assert kept is not None
        told = [(id, name, mentions, type_) for id, name, mentions, type_ in hit.named]
        actors = [(a["id"], a["name"], len(a["mentions"]), a["type"]) for a in kept["actors"]]
        assert (
            told == actors == [(a["id"], a["name"], 1, a["type"]) for a in hit.document["actors"]]
        )
        named = [
            (m["field"], m["start"], m["end"], m["form"], a["id"], a["name"])
            for a in kept["actors"]
            for m in a["mentions"]
        ]
        assert [tuple(place) for place in hit.places(None)] == named
        for id in (*{place[4] for place in named}, "nobody"):
            assert [tuple(p) for p in hit.places({id})] == [p for p in named if p[4] == id]
        assert list(all_forms(hit.forms)) == list(all_forms(kept["forms"]))
        for name in ("id", "origin", "title", "source", "published", "story", "digest"):
            assert hit.facts.get(name) == hit.document.get(name) == kept.get(name)
        apart = {name: value for name, value in kept.items() if name not in ("notes", "original")}
        assert dict(hit.document) == apart


def test_families_of_hits_are_told_no_smaller_than_they_are(engine: Engine) -> None:
    twins = [article(f"twin{n}", "عند الجسر", story="twins", source=f"s{n}") for n in range(3)]
    alone = article("alone", "عند الجسر", story="alone")
    write(engine, [*twins, alone, article("none", "عند الجسر"), article("x", "نص", story="x")])
    asked = Search(Term("body.word", "الجسر"), families=True)
    assert engine.search(asked).families == {"twins": 3, "alone": 1}
    unasked = engine.search(replace(asked, families=False)).families
    assert unasked in ({}, {"twins": 3, "alone": 1})  # told where it costs little
    narrow = replace(asked, filters={"sources": Keyword("source", ("s1",))})
    facet = (Facet("sources", "source", "sources"),)
    for other in (narrow, replace(narrow, facets=facet), replace(narrow, size=1, facets=facet)):
        found = engine.search(other)
        assert ([hit.id for hit in found.hits], found.families) == (["twin1"], {"twins": 3})
    with engine.writer("test") as writer:
        writer.delete(["twin2"])
        writer.commit()
    first = engine.search(replace(asked, size=2))
    for other in (
        *(asked, replace(asked, sort="newest"), replace(asked, query=Everything())),
        *(replace(asked, size=0), replace(asked, size=2, after=first.hits[-1].key)),
    ):
        families = engine.search(other).families
        assert families.get("twins", 2) in (2, 3) and families.get("alone", 1) == 1
        assert families.keys() <= {"twins", "alone", "x"}


def test_words_that_begin_so(library: Engine) -> None:
    assert library.beginning("word", "الم", 10) == ["المدينه", "المزارعون", "المياه"]
    assert library.beginning("word", "الم", 2) == ["المدينه", "المزارعون"]
    assert library.beginning("exact", "الأس", 10) == ["الأسواق"]
    assert library.beginning("word", "زرا", 10) == []
    assert library.beginning("word", "الكتب", 10) == ["الكتب"]


def test_words_that_begin_so_are_bounded(engine: Engine) -> None:
    words = [f"كل{number:04}" for number in range(1_500)]
    write(engine, [article("many", " ".join(words)), article("one", "كلام")])
    assert engine.beginning("word", "كل", MOST_BEGINNING) == words[:MOST_BEGINNING]


def test_similar_words_share_the_first_letters(library: Engine) -> None:
    assert {"المدينه"} <= library.similar("word", "المذينا", 3)
    assert {"النهر"} <= library.similar("word", "النهر", 3) | {"النهر"}
    assert "القطاف" in library.similar("word", "القطلفف", 3)
    assert "القطاف" not in library.similar("word", "الفطاف", 3)
    assert library.similar("word", "قققققققق", 2) == set()


# ---- generations and their life


def test_scan_gives_every_article_with_its_original(library: Engine) -> None:
    scanned = {row["id"]: row["original"]["text"] for row in library.scan(Everything())}
    assert scanned == {made.id: made.body for made in LIBRARY}
    only = [row["id"] for row in library.scan(Keyword("source", ("المقتبس الحديث",)))]
    assert only == ["journal"]


@pytest.mark.parametrize("sort", ["newest", "oldest", "indexed"])
def test_a_listing_is_in_the_order_of_a_search(library: Engine, sort: DateSort) -> None:
    query = Bool(must_not=(Keyword("source", ("المقتبس الحديث",)),))
    hits = library.search(Search(query, sort=sort)).hits
    with library.listing(query, sort) as listing:
        assert listing.total == len(hits) == 4
        assert listing.generation == library.current()
        assert list(listing.articles) == [hit.document for hit in hits]


@pytest.mark.parametrize("sort", ["newest", "oldest", "indexed"])
def test_a_listing_of_many_pages_gives_each_once(
    engine: Engine, sort: DateSort, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("elastic_search", "tantivy_search"):
        monkeypatch.setattr(f"indexer.engines.{module}.SCAN_PAGE", 7)
    dates = (None, "2019", "2019-05-03", "2019-05-03T10:00")
    many = [article(f"n{i:03}", "كلمة", published=dates[i % 4]) for i in range(57)]
    write(engine, many)
    searched = ids(engine, Everything(), sort=sort)
    with engine.listing(Everything(), sort) as listing:
        assert [one["id"] for one in listing.articles] == searched
    assert len(searched) == 57


def test_a_listing_sees_nothing_of_what_is_written_meanwhile(library: Engine) -> None:
    with library.listing(Everything()) as listing:
        write(library, [article("new", "نص جديد"), replace(LIBRARY[0], body="نص آخر")])
        rows = {one["id"]: one["body"] for one in listing.articles}
    assert rows == {made.id: made.body for made in LIBRARY}
    assert library.count(Everything()) == 6


def test_a_listing_that_is_left_early_or_fails_outside(library: Engine) -> None:
    with library.listing(Everything()) as listing:
        assert next(listing.articles)["id"] == "harvest"
    error = OSError("of whoever reads")
    with pytest.raises(OSError, match="whoever reads"), library.listing(Everything()):
        raise error


def test_a_generation_is_built_beside_and_switched_at_once(library: Engine) -> None:
    old = library.current()
    new = library.begin()
    write(library, [replace(LIBRARY[0], body="نص جديد")], new)
    assert library.current() == old
    assert library.count(Everything()) == 5
    assert library.begin() == new
    assert {g.name: (g.state, g.articles) for g in library.generations()} == {
        old: ("current", 5),
        new: ("building", 1),
    }
    library.switch(new)
    assert library.current() == new
    assert library.count(Everything()) == 1
    assert library.rollback() == old
    assert library.count(Everything()) == 5
    assert library.rollback() == new


def test_the_bytes_on_disk_grow_with_what_is_held(library: Engine, engine_address: str) -> None:
    before = library.stored()
    random = "".join(map(chr, Random(1).choices(range(0x621, 0x64B), k=400_000)))
    write(library, [article("long", random)])
    reader = open_engine(Settings(engine=engine_address))
    until = time.monotonic() + 30  # Elasticsearch looks every ten seconds
    while (grown := reader.stored() - before) <= 0 and time.monotonic() < until:
        time.sleep(0.5)
    reader.close()
    assert before > 1_000 and 100_000 < grown < 20_000_000


def test_a_revision_tells_what_readers_see(library: Engine, engine_address: str) -> None:
    reader = open_engine(Settings(engine=engine_address))  # as another process would
    first = reader.revision()
    assert reader.revision() == first
    write(library, [article("later", "نص كتب بعد ذلك")])
    second = _other_than(reader, first)
    assert reader.get("later")
    assert reader.count(Everything()) == 6
    assert reader.revision() == second
    library.withdraw(["later"])
    third = _other_than(reader, second)
    assert reader.count(Everything()) == 5
    write(library, LIBRARY[:1], library.begin())
    library.switch(library.begin())
    assert _other_than(reader, third) not in (first, second)
    assert reader.count(Everything()) == 1
    reader.close()


def test_who_has_written_is_told_of_it_at_once(library: Engine) -> None:
    first = library.revision()
    write(library, [article("later", "نص كتب بعد ذلك")])
    second = library.revision()
    library.withdraw(["later"])
    assert len({first, second, library.revision()}) == 3


def _other_than(engine: Engine, revision: str) -> str:
    """The next revision, which is told within a second."""
    until = time.monotonic() + 5
    while (now := engine.revision()) == revision and time.monotonic() < until:
        time.sleep(0.05)
    assert now != revision
    return now


def _rebuilt(engine: Engine, articles: tuple[Article, ...] = LIBRARY) -> str:
    """A new generation of the same articles, in use."""
    write(engine, articles, new := engine.begin())
    engine.switch(new)
    return new


def test_what_is_withdrawn_does_not_come_back_with_the_generation_before(library: Engine) -> None:
    old = library.current()
    new = _rebuilt(library)
    assert library.withdraw(["harvest", "nobody"]) == 1
    assert library.rollback() == old
    assert library.get("harvest") is None
    assert library.count(Everything()) == 4
    assert library.withdraw(["floods"]) == 1
    assert library.rollback() == new
    assert library.get("floods") is None
    with library.writer("test") as writer:  # its family lost a member here, too
        assert "s1" in writer.unsettled().stories
    assert {row["id"] for row in library.scan(Everything())} == ALL - {"harvest", "floods"}


def test_what_is_withdrawn_leaves_a_generation_that_is_being_built(library: Engine) -> None:
    write(library, LIBRARY, new := library.begin())
    library.withdraw(["harvest"])
    assert library.known(ALL, new).keys() == ALL - {"harvest"}


def test_going_back_applies_what_the_generation_before_was_spared(library: Engine) -> None:
    """Its articles were withdrawn by a run that was killed, or by an older version."""
    library.withdraw(["harvest"])
    old = library.current()
    _rebuilt(library)
    write(library, LIBRARY, old)
    assert library.rollback() == old
    assert {row["id"] for row in library.scan(Everything())} == ALL - {"harvest"}


def test_what_is_withdrawn_leaves_a_generation_of_another_mapping(
    library: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = library.current()
    # the last is where the others, which may be loaded only here, take it from
    modules = ("embedded", "generation", "embedded_generations", "elastic_generations", "document")
    with monkeypatch.context() as patched:
        for module in modules:
            patched.setattr(f"indexer.engines.{module}.mapping_digest", lambda: "another")
        _rebuilt(library)
        library.withdraw(["harvest"])
        assert library.known(ALL, old).keys() == ALL - {"harvest"}
        with pytest.raises(ArchiveOutdated, match="nothing is changed"):
            library.rollback()
        assert library.count(Everything()) == 4
    assert library.rollback() == old  # the program that made it can
    assert library.count(Everything()) == 4


def test_older_generations_go(library: Engine) -> None:
    first = library.current()
    for _ in range(2):
        new = library.begin()
        write(library, LIBRARY[:2], new)
        library.switch(new)
    assert first not in [g.name for g in library.generations()]
    assert len(library.generations()) == 2


def test_nothing_to_roll_back_to(library: Engine) -> None:
    with pytest.raises(ArchiveError, match="previous"):
        library.rollback()


def test_no_archive_yet(engine: Engine) -> None:
    assert engine.generations() == []
    with pytest.raises(ArchiveMissing, match="kashshaf index"):
        engine.search(Search(Everything()))
    with pytest.raises(ArchiveMissing):
        engine.get("a")


def test_an_archive_of_another_mapping_says_so(
    library: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("generation", "embedded_generations", "elastic_generations"):
        monkeypatch.setattr(f"indexer.engines.{module}.mapping_digest", lambda: "another")
    with pytest.raises(ArchiveOutdated, match="reindex"):
        library.search(Search(Everything()))
    assert {row["id"] for row in library.scan(Everything(), library.generations()[0].name)} == ALL


def test_the_same_archive_opened_twice(library: Engine, engine_address: str) -> None:
    other = open_engine(Settings(engine=engine_address))
    assert other.count(Everything()) == 5
    other.close()


@pytest.mark.parametrize(
    "address", ["nothing", "embedded:", "ftp://host/x", "http://127.0.0.1:9/UPPER CASE"]
)
def test_an_address_that_names_no_engine(address: str) -> None:
    with pytest.raises(UsageError):
        open_engine(Settings(engine=address)).current()


def test_an_engine_that_is_not_there() -> None:
    with pytest.raises(EngineUnavailable, match="does not answer"):
        open_engine(Settings(engine="http://127.0.0.1:9/a", timeout=1)).current()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    engine = open_engine(Settings(engine=f"embedded:{tmp_path / 'file'}"))
    with pytest.raises(EngineUnavailable, match="cannot write"):
        write(engine, LIBRARY)
