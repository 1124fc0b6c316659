"""The actors of the archive that is served, as its keeper has them by now."""

from __future__ import annotations

import threading
import time
from hashlib import blake2b

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
        self._version = ""
        self._until = 0.0
        self._looking = threading.Lock()

    def now(self) -> ActorIndex:
        """The list; where the archive does not answer, as it was: what asks for more will see."""
        self._look()
        return self._keeper.actors()

    def version(self) -> str:
        """Tells this list from what the keeper had before or has later."""
        self._look()
        return self._version

    def _look(self) -> None:
        if time.monotonic() > self._until and self._looking.acquire(blocking=False):
            try:
                keeper = keeper_of(self._engine)
                self._version = blake2b(repr(keeper.changes).encode(), digest_size=8).hexdigest()
                self._keeper = keeper
            except KashshafError:
                pass
            finally:
                self._until = time.monotonic() + FRESH
                self._looking.release()
