"""What the tests of READ share: reading a path, writing archives, and what came of it."""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

from indexer.describe.article import item_id
from indexer.read import raw_item, read
from indexer.records import RawItem, Refusal
from indexer.settings import Settings

TEXT = "افتتحت البلدية صباح اليوم حديقة جديدة على ضفة النهر.\n"
PAGE = f"<!DOCTYPE html><html><head><title>حديقة</title></head><body><p>{TEXT}</p></body></html>"
RECORD = {"id": "a1", "title": "حديقة على النهر", "text": TEXT, "source": "صدى النخيل"}


def items(*paths: Path | str, **limits: Any) -> list[RawItem | Refusal]:
    return list(read([str(path) for path in paths], Settings(**limits)))


def only(*paths: Path | str) -> RawItem:
    """The one item of paths that hold nothing else."""
    (item,) = items(*paths)
    assert isinstance(item, RawItem), item
    return item


def refused(path: Path | str, **limits: Any) -> Refusal:
    """The one refusal of a path that holds nothing else."""
    (item,) = items(path, **limits)
    assert isinstance(item, Refusal), item
    return item


def outcomes(found: list[RawItem | Refusal]) -> list[str]:
    """The origin of each item after +, of each refusal after -."""
    return [("- " if isinstance(item, Refusal) else "+ ") + item.origin for item in found]


def origins(*paths: Path | str) -> list[str]:
    return [item.origin for item in items(*paths)]


def as_jsonl(*records: Any) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def again(item: RawItem) -> RawItem | Refusal:
    """The item as it is made again from what an archive keeps of it."""
    kept = {"media": item.media, "text": item.original, "encoding": item.encoding}
    return raw_item(item_id(item), item.origin, kept)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def pack(path: Path, members: dict[str, bytes]) -> Path:
    """Writes an archive: .zip, .tar, .tgz or .tar.gz."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in members.items():
                archive.writestr(name, data)
        return path
    with tarfile.open(path, "w" if path.suffix == ".tar" else "w:gz") as tar:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return path
