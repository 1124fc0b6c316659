"""A caption right over the body is no headline where who or when stands between the two."""

from __future__ import annotations

import pytest

from indexer.extract import text
from indexer.records import Page

FIRST = "أعلن مجلس الوزراء أمس زيادة قدرها ألف ليرة على ربطة الرغيف، بعد شح الطحين في الأسواق."
SECOND = "واصطف مواطنون في بيروت أمام كل مخبز منذ الفجر، وقال بعضهم إن الرغيف لم يعد يكفي أولادهم."
HEADLINE = "زيادة ثانية في ثمن القوت هذا العام"
CAPTION = "طابور من مواطنين أمام مخبز في بيروت"
DAY = "5 أيار 2014"


def page(*lines: str) -> Page:
    return text.extract("\n".join([*lines, FIRST, SECOND]))


@pytest.mark.parametrize("between", [[DAY], ["نادر الحلو", DAY], ["بيروت - رويترز"]])
def test_the_line_over_who_and_when_is_the_headline(between: list[str]) -> None:
    found = page(HEADLINE, *between, CAPTION)
    assert (found.title, found.deck) == (HEADLINE, None)
    assert [(one.text, one.reason) for one in found.dropped] == [(CAPTION, "caption")]
    assert found.body.split("\n\n") == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["جريدة الساحل", DAY, "مجلس الوزراء يزيد ثمن ربطة الرغيف"], -1),
        (["دار الأخبار للصحافة والنشر", DAY, "مجلس الوزراء أمام زيادة ثمن ربطة الرغيف"], -1),
        (["عاجل: سفينة تغرق قبالة الساحل الغربي", DAY, "بيروت أمام زيادة ثمن ربطة الرغيف"], -1),
        (["نشرة يومية مستقلة جامعة", DAY, "مجلس الوزراء يزيد ثمن ربطة الرغيف"], -1),
        ([HEADLINE, "مجلس الوزراء يقر الزيادة أمام مواطنين غاضبين", DAY], 0),
    ],
)
def test_a_headline_under_its_date_is_the_headline(lines: list[str], title: int) -> None:
    assert page(*lines).title == lines[title]
