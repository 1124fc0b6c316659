"""The benchmarks run, on data of a few articles, and their gates can fail. No speed is judged."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from benchmarks import copies, data, floors, quality
from benchmarks.index import main as index_main
from benchmarks.memory import peak_of
from benchmarks.quality import main as quality_main
from benchmarks.report import Wanted, table
from benchmarks.search import main as search_main
from benchmarks.suggestions import HALVES, KINDS, slips
from benchmarks.suggestions import main as suggestions_main
from indexer.arabic.slips import steps

ARTICLES = 40
NOUNS = """
    مدرسة مطر ميناء جسر قمح طبيب نهر مكتبة سوق قطار جزيرة مصنع حديقة متحف ملعب سفينة
    جبل غابة مزرعة مسرح خريطة نافذة طريق صحراء مخبز مطبعة منارة برج ساعة قلعة معرض
    زورق
"""
WORDS = NOUNS.split()

Run = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of a few made-up articles, and queries that are words of one of them."""
    folder = tmp_path_factory.mktemp("data")
    chance = random.Random(7)
    bodies = [" ".join(chance.choices(WORDS, k=60)) for _ in range(ARTICLES)]
    _write(
        folder / data.NEWS,
        [{"id": f"n{n}", "title": f"{b.split()[0]} {n}", "text": b} for n, b in enumerate(bodies)],
    )
    for name in data.RETRIEVAL:
        at = folder / "retrieval" / name
        documents = [{"_id": f"d{n}", "title": "", "text": b} for n, b in enumerate(bodies)]
        _write(at / "corpus.jsonl.gz", documents)
        queries = [
            {"_id": f"q{n}{end}", "text": " ".join(b.split()[:size])}
            for n, b in enumerate(bodies[:20])
            for end, size in (("", 6), ("w", 3))
        ]
        lines = "".join(json.dumps(q, ensure_ascii=False) + "\n" for q in queries)
        (at / "queries.jsonl").write_text(lines, encoding="utf-8")
        judged = [f"{q['_id']}\td{str(q['_id']).strip('qw')}\t1" for q in queries]
        (at / "qrels.tsv").write_text("\n".join(["query\tdocument\tgrade", *judged]) + "\n")
    return folder


@pytest.fixture
def run(tiny: Path) -> Run:
    """Runs a benchmark on the tiny data; its answer as JSON."""

    def call(command: click.Command, *options: str) -> dict[str, Any]:
        result = CliRunner().invoke(command, ["--data", str(tiny), "--json", *options])
        assert result.exit_code == 0, result.output
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    return call


def _write(path: Path, records: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        for record in records:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def test_articles_are_repeated_under_new_ids(tiny: Path) -> None:
    records = data.news(tiny)
    assert len(records) == ARTICLES  # the corpus holds the same texts, which count once
    made = list(data.articles(records, 2 * ARTICLES + 3))
    assert len({article["id"] for article in made}) == 2 * ARTICLES + 3
    assert {article["text"] for article in made} == {record["text"] for record in records}
    assert data.news(tiny) == records


def test_queries_are_distinct_and_of_two_words(tiny: Path) -> None:
    records = data.news(tiny)
    queries = data.two_word_queries(records, 50, seed=3)
    assert len(set(queries)) == 50 and all(len(query.split()) == 2 for query in queries)
    assert (
        queries
        == data.two_word_queries(records, 50, seed=3)
        != data.two_word_queries(records, 50, seed=4)
    )


def test_query_sets_and_halves(tiny: Path) -> None:
    sets = {queries.name: queries for queries in data.query_sets(tiny)}
    assert list(sets) == ["whole", "three", "arcd", "tydiqa"]
    assert all(id.endswith("w") for id in sets["three"].queries)
    halves = [quality.half_of(sets["three"], half) for half in quality.HALVES]
    assert sum(len(half.queries) for half in halves) == len(sets["three"].queries)
    assert not set(halves[0].queries) & set(halves[1].queries)
    whole = quality.half_of(sets["whole"], "choose")
    assert {f"{id}w" for id in whole.queries} == set(halves[0].queries)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("queries.jsonl", '{"_id": "q1", "te', "line 1: not JSON"),
        ("qrels.tsv", "head\nq1 d1 1\n", "line 2: not query, document, grade"),
    ],
)
def test_bad_data_is_named(tiny: Path, tmp_path: Path, name: str, content: str, said: str) -> None:
    for path in (tiny / "retrieval" / "headlines").iterdir():
        copy = tmp_path / "retrieval" / "headlines" / path.name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "retrieval" / "headlines" / name).write_text(content)
    result = CliRunner().invoke(quality_main, ["--data", str(tmp_path)])
    assert result.exit_code == 2 and said in result.output


def test_slips_are_of_one_half_and_made_by_rule() -> None:
    made = {half: slips([" ".join(WORDS)], 10, half) for half in HALVES}
    assert not {word for _, _, word in made["choose"]} & {word for _, _, word in made["confirm"]}
    for kind, typed, word in made["choose"] + made["confirm"]:
        assert typed != word and KINDS.keys() >= {kind}
        assert kind == "other layout" or steps(word, typed, 2) == 1
        assert kind != "other layout" or typed.isascii()
    with pytest.raises(click.UsageError, match="only"):
        slips([" ".join(WORDS)], 1_000, "choose")


def test_suggestions(tmp_path: Path) -> None:
    texts = [{"id": w, "title": w, "text": f"نص فيه {w} وحدها"} for w in sorted(set(WORDS))]
    _write(tmp_path / data.NEWS, texts)
    options = ["--data", str(tmp_path), "--slips", "12", "--json"]
    result = CliRunner().invoke(suggestions_main, options)
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)["slips"]["all"]
    assert told["tried"] == 12 and told["in three"] >= told["first"] > 0.5


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(index_main, ["--data", str(tmp_path)])
    assert result.exit_code == 2 and data.NEWS in result.output


def test_wanted_and_table() -> None:
    assert Wanted("a", 1.2, 1.2).met and not Wanted("a", 1.19, 1.2).met
    assert Wanted("a", 1.2, 1.2, most=True).met and not Wanted("a", 1.3, 1.2, most=True).met
    assert "NOT MET" in str(Wanted("a", 1, 2))
    assert table([["x", "p50"], ["name", 1.5]]) == "x       p50\nname  1.500"


def test_memory_of_a_command_and_its_children() -> None:
    code = "import os, time; pid = os.fork(); held = b'x' * {}; time.sleep(0.5)"
    little, much = (peak_of(["python3", "-c", code.format(size)]) for size in (1, 50_000_000))
    assert 80e6 < much.anonymous - little.anonymous < 130e6  # twice 50 MB: one in each process
    assert much.resident >= much.anonymous + much.file_backed


def test_a_command_that_fails_says_so() -> None:
    with pytest.raises(click.ClickException, match="no such thing"):
        peak_of(["python3", "-c", "raise SystemExit('no such thing')"])


def test_index_embedded(run: Run) -> None:
    answer = run(
        *(index_main, "--engine", "embedded", "--articles", "50"),
        *("--rounds", "1", "--memory-articles", "10", "20", "--cores", "1"),
    )
    assert answer["machine"]["cores"] == 1
    (rate,) = answer["rates"]
    assert rate["ratio"] == pytest.approx(rate["end_to_end"] / rate["raw"])
    assert [peak["articles"] for peak in answer["memory"]["embedded"]] == [10, 20]
    assert {wanted["name"] for wanted in answer["wanted"]} == {
        "embedded over raw",
        "embedded memory",
    }


def test_index_and_search_elasticsearch(
    run: Run, elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from elasticsearch import Elasticsearch

    monkeypatch.setenv("ELASTICSEARCH_URL", elasticsearch_url)
    options = ("--engine", "elasticsearch", "--articles", "50")
    answer = run(index_main, *options, "--rounds", "1", "--memory-articles", "0", "0")
    assert answer["rates"][0]["raw"] > 0 and not answer["memory"]
    answer = run(search_main, *options, "--queries", "3")
    assert set(answer["milliseconds"]) >= {"elasticsearch: API", "raw query"}
    with Elasticsearch(elasticsearch_url) as client:
        assert not client.indices.get(index="bench-*")  # nothing is left behind


def test_search_embedded(run: Run) -> None:
    answer = run(search_main, "--engine", "embedded", "--articles", "50", "--queries", "3")
    times = answer["milliseconds"]
    assert set(times) >= {"embedded few: API", "embedded many: API", "tantivy search", "FTS5"}
    assert all(0 < each["p50"] <= each["p99"] for each in times.values())


def test_quality_and_its_gate(
    run: Run, tiny: Path, tmp_path: Path, elasticsearch_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", elasticsearch_url)
    file = tmp_path / "floors.json"
    answer = run(quality_main, "--accept", "--gate", "--floors", str(file))
    for name, scored in answer["sets"].items():
        assert scored["kashshaf"]["MRR@10"] > 0.8 and scored["arabic"]["MRR@10"] > 0.2, name
    assert run(quality_main, "--try", "lemma=0", "--try", "title=1")["tried"]

    monkeypatch.setattr(quality, "ranked", lambda engine, text, size: [("d39", 1.0)])
    gated = ["--data", str(tiny), "--gate", "--floors", str(file)]
    result = CliRunner().invoke(quality_main, gated)
    assert result.exit_code == 1 and "below its floor" in result.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--gate", "--half", "choose"], "all queries"),
        (["--try", "near"], "not NAME=NUMBER"),
        (["--try", "nothing=1"], "no such weight"),
    ],
)
def test_quality_refuses(tiny: Path, options: list[str], said: str) -> None:
    result = CliRunner().invoke(quality_main, ["--data", str(tiny), *options])
    assert result.exit_code == 2 and said in result.output


def test_floors_rise_and_never_fall_silently(tmp_path: Path) -> None:
    held = floors.raised(floors.read(tmp_path / "none.json"), {"a": 1.23456}, "data")
    assert held["floors"] == {"a": 1.2345}
    assert not floors.below(held, {"a": 1.23456}, "data")
    assert floors.below(held, {"a": 1.2344}, "data")
    assert floors.raised(held, {"a": 1.0}, "data")["floors"] == {"a": 1.2345}
    assert floors.below(held, {"a": 2.0, "b": 1.0}, "data") == ["b has no floor: --accept sets it"]
    assert floors.below(held, {"a": 2.0}, "other data")
    with pytest.raises(click.ClickException, match="other data"):
        floors.raised(held, {"a": 2.0}, "other data")


def test_floors_are_lowered_with_a_reason_that_stays(tmp_path: Path) -> None:
    held = floors.raised(floors.read(tmp_path / "none.json"), {"a": 1.2, "b": 1.0}, "data")
    with pytest.raises(click.UsageError, match="reason"):
        floors.lowered(held, {"a": 1.1}, "data", " ")
    with pytest.raises(click.UsageError, match="no floor would be lowered"):
        floors.lowered(held, {"a": 1.3}, "data", "why not")
    sunk = floors.lowered(held, {"a": 1.1, "b": 1.5}, "data", "an error in the queries")
    assert sunk["floors"] == {"a": 1.1, "b": 1.5}
    (entry,) = sunk["lowered"]
    assert entry["reason"] == "an error in the queries"
    assert entry["from_to"] == {"a": [1.2, 1.1]}
    file = tmp_path / "floors.json"
    floors.write(sunk, file)
    assert floors.read(file) == sunk
    file.write_text("{}")
    with pytest.raises(click.ClickException, match="damaged"):
        floors.read(file)


def test_copies(run: Run, tiny: Path) -> None:
    answer = run(copies.main, "--engine", "embedded", "--copies", "6")
    (measured,) = answer["engines"]
    assert (answer["articles"], answer["copies"]) == (ARTICLES, 12)
    assert measured["exact_found"] == 1
    assert 0 < measured["near_found"] <= 1
    assert measured["joined"] == measured["falsely"] == 0
    assert {wanted["name"] for wanted in answer["wanted"]} >= {"embedded near copies"}


def test_a_copy_that_is_not_found_is_told(tiny: Path) -> None:
    records = [{**record, "id": data.record_id(record)} for record in data.news(tiny)]
    made = list(copies.copies_of(records, 4, random.Random(1)))
    assert [m["text"] == _by_id(records, m)["text"] for m in made] == [True, False] * 4
    alone = {record["id"]: record["id"] for record in [*records, *made]}
    assert copies.score("x", records, made, alone, (0, 0)).near_found == 0
    joined = {**alone, **{m["id"]: m["model"] for m in made if m["id"].startswith("near")}}
    scored = copies.score("x", records, made, joined, (0, 0))
    assert (scored.exact_found, scored.near_found, scored.joined) == (0, 1, 0)
    two = {**alone, records[0]["id"]: records[1]["id"]}
    dated = [{**r, "published": f"2020-01-0{1 + 5 * (n % 2)}"} for n, r in enumerate(records)]
    scored = copies.score("x", dated, made, two, (0, 0))
    assert (scored.joined, scored.falsely) == (2, 2 / len(alone))


def _by_id(records: list[dict[str, Any]], made: dict[str, Any]) -> dict[str, Any]:
    return next(record for record in records if record["id"] == made["model"])
