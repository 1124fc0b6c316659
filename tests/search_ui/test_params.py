"""Parameters and cursors: what cannot be read is refused by name."""

from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.errors import CursorExpired
from search_ui.asking.cursor import read_cursor, write_cursor
from search_ui.asking.params import ParameterError, SearchParams, read_params


def test_defaults() -> None:
    params = read_params({})
    assert params == SearchParams()
    assert read_params({"q": ["حرب"]}).sort == "relevance"
    assert params.sort == "newest"
    assert read_params({"from": ["2017"]}).undated == "exclude"
    assert read_params({"from": ["2017"], "undated": ["include"]}).undated == "include"
    assert read_params({"source": ["أ", "ب", "أ", " "]}).source == ("أ", "ب")


@pytest.mark.parametrize(
    ("given_", "name"),
    [
        ({"page": ["2"]}, "page"),
        ({"q": ["a", "b"]}, "q"),
        ({"sort": ["best"]}, "sort"),
        ({"size": ["101"]}, "size"),
        ({"size": ["-1"]}, "size"),
        ({"size": ["١٠١"]}, "size"),
        ({"size": ["²"]}, "size"),
        ({"size": ["9" * 30]}, "size"),
        ({"facet_size": ["0"]}, "facet_size"),
        ({"from": ["2017-13"]}, "from"),
        ({"from": ["yesterday"]}, "from"),
        ({"to": ["0000"]}, "to"),
        ({"to": ["٢٠١٧/٣"]}, "to"),
        ({"from": ["2018"], "to": ["2017-12"]}, "to"),
        ({"source": ["x" * 501]}, "source"),
        ({"actor": ["x"] * 101}, "actor"),
        ({"undated": ["maybe"]}, "undated"),
    ],
)
def test_refused_by_name(given_: dict[str, list[str]], name: str) -> None:
    with pytest.raises(ParameterError) as caught:
        read_params(given_)
    assert caught.value.parameter == name
    assert str(caught.value).startswith(name)


@pytest.mark.parametrize("digits", ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"])
def test_numbers_in_the_digits_of_every_script(digits: str) -> None:
    said = str.maketrans("0123456789", digits)
    given = {"from": "2017-10", "to": "2019-03-08", "size": "45", "facet_size": "6"}
    read = read_params({name: [value.translate(said)] for name, value in given.items()})
    assert (read.first, read.last) == ("2017-10", "2019-03-08")
    assert (read.size, read.facet_size) == (45, 6)


@pytest.mark.parametrize("key", [(1.5, 7, "a"), (12,), (-(2**62), "معرّف")])
def test_a_cursor_comes_back(key: tuple[float | int | str, ...]) -> None:
    params = read_params({"q": ["حرب"]})
    assert read_cursor(write_cursor("g000001", params, key), "g000001", params) == key


def test_a_cursor_goes_with_its_search_and_generation() -> None:
    params = read_params({"q": ["حرب"]})
    cursor = write_cursor("g000001", params, (1.0, 2, "a"))
    wider = read_params({"q": ["حرب"], "size": ["50"], "cursor": [cursor]})
    assert read_cursor(cursor, "g000001", wider) == (1.0, 2, "a")
    with pytest.raises(ParameterError, match="cursor"):
        read_cursor(cursor, "g000001", read_params({"q": ["سلام"]}))
    with pytest.raises(CursorExpired, match="re-indexed"):
        read_cursor(cursor, "g000002", params)


@given(st.text(max_size=80) | st.binary(max_size=60).map(lambda b: base64.b64encode(b).decode()))
def test_a_forged_cursor_is_refused(cursor: str) -> None:
    with pytest.raises(ParameterError):
        read_cursor(cursor, "g000001", SearchParams())


@pytest.mark.parametrize(
    "key", [[], [1, 2, 3, 4], [None], [True], [{}], [[1]], [2**64], ["x" * 1000]]
)
def test_a_forged_key_is_refused(key: list[object]) -> None:
    made = json.loads(base64.urlsafe_b64decode(write_cursor("g", SearchParams(), (1,)) + "=="))
    forged = base64.urlsafe_b64encode(json.dumps([made[0], made[1], key]).encode()).decode()
    with pytest.raises(ParameterError):
        read_cursor(forged, "g", SearchParams())
