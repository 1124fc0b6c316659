"""The guides as tests read them: their blocks of code, and what stands below each as its output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from search_ui.answering.labels import Language
from search_ui.web.guides import NAMES, file_of

LANGUAGES: tuple[Language, ...] = ("ar", "en")
DOCS = Path(__file__).parent.parent / "docs"
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
_PICTURE = re.compile(r"!\[([^\]]+)\]\(pictures/([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of code: `kind` is sh, python, console (not run) or text; `output` is what the block
    of text below it says, None if there is none."""

    kind: str
    code: str
    output: str | None


def text_of(name: str, language: Language) -> str:
    """A guide as it is written."""
    return file_of(name, language).read_text(encoding="utf-8")


def blocks(text: str) -> list[Block]:
    """The blocks of a guide that are no output."""
    found = [(kind, code) for kind, code in _BLOCK.findall(text)]
    after = [*found[1:], ("", "")]
    return [
        Block(kind, code, below if its == "text" else None)
        for (kind, code), (its, below) in zip(found, after, strict=False)
        if kind != "text"
    ]


def pictures(text: str) -> list[tuple[str, str]]:
    """What is said of each picture, and its file."""
    return _PICTURE.findall(text)


__all__ = ["DOCS", "LANGUAGES", "NAMES", "Block", "blocks", "pictures", "text_of"]
