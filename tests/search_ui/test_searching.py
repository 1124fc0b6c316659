"""One search from parameters to answer, on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer.describe.sources import canonical_source
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.errors import CursorExpired, QueryError
from indexer.settings import Settings
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from tests.conftest import ENGINES, make_address
from tests.engines_samples import LIBRARY, archive_of, article, write
from tests.proxies import proxy

COPIES = [
    article(
        f"copy{n}",
        "نص منقول من وكالة عن مؤتمر المياه الذي انعقد أمس في العاصمة وحضره خبراء",
        title="مؤتمر المياه",
        source=f"مصدر {n}",
        published=f"2020-01-0{n}",
        published_precision="day",
        story="family",
        words=13,
    )
    for n in range(1, 6)
]


@pytest.fixture(scope="module", params=ENGINES)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, request.param, tmp_path_factory.mktemp("library"))
    with archive_of(address, [*LIBRARY, *COPIES]) as engine:
        yield engine


def ask(engine: Engine, q: str = "", **given: str | list[str]) -> dict[str, Any]:
    values = {name: [v] if isinstance(v, str) else v for name, v in given.items()}
    values = {name.rstrip("_"): value for name, value in values.items()}
    return search(engine, read_params({"q": [q], **values}))


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["id"] for hit in answer["hits"]]


@pytest.mark.parametrize(
    ("q", "given", "found"),
    [
        ("سوق", {}, {"floods", "floods-copy", "harvest", "journal", "undated"}),
        ("أسواق الكتب", {}, {"journal", "undated"}),
        (
            "أسواق الكتب",
            {"match": "any"},
            {"floods", "floods-copy", "harvest", "journal", "undated"},
        ),
        ('"سوق الكتب"', {}, {"undated"}),
        ("سوق -كتب", {}, {"floods", "floods-copy", "harvest"}),
        ("قطاف OR مكتبة", {}, {"harvest", "journal"}),
        ("title:نهر", {}, {"floods", "floods-copy"}),
        ("مصدر:ضفاف", {}, {"floods", "harvest"}),
        ("سوق -مصدر:ضفاف", {}, {"floods-copy", "journal", "undated"}),
        ("سوق", {"source": "ضفاف"}, {"floods", "harvest"}),
        ("سوق", {"not_source": "ضفاف"}, {"floods-copy", "journal", "undated"}),
        ("سوق", {"from_": "2019-05-04"}, {"floods-copy", "harvest"}),
        ("سوق", {"from_": "2019", "to": "2019-05"}, {"floods", "floods-copy"}),
        ("سوق", {"to": "1931"}, {"journal"}),
        ("سوق", {"from_": "2019-06-15", "undated": "include"}, {"harvest", "undated"}),
        ("سوق", {"undated": "only"}, {"undated"}),
        ("الأسواق", {"depth": "exact"}, {"floods", "floods-copy"}),
        ("اسواق", {"depth": "word"}, set()),
        ("=الأسواق", {}, {"floods", "floods-copy"}),
        ("من في", {}, {"copy1", "copy2", "copy3", "copy4", "copy5"}),
        ("؟؟ ،", {}, set()),
        ("-سوق", {}, {"copy1", "copy2", "copy3", "copy4", "copy5"}),
    ],
)
def test_found(library: Engine, q: str, given: dict[str, str], found: set[str]) -> None:
    answer = ask(library, q, **given)
    assert set(ids(answer)) == found
    assert answer["total"] == len(found)


def test_title_weighs_more_than_body(library: Engine) -> None:
    assert ids(ask(library, "القطاف"))[0] == "harvest"
    said = "تحدث الأهالي في القرية عن {} قديم وقع فيها قبل سنوات"
    write_two = [
        article("in-title", said.format("حادث"), title="زلزال"),
        article("in-body", said.format("زلزال"), title="حادث"),
    ]
    answer = ask(library, "زلزال")
    assert answer["total"] == 0
    write(library, write_two)
    assert ids(ask(library, "زلزال")) == ["in-title", "in-body"]
    with library.writer("test") as writer:
        writer.delete(["in-title", "in-body"])
        writer.commit()


def test_nothing_for_all_words_offers_any(library: Engine) -> None:
    answer = ask(library, "القطاف المكتبات")
    assert answer["total"] == 0
    assert answer["understood"]["instead"] == {"match": "any", "total": 2}
    assert "instead" not in ask(library, "القطاف")["understood"]


def test_a_query_of_signs_says_so(library: Engine) -> None:
    assert "nothing_searchable" in ask(library, "؟!")["understood"]["notes"]
    assert ask(library, "")["understood"]["notes"] == []
    assert ask(library, "في سوق")["understood"]["ignored"] == ["في"]


def test_browsing_is_newest_first_and_undated_last(library: Engine) -> None:
    answer = ask(library, size="100")
    assert ids(answer)[:2] == ["copy5", "copy4"]
    assert ids(answer)[-1] == "undated"


def test_facets_ignore_their_own_choice(library: Engine) -> None:
    answer = ask(library, "سوق", source="ضفاف", from_="2019-05")
    assert [(row["id"], row["count"]) for row in answer["facets"]["sources"]] == [
        ("ضفاف", 2),
        ("المرفأ الجديد", 1),
    ]
    dates = answer["facets"]["dates"]
    assert dates["years"] == [{"id": "2019", "count": 2}]
    assert dates["months"] == [{"id": "2019-05", "count": 1}, {"id": "2019-06", "count": 1}]
    assert dates["undated"] == 0
    assert ask(library, "سوق")["facets"]["dates"]["undated"] == 1


def test_pages_by_cursor(library: Engine) -> None:
    whole = ids(ask(library, "سوق", size="100"))
    paged: list[str] = []
    cursor = ""
    while True:
        answer = ask(library, "سوق", size="2", cursor=cursor)
        paged += ids(answer)
        cursor = answer["next"]
        if not cursor:
            break
    assert paged == whole


def test_one_copy_stands_for_its_family(library: Engine) -> None:
    answer = ask(library, "المياه", sort="newest", copies="one")
    assert ids(answer) == ["copy5", "floods-copy"]
    assert answer["total"] == 7
    assert {copy["id"] for copy in answer["hits"][0]["copies"]} == {f"copy{n}" for n in range(1, 5)}
    narrowed = ask(library, "المياه", sort="newest", copies="one", to="2020-01-03")
    assert ids(narrowed) == ["copy3", "floods-copy"]
    first = ask(library, "المياه", sort="newest", copies="one", size="1")
    second = ask(library, "المياه", sort="newest", copies="one", size="1", cursor=first["next"])
    assert ids(first) + ids(second) == ["copy5", "floods-copy"]


def test_a_hit_has_its_facts_snippets_and_copies(library: Engine) -> None:
    [hit, other] = ask(library, "فيضان OR يغمر")["hits"]
    assert {hit["id"], other["id"]} == {"floods", "floods-copy"}
    hit = hit if hit["id"] == "floods" else other
    assert hit["title"] == "فيضان النهر"
    assert hit["published"] == "2019-05-03T14:20"
    assert hit["copies"] == [{"id": "floods-copy", "source": "المرفأ الجديد"}]
    [title] = [snippet for snippet in hit["snippets"] if snippet["field"] == "title"]
    assert [title["text"][start:end] for start, end in title["marks"]] == ["فيضان"]


def test_copies_that_a_search_does_not_find_are_told(library: Engine) -> None:
    others = [{"id": f"copy{n}", "source": f"مصدر {n}"} for n in (1, 2, 4, 5)]
    for sort in ("relevance", "newest"):
        [hit] = ask(library, "مؤتمر المياه", sort=sort, source="مصدر 3")["hits"]
        assert hit["copies"] == others
    [first] = ask(library, "مؤتمر المياه", size="1")["hits"]
    assert sorted(copy["id"] for copy in first["copies"]) == sorted(
        {f"copy{n}" for n in range(1, 6)} - {first["id"]}
    )


def test_how_often_elasticsearch_is_asked_for_one_answer(
    elasticsearch_url: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    asked: list[str] = []

    def passed(method: str, path: str, body: bytes) -> None:
        asked.append(path.partition("?")[0])

    def requests(**given: str) -> int:
        asked.clear()
        ask(engine, "الجسر", **given)
        assert set(asked) == {f"{name}/_search"}
        return len(asked)

    archive = make_address(request, "elasticsearch", tmp_path)
    name = archive.removeprefix(elasticsearch_url)
    made = [article(f"a{n}", f"{'نص ' * n}عن الجسر", story=f"s{n % 9}") for n in range(10)]
    with proxy(elasticsearch_url, passed) as address:
        engine = open_engine(Settings(engine=f"{address}{name}"))
        write(engine, made[:9])
        ask(engine, "الجسر")
        # hits and counts at once; then copies, unless the hits are told to have none
        assert (requests(size="20"), requests(size="20", copies="one")) == (3, 2)
        write(engine, made[9:])
        assert (requests(size="20", copies="one"), requests(size="5")) == (3, 3)
        engine.close()


def test_what_cannot_be_read_is_refused(library: Engine) -> None:
    with pytest.raises(QueryError):
        ask(library, "ا" * 10_000)
    answer = ask(library, "سوق", size="1")
    generation = library.current()
    new = library.begin()
    write(library, LIBRARY, new)
    library.switch(new)
    with pytest.raises(CursorExpired, match="begin anew"):
        ask(library, "سوق", size="1", cursor=answer["next"])
    assert library.rollback() == generation


def test_sources_by_any_of_their_names(library: Engine) -> None:
    assert canonical_source("difaf") == "ضفاف"
    assert ask(library, source="difaf")["total"] == 2


def test_a_source_that_is_none_is_said_to_be_none(library: Engine) -> None:
    own, listed = LIBRARY[0].source or "", canonical_source("aljazeera")
    answer = ask(library, "source:xx سوق", source=["nosuch", own], not_source=[listed, "مصدر 1"])
    assert [one["source"] for one in answer["understood"]["unknown"]] == ["nosuch", "xx"]
    assert all(f"«{one['source']}»" in one["said"] for one in answer["understood"]["unknown"])
    for known in (own, listed, "مصدر 5"):
        assert "unknown" not in ask(library, "سوق", source=known)["understood"]
    english = search(library, read_params({"source": ["nosuch"]}), "en")["understood"]["unknown"]
    assert "“nosuch”" in english[0]["said"]


def test_without_a_slip_a_word_is_as_written(library: Engine) -> None:
    assert ids(ask(library, "سوق~0")) == ids(ask(library, "=سوق"))
    assert ids(ask(library, "سوك~")) and not ids(ask(library, "سوك~0"))


@pytest.mark.parametrize("q", ["\0", " \0\u200b ", "\u200f"])
def test_a_query_of_nothing_seen_is_no_query(library: Engine, q: str) -> None:
    answer = ask(library, q)
    assert answer["understood"]["link"] == "/" and ids(answer) == ids(ask(library))
