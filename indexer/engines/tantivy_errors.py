"""What tantivy raises while it reads, as this project's errors."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from indexer.errors import EngineError

_PANIC = "PanicException"  # of a Rust library; derived from BaseException only


def is_failure(error: BaseException) -> bool:
    """Whether tantivy could not do what it was asked for, as with damaged files."""
    return isinstance(error, OSError | ValueError) or type(error).__name__ == _PANIC


@contextmanager
def readable(label: str) -> Iterator[None]:
    """Runs a block that reads; damage on the disk becomes an error that names the archive."""
    try:
        yield
    except BaseException as error:
        if is_failure(error):
            raise EngineError(
                f"{label} cannot be read, its files may be damaged ({error}): restore them, or go "
                "back with `kashshaf rollback`"
            ) from error
        raise
