"""READ: the encoding of a text is told right or not at all."""

from __future__ import annotations

import codecs
import gzip
import json
from pathlib import Path

import pytest

from indexer.read import read
from indexer.reading.decode import decode, encoding_of
from indexer.reading.letters import arabic_encoding
from indexer.reading.streams import Unreadable
from indexer.records import RawItem, Refusal
from indexer.settings import Settings

# About a hundred letters each, of as many kinds as an archive holds.
TEXTS = {
    "news": (
        "أعلنت بلدية الواحة أمس أن جسر المشاة الجديد سيفتح أمام الزوار في مطلع "
        "الشهر المقبل بعد تأخير دام عاما ونصف العام"
    ),
    "sport": (
        "فاز فريق الميناء على ضيفه بهدفين دون رد، سجلهما القائد في الدقيقتين 14 "
        "و68، وصعد إلى المركز الثالث؛ فمن يوقفه؟"
    ),
    "vocalised": ("كَتَبَ الشَّيْخُ فِي دَفْتَرِهِ أَنَّ النَّخْلَةَ لا تَنْسَى مَنْ سَقَاهَا، وَأَنَّ المَاءَ شَاهِدٌ عَلَى أَصْحَابِهِ"),
    "history": (
        "وفي سنة ألف وثلاثمئة وعشرين وصل القطار إلى المدينة، فخرج أهلها يستقبلونه بالطبول والأعلام"
    ),
    "figures": (
        "بلغت صادرات التمور 12500 طن بقيمة 48 مليون دولار (زيادة 7%) مقابل "
        "11300 طن في العام السابق وفق هيئة الإحصاء"
    ),
    "names": (
        "التقى يوسف وهدى وخالد ومريم وسلمى في مقهى الحي القديم، ثم ساروا معا "
        "إلى المكتبة العامة ليقرؤوا على الأطفال قصة"
    ),
}
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8",
    "utf-16": "utf-16-le",
    "utf-16-le": "utf-16-le",
    "utf-16-be": "utf-16-be",
    "windows-1256": "windows-1256",
    "iso-8859-6": "iso-8859-6",
    "mac-arabic": "mac-arabic",
}


def as_of(text: str, encoding: str) -> tuple[str, bytes]:
    """The text without what the encoding does not have, and its bytes."""
    data = text.encode(encoding, "ignore")
    return data.decode(encoding).removeprefix("\ufeff"), data


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("kind", TEXTS)
def test_text(tmp_path: Path, kind: str, encoding: str) -> None:
    text, data = as_of(TEXTS[kind], encoding)
    (tmp_path / "a.txt").write_bytes(data)
    (item,) = read([str(tmp_path / "a.txt")], Settings())
    assert isinstance(item, RawItem)
    assert (item.content, item.encoding) == (text, ENCODINGS[encoding])


@pytest.mark.parametrize("encoding", ["windows-1256", "iso-8859-6", "mac-arabic"])
@pytest.mark.parametrize("kind", TEXTS)
def test_every_stretch_of_forty_letters(kind: str, encoding: str) -> None:
    text = TEXTS[kind]
    for start in range(len(text) - 40):
        part, data = as_of(text[start : start + 40], encoding)
        found = arabic_encoding(data)
        assert found and data.decode(found).replace("\u00a0", " ") == part, (found, part)


def test_big_endian_mark(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_BE + TEXTS["news"].encode("utf-16-be")
    assert decode(data) == (TEXTS["news"], "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.data", "a.jsonl.gz"])
def test_records(tmp_path: Path, name: str, encoding: str) -> None:
    titles = [as_of(text, encoding)[0] for text in TEXTS.values()]
    if name == "a.csv":
        whole = "title;text\r\n" + "".join(f'"{title}";نص\r\n' for title in titles)
    elif name == "a.json":
        whole = json.dumps([{"title": title} for title in titles], ensure_ascii=False)
    else:
        whole = "".join(json.dumps({"title": t}, ensure_ascii=False) + "\n" for t in titles)
    data = whole.encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith("gz") else data)
    found = list(read([str(tmp_path / name)], Settings()))
    assert [i.given.get("title") for i in found if isinstance(i, RawItem)] == titles
    assert {i.encoding for i in found if isinstance(i, RawItem)} == {ENCODINGS[encoding]}


PAGE = "<html><head>{}</head><body><p>{}</p></body></html>"


@pytest.mark.parametrize(
    ("head", "encoding", "wanted"),
    [
        ('<meta charset="windows-1256">', "windows-1256", "windows-1256"),
        ("<META http-equiv=content-type content='text/html; charset=windows-1256'>",
         "windows-1256", "windows-1256"),
        ("<meta charset=iso-8859-6>", "iso-8859-6", "iso-8859-6"),
        ("<meta charset=x-mac-arabic>", "mac-arabic", "mac-arabic"),
        ("<meta charset=iso-8859-1>", "windows-1256", "windows-1256"),  # what servers add
        ("<meta charset=utf-8>", "windows-1256", "windows-1256"),
        ("<meta charset=windows-1256>", "utf-8", "utf-8"),  # saved again since
        ("<meta charset=utf-16>", "windows-1256", "windows-1256"),
        ("<meta charset=nonsense>", "iso-8859-6", "iso-8859-6"),
        ("<meta charset=rot13>", "iso-8859-6", "iso-8859-6"),
        ("<meta charset=dos-720>", "cp720", "cp720"),
        ("", "windows-1256", "windows-1256"),
    ],
)  # fmt: skip
def test_declared(head: str, encoding: str, wanted: str) -> None:
    page, data = as_of(PAGE.format(head, TEXTS["sport"]), encoding)
    assert decode(data) == (page, wanted)


def test_what_a_latin_page_declares_is_believed() -> None:
    page = PAGE.format("<meta charset=iso-8859-1>", "Été à Orléans, garçon")
    assert decode(page.encode("latin-1")) == (page, "iso8859-1")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Voilà un garçon très élevé, né l'été à Paris, où il a vécu", "windows-1252"),
        ("Это другой язык, и кодировка у него другая", "windows-1251"),
        ("Ελληνικά κείμενα σε άλλη κωδικοποίηση", "iso-8859-7"),
        ("טקסט בעברית בקידוד אחר לגמרי", "windows-1255"),
        ("نص", "windows-1256"),
    ],
)
def test_other_encodings_are_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(Unreadable, match="save it again as UTF-8"):
        decode(text.encode(encoding))


def test_broken_utf8_names_the_place(tmp_path: Path) -> None:
    data = f"{TEXTS['news']}\n{TEXTS['sport']}".encode()
    place = data.index(b"\n") + 41
    (tmp_path / "a.txt").write_bytes(data[:place] + b"\xff" + data[place:])
    (refused,) = read([str(tmp_path / "a.txt")], Settings())
    assert isinstance(refused, Refusal) and refused.line == 2
    assert f"broken UTF-8 at byte {place:,}, line 2" in refused.reason


def test_utf16_cut_in_the_middle_of_a_letter() -> None:
    with pytest.raises(Unreadable, match="broken utf-16-le"):
        decode(TEXTS["news"].encode("utf-16")[:-1])


def test_a_head_that_ends_within_a_letter() -> None:
    data = TEXTS["news"].encode()
    assert data[4] >= 0x80
    for cut in range(2, 20):
        assert encoding_of(data[:cut], complete=False) == "utf-8"
