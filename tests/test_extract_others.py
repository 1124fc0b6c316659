"""Headlines of other articles under an article, which no heading announces."""

from __future__ import annotations

import pytest

from indexer.extract import extract
from indexer.records import TEXT, Page, RawItem

TITLE = "ترميم الجسر الخشبي في البلدة بتبرعات الأهالي"
BODY = [
    "شرع مجلس البلدة في ترميم الجسر الخشبي الذي جرفته السيول في الشتاء الماضي، بعدما تبرع الأهالي"
    " بثمن الأخشاب والمسامير.",
    "وقال رئيس المجلس إن العمل سيستغرق شهرين، وإن المركبات الثقيلة ستمنع من العبور إلى أن يثبت"
    " المهندسون سلامة الدعائم الجديدة.",
    "وأضاف أن الجسر القديم بني قبل سبعين عاما، وأن خشبه كان قد نخره السوس من الداخل قبل أن تجرفه"
    " المياه.",
]
HEADLINES = [
    "ارتفاع أسعار الطماطم في أسواق العاصمة",
    "افتتاح معرض الكتاب المستعمل بمشاركة ثلاثين دارا",
    "وفاة شاعر الأغنية الشعبية عن تسعين عاما",
    "المنتخب يستعد لمباراة الإياب بغياب هدافه",
    "تأجيل امتحانات الثانوية أسبوعا كاملا",
]


def page(*lines: str) -> Page:
    text = "\n".join(lines)
    return extract(RawItem("page.txt", TEXT, text, text))


@pytest.mark.parametrize("count", [4, 5])
@pytest.mark.parametrize("head", [[], ["9 مايو 2013"], ["سعاد البحري", "9 مايو 2013"]])
def test_they_are_out(count: int, head: list[str]) -> None:
    found = page(TITLE, *head, *BODY, *HEADLINES[:count])
    assert found.body == "\n\n".join(BODY)
    out = [line.text for line in found.dropped if line.reason == "related"]
    assert out == HEADLINES[:count]


@pytest.mark.parametrize(
    "lines",
    [
        [  # what a paragraph announces
            "وطلب المجلس من الأهالي التبرع بما يلي:",
            "زيت يكفي قناديل الشتاء كلها",
            "قماش سميك لأشرعة القوارب الصغيرة",
            "طحين أبيض وسكر وشاي",
            "دفاتر وأقلام لتلاميذ المدرسة",
        ],
        [  # of the article's matter
            "أخشاب السنديان والجوز للدعائم الجديدة",
            "مسامير طويلة من مصنع البلدة",
            "حبال تشد الجسر في الشتاء",
            "طلاء يحمي الخشب من السوس",
        ],
        [  # verse
            "يا دار أهلي كم حملت أحبتي",
            "وعبرت بي نحو الضفاف حنينا",
            "واليوم عدت كما عهدتك شامخا",
            "تروي الحكاية للصغار سنينا",
        ],
        [  # a song
            "عصفور طل من الشباك الأزرق",
            "نادى على أخته عصفور صغير",
            "طارت وطار وراءها عصفور",
            "ضحكت لهم شمس النهار عصفور",
        ],
        [  # short lines
            "قمر أزرق",
            "ظل امرأة تحيك الصوف",
            "نافذة لا تنام أبدا",
            "قطة عجوز تنتظر الحليب",
        ],
    ],
)
def test_what_belongs_to_the_article_stays(lines: list[str]) -> None:
    assert page(TITLE, "9 مايو 2013", *BODY, *lines).body == "\n\n".join([*BODY, *lines])
