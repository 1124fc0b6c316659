"""A file that stands under its name only when it is complete."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from indexer.errors import naming


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the place of what stood there once the block has ended well;
    after an error or Ctrl-C all is as it was before. What is no regular file (a pipe, a device) is
    written as it comes."""
    target = path.resolve()
    if target.exists() and not target.is_file():
        with naming(path), target.open("wb") as file:
            yield file
        return
    part = target.with_name(f".kashshaf-{os.getpid()}.part")
    try:
        with naming(path), part.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        if error.filename == str(part):  # nobody has heard of that one
            error.filename, error.filename2 = str(path), None
        raise
    finally:
        part.unlink(missing_ok=True)
