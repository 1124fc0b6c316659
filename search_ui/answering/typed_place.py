"""The place in a half-typed query that an offer goes to: behind a sign, a field's word, an open
quotation mark."""

from __future__ import annotations

import re
from functools import cache

from search_ui.answering.labels import Language
from search_ui.asking.query import QUOTES, query_words

_FIELD = re.compile(r"(?:^|\s)[-=]*([^\s:]+):$")


def field_before(before: str) -> str | None:
    """The field that what follows is kept to, if a field's word stands before it or before the
    quotation mark that it stands in."""
    opened = _open_quote(before)
    match = _FIELD.search(before if opened is None else before[:opened])
    return query_words("field").get(match.group(1)) if match else None


def closing_quote(before: str) -> str:
    """The mark that closes the quotation that what follows stands in; "" where it is in none."""
    opened = _open_quote(before)
    return "" if opened is None else QUOTES[before[opened]]


def with_value(before: str, field: str, value: str, language: Language) -> str:
    """A query that goes on with a value of a field: in quotation marks behind the field's word,
    which is put there if it is not. A quotation that is open before is closed; one of the same
    field holds the value alone."""
    opened = _open_quote(before)
    known = field_before(before)
    if opened is not None:
        inside = before[opened + 1 :].strip()
        if inside and not known:
            before = f"{before.rstrip()}{QUOTES[before[opened]]} "
        else:
            before = before[:opened]
    word = "" if known == field else f"{_field_word(field, language)}:"
    return f'{before}{word}"{value.replace(chr(34), " ")}"'


def _open_quote(text: str) -> int | None:
    """Where a quotation begins that does not end."""
    at = 0
    while at < len(text):
        end = at
        if text[at] in QUOTES:
            end = text.find(QUOTES[text[at]], at + 1)
            if end < 0:
                return at
        at = end + 1
    return None


def _field_word(field: str, language: Language) -> str:
    """The word of a language that a query is completed with for a field."""
    return _offered()[field] if language == "ar" else field


@cache
def _offered() -> dict[str, str]:
    return {field: word for word, field in query_words("offered").items()}
