"""The names of a list by the word that a text may begin them with, whatever clitic before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indexer.arabic.name_forms import detach

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """One form of a name: its words, whose it may be, whether it stands alone, and how many
    words at its end name somebody else, who is looked for there."""

    terms: Terms
    rest: Terms  # its further words
    actors: tuple[str, ...]
    full: bool
    others: int = 0


class Names(NamedTuple):
    """The names that begin with one word: those of that word alone, and the longer ones by their
    second word; each best first."""

    alone: tuple[Name, ...]
    longer: dict[str, tuple[Name, ...]]


class Starts(dict[str, Names | None]):
    """The names that a word of a text may begin, whatever clitic stands before it; None for most.

    Worked out when a word is first met, and remembered where there are some. Best first: longer
    before shorter, as written before behind a clitic, full before short.
    """

    LIMIT = 50_000

    def __init__(self, names: Mapping[str, list[Name]]) -> None:
        super().__init__()
        self.names = names

    def __missing__(self, word: str) -> Names | None:
        if len(self) >= self.LIMIT:
            self.clear()
        starts = (word, *detach(word))
        if self.names.keys().isdisjoint(starts):
            return None  # not remembered: that is most words, which `ActorIndex` asks for once
        ranked = [
            ((-len(name.rest), number > 0, not name.full), name)
            for number, start in enumerate(starts)
            for name in self.names.get(start, ())
        ]
        ranked.sort(key=lambda row: row[0])
        longer: dict[str, list[Name]] = {}
        for _, name in ranked:
            if name.rest:
                longer.setdefault(name.rest[0], []).append(name)
        found = self[word] = Names(
            tuple(name for _, name in ranked if not name.rest),
            {second: tuple(names) for second, names in longer.items()},
        )
        return found

    def at(self, terms: Sequence[str], at: int) -> Iterator[Name]:
        """The names whose words stand in `terms` from `at` on, best first."""
        names = self[terms[at]]
        if names is None:
            return
        if names.longer and at + 1 < len(terms):
            for name in names.longer.get(terms[at + 1], ()):
                if tuple(terms[at + 1 : at + 1 + len(name.rest)]) == name.rest:
                    yield name
        yield from names.alone
