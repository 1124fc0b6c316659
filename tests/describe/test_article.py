"""An item becomes an article: given facts win, what is not stated is absent."""

from __future__ import annotations

import json

import pytest

from indexer.describe.article import describe, item_digest, item_id
from indexer.read import raw_item
from indexer.records import RECORD, TEXT, Article, RawItem, Refusal

BODY = "اجتمع مجلس المدينة مساء أمس وناقش أعضاؤه خطة ترميم الجسر القديم وتوسيع السوق المجاور له."


def record(**facts: str | None) -> RawItem:
    given = {name: value for name, value in facts.items() if name != "text"}
    text = facts.get("text") or BODY
    return RawItem("a.jsonl#1", RECORD, text, json.dumps(facts), given)


def described(**facts: str | None) -> Article:
    found = describe(record(**facts))
    assert isinstance(found, Article)
    return found


def test_a_bare_record_has_only_what_it_states() -> None:
    article = described(title=None)
    assert article.body == BODY
    for fact in ("title", "deck", "source", "author", "place", "published", "url", "indexed_at"):
        assert getattr(article, fact) is None, fact
    assert article.words == len(BODY.split())
    assert article.language == "ar"


def test_given_facts_win() -> None:
    article = described(
        id="n1",
        title="خبر الجسر",
        source="difaf",
        author="ليلى حداد",
        published="2018-05-26T11:50:31+00:00",
        url="https://example.org/a",
    )
    assert article.id == "n1"
    assert article.title == "خبر الجسر"
    assert article.source == "ضفاف"
    assert article.author == "ليلى حداد"
    assert (article.published, article.published_precision) == ("2018-05-26T11:50", "minute")
    assert article.published_evidence == "2018-05-26T11:50:31"
    assert article.url == "https://example.org/a"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//x", "ftp://x/y", " "]
)
def test_only_web_addresses_are_kept(url: str) -> None:
    assert described(url=url).url is None


def test_copies_share_a_story_and_short_texts_have_none() -> None:
    assert described(id="a").story == described(id="b", title="آخر").story
    assert described(text="خبر قصير").story is None


def test_nothing_found_is_a_refusal_with_the_original() -> None:
    item = RawItem("a.txt", TEXT, "   \n ", "   \n ")
    refused = describe(item)
    assert isinstance(refused, Refusal)
    assert refused.original == item.original


def test_ids_and_digests() -> None:
    one = RawItem("a.txt", TEXT, BODY, BODY)
    assert item_id(one) == item_id(RawItem("a.txt", TEXT, "x", "x"))
    assert item_id(one) != item_id(RawItem("b.txt", TEXT, BODY, BODY))
    assert item_id(record(id="n1")) == "n1"
    assert item_digest(one) != item_digest(RawItem("a.txt", TEXT, "x", "x"))


def test_the_original_is_enough_to_describe_again() -> None:
    first = described(id="n1", text=BODY, title="خبر الجسر")
    again = raw_item(first.id, first.origin, first.original)
    assert isinstance(again, RawItem)
    second = describe(again)
    assert second == first


def test_a_given_date_that_is_none_is_noted() -> None:
    article = described(published="0000-00-00")
    assert article.published is None
    assert {"text": "0000-00-00", "reason": "no_date"} in article.notes["dropped"]
    noted = described(published="3 مايو 2015").notes["dropped"]
    assert "no_date" not in [line["reason"] for line in noted]
