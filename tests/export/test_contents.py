"""A whole result as a file, on both engines: complete, equal to the hits, harmless."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from indexer.engines.base import Engine
from search_ui.answering.present import present_article
from search_ui.asking.params import SearchParams, read_params
from search_ui.taking.export_files import FORMATS, estimate
from search_ui.taking.export_text import harmless
from search_ui.taking.references import citation_key, plain
from tests.exports import (
    HOSTILE,
    ID,
    MADE,
    MANY,
    RECORDS,
    found,
    got,
    read_bibtex,
    read_csv,
    read_jsonl,
    read_ris,
    read_xlsx,
    rows,
    untex,
    written,
)


@pytest.fixture(scope="module")
def hits(engine: Engine) -> list[dict[str, Any]]:
    hits = found(engine, SearchParams(q=RECORDS))
    assert len(hits) == MANY
    return hits


def test_csv_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    facts, _, cells = read_csv(got(client, f"/api/v1/export.csv?q={quote(RECORDS)}"))
    assert cells == rows(hits)
    assert f"q: {RECORDS}" in facts and f"articles: {MANY}" in facts
    assert "generation: g000001" in facts and re.search(r"made: 20\d\d-\d\d-\d\dT", facts)


def test_xlsx_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    about, cells = read_xlsx(got(client, f"/api/v1/export.xlsx?q={quote(RECORDS)}&lang=en"))
    assert cells == rows(hits)
    assert about["Query"] == RECORDS and about["Articles in this file"] == str(MANY)
    assert about["Generation of the index"] == "g000001" and about["Order"] == "newest first"


def test_jsonl_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    facts, articles = read_jsonl(got(client, f"/api/v1/export.jsonl?q={quote(RECORDS)}"))
    assert articles == [present_article(one, "ar") for one in hits]
    assert (facts["q"], facts["articles"], facts["order"]) == (RECORDS, MANY, "newest")


def test_ris_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    data = got(client, f"/api/v1/export.ris?q={quote(RECORDS)}")
    assert data.decode().startswith("# program: Kashshaf") and RECORDS in data.decode()[:300]
    read = read_ris(data)
    assert [one["accession_number"] for one in read] == [one["id"] for one in hits]
    for one, hit in zip(read, hits, strict=True):
        assert one["type_of_reference"] == "NEWS"
        assert one["title"] == hit["title"] and one["urls"] == [hit["url"]]
        assert one.get("authors") == ([hit["author"]] if hit.get("author") else None)
        published = hit.get("published")
        assert one.get("year") == (published[:4] if published else None)
        assert ("date" in one) == bool(published)


def test_bibtex_of_six_thousand(client: FlaskClient, hits: list[dict[str, Any]]) -> None:
    read = read_bibtex(got(client, f"/api/v1/export.bibtex?q={quote(RECORDS)}"))
    assert [entry.key for entry in read.entries] == [citation_key(one["id"]) for one in hits]
    for entry, hit in zip(read.entries, hits, strict=True):
        fields = {field.key: field.value for field in entry.fields}
        assert fields["title"] == hit["title"] and fields["journal"] == hit["source"]
        assert ("author" in fields) == bool(hit.get("author"))
        length = len((hit.get("published") or "")[:10])
        assert [name in fields for name in ("year", "month", "day")] == [
            length >= 4,
            length >= 7,
            length == 10,
        ]


def test_what_narrows_a_search_narrows_its_export(engine: Engine) -> None:
    given = {"q": ["خبر"], "source": ["ضفاف"], "from": ["2018"], "to": ["2018"]}
    facts, articles = read_jsonl(written(engine, "jsonl", **given))
    assert articles and {one["source"] for one in articles} == {"ضفاف"}
    assert {one["published"] for one in articles} == {"2018-11"}
    assert facts["source"] == "ضفاف" and facts["from"] == facts["to"] == "2018"
    assert facts["undated"] == "exclude" and facts["articles"] == len(articles)
    _, other = read_jsonl(written(engine, "jsonl", **given, size=["1"], sort=["relevance"]))
    assert other == articles


def test_the_oldest_first_where_the_search_has_them_so(engine: Engine) -> None:

    facts, articles = read_jsonl(written(engine, "jsonl", q=[RECORDS], sort=["oldest"]))
    dates = [one["published"][:4] for one in articles if one.get("published")]
    assert dates == sorted(dates) and len(articles) == MANY and facts["order"] == "oldest"
    assert articles[-1].get("published") is None


def test_one_of_each_family(engine: Engine) -> None:
    facts, articles = read_jsonl(written(engine, "jsonl", q=[RECORDS], copies=["one"]))
    families = [one["story"] for one in articles if one.get("story")]
    assert len(families) == len(set(families)) == MANY // 10
    assert len(articles) == MANY - MANY // 10
    assert facts["articles"] == MANY and facts["copies"] == "one"


def test_nothing_found_is_a_file_that_says_so(engine: Engine) -> None:
    assert read_csv(written(engine, "csv", q=["زقزقزوق"]))[2] == []
    assert read_xlsx(written(engine, "xlsx", q=["زقزقزوق"]))[1] == []
    assert read_jsonl(written(engine, "jsonl", q=["زقزقزوق"]))[1] == []
    assert read_ris(written(engine, "ris", q=["زقزقزوق"])) == []
    assert read_bibtex(written(engine, "bib", q=["زقزقزوق"])).entries == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_size_is_told_before(engine: Engine, suffix: str) -> None:
    params = read_params({"q": [RECORDS]})
    told = estimate(engine, params, MADE, "ar")
    size = len(written(engine, suffix, q=[RECORDS]))
    assert told.total == MANY
    assert 0.6 * size < told.sizes[suffix] < 1.6 * size, (told, size)
    few = estimate(engine, read_params({"q": ["معرّف"]}), MADE, "ar")
    if suffix != "xlsx":
        assert few.sizes[suffix] == len(written(engine, suffix, q=["معرّف"]))


def the_hostile(engine: Engine) -> list[dict[str, Any]]:
    return [one for one in found(engine, SearchParams()) if not re.fullmatch(r"n\d+", one["id"])]


def test_no_cell_of_csv_is_a_formula(engine: Engine) -> None:
    _, _, cells = read_csv(written(engine, "csv"))
    assert len(cells) == MANY + len(HOSTILE) + 1
    kept = {row[0]: row for row in rows(found(engine, SearchParams()))}
    for row in cells:
        for cell in row:
            assert not re.match(r"[\s\u200f]*[=+\-@\uff1d]|[\t\r\n]", cell), cell
        assert row == [harmless(cell) for cell in kept[row[0]]]  # and nothing else is changed


def test_no_cell_of_xlsx_is_a_formula(engine: Engine) -> None:
    data = written(engine, "xlsx")
    _, cells = read_xlsx(data)  # which refuses any cell that is not text
    kept = rows(found(engine, SearchParams()))
    assert len(cells) == len(kept) == MANY + len(HOSTILE) + 1
    for row, hit in zip(cells, kept, strict=True):
        assert row == hit


def test_references_of_hostile_articles(engine: Engine) -> None:
    kept = {one["id"]: one for one in the_hostile(engine)}
    assert len(kept) == len(HOSTILE) + 1
    read = [one for one in read_ris(written(engine, "ris")) if one["accession_number"][0] != "n"]
    assert len(read) == len(kept)
    for one in read:
        hit = next(hit for hit in kept.values() if plain(hit["id"]) == one["accession_number"])
        assert one.get("title", "") == plain(hit["title"])
    entries = read_bibtex(written(engine, "bib")).entries
    by_key = {entry.key: entry for entry in entries}
    assert len(by_key) == len(entries) == MANY + len(kept)
    for hit in kept.values():
        fields = {field.key: field.value for field in by_key[citation_key(hit["id"])].fields}
        assert untex(fields["title"]) == plain(hit["title"])
        assert untex(fields["note"]) == plain(f"Kashshaf {hit['id']}")


def test_file_names_end_no_header(client: FlaskClient) -> None:
    for query in (
        ID,
        "a\r\nX: y",
        '"; filename=evil',
        "../../etc/passwd",
        "\u202egpj.exe",
        "=ا" * 99,
    ):
        with client.get("/api/v1/export.csv", query_string={"q": query}) as answer:
            said = answer.headers["Content-Disposition"]
            names = {name.lower() for name, _ in answer.headers}
        assert re.fullmatch(
            r"attachment; filename=kashshaf[\w.-]*\.csv(; filename\*=UTF-8''[\w.%-]+\.csv)?", said
        ), said
        assert "set-cookie" not in names and "x" not in names
