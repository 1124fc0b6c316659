"""The page and the API served in the tests' own process, by the server that people run."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from indexer.engines.base import Engine
from search_ui.web.app import create_app
from search_ui.web.serving import listening


@contextmanager
def served(engine: Engine) -> Iterator[str]:
    """The address at which the page over an engine is served, on a free port of this machine."""
    server = listening(create_app(engine), "127.0.0.1", 0)

    def end() -> None:
        """Leaves the server's loop nothing to watch. A channel also closes the files whose
        reader went without waiting for them."""
        for channel in list(server.active_channels.values()):
            channel.handle_close()
        server.close()

    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(end)  # what the loop watches, only the loop may close
        thread.join()
