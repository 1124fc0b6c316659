"""Mails: one article each, and every attachment that is a document a source of its own.

Subject, sender and date are given facts; the date is the wall clock of who sent it. Of a text and
its HTML twin the text is read. Pictures, sounds, signatures and invitations are no articles and
left out; what else cannot be read is refused, attachment by attachment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from indexer.extract import dom
from indexer.reading import kinds
from indexer.reading.decode import decode
from indexer.reading.facts import record
from indexer.reading.files import shown
from indexer.reading.source import Source
from indexer.reading.streams import Unreadable, lines, too_large
from indexer.records import RawItem, Refusal

DEEPEST = 5  # mails in mails
MOST_PARTS = 1_000  # of a mail
_LEFT_OUT = ("image", "audio", "video", "font")
_NO_DOCUMENT = frozenset(
    {"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"}
    | {"application/pgp-keys", "text/calendar", "text/x-vcard", "text/vcard", "text/css"}
    | {"message/delivery-status", "text/rfc822-headers", "application/ics"}
)
_SUFFIXES = {
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/epub+zip": "epub",
    "text/html": "html",
    "text/plain": "txt",
    "message/rfc822": "eml",
}
_BROKEN = (ValueError, LookupError, AttributeError, TypeError)  # what email raises for bad headers
_FROM_LINE = re.compile(rb"From \S+.*\d{4}\s*$")
_ESCAPED = re.compile(rb"^>(>*From )", re.M)

Found = RawItem | Source | Refusal


def read_mail(source: Source) -> Iterator[Found]:
    """The article of a mail, then its attachments, as ``mail.eml!name``.

    Raises `Unreadable` where it is too large, lies in too many others, or is no mail.
    """
    if source.depth > DEEPEST:
        raise Unreadable(f"it lies in more than {DEEPEST} other mails: save it on its own")
    data = source.data()
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = list(_leaves(message))
    except (*_BROKEN, RecursionError) as error:
        raise Unreadable(f"it is no sound mail ({error}): fetch it again") from None
    if not message.keys():
        raise Unreadable("it has no header of a mail: fetch it again, or name it .txt")
    yield from _read(source, message, parts)


def read_mbox(source: Source) -> Iterator[Found]:
    """Every mail of a mailbox, as ``box.mbox#line``. A mail that cannot be read is refused."""
    for first, data in _mails(source):
        origin = f"{source.origin}#{first}"
        if data is None:
            yield Refusal(origin, too_large(source.limit, what="the mail").reason, first)
            continue
        try:
            mail = Source(origin, source.kind, iter([data]), source.limit, depth=source.depth)
            yield from read_mail(mail)
        except Unreadable as error:
            yield Refusal(origin, error.reason, first)


def _mails(source: Source) -> Iterator[tuple[int, bytes | None]]:
    """The first line and the bytes of each mail; no bytes for one that is too large."""
    first, blank, size = 0, True, 0
    parts: list[bytes] = []
    for line in lines(source.chunks, source.limit):
        data = line.data
        if blank and data is not None and _FROM_LINE.match(data):
            if first:
                yield first, _mail(parts) if size <= source.limit else None
            first, size, parts = line.number, 0, []
        elif not first:
            if data is None or data.strip():
                raise Unreadable(
                    "it does not begin with the «From » line of a mailbox", line.number
                )
        else:
            size += source.limit + 1 if data is None else len(data)
            if size <= source.limit:
                parts.append(data or b"")
        blank = data is not None and not data.strip()
    if not first:
        raise Unreadable("it is empty")
    yield first, _mail(parts) if size <= source.limit else None


def _mail(parts: list[bytes]) -> bytes:
    return _ESCAPED.sub(rb"\1", b"".join(parts))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts of a mail that hold something, each mail in it as one, in order."""
    todo, count = [message], 0
    while todo:
        part = todo.pop()
        count += 1
        if count > MOST_PARTS:
            raise ValueError(f"it has more than {MOST_PARTS:,} parts")
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            todo.extend(reversed(part.get_payload()))  # type: ignore[arg-type]  # a list of parts
        else:
            yield part


def _read(source: Source, message: Message, parts: list[Message]) -> Iterator[Found]:
    bodies = [part for part in parts if _is_body(part)]
    plain = [part for part in bodies if part.get_content_type() == "text/plain"]
    texts: list[str] = []
    refusals: list[Refusal] = []
    for place, part in enumerate(plain or bodies[:1]):
        try:
            texts.append(_text(part))
        except Unreadable as error:
            refusals.append(Refusal(f"{source.origin}!text-{place + 1}", error.reason))
    text = "\n\n".join(filter(str.strip, texts))
    attached = [part for part in parts if part not in bodies and not _left_out(part)]
    facts = _facts(message)
    if text.strip() or facts.get("title") or not (attached or refusals):
        yield _item(source, facts, text)
    yield from refusals
    names: dict[str, int] = {}
    for part in attached:
        yield _attachment(source, part, names)


def _item(source: Source, facts: dict[str, str | None], text: str) -> RawItem:
    if not text.strip() and not facts.get("title"):
        raise Unreadable("the mail holds no text")
    fields = {**source.given, **facts, "text": text}
    return record(source.origin, json.dumps(fields, ensure_ascii=False), "mail")


def _is_body(part: Message) -> bool:
    return (
        part.get_content_type() in ("text/plain", "text/html")
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def _left_out(part: Message) -> bool:
    if part.get_content_type() == "message/rfc822":
        return False
    return (
        part.get_content_maintype() in _LEFT_OUT
        or part.get_content_type() in _NO_DOCUMENT
        or (not part.get_payload())
    )


def _text(part: Message) -> str:
    """The text of a part, in the encoding that its bytes show, else its own."""
    data = _payload(part)
    if part.get_content_type() == "text/html":
        text, _ = decode(data, part.get_content_charset())
        tree = dom.parse(dom.sound(text))
        return "\n".join(row.text for row in dom.rows(tree)) if tree is not None else ""
    return decode(data, part.get_content_charset())[0]


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _facts(message: Message) -> dict[str, str | None]:
    """What the header states. A subject is the title, and where there is none there is none."""
    facts: dict[str, str | None] = {"title": _header(message, "subject") or None}
    name, address = parseaddr(_header(message, "from"))
    if name or address:
        facts["author"] = name or address
    published = _date(_header(message, "date"))
    if published:
        facts["published"] = published
    return facts


def _header(message: Message, name: str) -> str:
    try:
        value = str(message.get(name) or "")
    except _BROKEN:
        return ""
    return " ".join(value.encode("utf-8", "ignore").decode().replace("\0", "").split())


def _date(value: str) -> str | None:
    """The wall clock of a date, to the minute; None for what is no date or none of a mail's."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.strftime("%Y-%m-%dT%H:%M") if 1971 <= date.year <= 2100 else None


def _attachment(source: Source, part: Message, names: dict[str, int]) -> Found:
    name = _name(part, names)
    origin = f"{source.origin}!{name}"
    kind = kinds.kind_of(name)
    if kind.form in (kinds.ZIP, kinds.TAR):
        return Refusal(origin, "it is an archive in a mail: unpack it and name the files")
    try:
        inner = part.get_payload(0) if part.get_content_type() == "message/rfc822" else None
        data = inner.as_bytes() if isinstance(inner, EmailMessage | Message) else _payload(part)
    except (*_BROKEN, RecursionError) as error:
        return Refusal(origin, f"it is damaged in the mail ({error}): fetch it again")
    made = Source(origin, kind, iter([data]), source.limit, None if kind.packed else len(data))
    return replace(made, depth=source.depth + 1, declared=part.get_content_charset())


def _name(part: Message, names: dict[str, int]) -> str:
    """What an attachment is called, by its type if it has no name; each name once in a mail."""
    try:
        given = part.get_filename() or ""
    except _BROKEN:
        given = ""
    given = given.replace("\\", "/").rpartition("/")[2].strip(". ")
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    name = shown(given.encode("utf-8", "ignore").decode()) or "attachment"
    if suffix and kinds.kind_of(name).form is None:
        name = f"{name}.{suffix}"
    names[name] = names.get(name, 0) + 1
    if names[name] == 1:
        return name
    stem, dot, end = name.rpartition(".")
    return f"{stem}-{names[name]}.{end}" if dot else f"{name}-{names[name]}"
