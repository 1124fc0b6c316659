"""A text that was set in pages, each ended by a form feed: its paragraphs without the pages.

Programs that take the text out of a PDF write a form feed after each page, a line for each printed
line and a blank line between paragraphs. What recurs at the edges of pages belongs to the volume;
its first appearance stays, since it may tell name and date of an issue.
"""

from __future__ import annotations

import re
from collections import Counter

from pyarabic import araby

from indexer.arabic.analyzers import word_terms
from indexer.arabic.spacing import weight
from indexer.extract.lines import ended
from indexer.records import Dropped

PAGE_BREAK = "\f"
EDGE = 2  # lines at either end of a page that may be its head or foot
FEW, SHARE = 3, 0.3  # pages that a running head stands on, at least, and of all pages
SHORT = 0.6  # of the longest line of a page: a shorter one ends its paragraph
NARROW = 20  # letters; in so narrow a column, or in lists, no line is short
RUNNING_HEAD, NUMBER = "running_head", "page_clock"

_NUMBER = re.compile(r"[\W_]*\d{1,4}[\W_]*(?:[/|]\W*\d{1,4}\W*)?")
_DIGITS = re.compile(r"\d+")
_BROKEN = re.compile(r"[^\W\d_]\u00ad$|[A-Za-z]-$")

Paragraph = list[str]  # its lines


def flowing(text: str) -> tuple[str, list[Dropped]]:
    """A text with form feeds as paragraphs, one a line, and the lines that belong to its pages."""
    pages = [page.split("\n") for page in text.removesuffix(PAGE_BREAK).split(PAGE_BREAK)]
    dropped = _without_edges(pages)
    joined: list[Paragraph] = []
    for page in pages:
        longest = max((len(line.strip()) for line in page), default=0)
        paragraphs = _paragraphs(page, longest)
        if joined and paragraphs and _goes_on(joined[-1], paragraphs[0], longest):
            joined[-1] += paragraphs.pop(0)
        joined += paragraphs
    return "\n\n".join(map(_on_one_line, joined)), dropped


def _without_edges(pages: list[list[str]]) -> list[Dropped]:
    """Takes running heads and page numbers out of `pages`, and gives them back in order."""
    edges = [_edge(page) for page in pages]
    on_pages = Counter(
        key for page, at in zip(pages, edges, strict=True) for key in _keys(page, at)
    )
    recurring = {
        key for key, count in on_pages.items() if count >= max(FEW, SHARE * len(pages)) and key
    }
    seen: set[str] = set()
    dropped: list[Dropped] = []
    for page, places in zip(pages, edges, strict=True):
        for place in places:
            line, key = page[place].strip(), _key(page[place])
            if _NUMBER.fullmatch(line):
                dropped.append(Dropped(line, NUMBER))
            elif key in seen and not ended(line):  # a sentence is text, even said again
                dropped.append(Dropped(line, RUNNING_HEAD))
            else:
                seen |= {key} & recurring
                continue
            page[place] = ""
    return dropped


def _edge(page: list[str]) -> list[int]:
    """The places of the lines at either end of a page that are not blank."""
    places = [place for place, line in enumerate(page) if line.strip()]
    return sorted({*places[:EDGE], *places[-EDGE:]})


def _keys(page: list[str], places: list[int]) -> set[str]:
    return {_key(page[place]) for place in places}


def _key(line: str) -> str:
    """What a line says beside its numbers."""
    return " ".join(word_terms(_DIGITS.sub(" ", line)))


def _paragraphs(page: list[str], longest: int) -> list[Paragraph]:
    """The paragraphs of a page: blank lines part them, and so does the end of a short line."""
    made: list[Paragraph] = []
    ended = True
    for row in page:
        line = row.strip()
        if line and ended:
            made.append([line])
        elif line:
            made[-1].append(line)
        ended = not line or _short(line, longest)
    return made


def _short(line: str, longest: int) -> bool:
    return longest > NARROW and len(line) < SHORT * longest


def _goes_on(before: Paragraph, after: Paragraph, longest: int) -> bool:
    """Whether a paragraph was cut by the end of a page: it stops in the middle of a full line."""
    last = before[-1]
    return not ended(last) and not _short(last, longest) and len(before) + len(after) > 2


def _on_one_line(lines: Paragraph) -> str:
    text = lines[0]
    for line in lines[1:]:
        if _BROKEN.search(text) and line[:1].islower() | (text[-1] == "\u00ad"):
            text = text[:-1] + line
        elif text.endswith(araby.TATWEEL) and _one_word(text, line):
            text = text.rstrip(araby.TATWEEL) + line.lstrip(araby.TATWEEL)
        else:
            text = f"{text} {line}"
    return text


def _one_word(before: str, after: str) -> bool:
    """Whether the word that a tatweel ends goes on in the next line."""
    first, second = before.split()[-1].rstrip(araby.TATWEEL), after.split()[0].lstrip(araby.TATWEEL)
    return bool(first) and weight(araby.strip_tatweel(first + second)) > max(weight(second), -1)
