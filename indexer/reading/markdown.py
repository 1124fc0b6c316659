"""Markdown as the lines of text that a reader sees, and the facts of its front matter."""

from __future__ import annotations

import re

from indexer.reading.facts import NAMES, facts

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_YAML = re.compile(r"[\w-]+[ \t]*:|[ \t\-#\]}]|$")  # how a line of it begins
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]+(.+?)[ \t]*$")
_NO_TEXT = ("[", "{", "|", ">", "&", "*", "!")  # YAML that is more than one plain value
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.S)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~).*$", re.M)
_RULER = re.compile(r"^[ \t]{0,3}(?:(?:=[ \t]*)+|(?:[-*_][ \t]*){3,}|--?[ \t]*)$\n?", re.M)
_REFERENCE = re.compile(r"^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+.*$\n?", re.M)
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+(.*)$", re.M)
_QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+", re.M)
_INLINE = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.)*)\]\((?:[^()\s\\]|\\.|\([^()\s]*\))*(?:\s+[^()\n]*)?\)"
)
_TO_REFERENCE = re.compile(r"!?\[([^\[\]\n]+)\]\[[^\[\]\n]*\]")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^<>\s]+)>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<!\*)\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?!\*)")
_UNDERLINED = re.compile(r"(?<!\w)_(?=[^\s_])([^_\n]+?)(?<=[^\s_])_(?!\w)")
_CODE = re.compile(r"(?<!`)(`{1,2})([^`\n]+)\1(?!`)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def read_markdown(text: str) -> tuple[str, dict[str, str | None]]:
    """The text of a Markdown document, and the facts of its front matter, as `RawItem` has them.

    An id in front matter is one among the pages of a site, not of an archive, and is not taken.
    """
    end, given = _front(text)
    return _plain(text[end:]), given


def without_front(text: str) -> tuple[str, dict[str, str | None]]:
    """A plain text without its front matter, and the facts of that; the text as it is where it
    begins with none, or with one that states no fact we know."""
    end, given = _front(text)
    return (text[end:], given) if given else (text, {})


def _front(text: str) -> tuple[int, dict[str, str | None]]:
    """Where the front matter of a text ends, and its facts."""
    front = _FRONT.match(text)
    if not front or not all(map(_YAML.match, (front[1] or "").splitlines())):
        return 0, {}  # what looked like front matter is text between two rules
    return front.end(), _front_facts(front[1] or "")


def _front_facts(front: str) -> dict[str, str | None]:
    """Only fields that stand in one line; whatever else YAML can say is not a fact of ours."""
    known = {name for ours, names in NAMES.items() if ours != "id" for name in names}
    fields: dict[str, str] = {}
    for line in front.splitlines():
        match = _FIELD.match(line)
        if match and match[1].lower() in known and not match[2].startswith(_NO_TEXT):
            fields.setdefault(match[1].lower(), _unquoted(match[2]))
    return facts(fields)


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value.partition(" #")[0].rstrip()


def _plain(text: str) -> str:
    text = _COMMENT.sub("", text.replace("\r\n", "\n"))
    for pattern in (_FENCE, _RULER, _REFERENCE, _QUOTE):
        text = pattern.sub("", text)
    text = _HEADING.sub(lambda match: _heading(match[1].strip()), text)
    for pattern in (_INLINE, _INLINE, _TO_REFERENCE, _ADDRESS):  # twice: an image in a link
        text = pattern.sub(r"\1", text)
    for pattern, kept in (
        (_CODE, r"\2"),
        (_STRONG, r"\2"),
        (_EMPHASIS, r"\1"),
        (_UNDERLINED, r"\1"),
    ):
        text = pattern.sub(kept, text)
    return _ESCAPE.sub(r"\1", text)


def _heading(text: str) -> str:
    """A heading without the signs that may close it; those of C# are its own."""
    opened = text.rstrip("#")
    return opened.rstrip() if opened != text and opened.endswith((" ", "\t")) else text
