"""EXTRACT from pages whose furniture stands in ways of its own: banners, boxes, tickers, polls."""

from __future__ import annotations

import pytest

from indexer.extract import extract
from indexer.records import TEXT, RawItem

TITLE = "نساجو الوادي يعيدون النول الخشبي إلى ورشة المدرسة"
DECK = "الأهالي يجمعون ثمن الصوف وبائع يتبرع بالأصباغ"
ONE = (
    "أعاد نساجو الوادي أمس نولا خشبيا عمره ثمانون عاما إلى ورشة المدرسة الابتدائية، بعد أن رمم "
    "نجار القرية عوارضه المكسورة واستبدل حباله، ليتعلم عليه التلاميذ نسج البسط القديمة."
)
TWO = (
    "وقالت المعلمة وداد السروجي إن أهالي الوادي جمعوا ثمن الصوف من بيع العسل، وإن بائعا في السوق "
    "تبرع بالأصباغ، شرط أن يختار التلاميذ ألوانهم بأنفسهم."
)
THREE = (
    "وتتسع الورشة لاثني عشر تلميذا في كل حصة، ويشرف عليها نساج متقاعد لم ينس ترتيب الخيوط، لكنه "
    "نسي أسماء الألوان فصار يشير إليها بإصبعه."
)
LAST = "ويعلق أول بساط ينسجه التلاميذ فوق النول في باب المدرسة قبل نهاية الفصل."
BODY = [ONE, TWO, THREE, LAST]
DATE = "الأربعاء 6 مارس 2019"
OTHER = "افتتاح معرض الزهور في حديقة البلدية"
ANOTHER = "تأجيل مباراة الفريقين بسبب المطر"

ARRANGEMENTS = {
    "a banner of the application": [
        "حمّل تطبيقنا الآن",
        "متوفر على آب ستور وجوجل بلاي",
        "لا شكرا",
        "الأولى | محليات | رياضة | فنون",
        TITLE,
        DATE,
        *BODY,
        "كن أول من يعلق",
    ],
    "advertisements among paragraphs": [
        TITLE,
        DATE,
        ONE,
        "- إعلان -",
        TWO,
        "إعلان",
        "تخفيضات نهاية الموسم على الأثاث",
        THREE,
        "[ مساحة إعلانية ]",
        LAST,
        "شارك على تويتر",
    ],
    "an author's box": [
        TITLE,
        "بقلم: نجاة الحوراني",
        DATE,
        *BODY,
        "عن الكاتب",
        "نجاة الحوراني",
        "صحافية من الوادي تكتب عن الحرف القديمة منذ عشر سنوات.",
        "جميع مقالات الكاتب",
        OTHER,
        ANOTHER,
    ],
    "the article before and the one after": [
        "الرئيسية » محليات",
        TITLE,
        DATE,
        *BODY,
        "→ المقال السابق",
        OTHER,
        "المقال التالي ←",
        ANOTHER,
    ],
    "a counter of free articles": [
        "تبقى لك مقالان مجانيان هذا الشهر",
        "اشترك الآن للوصول غير المحدود",
        TITLE,
        DATE,
        *BODY,
        "لمتابعة القراءة اشترك الآن",
        "لديك حساب؟ سجل الدخول",
    ],
    "a ticker": [
        "عاجل | " + OTHER + " | " + ANOTHER,
        "محليات",
        "رياضة",
        TITLE,
        DATE,
        *BODY,
        "الأكثر قراءة",
        OTHER,
        ANOTHER,
    ],
    "a poll": [
        TITLE,
        DATE,
        *BODY,
        "هل تؤيد تدريس الحرف في المدارس؟",
        "نعم",
        "لا",
        "لا أهتم",
        "تصويت",
        "عدد الأصوات 412",
        "حقوق النشر محفوظة 2019",
    ],
    "weather and prayer times": [
        "حالة الطقس",
        "الوادي 17°",
        "الساحل 22°",
        "مواقيت الصلاة",
        "الفجر 4:51",
        "الظهر 12:10",
        TITLE,
        DATE,
        *BODY,
        "اتصل بنا",
    ],
    "comments with names and dates": [
        TITLE,
        DATE,
        *BODY,
        "التعليقات (2)",
        "سامر من الساحل",
        "7 مارس 2019 الساعة 10:20",
        "أحسنتم، تعلمت على هذا النول قبل خمسين سنة وكان أبي يشد الحبال كل صباح قبل أن تبدأ الحصة.",
        "أم هاني",
        "8 مارس 2019 الساعة 21:05",
        "بارك الله فيكم",
    ],
    "comments on one line each": [
        TITLE,
        DATE,
        *BODY,
        "سامر - 07/03/2019 10:20 - أحسنتم يا أهل الوادي",
        "أم هاني - 08/03/2019 21:05 - أين أجد البسط؟",
        "زائر - 09/03/2019 08:00 - تحية للمعلمة",
    ],
    "an address under the page": [
        TITLE,
        DATE,
        *BODY,
        "العنوان: شارع المطاحن - بناية السلام - الطابق الثالث",
        "هاتف: 0110000000 - فاكس: 0110000001",
        "ص.ب 1200",
        "تصميم وتطوير: شركة الأفلاك",
    ],
    "signs of networks": [
        "☰",
        "🔍",
        TITLE,
        DATE,
        "f  t  in  ✉  🖨",
        "أ+ أ-",
        *BODY,
        "♥ 31  💬 4  ↗ شارك",
    ],
    "headings of lists": [
        TITLE,
        DATE,
        *BODY,
        "تقارير أخرى للكاتب",
        OTHER,
        "المزيد من أخبار القسم",
        ANOTHER,
        "في نفس الملف",
        OTHER,
    ],
    "other headlines with their dates": [
        TITLE,
        DATE,
        *BODY,
        "05/03/2019 " + OTHER,
        "04/03/2019 " + ANOTHER,
        OTHER + " (3 مارس 2019)",
    ],
    "pointers among the paragraphs": [
        TITLE,
        DATE,
        ONE + " انظر أيضا: " + OTHER,
        TWO,
        "طالع في الأرشيف: " + ANOTHER,
        THREE,
        LAST + " راجع ملفنا: " + OTHER,
        "الوسوم: نول، نسيج",
    ],
    "everything under the body": [
        *BODY,
        TITLE,
        DATE,
        "كتب: نجاة الحوراني",
        "صورة: التلاميذ حول النول في الورشة",
        "شارك على واتساب",
        "مقالات سابقة",
        "01/03/2019 " + OTHER,
        "02/03/2019 " + ANOTHER,
    ],
    "letters and votes": [
        TITLE,
        DATE,
        *BODY,
        "ن. ح.",
        "قيّم هذا المقال ★★★☆☆",
        "متوسط التقييم 3.2 من 5",
        "أبلغ عن خطأ",
    ],
    "a notice of cookies at the end": [
        "تخطي إلى المحتوى",
        TITLE,
        DATE,
        *BODY,
        "النشرة البريدية",
        "أدخل بريدك الإلكتروني لتصلك أهم الأخبار",
        "يستخدم هذا الموقع ملفات تعريف الارتباط لتحسين الخدمة",
        "قبول",
        "رفض",
    ],
    "pages of a gallery": [
        TITLE,
        "[صورة 1 من 4]",
        DATE,
        *BODY,
        "اضغط على الصورة للتكبير",
        "1 / 4",
        "التالي",
    ],
    "a quotation pulled out of the text": [
        TITLE,
        DATE,
        ONE,
        TWO,
        "«نسي أسماء الألوان فصار يشير إليها بإصبعه»",
        THREE,
        "«نسي أسماء الألوان فصار يشير إليها بإصبعه»",
        LAST,
        "شارك",
    ],
    "a reading time and a player": [
        TITLE,
        DATE,
        "وقت القراءة: دقيقتان",
        "استمع إلى المقال",
        "0:00 / 3:12",
        *BODY,
        "نسخ الرابط",
        "تم نسخ الرابط",
    ],
    "an invitation to a channel in the text": [
        TITLE,
        DATE,
        ONE,
        "تابعونا على قناة واتساب لتصلكم الأخبار أولا بأول",
        TWO,
        "انضم إلى قناتنا على تلغرام",
        THREE,
        LAST,
        "اشترك في نشرتنا البريدية",
    ],
    "words of the subject in a row": [
        TITLE,
        DATE,
        *BODY,
        "كلمات مفتاحية",
        "النول",
        "الوادي",
        "وداد السروجي",
        "مقالات ذات صلة",
        OTHER,
    ],
    "a box of others in the text": [
        TITLE,
        DATE,
        ONE,
        "اقرأ أيضا",
        OTHER,
        ANOTHER,
        TWO,
        THREE,
        LAST,
    ],
    "numbers of readers": [
        TITLE,
        "محليات",
        DATE,
        "عدد المشاهدات: 1,204",
        "عدد القراءات 88",
        "0 تعليق",
        *BODY,
        "قرئ 88 مرة",
        "طباعة | إرسال | حفظ",
    ],
    "news in short under the page": [
        "أخبار الوادي",
        TITLE,
        DATE,
        *BODY,
        "أهم الأخبار",
        OTHER,
        "منذ 3 ساعات",
        ANOTHER,
        "منذ 5 ساعات",
        "وصلت إلى الميناء ظهر أمس ثلاث سفن محملة بالقمح، وقال مدير الميناء إن التفريغ يبدأ فجرا.",
    ],
    "a table of a league and rates": [
        "أسعار العملات",
        "دولار 3.75",
        "يورو 4.10",
        TITLE,
        DATE,
        *BODY,
        "ترتيب الدوري",
        "1 الوادي 31",
        "2 الساحل 28",
    ],
    "a staff list": [
        TITLE,
        DATE,
        *BODY,
        "رئيس التحرير: فؤاد الحداد",
        "مدير التحرير: سعاد النجار",
        "هيئة التحرير | الإعلانات | الاشتراكات",
        "جميع الحقوق محفوظة لصحيفة الوادي",
    ],
    "prompts at the door": [
        "مرحبا أيها الزائر! سجل دخولك أو أنشئ حسابا",
        "هل ترغب في تلقي الإشعارات؟",
        "لاحقا",
        "نعم",
        "الأولى / محليات",
        TITLE,
        DATE,
        *BODY,
        "عودة إلى الأعلى",
    ],
}


@pytest.mark.parametrize("lines", ARRANGEMENTS.values(), ids=ARRANGEMENTS.keys())
def test_the_article_alone_is_left(lines: list[str]) -> None:
    text = "\n".join(lines)
    found = extract(RawItem("page.txt", TEXT, text, text))
    assert found.title == TITLE
    assert found.deck is None
    assert found.body.split("\n\n") == BODY
    assert DATE in found.head


@pytest.mark.parametrize("sign", [" | ", " || ", " :: ", " • ", " *** ", "\t", "      "])
def test_a_page_on_one_line(sign: str) -> None:
    """Pages saved without their line breaks; what stands between the parts is all there is."""
    parts = ["أخبار الوادي", "الأولى", "محليات", "رياضة", TITLE, DATE, *BODY, "اتصل بنا"]
    text = sign.join(parts)
    found = extract(RawItem("page.txt", TEXT, text, text))
    assert found.title == TITLE
    assert found.body.split("\n\n") == BODY
    assert DATE in found.head


def test_a_line_over_the_headline_that_opens_it_is_the_deck() -> None:
    over = "بعد ثمانين عاما من الخدمة"
    lines = ["محليات | رياضة | فنون", f"عاجل: {OTHER}", over, TITLE, DATE, *BODY]
    text = "\n".join(lines)
    found = extract(RawItem("page.txt", TEXT, text, text))
    assert (found.title, found.deck) == (TITLE, over)


@pytest.mark.parametrize(
    "name", ["جريدة الوادي المسائية", "وكالة أنباء الوادي", "س 14 محليات/حرف/نسيج"]
)
def test_the_name_of_the_paper_is_no_headline(name: str) -> None:
    text = "\n".join([name, DATE, "كتبت: نجاة الحوراني", *BODY])
    found = extract(RawItem("page.txt", TEXT, text, text))
    assert found.title is None
    assert found.body.split("\n\n") == BODY


@pytest.mark.parametrize(
    "end",
    [
        "وتابع: سنعود في الربيع إلى الورشة نفسها، ومعنا من تعلم منا.",
        "فهل يكمل التلاميذ البساط قبل الصيف؟",
        "وقال شاهد عيان: كان النول أثقل من الباب.",
        "• نول واحد لكل مدرسة",
    ],
)
def test_what_only_looks_like_furniture_stays(end: str) -> None:
    text = "\n".join([TITLE, DATE, *BODY, end])
    found = extract(RawItem("page.txt", TEXT, text, text))
    assert found.body.split("\n\n") == [*BODY, end]
