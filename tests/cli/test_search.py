"""``kashshaf search``: the answer of the API, for people and for programs."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from tests.cli.conftest import COUNT
from tests.commands import SECONDS, kashshaf


@pytest.mark.parametrize("words", [["-الجسر"], ["المدينة", "-الجسر"], ['-"خطة ترميم"']])
def test_a_word_to_leave_out_is_no_option(archive: str, words: list[str]) -> None:
    done = kashshaf("search", *words, "--json", engine=archive)
    behind = kashshaf("search", "--json", "--engine", archive, "--", *words)
    assert done.json["understood"]["q"] == " ".join(words)
    assert 0 < done.json["total"] == behind.json["total"] < COUNT
    exported = kashshaf("export", *words, "--out", "-", engine=archive)
    assert len(exported.out.splitlines()) == 1 + done.json["total"]


@pytest.mark.parametrize("word", ["--form", "-Putin", "-x"])
def test_a_slip_in_an_option_is_no_word(archive: str, word: str) -> None:
    done = kashshaf("search", word, "2017", engine=archive)
    assert (done.code, done.out) == (2, "")
    assert f"No such option '{word}'" in done.err and "stands behind --" in done.err
    assert kashshaf("search", "--engine", archive, "--", word).code == 0


def fetched(address: str, **parameters: Any) -> Any:
    query = urlencode(parameters, doseq=True)
    with urlopen(f"{address}/api/v1/search?{query}", timeout=SECONDS) as answer:
        return json.load(answer)


@pytest.mark.parametrize(
    ("words", "options"),
    [
        ([], {}),
        (["الجسر", "القديم"], {}),
        (['"خطة ترميم"', "-المرصد"], {"size": "3", "depth": "word"}),
        (["مكتبة", "العاصفة"], {"match": "any", "sort": "oldest", "facet_size": "2"}),
        (["مكتبة", "العاصفة"], {}),
        ([], {"source": ["ضفاف", "المرفأ الجديد"], "from": "2012", "to": "2015-03", "size": "0"}),
        (["الجسر"], {"not_source": ["ضفاف"], "undated": "include", "copies": "one"}),
        (["«"], {"actor": ["nobody"], "not_actor": ["egypt"], "actor_all": ["a", "b"]}),
    ],
)
def test_search_is_the_answer_of_the_api(
    archive: str, served: str, words: list[str], options: dict[str, str | list[str]]
) -> None:
    given = [
        f"--{name.replace('_', '-')}={value}"
        for name, values in options.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    done = kashshaf("search", *given, "--json", "--engine", archive, "--", *words)
    assert done.code == 0, done
    answer = done.json
    expected = fetched(served, q=" ".join(words), **options)
    assert isinstance(answer.pop("took_ms"), float) and expected.pop("took_ms") >= 0
    assert answer == expected


def test_search_for_people_and_its_next_page(archive: str) -> None:
    done = kashshaf("search", "الجسر", "--size", "2", engine=archive)
    assert done.code == 0
    assert "articles in" in done.out and "more: --cursor " in done.out
    cursor = done.out.rsplit("--cursor ", 1)[1].strip()
    second = kashshaf(
        "search", "الجسر", "--size", "2", "--cursor", cursor, "--json", engine=archive
    )
    first = kashshaf("search", "الجسر", "--size", "2", "--json", engine=archive)
    ids = [hit["id"] for answer in (first, second) for hit in answer.json["hits"]]
    assert len(ids) == len(set(ids)) == 4


def test_nothing_found_is_an_answer(archive: str) -> None:
    done = kashshaf("search", "زرافة", engine=archive)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("0 articles")


def test_what_fails_is_told(archive: str) -> None:
    done = kashshaf("search", "الجشر", engine=archive)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("0 articles")
    assert "no article holds الجشر as asked for; there is الجسر (" in done.out
    assert "did you mean: الجسر (" in done.out
    like = kashshaf("search", "الجشر~", engine=archive)
    assert "الجشر: الجسر (" in like.out and "did you mean" not in like.out
