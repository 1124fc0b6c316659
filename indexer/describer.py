"""What a worker does with an item: it describes it and prepares it for the engine.

An item may come to the place of an article that came from a file of the same name: a corrected
page, or the first page of another folder. It replaces that one in any case, but whoever runs the
command is to hear of the second, which only the text can tell; so that is compared here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from indexer.arabic.analyzers import word_terms
from indexer.describe.article import describe
from indexer.engines.query import TEXT_FIELDS
from indexer.engines.writing import Prepared
from indexer.keeper import Keeper
from indexer.records import Article, RawItem, Refusal

# Of all pairs of neighbouring words in the shorter of two texts, the share that is in the other one
# as well, below which they are two articles. Of 20,000 pairs of news 999 in 1,000 share less than
# 0.1, of one outlet and month 99 in 100; an article and its own abstract share half.
RENEWED = 0.15
FEW = 8  # words of a text that has too few pairs to tell
RENEWED_WORDS = 1 / 3  # the same share of its words


@dataclass(frozen=True, slots=True)
class Renewal:
    """An item that replaces an article whose id was made of the same origin; `before` is the text
    of that one."""

    item: RawItem
    before: str


class Describer:
    """Describes and encodes items in batches; picklable, since it goes to other processes."""

    def __init__(
        self,
        encoder: Callable[[Article], Prepared],
        indexed_at: str,
        keeper: Keeper,
        run: str | None = None,
    ) -> None:
        self.encoder, self.indexed_at, self.keeper, self.run = encoder, indexed_at, keeper, run

    def __call__(self, items: Sequence[RawItem | Renewal]) -> list[Prepared | Refusal]:
        """What came of each item, in their order."""
        with self.keeper.knowing():
            return [self._one(item) for item in items]

    def _one(self, task: RawItem | Renewal) -> Prepared | Refusal:
        item = task.item if isinstance(task, Renewal) else task
        try:
            article = describe(item, self.keeper.learned)
            if isinstance(article, Refusal):
                return article
            unlike = isinstance(task, Renewal) and are_others(task.before, text_of(article))
            corrected = self.keeper.corrected(article)
            stamped = replace(corrected, indexed_at=self.indexed_at, run=self.run)
            prepared = self.encoder(stamped)
            return replace(prepared, unlike=True) if unlike else prepared
        except Exception as error:  # one article must not end a run of millions
            reason = (
                f"it could not be described ({type(error).__name__}: {error}); please report it"
            )
            return Refusal(item.origin, reason, None, item.original)


def text_of(article: Article | dict[str, Any]) -> str:
    """All texts of an article, or of what an engine keeps of one."""
    kept = article if isinstance(article, dict) else {f: getattr(article, f) for f in TEXT_FIELDS}
    return "\n".join(kept.get(field) or "" for field in TEXT_FIELDS)


def are_others(one: str, other: str) -> bool:
    """Whether two texts are of two articles, and not of one in two states: see `RENEWED`."""
    short, long = sorted((word_terms(one), word_terms(other)), key=len)
    if len(short) <= FEW:
        words = set(short)
        return len(words.intersection(long)) < RENEWED_WORDS * len(words)
    pairs = set(pairwise(short))
    return len(pairs.intersection(pairwise(long))) < RENEWED * len(pairs)
