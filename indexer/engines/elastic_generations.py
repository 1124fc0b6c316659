"""The generations of an archive on Elasticsearch: an index each, and the aliases over them."""

from __future__ import annotations

import re

from elasticsearch import NotFoundError

import mappings
from indexer.engines.answers import Generation
from indexer.engines.document import mapping_digest
from indexer.engines.elastic_errors import translated
from indexer.engines.elastic_lease import Lease
from indexer.engines.elastic_node import Node
from indexer.engines.generation import FIRST, check_mapping, current, made_now
from indexer.errors import ArchiveError

_NAME = re.compile(r"g\d{6}")


class Generations:
    """See `indexer.engines.base.Engine` and `indexer.engines.generation.Lineage`."""

    def __init__(self, node: Node) -> None:
        self.node, self.label = node, node.label
        # Found to be of this mapping, and of how many shards.
        self._checked: dict[tuple[str, str], int] = {}

    # ---- which one

    def current(self) -> str:
        generation = current(self)
        self.check(generation)
        return generation

    def current_or_first(self) -> str:
        """The current one, made if there is none."""
        generation = self.pointed_at() or self._first()
        self.check(generation)
        return generation

    def check(self, generation: str) -> None:
        """Raises `ArchiveOutdated` for a generation of another mapping."""
        if self.is_checked(generation):
            return
        about = self.made().get(generation, {})
        check_mapping(self.node.label, generation, about)
        self._checked[generation, mapping_digest()] = self._shards(generation)

    def is_checked(self, generation: str) -> bool:
        """Whether a generation was found to be of this mapping already."""
        return (generation, mapping_digest()) in self._checked

    @property
    def any_checked(self) -> bool:
        return bool(self._checked)

    @property
    def of_one_shard(self) -> bool:
        """Whether those that were found to be of this mapping have a shard each."""
        return set(self._checked.values()) == {1}

    def all(self) -> list[Generation]:
        states = {self.previous(): "previous", self.pointed_at(): "current"}
        node = self.node
        with translated(node.label):  # no count: that fails for an index that is just being made
            asked = node.client.indices.stats(index=f"{node.archive}-g*", metric="docs")
        found = asked["indices"]
        return [
            Generation(
                name=name,
                state=states.get(name, "building"),
                articles=found[node.index(name)]["primaries"].get("docs", {}).get("count", 0),
                created=about.get("created", ""),
                mapping=about.get("mapping", ""),
                lists=about.get("lists", ""),
            )
            for name, about in self.made().items()
            if node.index(name) in found
        ]

    # ---- their lineage

    def pointed_at(self) -> str | None:
        """The generation that the archive's alias stands for."""
        archive = self.node.archive
        with translated(self.node.label):
            try:
                names = list(self.node.client.indices.get_alias(name=archive))
            except NotFoundError:
                if self.node.client.indices.exists(index=archive):
                    raise ArchiveError(
                        f"{archive!r} is an index of somebody else's, not an archive: "
                        "choose another name in --engine"
                    ) from None
                return None
        return names[0].removeprefix(f"{archive}-")

    def previous(self) -> str | None:
        archive = self.node.archive
        with translated(self.node.label):
            try:
                names = list(self.node.client.indices.get_alias(name=f"{archive}-previous"))
            except NotFoundError:
                return None
        return names[0].removeprefix(f"{archive}-")

    def made(self) -> dict[str, dict[str, str]]:
        archive = self.node.archive
        with translated(self.node.label):
            found = self.node.client.indices.get_mapping(index=f"{archive}-g*").body
        generations = {}
        for name, answer in sorted(found.items()):
            generation = name.removeprefix(f"{archive}-")
            if _NAME.fullmatch(generation):
                generations[generation] = answer["mappings"].get("_meta", {})
        return generations

    def leased(self, purpose: str) -> Lease:
        self._ensure_control()
        return Lease(self.node.client, self.node.control, self.node.label, purpose)

    def create(self, generation: str) -> str:
        declared = mappings.articles()
        about = {**declared["mappings"].get("_meta", {}), **made_now()}
        with translated(self.node.label):
            self.node.client.indices.create(
                index=self.node.index(generation),
                settings=declared["settings"],
                mappings={**declared["mappings"], "_meta": about},
            )
        return generation

    def remove(self, generation: str) -> None:
        with translated(self.node.label):
            self.node.client.indices.delete(
                index=self.node.index(generation), ignore_unavailable=True
            )

    def point(self, generation: str, previous: str | None) -> None:
        """Moves both aliases, once readers see all that was written."""
        before = self.previous()
        moves = [("remove", previous, ""), ("remove", before, "-previous")]
        moves += [("add", generation, ""), ("add", previous, "-previous")]
        actions = [
            {move: {"index": self.node.index(name), "alias": self.node.archive + alias}}
            for move, name, alias in moves
            if name
        ]
        with translated(self.node.label):
            self.node.client.indices.refresh(index=self.node.index(generation))
            self.node.client.indices.update_aliases(actions=actions)

    # ---- inside

    def _shards(self, generation: str) -> int:
        name, setting = self.node.index(generation), "index.number_of_shards"
        with translated(self.node.label):
            found = self.node.client.indices.get_settings(
                index=name, name=setting, flat_settings=True
            )
        return int(found[name]["settings"][setting])

    def _first(self) -> str:
        """The generation of a new archive; one that was made by a run that was killed before it
        could point there is of use."""
        generation = next(iter(self.made()), None) or self.create(FIRST)
        self.point(generation, None)
        return generation

    def _ensure_control(self) -> None:
        client, control = self.node.client, self.node.control
        with translated(self.node.label):
            if not client.indices.exists(index=control):
                keyword = {"type": "keyword"}
                client.options(ignore_status=400).indices.create(
                    index=control,
                    settings={"number_of_shards": 1, "auto_expand_replicas": "0-1"},
                    mappings={"dynamic": False, "properties": {"kind": keyword}},
                )
