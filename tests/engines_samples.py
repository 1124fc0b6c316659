"""Articles made for the engine tests: small, and with every fact that an engine keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.query import Query, Search
from indexer.records import ActorFound, Article, Mention
from indexer.settings import Settings

ARTICLE = Article(
    id="a",
    origin="a.txt",
    title=None,
    deck=None,
    body="",
    source=None,
    author=None,
    place=None,
    published=None,
    published_precision=None,
    published_evidence=None,
    language="ar",
    url=None,
    actors=(),
    story=None,
    words=0,
    indexed_at="2026-01-01T00:00:00Z",
    digest="0",
    notes={},
    original={"media": "text", "text": "", "encoding": "utf-8"},
)


def article(id: str, body: str, actors: Iterable[str] = (), **facts: Any) -> Article:
    """An article with a body; `actors` are given as ids."""
    found = tuple(ActorFound(name, name, "person", (Mention("body", "", 0, 0),)) for name in actors)
    original = {"media": "text", "text": body, "encoding": "utf-8"}
    made = replace(
        ARTICLE, id=id, origin=f"{id}.txt", body=body, actors=found, digest=id, original=original
    )
    return replace(made, **facts)


def write(engine: Engine, articles: Iterable[Article], generation: str | None = None) -> None:
    """Writes and commits, and expects no refusal."""
    encode = engine.encoder()
    with engine.writer("test", generation) as writer:
        refused = [w for w in writer.write(map(encode, articles)) if w.error]
        writer.commit()
    assert refused == []


def ids(engine: Engine, query: Query, **search: Any) -> list[str]:
    """The ids of the articles that a query finds, in order."""
    return [hit.id for hit in engine.search(Search(query, size=100, **search)).hits]


@contextmanager
def archive_of(address: str, articles: Iterable[Article]) -> Iterator[Engine]:
    """A new archive with these articles, open as long as the block."""
    with closing(open_engine(Settings(engine=address))) as engine:
        write(engine, articles)
        yield engine


LIBRARY = (
    article(
        "floods",
        "ارتفع منسوب النهر في المدينة وغمرت المياه الأسواق القديمة",
        title="فيضان النهر",
        deck="المياه تغمر الأسواق",
        source="ضفاف",
        author="ليلى حداد",
        published="2019-05-03T14:20",
        published_precision="minute",
        actors=("red-crescent", "governor"),
        story="s1",
    ),
    article(
        "floods-copy",
        "ارتفع منسوب النهر في المدينة وغمرت المياه الأسواق القديمة",
        title="النهر يغمر الأسواق",
        source="المرفأ الجديد",
        published="2019-05-04",
        published_precision="day",
        actors=("red-crescent",),
        story="s1",
    ),
    article(
        "harvest",
        "بدأ موسم القطاف في القرى الجبلية وعرض المزارعون ثمارهم في سوق المدينة",
        title="موسم القطاف",
        source="ضفاف",
        published="2019-06",
        published_precision="month",
        actors=("governor",),
    ),
    article(
        "journal",
        "هذه مقالة قديمة عن الكتب والأسواق والمكتبات العامة",
        source="المقتبس الحديث",
        published="1931",
        published_precision="year",
    ),
    article("undated", "نص بلا تاريخ عن سوق الكتب القديمة", title="سوق الكتب"),
)
ALL = {made.id for made in LIBRARY}
