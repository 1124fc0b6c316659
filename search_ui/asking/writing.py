"""A query as read, written again in one way: read again, it asks for the same.

Clauses stand in the order typed with their signs (``-`` ``=``), field and quotation marks, forms
taken out in brackets behind their word, alternatives parted by ``|``, which has no direction.
"""

from __future__ import annotations

from dataclasses import replace

from search_ui.asking.query import QUOTES, Clause, Typed


def write_query(typed: Typed) -> str:
    """The canonical text of a query; one without any clause stays as it is."""
    if not typed.groups:
        return typed.text
    return " ".join(" | ".join(write_clause(typed, c) for c in group) for group in typed.groups)


def write_clause(typed: Typed, clause: Clause) -> str:
    """The canonical text of one of its clauses."""
    signs = "-" * clause.without + "=" * clause.exact
    before = signs + (f"{clause.field}:" if clause.field else "")
    match clause.kind:
        case "word":
            out = f"({' '.join('-' + form for form in clause.out)})" if clause.out else ""
            return before + clause.text + out
        case "phrase":
            return before + _quoted(clause.text)
        case "near":
            return f"{before}{_quoted(clause.text)}~{clause.within}"
        case "prefix":
            return f"{before}{clause.text}*"
        case "fuzzy":
            return f"{before}{clause.text}~{clause.within if clause.within > 1 else ''}"


def taking_out(typed: Typed, clause: Clause, form: str) -> str:
    """The query with one more form taken out of a word; `form` as a clause's `out` holds it."""
    less = replace(clause, out=(*clause.out, form))
    groups = tuple(tuple(less if c is clause else c for c in group) for group in typed.groups)
    return write_query(replace(typed, groups=groups))


def _quoted(text: str) -> str:
    opening, closing = next((o, c) for o, c in QUOTES.items() if c not in text)
    return f"{opening}{text}{closing}"
