"""Four articles for the tests of corrections, and what an archive says of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from indexer.correct import (
    Corrected,
    adding,
    correct,
)
from indexer.engines.base import Engine
from indexer.engines.query import Everything, Keyword, Search
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings
from tests.commands import input_file

WHEN, LATER = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"

# Persons who are in no list; the last one is named with a clitic only.
TEXTS = {
    "bridge": "قال المهندس طلال الزرزوري إن ترميم الجسر القديم يبدأ في الربيع. وأضاف الزرزوري أن "
    "الكلفة لم تحدد بعد، وأن المجلس سيدرسها.",
    "library": "افتتحت رباب الدلفي مكتبة عامة على ضفة النهر، وحضر عشرات القراء حفل الافتتاح.",
    "harbour": "عاد الصيادون إلى المرفأ قبل العاصفة كما طلب منهم، وكان ذلك بأمر من مكتب الرصد "
    "الساحلي الذي حذر ولطلال الزرزوري رأي آخر.",
    "moon": "أعلن المرصد أن القمر يرى كاملا ليلة الجمعة، ودعا الهواة إلى حمل مناظيرهم معهم.",
}
ACTORS = """\
# من يعرفهم القيّم
add\ttalal-zarzouri\tperson\tطلال الزرزوري\tTalal Zarzouri
add\tcoast-watch\torganization\tمكتب الرصد الساحلي\t\tالرصد الساحلي
"""


def run(engine: Engine, when: str = LATER, **files: str) -> Corrected:
    return correct(engine, adding({f"{name}.tsv": text for name, text in files.items()}), when)


def kept(engine: Engine, id: str) -> dict[str, Any]:
    article = engine.get(id)
    assert article is not None
    return article


def actors(engine: Engine, id: str) -> dict[str, int]:
    """How often each actor of the lists is mentioned; names that no list holds are left out."""
    found = kept(engine, id)["actors"]
    return {actor["id"]: len(actor["mentions"]) for actor in found if ":" not in actor["id"]}


def holding(engine: Engine, actor: str) -> set[str]:
    hits = engine.search(Search(Keyword("actor", (actor,)))).hits
    return {hit.id for hit in hits}


def everything(engine: Engine) -> dict[str, dict[str, Any]]:
    found = {}
    for article in engine.scan(Everything()):
        del article["indexed_at"], article["run"]  # told anew whenever it is described
        found[str(article["id"])] = article
    return found


def again(engine: Engine, when: str = LATER) -> set[str]:
    """The articles that were described at this time."""
    return {str(a["id"]) for a in engine.scan(Everything()) if a["indexed_at"] == when}


def filled(engine: Engine, folder: Path) -> Engine:
    """The archive with the articles of `TEXTS`."""
    made = [
        {"id": id, "title": f"خبر {id}", "text": text, "source": "ضفاف", "date": "2019-05-03"}
        for id, text in TEXTS.items()
    ]
    report = index(read([input_file(folder / "a.jsonl", made)], Settings()), engine, Plan(), WHEN)
    assert report.new == len(TEXTS)
    return engine
