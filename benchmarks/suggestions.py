"""How often a slip of the fingers is understood: `python -m benchmarks.suggestions --data DIR`.

Words of headlines of ``news/modern-6k.jsonl.gz`` are misspelt by rule, one slip each, and searched
for in an archive of those articles. Counted is in how many the word that was meant is the first
query offered, or among the first three: the word itself, or a form of it. Slips that are words of
the archive themselves, and so find enough as they are, are counted apart.

Costs and weights are chosen with ``--half choose`` and confirmed with ``--half confirm``: a word is
in one half only.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import click

from benchmarks.data import NEWS, data_option, news, write_articles
from benchmarks.report import json_option, machine, progress, tell
from benchmarks.search import fill
from indexer.arabic.analyzers import word_terms
from indexer.arabic.lemma import is_stop_word, lemma
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.settings import Settings
from mappings import table
from search_ui.answering.failing import FEW
from search_ui.answering.searching import search
from search_ui.asking.params import SearchParams

SHORTEST, LONGEST = 4, 12  # letters of a word that is misspelt
HALVES = ("choose", "confirm")
ROWS = (
    "qwertyuiop[]",
    "asdfghjkl;'",
    "zxcvbnm,./",
)  # of the keyboard, by what they type in English

Slip = Callable[[str, random.Random], str]


@click.command()
@data_option
@click.option("--slips", "count", type=click.IntRange(1), default=600, show_default=True)
@click.option("--half", type=click.Choice(HALVES), default="confirm", show_default=True)
@json_option
@click.option("--examples", is_flag=True, help="Show what was not understood.")
def main(data: Path, count: int, half: str, as_json: bool, examples: bool) -> None:
    """Measure the queries offered for misspelt words."""
    where, say = machine(), progress(as_json)
    records = [record for record in news(data) if record.get("title")]
    if not records:
        raise click.UsageError(f"{data / NEWS} holds no headlines")
    pairs = slips([str(record["title"]) for record in records], count, half)
    with tempfile.TemporaryDirectory(prefix="kashshaf-bench-") as folder:
        file = write_articles(records, len(records), Path(folder) / "news.jsonl.gz")
        address = f"embedded:{folder}/archive"
        fill(file, address, say)
        with closing(open_engine(Settings(engine=address))) as engine:
            results = [(kind, *meant(engine, typed, word)) for kind, typed, word in pairs]
    if examples:
        for (kind, typed, word), (_, place, offered) in zip(pairs, results, strict=True):
            if place not in (None, 1):
                click.echo(f"{kind}: {typed} for {word}: {', '.join(offered)}", err=True)
    places: dict[str, Counter[int | None]] = {}
    for kind, place, _ in results:
        for name in (kind, "all"):
            places.setdefault(name, Counter())[place] += 1
    figures = {name: _shares(found) for name, found in sorted(places.items())}
    rows: list[Any] = [("slip", *next(iter(figures.values())))]
    rows += [(name, *shares.values()) for name, shares in figures.items()]
    tell({"half": half, "slips": figures}, rows, [], where, as_json)


def slips(titles: list[str], count: int, half: str) -> list[tuple[str, str, str]]:
    """(kind, misspelt, meant) for `count` words of headlines, every kind in turn."""
    words = sorted({term for title in titles for term in word_terms(title) if _fit(term, half)})
    chance = random.Random(1)
    chance.shuffle(words)
    kinds = sorted(KINDS)
    made: list[tuple[str, str, str]] = []
    for number, word in enumerate(words):
        kind = kinds[number % len(kinds)]
        typed = KINDS[kind](word, chance)
        if typed != word and len(made) < count:
            made.append((kind, typed, word))
    if len(made) < count:
        raise click.UsageError(f"the headlines hold only {len(made)} words to misspell")
    return made


def meant(engine: Engine, typed: str, word: str) -> tuple[int | None, list[str]]:
    """The place, from 1, of the word among the queries offered for a misspelt one; 0 where it is
    not among them, None where the misspelt one finds enough. And what is offered."""
    answer = search(engine, SearchParams(q=typed, sort="relevance", size=1))
    offered = [str(offer["q"]) for offer in answer["understood"].get("suggestions", ())]
    if answer["total"] > FEW:
        return None, offered
    for place, query in enumerate(offered, 1):
        terms = word_terms(query)
        if terms == [word] or [lemma(term).term for term in terms] == [lemma(word).term]:
            return place, offered
    return 0, offered


def _fit(term: str, half: str) -> bool:
    if not SHORTEST <= len(term) <= LONGEST or not term.isalpha() or term.isascii():
        return False
    odd = blake2b(term.encode(), digest_size=1).digest()[0] % 2
    return HALVES[odd] == half and not is_stop_word(term)


def _shares(found: Counter[int | None]) -> dict[str, float]:
    tried = sum(found.values())
    told = tried - found[None]
    return {
        "tried": tried,
        "found as typed": found[None],
        "first": found[1] / max(told, 1),
        "in three": (found[1] + found[2] + found[3]) / max(told, 1),
    }


def _left_out(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :]


def _doubled(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word))
    return word[: at + 1] + word[at:]


def _swapped(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _confused(word: str, chance: random.Random) -> str:
    """With a letter written for another that is listed as like it; the word, where none has one."""
    alike = [
        (at, other)
        for at, letter in enumerate(word)
        for _, kind, letters in table("letter_slips", 3)
        for other in letters
        if letter in letters and other != letter and kind != "keys"
    ]
    if not alike:
        return word
    at, other = chance.choice(alike)
    return word[:at] + other + word[at + 1 :]


def _beside(word: str, chance: random.Random) -> str:
    """With the key beside the right one."""
    at = chance.randrange(len(word))
    return word[:at] + _next_key(word[at], chance) + word[at + 1 :]


def _both(word: str, chance: random.Random) -> str:
    """With the key beside the right one hit too."""
    at = chance.randrange(len(word))
    return word[: at + 1] + _next_key(word[at], chance) + word[at + 1 :]


def _next_key(letter: str, chance: random.Random) -> str:
    typed = _keys()
    for row in ROWS:
        at = row.find(typed.get(letter, " "))
        if at >= 0:
            keys = [row[near] for near in (at - 1, at + 1) if 0 <= near < len(row)]
            near = [made for made, key in typed.items() if key in keys and len(made) == 1]
            return chance.choice(near) if near else letter
    return letter


def _other_layout(word: str, chance: random.Random) -> str:
    """With the keyboard in Latin letters."""
    return "".join(_keys().get(letter, letter) for letter in word)


@cache
def _keys() -> dict[str, str]:
    """The key by the letters that it types with the Arabic layout of Windows."""
    return {letters: key for name, key, letters in table("keyboards", 3) if name == "windows"}


KINDS: dict[str, Slip] = {
    "a key beside hit too": _both,
    "a key beside": _beside,
    "a letter like it": _confused,
    "doubled": _doubled,
    "left out": _left_out,
    "other layout": _other_layout,
    "swapped": _swapped,
}


if __name__ == "__main__":
    main()
