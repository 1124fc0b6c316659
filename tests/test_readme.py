"""README says what the code does."""

from __future__ import annotations

import re
from dataclasses import fields

from indexer.settings import Settings
from search_ui.cli import main
from tests.description import document
from tests.readme import README, filled


def test_the_made_parts_are_up_to_date() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == filled(text), "run `python -m tests.readme`"


def test_every_verb_and_setting_and_path_is_named() -> None:
    text = README.read_text(encoding="utf-8")
    for name in main.commands:
        assert f"kashshaf {name}" in text
    for entry in fields(Settings):
        assert f"KASHSHAF_{entry.name.upper()}" in text
    for path in document()["paths"]:
        assert path.format(id="ID", format="FORMAT") in text


def test_every_option_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), (name, parameter.name)


def test_the_two_commands_stand_in_the_makefile() -> None:
    makefile = README.with_name("Makefile").read_text(encoding="utf-8")
    for target in ("run", "test"):
        assert re.search(rf"^{target}:", makefile, re.M)
