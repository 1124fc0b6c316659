"""Tables and lists of an article, in HTML and DOCX, are body; those around it are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.extract import extract, web
from indexer.records import Page, RawItem
from tests import documents as make
from tests.reading import only
from tests.test_extract_within import FIRST, SECOND, TITLE

CELLS = ["اليوم", "الدرس", "السبت", "سباحة الصغار", "الأحد", "12"]
TABLE = "<table>" + "".join(
    f"<tr><td>{CELLS[i]}</td><td>{CELLS[i + 1]}</td></tr>" for i in (0, 2, 4)
)
TABLE += "</table>"
ITEMS = ["سباحة للصغار", "سباحة للكبار", "تدريب المنقذين الجدد"]
LIST = "<ul>" + "".join(f"<li>{one}</li>" for one in ITEMS) + "</ul>"
THIRD = "وتعود الدروس في مطلع الخريف المقبل، وتكون في المساء لمن يعمل طول الأسبوع."


def page(*parts: str, after: str = "") -> Page:
    body = "".join(part if part[0] == "<" else f"<p>{part}</p>" for part in parts)
    return web.extract(
        f"<html><head><title>{TITLE}</title></head>"
        f"<body><article><h1>{TITLE}</h1>{body}</article>{after}</body></html>"
    )


@pytest.mark.parametrize(
    ("held", "lines"),
    [
        (TABLE, CELLS),
        (f"<div class=wrap>{TABLE}</div>", CELLS),
        (f"<figure>{TABLE}</figure>", CELLS),
        (LIST, ITEMS),
        (LIST.replace("ul>", "ol>"), ITEMS),
    ],
)
def test_what_the_article_holds_is_body(held: str, lines: list[str]) -> None:
    assert page(FIRST, held, SECOND, THIRD).body.split("\n\n") == [FIRST, *lines, SECOND, THIRD]
    assert page(FIRST, SECOND, held).body.split("\n\n") == [FIRST, SECOND, *lines]
    opened = "وهذه هي الدروس:"
    assert page(FIRST, SECOND, opened, held).body.split("\n\n") == [FIRST, SECOND, opened, *lines]


@pytest.mark.parametrize(
    "box",
    [
        "<ul><li><a href=/a>فريق الجبل يتعادل</a></li><li><a href=/b>معرض للزهور</a></li></ul>",
        f"<h3>مواضيع ذات صلة</h3>{LIST}",
        f"<aside>{LIST}</aside>",
        LIST.replace("<ul", "<ul class=tags"),
        "<ul><li>سباحة</li><li>السهل</li></ul>",
        "<ul><li>سعاد الزين</li><li>12/05/2016</li></ul>",
        "<table><tr><td><a href=/a>فريق الجبل يتعادل</a></td><td>أمس</td></tr>"
        "<tr><td><a href=/b>معرض للزهور</a></td><td>أمس</td></tr></table>",
        f"<h3>أسعار العملات</h3>{TABLE}",
    ],
)
def test_what_the_page_holds_is_not(box: str) -> None:
    assert page(FIRST, SECOND, THIRD, box).body.split("\n\n") == [FIRST, SECOND, THIRD]
    assert page(FIRST, SECOND, THIRD, after=box).body.split("\n\n") == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("held", [LIST, TABLE])
def test_lists_behind_the_article_are_of_the_page(held: str) -> None:
    assert page(FIRST, SECOND, after=held).body.split("\n\n") == [FIRST, SECOND]


def _docx(tmp_path: Path, table: list[str]) -> Page:
    cells = [f"<w:tc>{make.w(cell)}</w:tc>" for cell in table]
    rows = [f"<w:tr>{''.join(cells[i : i + 2])}</w:tr>" for i in range(0, len(cells), 2)]
    body = [make.w(TITLE, "1"), make.w(FIRST), f"<w:tbl>{''.join(rows)}</w:tbl>", make.w(SECOND)]
    path = tmp_path / "a.docx"
    path.write_bytes(make.docx("".join([*body, make.w(THIRD)])))
    item = only(path)
    assert isinstance(item, RawItem)
    return extract(item)


def test_a_table_of_a_docx_is_body(tmp_path: Path) -> None:
    found = _docx(tmp_path, CELLS)
    assert found.body.split("\n\n") == [FIRST, *CELLS, SECOND, THIRD]


def test_a_docx_set_in_the_cells_of_a_table_is_body(tmp_path: Path) -> None:
    set_in = [FIRST.replace("أمس", "اليوم"), SECOND.replace("مجاني", "مفتوح")]
    assert _docx(tmp_path, set_in * 2).body.split("\n\n") == [FIRST, *set_in * 2, SECOND, THIRD]
