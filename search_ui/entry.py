"""Where the command begins: loading the program takes a moment, and Ctrl-C in it is no defect."""

from __future__ import annotations

import sys

INTERRUPTED = 130  # the status of a program that Ctrl-C ended


def main() -> None:
    """Runs ``kashshaf``."""
    try:
        from search_ui.cli import main as command
    except KeyboardInterrupt:
        print("kashshaf: interrupted", file=sys.stderr)
        sys.exit(INTERRUPTED)
    command()
