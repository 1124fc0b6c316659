"""Why a hit was found, and what is left when a form is taken out: the same on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from indexer.arabic.analyzers import exact_terms, forms, word_terms
from indexer.arabic.lemma import lemma
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.query import TEXT_FIELDS, Everything
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.records import ActorFound, Mention
from indexer.settings import Settings
from search_ui.answering.searching import search
from search_ui.asking.params import read_params
from tests.conftest import ENGINES, make_address
from tests.engines_samples import archive_of, article

ARTICLES = [
    article("one", "الكتاب على الرف", title="كتاب"),
    article("many", "الكتب على الرف، والكتب كثيرة"),
    article("marked", "الكُتب على الرف"),
    article("both", "كتابان بين الكتب"),
    article("writer", "الكاتب وكُتّابه"),
    article("ha", "كره القدم"),
    article("teh", "كرة القدم"),
]
NAMES = "وصل فلاديمير بوتين قبل غيره، وبوتين وحده"
NAMED = replace(
    article("name", NAMES),
    actors=(
        ActorFound(
            "vladimir-putin",
            "فلاديمير بوتين",
            "person",
            tuple(
                Mention("body", form, NAMES.index(form), NAMES.index(form) + len(form))
                for form in ("فلاديمير بوتين", "وبوتين")
            ),
        ),
    ),
)


UNLISTED = replace(
    article("unlisted", "وصل سمير الحداد"),
    actors=(
        ActorFound(
            "name:سمير_حداد", "سمير الحداد", "person", (Mention("body", "سمير الحداد", 4, 15),)
        ),
    ),
)


@pytest.fixture(scope="module", params=ENGINES)
def shelf(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    address = make_address(request, request.param, tmp_path_factory.mktemp("shelf"))
    with archive_of(address, [*ARTICLES, NAMED, UNLISTED]) as engine:
        yield engine


def ask(engine: Engine, q: str, **given: str) -> dict[str, Any]:
    values = {name: [value] for name, value in given.items()}
    return search(engine, read_params({"q": [q], "explain": ["true"], "size": ["100"], **values}))


def ids(answer: dict[str, Any]) -> set[str]:
    assert answer["total"] == len(answer["hits"])
    return {hit["id"] for hit in answer["hits"]}


def rows(answer: dict[str, Any], id: str) -> list[tuple[str, str, str, str, int]]:
    [hit] = [hit for hit in answer["hits"] if hit["id"] == id]
    assert sum(row["count"] for row in hit["why"]) == hit["marks"]
    keys = ("word", "form", "rule", "field", "count")
    return [tuple(row[key] for key in keys) for row in hit["why"]]


def test_every_form_found_is_told_with_its_rule(shelf: Engine) -> None:
    answer = ask(shelf, "كتاب")
    assert rows(answer, "one") == [
        ("كتاب", "كتاب", "as_written", "title", 1),
        ("كتاب", "الكتاب", "clitic:ال+lexicon", "body", 1),
    ]
    assert rows(answer, "many") == [
        ("كتاب", "الكتب", "clitic:ال+lexicon:plural", "body", 1),
        ("كتاب", "والكتب", "clitic:وال+lexicon:plural", "body", 1),
    ]
    [row] = next(hit for hit in answer["hits"] if hit["id"] == "marked")["why"]
    assert row["lemma"] == "كتاب"
    assert row["label"] == "من صيغ «كتاب»: قبلها «ال»، جمع"
    assert row["without"] == "كتاب(-الكُتب)"


def test_the_rules_of_signs_and_depths(shelf: Engine) -> None:
    assert rows(ask(shelf, "كره"), "teh") == [("كره", "كرة", "spelling", "body", 1)]
    assert rows(ask(shelf, "كره"), "ha") == [("كره", "كره", "as_written", "body", 1)]
    assert rows(ask(shelf, '"على الرف"'), "one")[0][1:3] == ("على الرف", "phrase")
    assert rows(ask(shelf, "الكتا*"), "one")[0][1:3] == ("الكتاب", "prefix")
    assert rows(ask(shelf, "الكتبب~"), "many")[0][1:3] == ("الكتب", "fuzzy")
    assert rows(ask(shelf, "الكُتب", depth="exact"), "marked")[0][2] == "as_written"
    assert rows(ask(shelf, "putin"), "name") == [
        ("putin", "فلاديمير بوتين", "actor", "body", 1),
        ("putin", "وبوتين", "actor", "body", 1),
    ]
    assert "why" not in search(shelf, read_params({"q": ["كتاب"]}))["hits"][0]


@pytest.mark.parametrize(
    ("q", "given", "found"),
    [
        ("كتاب", {}, {"one", "many", "marked", "both", "writer"}),
        ("كتاب(-الكتب)", {}, {"one", "many", "both", "writer"}),
        ("كتاب(-الكتب -والكتب)", {}, {"one", "both", "writer"}),
        ("كتاب(-=الكتب -=والكتب)", {}, {"one", "marked", "both", "writer"}),
        ("كتاب(-كتابان -الكتب -والكتب -وكتابه)", {}, {"one", "writer"}),
        ("title:كتاب(-كتاب)", {}, set()),
        ("title:كتاب(-الكتاب)", {}, {"one"}),
        ("رف -كتاب(-الكتاب -كتاب)", {}, {"one"}),
        ("جسر | كتاب(-الكتب -والكتب)", {}, {"one", "both", "writer"}),
        ("كره(-كرة)", {}, set()),
        ("كره(-=كرة)", {}, {"ha"}),
        ("كره(-=كرة)", {"depth": "word"}, {"ha"}),
        ("كره(-كرة)", {"depth": "word"}, set()),
        ("كره(-=كرة)", {"depth": "exact"}, {"ha"}),
        ("كره(-=كره)", {"depth": "exact"}, set()),
        ("putin(-وبوتين)", {}, {"name"}),
        ("putin(-فلاديمير_بوتين)", {}, {"name"}),
        ("putin(-فلاديمير_بوتين -وبوتين)", {}, set()),
        ("putin(-=فلاديمير_بوتين -=وبوتين)", {}, set()),
        ("كتاب(-الكتب -والكتب) قدم", {"match": "any"}, {"one", "both", "writer", "ha", "teh"}),
        ("putin(-وبوتين) قدم", {"match": "any"}, {"name", "ha", "teh"}),
        ("putin(-فلاديمير_بوتين -وبوتين) قدم", {"match": "any"}, {"ha", "teh"}),
    ],
)
def test_without_a_form(shelf: Engine, q: str, given: dict[str, str], found: set[str]) -> None:
    answer = ask(shelf, q, **given)
    assert ids(answer) == found
    assert sum(row["count"] for row in answer["facets"]["dates"]["years"]) == 0
    assert answer["facets"]["dates"]["undated"] == len(found)


def test_a_word_whose_forms_are_all_taken_out_is_not_called_missing(shelf: Engine) -> None:
    understood = ask(shelf, "كره(-كرة)")["understood"]
    assert not understood.keys() & {"missing", "suggestions"}


def test_an_actor_that_no_list_holds_is_told_by_name(shelf: Engine) -> None:
    answer = ask(shelf, "فاعل:name:سمير_حداد")
    [row] = next(hit for hit in answer["hits"] if hit["id"] == "unlisted")["why"]
    assert (row["rule"], row["form"]) == ("actor", "سمير الحداد")
    assert "سمير الحداد" in row["label"]
    assert "«سمير الحداد»" in answer["understood"]["echo"]


def test_a_form_taken_out_is_no_longer_marked(shelf: Engine) -> None:
    answer = ask(shelf, "كتاب(-الكتب)")
    assert [row[1] for row in rows(answer, "many")] == ["والكتب"]
    assert [row[1] for row in rows(answer, "both")] == ["كتابان"]
    assert [row[1] for row in rows(ask(shelf, "putin(-وبوتين)"), "name")] == ["فلاديمير بوتين"]
    two = ask(shelf, "كتاب(-الكتب) كتابان")
    assert {row[:2] for row in rows(two, "both")} == {("كتابان", "كتابان"), ("كتابان", "الكتب")}


def test_every_row_can_be_taken_out_until_nothing_is_left(shelf: Engine) -> None:
    for q in ("كتاب", "كره", "putin", "كتاب رف"):
        seen = 0
        while (answer := ask(shelf, q))["hits"]:
            row = answer["hits"][0]["why"][0]
            q = row["without"]
            after = ask(shelf, q)
            for hit in after["hits"]:
                told = [(one["word"], one["form"], one["rule"]) for one in hit["why"]]
                assert (row["word"], row["form"], row["rule"]) not in told
            assert ids(after) <= ids(answer)
            seen += 1
        assert seen > 1


def test_vocalised_words_match_their_vocalisation_only_when_exact(shelf: Engine) -> None:
    assert ids(ask(shelf, "الكُتب", depth="exact")) == {"marked"}
    assert ids(ask(shelf, "الكتب", depth="exact")) == {"many", "both"}
    assert ids(ask(shelf, "=الكُتب")) == {"marked"}
    assert ids(ask(shelf, "الكَتب", depth="exact")) == set()
    assert ids(ask(shelf, "الكُتب", depth="word")) == {"many", "marked", "both"}


def test_quotes_mean_the_words_in_order_in_any_spelling(shelf: Engine) -> None:
    assert ids(ask(shelf, '"الكتب على"')) == {"many", "marked"}
    assert ids(ask(shelf, '"على الكتب"')) == set()
    assert ids(ask(shelf, '"كره القدم"')) == {"ha", "teh"}
    assert ids(ask(shelf, '"كتب على"')) == set()
    assert ids(ask(shelf, '"الكُتب على"', depth="exact")) == {"marked"}
    assert ids(ask(shelf, '"الكتب كثيرة"~1')) == {"many"} - {"many"}
    assert ids(ask(shelf, '"والكتب كثيرة"~1')) == {"many"}
    assert ids(ask(shelf, '"الكتب كثيرة"~4')) == {"many"}


def test_an_article_is_found_where_a_form_is_left_and_only_there(
    sample_pages: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Held against every text of the sample archive: found is what holds another form."""
    engine = open_engine(Settings(engine=f"embedded:{tmp_path_factory.mktemp('sample') / 'a'}"))
    index(read([str(sample_pages)], Settings()), engine, Plan(), "2026-01-01T00:00:00Z")
    texts = {
        one["id"]: " . ".join(str(one.get(name) or "") for name in TEXT_FIELDS)
        for one in engine.scan(Everything())
    }
    word, checked = "كتاب", 0
    held = {
        id: {
            form
            for form in forms(text)
            if word_terms(form) and lemma(word_terms(form)[0]).term in ("كتاب", "كاتب")
        }
        for id, text in texts.items()
    }
    for form in sorted(set().union(*held.values())):
        for sign, terms in (("", word_terms), ("=", exact_terms)):
            q = f"{word}(-{sign}{form})"
            left = {
                id for id, those in held.items() if any(terms(one) != terms(form) for one in those)
            }
            assert ids(ask(engine, q)) == left, q
            checked += left != {id for id, those in held.items() if those}
    assert checked > 3
    engine.close()
