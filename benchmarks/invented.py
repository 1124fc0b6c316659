"""Pages of this project's own invention, written before anything was measured on them.

``tests/unseen/*.page`` are texts, ``*.html`` saved pages. Each begins with what is to be read from
it (``name: value``, ``-`` for what the page does not say), then a line ``---``, then the page. In a
text each line is marked: ``T`` the headline, ``D`` a deck, ``M`` a line of date or byline, ``B``
the article (what stands before ``||`` is a dateline), ``F`` furniture. HTML names furniture
(``out``) and passages of the article (``kept``) in its head.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from indexer.records import HTML, TEXT, RawItem

FOLDER = Path(__file__).parent.parent / "tests" / "unseen"
ENDS = 6  # words of the start and the end of a paragraph that must be kept
NONE = "-"
TYPES = {"p": "person", "o": "organization", "g": "armed_group"}


@dataclass(frozen=True, slots=True)
class Invented:
    """A page and what is to be read from it."""

    name: str
    item: RawItem
    gold: dict[str, Any]  # title, source, author, place, published, boilerplate, body_probe, actors


def invented(folder: Path = FOLDER) -> Iterator[Invented]:
    """Every page of the folder, by name."""
    for path in sorted(folder.iterdir()):
        if path.suffix in (".page", ".html"):
            head, _, page = path.read_text(encoding="utf-8").partition("\n---\n")
            yield (_html if path.suffix == ".html" else _text)(path.name, head, page)


def _text(name: str, head: str, page: str) -> Invented:
    marked = [(line[:1], line[2:]) for line in page.rstrip("\n").split("\n")]
    text = "\n".join(line.replace("|| ", "") for _, line in marked)
    gold = _facts(head) | {
        "title": next((line for mark, line in marked if mark == "T"), None),
        "boilerplate": [line for mark, line in marked if mark == "F"],
        "body_probe": [p for mark, line in marked if mark == "B" for p in _ends(line)],
    }
    return Invented(name, RawItem(name, TEXT, text, text), gold)


def _html(name: str, head: str, page: str) -> Invented:
    facts = _facts(head)
    url = {"url": facts.pop("url")} if facts.get("url") else {}
    return Invented(name, RawItem(name, HTML, page, page, url), facts)


def _ends(line: str) -> list[str]:
    words = line.rpartition("|| ")[2].split()
    return [" ".join(words[:ENDS]), " ".join(words[-ENDS:])]


def _facts(head: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"boilerplate": [], "body_probe": [], "actors": []}
    for name, _, value in (line.partition(": ") for line in head.split("\n")):
        if name == "out":
            facts["boilerplate"].append(value)
        elif name == "kept":
            facts["body_probe"].append(value)
        elif name == "actors":
            facts["actors"] = [_actor(one) for one in value.split("; ") if one.strip()]
        elif name:
            facts[name.removesuffix(":")] = None if value in (NONE, "") else value
    return facts


def _actor(written: str) -> dict[str, Any]:
    mark, _, names = written.strip().partition(" ")
    mentions = names.split("|")
    return {"name": mentions[0], "type": TYPES[mark], "mentions": mentions}
