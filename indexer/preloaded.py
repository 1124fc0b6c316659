"""What every worker process needs, read once: the server that workers are forked from imports this
module and nothing else does, so they share its memory and start at once.

A list that cannot be read is left to the worker that wants it, which can say so.
"""

from __future__ import annotations

from contextlib import suppress

from indexer import garbage, pipeline  # noqa: F401  # what workers do
from indexer.arabic.lemma import lemma
from indexer.describe.actors import listed_actors
from indexer.describe.names.model import model
from mappings import ListError

_UNKNOWN = "\u0632\u0642\u0632\u0642\u0632"  # looked for in every list

garbage.look_seldom()
with suppress(ListError):
    lemma(_UNKNOWN)
    listed_actors()
    model().forms.numbers((_UNKNOWN,))
garbage.settle()  # so its pages stay shared
