"""Settings come from the environment, are checked, and never show a secret."""

from __future__ import annotations

import pytest

from indexer.errors import UsageError
from indexer.settings import DEFAULT_ENGINE, Settings


def test_defaults_and_environment() -> None:
    assert Settings.from_env({}).engine == DEFAULT_ENGINE
    found = Settings.from_env(
        {"KASHSHAF_ENGINE": "embedded:x", "KASHSHAF_TIMEOUT": "7", "HOME": "/"}
    )
    assert (found.engine, found.timeout) == ("embedded:x", 7)
    assert Settings.from_env({"KASHSHAF_ENGINE": "embedded:x"}, engine="embedded:y").engine == (
        "embedded:y"
    )


@pytest.mark.parametrize("value", ["soon", "0", "-3", "1.5"])
def test_a_value_that_is_no_number_is_named(value: str) -> None:
    with pytest.raises(UsageError, match="KASHSHAF_TIMEOUT"):
        Settings.from_env({"KASHSHAF_TIMEOUT": value})


@pytest.mark.parametrize("name", ["LOG", "METRICS"])
def test_a_value_that_is_no_choice_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=f"KASHSHAF_{name}='loud' is none of "):
        Settings.from_env({f"KASHSHAF_{name}": "loud"})


def test_secrets_are_not_shown() -> None:
    settings = Settings.from_env(
        {
            "KASHSHAF_ELASTICSEARCH_PASSWORD": "s3cret",
            "KASHSHAF_ELASTICSEARCH_API_KEY": "k3y",
            "KASHSHAF_API_KEYS": "k3y-of-a-program",
        }
    )
    assert settings.elasticsearch_password == "s3cret"
    assert "s3cret" not in repr(settings)
    assert "k3y" not in repr(settings)


@pytest.mark.parametrize("address", ["http://u:p@h:9200/a", "https://u@h/a"])
def test_no_secret_in_the_address(address: str) -> None:
    with pytest.raises(UsageError, match="KASHSHAF_ELASTICSEARCH_PASSWORD") as caught:
        Settings.from_env({}, engine=address)
    assert ":p@" not in str(caught.value)


def test_only_two_ways_of_names() -> None:
    assert Settings.from_env({"KASHSHAF_NAMES": "listed"}).names == "listed"
    with pytest.raises(UsageError, match="KASHSHAF_NAMES='some'"):
        Settings.from_env({"KASHSHAF_NAMES": "some"})
