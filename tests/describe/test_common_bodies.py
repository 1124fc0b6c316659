"""Bodies that every state has: whose they are, and that nobody's are not taken for one."""

from __future__ import annotations

import pytest

from indexer.describe.common_bodies import told_apart
from indexer.records import ActorFound, Mention


def body(text: str, name: str) -> ActorFound:
    start = text.index(name)
    mention = Mention("body", name, start, start + len(name))
    return ActorFound(f"body:{name.replace(' ', '_')}", name, "organization", (mention,))


def id_in(text: str, name: str) -> str:
    [actor] = told_apart({"title": None, "body": text}, [body(text, name)])
    return actor.id


def test_the_state_right_behind_decides() -> None:
    tunisian = id_in("قالت وزارة الصحة في تونس إن اللقاح وصل", "وزارة الصحة")
    assert tunisian == id_in("وأعلنت وزارة الصحة بتونس الأرقام", "وزارة الصحة")
    assert tunisian == id_in("وأعلنت وزارة الصحة التونسية الأرقام", "وزارة الصحة")
    assert tunisian.endswith("_tn")
    assert tunisian != id_in("قالت وزارة الصحة في جمهورية مصر العربية إن", "وزارة الصحة")


@pytest.mark.parametrize("name", ["وزارة الصحة", "المحكمة العليا", "مجلس النواب", "البنك المركزي"])
def test_a_body_of_no_named_state_is_that_of_its_report_alone(name: str) -> None:
    one, other = f"قال متحدث إن {name} ينظر في الأمر", f"وذكر {name} أن الأمر انتهى"
    assert id_in(one, name) == id_in(one, name)
    assert id_in(one, name) != id_in(other, name)


@pytest.mark.parametrize(
    "name", ["وزارة الصحة التونسية", "جامعة تبوك", "هيئة مراكش", "حزب النور", "مركز أصدقاء البيئة"]
)
def test_a_name_that_is_a_bodys_own_stays(name: str) -> None:
    assert id_in(f"وأعلن {name} ذلك في بيان", name) == f"body:{name.replace(' ', '_')}"


def test_listed_actors_and_persons_stay() -> None:
    listed = ActorFound("un", "الأمم المتحدة", "organization", (Mention("body", "ا", 0, 1),))
    person = ActorFound("name:هاله", "هالة", "person", (Mention("body", "ا", 0, 1),))
    assert told_apart({"body": "ا"}, [listed, person]) == (listed, person)
