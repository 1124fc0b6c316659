"""The lead of an article: headline, deck and the opening of the body, where its matter is named.

It is held at root depth, as one short field of terms that both engines look up and score. It only
scores: what is found is decided by word and lemma.
"""

from __future__ import annotations

from indexer.arabic.lemma import lemma_terms
from indexer.arabic.root import root

LEAST = 20  # words of an opening: shorter first lines are datelines, bylines and the like
MOST = 100  # words of an opening: some bodies are a single line


def lead_terms(title: str | None, deck: str | None, body: str) -> str:
    """The root terms of the lead, with blanks between; empty where the article has no words.

    The opening is the first lines of the body until there are `LEAST` words, cut off at `MOST`.
    """
    opening: list[str] = []
    at = 0
    while at < len(body) and len(opening) < LEAST:
        end = body.find("\n", at)
        end = len(body) if end < 0 else end
        opening += lemma_terms(body[at:end])
        at = end + 1
    over = [term for text in (title, deck) if text for term in lemma_terms(text)]
    return " ".join(map(root, over + opening[:MOST]))
