"""Documents that are zip archives of XML (docx, odt, epub): their parts, each within its limit.

Nothing of them is run, resolved or fetched: macros are parts that nobody asks for, entities are not
replaced, and no address is opened.
"""

from __future__ import annotations

import io
import zipfile
from posixpath import normpath
from urllib.parse import unquote

from lxml import etree
from lxml.etree import _Element as Element

from indexer.reading.archives import DAMAGE, ENCRYPTED
from indexer.reading.source import Source
from indexer.reading.streams import Unreadable, too_large

MAX_RATIO = 1_000  # of a part unpacked to packed, beyond `RATIO_FROM`: markup repeats itself a lot
RATIO_FROM = 5_000_000  # bytes
_OLD = b"\xd0\xcf\x11\xe0"  # how encrypted Office files begin, too


class Parts:
    """The parts of one document. Every error is `Unreadable` and names the part."""

    def __init__(self, source: Source, what: str) -> None:
        """Raises `Unreadable` where the source is too large or no sound zip archive."""
        data = source.data()
        if data.startswith(_OLD):
            raise Unreadable(
                f"it is encrypted, or an old office document under the name of {what}: save it "
                f"without a password as {what}"
            )
        self.what, self._limit, self._spent = what, source.limit, 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except DAMAGE as error:
            raise Unreadable(f"it is no sound {what} ({error}): fetch it again") from None
        self.names = frozenset(self._archive.namelist())

    def read(self, name: str) -> bytes:
        """A part's bytes; all that are read of a document together are within its limit."""
        try:
            info = self._archive.getinfo(name)
        except KeyError:
            raise Unreadable(f"its part {name} is missing: fetch it again") from None
        if info.flag_bits & ENCRYPTED:
            raise Unreadable(f"its part {name} is encrypted: save it without a password")
        left = self._limit - self._spent
        try:
            with self._archive.open(info) as file:
                data = file.read(left + 1)
        except DAMAGE as error:
            raise Unreadable(f"its part {name} is damaged ({error}): fetch it again") from None
        self._spent += len(data)
        if len(data) > left:
            raise too_large(self._limit, what=f"it, unpacked up to its part {name},")
        if len(data) > max(RATIO_FROM, MAX_RATIO * info.compress_size):
            raise Unreadable(
                f"its part {name} unpacks to more than {MAX_RATIO:,} times its size, as only a zip "
                "bomb does: save it again"
            )
        return data

    def xml(self, name: str) -> Element:
        """The tree of a part that is XML."""
        return tree_of(self.read(name), f"its part {name}")


def tree_of(data: bytes, what: str) -> Element:
    """The tree of XML, without entities and addresses; raises `Unreadable` where it is broken."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        reason = " ".join(str(error).split())
        raise Unreadable(f"{what} is broken XML ({reason}): fetch it again") from None
    return root


def beside(part: str, address: str) -> str:
    """The name of the part that an address in another part means."""
    path = unquote(address.partition("#")[0])
    folder = part.rpartition("/")[0]
    return normpath(f"{folder}/{path}" if folder else path).lstrip("/")


def local(element: Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def found(root: Element, name: str) -> list[Element]:
    """The elements below one that have a name, whatever their namespace."""
    return [element for element in root.iter() if local(element) == name]
