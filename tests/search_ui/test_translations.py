"""The words of the page: every message in both catalogues, with every form its language needs."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).parent.parent.parent / "search_ui"
LANGUAGES = ("ar", "en")


def _catalogue(language: str) -> Catalog:
    folder = PACKAGE / "translations" / language / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as file:
        return read_po(file, locale=language)


def _messages() -> dict[str, tuple[str, ...]]:
    """Every message of code and templates with its forms, by its id."""
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    found = extract_from_dir(PACKAGE, methods)
    return {
        (message if isinstance(message, str) else message[0]): (
            (message,) if isinstance(message, str) else tuple(message)
        )
        for _, _, message, _, _ in found
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_in_both_catalogues(language: str) -> None:
    catalogue = _catalogue(language)
    messages = _messages()
    kept = {m.id if isinstance(m.id, str) else m.id[0]: m for m in catalogue if m.id}
    assert kept.keys() == messages.keys()
    for id, message in kept.items():
        given = message.string
        forms = [str(f or "") for f in (given if isinstance(given, tuple | list) else [given])]
        assert all(forms), id
        assert not message.fuzzy
        if len(messages[id]) > 1:
            assert len(forms) == catalogue.num_plurals, id
        names = set(re.findall(r"%\((\w+)\)s", "".join(messages[id])))
        assert {n for f in forms for n in re.findall(r"%\((\w+)\)s", f)} == names, id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_that_of_the_text(language: str) -> None:
    made = io.BytesIO()
    write_mo(made, _catalogue(language))
    made.seek(0)
    compiled = PACKAGE / "translations" / language / "LC_MESSAGES" / "messages.mo"
    with compiled.open("rb") as file:
        kept = read_mo(file)
    assert _strings(kept) == _strings(read_mo(made))
    assert kept.plural_expr == _catalogue(language).plural_expr


def _strings(catalogue: Catalog) -> dict[str, object]:
    return {str(message.id): message.string for message in catalogue if message.id}
