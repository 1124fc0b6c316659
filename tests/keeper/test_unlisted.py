"""Actors that no list holds, as the archive's keeper changes them: on each engine."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.correct import (
    adding,
    correct,
    rehearse,
    undoing,
)
from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.errors import UsageError
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.commands import input_file
from tests.keeper.articles import (
    LATER,
    TEXTS,
    everything,
    holding,
    run,
)

TALAL, RABAB = "name:طلال_الزرزوري", "name:رباب_الدلفي"


def unlisted(engine: Engine) -> dict[str, list[tuple[str, str]]]:
    """The articles of each unlisted actor, with the name it has there; as stored."""
    found: dict[str, list[tuple[str, str]]] = {}
    for article in sorted(engine.scan(Everything()), key=lambda article: str(article["id"])):
        for actor in article["actors"]:
            if ":" in actor["id"]:
                found.setdefault(actor["id"], []).append((article["id"], actor["name"]))
    return found


def test_an_actor_that_no_list_holds_is_removed_and_comes_back(
    archive: Engine, tmp_path: Path
) -> None:
    before = everything(archive)
    assert {TALAL, RABAB} <= unlisted(archive).keys()
    assert rehearse(archive, adding({"a.tsv": f"remove\t{TALAL}\n"})).described == 2
    assert run(archive, a=f"remove\t{TALAL}\n").described == 2
    assert TALAL not in unlisted(archive)
    assert holding(archive, TALAL) == set()
    made = {"id": "later", "title": "خبر آخر", "text": TEXTS["bridge"], "date": "2019-05-04"}
    index(read([input_file(tmp_path / "b.jsonl", [made])], Settings()), archive, Plan(), LATER)
    assert holding(archive, TALAL) == set()
    reindex(archive, LATER)
    assert holding(archive, TALAL) == set()
    assert correct(archive, undoing, LATER).described == 3
    assert holding(archive, TALAL) == {"bridge", "harbour", "later"}
    archive.withdraw(["later"])
    assert everything(archive).keys() == before.keys()


def test_an_actor_that_no_list_holds_is_renamed(archive: Engine) -> None:
    before = everything(archive)
    assert run(archive, a=f"rename\t{TALAL}\tالمهندس الزرزوري\n").described == 2
    assert {name for _, name in unlisted(archive)[TALAL]} == {"المهندس الزرزوري"}
    assert correct(archive, undoing, LATER).described == 2
    assert everything(archive) == before


@pytest.mark.parametrize("into", [RABAB, "coast-watch"])
def test_an_actor_that_no_list_holds_is_part_of_another(archive: Engine, into: str) -> None:
    run(archive, b="add\tcoast-watch\torganization\tمكتب الرصد الساحلي\n")
    before, others = everything(archive), holding(archive, into)
    run(archive, a=f"merge\t{TALAL}\t{into}\n")
    assert holding(archive, TALAL) == set()
    assert holding(archive, into) == others | {"bridge", "harbour"}
    correct(archive, undoing, LATER)
    assert everything(archive) == before


def test_an_article_is_not_about_an_actor_that_no_list_holds(archive: Engine) -> None:
    assert run(archive, f=f"bridge\tactors\t-{TALAL}\n").described == 1
    assert holding(archive, TALAL) == {"harbour"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("remove\tname:لا_أحد\n", "no article of the archive names an actor 'name:لا_أحد'"),
        (f"alias\t{TALAL}\tطلال\n", "an actor that no list holds: 'rename', 'merge'"),
        (f"merge\tunesco\t{TALAL}\n", "an actor that no list holds"),
        (f"remove\t{TALAL}\nrename\t{TALAL}\tطلال\n", "was removed before"),
        (f"merge\t{TALAL}\t{RABAB}\nremove\t{RABAB}\n", "take that line out first"),
    ],
)
def test_what_cannot_be_done_with_an_unlisted_actor(
    archive: Engine, text: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        run(archive, a=text)
