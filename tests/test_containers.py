"""The files of the containers: sound, and with every setting that the program knows."""

from __future__ import annotations

import re
from dataclasses import fields
from fnmatch import fnmatch
from typing import Any

import pytest
import yaml

from indexer.settings import Settings
from tests.conftest import ROOT

VARIABLES = {f"KASHSHAF_{entry.name.upper()}" for entry in fields(Settings)}
OWN = {"KASHSHAF_ENGINE", "KASHSHAF_ELASTICSEARCH_USER", "KASHSHAF_ELASTICSEARCH_PASSWORD"}
COMPOSE, DOCKERFILE = ROOT / "docker-compose.yml", ROOT / "Dockerfile"


def compose() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
    return read


@pytest.mark.parametrize("service", ["web", "index"])
def test_every_setting_reaches_the_program(service: str) -> None:
    passed = compose()["services"][service]["environment"]
    assert passed.keys() == VARIABLES
    assert {name for name, value in passed.items() if value is not None} == OWN


def test_what_is_asked_of_the_shell_is_told_above() -> None:
    """Every variable that the file itself reads is in its own head or beside its use."""
    asked = set(re.findall(r"\$\{(\w+)", COMPOSE.read_text(encoding="utf-8")))
    assert asked == {"ELASTIC_PASSWORD", "ELASTICSEARCH_MEMORY", "KASHSHAF_ARTICLES"}


def copied() -> set[str]:
    """What the image is built from, by name."""
    told = DOCKERFILE.read_text(encoding="utf-8")
    lines = re.findall(r"^COPY (.+)$", told, re.M)
    return {name for line in lines for name in line.split()[:-1]}


def test_the_image_holds_what_the_program_needs() -> None:
    """Each folder of the package and each file that building it reads is copied in."""
    assert copied() == {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "mappings",
        "indexer",
        "docs",
        "search_ui",
    }
    assert all((ROOT / name).exists() for name in copied())
    assert 'ENTRYPOINT ["kashshaf"]' in DOCKERFILE.read_text(encoding="utf-8")


def test_the_builder_is_given_what_it_copies() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [rule for rule in ignore if rule and not rule.startswith("#")]
    assert rules[0] == "*"
    for name in copied():
        last = [rule for rule in rules if fnmatch(name, rule.lstrip("!"))][-1]
        assert last == f"!{name}", name
