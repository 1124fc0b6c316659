"""A stream cut into lists of a bounded size, so that memory and requests stay bounded, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in their order, `size` to a list, the last one shorter where they do not add up.
    Taken from their iterable no sooner than they are wanted."""
    items = iter(items)
    while batch := list(islice(items, size)):
        yield batch
