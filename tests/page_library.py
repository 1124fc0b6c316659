"""A small archive for the tests of the page: every state it has, and hostile text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from flask.testing import FlaskClient
from lxml import html

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.records import ActorFound, Article, Mention
from indexer.settings import Settings
from tests.engines_samples import article, write

SCRIPT = "<script>alert('خبر')</script>"
HARBOUR = "مرفأ الجنوب"  # sources that no list knows
LIGHTHOUSE = "منارة الساحل"
NAMES = {
    "egypt": ("مصر", "state"),
    "morocco": ("المغرب", "state"),
    "naguib-mahfouz": ("نجيب محفوظ", "person"),
    "tunisia": ("تونس", "state"),
}
COPIED = (
    "أعلنت المكتبة العامة في المدينة أن قاعة المخطوطات تفتح أبوابها مساء كل خميس حتى آخر الشتاء."
)
CHANGED = COPIED.replace("العامة", "الوطنية").replace("حتى آخر الشتاء", f"مجانا {SCRIPT}")


def library() -> list[Article]:
    """The articles, by what each is for."""
    return [
        _article(
            "reading",
            "افتتحت الوزارة في مصر قاعة قراءة جديدة.\n\nوقال الوزير إن القاعة تحمل اسم نجيب محفوظ، "
            "وإن وزراء الثقافة سيزورونها (2017).",
            title="وزير الثقافة يفتتح قاعة القراءة",
            deck="القاعة تتسع لمئة قارئ",
            source=HARBOUR,
            author="سلمى الربيعي",
            place="الإسكندرية",
            published="2017-10-03T21:16",
            published_precision="minute",
            published_evidence="الثلاثاء 3 تشرين الأول 2017 21:16",
            url="https://harbour.example/reading?a=1&b=2",
            notes={
                "facts": {
                    "source": {"evidence": HARBOUR, "origin": "text"},
                    "published": {"evidence": "3 تشرين الأول 2017", "origin": "text"},
                },
                "dropped": [{"text": "اقرأ أيضا: سوق الكتب", "reason": "related"}],
            },
        ),
        _article(
            "hostile",
            f'نص فيه شيفرة {SCRIPT} و <img src=x onerror="alert(1)"> بين كلمات عن القراءة.',
            title=f"عنوان فيه {SCRIPT}",
            source=f"مصدر {SCRIPT}",
            author='"><b onmouseover=alert(1)>',
            published="2016",
            published_precision="year",
            published_evidence=SCRIPT,
            notes={"facts": {}, "dropped": [{"text": SCRIPT, "reason": SCRIPT}]},
        ),
        _article("untitled", "خبر بلا عنوان ولا تاريخ عن القراءة في المغرب.", source=LIGHTHOUSE),
        _article(
            "english",
            "A reading room opened in Alexandria, the library said.",
            title="Reading room opens",
            language="en",
            published="2017-11",
            published_precision="month",
        ),
        _article(
            "first", COPIED, title="مخطوطات الخميس", source=HARBOUR, story="s", **_on("2018-01-11")
        ),
        _article(
            "second",
            CHANGED,
            title="مخطوطات الخميس",
            source=LIGHTHOUSE,
            story="s",
            **_on("2018-01-12"),
        ),
        *(
            _article(
                f"song-{month:02}",
                f"حفلة رقم {month} في تونس أمام جمهور القراءة والموسيقى.",
                title=f"حفلة الشهر {month}",
                source=LIGHTHOUSE,
                **_on(f"2018-{month:02}-05"),
            )
            for month in range(1, 13)
        ),
    ]


def filled(folder: Path) -> Engine:
    """An embedded archive with the whole library."""
    engine = open_engine(Settings(engine=f"embedded:{folder / 'archive'}"))
    write(engine, library())
    return engine


def _on(day: str) -> dict[str, str]:
    return {"published": day, "published_precision": "day", "published_evidence": day}


def _article(id: str, body: str, **facts: Any) -> Article:
    """With every mention of the actors of `NAMES` in title and body."""
    texts = {"title": str(facts.get("title") or ""), "body": body}
    actors = []
    for actor, (name, type_) in NAMES.items():
        mentions = tuple(
            Mention(field, name, at, at + len(name))
            for field, text in texts.items()
            if (at := text.find(name)) >= 0
        )
        if mentions:
            actors.append(ActorFound(actor, name, type_, mentions))
    return replace(article(id, body, **facts), actors=tuple(actors), words=len(body.split()))


def page(client: FlaskClient, address: str, status: int = 200) -> html.HtmlElement:
    """The page behind an address, past the redirect to the address to keep."""
    answer = client.get(address)
    if answer.status_code == 303:
        answer = client.get(answer.location)
    assert answer.status_code == status, address
    assert answer.mimetype == "text/html"
    return html.document_fromstring(answer.get_data(as_text=True))


def words(element: html.HtmlElement, path: str) -> list[str]:
    """The texts of what a CSS path selects."""
    return [" ".join(found.text_content().split()) for found in element.cssselect(path)]


def link(element: html.HtmlElement, text: str) -> str:
    """The address behind a link with this text."""
    found = [a for a in element.iter("a") if text in a.text_content()]
    assert found, f"no link says {text!r}"
    return str(found[0].get("href"))


def values(element: html.HtmlElement, *paths: str) -> list[str]:
    """The attributes that XPaths select."""
    found: list[str] = []
    for path in paths:
        found += map(str, cast("list[str]", element.xpath(path)))
    return found
