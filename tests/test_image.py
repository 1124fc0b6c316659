"""The image of Docker: what is copied into it is given to its builder."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_builder_is_given_what_it_copies() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    copied = [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [rule for rule in ignore if rule and not rule.startswith("#")]
    assert "docs" in copied and rules[0] == "*"
    for name in copied:
        assert (ROOT / name).exists()
        last = [rule for rule in rules if fnmatch(name, rule.lstrip("!"))][-1]
        assert last == f"!{name}", name
