"""What hangs on an article's edges: pointers, datelines, the site's name in a page's title."""

from __future__ import annotations

import pytest

from indexer.describe.article import describe
from indexer.extract import markup, paragraph, text
from indexer.extract.dom import parse
from indexer.extract.lines import STRONG, line
from indexer.extract.paged import flowing
from indexer.records import TEXT, Article, RawItem

FIRST = "بدأ سكان الحي القديم صباح أمس ترميم السور الحجري الذي تهدم في أمطار الشتاء الماضي."
LAST = "ووعدت البلدية بإنارة الممر كله قبل نهاية الصيف، وبأن تغرس على جانبيه أشجار زيتون."


@pytest.mark.parametrize(
    "pointer",
    ["تكملة الخبر في موقعنا", "للمزيد انقر الرابط", "التفاصيل الكاملة في عدد الغد", "اضغط هنا"],
)
def test_a_pointer_behind_the_last_sentence_is_cut(pointer: str) -> None:
    page = text.extract(f"{FIRST}\n{LAST} ... {pointer}")
    assert page.body == f"{FIRST}\n\n{LAST}"
    assert pointer in page.dropped[-1].text


def test_a_short_last_paragraph_with_a_pointer_is_still_prose() -> None:
    ending = "وعاد الأطفال إلى ساحة القرية يلعبون تحت الشجرة الكبيرة."
    assert line(f"{ending} للمزيد اضغط هنا").prose == STRONG
    assert line("عنوان قصير عن ساحة القرية للمزيد اضغط هنا").prose != STRONG


@pytest.mark.parametrize(
    "origin",
    [
        *("دمشق - رويترز: ", "رويترز - كتبت سعاد الحلبي - ", "دمشق - رويترز - "),
        *("دمشق - رويترز - 9/5/2013 - ", "رويترز - دمشق - ", "رويترز - دمشق: "),
    ],
)
def test_a_dateline_with_an_outlet_is_no_body(origin: str) -> None:
    assert paragraph.dateline(origin + FIRST) == (origin.rstrip(), FIRST)


@pytest.mark.parametrize("opening", ["دمشق - «رويترز»: ", "القرية - البعيدة: ", "السور: "])
def test_other_openings_stay(opening: str) -> None:
    assert paragraph.dateline(opening + FIRST) == ("", opening + FIRST)


@pytest.mark.parametrize(
    ("title", "site"),
    [
        ("ترميم السور القديم | رويترز", "رويترز"),
        ("رويترز :: ترميم السور القديم", "رويترز"),
        ("ترميم السور القديم | موقع لا يعرفه أحد", None),
        ("ترميم - رويترز - السور القديم", None),
    ],
)
def test_the_title_of_a_page_names_a_known_site(title: str, site: str | None) -> None:
    tree = parse(f"<html><head><title>{title}</title></head><body><p>{FIRST}</p></body></html>")
    assert tree is not None
    assert markup.read(tree).site == site


def test_the_box_on_the_writer_tells_whose_name_stands_under_the_headline() -> None:
    page = f"السور القديم يعود\nوردة نيساني\n{FIRST}\n{LAST}\nعن الكاتبة\nوردة نيساني: محررة محلية"
    article = describe(RawItem("a.txt", TEXT, page, page))
    assert isinstance(article, Article)
    assert article.author == "وردة نيساني"


def test_an_issue_of_a_month_dates_its_articles() -> None:
    page = f"مجلة الأسوار\nعدد نيسان 1999\nالسور القديم يعود\n{FIRST}\n{LAST}"
    article = describe(RawItem("a.txt", TEXT, page, page))
    assert isinstance(article, Article)
    assert (article.published, article.published_precision) == ("1999-04", "month")


def test_the_full_stop_of_urdu_ends_a_sentence() -> None:
    ended = "انہوں نے مزید کہا کہ آئندہ ماہ نئی پالیسی کا اعلان کیا جائے گا۔"
    body = "پاکستان کے وزیر اعظم نے کہا ہے کہ حکومت عوام کی فلاح کے لیے تمام وسائل استعمال کرے گی۔"
    page = text.extract(f"وزیر اعظم کا دورہ\n{body}\n{ended}")
    assert page.body == f"{body}\n\n{ended}"


def test_a_caption_that_comes_again_between_the_paragraphs_is_no_headline() -> None:
    headline, caption = "ترميم السور القديم بعد أمطار الشتاء", "سكان الحي القديم أمام السور الحجري"
    page = text.extract("\n".join([headline, "12 مارس 2019", caption, FIRST, caption, LAST]))
    assert page.title == headline
    assert page.body == f"{FIRST}\n\n{LAST}"


@pytest.mark.parametrize(
    ("end", "paragraphs"),
    [("السيول.", 2), ("السيول.)", 2), ("«السيول»!", 2), ("السيول؛", 1), ("السيول", 1)],
)
def test_a_paragraph_goes_on_over_the_edge_of_a_page_until_its_sentence_ends(
    end: str, paragraphs: int
) -> None:
    row = "شرع أهالي القرية في ترميم الجسر الخشبي الذي جرفته"
    text, _ = flowing(f"{row}\n{row} {end}\f{row}\n{row}.")
    assert len(text.split("\n\n")) == paragraphs
