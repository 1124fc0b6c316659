"""What every engine must do: the words and names that an archive holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.engines.base import Engine
from indexer.engines.query import MOST_BEGINNING
from indexer.records import ActorFound, Article, Mention
from tests.engines_samples import article, write


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
