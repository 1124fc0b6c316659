"""Every verb of the installed command, each in a process: what it says, writes and returns."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from search_ui.cli import main
from tests.commands import (
    KASHSHAF,
    SECONDS,
    TEXTS,
    ended,
    environment,
    input_file,
    kashshaf,
    lines,
    records,
    serving,
    started,
)

COUNT = 24


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two files of articles, one a copy of another's text."""
    made = tmp_path_factory.mktemp("articles")
    articles = records(COUNT - 1)
    copy = {**articles[3], "id": "copy", "source": "النيل المسائية"}
    input_file(made / "news.jsonl", [*articles, copy])
    return made


@pytest.fixture(scope="module")
def archive(folder: Path) -> str:
    """An archive of `folder`, which the tests only read."""
    address = f"embedded:{folder.parent / 'archive'}"
    done = kashshaf("index", str(folder), "--json", engine=address)
    assert (done.code, done.json["new"]) == (0, COUNT), done
    return address


@pytest.fixture(scope="module")
def served(archive: str) -> Iterator[str]:
    with serving(archive) as address:
        yield address


def tree(folder: Path) -> list[str]:
    return sorted(str(path) for path in folder.rglob("*"))


# ---- help and usage


@pytest.mark.parametrize("verb", ["", *sorted(main.commands)])
def test_help(verb: str) -> None:
    done = kashshaf(*verb.split(), "--help")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: kashshaf {verb}".rstrip())
    assert not verb or "--engine ADDRESS" in done.out
    assert verb or all(name in done.out for name in main.commands)


def test_version() -> None:
    assert kashshaf("--version").out.startswith("kashshaf, version ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "No such command"),
        (["index"], "Missing argument"),
        (["index", "--nothing", "x"], "No such option"),
        (["index", "--workers", "many", "x"], "--workers"),
        (["index", "/nowhere/at/all"], "there is nothing at /nowhere/at/all"),
        (["status", "--engine", "ftp://host"], "names no engine"),
        (["status", "--engine", "http://[::1"], "is no address"),
        (["search", "x", "--engine", "http://host:99999/a"], "is no address"),
        (["search", "x", "--engine", "http://127.0.0.1:9/UPPER"], "is no archive name"),
        (["search", "x", "--sort", "best"], "--sort"),
        (["search", "x", "--from", "yesterday"], "from: 'yesterday' is no date"),
        (["search", "x", "--size", "1000"], "size: '1000' is no whole number from 0 to 100"),
        (["search", "x", "--cursor", "forged"], "cursor: it is no cursor"),
        (["search", "ا" * 10_000], "10000 characters; at most 1000"),
        (["search", "ا*"], "give at least 2 letters"),
        (["run", "/nowhere", "--out", "run.txt"], "No such file"),
        (["analyze"], "Missing argument"),
        (["delete"], "Missing argument"),
        (["serve", "--port", "70000"], "--port"),
        (["serve", "--host", "no such..host"], "is no address to listen on"),
        (["rollback", "more"], "unexpected extra argument"),
    ],
)
def test_what_cannot_be_asked(arguments: list[str], said: str, archive: str) -> None:
    named = [] if "--engine" in arguments else ["--engine", archive]
    known = named if len(arguments) > 1 or arguments[0] in main.commands else []
    done = kashshaf(*arguments, *known)
    assert (done.code, done.out) == (2, ""), done
    assert said in done.err


@pytest.mark.parametrize(
    "address",
    [
        "http://reader:s3cret@127.0.0.1:9200/a",
        "HTTP://reader:s3cret@127.0.0.1:9200/a",
        "http://reader:s3cret@[::1",
        "reader:s3cret@127.0.0.1:9200",
    ],
)
@pytest.mark.parametrize("by_variable", [False, True])
def test_a_password_in_the_address_is_refused_and_never_shown(
    address: str, by_variable: bool
) -> None:
    named = {"KASHSHAF_ENGINE": address} if by_variable else {}
    done = kashshaf("status", engine=None if by_variable else address, env=named)
    assert done.code == 2
    assert "KASHSHAF_ELASTICSEARCH_PASSWORD" in done.err
    assert "s3cret" not in done.err + done.out


def test_a_setting_that_cannot_be_read_is_named() -> None:
    done = kashshaf("status", env={"KASHSHAF_TIMEOUT": "soon"})
    assert done.code == 2
    assert "KASHSHAF_TIMEOUT='soon'" in done.err


@pytest.mark.parametrize(
    "arguments", [["search", "x"], ["rollback"], ["reindex"], ["run", "QUERIES", "--out", "OUT"]]
)
def test_without_an_archive_nothing_can_be_done_and_none_is_made(
    arguments: list[str], tmp_path: Path
) -> None:
    (tmp_path / "queries").write_text('{"_id": "1", "text": "x"}\n')
    places = {"QUERIES": str(tmp_path / "queries"), "OUT": str(tmp_path / "out")}
    address = f"embedded:{tmp_path / 'none'}"
    done = kashshaf(*[places.get(one, one) for one in arguments], engine=address)
    assert (done.code, done.out) == (1, "")
    assert "`kashshaf index PATH` makes one" in done.err
    assert not (tmp_path / "none").exists()


def test_status_without_an_archive(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'none'}"
    assert kashshaf("status", engine=address).out == (
        f"no archive at {address} yet: `kashshaf index PATH` makes one\n"
    )
    assert kashshaf("status", "--json", engine=address).json["generations"] == []


# ---- index


def test_the_same_again_changes_nothing_and_says_so(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    path = input_file(tmp_path / "a.jsonl", records(5))
    first = kashshaf("index", path, engine=address)
    assert (first.code, first.err) == (0, "")
    assert first.out == (
        "5 indexed (5 new, 0 replaced; 1 of these copies), 0 unchanged, 0 quarantined\n"
    )
    again = kashshaf("index", path, "--json", engine=address)
    assert again.json == {
        "indexed": 0,
        "new": 0,
        "replaced": 0,
        "copies": 0,
        "unchanged": 5,
        "quarantined": 0,
        "interrupted": False,
        "refusals": [],
    }
    input_file(tmp_path / "a.jsonl", [*records(4), *records(2, begin=4, edition="طبعة ثانية")])
    changed = kashshaf("index", path, "--json", engine=address).json
    assert (changed["new"], changed["replaced"], changed["unchanged"]) == (1, 1, 4)


def test_a_dry_run_writes_nothing(folder: Path, archive: str, tmp_path: Path) -> None:
    before = tree(tmp_path)
    done = kashshaf("index", str(folder), "--dry-run", engine=f"embedded:{tmp_path / 'archive'}")
    assert done.code == 0
    assert done.out.startswith(f"{COUNT} would be indexed")
    assert tree(tmp_path) == before


def test_standard_input_globs_and_the_folder_one_is_in(tmp_path: Path) -> None:
    address = "embedded:archive"
    piped = kashshaf("index", "-", stdin=lines(records(3)), engine=address, cwd=tmp_path)
    assert piped.out.startswith("3 indexed (3 new")
    for name in ("b1", "b2", "c1"):
        (tmp_path / f"{name}.txt").write_text(f"{name} عنوان\n\n{' '.join(TEXTS)}\n")
    named = kashshaf("index", "b?.txt", "--json", engine=address, cwd=tmp_path).json
    assert (named["new"], named["quarantined"]) == (2, 0)
    assert kashshaf("index", "*.nothing", engine=address, cwd=tmp_path).code == 2
    found = kashshaf("search", "--json", engine=address, cwd=tmp_path).json
    assert found["total"] == 5
    origins = {hit["origin"] for hit in found["hits"]}
    assert origins == {"-#1", "-#2", "-#3", "b1.txt", "b2.txt"}


def test_what_could_not_be_indexed_is_put_away(tmp_path: Path) -> None:
    address, away = f"embedded:{tmp_path / 'archive'}", tmp_path / "away"
    (tmp_path / "a.jsonl").write_bytes(lines(records(2)) + b'{"id": "cut", "text": "\n')
    (tmp_path / "empty.txt").write_text("")
    done = kashshaf(
        *("index", str(tmp_path / "a.jsonl"), str(tmp_path / "empty.txt")),
        *("--quarantine", str(away)),
        engine=address,
    )
    assert done.code == 0
    assert "2 quarantined" in done.out
    assert "a.jsonl#3: " in done.err and "empty.txt: it is empty" in done.err
    put = [json.loads(line) for line in (away / "quarantine.jsonl").read_text().splitlines()]
    assert [(one["origin"], one["line"]) for one in put] == [("a.jsonl#3", 3), ("empty.txt", None)]
    assert put[0]["original"] == '{"id": "cut", "text": "'
    blocked = kashshaf(
        *("index", str(tmp_path / "a.jsonl"), "--quarantine", str(tmp_path / "a.jsonl")),
        engine=address,
    )
    assert blocked.code == 2
    assert "--quarantine" in blocked.err


def test_equal_refusals_of_one_archive_are_summed_up(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "many.zip", "w") as packed:
        for number in range(130):
            packed.writestr(f"{number}.txt", "")
        packed.writestr("binary.txt", bytes(range(256)) * 9)
    (tmp_path / "alone.txt").write_text("")
    kept = tmp_path / "away"
    named = ("index", "many.zip", "alone.txt", "--quarantine", str(kept))
    done = kashshaf(*named, engine=f"embedded:{tmp_path / 'archive'}", cwd=tmp_path)
    said = [line.strip() for line in done.err.splitlines() if line.startswith("  ")]
    assert "132 quarantined" in done.out
    assert said.count("and 129 more of many.zip, for the same reason") == 1
    assert [line.partition(":")[0] for line in said] == [
        *("many.zip!0.txt", "and 129 more of many.zip, for the same reason"),
        *("many.zip!binary.txt", "alone.txt"),
    ]
    away = (kept / "quarantine.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["origin"] for line in away}) == 132
    told = kashshaf(*named, "--json", engine=f"embedded:{tmp_path / 'archive'}", cwd=tmp_path)
    assert [one["sources"] for one in told.json["refusals"]] == [130, 1, 1]


def test_two_sources_of_one_id(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    kashshaf("index", input_file(tmp_path / "a.jsonl", records(2)), engine=address)
    other = input_file(tmp_path / "b.jsonl", records(2, edition="أخرى"))
    refused = kashshaf("index", other, engine=address)
    assert refused.code == 1
    assert "its id n00000 is that of a.jsonl#1" in refused.err
    assert kashshaf("index", other, "--replace", "--json", engine=address).json["replaced"] == 2


# ---- describe, analyze, run


def test_describe_gives_json_lines_with_evidence(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = kashshaf("describe", str(folder), str(tmp_path / "empty.txt"), cwd=tmp_path)
    assert done.code == 0
    assert done.err == "kashshaf: empty.txt: it is empty\n"
    found = [json.loads(line) for line in done.out.splitlines()]
    assert len(found) == COUNT
    for article in found:
        assert article["published_evidence"] and article["origin"].startswith("news.jsonl#")
        assert "original" not in article and article["notes"]["facts"]
    whole = kashshaf("describe", str(folder), "--original").out.splitlines()[0]
    assert json.loads(whole)["original"]["media"] == "record"
    assert tree(tmp_path) == [str(tmp_path / "empty.txt")]
    nothing = kashshaf("describe", str(tmp_path / "empty.txt"))
    assert (nothing.code, nothing.out) == (1, "")


@pytest.mark.parametrize("depth", ["exact", "word", "lemma", "root"])
def test_analyze(depth: str) -> None:
    one = kashshaf("analyze", "قرأ الطلّابُ الكتب", "--depth", depth).json
    assert one["text"] == "قرأ الطلّابُ الكتب"
    assert [set(term) for term in one["terms"]] == [{"term", "start", "end", "rule"}] * 3
    assert [one["text"][t["start"] : t["end"]] for t in one["terms"]] == ["قرأ", "الطلّابُ", "الكتب"]
    several = kashshaf("analyze", "كتاب", "--depth", depth).json["terms"]
    readings = [(t["term"], t["rule"].startswith("also ")) for t in several]
    wanted = {"lemma": [("كتاب", False), ("كاتب", True)], "root": [("كتب", False)]}
    assert readings == wanted.get(depth, [("كتاب", False)])
    many = kashshaf("analyze", "-", "--depth", depth, stdin="قرأ الطلّابُ الكتب\r\n\nx\n".encode())
    assert [json.loads(line)["text"] for line in many.out.splitlines()] == [one["text"], "", "x"]
    assert json.loads(many.out.splitlines()[0]) == one


def test_bytes_that_are_no_text_are_named(archive: str) -> None:
    for arguments in (("analyze", b"\xff"), ("search", b"\xed\xa0\x80"), ("delete", b"\xff"),
                      ("search", b"--source=\xff", "--json")):  # fmt: skip
        done = kashshaf(*arguments, engine=archive)
        assert done.code == 2 and "is not UTF-8" in done.err and "\\x" in done.err, done
    done = kashshaf("analyze", "-", stdin="\ufeffكتاب\n".encode() + b"a\xff\xfe\nx\n")
    assert done.code == 2 and "line 2: byte 2 " in done.err
    [told] = done.out.splitlines()
    assert json.loads(told)["text"] == "كتاب"


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("search", "((", "--from", "أمس"), {"status": 400, "parameter": "from"}),
        (("search", "source:(", "--size", "x"), {"status": 400, "parameter": "size"}),
        (("search", "ا*"), {"status": 400, "parameter": "q", "position": 0}),
        (("search", "--cursor", "x"), {"status": 400, "parameter": "cursor"}),
        (("search", "--sort", "up"), {"status": 400, "parameter": "sort"}),
        (("search", "--colour"), {"status": 400}),
        (("index", "no-such-folder"), {"status": 400}),
        (("reindex", "--workers", "-1"), {"status": 400, "parameter": "workers"}),
        (("correct", "--undo"), {"status": 400}),
        (("status", "--engine", "http://localhost:1/x"), {"status": 503}),
        (("search", "--engine", "embedded:/dev/null/none"), {"status": 503}),
    ],
)
def test_with_json_an_error_is_the_problem_document_of_the_api(
    archive: str, arguments: tuple[str, ...], problem: dict[str, object]
) -> None:
    done = kashshaf(*arguments, "--json", engine=None if "--engine" in arguments else archive)
    told = done.json
    assert problem.items() <= told.items(), told
    assert told["type"] == "about:blank" and told["title"] and told["detail"]
    assert told["detail"] in done.err.replace("\n  ", "\n"), "people read the same"
    assert done.code == (2 if told["status"] == 400 else 1)
    assert kashshaf(*arguments, engine=None if "--engine" in arguments else archive).out == ""


def test_run_writes_a_trec_file(archive: str, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        '{"_id": "q1", "text": "ترميم الجسر"}\n\n'
        '{"_id": "q2", "text": "لا\\"شيء؟ -(من) هذا: القمر*"}\n{"_id": "q3", "text": "؟!"}\n'
    )
    out = tmp_path / "run.txt"
    done = kashshaf(
        "run", str(queries), "--size", "5", "--out", str(out), "--engine", archive, cwd=tmp_path
    )
    assert (done.code, done.err) == (0, "")
    rows = [line.split(" ") for line in out.read_text().splitlines()]
    assert {(row[0], row[1], row[5]) for row in rows} == {
        ("q1", "Q0", "kashshaf"),
        ("q2", "Q0", "kashshaf"),
    }
    for query in ("q1", "q2"):
        ranked = [row for row in rows if row[0] == query]
        assert [row[3] for row in ranked] == [str(rank) for rank in range(1, len(ranked) + 1)]
        scores = [float(row[4]) for row in ranked]
        assert scores == sorted(scores, reverse=True) and 0 < len(ranked) <= 5


@pytest.mark.parametrize(
    ("content", "out", "code", "said"),
    [
        (b"\xff\xff\n", "run.txt", 2, "line 1: not a JSON object with _id and text"),
        (b'{"_id": "1"}\n', "run.txt", 2, "line 1: not a JSON object"),
        (b'{"_id": "1", "text": "x"}\n[]\n', "run.txt", 2, "line 2: not a JSON object"),
        (b'{"_id": "1", "text": "x"}\n', "no/run.txt", 1, "no/run.txt: No such file"),
        (b'{"_id": "a b", "text": "x"}\n', "run.txt", 2, "line 1: its _id 'a b' is no word"),
        (b'{"_id": "", "text": "x"}\n', "run.txt", 2, "line 1: its _id '' is no word"),
        (b'{"_id": 1, "text": "x"}\n{"_id": "1", "text": "y"}', "r", 2, "line 2: its _id '1' is"),
    ],
)
def test_run_refuses(
    archive: str, tmp_path: Path, content: bytes, out: str, code: int, said: str
) -> None:
    (tmp_path / "q").write_bytes(content)
    done = kashshaf("run", "q", "--out", out, engine=archive, cwd=tmp_path)
    assert done.code == code
    assert said in done.err
    assert tree(tmp_path) == [str(tmp_path / "q")]


def test_a_run_has_six_columns_whatever_an_article_is_called(tmp_path: Path) -> None:
    address = f"embedded:{tmp_path / 'archive'}"
    article = {"id": "my article", "text": TEXTS[0]}
    assert kashshaf("index", "-", stdin=lines([article]), engine=address).code == 0
    asked = lines([{"_id": "1", "text": "مكتبة"}])
    done = kashshaf("run", "-", "--out", "-", stdin=asked, engine=address, cwd=tmp_path)
    assert done.code == 0
    assert done.out.split()[:4] == ["1", "Q0", "my%20article", "1"]
    assert [path.name for path in tmp_path.iterdir()] == ["archive"]  # none called "-"


# ---- search


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


# ---- the life of an archive, on both engines


def test_the_life_of_an_archive(engine_address: str, tmp_path: Path) -> None:
    path = input_file(tmp_path / "a.jsonl", records(6))

    def asked(*arguments: str) -> Any:
        done = kashshaf(*arguments, "--json", engine=engine_address)
        assert done.code == 0, done
        return done.json

    def total() -> Any:
        return asked("search")["total"]

    assert asked("index", path)["new"] == 6
    assert asked("delete", "n00002", "none") == {"withdrawn": 2, "removed": 1}
    again = asked("index", path)
    assert (again["unchanged"], again["quarantined"]) == (5, 1)
    assert "withdrawn" in again["refusals"][0]["reason"]
    gone = kashshaf("delete", "n00002", engine=engine_address)
    assert (gone.code, gone.out[:8]) == (1, "0 of 1 w")
    rebuilt = asked("reindex")
    assert (rebuilt["before"], rebuilt["after"], rebuilt["switched"]) == (5, 5, True)
    assert rebuilt["report"]["new"] == 5
    small = asked("reindex", input_file(tmp_path / "a.jsonl", records(3)))
    assert (small["after"], small["report"]["quarantined"], total()) == (2, 1, 2)
    assert asked("rollback") == {"generation": rebuilt["generation"]}
    assert total() == 5
    status = asked("status")
    states = {one["name"]: (one["state"], one["articles"]) for one in status["generations"]}
    assert states == {
        rebuilt["generation"]: ("current", 5),
        small["generation"]: ("previous", 2),
    }
    assert (status["withdrawn"], status["engine"]) == (2, engine_address)
    shown = kashshaf("status", engine=engine_address).out
    assert "2 articles withdrawn" in shown and "5 articles, made 20" in shown


def test_an_article_that_was_withdrawn_does_not_come_back(
    engine_address: str, tmp_path: Path
) -> None:
    def asked(*arguments: str) -> Any:
        done = kashshaf(*arguments, "--json", engine=engine_address)
        assert done.code == 0, done
        return done.json

    def exported() -> str:
        return kashshaf("export", "--format", "jsonl", engine=engine_address).out

    asked("index", input_file(tmp_path / "a.jsonl", records(6)))
    assert "n00002" in exported()
    asked("reindex")
    assert asked("delete", "n00002") == {"withdrawn": 1, "removed": 1}
    asked("rollback")
    assert "n00002" not in exported() and "n00003" in exported()
    asked("delete", "n00003")
    asked("rollback")
    assert "n00003" not in exported() and "n00004" in exported()
    rebuilt = asked("reindex")
    assert (rebuilt["before"], rebuilt["after"], rebuilt["switched"]) == (4, 4, True)


# ---- ends


def test_an_interrupt_is_told_by_the_exit_code() -> None:
    with started("analyze", "-", engine="embedded:none") as process:
        assert process.stdin and process.stdout
        process.stdin.write("كلمة\n".encode() * 2000)  # more than is held back before it is read
        process.stdin.flush()
        assert process.stdout.readline()
        done = ended(process, signal.SIGINT)
    assert done.code == 130
    assert done.err == "kashshaf: interrupted\n"


@pytest.mark.parametrize("after", [0.3, 0.5])
def test_an_interrupt_while_the_program_is_being_loaded(after: float) -> None:
    with started("analyze", "-", engine="embedded:none") as process:
        time.sleep(after)
        done = ended(process, signal.SIGINT)
    assert done.code in (130, -signal.SIGINT)
    assert "Traceback" not in done.err


def test_a_reader_that_has_seen_enough(folder: Path) -> None:
    with subprocess.Popen(
        [*KASHSHAF, "describe", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout and process.stderr
        assert process.stdout.read(1) == b"{"
        process.stdout.close()
        assert process.wait(SECONDS) == 0
        assert process.stderr.read() == b""


def test_a_full_disk_under_the_output(archive: str) -> None:
    if not os.path.exists("/dev/full"):
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [*KASHSHAF, "status", "--engine", archive],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=SECONDS,
            check=False,
        )
    said = b"kashshaf: No space left on device: free some room and run the same again\n"
    assert (done.returncode, done.stderr) == (1, said)


def test_a_port_that_is_taken(archive: str, served: str) -> None:
    done = kashshaf("serve", "--port", served.rpartition(":")[2], engine=archive)
    assert done.code == 2
    assert "choose another --port" in done.err
