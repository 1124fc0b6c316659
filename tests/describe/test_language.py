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
        ("La mairie ferme la route pour des travaux qui dureront avec les pluies", "fr"),
        ("Şaredariya bajêr got ku pira kevn ji nû ve hat çêkirin û rê vebû", "kmr"),
        ("Li gundê me dibistaneke nû hat vekirin û zarok bi kêfxweşî çûn dersê", "kmr"),
        ("Köylüler eski köprü için para topladı ve yardım olarak kereste gibi şeyler verdi", "tr"),
        ("De burgemeester zegt dat het werk aan de oude brug of de weg klaar was", None),
        ("Der Bürgermeister hat gesagt, dass die Kinder in der Schule an der Ecke sind", None),
        ("Wali kota mengumumkan bahwa perbaikan jembatan akan berlangsung dua bulan", None),
        ("Il sindaco ha detto che i lavori del ponte vanno bene per la gioia di tutti", None),
        ("12345 !!", None),
        ("", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_what_the_page_states_of_another_language_than_its_text_is_not_taken() -> None:
    somali = (
        "Duqa magaalada ayaa shalay ku dhawaaqay in dib u dhiska buundada hore ay qaadan doonto "
        "laba bilood oo waddada la xiri doono baabuurta waaweyn"
    )
    assert language_of(somali, "so") == "so"
    assert language_of(somali, "en-US") is None
    assert language_of(somali, "ar") is None
    assert language_of("Мэр объявил, что ремонт моста продлится", "en") is None
    assert language_of("Мэр объявил, что ремонт моста продлится", "ru") == "ru"


def test_what_the_page_states_decides_where_letters_do_not() -> None:
    assert language_of("Le conseil municipal se réunit lundi", "fr-FR") == "fr"
    assert language_of("اجتمع المجلس أمس", "en") == "ar"
    assert language_of("Ko te kaunihera", "not a code") is None
