"""Where the command begins: loading the program takes a moment, and Ctrl-C in it is no defect.

While the program is loaded nothing is under way, so Ctrl-C ends it on the spot: an exception would
come out of whatever is just being imported, and some imports take it for an error of their own.
When the command is done, nothing is left to interrupt.
"""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from click import Abort, ClickException

from indexer import garbage

INTERRUPTED = 130  # the status of a program that Ctrl-C ended


def main() -> None:
    """Runs ``kashshaf``."""
    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # not in the background
    if heard:
        signal.signal(signal.SIGINT, _end)
    garbage.look_seldom()
    from indexer.verbs import failed
    from search_ui.cli import main as command

    try:
        if heard:
            signal.signal(signal.SIGINT, signal.default_int_handler)
        status = command(standalone_mode=False)  # else an interrupt would be another failure
        sys.exit(status if isinstance(status, int) else 0)
    except ClickException as error:
        _end_with(error)
    except OSError as error:  # no place is left for a help text, or its reader has seen enough
        _end_with(failed(error))
    except (Abort, KeyboardInterrupt):  # before a verb had begun, or after it
        print("kashshaf: interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    finally:
        if heard:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _end_with(error: ClickException) -> None:
    error.show()
    sys.exit(error.exit_code)


def _end(number: int, frame: FrameType | None) -> None:
    os.write(sys.__stderr__.fileno() if sys.__stderr__ else 2, b"kashshaf: interrupted\n")
    os._exit(INTERRUPTED)
