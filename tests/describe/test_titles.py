"""The words right before a name that are a title, and those that are not."""

from __future__ import annotations

import pytest

from indexer.describe.titles import title_before


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("قال وزير التجارة @", "وزير التجارة"),
        ("قالت الوزيرة السابقة @", "الوزيرة السابقة"),
        ("وقدم للرئيس الفرنسي @", "الرئيس الفرنسي"),
        ("والملكة @", "الملكة"),
        ("رئيس مجلس النواب اللبناني @", "رئيس مجلس النواب اللبناني"),
        ("وزير خارجية تونس @", "وزير خارجية تونس"),
        ("المبعوث الأممي إلى ليبيا @", "المبعوث الأممي إلى ليبيا"),
        ("المتحدث باسم البلدية @", "المتحدث باسم البلدية"),
        ("الأمين العام للأمم المتحدة @", "الأمين العام للأمم المتحدة"),
        ("نائب الرئيس السابق @", "نائب الرئيس السابق"),
        ("ولي العهد الأمير @", "ولي العهد الأمير"),
        ("مع الدكتورة @", "الدكتورة"),
        ("قال إن @", None),
        ("رئيس البلدية التقى @", None),
        ("أمام الوفد @", None),
        ("والد @", None),
        ("بعد ولاية @", None),
        ("مع لاعبه السابق @", None),
        ("وكيل النجم المصري @", None),
        ("محامي @", None),  # of the person, not the person
        ("فريق حملة @", None),
        ("مستشار الرئيس الفرنسي @", None),  # whose office it is cannot be told
        ("حضر الرئيس، @", None),
        ("حضر الرئيس\n@", None),
        ("قال الرئيس أمس إن @", None),
        ("المبعوث إلى @", None),
        ("@", None),
    ],
)
def test_title(text: str, title: str | None) -> None:
    assert title_before(text.replace("@", "فلان"), text.index("@")) == title


def test_another_name_ends_it() -> None:
    text = "الرئيس سليم فلان"
    assert title_before(text, 12) is None
    assert title_before("الرئيس الفرنسي فلان", 15, [(7, 14)]) is None


def test_a_very_long_line_is_looked_at_near_the_name_only() -> None:
    text = "الرئيس " + "الكبير " * 5000
    assert title_before(text + "فلان", len(text)) is None
