"""Actors that no list holds: whose names become actors, under which id, with which mentions."""

from __future__ import annotations

import pytest

import mappings
from indexer.describe.actors import known_actors
from indexer.describe.unlisted import with_unlisted
from indexer.records import ActorFound


def actors(body: str, title: str | None = None) -> tuple[ActorFound, ...]:
    texts = {"title": title, "deck": None, "body": body}
    return with_unlisted(texts, known_actors().find(texts))


def mentions(body: str) -> dict[str, list[str]]:
    """The forms of the mentions of every unlisted actor by its name, after checking each place."""
    found = {}
    for actor in actors(body):
        assert all(body[m.start : m.end] == m.form for m in actor.mentions)
        assert [m.start for m in actor.mentions] == sorted({m.start for m in actor.mentions})
        if ":" in actor.id:
            found[actor.name] = [m.form for m in actor.mentions]
    return found


def test_no_listed_id_looks_like_one_of_ours() -> None:
    assert [actor.id for actor in mappings.actors() if ":" in actor.id] == []


def test_a_person_and_his_last_name() -> None:
    body = (
        "قال الوزير بيتر غولدنشتاين إن العمل مستمر.\nوأضاف غولدنشتاين أن النتائج مشجعة،"
        " وشكر لغولدنشتاين الحاضرون."
    )
    assert mentions(body) == {"بيتر غولدنشتاين": ["بيتر غولدنشتاين", "غولدنشتاين", "لغولدنشتاين"]}


def test_an_actor_has_its_type_and_an_id_of_its_name() -> None:
    [person] = actors("وقال الوزير بيتر جولدنشتاين إن العمل مستمر.")
    assert (person.type, person.name) == ("person", "بيتر جولدنشتاين")
    [other] = actors("أكد المتحدث بيتر غولدنشتاين هذا.")
    assert person.id == other.id
    assert person.id.startswith("name:")


def test_a_known_actor_wins() -> None:
    body = "التقى الرئيس فلاديمير بوتين الوزير بيتر غولدنشتاين، وقال بوتين إن اللقاء مفيد."
    assert mentions(body) == {"بيتر غولدنشتاين": ["بيتر غولدنشتاين"]}
    assert [actor.type for actor in actors(body)] == ["person", "person"]
    taken = [(m.start, m.end) for actor in actors(body) for m in actor.mentions]
    assert len(taken) == len(set(taken))


def test_a_state_in_the_name_of_a_body_is_part_of_it() -> None:
    found = actors("افتتح معهد الكويت للأبحاث العلمية مختبرا جديدا.")
    assert [(actor.type, actor.name) for actor in found] == [
        ("organization", "معهد الكويت للأبحاث العلمية")
    ]
    named = {actor.type: len(actor.mentions) for actor in actors("زار معهد الكويت ثم الكويت.")}
    assert named == {"organization": 1, "state": 1}


def test_what_is_a_state_s_own_leaves_it_the_mention() -> None:
    assert [actor.type for actor in actors("أعلنت حكومة سنغافورة الخبر.")] == ["state"]


def test_a_known_man_in_the_name_of_his_brother_is_not_meant() -> None:
    body = "وصل ناصر منصور هادي إلى عدن."
    assert list(mentions(body)) == ["ناصر منصور هادي"]
    assert [actor.id for actor in actors(body)] == ["name:ناصر_منصور_هادي"]
    assert mentions("وصل السيد منصور هادي إلى عدن.") == {}


def test_a_body_named_between_quotation_marks_may_be_called_anything() -> None:
    assert mentions("أطلقت شركة «نبع» تطبيقا جديدا.") == {"شركة نبع": ["شركة «نبع"]}


def test_a_last_name_that_is_a_word_is_his_who_says_something() -> None:
    body = "قال الخبير سمير الحاج إن العمل مستمر.\nوأضاف الحاج أن الطريق طويل، وعاد الحاج من مكة."
    assert mentions(body) == {"سمير الحاج": ["سمير الحاج", "الحاج"]}


def test_actors_stand_in_the_order_of_their_first_mention() -> None:
    body = "التقى الوزير بيتر غولدنشتاين الرئيس فلاديمير بوتين."
    assert [actor.name for actor in actors(body)] == ["بيتر غولدنشتاين", "فلاديمير بوتين"]
    first = actors("قال الوزير بيتر غولدنشتاين.", title="زيارة هيثم القرعاوي")[0]
    assert (first.name, first.mentions[0].field) == ("هيثم القرعاوي", "title")


@pytest.mark.parametrize(
    "body",
    [
        "وصلت إلى القاهرة بعثة من لندن.",  # places are no actors
        "ذكرت صحيفة الشرق الأوسط ذلك.",  # an outlet
        "قال الأسد إنه باق.",  # a short form of known actors, of whom none is named
        "نقلت الوزارة عن الوزير قوله.",
        "وقال إن العمل مستمر.",
        "",
    ],
)
def test_no_actor(body: str) -> None:
    assert mentions(body) == {}


def test_a_body() -> None:
    [body] = [a for a in actors("أعلنت منظمة رواد الغد بيانا.") if ":" in a.id]
    assert (body.type, body.id) == ("organization", "body:منظمه_رواد_الغد")


@pytest.mark.parametrize(
    "body",
    [
        "قال المدرب: بعون الله سنفوز غدا.",
        "كتبت على البطاقة: رمضان كريم.",
        "حضر الأمير محمد الحفل أمس.",
    ],
)
def test_a_formula_and_a_title_with_a_given_name_are_nobody(body: str) -> None:
    assert mentions(body) == {}


def test_two_spellings_of_a_last_name_are_one_person() -> None:
    body = (
        "أعلن المهندس غوستاف أولسون أن الجسر جاهز.\nوقال غوستاف اولسن إن العمال أنهوا عملهم.\n"
        "وأضاف اولسن أن التأخير سببه الثلج، وأكد أولسون ذلك، ثم قال غوستاف أولسون إنه مرتاح."
    )
    [forms] = mentions(body).values()
    assert forms == ["غوستاف أولسون", "غوستاف اولسن", "اولسن", "أولسون", "غوستاف أولسون"]
    [person] = actors(body)
    assert (person.id, person.name) == ("name:غوستاف_اولسون", "غوستاف أولسون")


@pytest.mark.parametrize(
    "body",
    [
        "قال المهندس غوستاف أولسون إن الجسر جاهز.\nوقال المهندس إريك اولسن إن الطريق مغلق.",
        "قال المهندس غوستاف مارينو إن الجسر جاهز.\nوقال المهندس غوستاف ماريني إن الطريق مغلق.",
        "قال المهندس خليل الدوسري إن الجسر جاهز.\nوقال المهندس خليل الداسري إن الطريق مغلق.",
    ],
)
def test_of_two_persons_none_is_the_other(body: str) -> None:
    assert len(mentions(body)) == 2
