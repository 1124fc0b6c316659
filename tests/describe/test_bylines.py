"""Who wrote an article, and from where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import mappings
from benchmarks import facts
from indexer.arabic.analyzers import word_terms
from indexer.clean import clean_line
from indexer.describe.bylines import Byline, find_byline
from indexer.describe.published import find_published
from indexer.describe.sources import find_source
from indexer.lists.phrases import ROLES, PhraseList
from indexer.records import Fact, Markup, Page

BODY = "افتتحت البلدية أمس سوقا جديدة للسمك قرب الميناء القديم، وقال رئيسها سامي الشاطر إنها أوسع."
DATE = "الخميس 9 أيار 2013"


def page(*head: str, foot: tuple[str, ...] = (), body: str = BODY, **markup: str) -> Page:
    lines = tuple(map(clean_line, head))
    return Page("سوق السمك", None, body, lines, foot, markup=Markup(**markup))


def values(
    page: Page, given: str | None = None, source: str | None = None
) -> tuple[str | None, ...]:
    found = find_byline(page, given, source)
    return tuple(fact.value if fact else None for fact in (found.author, found.place))


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        (
            page("القاهرة - بوابة الوسط", "درنة - بوابة الوسط: سالم العبيدي"),
            ("سالم العبيدي", "درنة"),
        ),
        (page("سلوى الحداد", "منذ 5 ساعات", "3 مشاركات"), ("سلوى الحداد", None)),
        (page(foot=("المصدر: نوفوستي", "سلوى الحداد")), ("سلوى الحداد", None)),
        (page(foot=("سابينه كرويتسر/ ع.ح",)), ("سابينه كرويتسر/ ع.ح", None)),
        (page("إعداد: سلوى الحداد للنشرة العربية"), ("سلوى الحداد", None)),
        (page("صيدا سلوى الحداد", author="سلوى الحداد"), ("سلوى الحداد", "صيدا")),
        (page(body=f"صيدا | {BODY}"), (None, "صيدا")),
        (page("قرطوبة 24 ابريل 2016 (شينخوا)"), (None, "قرطوبة")),
    ],
)
def test_more_ways_of_signing(printed: Page, wanted: tuple[str | None, str | None]) -> None:
    assert values(printed) == wanted


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("سلوى الحداد", ("سلوى الحداد", None)),
        ("Anna Berg", ("Anna Berg", None)),
        ("د. كريم العطار", ("د. كريم العطار", None)),
        ("صيدا - سلوى الحداد", ("سلوى الحداد", "صيدا")),
        ("سلوى الحداد - صيدا", ("سلوى الحداد", "صيدا")),
        ("صيدا-سلوى الحداد", ("سلوى الحداد", "صيدا")),
        ("صيدا – سلوى الحداد، كريم العطار", ("سلوى الحداد، كريم العطار", "صيدا")),
        ("نداء الجبل - سلوى الحداد", ("سلوى الحداد", None)),
        ("أبوظبي - سكاي نيوز عربية", (None, "أبوظبي")),
        ("سكاي نيوز عربية", (None, None)),
        ("صيدا - رويترز", (None, "صيدا")),
        ("لارنكا (قبرص) - فرانس برس", (None, "لارنكا")),
        ("نداء الجبل، وكالات", (None, None)),
        ("صيدا", (None, "صيدا")),
        ("فريق التحرير", ("فريق التحرير", None)),
        ("كتب: كريم العطار", ("كريم العطار", None)),
        ("admin", (None, None)),
        ("7f0c1c5e-1b1d-4c58-9a2e-3b1f0f7a9d10", (None, None)),
        ("editor@x.example", (None, None)),
        ("نشرة الحي", (None, None)),
        ("رياضة", (None, None)),
        ("World", (None, None)),
    ],
)
def test_given_author(stated: str, wanted: tuple[str | None, ...]) -> None:
    assert values(page("كتبت: هدى منصور"), stated, "نشرة الحي") == wanted


def test_given_author_leaves_the_place_to_the_page() -> None:
    assert values(page("صيدا - نداء الجبل"), "سلوى الحداد") == ("سلوى الحداد", "صيدا")


def test_markup_goes_before_what_is_printed_unless_it_names_an_outlet() -> None:
    assert values(page("كتبت: هدى منصور", author="سلوى الحداد")) == ("سلوى الحداد", None)
    assert values(page("كتبت: هدى منصور", author="نداء الجبل")) == ("هدى منصور", None)


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (["كتب - كريم العطار"], ("كريم العطار", None)),
        (["كتبت: هدى منصور"], ("هدى منصور", None)),
        (["كتبت هدى منصور"], ("هدى منصور", None)),
        (["بقلم: شهبندر القلعاوي"], ("شهبندر القلعاوي", None)),
        (["بقلم", "كريم العطار"], ("كريم العطار", None)),
        (["إعداد: ن. الحداد"], ("ن. الحداد", None)),
        (["تحقيق: هدى منصور - تصوير: كريم العطار"], ("هدى منصور", None)),
        (["كتب: كريم العطار وهدى منصور"], ("كريم العطار وهدى منصور", None)),
        (["| كتب كريم العطار |"], ("كريم العطار", None)),
        ([f"كتب: كريم العطار • {DATE} • زمن القراءة: 3 دقائق"], ("كريم العطار", None)),
        (["نشر بواسطة: هدى منصور في محليات 9 مايو، 2013"], ("هدى منصور", None)),
        (["نشر من طرف هدى منصور في 9 مايو 2013 - 10:30"], ("هدى منصور", None)),
        (["د ب أ - صيدا"], (None, "صيدا")),
        (["صيدا - هدى منصور"], ("هدى منصور", "صيدا")),
        (["هدى منصور - صيدا"], ("هدى منصور", "صيدا")),
        (["صيدا/ هدى منصور"], ("هدى منصور", "صيدا")),
        (["صيدا: هدى منصور"], ("هدى منصور", "صيدا")),
        (["هدى منصور (صيدا)"], ("هدى منصور", "صيدا")),
        (["صيدا - نداء الجبل - هدى منصور"], ("هدى منصور", "صيدا")),
        (["عين الدلب - نداء الجبل - هدى منصور"], ("هدى منصور", "عين الدلب")),
        (["صيدا - نداء الجبل"], (None, "صيدا")),
        (["صيدا ـ نداء الجبل"], (None, "صيدا")),
        (["صيدا -"], (None, "صيدا")),
        (["صيدا-وكالات"], (None, "صيدا")),
        (["اسطنبول - أ ف ب :"], (None, "إسطنبول")),
        (["رويترز- عمّان:"], (None, "عمّان")),
        (["الدوحة - قنا"], (None, "الدوحة")),
        (["لبنان - نداء الجبل"], (None, "لبنان")),
        ([f"صيدا، {DATE}"], (None, "صيدا")),
        ([DATE, "صيدا"], (None, "صيدا")),
        ([DATE, "هدى منصور"], ("هدى منصور", None)),
        (["توفيق الأرناؤوطي*"], ("توفيق الأرناؤوطي", None)),
        ([DATE, "ه. م."], ("ه. م.", None)),
        (["فريق التحرير9 أيار 2013آخر تحديث : منذ 3 سنوات"], ("فريق التحرير", None)),
        (["المحرر السياسي"], ("المحرر السياسي", None)),
        ([f"قسم البحر {DATE}"], ("قسم البحر", None)),
        (["إعداد: وحدة البحر - نداء الجبل"], ("وحدة البحر", None)),
        (["مراسلنا في صيدا - هدى منصور"], ("هدى منصور", "صيدا")),
        (["هدى منصور: نداء الجبل من صيدا"], ("هدى منصور", "صيدا")),
        (["مراسلنا"], (None, None)),
        (["صيدا - مراسل نداء الجبل"], (None, "صيدا")),
        (["كتب: وكالات"], (None, None)),
        (["كتب", "أرشيف الأعداد"], (None, None)),
        (["ترجمة: هدى منصور"], (None, None)),
        (["رئيس التحرير: كريم العطار"], (None, None)),
        (["محرر في الموقع الموحد"], (None, None)),
        ([DATE, "سامي الشاطر"], (None, None)),
        (["محليات", "هدى منصور", "رياضة", "طقس"], (None, None)),
        (["نداء الجبل - هدى منصور تفتتح سوقها الجديدة"], (None, None)),
        (["صيدا 05:12 06:35 11:58"], (None, None)),
        (["6 مايو 2013 - 14:30 بتوقيت بيروت"], (None, None)),
        (["صيدا", "محليات"], (None, None)),
        (["مصر", "سوريا", DATE, "لبنان"], (None, None)),
        (["نقلا عن: هدى منصور"], (None, None)),
    ],
)
def test_lines_before_the_body(head: list[str], wanted: tuple[str | None, ...]) -> None:
    assert values(page(*head)) == wanted


@pytest.mark.parametrize(
    ("start", "wanted"),
    [
        ("صيدا (رويترز) - ", (None, "صيدا")),
        ("باريس - أ ف ب: ", (None, "باريس")),
        ("صيدا، لبنان (CNN) -- ", (None, "صيدا")),
        ("صيدا: ", (None, "صيدا")),
        ("صيدا – ", (None, "صيدا")),
        ("صيدا - خاص: ", (None, "صيدا")),
        ("الكويت - 7 - 3 (كونا) -- ", (None, "الكويت")),
        ("أبوظبي في 3 مايو / وام / ", (None, "أبوظبي")),
        ("صيدا - هدى منصور - ", ("هدى منصور", "صيدا")),
        ("كتبت هدى منصور:\n", ("هدى منصور", None)),
        ("لبنان: ", (None, None)),
        ("صيدا () مدينة. ", (None, None)),
        ("قال الوزير: ", (None, None)),
        ("سامي الشاطر: ", (None, None)),
        ("", (None, None)),
    ],
)
def test_dateline_of_the_first_paragraph(start: str, wanted: tuple[str | None, ...]) -> None:
    assert values(page(body=start + BODY)) == wanted


@pytest.mark.parametrize(
    ("foot", "wanted"),
    [
        (("هدى منصور",), "هدى منصور"),
        (("بقلم: هدى منصور",), "هدى منصور"),
        (("شارك الخبر", "هدى منصور"), None),
        (("هدى منصور 10 مايو 2013", "أحسنتم"), None),
        (("© نداء الجبل - مدير النشر - هيئة التحرير",), None),
        (("هدى منصور: سوق ثانية للسمك",), None),
    ],
)
def test_signature(foot: tuple[str, ...], wanted: str | None) -> None:
    assert values(page(foot=foot)) == (wanted, None)


PIECES = st.sampled_from(
    [
        "صيدا",
        "رويترز",
        "كتب",
        "هدى منصور",
        "ضفاف",
        "من",
        "في",
        "المصدر",
        "3",
        "9 أيار 2013",
        "ه.",
        "«",
    ]
)
LINES = st.lists(st.one_of(PIECES, st.text(max_size=9)), max_size=6).flatmap(
    lambda pieces: st.sampled_from([" ", " - ", "/", ": ", "-", "، "]).map(
        lambda by: by.join(pieces)
    )
)


@given(st.lists(LINES, max_size=4), LINES, LINES)
def test_whatever_is_read_stands_in_what_was_given(
    head: list[str], start: str, author: str
) -> None:
    made = Page(None, None, start + BODY, tuple(head), tuple(head[::-1]))
    for stated in (None, author):
        found = find_byline(made, stated, None)
        texts = [*head, start + BODY, clean_line(author)]
        for fact in (found.author, found.place):
            assert fact is None or any(fact.evidence in text for text in texts)
        assert found.author is None or found.author.value in found.author.evidence
    source = find_source(made, None, author, None)
    assert source is None or any(source.evidence in text for text in texts)
    published = find_published(made, None, None)
    assert published is None or any(published.evidence in text for text in texts)


def test_evidence_is_the_line() -> None:
    line = "صيدا - هدى منصور"
    assert find_byline(page(line), None, None) == Byline(
        Fact("هدى منصور", line, "text"), Fact("صيدا", line, "text")
    )


def test_bylines_of_annotated_pages(shared_data: Path) -> None:
    kinds = (facts.pages, facts.seeds)
    for kind, score in facts.measure(shared_data, kinds).items():
        assert (score.figures()["author"] or 0) >= 0.95, (kind, score.wrong)
        assert (score.figures()["place"] or 0) >= 0.95, (kind, score.wrong)


def test_bylines_of_the_sample_archive() -> None:
    for kind, score in facts.measure(Path(), (facts.sample,)).items():
        assert (score.figures()["author"] or 0) >= 0.85, (kind, score.wrong)
        assert (score.figures()["place"] or 0) >= 0.90, (kind, score.wrong)


@pytest.mark.parametrize("row", [("writer", "كتب"), ("author", "-")])
def test_list_with_an_unknown_line_is_refused(
    row: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mappings, "table", lambda name, columns: (row,))
    with pytest.raises(mappings.ListError, match=r"bylines\.txt"):
        PhraseList("bylines")


@pytest.mark.parametrize("name", sorted(ROLES))
def test_every_role_of_a_list_is_used(name: str) -> None:
    assert {role for role, _ in mappings.table(name, 2)} == set(ROLES[name].split())


@pytest.mark.parametrize(
    "name", ["bylines", "given_names", "name_links", "places", "publishers", "stamps"]
)
def test_list_is_sorted_without_repetition(name: str) -> None:
    lines = mappings.lexicon(name)
    assert list(lines) == sorted(lines)
    meant = [tuple(" ".join(word_terms(cell)) for cell in line.split("\t")) for line in lines]
    assert len(set(meant)) == len(meant)
    assert all(cells[min(1, len(cells) - 1)] for cells in meant)
