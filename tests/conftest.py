"""What every test may ask for: real engines, and the development data where it is there.

An Elasticsearch is started once for a run (or `ELASTICSEARCH_URL` names one). Where none can be
had, its tests are skipped and say how to have one; under ``CI=true`` a skip is a failure, but for
the absence of the development data.
"""

from __future__ import annotations

import os
import signal
import uuid
from collections.abc import Generator, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.settings import Settings
from tests import actor_library, elasticsearch_node
from tests.asking import SCRIPT, STRANGE
from tests.browser import WIDE, Unavailable, Visit, Visitor, browser
from tests.commands import brought, input_file, records
from tests.engines_samples import archive_of, article
from tests.examples import sample_archive
from tests.exports import hostile
from tests.page_library import filled, library
from tests.served import served

ROOT = Path(__file__).parent.parent
ENGINES = ("embedded", "elasticsearch")
NO_DATA = "development data beside the project is absent"


@pytest.fixture(scope="session")
def elasticsearch_url() -> Iterator[str]:
    try:
        with elasticsearch_node.node() as url:
            yield url
    except elasticsearch_node.Unavailable as error:
        pytest.skip(f"no Elasticsearch: {error}")


@pytest.fixture(params=ENGINES)
def engine_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an archive that does not exist yet, on each engine."""
    return make_address(request, str(request.param), tmp_path)


@pytest.fixture
def engine(engine_address: str) -> Iterator[Engine]:
    """A new archive on each engine."""
    made = open_engine(Settings(engine=engine_address))
    yield made
    made.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    try:
        with browser() as launched:
            yield launched
    except Unavailable as error:
        pytest.skip(f"no browser: {error}")


@pytest.fixture(scope="module")
def site(library_engine: Engine) -> Iterator[str]:
    """The address that `visitor` goes to; a module that serves another archive says so itself."""
    with served(library_engine) as address:
        yield address


@pytest.fixture
def visitor(chromium: Browser, site: str) -> Iterator[Visitor]:
    """Makes visits to `site`, and sees at the end that nothing happened that must not."""
    visits: list[Visit] = []

    def visit(address: str = site, **options: Any) -> Visit:
        options.setdefault("viewport", WIDE)
        visits.append(Visit(chromium.new_context(**options), address))
        return visits[-1]

    yield visit
    for made in visits:
        made.ended()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The development data, laid out as its README says."""
    data = Path(os.environ.get("KASHSHAF_DATA") or ROOT.parent / "shared" / "data")
    if not data.is_dir():
        pytest.skip(NO_DATA)
    return data


@pytest.fixture(scope="session")
def seeds(shared_data: Path) -> Path:
    """The five articles that the project was asked for, with what each holds."""
    folder = shared_data.parent / "seeds"
    if not folder.is_dir():
        pytest.skip(NO_DATA)
    return folder


@pytest.fixture(scope="session")
def sample_pages() -> Path:
    return ROOT / "sample_archive" / "pages"


@pytest.fixture(scope="session")
def sample_engine() -> Iterator[Engine]:
    """An embedded archive with the pages of the sample archive, for reading only."""
    with sample_archive() as engine:
        yield engine


@pytest.fixture(scope="session")
def library_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An embedded archive with the articles of `tests.page_library`, for reading only."""
    engine = filled(tmp_path_factory.mktemp("library"))
    yield engine
    engine.close()


@pytest.fixture(scope="module", params=ENGINES)
def actor_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An archive on each engine with the articles of `tests.actor_library`."""
    address = make_address(request, str(request.param), tmp_path_factory.mktemp("actors"))
    with archive_of(address, actor_library.actor_library()) as engine:
        yield engine


@pytest.fixture(scope="module", params=ENGINES)
def record_address(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of an archive on each engine with twelve `records`, and one of an odd id."""
    folder = tmp_path_factory.mktemp("records")
    made = make_address(request, str(request.param), folder)
    odd = {**records(1, 50)[0], "id": STRANGE, "title": SCRIPT, "source": SCRIPT, "text": "شيفرة"}
    brought(input_file(folder / "a.jsonl", records(12)), made)
    brought(input_file(folder / "odd.jsonl", [odd]), made)
    return made


@pytest.fixture(scope="module", params=ENGINES)
def hostile_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The address of an archive on each engine with the articles of `tests.page_library`, hostile
    ones, and one whose id ends as a file does."""
    made = make_address(request, str(request.param), tmp_path_factory.mktemp("hostile"))
    odd = article("odd.ris", "نص", title="اسم ينتهي بنقطة")
    with archive_of(made, [*library(), *hostile(), odd]):
        return made


@pytest.fixture(scope="module")
def record_engine(record_address: str) -> Iterator[Engine]:
    with closing(open_engine(Settings(engine=record_address))) as engine:
        yield engine


@pytest.fixture(scope="module")
def hostile_engine(hostile_address: str) -> Iterator[Engine]:
    with closing(open_engine(Settings(engine=hostile_address))) as engine:
        yield engine


@pytest.fixture(scope="session")
def actor_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page over an archive with the articles of `tests.actor_library`, a long
    one, and more sources than a facet shows."""
    engine = actor_library.filled(tmp_path_factory.mktemp("actors"))
    with closing(engine), served(engine) as address:
        yield address


def make_address(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """An address for a new archive on an engine; the archive is removed at the end."""
    if kind == "embedded":
        return f"embedded:{folder / 'archive'}"
    url: str = request.getfixturevalue("elasticsearch_url")
    name = f"test-{uuid.uuid4().hex[:12]}"
    request.addfinalizer(lambda: _drop(f"{url}/{name}"))
    return f"{url}/{name}"


def _drop(address: str) -> None:
    from elasticsearch import Elasticsearch

    url, _, name = address.rpartition("/")
    with Elasticsearch(url) as client:
        for index in client.indices.get(index=f"{name}-*"):
            client.indices.delete(index=index)


def pytest_configure() -> None:
    """A shell starts what runs in the background with Ctrl-C ignored, and what is started by it
    inherits that: the tests that end the command so would wait for ever."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes go by the name of their parameter: packed ones hold the time, and every process of a
    run must call a test the same."""
    return argname if isinstance(val, bytes) else None


def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    """Processes that share a run share its Elasticsearch; where none can be had, each says so."""
    held = ExitStack()
    config.add_cleanup(held.close)
    with suppress(elasticsearch_node.Unavailable):
        os.environ["ELASTICSEARCH_URL"] = held.enter_context(elasticsearch_node.node())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
    call: pytest.CallInfo[None],
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and os.environ.get("CI") == "true" and NO_DATA not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped under CI: {report.longrepr}"
    return report
