"""Bodies whose own words give their names away, beside those that the model finds."""

from __future__ import annotations

import pytest

import mappings
from indexer.describe.names.bodies import HEADS, MARKS, bodies
from indexer.describe.names.finder import find_names
from indexer.describe.names.words import CUT


def read(text: str) -> list[str]:
    forms = CUT.findall(text)
    return [" ".join(forms[start:end]) for start, end in bodies(forms)]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("قررت بلدية الكرك إغلاق الشارع", "بلدية الكرك"),
        ("ونظمت جمعية الصيادين رحلة", "جمعية الصيادين"),
        ("شارك فيها معهد الدراسات البحرية أمس", "معهد الدراسات البحرية"),
        ("بحسب وزارة الثروة السمكية والمياه", "وزارة الثروة السمكية والمياه"),
        ("أرسلت دائرة زراعة نينوى فريقا", "دائرة زراعة نينوى"),
        ("رفعته أمانة منطقة جازان إلى الوزير", "أمانة منطقة جازان"),
        ("وزار الوفد مؤسسة بنغارو في المساء", "مؤسسة بنغارو"),
        ("أطلقت شركة «ساقية الخير» تطبيقا", "شركة « ساقية الخير »"),
        ("قال الديوان الوطني للملاحة البحرية إن", "الديوان الوطني للملاحة البحرية"),
        ("وكان الاتحاد النرويجي لحماية الغابات", "الاتحاد النرويجي لحماية الغابات"),
        ("أعلنت الشرطة النرويجية توقيف رجلين", "الشرطة النرويجية"),
        ("ونفى البرلمان البولندي الخبر", "البرلمان البولندي"),
        ("وصلت إلى مستشفى بيروت صباحا", "مستشفى بيروت"),
        ("وقعت لجنة حماية الشواطئ اتفاقا", "لجنة حماية الشواطئ"),  # what it is for
        ("بحسب مركز صون خط الثلث", "مركز صون خط الثلث"),
        ("قررت مصلحة الموانئ إغلاق الرصيف", "مصلحة الموانئ"),  # an office, and what it serves
        ("رممته دائرة الآثار والمتاحف أمس", "دائرة الآثار والمتاحف"),
        ("عاد إلى مجلس الإغاثة الوطني", "مجلس الإغاثة الوطني"),  # described by an adjective
        ("تبرعت غرفة القاهرة التجارية بالمبلغ", "غرفة القاهرة التجارية"),
        ("زار المتحف البحري وخرج", "المتحف البحري"),
        ("رسائل إلى اتحاد الكتاب النرويجيين أمس", "اتحاد الكتاب النرويجيين"),  # they agree
        ("اختارت نقابة المعلمين المتقاعدين رئيسا", "نقابة المعلمين المتقاعدين"),
        ("فتحت جمعية بنغارو للتنمية فرعا", "جمعية بنغارو للتنمية"),
        ("درس في جامعة محمد بن صالح ثم", "جامعة محمد بن صالح"),  # called after a person
    ],
)
def test_a_name_is_read_on_from_its_head(text: str, body: str) -> None:
    assert read(text) == [body]


@pytest.mark.parametrize(
    "text",
    [
        "هذه منظمة غير حكومية",
        "اجتمعت هيئة المحلفين طويلا",
        "زار شركة صغيرة وخرج",
        "عملت جمعية تنظم الأفراح",
        "قال وزير الخارجية النرويجي",  # the minister is Norwegian
        "اشترت الشركة الجديدة للتو سفينة",
        "دخل مكتب المدير",
        "في مركز مدينة حلب",
        "وقع في دائرة الضوء",
        "وصل إلى مديرية الصفراء",  # a district
        "عمل من أجل مصلحة الشعب",
        "قال مركز دبي إن",
        "",
    ],
)
def test_other_words_are_no_name(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("رأت جمعية الصيادين الجمعة أن", "جمعية الصيادين"),
        ("قالت الشرطة النرويجية التي وصلت", "الشرطة النرويجية"),
        ("أكدت وزارة الصناعة التابعة للحكومة", "وزارة الصناعة"),
        ("رحبت وزارة الصناعة السوداني أحمد", "وزارة الصناعة"),
        ("فازت جمعية بنغارو للمرة الثانية", "جمعية بنغارو"),
        ("وافقت مؤسسة بنغارو لتوفير المال", "مؤسسة بنغارو"),
        ("سلمت مؤسسة بنغارو للمزارعين آلات", "مؤسسة بنغارو"),
    ],
)
def test_what_is_behind_a_name_is_no_part_of_it(text: str, body: str) -> None:
    assert read(text) == [body]


def test_clitics_stand_before_the_head() -> None:
    assert read("ولبلدية الكرك رأي") == ["ولبلدية الكرك"]


def test_they_stand_beside_the_names_of_the_model() -> None:
    text = "قال هيثم القرعاوي رئيس بلدية الكرك لوكالة رويترز."
    found = [(name.type, text[name.start : name.end]) for name in find_names({"body": text})]
    assert found[:2] == [("person", "هيثم القرعاوي"), ("organization", "بلدية الكرك")]
    places = [name.start for name in find_names({"body": text})]
    assert places == sorted(places)


def test_every_line_of_the_list_has_roles_that_are_known() -> None:
    lines = list(mappings.table("body_heads", 2))
    assert len({word for _, word in lines}) == len(lines) > 50
    for roles, word in lines:
        assert set(roles.split()) <= HEADS or roles in MARKS, word
