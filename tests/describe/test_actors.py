"""Whose name stands where: full names, short forms, contexts, clitics, quotation marks."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.arabic.analyzers import word_terms
from indexer.arabic.name_forms import attach, detach, last_name, spellings
from indexer.describe.actors import ActorIndex, listed_actors
from mappings import Actor


def actor(id: str, name: str, **more: Any) -> Actor:
    facts: dict[str, Any] = {"type": "person", "english": "", "country": "", "years": ""}
    facts |= {"aliases": (), "short": (), "contexts": (), **more}
    return Actor(id=id, name=name, **facts)


INDEX = ActorIndex(
    [
        actor("assad", "بشار الأسد", contexts=("نظام الأسد",)),
        actor("assad-hafez", "حافظ الأسد"),
        actor("putin", "فلاديمير بوتين", english="Vladimir Putin", aliases=("بوتين", "Putin")),
        actor("un", "الأمم المتحدة", type="organization", aliases=("هيئة الأمم",)),
        actor("abdallah", "عبد الله السالم", aliases=("عبدالله الصغير",)),
        actor("naser", "ناصر المحمد", short=("المحمد",)),
        actor("mahmoud", "محمود ناصر"),
        actor("wafaa", "وفاء سالم", aliases=("وفاء",)),
        actor("twin-a", "علي حسن"),
        actor("twin-b", "علي حسن", short=("أبو حسن",)),
        actor("tayyar", "تيار الغد", type="organization"),
        actor("ghad", "حزب الغد", type="organization", aliases=("حزب الغد بزعامة حاتم الرومي",)),
        actor("hatem", "حاتم الرومي"),
        actor("fund", "مؤسسة حاتم الرومي", type="organization"),
        actor("naqd", "هيئة النقد", type="organization", contexts=("رئيس الهيئة حاتم الرومي",)),
        actor("force", "الجيش الغربي", type="armed_group", aliases=("قوات اللواء حاتم الرومي",)),
        actor("king", "قيس الثاني"),
    ]
)


def found(text: str) -> dict[str, list[str]]:
    return {
        actor.id: [mention.form for mention in actor.mentions]
        for actor in INDEX.find({"body": text})
    }


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("قال بوتين", {"putin": ["بوتين"]}),
        ("التقى فلاديمير بوتين أمس", {"putin": ["فلاديمير بوتين"]}),
        ("وفلاديمير بوتين", {"putin": ["وفلاديمير بوتين"]}),
        ("وبوتين ولبوتين فبوتين كبوتين", {"putin": ["وبوتين", "ولبوتين", "فبوتين", "كبوتين"]}),
        ("للأمم المتحدة وللأمم المتحدة", {"un": ["للأمم المتحدة", "وللأمم المتحدة"]}),
        ("والأمم المتحدة بالأمم المتحدة", {"un": ["والأمم المتحدة", "بالأمم المتحدة"]}),
        ("الامم المتحده", {"un": ["الامم المتحده"]}),
        ("الأُمَمُ المتّحدة", {"un": ["الأُمَمُ المتّحدة"]}),
        ("الأمم، المتحدة", {}),
        ("الأمم. المتحدة", {}),
        ("الأمم\nالمتحدة", {"un": ["الأمم\nالمتحدة"]}),
        ('تيار "الغد" المعارض', {"tayyar": ['تيار "الغد']}),
        ("الأسد ملك الغابة", {}),
        ("نظام الأسد", {"assad": ["نظام الأسد"]}),
        ("حزب الغد بزعامة حاتم الرومي", {"ghad": ["حزب الغد"], "hatem": ["حاتم الرومي"]}),
        ("رئيس الهيئة حاتم الرومي", {"naqd": ["رئيس الهيئة"], "hatem": ["حاتم الرومي"]}),
        ("قوات اللواء حاتم الرومي", {"force": ["قوات اللواء"], "hatem": ["حاتم الرومي"]}),
        ("مؤسسة حاتم الرومي", {"fund": ["مؤسسة حاتم الرومي"]}),
        ("قيس الثاني في اليوم الثاني", {"king": ["قيس الثاني"]}),
        ("بشار الأسد ثم الأسد", {"assad": ["بشار الأسد", "الأسد"]}),
        ("الأسد ثم بشار الأسد", {"assad": ["الأسد", "بشار الأسد"]}),
        (
            "حافظ الأسد ثم الأسد ثم بشار الأسد ثم الأسد",
            {"assad-hafez": ["حافظ الأسد", "الأسد"], "assad": ["بشار الأسد", "الأسد"]},
        ),
        ("عبدالله السالم", {"abdallah": ["عبدالله السالم"]}),
        ("عبد الله الصغير", {"abdallah": ["عبد الله الصغير"]}),
        ("ناصر المحمد والمحمد", {"naser": ["ناصر المحمد", "والمحمد"]}),
        ("محمود ناصر ثم ناصر", {"mahmoud": ["محمود ناصر"]}),
        ("وفاء الوعد", {"wafaa": ["وفاء"]}),
        ("علي حسن", {}),
        ("putin PUTIN", {"putin": ["putin", "PUTIN"]}),
        ("", {}),
    ],
)
def test_find(text: str, actors: dict[str, list[str]]) -> None:
    assert found(text) == actors


@pytest.mark.parametrize("thing", ["جامعة", "بشارع", "ومطار", "كتائب", "مستشفى «", "جائزة"])
def test_a_thing_called_after_a_person_is_not_the_person(thing: str) -> None:
    assert found(f"في {thing} فلاديمير بوتين") == {}
    assert found(f"في {thing}. فلاديمير بوتين قال") == {"putin": ["فلاديمير بوتين"]}
    assert found(f"{thing} الأمم المتحدة") == {"un": ["الأمم المتحدة"]}
    assert INDEX.spans(word_terms(f"{thing} بوتين")) == []


def test_offsets_are_code_points_of_the_field() -> None:
    texts = {"title": "👩‍👧 بوتين", "body": "ثم بوتين"}
    [putin] = INDEX.find(texts)
    assert [(m.field, texts[m.field][m.start : m.end]) for m in putin.mentions] == [
        ("title", "بوتين"),
        ("body", "بوتين"),
    ]


def test_spans_of_a_query() -> None:
    assert INDEX.spans(["vladimir", "putin"]) == [(0, 2, "putin")]
    assert INDEX.spans(["لقاء", "وبوتين", "اليوم"]) == [(1, 2, "putin")]
    assert INDEX.spans(["الاسد"]) == []
    assert INDEX.spans(["علي", "حسن"]) == []


def test_named_takes_short_forms_too() -> None:
    assert INDEX.named("الأسد") == ("assad", "assad-hafez")
    assert INDEX.named("علي حسن") == ("twin-a", "twin-b")
    assert INDEX.named("لا أحد") == ()


@pytest.mark.parametrize(
    ("name", "last"),
    [
        ("فلاديمير بوتين", "بوتين"),
        ("حسن نصر الله", "نصر الله"),
        ("سعود آل ثاني", "آل ثاني"),
        ("ستيفان دي ميستورا", "دي ميستورا"),
        ("عبد الله", "عبد الله"),
        ("الملك عبد الله الثاني", "الملك عبد الله الثاني"),
        ("إليزابيث الثانية", "إليزابيث الثانية"),
        ("جورج بوش الابن", "جورج بوش الابن"),
    ],
)
def test_last_name(name: str, last: str) -> None:
    assert last_name(name) == last


@pytest.mark.parametrize("term", ["الجزاير", "بوتين", "لافروف", "واشنطن", "كندا"])
def test_what_is_attached_can_be_detached(term: str) -> None:
    assert [form for form in attach(term) if term not in detach(form)] == []


def test_forms_of_a_name() -> None:
    assert detach("وللجزاير") == ["للجزاير", "الجزاير", "لجزاير"]
    assert spellings("عبد الله") == {("عبد", "الله"), ("عبدالله",)}
    assert spellings("، ؟") == set()


@pytest.mark.parametrize("said", ["قال ل«عكاظ» إن", "وأوضح لعكاظ أن", 'صرح ل "عكاظ" بأن'])
def test_a_medium_that_is_told_something_is_named(said: str) -> None:
    found = listed_actors().find({"body": f"{said} العمل مستمر."})
    assert [actor.id for actor in found] == ["okaz"]


@pytest.mark.parametrize("body", ["ذهب إلى سوق عكاظ.", "عاد إلى عكاظ.", "كتب عن «عكاظ» القديمة."])
def test_its_short_form_elsewhere_is_not(body: str) -> None:
    assert listed_actors().find({"body": body}) == ()
