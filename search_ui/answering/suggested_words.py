"""Words of the archive that go on from what somebody types.

They are looked for in articles that hold the other words of the query and a word that begins so,
which all do where no more than the Arabic article is typed: the newest and the oldest of them,
since of so many a common word is hardly ever missing, and a rare one is met as soon as enough of it
is typed. Of all the forms of a lemma only the one that these articles mostly write is offered,
without tashkeel. Beside it stands how many articles the whole query finds with it; one that finds
nothing is not offered.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from indexer.arabic.analyzers import Token, normalize, unvocalised
from indexer.arabic.lemma import is_stop_word
from indexer.arabic.name_forms import ARTICLE, CONJUNCTIONS
from indexer.clean import clean_line
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Nothing, Query
from indexer.engines.word_forms import forms_beginning
from indexer.errors import QueryError
from search_ui.answering.typed_place import closing_quote, field_before
from search_ui.asking.params import SearchParams
from search_ui.asking.query import read_query
from search_ui.asking.ranking import meaning
from search_ui.asking.widening import Widenings, widen

SHORTEST = 3  # letters of a word that is offered
READ = 16  # articles from either end
TRIED = 2  # times as many words as are wanted, whose articles are counted
_SIGNS = re.compile(r"(?:^|(?<=\s))[-=]+$")


def suggested_words(engine: Engine, typed: str, last: Token, size: int) -> list[dict[str, Any]]:
    """At most `size` offers to end the last word typed: `text`, `count`, and the whole query `q`;
    those that find most first. None where the query cannot be read as it is."""
    before, behind = typed[: last.start], closing_quote(typed[: last.start])
    signs = _SIGNS.search(before)
    unsigned = before[: signs.start()] if signs else before
    try:
        widened = _widened(engine, before)
        if last.term == ARTICLE and not behind and field_before(before) is None:
            query = _meant(unsigned, widened) if unsigned.strip() else Everything()
        else:
            query = _meant(f"{unsigned}{last.term}*", widened)
        best = _best(engine, query, last.term, TRIED * size)
        made = [(word, q) for word in best if (q := f"{before}{word}{behind}") != typed]
        counts = engine.counts([_meant(q, widened) for _, q in made]) if made else []
    except QueryError:
        return []
    offers: list[dict[str, Any]] = [
        {"text": word, "count": count, "q": q}
        for (word, q), count in zip(made, counts, strict=True)
        if count
    ]
    if not (signs and signs.group().startswith("-")):  # of what is left out, little is left
        offers.sort(key=lambda offer: (-offer["count"], offer["text"]))
    return offers[:size]


def _best(engine: Engine, query: Query, begun: str, most: int) -> list[str]:
    """The commonest words that begin so in some of the articles that a query finds, one of each
    lemma, as they mostly write it; one behind a conjunction only where there are no others."""
    articles: Counter[str] = Counter()  # by lemma
    written: dict[str, Counter[str]] = {}
    for kept in dict.fromkeys(engine.forms(query, READ)):
        found = forms_beginning(kept, begun)
        articles.update(set(found.values()))
        for form, lemma in found.items():
            written.setdefault(lemma, Counter())[unvocalised(form)] += 1
    words: dict[bool, list[str]] = {False: [], True: []}
    for lemma in sorted(articles, key=lambda lemma: (-articles[lemma], lemma)):
        forms = written[lemma]
        form = min(forms, key=lambda form: (-forms[form], form))
        word = normalize(form)
        if _telling(word):  # behind a conjunction it is another word, written together with it
            words[word.startswith(CONJUNCTIONS) and not lemma.startswith(word[0])].append(form)
            if len(words[False]) == most:
                break
    return (words[False] or words[True])[:most]


def _telling(word: str) -> bool:
    return len(word) >= SHORTEST and not word.isdigit() and not is_stop_word(word)


def _widened(engine: Engine, before: str) -> Widenings:
    """What words with ~ or * stand for that stand before the one that is typed."""
    return widen(engine, read_query(clean_line(before))) if set("~*") & set(before) else {}


def _meant(text: str, widened: Widenings) -> Query:
    usual = SearchParams()
    typed = read_query(clean_line(text))
    return meaning(typed, usual.depth, usual.match, widened=widened).query or Nothing()
