"""The keeper's verbs as a person uses them, with real files, and what the page then says."""

from __future__ import annotations

import json
import signal
from html import unescape
from pathlib import Path

import pytest

from indexer.engines import open_engine
from indexer.settings import Settings
from search_ui.web.app import create_app
from tests.commands import brought, input_file, kashshaf, patched, records, serving

ACTORS = "add\tthe-council\torganization\tمجلس المدينة البلدي\tTown Council\tالمجلس المحلي\n"
FACTS = "n00000\ttitle\tمكتبة على الضفة\nn00000\tauthor\tرباب الدلفي\nn00001\tsource\t-\n"


@pytest.fixture
def archive(engine_address: str, tmp_path: Path) -> str:
    brought(input_file(tmp_path / "news.jsonl", records(8)), engine_address)
    return engine_address


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    actors, facts = tmp_path / "actors.tsv", tmp_path / "facts.tsv"
    actors.write_text(f"\ufeff# من القيّم\r\n{ACTORS}", encoding="utf-8")
    facts.write_text(FACTS, encoding="utf-8")
    return str(actors), str(facts)


def found(engine: str, *search: str) -> list[str]:
    done = kashshaf("search", *search, "--json", engine=engine)
    assert done.code == 0, done
    return sorted(hit["id"] for hit in done.json["hits"])


def test_corrections_from_files_to_the_search_and_back(
    archive: str, files: tuple[str, str]
) -> None:
    dry = kashshaf("correct", *files, "--dry-run", "--json", engine=archive)
    assert (dry.code, dry.json["lines"]) == (0, 4)
    assert found(archive, "--actor", "the-council") == []
    done = kashshaf("correct", *files, engine=archive)
    assert (done.code, done.err) == (0, "")
    assert done.out == "3 articles described again; 4 corrections in all\n"
    assert found(archive, "--actor", "مجلس المدينة البلدي") == ["n00001", "n00005"]
    assert found(archive, "title:الضفة") == ["n00000"]
    assert found(archive, "author:رباب الدلفي") == []
    assert found(archive, 'author:"رباب الدلفي"') == ["n00000"]
    assert kashshaf("reindex", "--quiet", engine=archive).code == 0
    assert found(archive, "--actor", "the-council") == ["n00001", "n00005"]
    shown = kashshaf("correct", "--show", engine=archive)
    assert shown.out == "actors.tsv: 1 corrections\nfacts.tsv: 3 corrections\n"
    assert kashshaf("correct", "--show", "facts.tsv", engine=archive).out == FACTS
    undone = kashshaf("correct", "--undo", engine=archive)
    assert undone.out == "3 articles described again; 0 corrections in all\n"
    assert found(archive, "--actor", "the-council") == []
    assert found(archive, "title:الضفة") == []
    assert kashshaf("correct", "--undo", engine=archive).code == 0
    removed = kashshaf("correct", "--remove", "actors.tsv", "--json", engine=archive)
    assert (removed.json["described"], removed.json["lines"]) == (2, 3)
    assert kashshaf("rollback", engine=archive).code == 0
    assert found(archive, "title:الضفة") == ["n00000"]


def test_describe_heeds_the_corrections_of_the_archive(
    archive: str, files: tuple[str, str], tmp_path: Path
) -> None:
    news = str(tmp_path / "news.jsonl")
    assert kashshaf("correct", *files, engine=archive).code == 0
    first, second, *_ = map(json.loads, kashshaf("describe", news, engine=archive).out.splitlines())
    assert (first["title"], first["author"]) == ("مكتبة على الضفة", "رباب الدلفي")
    assert "the-council" in [actor["id"] for actor in second["actors"]]
    elsewhere = f"embedded:{tmp_path / 'none'}"
    plain, *_ = map(json.loads, kashshaf("describe", news, engine=elsewhere).out.splitlines())
    assert plain["author"] is None and not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"n00000\ttitel\tx\n", "facts.tsv, line 1: 'n00000' is no change"),
        (b"# a\n\nnobody\ttitle\tx\n", "facts.tsv, line 3: there is no article 'nobody'"),
        ("# a\n\xe3\n".encode("latin-1"), "facts.tsv, line 2: this is not UTF-8"),
    ],
)
def test_a_wrong_file_is_told_where(
    archive: str, tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "facts.tsv"
    path.write_bytes(content)
    done = kashshaf("correct", str(path), engine=archive)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.tsv"], "missing.tsv: No such file"),
        (["--undo"], "no correction to undo"),
        (["--remove", "x.tsv"], "no file 'x.tsv'"),
        (["--show", "x.tsv"], "no file 'x.tsv'"),
        (["--show", "--undo"], "use one of"),
    ],
)
def test_what_cannot_be_done_is_said(archive: str, arguments: list[str], said: str) -> None:
    done = kashshaf("correct", *arguments, engine=archive)
    assert done.code in (1, 2)
    assert said in done.err


def test_killed_while_describing_the_next_run_completes_it(
    archive: str, files: tuple[str, str]
) -> None:
    """After the files are kept and one article is committed; index is what runs next."""
    deadly = patched(
        "indexer.engines.elastic_lease.LEASE_SECONDS = 2",
        "indexer.correct.BATCH = 1",
        "indexer.engines.embedded_writer.COMMIT_EVERY = 1",
        "indexer.correct.made = []",
        "indexer.correct.whole = indexer.correct.raw_item",
        "indexer.correct.raw_item = lambda *kept: (__import__('os').kill("
        "__import__('os').getpid(), 9) if indexer.correct.made else "
        "indexer.correct.made.append(kept) or indexer.correct.whole(*kept))",
    )
    done = kashshaf("correct", *files, "--workers", "0", engine=archive, command=deadly)
    assert done.code == -signal.SIGKILL
    if archive.startswith("http"):
        busy = kashshaf("correct", engine=archive)
        while busy.code and "being written" in busy.err:
            busy = kashshaf("correct", engine=archive)
        assert busy.code == 0, busy
    else:
        news = input_file(Path(files[0]).with_name("more.jsonl"), records(1, begin=8))
        assert kashshaf("index", news, "--quiet", engine=archive).code == 0
    assert found(archive, "--actor", "the-council") == ["n00001", "n00005"]
    assert found(archive, "title:الضفة") == ["n00000"]
    nothing = kashshaf("correct", "--json", engine=archive)
    assert nothing.json["described"] == 0


def test_the_page_and_the_api_say_what_the_keeper_corrected(
    archive: str, files: tuple[str, str]
) -> None:
    assert kashshaf("correct", *files, engine=archive).code == 0
    engine = open_engine(Settings(engine=archive))
    client = create_app(engine).test_client()
    notes = client.get("/api/v1/articles/n00000").get_json()["notes"]["facts"]
    assert notes["author"] == {"evidence": "رباب الدلفي", "origin": "keeper"}
    assert notes["title"]["before"] == "خبر رقم 0 من المدينة"
    page = unescape(client.get("/articles/n00000?lang=en").get_data(as_text=True))
    assert page.count("Corrected by the archive's keeper") == 2
    assert "خبر رقم 0 من المدينة" in page
    absent = unescape(client.get("/articles/n00001?lang=en").get_data(as_text=True))
    assert 'not stated</span><span class="read">Corrected by the archive\'s keeper' in absent
    facets = client.get("/api/v1/search?lang=en").get_json()["facets"]["actors"]
    council = {"id": "the-council", "label": "Town Council", "type": "organization", "count": 2}
    assert council in facets
    engine.close()


def test_a_server_that_runs_knows_new_actors_soon(archive: str, files: tuple[str, str]) -> None:
    from urllib.request import urlopen

    with serving(archive) as address:
        url = f"{address}/api/v1/search?actor=the-council&facet_size=50"
        with urlopen(url) as answer:
            assert b"Town Council" not in answer.read()
        assert kashshaf("correct", *files, engine=archive).code == 0
        import json
        import time

        deadline = time.monotonic() + 30
        while True:
            with urlopen(f"{url}&lang=en") as answer:
                labels = [row["label"] for row in json.load(answer)["facets"]["actors"]]
            if "Town Council" in labels:
                break
            assert time.monotonic() < deadline
            time.sleep(0.5)


def test_furniture_from_learning_to_forgetting(engine_address: str, tmp_path: Path) -> None:
    promise = "صار بإمكانكم تنزيل دليلنا الورقي المجاني من مكاتب التوزيع القريبة"
    made = [{**one, "text": f"{one['text']}\n{promise}"} for one in records(60)]
    brought(input_file(tmp_path / "news.jsonl", made), engine_address)
    done = kashshaf("furniture", "--quiet", engine=engine_address)
    assert done.out.startswith("3 lines of 3 sources are furniture"), done
    shown = kashshaf("furniture", "--show", engine=engine_address)
    assert shown.out.count(promise) == 3
    assert found(engine_address, "دليلنا") != []
    assert kashshaf("reindex", "--quiet", engine=engine_address).code == 0
    assert found(engine_address, "دليلنا") == []
    own = tmp_path / "own.tsv"
    own.write_text(shown.out.split("\n")[1] + "\n", encoding="utf-8")
    assert kashshaf("furniture", str(own), engine=engine_address).code == 0
    assert len(kashshaf("furniture", "--show", "--json", engine=engine_address).json) == 1
    assert kashshaf("furniture", "--forget", engine=engine_address).code == 0
    assert kashshaf("furniture", "--show", engine=engine_address).out == ""
    assert kashshaf("reindex", "--quiet", engine=engine_address).code == 0
    assert found(engine_address, "دليلنا") != []


def test_furniture_without_an_archive_or_with_a_wrong_list(
    engine_address: str, tmp_path: Path
) -> None:
    assert "kashshaf index" in kashshaf("furniture", engine=engine_address).err
    wrong = tmp_path / "own.tsv"
    wrong.write_text("ضفاف\n", encoding="utf-8")
    done = kashshaf("furniture", str(wrong), engine=engine_address)
    assert (done.code, "own.tsv, line 1" in done.err) == (2, True)
