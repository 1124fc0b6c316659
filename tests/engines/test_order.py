"""What every engine must do: the order of hits, and one page behind another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.engines.base import Engine
from indexer.engines.query import Boost, Everything, Facet, Search, Sort, Term, either
from indexer.records import Article
from tests.engines_samples import LIBRARY, article, ids, write


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
