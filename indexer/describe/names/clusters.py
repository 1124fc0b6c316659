"""Clusters of words that stand among the same words, made from open text.

Counts of the neighbours at each of four places become positive pointwise mutual information, the
contexts smoothed by the power 0.75 (Levy, Goldberg and Dagan, 2015, "Improving distributional
similarity with lessons learned from word embeddings"), cut to its first singular vectors; spherical
k-means groups these at several grains. Words are bases (`words`). Training only: needs SciPy.
"""

from __future__ import annotations

import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import svds

from indexer.describe.names.corpus import CorpusError
from indexer.describe.names.words import CUT, LONE, word

OPEN_TEXT = "text/arwiki-10k.jsonl.gz"
SIZES = (60, 250, 1000)  # clusters, from coarse to fine
_MOST_WORDS, _LEAST_MET, _CONTEXTS, _DIMENSIONS = 60_000, 6, 4_000, 128
_DISTANCES, _SMOOTHING, _ROUNDS, _SEED = (-2, -1, 1, 2), 0.75, 25, 0
_SHORTEST = 4  # words of a line that has neighbours to tell of
_BATCH = 8192

Ids = NDArray[np.int32]
Vectors = NDArray[np.float32]


def open_text(path: Path) -> Iterator[list[str]]:
    """The lines of the articles of a ``.jsonl.gz`` file, as bases."""
    bases: dict[str, str] = {}
    try:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    text = str(json.loads(line)["text"])
                except (ValueError, KeyError) as error:
                    raise CorpusError(f"{path}, line {number}: no JSON with a text") from error
                for paragraph in text.split("\n"):
                    forms = [form for form in CUT.findall(paragraph) if form not in LONE]
                    if len(forms) >= _SHORTEST:
                        yield bases_of(forms, bases)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read: {error}") from error


def bases_of(forms: Sequence[str], bases: dict[str, str]) -> list[str]:
    """The bases of forms; `bases` remembers them."""
    for form in forms:
        if form not in bases:
            bases[form] = word(form).base
    return [bases[form] for form in forms]


def clusters(lines: Iterable[list[str]]) -> tuple[list[str], NDArray[np.uint16]]:
    """The words that are frequent enough, and for each the number of its cluster at each size."""
    texts = list(lines)
    counts = Counter(base for line in texts for base in line)
    words = [base for base, met in counts.most_common(_MOST_WORDS) if met >= _LEAST_MET]
    number = {base: at for at, base in enumerate(words)}
    flat = [at for line in texts for at in (-1, *(number.get(base, -1) for base in line))]
    vectors = _vectors(np.array(flat, np.int32), len(words))
    columns = [_grouped(vectors, min(size, len(words))) for size in SIZES]
    return words, np.stack(columns, axis=1).astype(np.uint16)


def _vectors(ids: Ids, words: int) -> Vectors:
    """A vector of length 1 for each word; -1 in `ids` parts the lines and stands for rare words."""
    parts = []
    for distance in _DISTANCES:
        here = ids[max(0, -distance) : len(ids) - max(0, distance)]
        there = ids[max(0, distance) : len(ids) + min(0, distance)]
        both = (here >= 0) & (there >= 0) & (there < _CONTEXTS)
        ones = np.ones(int(both.sum()), np.float32)
        shape = (words, min(_CONTEXTS, words))
        parts.append(sparse.coo_matrix((ones, (here[both], there[both])), shape=shape))
    met = sparse.hstack(parts).tocsr().tocoo()
    rows = np.asarray(met.sum(axis=1)).ravel()
    columns = np.asarray(met.sum(axis=0)).ravel() ** _SMOOTHING
    information = np.log(met.data * columns.sum() / (rows[met.row] * columns[met.col]))
    kept = information > 0
    matrix = sparse.csr_matrix((information[kept], (met.row[kept], met.col[kept])), shape=met.shape)
    dimensions = min(_DIMENSIONS, min(matrix.shape) - 1)
    left, values, _ = svds(matrix, k=dimensions, random_state=_SEED)
    vectors = left * np.sqrt(values)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    found: Vectors = (vectors / np.maximum(lengths, 1e-9)).astype(np.float32)
    return found


def _grouped(vectors: Vectors, size: int) -> NDArray[np.intp]:
    """The cluster of each vector; the first centres are frequent words."""
    chance = np.random.default_rng(_SEED)
    centres = vectors[chance.choice(min(len(vectors), size * 10), size, replace=False)]
    group = np.zeros(len(vectors), np.intp)
    for _ in range(_ROUNDS):
        for at in range(0, len(vectors), _BATCH):
            group[at : at + _BATCH] = (vectors[at : at + _BATCH] @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, group, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        empty = lengths[:, 0] < 1e-6
        centres = sums / np.maximum(lengths, 1e-6)
        centres[empty] = vectors[chance.integers(0, len(vectors), int(empty.sum()))]
    return group
