"""The time as articles and files state it: in UTC, to the second, ``2026-01-31T12:00:00Z``."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present time."""
    return in_utc(datetime.now(UTC))


def in_utc(time: datetime) -> str:
    """A time that knows its zone."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
