"""``kashshaf analyze``: the terms of a text, and the rule that made each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from indexer.arabic.analyzers import exact_tokens, word_tokens
from indexer.arabic.lemma import alternatives, lemma_tokens
from indexer.arabic.root import root
from indexer.errors import UsageError
from indexer.settings import Settings
from indexer.verbs import as_text, piped_in, verb


@click.command("analyze")
@click.argument("text")
@click.option(
    "--depth",
    type=click.Choice(["exact", "word", "lemma", "root"]),
    default="lemma",
    show_default=True,
    help="As written, as spelled, the term of all forms of a word, or of its whole family.",
)
@verb
def analyze_command(text: str, depth: str, settings: Settings) -> None:
    """Show the terms of a text at one depth of analysis, and the rule that made each.

    TEXT - reads lines from standard input and answers each with a JSON line. Two words meet in a
    search when they share a term; roots only score. At lemma depth, a word of several readings has
    a term of each: the archive holds it by the first, a query for it looks for the others, too
    ("also").
    """
    for line in _piped() if text == "-" else (as_text(text),):
        line = line.rstrip("\r\n")
        click.echo(json.dumps({"text": line, "terms": _terms(line, depth)}, ensure_ascii=False))


def _piped() -> Iterator[str]:
    """The lines of standard input. Raises `UsageError` at the first that is no UTF-8."""
    for number, line in enumerate(piped_in(), 1):
        try:
            yield line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as error:
            raise UsageError(
                f"standard input, line {number:,}: byte {error.start + 1:,} is not UTF-8: save "
                "it as UTF-8 text"
            ) from error


def _terms(text: str, depth: str) -> list[dict[str, Any]]:
    if depth == "lemma":
        return [
            {**asdict(token), "term": term, "rule": f"also {found.rule}" if number else found.rule}
            for token in word_tokens(text)
            for number, found in enumerate(alternatives(token.term))
            for term in found.term.split()
        ]
    if depth == "root":
        return [
            {**asdict(token), "term": root(token.term), "rule": depth}
            for token in lemma_tokens(text)
        ]
    tokens = word_tokens(text) if depth == "word" else exact_tokens(text)
    return [{**asdict(token), "rule": depth} for token in tokens]
