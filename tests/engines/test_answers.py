"""What every engine must do: what an answer tells besides its hits, and each hit of itself."""

from __future__ import annotations

from dataclasses import replace

from indexer.engines.base import Engine
from indexer.engines.query import (
    UNDATED,
    DateSort,
    Everything,
    Facet,
    Keyword,
    Nothing,
    Search,
    Term,
)
from indexer.engines.word_forms import all_forms
from tests.engines_samples import article, write


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


def test_the_written_forms_of_the_first_articles(library: Engine) -> None:
    sorts: tuple[DateSort, ...] = ("newest", "oldest")
    newest, oldest = (library.search(Search(Everything(), sort=sort)).hits for sort in sorts)
    for most, hits in ((2, newest[:2] + oldest[:2]), (50, newest)):
        kept = library.forms(Everything(), most)
        assert [all_forms(one) for one in kept] == [all_forms(hit.forms) for hit in hits]
    assert library.forms(Nothing(), 3) == []


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
