"""The forms in which a name may stand in a text: with clitics before it, compounds spaced or not."""

from __future__ import annotations

from indexer.arabic.analyzers import word_terms

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")
ARTICLE = "ال"
LAM_ARTICLE = "لل"  # ل and the article written together
COMPOUND_HEADS = ("عبد", "ابو")  # written with and without a space after them
SHORTEST_COMPOUND = 7  # letters; «عبدالله» is one, «عبدان» is not


def attach(term: str) -> list[str]:
    """The word term with every clitic that may stand before a name: ف و, ب ل ك, and both.

    ل before the article merges with it: «الجزائر» gives «للجزائر».
    """
    forms = [preposition + term for preposition in PREPOSITIONS]
    if term.startswith(ARTICLE):
        forms.append(LAM_ARTICLE + term.removeprefix(ARTICLE))
    return [*(c + form for c in CONJUNCTIONS for form in (term, *forms)), *forms]


def spellings(form: str) -> set[tuple[str, ...]]:
    """The word terms of a name as written, and with its compounds all joined and all spaced."""
    terms = tuple(word_terms(form))
    if not terms:
        return set()
    joined: list[str] = []
    spaced: list[str] = []
    for term in terms:
        if joined and joined[-1] in COMPOUND_HEADS:
            joined[-1] += term
        else:
            joined.append(term)
        spaced.extend(_split(term))
    return {terms, tuple(joined), tuple(spaced)}


def _split(term: str) -> tuple[str, ...]:
    for head in COMPOUND_HEADS:
        if term.startswith(head + ARTICLE) and len(term) >= SHORTEST_COMPOUND:
            return head, term[len(head) :]
    return (term,)
