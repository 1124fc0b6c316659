"""Feeds, references, the page before an export and what browsers are told, over HTTP on both
engines."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import feedparser
import pytest
from flask.testing import FlaskClient
from lxml import etree, html

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.settings import Settings
from search_ui.taking.feeds import ATOM, OPENSEARCH
from search_ui.web.app import create_app
from tests.engines_samples import LIBRARY as SAMPLES
from tests.engines_samples import write
from tests.exports import HOSTILE, ID, read_bibtex, read_ris
from tests.page_library import HARBOUR, library, link, page, words

READING = quote("القراءة")
WHEN = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@pytest.fixture(scope="module")
def client(hostile_engine: Engine) -> FlaskClient:
    return create_app(hostile_engine).test_client()


# ---- feeds


def feed(client: FlaskClient, path: str) -> Any:
    """A feed as feedparser reads it, seen to be as RFC 4287 demands."""
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/atom+xml")
    read = feedparser.parse(answer.data)
    assert not read.bozo and read.version == "atom10"
    for part in [*etree.fromstring(answer.data).iter(f"{{{ATOM}}}feed", f"{{{ATOM}}}entry")]:
        for name in ("id", "title", "updated"):
            (one,) = part.findall(f"{{{ATOM}}}{name}")
            assert one.text and (name != "updated" or WHEN.fullmatch(one.text))
    assert read.feed.authors  # so that no entry needs one
    ids = [entry.id for entry in read.entries]
    assert len(set(ids)) == len(ids) and all(id.startswith("urn:uuid:") for id in ids)
    (own,) = [one.href for one in read.feed.links if one.rel == "self"]
    assert client.get(own).data == answer.data
    return read


def test_a_feed_holds_what_the_search_finds(client: FlaskClient) -> None:
    read = feed(client, f"/feed.atom?q={READING}&size=100&lang=en")
    answer = client.get(f"/api/v1/search?q={READING}&size=100&sort=newest").get_json()
    assert len(read.entries) == answer["total"] > 10
    for entry, hit in zip(read.entries, answer["hits"], strict=True):
        if hit["title"]:
            assert entry.title == " ".join(hit["title"].split())
        assert entry.get("author") == (hit["author"] and " ".join(hit["author"].split()))
        assert client.get(entry.link).status_code == 200
        assert f"/articles/{hit['id']}?" in entry.link
    (shown,) = [one.href for one in read.feed.links if one.rel == "alternate"]
    assert f"q={unquote(READING)}" in unquote(shown) and client.get(shown).status_code == 200


def test_a_feed_of_few_articles_is_the_same_feed_and_leads_to_itself(client: FlaskClient) -> None:
    few = feed(client, f"/feed.atom?q={READING}&size=1&lang=en")
    assert len(few.entries) == 1
    assert few.feed.id == feed(client, f"/feed.atom?q={READING}&lang=en").feed.id


def test_a_feed_begins_with_what_was_indexed_last(tmp_path: Path) -> None:
    """An article of 1931 that comes in today is news of the archive."""
    opened = open_engine(Settings(engine=f"embedded:{tmp_path / 'archive'}"))
    write(opened, SAMPLES)
    came = "2026-05-01T09:00:00Z"
    write(opened, [replace(SAMPLES[3], indexed_at=came, digest="again", title="الكتب")])
    own = create_app(opened).test_client()
    read = feed(own, "/feed.atom")
    assert [entry.title for entry in read.entries][:2] == ["الكتب", "موسم القطاف"]
    assert read.entries[0].updated == read.feed.updated == came
    by_date = feed(own, "/feed.atom?sort=newest")
    assert by_date.entries[0].title == "موسم القطاف"
    assert feed(own, "/feed.atom?sort=indexed&q=الكتب").entries[0].title == "الكتب"
    linked = html.fromstring(own.get("/?sort=oldest").data)
    hrefs = [link.get("href") for link in linked.iter("link") if "atom" in link.get("type", "")]
    assert len(hrefs) == 1 and "sort" not in str(hrefs[0])
    opened.close()


def test_dates_of_a_feed_are_as_precise_as_they_are(client: FlaskClient) -> None:
    feed(client, "/feed.atom?size=100")
    found = etree.fromstring(client.get("/feed.atom?size=100").data)
    issued = {str(one.text) for one in found.iter("{http://purl.org/dc/terms/}issued")}
    assert {"2017-10-03", "2016", "2017-11", "2018-01-11"} <= issued
    assert not list(found.iter(f"{{{ATOM}}}published"))  # it would need an hour and a zone


def test_ids_of_a_feed_stay(client: FlaskClient, hostile_engine: Engine) -> None:
    wide = {entry.title: entry.id for entry in feed(client, "/feed.atom?size=100").entries}
    again = create_app(hostile_engine).test_client()
    for entry in feed(again, f"/feed.atom?source={quote(HARBOUR)}&lang=en").entries:
        assert wide[entry.title] == entry.id
    secure = again.get("/feed.atom?size=100", base_url="https://localhost").data
    assert {entry.id for entry in feedparser.parse(secure).entries} == set(wide.values()) | {
        entry.id for entry in feed(client, "/feed.atom?size=100").entries
    }
    one, other = feed(client, "/feed.atom?q=a").feed.id, feed(client, "/feed.atom?q=b").feed.id
    assert one != other == feed(client, "/feed.atom?q=b&size=3").feed.id


def test_a_feed_that_finds_nothing_or_is_not_new(client: FlaskClient) -> None:
    empty = feed(client, "/feed.atom?q=زقزقزوق")
    assert not empty.entries and WHEN.fullmatch(empty.feed.updated)
    answer = client.get("/feed.atom")
    again = client.get("/feed.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert len(feed(client, "/feed.atom").entries) == len(library()) + len(HOSTILE) + 2


def test_a_feed_may_hold_one_of_each_family(client: FlaskClient) -> None:
    path = f"/feed.atom?q={quote('مخطوطات الخميس')}"
    assert len(feed(client, path).entries) == 2
    assert len(feed(client, f"{path}&copies=one").entries) == 1


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("depth=x", 400),
        ("q=ق*", 400),
        ("x=1", 400),
        ("cursor=x", 400),
        ("facet_size=2", 400),
        ("find_actor=x", 400),
        ("sort=oldest", 400),
        ("sort=relevance&q=x", 400),
    ],
)
def test_a_feed_that_cannot_be(client: FlaskClient, asked: str, status: int) -> None:
    answer = client.get(f"/feed.atom?{asked}")
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")


def test_results_name_their_feed_and_the_search_of_browsers(client: FlaskClient) -> None:
    shown = page(client, f"/?q={READING}&size=20&lang=en")
    (found,) = shown.xpath("//link[@rel='alternate'][@type='application/atom+xml']/@href")
    assert found == f"/feed.atom?q={unquote(READING)}&lang=en"
    assert feed(client, found).entries
    (described,) = shown.xpath("//link[@rel='search']/@href")
    answer = client.get(described)
    assert answer.mimetype == "application/opensearchdescription+xml"
    root = etree.fromstring(answer.data)
    space = {"o": OPENSEARCH}
    assert len(root.findtext("o:ShortName", "", space)) <= 16
    assert len(root.findtext("o:Description", "", space)) <= 1024
    urls = {one.get("type"): one for one in root.findall("o:Url", space)}
    assert urls["application/opensearchdescription+xml"].get("rel") == "self"
    for media in ("text/html", "application/atom+xml"):
        template = str(urls[media].get("template"))
        used = client.get(template.replace("{searchTerms}", READING))
        assert (used.status_code, used.mimetype) == (200, media)
        assert "lang=en" in template


# ---- references


def test_an_article_can_be_cited(client: FlaskClient) -> None:
    shown = page(client, "/articles/reading?lang=en")
    cited = words(shown, ".citation")
    assert len(cited) == 3 and all("سلمى الربيعي" in one for one in cited)
    assert words(shown, ".cite dt") == ["Arabic", "APA", "Chicago"]
    (read,) = read_ris(client.get(link(shown, "RIS")).data)
    assert read["title"] == "وزير الثقافة يفتتح قاعة القراءة" and read["date"] == "2017/10/03/"
    (entry,) = read_bibtex(client.get(link(shown, "BibTeX")).data).entries
    assert entry.key == "kashshaf-reading"


def test_references_of_odd_ids(client: FlaskClient) -> None:
    named = client.get(f"/articles/{quote(ID, safe='')}.ris")
    assert named.status_code == 200 and "Set-Cookie" not in named.headers
    assert re.fullmatch(r"attachment; filename=[\w.-]+\.ris", named.headers["Content-Disposition"])
    assert words(page(client, "/articles/odd.ris"), "h1") == ["اسم ينتهي بنقطة"]
    (read,) = read_ris(client.get("/articles/odd.ris.ris").data)
    assert read["accession_number"] == "odd.ris"
    for path in ("/articles/none.ris", "/articles/none.bib", "/articles/reading.pdf"):
        assert client.get(path).status_code == 404


# ---- the page before an export


def test_the_page_before_an_export_tells_how_much(client: FlaskClient) -> None:
    shown = page(client, f"/?q={READING}&source={quote(HARBOUR)}&lang=en&size=1")
    before = page(client, link(shown, "Export the article"))
    assert words(before, "h1") == ["Export one article"]
    assert words(before, ".asked dd") == [unquote(READING), HARBOUR, "newest first"]
    assert words(before, ".formats th[scope=row]") == ["XLSX", "CSV", "JSONL", "RIS", "BibTeX"]
    assert all(re.fullmatch(r"[\d.,]+ [KM]B", size) for size in words(before, ".formats .count"))
    for name in ("XLSX", "CSV", "JSONL", "RIS", "BibTeX"):
        with client.get(link(before, name)) as answer:
            assert answer.status_code == 200
            assert answer.headers["Content-Disposition"].startswith("attachment")
    many = page(client, "/export?copies=one&sort=oldest")
    assert "الأقدم أولًا" in words(many, ".asked dd")
    nothing = page(client, "/export?q=زقزقزوق")
    assert words(nothing, "h1") == ["ليس هناك ما يُصدَّر"] and not nothing.cssselect("table")
