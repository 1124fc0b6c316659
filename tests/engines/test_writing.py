"""What every engine must do: what is written is kept, replaced, removed and told of."""

from __future__ import annotations

import pytest

from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.engines.document import article_of
from indexer.engines.query import Everything, Term
from indexer.engines.writing import Unsettled
from indexer.errors import ArchiveBusy
from indexer.records import Article
from indexer.settings import Settings
from tests.engines_samples import ALL, LIBRARY, article, ids, write


def test_what_is_written_comes_back(library: Engine) -> None:
    for made in LIBRARY:
        kept = library.get(made.id)
        assert kept is not None
        for name in ("origin", "title", "body", "source", "author", "published", "digest", "story"):
            assert kept.get(name) == getattr(made, name), name
        assert [actor["id"] for actor in kept["actors"]] == [actor.id for actor in made.actors]
        assert kept["original"] == made.original


def test_an_unknown_id_is_nothing(library: Engine) -> None:
    assert library.get("nobody") is None


def test_the_same_id_replaces(library: Engine) -> None:
    write(library, [article("harvest", "نص جديد تماما", digest="new")])
    assert library.count(Everything()) == len(LIBRARY)
    kept = library.get("harvest")
    assert kept is not None
    assert kept["body"] == "نص جديد تماما"
    assert ids(library, Term("body.word", "القطاف")) == []


def test_delete(library: Engine) -> None:
    with library.writer("test") as writer:
        assert writer.delete(["harvest", "nobody"]) == 1
        writer.commit()
    assert library.get("harvest") is None
    assert set(ids(library, Everything())) == ALL - {"harvest"}


def test_known_tells_digest_and_origin_even_before_a_commit(library: Engine) -> None:
    encode = library.encoder()
    with library.writer("test") as writer:
        assert [w.error for w in writer.write([encode(article("late", "نص متأخر"))])] == [None]
        known = writer.known(["harvest", "late", "nobody"])
        assert {id: (k.digest, k.origin) for id, k in known.items()} == {
            "harvest": ("harvest", "harvest.txt"),
            "late": ("late", "late.txt"),
        }
        writer.commit()


def test_values_that_several_articles_hold(library: Engine) -> None:
    write(library, [article("h1", "نص", story="s9"), article("h2", "نص", story="s9")])
    with library.writer("test") as writer:
        assert writer.shared("story", ["s1", "s9", "s10"]) == {"s1", "s9"}
        assert writer.shared("source", ["ضفاف", "المقتبس الحديث"]) == {"ضفاف"}
        assert writer.shared("story", []) == set()
        writer.delete(["h1"])
        writer.commit()
        assert writer.shared("story", ["s1", "s9"]) == {"s1"}


def test_articles_that_share_hashes(library: Engine) -> None:
    sketches = {"h1": ("f1", "a", "b", "c"), "h2": ("f2", "b", "c", "d"), "h3": ("f3", "c", "e")}
    write(library, [article(id, id, sketch=sketch) for id, sketch in sketches.items()])
    with library.writer("test") as writer:
        found = writer.alike(sketches, 2, 50)
        assert {id: [o["id"] for o in others] for id, others in found.items()} == {
            "h1": ["h2"],
            "h2": ["h1"],
            "h3": [],
        }
        kept = {"id": "h2", "body": "h2", "origin": "h2.txt", "sketch": ["f2", "b", "c", "d"]}
        assert kept.items() <= found["h1"][0].items()
        assert not {"original", "notes"} & found["h1"][0].keys()
        asked = writer.alike({"h3": ("f3", "c", "e"), "none": ()}, 1, 50)
        assert sorted(other["id"] for other in asked["h3"]) == ["h1", "h2"]
        assert asked["none"] == []
        writer.delete(["h2"])
        writer.commit()
        assert writer.alike(sketches, 2, 50)["h1"] == []


def test_over_a_hash_of_many_only_the_oldest_others_are_looked_at(engine: Engine) -> None:
    def on(day: int, id: str, whole: str) -> Article:
        date = f"2020-01-{day:02}"
        facts = {"published": date, "published_precision": "day", "sketch": (whole, "a", "b")}
        return article(id, id, **facts)

    exact = [on(n + 1, f"same{n}", "f") for n in range(5)]
    write(engine, [*exact, *(on(n + 10, f"d{n}", f"f{n}") for n in range(6))])
    with engine.writer("test") as writer:
        found = writer.alike({"d5": ("f5", "a", "b"), "same4": ("f", "a", "b")}, 2, 3)
    assert sorted(other["id"] for other in found["d5"]) == ["same0", "same1", "same2"]
    assert sorted(other["id"] for other in found["same4"]) == [
        *("d0", "d1", "d2", "same0", "same1", "same2")
    ]


def test_what_is_unsettled_outlives_the_writer(library: Engine, engine_address: str) -> None:
    with library.writer("test") as writer:
        assert not writer.unsettled()
        writer.unsettle(Unsettled(runs=frozenset({"r1"})))
    other = open_engine(Settings(engine=engine_address))
    with other.writer("test") as writer:
        writer.unsettle(Unsettled(runs=frozenset({"r2"}), stories=frozenset({"s5"})))
        writer.delete(["floods", "harvest", "nobody"])
    with library.writer("test") as writer:
        noted = Unsettled(frozenset({"r1", "r2"}), frozenset({"s1", "s5"}))
        assert writer.unsettled() == noted
        writer.settled()
        assert not writer.unsettled()
    other.close()


def test_a_scan_may_leave_out_what_is_large(library: Engine) -> None:
    for kept in library.scan(Everything(), apart=False):
        assert not {"original", "notes"} & kept.keys()
        assert kept["origin"] == f"{kept['id']}.txt"


def test_a_kept_document_is_an_article_again(library: Engine) -> None:
    kept = {document["id"]: article_of(document) for document in library.scan(Everything())}
    assert kept == {made.id: made for made in LIBRARY}


def test_what_the_keeper_said_is_kept_apart_from_generations(
    library: Engine, engine_address: str
) -> None:
    said = "add\tحاكم\n# سطر\n" * 1000
    assert library.kept("corrections") == ""
    with library.writer("test") as writer:
        writer.keep("corrections", "first")
        writer.keep("corrections", said)
        writer.keep("furniture", "other")
    generation = library.begin()
    with library.writer("test", generation):
        library.switch(generation)
    other = open_engine(Settings(engine=engine_address))
    assert (other.kept("corrections"), other.kept("furniture")) == (said, "other")
    with other.writer("test") as writer:
        writer.keep("corrections", "")
        writer.keep("corrections", "")
    assert (library.kept("corrections"), library.kept("furniture")) == ("", "other")
    other.close()


def test_nothing_is_kept_where_there_is_no_archive(engine: Engine) -> None:
    assert engine.kept("corrections") == ""


def test_a_second_writer_is_told_of_the_first(library: Engine) -> None:
    with library.writer("index"), pytest.raises(ArchiveBusy, match="index"):
        write(library, [article("b", "نص")])
    write(library, [article("b", "نص")])


def test_readers_do_not_wait_for_a_writer(library: Engine) -> None:
    with library.writer("index"):
        assert library.count(Everything()) == len(LIBRARY)


def test_withdrawn_for_good(library: Engine) -> None:
    assert library.withdraw(["harvest", "nobody"]) == 1
    assert library.get("harvest") is None
    assert library.withdrawn() == {"harvest", "nobody"}


def test_a_very_long_text_and_strange_letters(engine: Engine) -> None:
    strange = "كلمة " + "ا" * 5000 + " 👩‍👩‍👧 \U0001d4d0 " + "x" * 40_000
    write(engine, [article("strange", strange, title="عنوان\tبعلامات\u0301")])
    kept = engine.get("strange")
    assert kept is not None
    assert kept["body"] == strange
    assert ids(engine, Term("body.word", "ا" * 64)) == ["strange"]
