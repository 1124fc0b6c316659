"""What every worker process needs, read once: the server that workers are forked from imports this
module and nothing else does, so they share its memory and start at once. The model of names is
among it unless the environment says that only listed names are wanted.

A list that cannot be read is left to the worker that wants it, which can say so.
"""

from __future__ import annotations

from contextlib import suppress

from indexer import garbage, pipeline  # noqa: F401  # what workers do
from indexer.arabic.lemma import lemma
from indexer.describe.actors import listed_actors
from indexer.describe.names.model import model
from indexer.errors import UsageError
from indexer.settings import ALL_NAMES, Settings
from mappings import ListError

_UNKNOWN = "\u0632\u0642\u0632\u0642\u0632"  # looked for in every list

garbage.look_seldom()
with suppress(ListError, UsageError):
    lemma(_UNKNOWN)
    listed_actors()
    if Settings.from_env().names == ALL_NAMES:
        model().forms.numbers((_UNKNOWN,))
garbage.settle()  # so its pages stay shared
