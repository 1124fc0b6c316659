"""Which files the named paths hold: files, folders and globs; in one order, whatever the disk's."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from indexer.errors import UsageError
from indexer.records import PIPED, Refusal

STDIN = PIPED
FILE, FOLDER, GLOB, MISSING = "file", "folder", "glob", "missing"
_MAGIC = re.compile(r"[*?\[]")
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f]")
_LINKS_BACK = "it is a link back to a folder that holds it, so nothing new is in it"


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: where it is, its origin, and its size in bytes; standard input is "-"."""

    path: str
    origin: str
    size: int


@dataclass(frozen=True, slots=True)
class Named:
    """A path as it was named: what it is, and the folder `base` that its origins are relative to.

    `pattern` holds the parts of a glob below `base`; without any, all of the folder is wanted.
    """

    named: str
    form: str
    base: str
    pattern: tuple[str, ...] = ()


def resolve(paths: Sequence[str]) -> list[Named]:
    """What each path names. Raises `UsageError` if there is nothing at any of them."""
    named = [name_of(path) for path in paths]
    if all(name.form == MISSING for name in named):
        listed = ", ".join(paths)
        raise UsageError(f"there is nothing at {listed}" if paths else "no path is named")
    return named


def name_of(path: str) -> Named:
    """What a path names; a path with ``*``, ``?`` or ``[`` is a glob unless it exists."""
    if path == STDIN:
        return Named(path, STDIN, "")
    try:
        is_folder = stat.S_ISDIR(os.lstat(path).st_mode) or os.path.isdir(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return _glob(path)
    except OSError:
        is_folder = False
    if is_folder:
        return Named(path, FOLDER, path)
    return Named(path, FILE, os.path.dirname(path))


def files(named: Sequence[Named], besides: Collection[Path] = ()) -> Iterator[File | Refusal]:
    """Every file of these, each once; a refusal for what cannot be opened or holds nothing.

    What is `besides`, and all in it, is passed over: the archive itself may lie in a folder that is
    named. Of two files with one origin the second is refused. Only for that are origins remembered,
    and only where several paths are named.
    """
    seen: dict[int, Named] = {}
    left_out = frozenset(os.path.realpath(path) for path in besides)
    for name in named:
        if name.form in (FILE, FOLDER) and os.path.realpath(name.named) in left_out:
            if len(named) == 1:
                yield Refusal(_own(name), "it is the archive's own: name what it is to hold")
            continue
        for found in _files_of(name, left_out):
            first = name
            if isinstance(found, File) and len(named) > 1:
                first = seen.setdefault(hash(found.origin), name)
            if first is name:
                yield found
            elif isinstance(found, File):
                yield from _refused_second(found, name, first)


def shown(path: str) -> str:
    """A path as text that any program can take: ``/`` between its parts, odd bytes as \\xNN."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace").replace(os.sep, "/")
    return _UNSHOWN.sub(lambda match: f"\\x{ord(match[0]):02x}", text)


def why(error: OSError) -> str:
    """The reason for a refusal, from what the system says."""
    reasons = {
        errno.EACCES: "there is no permission to read it: give it to this user",
        errno.EPERM: "there is no permission to read it: give it to this user",
        errno.ENOENT: "it is gone, or a link to what is gone",
        errno.ELOOP: "it is a link that leads back to itself",
    }
    return reasons.get(error.errno or 0, f"it cannot be read: {error.strerror or error}")


def _glob(path: str) -> Named:
    parts = path.split(os.sep)
    fixed = next((n for n, part in enumerate(parts) if _MAGIC.search(part)), None)
    if fixed is not None:
        base = os.sep.join(parts[:fixed]) or (os.sep if path.startswith(os.sep) else "")
        name = Named(path, GLOB, base, tuple(part for part in parts[fixed:] if part))
        if os.path.isdir(base or os.curdir) and next(_walk(name), None):
            return name
    return Named(path, MISSING, os.path.dirname(path))


def _own(name: Named) -> str:
    return shown(os.path.basename(os.path.normpath(name.named)))


def _files_of(name: Named, left_out: frozenset[str]) -> Iterator[File | Refusal]:
    own = _own(name)
    if name.form == STDIN:
        yield File(STDIN, STDIN, 0)
    elif name.form == MISSING:
        yield Refusal(own, f"there is nothing at {shown(name.named)}")
    elif name.form == FILE:
        yield _file(name.named, own)
    else:
        empty = True
        for found in _walk(name, left_out):
            empty = False
            yield found
        if empty:
            yield Refusal(own, "there is no file in it (hidden ones are not read)")


def _refused_second(found: File, name: Named, first: Named) -> Iterator[Refusal]:
    other = os.path.join(first.base, os.path.relpath(found.path, name.base or os.curdir))
    try:
        same = found.path == STDIN or os.path.samefile(found.path, other)
    except OSError:
        same = False
    if not same:
        reason = (
            f"{shown(found.path)} has the same origin as {shown(other)}: name the folder above "
            "both, or give one another name"
        )
        yield Refusal(found.origin, reason)


@dataclass(frozen=True, slots=True)
class _Place:
    """A file or folder below a base; `above` is the folder that holds it."""

    path: str
    parts: tuple[str, ...]
    is_folder: bool
    above: _Place | None = None
    identity: tuple[int, int] | None = None


def _walk(name: Named, left_out: frozenset[str] = frozenset()) -> Iterator[File | Refusal]:
    """The files below a base that its pattern wants, in the order of their origins."""
    todo = [_Place(name.base or os.curdir, (), True)]
    while todo:
        place = todo.pop()
        origin = shown("/".join(place.parts)) or shown(
            os.path.basename(os.path.abspath(place.path))
        )
        if not place.is_folder:
            if _wanted(place.parts, name.pattern):
                yield _file(place.path, origin)
        elif _on_the_way(place.parts, name.pattern):
            try:
                listed = _listed(place, left_out)
            except OSError as error:
                yield Refusal(origin, why(error))
                continue
            if listed is None:
                yield Refusal(origin, _LINKS_BACK)
            else:
                todo.extend(listed)


def _listed(place: _Place, left_out: frozenset[str]) -> list[_Place] | None:
    """What a folder holds, last first; None if it is one of those that hold it."""
    info = os.stat(place.path)
    here = _Place(place.path, place.parts, True, place.above, (info.st_dev, info.st_ino))
    above = place.above
    while above:
        if above.identity == here.identity:
            return None
        above = above.above
    with os.scandir(place.path) as entries:
        found = [
            (entry.name, _is_folder(entry))
            for entry in entries
            if entry.name[0] != "." and not _is_among(entry, left_out)
        ]
    found.sort(key=lambda entry: entry[0] + "/" * entry[1], reverse=True)
    return [
        _Place(os.path.join(here.path, name), (*here.parts, name), is_folder, here)
        for name, is_folder in found
    ]


def _is_among(entry: os.DirEntry[str], places: frozenset[str]) -> bool:
    """Whether an entry is one of these places, which are without links."""
    likely = any(place.endswith(os.sep + entry.name) for place in places)
    return likely and os.path.realpath(entry.path) in places


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _wanted(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a glob matches a path or a folder above it; ``**`` is any number of folders."""
    if not pattern:
        return True
    if not parts:
        return False
    if pattern[0] == "**":
        return _wanted(parts, pattern[1:]) or _wanted(parts[1:], pattern)
    return fnmatchcase(parts[0], pattern[0]) and _wanted(parts[1:], pattern[1:])


def _on_the_way(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a glob may match anything in a folder."""
    for part, wanted in zip(parts, pattern, strict=False):
        if wanted == "**":
            return True
        if not fnmatchcase(part, wanted):
            return False
    return True


def _file(path: str, origin: str) -> File | Refusal:
    try:
        info = os.stat(path)
    except OSError as error:
        return Refusal(origin, why(error))
    if not stat.S_ISREG(info.st_mode):
        return Refusal(origin, "it is no regular file: pipe it in, `-` reads standard input")
    return File(path, origin, info.st_size)
