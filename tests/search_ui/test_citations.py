"""Citations: each style as its own rules have it, with every fact and without."""

from __future__ import annotations

from typing import Any

import pytest

from search_ui.taking.citations import STYLES, apa, arabic, chicago, in_parts
from search_ui.taking.references import bibtex, citation_key, ris
from tests.exports import HOSTILE, read_bibtex, read_ris, untex

WHOLE = {
    "id": "n1",
    "title": "مكتبة على ضفة النهر",
    "author": "ليلى حداد",
    "source": "ضفاف",
    "published": "2019-05-03T14:20",
    "language": "ar",
    "url": "https://a.example/n/1?a=1&b=2",
}


def without(*names: str) -> dict[str, Any]:
    """The article without some facts: every other one is None, the rest is not there at all."""
    kept: dict[str, Any] = {name: value for name, value in WHOLE.items() if name not in names}
    return kept | dict.fromkeys(names[::2])


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (
            (),
            "ليلى حداد، «مكتبة على ضفة النهر»، ضفاف، 3 مايو (أيار) 2019، "
            "https://a.example/n/1?a=1&b=2",
        ),
        (("author", "url"), "«مكتبة على ضفة النهر»، ضفاف، 3 مايو (أيار) 2019."),
        (("published", "url"), "ليلى حداد، «مكتبة على ضفة النهر»، ضفاف، د.ت."),
        (("title", "source", "url"), "ليلى حداد، بلا عنوان، 3 مايو (أيار) 2019."),
        (("title", "author", "source", "published", "url"), "بلا عنوان، د.ت."),
    ],
)
def test_arabic(missing: tuple[str, ...], said: str) -> None:
    assert arabic(without(*missing)) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (
            (),
            "ليلى حداد. (2019, May 3). مكتبة على ضفة النهر. ضفاف. https://a.example/n/1?a=1&b=2",
        ),
        (("author", "url"), "مكتبة على ضفة النهر. (2019, May 3). ضفاف."),
        (("published", "url"), "ليلى حداد. (n.d.). مكتبة على ضفة النهر. ضفاف."),
        (("title", "source", "url"), "ليلى حداد. (2019, May 3). [Untitled article]."),
        (("title", "author", "source", "published", "url"), "[Untitled article]. (n.d.)."),
    ],
)
def test_apa(missing: tuple[str, ...], said: str) -> None:
    assert apa(without(*missing)) == said


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        (
            (),
            "ليلى حداد. “مكتبة على ضفة النهر.” ضفاف, May 3, 2019. https://a.example/n/1?a=1&b=2.",
        ),
        (("author", "url"), "ضفاف. “مكتبة على ضفة النهر.” May 3, 2019."),
        (("published", "url"), "ليلى حداد. “مكتبة على ضفة النهر.” ضفاف, n.d."),
        (("title", "source", "url"), "ليلى حداد. Untitled article. May 3, 2019."),
        (("author", "source", "url"), "“مكتبة على ضفة النهر.” May 3, 2019."),
        (("title", "author", "source", "published", "url"), "Untitled article. n.d."),
    ],
)
def test_chicago(missing: tuple[str, ...], said: str) -> None:
    assert chicago(without(*missing)) == said


@pytest.mark.parametrize(
    ("published", "dates", "ris_date", "bib"),
    [
        ("1931", ("1931", "1931", "1931"), "1931///", ("1931", None, None)),
        (
            "2019-05",
            ("مايو (أيار) 2019", "2019, May", "May 2019"),
            "2019/05//",
            ("2019", "may", None),
        ),
        (
            "2019-05-03",
            ("3 مايو (أيار) 2019", "2019, May 3", "May 3, 2019"),
            "2019/05/03/",
            ("2019", "may", "3"),
        ),
    ],
)
def test_dates_are_no_more_precise_than_they_are_known(
    published: str, dates: tuple[str, ...], ris_date: str, bib: tuple[str | None, ...]
) -> None:
    article = {**WHOLE, "published": published}
    assert f"، {dates[0]}، " in arabic(article)
    assert f"({dates[1]})" in apa(article)
    assert f" {dates[2]}. " in chicago(article)
    (read,) = read_ris(ris(article).encode())
    assert (read["date"], read["year"]) == (ris_date, published[:4])
    (entry,) = read_bibtex(bibtex(article).encode()).entries
    fields = {field.key: field.value for field in entry.fields}
    assert tuple(map(fields.get, ("year", "month", "day"))) == bib


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("missing", [(), ("author",), ("title", "url"), ("published",)])
def test_a_citation_in_parts_is_the_citation(style: str, missing: tuple[str, ...]) -> None:
    article = without(*missing)
    parts = in_parts(style, article)
    assert "".join(text for text, _ in parts) == STYLES[style](article)
    facts = {article.get(name) for name in ("author", "title", "source", "url")} - {None}
    assert {text for text, stated in parts if stated} == facts


@pytest.mark.parametrize("style", STYLES)
def test_no_title_turns_the_whole_line(style: str) -> None:
    article = {**WHOLE, "title": "\u202eمقلوب؟\u2067"}
    assert "مقلوب؟" in STYLES[style](article)
    assert not set("\u202e\u2067") & set(STYLES[style](article))
    assert "".join(text for text, _ in in_parts(style, article)) == STYLES[style](article)


@pytest.mark.parametrize("title", ["هل يعود النهر؟", "عاد النهر!", "عاد النهر."])
def test_no_sentence_ends_twice(title: str) -> None:
    article = {**WHOLE, "title": title}
    assert f"{title} ضفاف." in apa(article)
    assert f"“{title}” ضفاف" in chicago(article)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_on_one_line(text: str) -> None:
    article = {**WHOLE, **dict.fromkeys(("title", "author", "source", "url"), text)}
    for cite in STYLES.values():
        assert len(cite(article).splitlines()) == 1 and "\x01" not in cite(article)
    (read,) = read_ris(ris(article).encode())
    assert read["accession_number"] == "n1" and read["type_of_reference"] == "NEWS"
    (entry,) = read_bibtex(bibtex(article).encode()).entries
    fields = {field.key: untex(field.value) for field in entry.fields}
    assert fields["title"] == " ".join(read["title"].split())
    assert entry.key == "kashshaf-n1" and entry.entry_type == "article"


def test_an_article_that_states_nothing() -> None:
    bare = {"id": "Z", "title": None}
    (read,) = read_ris(ris(bare).encode())
    assert set(read) == {"type_of_reference", "id", "accession_number", "name_of_database"}
    (entry,) = read_bibtex(bibtex(bare).encode()).entries
    assert entry.entry_type == "misc" and [field.key for field in entry.fields] == ["note"]


def test_every_id_has_a_key_of_its_own() -> None:
    ids = ["a", "A", "a b", "a,b", "é", "ع", "x" * 61, "x" * 62, "", "-a", "a}"]
    keys = {citation_key(id).lower() for id in ids}
    assert len(keys) == len(ids)
    assert all(key.isascii() and not set(key) & set(" ,{}\"#%~\\'=()") for key in keys)
