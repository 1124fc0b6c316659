"""The examples of the API's description, asked of the sample archive; ``python -m tests.examples``
writes them.

What is asked stands here, so the examples are answers that were given. They are cut short where
they are long; what differs from run to run (times, numbers of requests) is set.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.asking.cursor import write_cursor
from search_ui.asking.params import read_params
from search_ui.web.app import MAX_URL, create_app
from tests.commands import brought

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "search_ui" / "examples.json"
LONGEST = 300  # code points of a text
MOST = 3  # of a list
SEARCHED = "السيول"
FOUND_ONCE = "الأسطرلاب"
WHEN = "2026-01-01T00:00:00Z"
_TIME = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ")
STEADY = {
    "took_ms": 4.2,
    "indexed_at": WHEN,
    "instance": "urn:uuid:00000000000000000000000000000000",
}
PARAMETERS: dict[str, Any] = {
    "q": SEARCHED,
    "source": ["ضفاف", "أوراق الرباط"],
    "actor": ["اليونسكو"],
    "actor_all": ["الأمم المتحدة", "غوتيريش"],
    "not_source": ["شبكة سنابل"],
    "not_actor": ["صندوق النقد الدولي"],
    "place": ["نواكشوط"],
    "author": ["سندس الجودر"],
    "not_place": ["لندن"],
    "not_author": ["فريق الميدان"],
    "from": "2013",
    "to": "2019-12",
    "undated": "include",
    "depth": "smart",
    "match": "all",
    "sort": "newest",
    "copies": "one",
    "calendar": "hijri",
    "size": 2,
    "explain": "true",
    "facet_size": 20,
    "find_source": "النيل",
    "find_actor": "جامعة",
    "find_place": "نوا",
    "find_author": "البرنوصي",
    "lang": "ar",
    "type": "organization",
    "prefix": "جامعة",
    "by": "source",
    "feed.sort": "newest",
    "actors.size": 20,
    "compare.q": ["القمح", "التمر"],
    "actor.id": "unesco",
    "format": "csv",
}


@contextmanager
def sample_archive() -> Iterator[Engine]:
    """An embedded archive with the pages of the sample archive."""
    with tempfile.TemporaryDirectory() as folder:
        address = f"embedded:{folder}/archive"
        brought(str(ROOT / "sample_archive" / "pages"), address)
        engine = open_engine(Settings(engine=address))
        yield engine
        engine.close()


def examples(engine: Engine) -> dict[str, Any]:
    """Parameters and answers by the names that `search_ui.web.openapi` gives them."""
    client = create_app(engine).test_client()

    def got(path: str) -> Any:
        return client.get(path).get_json()

    first = got(f"/api/v1/search?{urlencode({'q': SEARCHED, 'size': 1})}")
    copied = got("/api/v1/search?copies=one&size=100")["hits"]
    parameters = PARAMETERS | {
        "cursor": first["next"],
        "article.id": next(hit["id"] for hit in copied if hit["copies"]),
    }
    answers = {name: cut(got(path)) for name, path in requests(parameters).items()}
    return {"parameters": parameters, "answers": {**answers, **files(client), **problems(engine)}}


def requests(parameters: dict[str, Any]) -> dict[str, str]:
    """What is asked for the answer of each operation that answers in JSON."""
    article = f"/api/v1/articles/{quote(parameters['article.id'])}"
    asked = {"q": SEARCHED, "size": 2, "explain": "true", "calendar": "hijri"}
    asked |= {"source": "وكالة أنباء الساحل"}
    compared = {"q": parameters["compare.q"]}
    return {
        "search": f"/api/v1/search?{urlencode(asked)}",
        "article": article,
        "copies": f"{article}/copies",
        "similar": f"{article}/similar?size=2",
        "suggest": f"/api/v1/suggest?{urlencode({'q': 'جام', 'size': 2})}",
        "actors": f"/api/v1/actors?{urlencode({'prefix': 'جامعة', 'size': 3})}",
        "actor": f"/api/v1/actors/{parameters['actor.id']}",
        "compare": f"/api/v1/compare?{urlencode(compared, doseq=True)}&from=2014&to=2016",
        "healthz": "/healthz",
        "readyz": "/readyz",
    }


def files(client: Any) -> dict[str, str]:
    """The beginnings of the files, by operation and media type."""
    once = urlencode({"q": FOUND_ONCE})
    paths = {
        "feed": f"/feed.atom?{once}",
        "opensearch": "/opensearch.xml",
        "compare_csv": f"/api/v1/compare.csv?{urlencode({'q': 'القمح', 'from': 2014, 'to': 2016})}",
        **{f"export {kind}": f"/api/v1/export.{kind}?{once}" for kind in ("csv", "jsonl")},
        **{f"export {kind}": f"/api/v1/export.{kind}?{once}" for kind in ("ris", "bib")},
    }
    made = {}
    for name, path in paths.items():
        answer = client.get(path)
        assert answer.status_code == 200, path
        text = answer.get_data(as_text=True)
        made[f"{name.split()[0]} {answer.mimetype}"] = _TIME.sub(WHEN, text[: 3 * LONGEST])
    return made


def problems(engine: Engine) -> dict[str, Any]:
    """A problem of each status, as it is answered."""
    keyed = Settings(api_keys="a-key-that-nobody-has")
    plain, hurried = create_app(engine).test_client(), Settings(rate_limit="1/hour")
    limited = create_app(engine, hurried).test_client()
    limited.get("/api/v1/search")
    stale = {"q": SEARCHED, "cursor": write_cursor("g000000", read_params({"q": [SEARCHED]}), (1,))}
    with tempfile.TemporaryDirectory() as folder:
        nothing = open_engine(Settings(engine=f"embedded:{folder}/none"))
        asked = {
            400: plain.get(f"/api/v1/search?{urlencode({'from': 'الأمس'})}"),
            401: create_app(engine, keyed).test_client().get("/api/v1/search"),
            404: plain.get(f"/api/v1/articles/{quote('لا-أحد')}"),
            410: plain.get(f"/api/v1/search?{urlencode(stale)}"),
            414: plain.get(f"/api/v1/search?q={'a' * MAX_URL}"),
            429: limited.get("/api/v1/search"),
            503: create_app(nothing).test_client().get("/api/v1/search"),
        }
        nothing.close()
    for status, answer in asked.items():
        assert answer.status_code == status, answer.get_data(as_text=True)
    return {str(status): cut(json.loads(answer.data)) for status, answer in asked.items()}


def cut(value: Any) -> Any:
    """Cut short, and steady from run to run."""
    if isinstance(value, dict):
        return {key: STEADY.get(key, cut(one)) for key, one in value.items()}
    if isinstance(value, list):
        return [cut(one) for one in value[:MOST]]
    if isinstance(value, str) and len(value) > LONGEST:
        return value[:LONGEST] + "…"
    return value


def main() -> None:
    with sample_archive() as engine:
        made = examples(engine)
    KEPT.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
    sys.exit(0)
