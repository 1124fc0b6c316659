"""The forms a name may stand in: behind clitics, its compounds spaced or not."""

from __future__ import annotations

from indexer.arabic.analyzers import normalize, word_terms

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك")
_CLITICS = CONJUNCTIONS + PREPOSITIONS
ARTICLE = "ال"
LAM, LAM_ARTICLE = "ل", "لل"  # the preposition, and it and the article written together
PRONOUNS = ("ه", "ها", "هم", "نا")  # at the end of a word, which then is no name
CUT_PRONOUNS = ("ه", "ها")  # as annotated texts cut them off their word
FEMININE = "ه"  # teh marbuta at word depth, at the end of a word
NISBA, NISBA_FEMININE = "ي", "يه"  # the endings of adjectives of origin
PLURAL = "ين"  # of persons, at the end of a noun and of the adjective that agrees with it
DAUGHTER = "بنت"
COMPOUND_HEADS = ("عبد", "ابو")  # written with and without a space after them
COMPOUND_TAILS = frozenset(("الله", "الدين", "الاسلام", "الرحمن", "العابدين"))
NAME_HEADS = frozenset(  # what a last name does not stand without, at word depth
    ("عبد", "ابو", "ابي", "ابا", "ام", "بن", "ابن", "بنت", "ال", "بو", "ذو", "دي", "فان", "فون")
)
TELLING_APART = frozenset(  # at the end of a name, what parts its bearer from a namesake
    ("الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع",
     "العاشر", "الاولي", "الثانيه", "الثالثه", "الرابعه", "عشر", "الاب", "الابن", "جونيور")
)  # fmt: skip
LED_BY = frozenset(  # between the name of a body and that of its head
    ("بزعامه", "برءاسه", "بقياده", "جناح")
)
FORCES = "قوات"  # those that a person commands bear his name
SHORTEST_COMPOUND = 7  # letters; «عبدالله» is one, «عبدان» is not


def attach(term: str) -> list[str]:
    """The word term behind every clitic that may stand before a name; `detach` takes them off."""
    forms = [preposition + term for preposition in PREPOSITIONS]
    if term.startswith(ARTICLE):
        forms.append(LAM_ARTICLE + term.removeprefix(ARTICLE))
    return [*(c + form for c in CONJUNCTIONS for form in (term, *forms)), *forms]


def detach(term: str) -> list[str]:
    """What is left of a word term when the clitics that may stand before a name are taken off, one
    reading after another: ف و, ب ل ك, and one of each. ل before the article merges with it:
    «للجزائر» gives «الجزائر»."""
    if not term.startswith(_CLITICS):
        return []
    found = []
    for conjunction in ("", *CONJUNCTIONS):
        if not term.startswith(conjunction):
            continue
        rest = term[len(conjunction) :]
        if conjunction:
            found.append(rest)
        if rest.startswith(LAM_ARTICLE):
            found.append(ARTICLE + rest[len(LAM_ARTICLE) :])
        if rest[:1] in PREPOSITIONS:
            found.append(rest[1:])
    return [name for name in found if len(name) > 1]


def last_name(name: str) -> str:
    """The words of a person's name that stand for the person alone: the last one, or what it is a
    compound with («حسن نصر الله» gives «نصر الله», «سعود آل ثاني» gives «آل ثاني»). A name that
    ends in a number or in «الابن» has none: «الثاني» alone is nobody's."""
    words = name.split()
    if words and normalize(words[-1]) in TELLING_APART:
        return name
    start = len(words) - 1
    while start > 0 and (
        normalize(words[start]) in COMPOUND_TAILS or normalize(words[start - 1]) in NAME_HEADS
    ):
        start -= 1
    return " ".join(words[start:])


def spellings(form: str) -> set[tuple[str, ...]]:
    """The word terms of a name as written, and with its compounds all joined and all spaced."""
    terms = tuple(word_terms(form))
    if not any(term.startswith(COMPOUND_HEADS) for term in terms):
        return {terms} if terms else set()
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
