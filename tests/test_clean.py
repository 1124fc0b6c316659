"""CLEAN: characters are repaired, words and lines stay."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.clean import clean, clean_line

SENTENCE = "أعلنت البلدية، أمس، افتتاح «حديقة الورد»… فهل تكفي؟"


def as_1252(data: bytes) -> str:
    """Bytes read as windows-1252, with ISO-8859-1 where that has no letter: as browsers do."""
    return "".join(bytes([b]).decode("cp1252", "ignore") or chr(b) for b in data)


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("ﺍﻟﻌﺮﺑﻴﺔ ﻻ ﷲ", "العربية لا الله"),  # presentation forms, ligatures
        ("\ufe76\ufe7c", "\u064e\u0651"),  # vowel signs on a space of their own
        ("محـــمد العـلي", "محمد العلي"),  # tatweel
        ("الرباط ـ صحيفة الوادي", "الرباط - صحيفة الوادي"),  # tatweel that stands for a dash
        ("\u200fقال\u200e \u202aأمس\u202c\u2066.\u2069", "قال أمس."),  # bidi controls
        ("كتا\u200bب\ufeff و\u00adرق", "كتاب ورق"),  # zero-width, soft hyphen
        ("أيقونة\ue000شارك\uf09a", "أيقونة شارك"),  # private use
        (
            "\x93قول\x94 \x96 نعم\x85",
            "\u201cقول\u201d \u2013 نعم…",
        ),  # windows-1252 read as ISO-8859-1
        ("في ال\u200cبيت", "في البيت"),  # the joiner of other spellings
        ("سطر\x00 واحد\x07", "سطر واحد"),  # controls
        ("أهلا\ud800 بك", "أهلا بك"),  # half of a surrogate pair
        ("\ud83d\ude00", "😀"),  # both halves
        ("كلمة\u00a0أخرى\u2003هنا", "كلمة أخرى هنا"),  # odd spaces
        ("أ\r\nب\rج\u2028د", "أ\nب\nج\nد"),  # line ends
        ("أ\n\n\n\nب  \n ج", "أ\n\nب\nج"),  # blank lines, spaces at the edges
        ("ا\u0654حمد ا\u0653ل", "أحمد آل"),  # hamza and madda written apart
        ("مُدَرِّسَةٌ", "مُدَرِّسَةٌ"),  # vocalisation stays
        ("½ … ² ℃ ﴾آية﴿", "½ … ² ℃ ﴾آية﴿"),  # what is no damage stays
        ("ﬁn ＡＢ１２", "fin AB12"),
        ("١٢٣ و۴۵۶", "١٢٣ و۴۵۶"),  # digits stay as written
    ],
)
def test_characters(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("انتهى اللقاء.وقال المدرب", "انتهى اللقاء. وقال المدرب"),
        ("قال له.ثم مضى", "قال له. ثم مضى"),
        ("د.أحمد وأ.د.سعاد", "د.أحمد وأ.د.سعاد"),  # titles
        ("(أ.ف.ب) ق.م", "(أ.ف.ب) ق.م"),  # abbreviations
        ("بلغ 3.5 و٣.٥ في المئة", "بلغ 3.5 و٣.٥ في المئة"),
        ("راسلونا على info@مثال.شبكة اليوم", "راسلونا على info@مثال.شبكة اليوم"),
        ("https://www.مثال.شبكة/خبر.هنا", "https://www.مثال.شبكة/خبر.هنا"),
        ("انتظر..ثم عاد", "انتظر..ثم عاد"),
    ],
)
def test_words_glued_at_a_full_stop(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("کتب الصحفی علی الباب الکبیر", "كتب الصحفي علي الباب الكبير"),
        ("المدرسة فی قریتنا", "المدرسة في قريتنا"),
        ("او کتاب را به کتابخانه داد و گفت که برمی‌گردد", None),  # Persian
        ("یہ کتاب میرے بھائی کی ہے", None),  # Urdu
        ("ئەم کتێبە بۆ قوتابخانەکەمانە", None),  # Kurdish
    ],
)
def test_persian_letters_only_in_arabic_texts(written: str, cleaned: str | None) -> None:
    assert clean(written) == (cleaned or written)


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1256"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf8_read_as_something_else(encoding: str, times: int) -> None:
    text = SENTENCE
    for _ in range(times):
        data = text.encode()
        text = data.decode(encoding) if encoding == "cp1256" else as_1252(data)
        if encoding == "latin-1":
            text = data.decode("latin-1")
    assert text != SENTENCE
    assert clean(text) == SENTENCE


@pytest.mark.parametrize("read", [as_1252, lambda data: data.decode("latin-1")])
def test_windows_1256_read_as_something_else(read: object) -> None:
    assert callable(read)
    assert clean(read(SENTENCE.encode("cp1256"))) == SENTENCE


@pytest.mark.parametrize(
    "sound",
    [
        "Élysée, naïveté, «Çelik» et Noël à l'été",
        "كلمة «حظ» و«شرط» ولفظ… وبسيط– ثم غليظ؟",  # letters beside signs, as damage shows them
        "قال أوباما في القاهرة: «yes»",
    ],
)
def test_sound_text_is_no_damage(sound: str) -> None:
    assert clean(sound) == sound


def test_a_line_stays_one_line() -> None:
    assert clean_line("عنوان\r\nعلى سطرين ") == "عنوان على سطرين"


ALPHABET = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("اأإآبتثجحةىيكلمنهوءؤئ.،؟ـ َُِّ\n\r\t \u200c\u200f\ue000ﷲﻻکیگپھØÙ§±â€œÇáظ„ط§ê"),
    )
)


@given(ALPHABET)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(ALPHABET)
def test_what_must_never_survive(text: str) -> None:
    for char in clean(text):
        assert char not in "\t\r\x00\x1f\x85\u200b\u200f\u202e\u2066\ufeff"
        assert not "\ue000" <= char <= "\uf8ff"
        assert not "\ud800" <= char <= "\udfff"


@pytest.mark.parametrize(
    "text", ["كلمة." * 200_000, "ـ" * 1_000_000, "Ø§" * 500_000, " \n" * 500_000, "ﻻ" * 500_000]
)
def test_time_grows_with_the_text_and_no_faster(text: str) -> None:
    def spent(part: str) -> float:
        start = time.perf_counter()
        clean(part)
        return time.perf_counter() - start

    spent(text[:1000])
    assert spent(text) < 40 * max(0.005, spent(text[: len(text) // 8]))
