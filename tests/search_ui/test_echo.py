"""A search said back: the sentence says what is asked, the link asks for the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indexer.clean import clean_line
from indexer.engines.base import Engine
from indexer.errors import QueryError
from indexer.records import ActorFound, Mention
from search_ui.answering.labels import Language
from search_ui.answering.phrasebook import plain, told
from search_ui.answering.searching import place_as_given, understand
from search_ui.asking.addresses import address
from search_ui.asking.params import SearchParams, read_params
from search_ui.asking.query import Clause, Typed, read_query
from search_ui.asking.writing import write_query
from tests.engines_samples import archive_of, article

UNLISTED = replace(
    article("unlisted", "وصل سمير الحداد"),
    actors=(
        ActorFound(
            "name:سمير_حداد", "سمير الحداد", "person", (Mention("body", "سمير الحداد", 4, 15),)
        ),
    ),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with archive_of(f"embedded:{tmp_path_factory.mktemp('echo') / 'a'}", [UNLISTED]) as engine:
        yield engine


def params(q: str, **given: str | list[str]) -> SearchParams:
    values = {n.rstrip("_"): [v] if isinstance(v, str) else v for n, v in given.items()}
    return read_params({"q": [q], **values})


@pytest.mark.parametrize(
    ("asked", "arabic", "english"),
    [
        (params(""), "كل المقالات", "All articles"),
        (
            params("؟!"),
            "لا مقالة: ليس في العبارة إلا رموز",
            "No article: the query holds only signs",
        ),
        (
            params("سوق في نهر"),
            "مقالات فيها «سوق» بكل صيغة، و«نهر» بكل صيغة؛ أُهمل لشيوعه: «في»",
            "Articles with “سوق” in any form, and “نهر” in any form; left out as too common: “في”",
        ),
        (
            params('"سوق الكتب" +أو+ =نهر -كتا*', depth="word"),
            "مقالات فيها «سوق الكتب» باللفظ نفسه وترتيبه أو «نهر» كما كُتبت، "
            "وليس فيها كلمات أولها «كتا»",
            "Articles with “سوق الكتب” word for word or “نهر” exactly as written, "
            "without words that begin with “كتا”",
        ),
        (
            params("عنوان:كتاب(-الكتب) putin", match="any"),
            "مقالات فيها «كتاب» بكل صيغة (إلا بصيغة «الكتب») في العنوان، و(«putin» بكل صيغة، أو "
            "«فلاديمير بوتين» بأي اسم)",
            "Articles with “كتاب” in any form (but not as “الكتب”) in the title, "
            "and (“putin” in any form, or “Vladimir Putin” by any name)",
        ),
        (
            params("", source="bbc", not_actor="putin", from_="2017-10", copies="one"),
            "كل المقالات؛ المصدر: «بي بي سي عربي»؛ بغير الفاعل: «فلاديمير بوتين»؛ "
            "من أكتوبر (تشرين الأول) 2017؛ نسخة واحدة من كلٍّ",
            "All articles; source: “BBC Arabic”; not with the actor: “Vladimir Putin”; "
            "from October 2017; one of each",
        ),
        (
            params("وزيير~ نهرر~2 فاعل:name:سمير_حداد", actor="name:سمير_حداد"),
            "مقالات فيها كلمات تشبه «وزيير» (بفارق حرف واحد)، وكلمات تشبه «نهرر» "
            "(بفارق حرفين على الأكثر)، والفاعل «سمير الحداد»؛ الفاعل: «سمير الحداد»",
            "Articles with words like “وزيير” (one letter apart), and words like “نهرر” "
            "(at most two letters apart), and the actor “سمير الحداد”; actor: “سمير الحداد”",
        ),
    ],
)
def test_the_sentence(archive: Engine, asked: SearchParams, arabic: str, english: str) -> None:
    understood = understand(archive, asked)
    assert plain(understood.sentence("ar")) == arabic
    assert plain(understood.sentence("en")) == english


def test_values_are_told_apart_from_the_words_around_them(archive: Engine) -> None:
    stretches = told(understand(archive, params("نهر putin")).sentence("en"))
    values = [text for text, is_value in stretches if is_value]
    assert values == ["نهر", "putin", "Vladimir Putin"]
    assert "".join(text for text, _ in stretches).startswith("Articles with “نهر” in any form, and")


@pytest.mark.parametrize(
    ("q", "written"),
    [
        ("  سوق   نهر ", "سوق نهر"),
        ("سوق +أو+ نهر", "سوق | نهر"),
        ("سوق OR نهر +ليس+ جبل", "سوق | نهر -جبل"),
        ("«سوق الكتب»~3", '"سوق الكتب"~3'),
        ('«قال "نعم" وسكت»', '«قال "نعم" وسكت»'),
        ("-عنوان:كتاب(-كتب   -=كُتّاب )", "-title:كتاب(-كتب -=كُتّاب)"),
        ('مصدر:"ضفاف" كتا**', 'source:"ضفاف" كتا*'),
        ("وزيير~1 -نهرر~9", "وزيير~ -نهرر~2"),
        ("؟!", "؟!"),
    ],
)
def test_one_way_of_writing(q: str, written: str) -> None:
    assert write_query(read_query(q.strip())) == written


def bare(typed: Typed) -> list[list[Clause]]:
    return [[replace(clause, start=0, end=0) for clause in group] for group in typed.groups]


SIGNS = st.sampled_from([*'اب تOR|"«»“”-=~5*():+\u0651', " +أو+ ", " NOT ", "title:", "(-ا", " "])


@given(st.lists(SIGNS, max_size=30).map("".join))
def test_written_again_it_is_the_same_query(text: str) -> None:
    try:
        typed = read_query(clean_line(text))
    except QueryError:
        assume(False)
    again = read_query(clean_line(write_query(typed)))
    assert bare(again) == bare(typed)
    assert write_query(again) == write_query(typed)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_link_is_the_same_search(archive: Engine, language: Language) -> None:
    asked = params(
        "سوق +أو+ نهر",
        source=["bbc", "ضفاف"],
        actor="putin",
        from_="2017",
        undated="include",
        sort="oldest",
        depth="word",
        match="any",
    )
    link = address("/", understand(archive, asked).link(language))
    opened = parse_qs(urlsplit(link).query)
    assert opened.pop("lang", ["ar"]) == [language]
    assert opened["source"] == ["بي بي سي عربي", "ضفاف"]
    again = read_params(opened)
    assert replace(again, q="", source=()) == replace(asked, q="", source=())
    assert understand(archive, again).meaning.query == understand(archive, asked).meaning.query
    assert understand(archive, again).link("ar") == understand(archive, asked).link("ar")


@pytest.mark.parametrize(
    ("given", "here"),
    [
        ("حرب ب*", "ب*"),
        ("   حرب    ب*", "ب*"),
        ("\u200fحـــرب\u202e  -ب* x", "ب*"),
        ("حرب\u00a0\u00a0title:ب*", "ب*"),
    ],
)
def test_an_error_points_into_the_query_as_it_was_given(
    archive: Engine, given: str, here: str
) -> None:
    with pytest.raises(QueryError) as caught:
        understand(archive, params(given))
    at = caught.value.position
    assert at is not None and given[at:].startswith(here)
    assert place_as_given(given, None) is None
