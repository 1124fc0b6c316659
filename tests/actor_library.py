"""A small archive for the tests of actors and comparisons: who is named where, when, with which
title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from indexer.describe.actors import known_actors
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.records import Article
from indexer.settings import Settings
from tests.engines_samples import article, write

SHORE, HARBOUR = "صحيفة الشاطئ", "مرفأ الجنوب"  # sources that no list knows
GONE = "someone-who-left-the-list"
LONG = "\n\n".join(f"السطر {n} عن المرفأ وعن الصيادين الذين عادوا." for n in range(12))

# id, date, source, place, author, body
_ROWS = (
    ("a1", "2016-02-01", SHORE, "تونس", "ليلى حداد", "زار الرئيس الفرنسي إيمانويل ماكرون المرفأ."),
    ("a2", "2016-05-09", HARBOUR, None, None, "وصل إيمانويل ماكرون والمستشارة أنغيلا ميركل معا."),
    ("a3", "2017-03-02", SHORE, "تونس", None, "قال للرئيس الفرنسي إيمانويل ماكرون إن الموسم جيد."),
    ("a4", "2017-03-09", SHORE, None, "سلمى ربيع", "محامي إيمانويل ماكرون لم يحضر، وغاب الصيادون."),
    ("a5", "2017-11", HARBOUR, None, None, "المستشارة أنغيلا ميركل عند الصيادين في المرفأ."),
    ("a6", "2018-01-20", None, None, None, "عاد الصيادون إلى المرفأ بعد العاصفة الطويلة."),
    ("a7", "2018", SHORE, None, None, "كان الموسم جيدا كما قال الصيادون في المرفأ."),
    ("a8", None, SHORE, None, None, "نص بلا تاريخ عن إيمانويل ماكرون والصيادين."),
)


def actor_library() -> list[Article]:
    """The articles; the last one names an actor whom no list knows any more."""
    made = []
    for id, published, source, place, author, body in _ROWS:
        one = article(
            id,
            body,
            title=f"خبر {id}",
            published=published,
            source=source,
            place=place,
            author=author,
        )
        found = known_actors().find({"title": one.title, "body": body})
        made.append(replace(one, actors=found, words=len(body.split())))
    return [*made, article("a9", "كلمة واحدة", published="2018-02-02", actors=(GONE,))]


def filled(folder: Path) -> Engine:
    """An embedded archive with these articles, a long one, and more sources than a facet shows."""
    engine = open_engine(Settings(engine=f"embedded:{folder / 'archive'}"))
    more = [article(f"s{n}", "خبر قصير", source=f"مصدر رقم {n}") for n in range(12)]
    write(engine, [*actor_library(), article("long", LONG, title="المرفأ"), *more])
    return engine
