"""What Elasticsearch keeps of an article, and how it is asked for.

Elasticsearch would have to read all that is kept of an article to leave a part of it out. So what
is large, or read alone, is kept beside the source of its documents, each in a field of its own, and
what is made for searching only is not kept at all.
"""

from __future__ import annotations

import json
from typing import Any

from indexer.engines.document import APART, emptied

FORMS = "forms"


def whole(apart: bool) -> dict[str, Any]:
    """Asks for kept articles, with or without what is `APART`."""
    return {"_source": True, "stored_fields": [FORMS, *(APART if apart else ())]}


def forms_alone() -> dict[str, Any]:
    """Asks for the written forms of articles."""
    return {"_source": False, "stored_fields": [FORMS]}


def facts_alone(*names: str) -> dict[str, Any]:
    """Asks for keyword fields of articles; what is kept of them is not even opened."""
    return {"_source": False, "stored_fields": "_none_", "docvalue_fields": list(names)}


def kept_in(row: dict[str, Any]) -> dict[str, Any]:
    """The article that a hit tells of, as readers get it."""
    article: dict[str, Any] = row["_source"]
    beside = facts_in(row)
    article[FORMS] = beside.pop(FORMS, "")
    article.update((name, json.loads(text)) for name, text in beside.items())
    return emptied(article)


def facts_in(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a hit that were asked for beside the source."""
    return {name: values[0] for name, values in row.get("fields", {}).items()}
