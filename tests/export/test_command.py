"""``kashshaf export``, on both engines: what the API sends, or no file at all."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.engines import open_engine
from indexer.settings import Settings
from tests.commands import KASHSHAF, ended, environment, kashshaf, started, wait_until
from tests.conftest import make_address
from tests.engines_samples import article, write
from tests.exports import MANY, RECORDS, Pages, got, read_csv, read_ris
from tests.proxies import proxy


def test_the_command_writes_what_the_api_sends(
    address: str, client: FlaskClient, tmp_path: Path
) -> None:
    out = tmp_path / "نتيجة.csv"
    done = kashshaf("export", RECORDS, "--source", "ضفاف", "--out", str(out), engine=address)
    assert done.code == 0 and done.out == "" and "2,000 articles of g000001" in done.err
    sent = got(client, f"/api/v1/export.csv?q={quote(RECORDS)}&source={quote('ضفاف')}")
    assert read_csv(out.read_bytes())[1:] == read_csv(sent)[1:]
    assert list(tmp_path.iterdir()) == [out]
    said = kashshaf("export", RECORDS, "--format", "ris", "--quiet", engine=address)
    assert (said.code, said.err) == (0, "")
    assert len(read_ris(said.out.replace("\n", "\r\n").encode())) == MANY


def test_ctrl_c_leaves_no_half_file(address: str, tmp_path: Path) -> None:
    out = tmp_path / "whole.jsonl"
    out.write_text("was there before")
    with started("export", RECORDS, "--out", str(out), engine=address) as process:
        wait_until(lambda: any(p.stat().st_size for p in tmp_path.glob(".kashshaf-*")))
        done = ended(process, signal.SIGINT)
    assert done.code == 130 and "interrupted" in done.err
    assert out.read_text() == "was there before" and list(tmp_path.iterdir()) == [out]


def test_an_engine_that_fails_leaves_no_half_file(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = request.getfixturevalue("elasticsearch_url")
    made = make_address(request, "elasticsearch", tmp_path)
    engine = open_engine(Settings(engine=made))
    write(engine, (article(f"n{number}", "نص " * 200) for number in range(1200)))
    engine.close()
    out = tmp_path / "whole.csv"
    with proxy(url, Pages(2)) as through:
        name = made.rpartition("/")[2]
        env = {"KASHSHAF_TIMEOUT": "2"}
        done = kashshaf("export", "--out", str(out), engine=f"{through}/{name}", env=env)
        assert done.code == 1 and "does not answer" in done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ق*"], "at least 2 letters"),
        (["--from", "2019-99"], "is no date"),
        (["--format", "pdf"], "is not one of"),
        (["--size", "3"], "No such option"),
        (["--out", "/nowhere/at/all.csv"], "/nowhere/at"),
    ],
)
def test_what_cannot_be_exported_is_said(address: str, arguments: list[str], said: str) -> None:
    done = kashshaf("export", *arguments, engine=address)
    assert done.code in (1, 2) and said in done.err and done.out == ""


def test_a_pipe_is_written_as_it_comes(address: str, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    command = [*KASHSHAF, "export", RECORDS, "--format", "csv", "--out", str(pipe)]
    with subprocess.Popen([*command, "--engine", address], env=environment()) as process:
        data = pipe.read_bytes()
        assert process.wait(60) == 0
    assert len(read_csv(data)[2]) == MANY and pipe.is_fifo()
