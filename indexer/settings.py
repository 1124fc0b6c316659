"""Every setting, read from the environment once, printable, and passed down."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields

from indexer.errors import UsageError

DEFAULT_ENGINE = "embedded:./kashshaf-archive"
ALL_NAMES, LISTED_NAMES = "all", "listed"
_SECRETS = ("password", "api_key", "api_keys")
_CHOICES = {
    "names": (ALL_NAMES, LISTED_NAMES),
    "log": ("text", "json"),
    "metrics": ("loopback", "any", "off"),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, with the environment variable of each.

    Sizes are in bytes, times in seconds. Secrets are never printed (`__repr__` hides them).
    """

    engine: str = DEFAULT_ENGINE  # KASHSHAF_ENGINE
    elasticsearch_user: str | None = None  # KASHSHAF_ELASTICSEARCH_USER
    elasticsearch_password: str | None = None  # KASHSHAF_ELASTICSEARCH_PASSWORD
    elasticsearch_api_key: str | None = None  # KASHSHAF_ELASTICSEARCH_API_KEY
    elasticsearch_ca: str | None = None  # KASHSHAF_ELASTICSEARCH_CA: a certificate file
    timeout: int = 30  # KASHSHAF_TIMEOUT: of one request to an engine
    bulk_bytes: int = 8_000_000  # KASHSHAF_BULK_BYTES: of one request that writes
    max_item_bytes: int = 50_000_000  # KASHSHAF_MAX_ITEM_BYTES: of one file, member or line
    max_pages: int = 3_000  # KASHSHAF_MAX_PAGES: of one PDF
    pdf_seconds: int = 300  # KASHSHAF_PDF_SECONDS: to take the text out of one PDF
    names: str = ALL_NAMES  # KASHSHAF_NAMES: all; listed: leave out those that no list holds
    max_archive_bytes: int = 20_000_000_000  # KASHSHAF_MAX_ARCHIVE_BYTES: unpacked, of one archive
    log: str = "text"  # KASHSHAF_LOG: text, or json for a line on standard error per request
    metrics: str = "loopback"  # KASHSHAF_METRICS: /metrics is for loopback, any (all) or off
    api_keys: str | None = None  # KASHSHAF_API_KEYS: parted by commas, or @FILE with one a line
    rate_limit: str | None = None  # KASHSHAF_RATE_LIMIT: of one client, as "60/minute; 1000/day"
    cors_origins: str | None = None  # KASHSHAF_CORS_ORIGINS: https://HOST, parted by commas
    proxy: str | None = None  # KASHSHAF_PROXY: whose X-Forwarded headers count, an IP address or *

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] | None = None, engine: str | None = None
    ) -> Settings:
        """Settings from the environment; `engine` is an option that was given and wins.

        Raises `UsageError` for a value that cannot be read, naming the variable.
        """
        environ = os.environ if environ is None else environ
        values: dict[str, str | int] = {}
        for entry in fields(cls):
            variable = f"KASHSHAF_{entry.name.upper()}"
            text = environ.get(variable)
            if text:
                values[entry.name] = _number(variable, text) if entry.type == "int" else text
            if text and text not in _CHOICES.get(entry.name, (text,)):
                choices = ", ".join(_CHOICES[entry.name])
                raise UsageError(f"{variable}={text!r} is none of {choices}")
        if engine:
            values["engine"] = engine
        settings = cls(**values)  # type: ignore[arg-type]  # checked name by name above
        _refuse_secrets_in_address(settings.engine)
        return settings

    def __repr__(self) -> str:
        shown = {
            entry.name: "***" if value and entry.name.endswith(_SECRETS) else value
            for entry in fields(self)
            for value in [getattr(self, entry.name)]
        }
        return f"Settings({', '.join(f'{name}={value!r}' for name, value in shown.items())})"


def _number(variable: str, text: str) -> int:
    try:
        number = int(text.replace("_", ""))
    except ValueError:
        number = 0
    if number <= 0:
        raise UsageError(f"{variable}={text!r} is not a whole number above zero")
    return number


def _refuse_secrets_in_address(engine: str) -> None:
    if "@" in engine and not engine.startswith("embedded:"):
        raise UsageError(
            "the engine's address must not hold a user or password (addresses end up in logs): "
            "set KASHSHAF_ELASTICSEARCH_USER and KASHSHAF_ELASTICSEARCH_PASSWORD"
        )
