"""What a reader is told when a search finds nothing or little, on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from indexer.engines.base import Engine
from indexer.engines.query import MOST_BEGINNING
from search_ui.answering.failing import COMMONER
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from search_ui.asking.widening import MOST_LIKE
from tests.conftest import ENGINES, make_address
from tests.description import shape
from tests.engines_samples import archive_of, article

CAIRO = [
    article(f"cairo{n}", "افتُتح في القاهرة معرض الكتاب وحضره الزوار", title=f"معرض {n}")
    for n in range(COMMONER + 5)
]
OTHERS = [
    article("putin", "وصل بوتين إلى العاصمة", title="زيارة"),
    article("rare", "معرط الكتاب مغلق", title="خبر"),
    article("market", "للأسواق القديمة روادها", title="جولة", source="ضفاف"),
    article("astrolabe", "صنع أُسطُرلابٌ من نحاس", title="آلات"),
    article("english", "A reading room opened in Alexandria", title="Reading room"),
    article("many", " ".join(f"زز{n:04}" for n in range(MOST_BEGINNING + 50))),
    article("alike", " ".join(f"سمك{a}{b}" for a in "ابتثجحخد" for b in "رزسشصضطظ")),
]


@pytest.fixture(scope="module", params=ENGINES)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, request.param, tmp_path_factory.mktemp("library"))
    with archive_of(address, [*CAIRO, *OTHERS]) as engine:
        yield engine


def understood(engine: Engine, q: str, **given: str) -> dict[str, Any]:
    answer = search(engine, read_params({"q": [q], **{n: [v] for n, v in given.items()}}))
    shape("Answer").validate(answer)
    told: dict[str, Any] = {"total": answer["total"], **answer["understood"]}
    return told


def offers(told: dict[str, Any]) -> list[tuple[str, int, str]]:
    return [(one["q"], one["total"], one["why"]) for one in told.get("suggestions", ())]


@pytest.mark.parametrize(
    ("q", "offer"),
    [
        ("القاهرج", ("القاهرة", 25, "spelling")),
        ("القاهر", ("القاهرة", 25, "spelling")),
        ("معرضالكتاب", ("معرض الكتاب", 25, "spelling")),
        ("القاهرج المعرد", ("القاهرة المعرض", 25, "spelling")),
        ("hgrhivm", ("القاهرة", 25, "keyboard")),
        ("معرض hgrhivm", ("معرض القاهرة", 25, "keyboard")),
        ("ؤشهقخ", None),  # cairo, of which the archive holds nothing
        ("قثشيهىل", ("reading", 1, "keyboard")),
        ("cairo", ("القاهرة", 25, "latin")),
        ("alzuwwar", ("الزوار", 25, "latin")),
        ("alexandira", ("Alexandria", 1, "spelling")),
        ('"الكتاب معرض"', ("الكتاب معرض", 25, "unquoted")),
        ("أسطرلابب", ("أسطرلاب", 1, "spelling")),
        ("الأسطرلابب", ("الأسطرلاب", 1, "spelling")),
        ("والأسطرلابب", ("والأسطرلاب", 1, "spelling")),
        ("بالأسطرلابب", ("بالأسطرلاب", 1, "spelling")),
        ("للأسطرلابب", ("للأسطرلاب", 1, "spelling")),
        ("زقزقزوق", None),
        ("القاهرة", None),
        ("-القاهرج", None),
        ("؟!", None),
    ],
)
def test_another_query_is_offered(
    library: Engine, q: str, offer: tuple[str, int, str] | None
) -> None:
    found = offers(understood(library, q))
    assert found[:1] == ([offer] if offer else [])


def test_what_is_offered_keeps_the_filters(library: Engine) -> None:
    assert offers(understood(library, "للاسوكق")) == [("للأسواق", 1, "spelling")]
    assert offers(understood(library, "للاسوكق", source="ضفاف"))
    assert not offers(understood(library, "القاهرج", source="ضفاف"))


def test_signs_and_fields_stay(library: Engine) -> None:
    assert offers(understood(library, "القاهرج -زيارة"))[0][0] == "القاهرة -زيارة"
    assert offers(understood(library, "title:معرط"))[0][:2] == ("title:معرض", 25)


def test_a_rare_word_beside_a_common_one(library: Engine) -> None:
    told = understood(library, "معرط")
    assert told["total"] == 1
    assert offers(told)[0] == ("معرض", 25, "spelling")
    assert "missing" not in told
    assert not offers(understood(library, "بوتين"))


@pytest.mark.parametrize(
    ("q", "given", "missing"),
    [
        ("القاهرج معرض", {}, [("القاهرج", [("القاهرة", 25)])]),
        ("أسواق", {"depth": "word"}, [("أسواق", [("للأسواق", 1)])]),
        ("=الاسواق", {}, [("الاسواق", [("للأسواق", 1)])]),
        ("زقزقزوق بوتين", {}, [("زقزقزوق", [])]),
        ("القاهرة بوتين", {}, None),
    ],
)
def test_the_word_that_fails_is_named(
    library: Engine, q: str, given: dict[str, str], missing: list[Any] | None
) -> None:
    told = understood(library, q, **given)
    assert told["total"] == 0
    if missing is None:
        assert "missing" not in told and told["instead"]["total"] == 26
        return
    assert [
        (one["word"], [(form["word"], form["total"]) for form in one["forms"]])
        for one in told["missing"]
    ] == missing


def test_enough_hits_cost_nothing(library: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("frequencies", "beginning", "similar", "count"):
        monkeypatch.setattr(library, name, None)
    told = understood(library, "القاهرة معرض")
    assert told["total"] == 25
    assert not {"missing", "suggestions", "widened", "instead"} & told.keys()


@pytest.mark.parametrize(
    ("q", "total"),
    [
        ("القاهرج~", 25),
        ("الكاهره~", 25),
        ("القاهرج", 0),
        ("القاحمة~", 0),
        ("القاحمة~2", 25),
        ("بوتين -معرط~", 1),
        ("title:القاهرج~", 0),
        ("title:معرط~", 25),
        ("معرط~ OR بوتن~", 27),
    ],
)
def test_words_like_it(library: Engine, q: str, total: int) -> None:
    assert understood(library, q)["total"] == total


def test_words_like_it_are_told_and_bounded(library: Engine) -> None:
    [one] = understood(library, "معرط~")["widened"]
    assert one == {
        "text": "معرط",
        "kind": "fuzzy",
        "words": [{"word": "معرض", "total": 25}, {"word": "معرط", "total": 1}],
        "cut": False,
    }
    [many] = understood(library, "سمكار~2")["widened"]
    assert many["cut"] and len(many["words"]) == MOST_LIKE


def test_a_wide_beginning_is_bounded_and_says_so(library: Engine) -> None:
    wide = understood(library, "زز*")
    assert wide["total"] == 1
    assert wide["widened"] == [{"text": "زز", "kind": "prefix", "words": [], "cut": True}]
    assert "widened" not in understood(library, "القا*")


def test_all_words_like_it_score_the_same(library: Engine) -> None:
    answer = search(library, read_params({"q": ["title:معرط~"], "size": ["100"]}))
    assert len({hit["score"] for hit in answer["hits"]}) == 1


def test_a_query_of_many_failing_words(library: Engine) -> None:
    told = understood(library, " ".join(f"قلقشند{letter}" for letter in "ابتثجحخدذر"))
    assert told["total"] == 0 and not offers(told)
    assert len(told["missing"]) == 8
