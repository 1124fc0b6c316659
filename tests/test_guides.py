"""The guides: both languages say the same, what they name exists, and their examples work."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.answering.labels import Language
from search_ui.cli import main
from search_ui.web.app import SECURITY_HEADERS, create_app
from tests.commands import environment
from tests.conftest import ROOT
from tests.guides import DOCS, LANGUAGES, NAMES, blocks, pictures, text_of
from tests.page_library import page, values
from tests.pictures import LARGEST, PICTURES
from tests.served import served

ADDRESS = "http://127.0.0.1:8777"
EVERY = [(name, language) for name in NAMES for language in LANGUAGES]


@pytest.fixture(scope="module")
def client(sample_engine: Engine) -> FlaskClient:
    return create_app(sample_engine).test_client()


@pytest.fixture(scope="module")
def site(sample_engine: Engine) -> Iterator[str]:
    with served(sample_engine) as address:
        yield address


# ---- both languages


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_are_built_alike(name: str) -> None:
    arabic, english = (text_of(name, language) for language in LANGUAGES)
    for pattern in (r"^#+ ", r"^\|[-|]+\|$", r"^- ", r"^\| "):
        built = [re.findall(pattern, text, re.M) for text in (arabic, english)]
        assert built[0] == built[1], pattern
    assert blocks(arabic) == blocks(english)
    shown = [
        [file.replace(f".{language}.", ".") for _, file in pictures(text)]
        for language, text in zip(LANGUAGES, (arabic, english), strict=True)
    ]
    assert shown[0] == shown[1]


def test_arabic_is_arabic() -> None:
    for name in NAMES:
        prose = re.sub(
            r"^```.*?^```$|`[^`]*`|\]\([^)]*\)", "", text_of(name, "ar"), flags=re.M | re.S
        )
        latin, arabic = re.findall(r"[A-Za-z]{3,}", prose), re.findall("[\u0621-\u064a]{3,}", prose)
        assert len(arabic) > 8 * len(latin), sorted(set(latin))


# ---- the pages


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_link_of_a_guide_leads_somewhere(
    client: FlaskClient, name: str, language: Language
) -> None:
    address = f"/help/{name}?lang={language}"
    shown = page(client, address)
    assert shown.get("lang") == language
    assert len(shown.cssselect("h1")) == 1 and shown.cssselect(".contents a")
    ids = values(shown, "//@id")
    assert len(ids) == len(set(ids))
    for target in values(shown, "//main//a/@href", "//aside//a/@href", "//main//img/@src"):
        path, _, place = target.partition("#")
        if path.startswith("https://"):
            continue
        answer = client.get(path) if path else client.get(address)
        assert answer.status_code == 200, target
        if place:
            assert f'id="{unquote(place)}"' in answer.get_data(as_text=True), target
        answer.close()


@pytest.mark.parametrize(("name", "language"), EVERY)
def test_every_link_of_a_guide_leads_somewhere_as_a_file(name: str, language: Language) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", text_of(name, language)):
        if not target.startswith(("https://", "/")):
            assert (DOCS / target.partition("#")[0]).is_file(), target


def test_help_is_as_strict_as_every_page(client: FlaskClient) -> None:
    answer = client.get("/help")
    for header, value in SECURITY_HEADERS.items():
        assert answer.headers[header] == value
    text = answer.get_data(as_text=True)
    assert "<script>" not in text and "style=" not in text
    assert client.get("/help/none").status_code == 404
    assert client.get("/help?q=x").status_code == 400
    assert client.get("/help?lang=fr").status_code == 400
    assert client.get("/help/pictures/..%2Fguide.ar.md").status_code == 404
    assert client.get("/help/pictures/none.webp").status_code == 404


def test_every_page_leads_to_the_help(client: FlaskClient) -> None:
    assert "/help" in values(page(client, "/"), "//header//a/@href")
    assert "/help?lang=en" in values(page(client, "/?lang=en"), "//header//a/@href")
    assert "/help" in values(page(client, "/articles/none", 404), "//header//a/@href")


def test_the_guides_are_shipped(tmp_path: Path) -> None:
    built = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(built, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
    shipped = {f"search_ui/docs/{path.relative_to(DOCS)}" for path in DOCS.rglob("*.*")}
    assert len(shipped) >= 24 and shipped <= names


# ---- pictures


def test_the_pictures_are_those_that_the_guides_name() -> None:
    for language in LANGUAGES:
        named = [one for name in NAMES for one in pictures(text_of(name, language))]
        assert {file for _, file in named} == {f"{one}.{language}.webp" for one in PICTURES}
        assert all(len(said) > 20 for said, _ in named)
    there = list((DOCS / "pictures").iterdir())
    assert {one.name for one in there} == {
        f"{one}.{language}.webp" for one in PICTURES for language in LANGUAGES
    }, "run `python -m tests.pictures`"
    assert all(one.stat().st_size < LARGEST for one in there)


# ---- examples


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_queries_of_the_guide_find_something(client: FlaskClient, language: Language) -> None:
    section = text_of("guide", language).split("\n## ")[2]
    queries = re.findall(r"^\| `([^`]+)` \|", section, re.M)
    assert len(queries) >= 10
    for query in queries:
        answer = client.get("/api/v1/search", query_string={"q": query}).get_json()
        assert answer["total"] and not answer["understood"]["notes"], query


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_examples_for_programs_work(site: str, tmp_path: Path, language: Language) -> None:
    scope: dict[str, Any] = {}
    for block in blocks(text_of("api", language)):
        code = block.code.replace(ADDRESS, site)
        assert block.kind in ("sh", "python") and (ADDRESS not in block.code or code != block.code)
        if block.kind == "python":
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(code, scope)
            said = printed.getvalue()
        else:
            said = _run(
                f'curl() {{ command curl --fail --no-progress-meter "$@"; }}\n{code}', tmp_path
            )
        if block.output is not None:
            assert said == block.output
    assert (tmp_path / "difaf.jsonl").stat().st_size > 1_000


def test_the_examples_for_who_keeps_it_work(tmp_path: Path, sample_pages: Path) -> None:
    shutil.copytree(sample_pages, tmp_path / "articles")
    for block in blocks(text_of("keeper", "ar")):
        if block.kind == "sh":
            _run(block.code, tmp_path)
    assert (tmp_path / "archive-backup" / "pointer.json").is_file()
    exported = (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(exported) == 96  # all but the one that was withdrawn, and the line of the search


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_guide_for_who_keeps_it_names_exists(language: Language) -> None:
    text = text_of("keeper", language)
    verbs = set(re.findall(r"\bkashshaf ([a-z]+)\b", text))
    assert len(verbs) >= 9 and verbs <= set(main.commands)
    options = {
        opt for command in main.commands.values() for one in command.params for opt in one.opts
    }
    ours = re.sub(r"^(printf|cp|id=\$\(kashshaf).*$", "", text, flags=re.M)
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", ours)) <= {*options, "--help"}
    settings = {f"KASHSHAF_{entry.name.upper()}" for entry in fields(Settings)}
    assert set(re.findall(r"KASHSHAF_[A-Z_]+", text)) <= settings
    operations = re.findall(r"^\| `([a-z]+) ", text, re.M)
    helped = main.commands["correct"].help or ""
    assert operations and all(re.search(rf"\b{one}\b", helped) for one in operations)


def _run(code: str, folder: Path) -> str:
    """What a block of shell prints; it must end well."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    given = environment({"PATH": path, "LC_ALL": "C.UTF-8"})
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", code],
        cwd=folder,
        env=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, (code, done.stderr)
    return done.stdout
