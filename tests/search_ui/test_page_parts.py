"""What the templates are given: dates, marked parts, directions, bars, addresses."""

from __future__ import annotations

import pytest
from flask import Flask

from search_ui.answering.present import date_label, direction, parts
from search_ui.web.histogram import HEIGHT, WIDTH, histogram
from search_ui.web.links import State
from search_ui.web.reading import Piece, lines


@pytest.mark.parametrize(
    ("published", "arabic", "english"),
    [
        ("2017", "2017", "2017"),
        ("2017-10", "أكتوبر (تشرين الأول) 2017", "October 2017"),
        ("2017-10-03", "3 أكتوبر (تشرين الأول) 2017", "3 October 2017"),
        ("2017-10-03T21:16", "3 أكتوبر (تشرين الأول) 2017، 21:16", "3 October 2017, 21:16"),
        ("0850-02-01", "1 فبراير (شباط) 850", "1 February 850"),
    ],
)
def test_a_date_is_said_no_finer_than_it_is(published: str, arabic: str, english: str) -> None:
    assert (date_label(published, "ar"), date_label(published, "en")) == (arabic, english)


def test_parts_make_the_text_again_and_marks_keep_their_places() -> None:
    text = "قال الوزير\n\nثم قال وزراء"
    marks = [(4, 10), (19, 24)]
    assert "".join(part.text for part in parts(text, marks)) == text
    found = lines(text, marks)
    assert [[one.text for one in line if one.mark] for line in found] == [["الوزير"], ["وزراء"]]
    assert [one.mark for line in found for one in line if one.mark] == [1, 2]


def test_a_mark_over_two_lines_is_cut_at_the_end_of_the_first() -> None:
    assert lines("قاعة\nقراءة", [(0, 10)]) == [
        [Piece("قاعة", 1, first=True)],
        [Piece("قراءة", 2, first=True)],
    ]


def test_a_mark_over_the_edge_of_a_name_keeps_one_address() -> None:
    (line,) = lines("قال نجيب محفوظ هنا", [(4, 8), (9, 18)], [(4, 14, "person")])
    assert line == [
        Piece("قال "),
        Piece("نجيب", 1, first=True, actor="person"),
        Piece(" ", actor="person"),
        Piece("محفوظ", 2, first=True, actor="person"),
        Piece(" هنا", 2),
    ]


def test_a_text_full_of_marks_is_cut_in_linear_time() -> None:
    places = [(at, at + 1) for at in range(0, 200_000, 2)]
    (line,) = lines("ab" * 100_000, places, [(a, b, "state") for a, b in places])
    assert len(line) == 200_000 and line[-2].mark == 100_000


@pytest.mark.parametrize(
    ("text", "way"), [("(2017) قاعة", "rtl"), ("«Reading» قاعة", "ltr"), ("12:30", "auto")]
)
def test_the_direction_is_that_of_the_first_letter(text: str, way: str) -> None:
    assert direction(text) == way


def _dates(**counts: int) -> dict[str, object]:
    years = [{"id": year[1:], "count": count} for year, count in counts.items()]
    return {"years": years, "months": [], "undated": 0}


def test_bars_run_the_way_the_page_is_read() -> None:
    arabic = histogram(_dates(y2016=1, y2018=4), None, None, leftward=True)
    english = histogram(_dates(y2016=1, y2018=4), None, None, leftward=False)
    assert arabic and english
    assert [bar.span.first for bar in english.bars] == ["2016", "2017", "2018"]
    assert english.bars[0].x < english.bars[2].x
    assert arabic.bars[0].x > arabic.bars[2].x
    assert english.bars[2].height == pytest.approx(4 * english.bars[0].height)
    assert english.bars[1].height == 0


def test_many_years_are_shown_as_decades_within_the_picture() -> None:
    picture = histogram(_dates(y1897=3, y1950=1, y2018=500), None, None, leftward=True)
    assert picture and picture.level == "decades"
    assert sum(bar.span.count for bar in picture.bars) == 504
    assert picture.bars[0].span.first == "1890" and picture.bars[0].span.last == "1899"
    for bar in picture.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert bar.y >= 0 and bar.y + bar.height <= HEIGHT


def test_a_range_beside_every_article_shows_where_they_are() -> None:
    picture = histogram(_dates(y2016=1, y2018=4), "1900", "1950", leftward=True)
    assert picture and [bar.span.count for bar in picture.bars] == [1, 0, 4]
    assert not any(bar.within for bar in picture.bars)


def test_a_state_forgets_its_cursor_with_every_change() -> None:
    state = State.of({"q": ["قلم"], "cursor": ["abc"], "source": ["a", "b", "a"], "odd": ["1"]})
    assert state.pairs == (("q", "قلم"), ("source", "a"), ("source", "b"), ("cursor", "abc"))
    assert state.taking("source", "a").all("source") == ("b",)
    for changed in (
        state.adding("actor", "x"),
        state.taking("source"),
        state.setting({"sort": "newest"}),
    ):
        assert not changed.get("cursor")
    assert state.speaking("en").get("cursor") == "abc"
    assert state.speaking("en").speaking("ar") == state


def test_an_address_holds_letters_as_they_are_and_signs_escaped() -> None:
    app = Flask(__name__)
    app.add_url_rule("/", "pages.results")
    with app.test_request_context():
        assert State.of({"q": ['قلم & "رصاص" <b>']}).url() == "/?q=قلم%20%26%20%22رصاص%22%20%3Cb%3E"
        assert State.of({"q": ["a=1#\u202e+%"]}).url() == "/?q=a%3D1%23%E2%80%AE%2B%25"
