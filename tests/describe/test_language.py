"""The language of a text, told by its letters or its commonest words."""

from __future__ import annotations

import pytest

from indexer.describe.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("اجتمع المجلس أمس وناقش أعضاؤه خطة الترميم", "ar"),
        ("گزارش پژوهشگران از وضعیت چشمه‌های گرم استان منتشر شد", "fa"),
        ("لاہور میں آج بڑے پیمانے پر بارش ہوئی اور ٹریفک رک گئی", "ur"),
        ("ڕێکخراوەکە لە هەولێر کۆبوونەوەیەکی گرنگی ئەنجامدا", "ckb"),
        ("این کتاب را دیروز در کتابخانه خواندم", "fa"),
        ("اين كتاب را ديروز در كتابخانه خواندم و بسيار لذت بردم", "fa"),
        ("وزیر امور خارجه در نشست خبری اعلام کرد که مذاکرات ادامه دارد", "fa"),
        ("باران در شمال کشور ادامه خواهد داشت", "fa"),
        ("بچوں کو اسکول جانا چاہیے", "ur"),
        ("پل کی مرمت مکمل ہو گئی ہے", "ur"),
        ("کتێبخانەی گوندەکە دوای نۆژەنکردنەوە کرایەوە", "ckb"),
        ("منداڵان بۆ قوتابخانە دەچن", "ckb"),
        ("د افغانستان حکومت نن د ښوونځیو د پرانیستلو پرېکړه وکړه", "ps"),
        ("گال لي صاحبي چان البيت گدام المدرسة والناس گاعدين", "ar"),
        ("في كازاخستان پوتين يلتقي چافيز في ڤيينا", "ar"),
        ("هی المدرسة التی بناها الأهالی فی القریة", "ar"),
        ("The council met on Monday and discussed the plan for the bridge", "en"),
        ("Le conseil municipal se réunit lundi", None),
        ("12345 !!", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_what_the_page_states_decides_where_letters_do_not() -> None:
    assert language_of("Le conseil municipal se réunit lundi", "fr-FR") == "fr"
    assert language_of("اجتمع المجلس أمس", "en") == "ar"
    assert language_of("Ko te kaunihera", "not a code") is None
