"""An article as a reference manager takes it: RIS and BibTeX. Pure.

A fact that the article does not state has no line. The author stands as printed and is never cut
into given and family name. Dates are cut to what both forms can say, which is the day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_KEY = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+")
# A brace counts in BibTeX even behind a backslash, so none stands in a value.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_NOT_IN_URLS = '{}\\^"<>`| '
_TEX_SIGNS = str.maketrans(_TEX)


def ris(article: Mapping[str, Any]) -> str:
    """A record of RIS, type NEWS: lines of ``TAG  - value`` that end in CR LF, and an empty one."""
    pairs = [
        ("TY", "NEWS"),
        ("ID", citation_key(article["id"])),
        ("TI", article.get("title")),
        ("AU", article.get("author")),
        ("T2", article.get("source")),
        ("PY", (article.get("published") or "")[:4]),
        ("DA", _ris_date(article.get("published"))),
        ("LA", article.get("language")),
        ("UR", article.get("url")),
        ("AN", article["id"]),
        ("DB", "Kashshaf"),
    ]
    lines = [f"{tag}  - {value}" for tag, given in pairs if (value := plain(given))]
    return "\r\n".join([*lines, "ER  - ", "", ""])


def bibtex(article: Mapping[str, Any]) -> str:
    """An entry of BibTeX: ``@article`` of the source, ``@misc`` where no source is stated."""
    year, month, day = _date_parts(article.get("published"))
    source = article.get("source")
    values = {
        "author": f"{{{tex(article['author'])}}}" if article.get("author") else "",
        "title": tex(article.get("title")),
        "journal": tex(source),
        "year": year,
        "month": month,
        "day": day,
        "language": tex(article.get("language")),
        "url": web_address(article.get("url")),
        "note": tex(f"Kashshaf {article['id']}"),
    }
    fields = [
        f"  {name} = {value}" if name == "month" else f"  {name} = {{{value}}}"
        for name, value in values.items()
        if value
    ]
    head = f"@{'article' if source else 'misc'}{{{citation_key(article['id'])}"
    return ",\n".join([head, *fields]) + "\n}\n\n"


def citation_key(id: str) -> str:
    """A key that both forms take, another for every article: the id where it is plain, else a
    digest of it (BibTeX does not tell capitals from small letters)."""
    if _KEY.fullmatch(id):
        return f"kashshaf-{id}"
    return f"kashshaf_{blake2b(id.encode('utf-8', 'surrogatepass'), digest_size=10).hexdigest()}"


def plain(value: str | None) -> str:
    """A value on one line, without control characters."""
    return _CONTROL.sub(" ", value or "").strip()


def tex(value: str | None) -> str:
    """A value as text of TeX, its signs escaped."""
    return plain(value).translate(_TEX_SIGNS)


def web_address(url: str | None) -> str:
    """An address with what may not stand in one escaped (nor would TeX read it)."""
    return "".join(quote(c) if c in _NOT_IN_URLS else c for c in plain(url))


def _ris_date(published: str | None) -> str:
    """``YYYY/MM/DD/``, with nothing between the strokes where it is not known."""
    if not published:
        return ""
    return "/".join([*published[:10].split("-"), "", "", ""][:3]) + "/"


def _date_parts(published: str | None) -> tuple[str, str, str]:
    year, month, day = [*(published or "")[:10].split("-"), "", ""][:3]
    return year, _MONTHS[int(month) - 1] if month else "", day.lstrip("0")
