"""Trains the model of names from open data and writes it into the package.

    python -m indexer.describe.names.train --data DIR [--out FILE]

DIR is laid out as the development data: ``names/*.conll`` (`corpus`) and the open text that the
clusters are made from (`clusters`). Needs python-crfsuite and SciPy, which the package itself does
not. What the model is, and from what, stands in ``mappings/models/MODEL_CARD.md``.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np
import pycrfsuite
from numpy.typing import NDArray

from indexer.describe.names import corpus, features
from indexer.describe.names.clusters import OPEN_TEXT, SIZES, bases_of, clusters, open_text
from indexer.describe.names.corpus import CorpusError, Sentence
from indexer.describe.names.groups import Groups
from indexer.describe.names.labels import LABELS, OUTSIDE
from indexer.describe.names.model import FILE
from indexer.describe.names.words import LONE
from mappings.arrays import Arrays, from_lines, from_text, write

SETTINGS = {"c1": 0.1, "c2": 0.5, "max_iterations": 100, "feature.minfreq": 2}
LEAN = 0.3  # off what speaks for no name: found to give the best F1 on the held-out part
OF_NEWS = "news:"  # before what is learnt from the news alone, on top of what all texts teach
LEAST_MET = 3  # times; a rarer word is told by its shape, lists and cluster, never by itself


def train(data: Path, held_out: bool, say: Any = lambda text: None) -> Arrays:
    """The arrays of a model trained on the corpora under `data`; with `held_out`, without the part
    of the news that is for measuring (`corpus.split`)."""
    news = list(corpus.sentences(data / "names" / corpus.NEWS))
    if held_out:
        news, _ = corpus.split(news)
    wiki = [
        sentence
        for file in corpus.WIKIPEDIA
        for sentence in corpus.sentences(data / "names" / file)
    ]
    say("clusters")
    words, groups = clusters(_lines(data, [*news, *wiki]))
    say("weights")
    return {**_weights(news, wiki, words, groups), **_cluster_arrays(words, groups)}


def _lines(data: Path, sentences: Sequence[Sentence]) -> Iterable[list[str]]:
    yield from open_text(data / OPEN_TEXT)
    bases: dict[str, str] = {}
    for sentence in sentences:
        yield bases_of([form for form in sentence.words if form not in LONE], bases)


def _weights(
    news: Sequence[Sentence], wiki: Sequence[Sentence], words: list[str], groups: NDArray[Any]
) -> Arrays:
    told = Groups(words, groups, SIZES)
    bases: dict[str, str] = {}
    sentences = [*news, *wiki]
    counts = Counter(base for s in sentences for base in bases_of(s.words, bases))
    known = {base for base, met in counts.items() if met >= LEAST_MET}
    forms = {form: features.described(form, told, known) for form in bases}
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({**SETTINGS, "feature.possible_transitions": True})
    for number, sentence in enumerate(sentences):
        kept, joined = features.words_of(sentence.words)
        if kept:
            described = [forms[sentence.words[place]] for place in kept]
            rows = features.sentence_features(described, joined)
            if number < len(news):
                rows = [[*row, *(OF_NEWS + name for name in row)] for row in rows]
            trainer.append(rows, _tags(sentence, kept))
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "names.crfsuite")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
        learnt = tagger.info()
        tagger.close()
    return _arrays(learnt.state_features, learnt.transitions)


def _tags(sentence: Sentence, kept: Sequence[int]) -> list[str]:
    """The tags of the words that are kept; a name whose first word was cut off begins later."""
    tags = [sentence.tags[place] for place in kept]
    for at, tag in enumerate(tags):
        if tag[0] == "I" and (at == 0 or tags[at - 1] == OUTSIDE or tags[at - 1][1:] != tag[1:]):
            tags[at] = "B" + tag[1:]
    return tags


def _arrays(state: dict[tuple[str, str], float], moves: dict[tuple[str, str], float]) -> Arrays:
    number = {label: at for at, label in enumerate(LABELS)}
    total: dict[tuple[str, str], float] = {}
    for (name, label), weight in state.items():
        cell = name.removeprefix(OF_NEWS), label
        total[cell] = total.get(cell, 0.0) + weight
    nothing = features.BIAS, OUTSIDE
    total[nothing] = total.get(nothing, 0.0) - LEAN
    attributes = sorted({name for name, _ in total})
    row = {name: at for at, name in enumerate(attributes)}
    cells = sorted((row[name], number[label], weight) for (name, label), weight in total.items())
    table = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (before, after), weight in moves.items():
        table[number[before], number[after]] = weight
    return {
        "attributes": from_lines(attributes),
        "rows": np.array([cell[0] for cell in cells], np.int32),
        "labels": np.array([cell[1] for cell in cells], np.uint8),
        "weights": np.array([cell[2] for cell in cells], np.float16),
        "moves": table,
    }


def _cluster_arrays(words: list[str], groups: NDArray[Any]) -> Arrays:
    return {
        "words": from_lines(words),
        "clusters": groups,
        "cluster_sizes": from_text(json.dumps(SIZES)),
    }


@click.command(help=__doc__)
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Where to write it.")
@click.option("--held-out", is_flag=True, help="Leave out what benchmarks.names measures on.")
def main(data: Path, out: Path | None, held_out: bool) -> None:
    try:
        arrays = train(data, held_out, lambda text: click.echo(text, err=True))
    except CorpusError as error:
        raise click.ClickException(str(error)) from error
    target = write(FILE, arrays, out)
    click.echo(f"{target}: {target.stat().st_size / 1e6:.1f} MB, {len(arrays['weights'])} weights")


if __name__ == "__main__":
    main()
