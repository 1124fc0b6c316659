"""CLEAN: repairs the characters of a text and leaves its words and its lines alone.

    damage    text of one encoding read as another is read again (`indexer.mojibake`)
    characters presentation forms and ligatures by NFKC where that is safe; odd spaces; what cannot
              be seen (bidi controls, zero-width, soft hyphen), what means nothing outside one font
              or program (private use, controls, lone surrogates) goes
    letters   Persian letters become Arabic ones, in texts that are Arabic
    words     tatweel goes; words glued at a full stop are parted

Vocalisation, punctuation, digits, ellipses and fractions stay as written. Lines end in one ``\\n``;
runs of spaces become one, runs of blank lines one blank line. Cleaning twice changes nothing more.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pyarabic import araby

import mappings
from indexer import mojibake

FEW = 12  # characters replaced one by one; for more of them a table is faster
_SPACES = "\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_BREAKS = "\r\x0b\x0c\x1c-\x1e\u2028\u2029"
_HIDDEN = (
    "\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b\u200d-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U0001fffe\U0001ffff"
    "\U000e0000-\U000e0fff"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"
_FORMS = (
    "\ufb00-\ufb06\ufb50-\ufd3d\ufd40-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefe\uff01-\uffdc\uffe0-\uffee"
    "\U0001d400-\U0001d7ff\U0001ee00-\U0001eeff"
)
_ODD = re.compile(f"[{_SPACES}{_BREAKS}{_HIDDEN}{_PRIVATE}{_FORMS}\ufffe\uffff]")
# Most texts are of these alone, and then nothing below has anything to change.
_STRANGE = re.compile(
    "[^ -~\n\u0621-\u063a\u0641-\u0652\u060c\u061b\u061f\u0660-\u0669\u00ab\u00bb"
    "\u2013\u2014\u2018-\u201d\u2026]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CRLF = re.compile("\r\n?")
_MARK = re.compile("[\u0300-\u036f\u0653-\u0655]")
_COMBINING = re.compile("[A-Za-z\u00c0-\u024f][\u0300-\u036f]+|[\u0621-\u064a][\u0653-\u0655]")
_SPACED_TATWEEL = re.compile(f"(?:(?<=[\\s\\d])|^){araby.TATWEEL}+(?=[\\s\\d]|$)", re.MULTILINE)
_SPACE_RUN = re.compile(" {2,}")
_EDGE_SPACE = re.compile(r" *\n *")
_BLANK_LINES = re.compile(r"\n{3,}")

_LETTER = "\u0621-\u063a\u0641-\u064a\u064b-\u0652\u0670-\u06d3"
# Two letters on either side: titles and abbreviations have one, and no sentence ends in one letter.
# Words of an address (after // or @, or beside Latin letters) never match.
_GLUED = re.compile(rf"\.(?<=[{_LETTER}][{_LETTER}]\.)(?=[{_LETTER}][{_LETTER}])")
_ADDRESS = re.compile(r"\S*(?://|@|www\.)\S*", re.IGNORECASE)


def clean(text: str) -> str:
    """`text` with its characters repaired, line by line as it was; see the module for the rules."""
    strange = _strange(text)
    if not strange:
        return _tidy(text)
    repaired = _tidy(_repair_characters(text, strange))
    strange = _strange(repaired)
    while mojibake.possible(strange):  # a repair can uncover another
        again = _tidy(_repair_characters(repaired, strange))
        if again == repaired:
            break
        repaired, strange = again, _strange(again)
    return repaired


def clean_line(text: str) -> str:
    """`clean` of a text that must stand on one line: a title, a name."""
    return " ".join(clean(text).split())


def _strange(text: str) -> str:
    """The characters of `text` that may have to change, each once: they tell which steps to take,
    so that no step reads a text through for nothing."""
    return "".join(set(_STRANGE.findall(text)))


def _repair_characters(text: str, strange: str) -> str:
    if _SURROGATE.search(strange):  # joins the halves of a pair, drops what has no other half
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    if mojibake.possible(strange):
        text = mojibake.repair(text)
        strange = _strange(text)
    if _ODD.search(strange):
        text = _replace_odd(_CRLF.sub("\n", text), strange)
        strange = _strange(text)
    if araby.TATWEEL in strange:
        text = araby.strip_tatweel(_SPACED_TATWEEL.sub("-", text))
    if _MARK.search(strange):
        text = _COMBINING.sub(_compose, text)
    if _persian()[0].search(strange):
        text = _arabic_letters(text)
    return text


def _replace_odd(text: str, strange: str) -> str:
    table = _table()
    if len(strange) > FEW:
        return text.translate(table)
    for char in strange:
        text = text.replace(char, table[ord(char)])
    return text


class _Table(dict[int, str]):
    """What becomes of each odd character, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = made = _replacement(char) if _ODD.match(char) else char
        return made


@cache
def _table() -> _Table:
    return _Table()


def _replacement(char: str) -> str:
    if re.match(f"[{_BREAKS}]", char):
        return "\n"
    # an icon or a letter of one font only: it stood between words, or was one
    if re.match(f"[{_SPACES}{_PRIVATE}]", char):
        return " "
    if "\x80" <= char <= "\x9f":  # quotes and dashes of windows-1252 read as ISO-8859-1
        return char.encode("latin-1").decode("cp1252", "ignore")
    if not re.match(f"[{_FORMS}]", char):
        return ""
    made = unicodedata.normalize("NFKC", char)
    if made[0] == " " and len(made) > 1:  # a vowel mark shown on a space of its own
        made = made[1:]
    return made if not _ODD.search(made) else ""


def _compose(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFC", match.group())


@cache
def _persian() -> tuple[re.Pattern[str], re.Pattern[str], dict[int, str]]:
    """Signs of other keyboards, letters that no Arabic word has, and what the first become."""
    rows = mappings.table("persian_letters", 3)
    typed = {letter: ours for role, letter, ours in rows if role == "typed"} | {_JOINER: ""}
    own = "".join(letter for role, letter, _ in rows if role == "own")
    return re.compile(f"[{''.join(typed)}]"), re.compile(f"[{own}]"), str.maketrans(typed)


_JOINER = "\N{ZERO WIDTH NON-JOINER}"  # a sign of spelling in Persian, of nothing in Arabic
_ARTICLE = re.compile("(?<![\u0621-\u06d3])\u0627\u0644(?=[\u0621-\u06d3]{2})")
# teh marbuta; hamza on an alef that begins a word
_OURS = re.compile("\u0629|(?<![\u0621-\u06d3])[\u0623\u0625]")


def _arabic_letters(text: str) -> str:
    """Persian letters as Arabic ones, unless the text is Persian, Urdu or Kurdish."""
    _, foreign, change = _persian()
    words = text.count(" ") + text.count("\n") + 1
    plain = text.replace(_JOINER, "")
    ours = len(_ARTICLE.findall(plain)) + len(_OURS.findall(plain))
    # Arabic prose has the article or one of these letters in every third word, the others in hardly
    # one of fifty; they have a letter of their own in every fifth word.
    if ours * 12 < words or len(foreign.findall(text)) > ours:
        return text
    return text.translate(change)


def _part_words(text: str) -> str:
    if not _GLUED.search(text):
        return text
    if "//" not in text and "@" not in text and "www." not in text.lower():
        return _GLUED.sub(". ", text)
    parts, done = [], 0
    for address in _ADDRESS.finditer(text):
        parts += [_GLUED.sub(". ", text[done : address.start()]), address.group()]
        done = address.end()
    return "".join(parts) + _GLUED.sub(". ", text[done:])


def _tidy(text: str) -> str:
    if "." in text:
        text = _part_words(text)
    if "  " in text:
        text = _SPACE_RUN.sub(" ", text)
    if " \n" in text or "\n " in text:
        text = _EDGE_SPACE.sub("\n", text)
    if "\n\n\n" in text:
        text = _BLANK_LINES.sub("\n\n", text)
    return text.strip(" \n")
