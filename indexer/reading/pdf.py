"""PDF: one file, one article; its pages end in form feeds (`indexer.extract.paged`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from indexer.reading.facts import record
from indexer.reading.source import Source
from indexer.reading.stated import borne_out
from indexer.reading.streams import Unreadable
from indexer.records import RawItem, Refusal
from indexer.settings import Settings

MEMORY = 2_000_000_000  # bytes that taking the text out of a PDF may take
ENCODING = "PDF"
_PROGRAM = "indexer.reading.pdf_program"
_NO_TEXT = "no text layer: run OCR over it (ocrmypdf) and name what comes of it"


def read_pdf(source: Source, settings: Settings) -> Iterator[RawItem | Refusal]:
    """The article of a PDF, and a refusal that names its scanned pages if some are.

    Raises `Unreadable` where the file is too large, broken, encrypted or a scan, or where reading
    it takes too long.
    """
    answer = _asked(source.data(), settings)
    if "refused" in answer:
        raise Unreadable(answer["refused"])
    pages, scans = answer["pages"], answer["scans"]
    if scans and len(scans) == sum(1 for n, page in enumerate(pages, 1) if page or n in scans):
        raise Unreadable(f"it is a scan with {_NO_TEXT}")
    text = "".join(f"{page}\n\f" for page in pages)
    if not any(map(str.isalnum, text)):
        raise Unreadable(f"it has {_NO_TEXT}")
    stated = borne_out(answer.get("title"), answer.get("author"), text.replace("\f", ""))
    fields = {**source.given, **stated, "text": text}
    yield record(source.origin, json.dumps(fields, ensure_ascii=False), ENCODING)
    if scans:
        yield Refusal(f"{source.origin}!pages", f"{_listed(scans)} of it: a scan with {_NO_TEXT}")


def _asked(data: bytes, settings: Settings) -> dict[str, Any]:
    """What the program that takes the text out of a PDF answers."""
    limits = (settings.max_pages, MEMORY, settings.pdf_seconds)
    root = str(Path(__file__).parent.parent.parent)
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", _PROGRAM, *map(str, limits)],
            input=data,
            capture_output=True,
            timeout=settings.pdf_seconds,
            env={**os.environ, "PYTHONPATH": path},
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Unreadable(
            f"taking its text out takes longer than {settings.pdf_seconds} seconds: cut it up, or "
            "set KASHSHAF_PDF_SECONDS"
        ) from None
    except ValueError:  # the program was ended: out of memory, or brought down by the file
        raise Unreadable(
            "it brings down what reads PDF: save it again, or fetch it again"
        ) from None
    return answer


def _listed(numbers: list[int]) -> str:
    """«page 3», «pages 2-5 and 9»."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    listed = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
    return f"{'pages' if len(numbers) > 1 else 'page'} {listed}"
