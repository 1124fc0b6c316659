"""``python -m indexer.describe.make_ahead --data DIR``: works out the commonest words ahead.

Writes ``mappings/derived/words.npz`` (`indexer.arabic.ahead`); to be run again when a list or the
analysis has changed. The words are those that stand `LEAST` times in the open text of DIR,
``text/arwiki-10k.jsonl.gz``: articles of the Arabic Wikipedia of 2017 (CC BY-SA 3.0), of which
nothing but which words are common goes into the file. Licence of the file: GPL-3.0-or-later.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from indexer.arabic import ahead, lemma
from indexer.arabic.analyzers import word_terms
from indexer.describe.names import words
from mappings.arrays import write

OPEN_TEXT = "text/arwiki-10k.jsonl.gz"
LEAST = 3  # times; what is rarer is seldom met and makes the file longer
_WORD = re.compile("[\u0621-\u064a]{2,24}")


def columns(common: list[str]) -> dict[str, list[str]]:
    """What the file says of words, as lines, by column; worked out."""
    lemmas = [lemma.worked_out(word) for word in common]
    return {
        "terms": [found.term for found in lemmas],
        "rules": [found.rule for found in lemmas],
        "parts": [words.to_line(words.worked_out(word)) for word in common],
    }


def _texts(path: Path) -> Iterator[str]:
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield json.loads(line)["text"]
                except (ValueError, KeyError) as error:
                    raise click.ClickException(
                        f"{path}, line {number}: no JSON with a text"
                    ) from error
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise click.ClickException(f"{path} cannot be read: {error}") from error


@click.command(help=__doc__)
@click.option(
    "--data",
    required=True,
    envvar="KASHSHAF_DATA",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
def main(data: Path, out: Path | None) -> None:
    ahead.set_aside()
    met = Counter(term for text in _texts(data / OPEN_TEXT) for term in word_terms(text))
    common = sorted(word for word, times in met.items() if times >= LEAST and _WORD.fullmatch(word))
    target = write(ahead.FILE, ahead.packed(common, columns(common)), out)
    click.echo(f"{target}: {len(common)} words, {target.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
