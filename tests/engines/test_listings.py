"""What every engine must do: every article of an archive or a query, one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.engines.base import Engine
from indexer.engines.query import Bool, DateSort, Everything, Keyword, Search
from tests.engines_samples import LIBRARY, article, ids, write


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
