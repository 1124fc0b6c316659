"""What comes first, on each engine: the lead scores by root, and never finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.engines.base import Engine
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from tests.conftest import ENGINES, make_address
from tests.engines_samples import archive_of, article

FILLER = (
    "جلس الناس في المقهى وتحدثوا عن الطقس والأسعار حتى ساعة متأخرة من الليل قرب الميناء القديم "
    "ثم عاد كل منهم إلى بيته"
)
POWER = "انقطعت الكهرباء عن الحي"
ARTICLES = (
    article("opening", f"{POWER}. {FILLER}\n{FILLER}\n{FILLER}"),
    article("later", f"{FILLER}\n{FILLER}\n{FILLER}. {POWER}"),
    article("family", f"احتفل الصيادون بالعيد في البحر. {FILLER}\nوكان الحفل كبيرا."),
    article("other-lead", f"اجتمع الصيادون بالأمس في البحر. {FILLER}\nوكان الحفل كبيرا."),
    article("given-name", f"حضر أنور العرس مع جيرانه. {FILLER}"),
)


@pytest.fixture(scope="module", params=ENGINES)
def library(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, request.param, tmp_path_factory.mktemp("ranking"))
    with archive_of(address, ARTICLES) as engine:
        yield engine


def found(engine: Engine, q: str, match: str = "all") -> list[str]:
    answer = search(engine, read_params({"q": [q], "match": [match]}))
    return [hit["id"] for hit in answer["hits"]]


def test_what_stands_in_the_opening_comes_first(library: Engine) -> None:
    assert found(library, "كهرباء") == ["opening", "later"]
    assert found(library, "انقطاع كهرباء الحي", "any") == ["opening", "later"]


def test_a_word_of_the_family_in_the_lead_scores_and_never_finds(library: Engine) -> None:
    assert found(library, "حفل كبير") == ["family", "other-lead"]
    assert found(library, "محتفلون") == []


def test_words_of_a_name_match_one_by_one_where_any_may(library: Engine) -> None:
    assert found(library, "أنور السادات") == []
    assert found(library, "أنور السادات", "any") == ["given-name"]
