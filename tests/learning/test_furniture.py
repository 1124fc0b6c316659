"""Lines that recur over many pages of one source: learned, taken out, noted; nothing else is."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from indexer.engines.base import Engine
from indexer.engines.query import Everything
from indexer.errors import UsageError
from indexer.furniture import NAME, Recurring, as_text, checked, read_learned, without
from indexer.learning.learn import LEAST, learn
from indexer.learning.tally import EDGE, FOREIGN, Tally
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.records import Page
from indexer.reindex import reindex
from indexer.settings import Settings
from tests.commands import input_file

WHEN = "2026-01-01T00:00:00Z"
PROMISE = "صار بإمكانكم تنزيل دليلنا الورقي المجاني من مكاتب التوزيع القريبة"
BISMILLAH = "بسم الله الرحمن الرحيم"
WRITER = "رباب الدلفي"
BACKGROUND = "وكان مجلس البلدية قد أقر في الشتاء الماضي خطة لترميم الجسر القديم على مراحل ثلاث."
WORDS = """
البلدية الجسر النهر المكتبة القراء الربيع الأشغال المرفأ العاصفة الصيادون المدارس السيول
المرصد القمر الهواة المناظير السوق الحقول القطاف الزيتون المعرض الأطباء الطريق القطار
""".split()  # noqa: SIM905  # a list of words is read best as lines


def text(number: int) -> list[str]:
    """Three paragraphs that no other number has, all about the bridge."""
    chosen = random.Random(number)
    rows = []
    for paragraph in range(3):
        words = " و".join(chosen.sample(WORDS, 9))
        rows.append(f"وقال المجلس عن الجسر في الفقرة {paragraph} من {number} إن {words} باقية.")
    return rows


def pages(
    count: int, *furniture: str, first: str = "", source: str = "ضفاف"
) -> list[dict[str, str]]:
    made = []
    for number in range(count):
        rows = [*([first] if first else []), *text(number), *furniture]
        id = f"{source}-{number}"
        made.append({"id": id, "title": f"خبر {number}", "text": "\n".join(rows), "source": source})
    return made


def filled(engine: Engine, folder: Path, *groups: list[dict[str, str]]) -> Engine:
    for group in groups:
        path = input_file(folder / "a.jsonl", group)
        assert index(read([path], Settings()), engine, Plan(), WHEN).new == len(group)
    return engine


def learned(engine: Engine) -> list[Recurring]:
    return learn(engine, engine.current())


def applied(engine: Engine) -> None:
    with engine.writer("furniture") as writer:
        writer.keep(NAME, as_text(learn(engine, engine.current())))
    reindex(engine, WHEN)


def bodies(engine: Engine) -> dict[str, tuple[str, list[Any]]]:
    return {a["id"]: (a["body"], a["notes"]["dropped"]) for a in engine.scan(Everything())}


def test_what_recurs_is_learned_taken_out_and_noted(engine: Engine, tmp_path: Path) -> None:
    others = pages(12, source="صدى النخيل")
    filled(engine, tmp_path, pages(12, PROMISE), others)
    assert learned(engine) == [Recurring("ضفاف", PROMISE, 12, 12)]
    before = bodies(engine)
    applied(engine)
    after = bodies(engine)
    for id, (body, dropped) in after.items():
        if id.startswith("ضفاف"):
            assert body == before[id][0].removesuffix(f"\n\n{PROMISE}") != before[id][0]
            assert dropped[-1] == {"text": PROMISE, "reason": "recurring"}
        else:
            assert (body, dropped) == before[id]
    assert learned(engine) == [Recurring("ضفاف", PROMISE, 12, 12)]  # read off the originals


def test_the_order_of_what_came_makes_no_difference(engine: Engine, tmp_path: Path) -> None:
    made = pages(14, PROMISE)
    filled(engine, tmp_path, made[:12])
    applied(engine)
    filled(engine, tmp_path, made[12:])
    late = bodies(engine)
    assert PROMISE not in late["ضفاف-13"][0]
    reindex(engine, WHEN)
    assert bodies(engine) == late


@pytest.mark.parametrize(
    ("furniture", "first", "why"),
    [
        (BACKGROUND, "", "the articles are about it"),
        ("", BISMILLAH, "a formula"),
        (f"ضفاف - {WRITER}", "", "a byline"),
        ("3 مايو 2019", "", "a date"),
    ],
)
def test_what_may_recur_stays(
    engine: Engine, tmp_path: Path, furniture: str, first: str, why: str
) -> None:
    filled(engine, tmp_path, pages(12, *filter(None, [furniture]), first=first))
    assert learned(engine) == [], why


def test_too_few_pages_or_copies_prove_nothing(engine: Engine, tmp_path: Path) -> None:
    copies = [{**pages(1, PROMISE)[0], "id": f"copy-{number}"} for number in range(20)]
    filled(engine, tmp_path, copies, pages(LEAST - 1, PROMISE, source="صدى النخيل"))
    assert learned(engine) == []


def test_a_writers_name_under_one_in_ten_articles_stays(engine: Engine, tmp_path: Path) -> None:
    made = pages(110)
    for page in made[:11]:
        page["text"] += f"\n{WRITER} وحدها"
    filled(engine, tmp_path, made)
    assert learned(engine) == []


def test_a_subhead_in_the_middle_stays(engine: Engine, tmp_path: Path) -> None:
    made = pages(120)
    for number, page in enumerate(made):
        rows = [*text(number), *text(1000 + number), *text(2000 + number)]
        if number % 10 == 0:
            rows.insert(4, "حكاية من زمن الترام العتيق في حارتنا")
        page["text"] = "\n".join(rows)
    filled(engine, tmp_path, made)
    assert learned(engine) == []


def test_a_body_of_nothing_else_stays() -> None:
    page = Page(title="عنوان", deck=None, body=PROMISE)
    assert without(page, {PROMISE}) == page


def test_a_killed_build_with_other_furniture_is_begun_anew(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indexer import reindex as reindexing

    def cut(*asked: Any) -> Any:
        yield from list(whole(*asked))[:5]
        raise KeyboardInterrupt

    filled(engine, tmp_path, pages(12, PROMISE))
    whole = reindexing.originals
    monkeypatch.setattr(reindexing, "originals", cut)
    monkeypatch.setattr("indexer.pipeline.BATCH", 1)
    first = reindex(engine, WHEN)
    assert not first.switched
    monkeypatch.setattr(reindexing, "originals", whole)
    applied(engine)
    assert [body for body, _ in bodies(engine).values() if PROMISE in body] == []


def test_the_tally_counts_texts_once_whatever_their_order(tmp_path: Path) -> None:
    sightings = [(7, 1, EDGE | FOREIGN), (7, 1, EDGE), (7, 2, EDGE | FOREIGN), (7 + 2**40, 3, 0)]
    found = []
    for order in (sightings, sightings[::-1]):
        with Tally(tmp_path, "x") as tally:
            for key, told, flags in order:
                tally.add(key, told, 5, 0, flags)
            found.append(sorted((c.key, c.texts, c.edge, c.foreign) for c in tally.counts()))
    assert found[0] == found[1] == [(7, 2, 2, 1), (7 + 2**40, 1, 0, 0)]


def test_a_list_of_ones_own() -> None:
    kept = checked(f"# سطر\nضفاف\t{PROMISE}\n\nضفاف\tتابعونا\t3\t9\n", "list.tsv")
    assert read_learned(kept) == {"ضفاف": {PROMISE.replace("ة", "ه").replace("إ", "ا"), "تابعونا"}}
    assert checked(kept, "list.tsv") == kept
    with pytest.raises(UsageError, match=r"list\.tsv, line 2: a source"):
        checked(f"ضفاف\t{PROMISE}\nضفاف\n", "list.tsv")
    assert checked("", "list.tsv") == ""


def test_pages_and_records_alike(engine: Engine, tmp_path: Path) -> None:
    """Pages as text show the same: their source is read off their masthead."""
    for number in range(12):
        rows = ["صحيفة ضفاف", f"خبر {number} من الجسر", "3 مايو 2019", *text(number), f"{PROMISE}."]
        (tmp_path / f"{number}.txt").write_text("\n\n".join(rows), encoding="utf-8")
    assert index(read([str(tmp_path)], Settings()), engine, Plan(), WHEN).new == 12
    sources = {json.dumps(a["source"]) for a in engine.scan(Everything())}
    assert len(sources) == 1
    assert [one.line for one in learned(engine)] == [f"{PROMISE}."]
