"""Last names and papers' names that are words of the language too: where they are the name, where
the word; and phrases that hold a name and mean nobody."""

from __future__ import annotations

import pytest

from indexer.describe.actors import listed_actors

PERSONS = {
    "nabil-elaraby": ("نبيل العربي", "العربي"),
    "saadeddine-othmani": ("سعد الدين العثماني", "العثماني"),
    "ali-abdullah-saleh": ("علي عبد الله صالح", "صالح"),
    "nabih-berri": ("نبيه بري", "بري"),
    "nawaf-salam": ("نواف سلام", "سلام"),
    "ebrahim-raisi": ("إبراهيم رئيسي", "رئيسي"),
    "walid-muallem": ("وليد المعلم", "المعلم"),
    "riad-hijab": ("رياض حجاب", "حجاب"),
    "kais-saied": ("قيس سعيد", "سعيد"),
    "farouk-al-sharaa": ("فاروق الشرع", "الشرع"),
    "emmanuel-macron": ("إيمانويل ماكرون", "ماكرون"),
    "aawsat": ("صحيفة الشرق الأوسط", "الشرق الأوسط"),
    "al-hayat": ("صحيفة الحياة", "الحياة"),
}


def again(id: str, sentence: str) -> int:
    """How often a sentence names an actor that the article named in full before."""
    text = f"اجتماع حضره {PERSONS[id][0]}.\n{sentence}"
    found = {actor.id: actor.mentions for actor in listed_actors().find({"body": text})}
    return len(found[id]) - 1


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        ("nabil-elaraby", "تستعد مدن العالم العربي للعام الجديد."),
        ("nabil-elaraby", "درس الباحثون الخط العربي قرونا."),
        ("nabil-elaraby", "تراجع الشعر العربي قليلا."),
        ("saadeddine-othmani", "رمم المهندسون قصرا من العهد العثماني."),
        ("ali-abdullah-saleh", "صوت النواب لصالح المشروع."),
        ("ali-abdullah-saleh", "جاء القرار في صالح المزارعين."),
        ("nabih-berri", "تحدثت الأنباء عن هجوم بري وشيك."),
        ("nabih-berri", "منع التجار كل نقل جوي وبري هذا الأسبوع."),
        ("nawaf-salam", "بدأت في المدينة محادثات سلام جديدة."),
        ("nawaf-salam", "يأمل الناس في سلام دائم."),
        ("ebrahim-raisi", "أدت المدرسة دورا كبيرا، وكان لها دور رئيسي."),
        ("ebrahim-raisi", "يعتمد السكان بشكل رئيسي على المطر."),
        ("walid-muallem", "احتفلت المدارس مع يوم المعلم بالأوائل."),
        ("riad-hijab", "ناقش المجلس ارتداء حجاب في الملاعب."),
        ("kais-saied", "تمنى الجميع للأطفال كل عيد سعيد."),
        ("farouk-al-sharaa", "تدرس الكلية أحكام الشرع وأصوله."),
        ("aawsat", "ترتفع الحرارة في منطقة الشرق الأوسط."),
        ("al-hayat", "تستمر الحياة في القرية."),
    ],
)
def test_the_word_is_not_the_name(id: str, sentence: str) -> None:
    assert again(id, sentence) == 0


@pytest.mark.parametrize(
    ("id", "sentence"),
    [
        ("nabil-elaraby", "وقال العربي إن اللجنة ستعود."),
        ("nabil-elaraby", "شكر الحاضرون الدكتور العربي."),
        ("saadeddine-othmani", "وأضاف العثماني أن الميزانية جاهزة."),
        ("saadeddine-othmani", "يسافر رئيس الحكومة العثماني غدا."),
        ("ali-abdullah-saleh", "عاد الرئيس صالح من العلاج."),
        ("ali-abdullah-saleh", "انسحبت قوات صالح من التل."),
        ("ali-abdullah-saleh", "عين الوزير شقيق صالح قائدا للواء."),
        ("ali-abdullah-saleh", "ثم تخلى صالح عن المنصب."),
        ("nabih-berri", "وقال بري إن الجلسة ستعقد."),
        ("nabih-berri", "انسحبت كتلة بري من القاعة."),
        ("nabih-berri", "وذكر الوزير أن بري يوافق."),
        ("nawaf-salam", "أعلنت حكومة سلام خطتها."),
        ("nawaf-salam", "أكد النائب أن سلام سيستقبلهم."),
        ("ebrahim-raisi", "تأجلت زيارة رئيسي إلى الإقليم."),
        ("walid-muallem", "استقبله وزير الخارجية المعلم في المطار."),
        ("riad-hijab", "وأوضح حجاب موقف الهيئة."),
        ("kais-saied", "استقبل الرئيس سعيد السفراء."),
        ("farouk-al-sharaa", "قال الشرع للصحافيين."),
        ("emmanuel-macron", "بدا ماكرون متفائلا."),
        ("aawsat", "ونشرت «الشرق الأوسط» الوثيقة."),
        ("al-hayat", "كتب في جريدة الحياة مرتين."),
    ],
)
def test_the_name_is_not_the_word(id: str, sentence: str) -> None:
    assert again(id, sentence) == 1


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("أدى الناس صلاة المغرب في الساحة.", set()),
        ("سافر إلى المغرب في الصيف.", {"morocco"}),
        ("تتعاون دول المغرب العربي في الزراعة.", set()),
        ("فاض نهر الأردن في الشتاء.", set()),
        ("أعلن الأردن خطته للمياه.", {"jordan"}),
        ("وصلت القافلة إلى عمّان مساء.", set()),
        ("اعتذرت سلطنة عمان عن المشاركة.", {"oman"}),
        ("دعت سلطنة عُمان إلى الحوار.", {"oman"}),
    ],
)
def test_what_holds_a_states_name_is_not_the_state(text: str, ids: set[str]) -> None:
    assert {actor.id for actor in listed_actors().find({"body": text})} == ids
