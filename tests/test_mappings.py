"""The lists are data: every line parsed or named, sorted, nothing twice, no name of two actors."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import mappings
from indexer.arabic.name_forms import spellings
from indexer.describe.actors import known_actors
from indexer.engines.document import APART, INTERNAL
from indexer.lists import places
from indexer.lists.places import called_in_english, english_name

ROOT = Path(mappings.__file__).parent
LISTS = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("*/*.t[xs][tv]"))


def lines(name: str) -> list[str]:
    return (ROOT / name).read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("name", LISTS)
def test_form(name: str) -> None:
    rows = lines(name)
    assert rows[0].startswith("#"), "a header comment says what the list is"
    header = " ".join(row for row in rows if row.startswith("#")).lower()
    assert "licence" in header, "the header names source and licence"
    assert rows[-1] == "", "the file ends with a line break"
    kept = [row for row in rows if row and not row.startswith("#")]
    assert [row for row in kept if row != row.rstrip(" ") or "\r" in row] == []
    assert [row for row, count in Counter(kept).items() if count > 1] == []


@pytest.mark.parametrize("file", mappings.ACTOR_TYPES)
def test_actors_are_sorted_with_ids_of_their_own(file: str) -> None:
    ids = [row.split("\t")[0] for row in lines(f"actors/{file}.tsv") if row and row[0] != "#"]
    assert ids == sorted(ids)
    assert all(id.isascii() and id == id.lower() and id.strip("-") == id for id in ids)
    counts = Counter(actor.id for actor in mappings.actors())
    assert [id for id in ids if counts[id] > 1] == []


def test_there_are_enough_of_every_type() -> None:
    counts = Counter(actor.type for actor in mappings.actors())
    assert set(counts) == set(mappings.ACTOR_TYPES.values())
    assert min(counts.values()) >= 40
    assert sum(counts.values()) >= 300
    assert all(actor.english for actor in mappings.actors())


def test_no_name_of_two_actors() -> None:
    """What two actors share is a short form of both, which the article's own full name settles."""
    shared = {" ".join(terms): ids for terms, ids in known_actors().full.items() if len(ids) > 1}
    assert shared == {}


def test_a_context_holds_a_short_form() -> None:
    for actor in mappings.actors():
        for context in actor.contexts:
            words = {word for terms in spellings(context) for word in terms}
            assert len(words) > 1, (actor.id, context)


def test_outlets() -> None:
    outlets = mappings.outlets()
    assert len(outlets) >= 120
    assert [id for id, n in Counter(outlet.id for outlet in outlets).items() if n > 1] == []
    names = Counter(
        form
        for outlet in outlets
        for form in {f.lower() for f in (outlet.id, outlet.name, outlet.english, *outlet.aliases)}
    )
    assert [name for name, count in names.items() if count > 1] == []


def test_a_wrong_line_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "x.txt").write_text("# c\na\tb\n\nc\n", encoding="utf-8")
    (tmp_path / "lexicon" / "y.txt").write_bytes(b"\xff\xfe")
    monkeypatch.setattr("importlib.resources.files", lambda package: tmp_path)
    with pytest.raises(mappings.ListError, match=r"lexicon/x\.txt, line 4: 1 columns where 2"):
        mappings.table("x", 2)
    with pytest.raises(mappings.ListError, match=r"lexicon/y\.txt: not UTF-8"):
        mappings.lexicon("y")
    with pytest.raises(mappings.ListError, match="missing"):
        mappings.lexicon("z")


def test_the_mapping_declares_what_both_engines_need() -> None:
    declared = mappings.articles()
    assert declared["mappings"]["dynamic"] == "strict"
    for name in ("title", "deck", "body"):
        assert set(declared["mappings"]["properties"][name]["fields"]) == {"exact", "stem"}
        assert name in declared["mappings"]["properties"]["lemma"]["properties"]
    assert set(declared["mappings"]["properties"]["root"]["properties"]) == {"lead"}
    apart = {"forms", *APART}  # kept beside the source, each in a field of its own
    assert set(declared["mappings"]["_source"]["excludes"]) == {*INTERNAL, *apart}
    for name in apart:
        assert declared["mappings"]["properties"][name]["store"] is True


def test_english_names_of_places_are_of_listed_places(monkeypatch: pytest.MonkeyPatch) -> None:
    names, told = zip(*mappings.table("places_english", 2), strict=True)
    assert list(names) == sorted(names)
    assert [english_name(name) for name in names] == list(told)
    assert all(english[0].isupper() for english in told)
    assert [english_name(one) for one in ("القاهره", "عمان", "سلطنة عمان", "مصر", "قرية ما")] == [
        *("Cairo", "Amman", "Oman", "Egypt", None)
    ]
    assert called_in_english("BUENOS AIRES") == ("بوينس أيرس", "بوينوس آيرس", "بوينوس أيريس")
    assert called_in_english("nowhere") == ()
    table = mappings.table
    monkeypatch.setattr(
        mappings,
        "table",
        lambda name, n: (("بلا مكان", "x"),) if name == "places_english" else table(name, n),
    )
    with pytest.raises(mappings.ListError, match="بلا مكان"):
        places._english.__wrapped__()
