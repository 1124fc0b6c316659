"""What the archive's keeper corrects: on each engine, of real articles, through every re-index."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from indexer import correct as correcting
from indexer import workers
from indexer.correct import (
    adding,
    as_they_stand,
    complete,
    correct,
    rehearse,
    removing,
    undoing,
)
from indexer.engines.base import Engine
from indexer.engines.query import Keyword, Search
from indexer.errors import UsageError
from indexer.pipeline import Plan, index
from indexer.read import raw_item, read
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.commands import input_file
from tests.keeper.articles import (
    ACTORS,
    LATER,
    TEXTS,
    WHEN,
    actors,
    again,
    everything,
    holding,
    kept,
    run,
)


def test_new_actors_are_found_and_only_their_articles_described(archive: Engine) -> None:
    before = everything(archive)
    done = run(archive, actors=ACTORS)
    assert (done.described, done.lines) == (2, 2)
    assert again(archive) == {"bridge", "harbour"}
    assert actors(archive, "bridge") == {"talal-zarzouri": 2}
    assert actors(archive, "harbour") == {"talal-zarzouri": 1, "coast-watch": 1}
    assert run(archive, "2026-03-01T00:00:00Z", actors=ACTORS).described == 0
    assert correct(archive, undoing, LATER).described == 2
    assert everything(archive) == before
    assert correct(archive, undoing, LATER).described == 2
    assert holding(archive, "coast-watch") == {"harbour"}
    assert correct(archive, removing(["actors.tsv"]), LATER).described == 2
    assert everything(archive) == before


@pytest.mark.parametrize(
    ("line", "article", "found"),
    [
        ("rename\ttalal-zarzouri\tطلال الزرزوري باشا", "bridge", {"talal-zarzouri": 2}),
        ("merge\tcoast-watch\ttalal-zarzouri", "harbour", {"talal-zarzouri": 2}),
        ("alias\ttalal-zarzouri\tرباب الدلفي", "library", {"talal-zarzouri": 1}),
        ("never\ttalal-zarzouri\tالزرزوري", "bridge", {"talal-zarzouri": 1}),
        ("short\ttalal-zarzouri\tالمجلس", "bridge", {"talal-zarzouri": 3}),
        ("split\ttalal-zarzouri\tcoast-watch\tالزرزوري", "bridge", {"talal-zarzouri": 1}),
        ("remove\ttalal-zarzouri", "bridge", {}),
    ],
)
def test_one_change_of_an_actor(
    archive: Engine, line: str, article: str, found: dict[str, int]
) -> None:
    run(archive, actors=ACTORS)
    before = everything(archive)
    run(archive, more=line)
    assert actors(archive, article) == found
    if line.startswith("rename"):
        assert kept(archive, article)["actors"][0]["name"] == "طلال الزرزوري باشا"
    corrected = everything(archive)
    reindex(archive, LATER)
    assert everything(archive) == corrected
    correct(archive, undoing, LATER)
    assert everything(archive) == before


def test_a_listed_actor_is_split(archive: Engine, tmp_path: Path) -> None:
    text = "بحث وزير الخارجية مع وكالة فرانس برس تغطية المعرض، وقالت فرانس برس إنها سترسل فريقا."
    path = input_file(tmp_path / "b.jsonl", [{"id": "fair", "title": "المعرض", "text": text}])
    index(read([path], Settings()), archive, Plan(), WHEN)
    assert actors(archive, "fair")["afp"] == 2
    added = "add\tfair-desk\tmedia\tمكتب المعرض الإعلامي\n"
    run(archive, split=f"{added}split\tafp\tfair-desk\tفرانس برس\n")
    assert (actors(archive, "fair")["afp"], actors(archive, "fair")["fair-desk"]) == (1, 1)


FACTS = (
    ("title", "عنوان مصحح", "عنوان مصحح"),
    ("deck", "سطر\\nوسطر", "سطر\nوسطر"),
    ("body", "فقرة أولى قالها طلال الزرزوري.\\nفقرة ثانية.", None),
    ("source", "ضفاف الجديدة", "ضفاف الجديدة"),
    ("source", "-", None),
    ("author", "ليلى حداد", "ليلى حداد"),
    ("place", "المرفأ", "المرفأ"),
    ("published", "2017-10", "2017-10"),
    ("published", "3 أكتوبر 2017 21:16", "2017-10-03T21:16"),
    ("published", "-", None),
    ("language", "fa", "fa"),
    ("url", "https://example.org/a", "https://example.org/a"),
)


@pytest.mark.parametrize(("field", "value", "kept_as"), FACTS)
def test_one_fact_of_one_article(
    archive: Engine, field: str, value: str, kept_as: str | None
) -> None:
    before = everything(archive)
    assert run(archive, facts=f"moon\t{field}\t{value}\n").described == 1
    article = kept(archive, "moon")
    if field == "body":
        assert article["body"] == "فقرة أولى قالها طلال الزرزوري.\n\nفقرة ثانية."
        assert article["words"] == 7
    else:
        assert article.get(field) == kept_as
    note = article["notes"]["facts"][field]
    assert (note["evidence"], note["origin"]) == (value, "keeper")
    assert note.get("before") == before["moon"].get(field)
    if field == "published":
        precision = {7: "month", 16: "minute"}.get(len(kept_as or ""))
        assert article.get("published_precision") == precision
        facets = archive.search(Search(Keyword("year", ((kept_as or "undated").split("-")[0],))))
        assert "moon" in [hit.id for hit in facets.hits]
    assert article["original"] == before["moon"]["original"]
    reindex(archive, LATER)
    assert kept(archive, "moon")["notes"]["facts"][field] == note
    correct(archive, undoing, LATER)
    assert everything(archive) == before


def test_actors_of_one_article(archive: Engine) -> None:
    run(archive, actors=ACTORS)
    places = kept(archive, "bridge")["actors"][0]["mentions"]
    done = run(archive, facts="bridge\tactors\t-talal-zarzouri;+coast-watch\nmoon\tactors\t+afp\n")
    assert done.described == 2
    [actor] = kept(archive, "bridge")["actors"]
    assert (actor["id"], actor["mentions"]) == ("coast-watch", places)
    assert actors(archive, "moon") == {"afp": 0}
    assert holding(archive, "afp") == {"moon"}
    assert actors(archive, "harbour") == {"talal-zarzouri": 1, "coast-watch": 1}


def test_articles_that_come_later_are_described_so_too(archive: Engine, tmp_path: Path) -> None:
    run(archive, actors=ACTORS)
    path = input_file(
        tmp_path / "b.jsonl", [{"id": "late", "title": "خبر", "text": TEXTS["bridge"]}]
    )
    index(read([path], Settings()), archive, Plan(workers=2), LATER)
    assert holding(archive, "talal-zarzouri") == {"bridge", "harbour", "late"}


def test_an_archive_still_empty(engine: Engine, tmp_path: Path) -> None:
    run(engine, actors=ACTORS)
    path = input_file(
        tmp_path / "b.jsonl", [{"id": "late", "title": "خبر", "text": TEXTS["bridge"]}]
    )
    index(read([path], Settings()), engine, Plan(), WHEN)
    assert holding(engine, "talal-zarzouri") == {"late"}
    assert complete(engine, LATER) is None


def test_a_rollback_is_followed_by_what_was_corrected_since(archive: Engine) -> None:
    reindex(archive, WHEN)
    run(archive, actors=ACTORS)
    corrected = everything(archive)
    archive.rollback()
    assert holding(archive, "talal-zarzouri") == set()
    done = complete(archive, LATER)
    assert done is not None
    assert done.described == 2
    assert everything(archive) == corrected


@pytest.mark.parametrize("way", ["correct", "reindex", "other"])
def test_killed_in_the_middle_it_is_completed(
    archive: Engine, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    before = everything(archive)

    class Killed(BaseException):
        pass

    done: list[str] = []

    def one_and_no_more(id: str, *kept: Any) -> Any:
        if done:
            raise Killed
        done.append(id)
        return raw_item(id, *kept)

    with monkeypatch.context() as patch:
        patch.setattr(correcting, "BATCH", 1)
        patch.setattr(correcting, "raw_item", one_and_no_more)
        with pytest.raises(Killed):
            run(archive, actors=ACTORS)
    if way == "correct":
        assert correct(archive, as_they_stand, LATER).described == 2
        assert holding(archive, "talal-zarzouri") == {"bridge", "harbour"}
    elif way == "reindex":
        reindex(archive, LATER)
        assert holding(archive, "talal-zarzouri") == {"bridge", "harbour"}
    else:  # what was begun is not wanted any more
        correct(archive, undoing, LATER)
        assert everything(archive) == before
    assert complete(archive, LATER) is None


def test_a_re_index_that_was_begun_before_a_correction(
    archive: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexer import reindex as reindexing

    whole = reindexing.originals

    def cut(engine: Engine, generation: str) -> Iterator[Any]:
        for number, item in enumerate(whole(engine, generation)):
            if number == 3:
                signal.raise_signal(signal.SIGINT)
            yield item

    monkeypatch.setattr("indexer.pipeline.BATCH", 1)
    monkeypatch.setattr(reindexing, "originals", cut)
    assert not reindex(archive, LATER).switched
    monkeypatch.setattr(reindexing, "originals", whole)
    run(archive, actors=ACTORS, facts="moon\tauthor\tليلى حداد\n")
    corrected = everything(archive)
    done = reindex(archive, LATER)
    assert done.switched and done.resumed
    assert everything(archive) == corrected


WRONG = (
    ("moon title x", "no tab"),
    ("moon\ttitel\tx", "'titel' is no field"),
    ("nobody\ttitle\tx", "no article 'nobody'"),
    ("moon\ttitle", "2 columns"),
    ("moon\ttitle\t", "- as value"),
    ("moon\tpublished\t31/2/2017", "no date"),
    ("moon\tbody\t-", "kashshaf delete"),
    ("moon\turl\tjavascript:alert(1)", "http://"),
    ("moon\tlanguage\tArabic", "ar or en"),
    ("moon\tactors\tafp", r"\+ID"),
    ("moon\tactors\t+afpp", "did you mean afp"),
    ("moon\ttitle\ta\nmoon\ttitle\tb", "line 2 already"),
    ("add\tx", "4 columns to 8"),
    ("add\tX Y\tperson\tفلان", "small Latin letters"),
    ("add\ttitle\tperson\tفلان", "small Latin letters|no field|columns"),
    ("add\tafp\tmedia\tفلان", "already"),
    ("add\tx\tthing\tفلان", "person, organization"),
    ("add\tx\tperson\tفرانس برس", "is a name of 'afp'"),
    ("add\tx\tperson\t...", "no word"),
    ("rename\tnobody-at-all\tفلان", "no actor"),
    ("merge\tafp\tafp", "itself"),
    ("merge\tafp\treuters\nalias\tafp\tفلان", "merged into 'reuters'"),
    ("split\tafp\treuters\tفلان", "no alias"),
    ("never\tafp\tوكالة فرانس برس", "rename it first"),
    ("alias\tafp\t;", "no form|columns"),
)


@pytest.mark.parametrize(("text", "reason"), WRONG, ids=[reason for _, reason in WRONG])
def test_a_wrong_line_is_named_and_changes_nothing(archive: Engine, text: str, reason: str) -> None:
    before = everything(archive)
    good = "moon\tauthor\tليلى حداد\n"
    with pytest.raises(UsageError, match=reason) as refused:
        run(archive, facts=good + text)
    assert "facts.tsv, line " in str(refused.value)
    with pytest.raises(UsageError, match=reason):
        rehearse(archive, adding({"facts.tsv": good + text}))
    assert everything(archive) == before
    assert complete(archive, LATER) is None


def test_a_file_that_another_needs_is_not_taken_back(archive: Engine) -> None:
    run(archive, actors=ACTORS)
    run(archive, facts="moon\tactors\t+coast-watch\n")
    with pytest.raises(UsageError, match=r"facts\.tsv, line 1: there is no actor 'coast-watch'"):
        correct(archive, removing(["actors.tsv"]), LATER)
    assert actors(archive, "moon") == {"coast-watch": 0}


def test_a_withdrawn_article_does_not_stand_in_the_way(archive: Engine) -> None:
    archive.withdraw(["moon"])
    run(archive, facts="moon\tauthor\tليلى حداد\nbridge\tauthor\tليلى حداد\n")
    assert kept(archive, "bridge")["author"] == "ليلى حداد"


def test_a_rehearsal_tells_and_changes_nothing(archive: Engine) -> None:
    assert rehearse(archive, adding({"actors.tsv": ACTORS})).described >= 2
    assert holding(archive, "talal-zarzouri") == set()
    assert archive.kept("corrections") == ""


def test_workers_know_the_corrections(archive: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(correcting, "BATCH", 1)
    monkeypatch.setattr(workers, "WORTH_A_POOL", 1)
    facts = "".join(f"{id}\tplace\tالمرفأ\n" for id in TEXTS)
    files = {"actors.tsv": ACTORS, "facts.tsv": facts}
    assert correct(archive, adding(files), LATER, workers=2).described == 4
    assert {article["place"] for article in everything(archive).values()} == {"المرفأ"}
    assert holding(archive, "talal-zarzouri") == {"bridge", "harbour"}
