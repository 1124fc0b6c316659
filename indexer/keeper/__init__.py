"""What the archive's keeper says, beside what the lists and the texts say.

Two kinds of line, in files that the archive keeps (`state`): changes of the list of actors
(`roster`), and facts of single articles (`facts`). Both hold wherever articles are described, so
they outlive every re-index; `indexer.correct` brings the articles that are there up to date, and
describes again only those that a change touches (`touched`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import lru_cache

from indexer.describe.actors import ActorIndex, knowing, listed_actors
from indexer.furniture import Learned
from indexer.keeper.facts import FIELDS, Stated, corrected, stated
from indexer.keeper.lines import Files, Line, Mistake, Wrong, lines
from indexer.keeper.roster import OPERATIONS, listed
from indexer.keeper.unlisted import as_kept
from indexer.records import Article


@dataclass(frozen=True)
class Keeper:
    """All that the keeper's files say, ready for describing; picklable.

    `changes` are the lines that change actors, in order; `facts` what is stated of each article;
    `learned` is the furniture of the archive's sources; `unlisted` whether names that no list
    holds are looked for (a setting, and here because whoever describes needs it as well).
    """

    changes: tuple[Line, ...] = ()
    facts: Mapping[str, tuple[Stated, ...]] = field(default_factory=dict)
    learned: Learned = field(default_factory=dict)
    unlisted: bool = True

    def actors(self) -> ActorIndex:
        """The actors as the keeper has them."""
        return _index(self.changes) if self.changes else listed_actors()

    def knowing(self) -> AbstractContextManager[None]:
        """Inside the block, these are the known actors."""
        return knowing(self.actors, self.unlisted)

    def corrected(self, article: Article) -> Article:
        """The article with what the keeper states of it."""
        facts = self.facts.get(article.id)
        article = as_kept(article)
        return corrected(article, facts) if facts else article


def read(files: Files) -> tuple[Keeper, list[Wrong]]:
    """What files say, and the lines of them that cannot be followed; those change nothing."""
    if not files:  # nothing to be held against the lists, which take a while to be read
        return Keeper(), []
    roster = listed(FIELDS)
    changes, claims, wrong = [], [], []
    for line in lines(files):
        if len(line.cells) > 1 and line.cells[1] in FIELDS:
            claims.append(line)
        elif line.cells[0] in OPERATIONS:
            changes.append(line)
            roster.follow(line)
        else:
            wrong.append(Wrong(line, _neither(line)))
    facts: dict[str, dict[str, tuple[Line, Stated]]] = {}
    for line in claims:
        try:
            fact = stated(line, roster)
            of_article = facts.setdefault(fact.id, {})
            key = f"actors {fact.value}" if fact.field == "actors" else fact.field
            earlier = of_article.get(key)
            if earlier and earlier[0].file == line.file:
                raise Mistake(
                    f"{fact.field} of {fact.id} stands in line {earlier[0].number} already"
                )
            of_article[key] = (line, fact)  # the later file wins
        except Mistake as mistake:
            wrong.append(Wrong(line, str(mistake)))
    found = {id: tuple(fact for _, fact in of.values()) for id, of in facts.items() if of}
    return Keeper(tuple(changes), found), [*roster.wrong, *wrong]


@lru_cache(maxsize=4)
def _index(changes: tuple[Line, ...]) -> ActorIndex:
    roster = listed(FIELDS)
    for line in changes:
        roster.follow(line)
    never = {spelling: frozenset(ids) for spelling, ids in roster.never.items() if ids}
    return ActorIndex(roster.actors.values(), never, roster.merged, roster.unlisted)


def _neither(line: Line) -> str:
    if len(line.cells) < 2:
        return "there is no tab in it: columns are parted by tabs"
    return (
        f"{line.cells[0]!r} is no change of actors ({', '.join(OPERATIONS)}), and "
        f"{line.cells[1]!r} is no field of an article ({', '.join(FIELDS)})"
    )
