"""The actors of the archive that is served, as its keeper has them by now."""

from __future__ import annotations

import threading
import time

from indexer.describe.actors import ActorIndex
from indexer.engines.base import Engine
from indexer.errors import KashshafError
from indexer.keeper import Keeper
from indexer.keeper.state import keeper_of

FRESH = 5.0  # seconds; a correction made on another machine is seen after so long


class Actors:
    """The list of actors, looked up again when it may have changed; for many threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._keeper = Keeper()
        self._until = 0.0
        self._looking = threading.Lock()

    def now(self) -> ActorIndex:
        """The list; where the archive does not answer, as it was: what asks for more will see."""
        if time.monotonic() > self._until and self._looking.acquire(blocking=False):
            try:
                self._keeper = keeper_of(self._engine)
            except KashshafError:
                pass
            finally:
                self._until = time.monotonic() + FRESH
                self._looking.release()
        return self._keeper.actors()
