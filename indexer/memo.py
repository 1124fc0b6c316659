"""Remembering what a function answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """The answers of `make` by what it is asked, each worked out when it is first looked up.

    Typing errors never end, so it is bounded: once it holds `limit` answers, it forgets them all. A
    `functools.lru_cache` forgets the oldest one only, and for that keeps an object beside each,
    which takes memory and is visited whenever Python looks for garbage.
    """

    def __init__(self, make: Callable[[Key], Value], limit: int) -> None:
        super().__init__()
        self.make, self.limit = make, limit

    def __missing__(self, key: Key) -> Value:
        if len(self) >= self.limit:
            self.clear()
        value = self[key] = self.make(key)
        return value
