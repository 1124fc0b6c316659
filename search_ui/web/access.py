"""Who may ask the API, how often, and from which other sites: all as the settings say, none of it
unless they say so."""

from __future__ import annotations

import hmac
import math
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from flask import Response, request
from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import TooManyRequests, Unauthorized

from indexer.errors import UsageError
from indexer.settings import Settings
from search_ui.asking.messages import N_

SHORTEST_KEY = 16  # characters
PREFLIGHT_SECONDS = 600
_KEY = re.compile(r"[A-Za-z0-9._~+/=-]+")  # what a Bearer token may hold (RFC 6750)
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?|https?://\[[0-9a-f:.]+\](:\d+)?")
_ASKED_WITH = "Authorization, If-None-Match"  # headers with which other sites may ask
# Those of an answer that they may read.
_READABLE = "Content-Disposition, ETag, Retry-After, X-Request-Id"
_SHARED = ("/api/", "/openapi.json", "/feed.atom")
_ALWAYS = ("/static/", "/healthz", "/readyz", "/metrics")


@dataclass(frozen=True)
class Access:
    """What the settings allow. `keys` are digests of API keys; none: everybody may ask."""

    keys: tuple[bytes, ...] = ()
    limits: tuple[RateLimitItem, ...] = ()
    limiter: MovingWindowRateLimiter | None = None
    origins: frozenset[str] = frozenset()

    @classmethod
    def of(cls, settings: Settings) -> Access:
        """Raises `UsageError` for a setting that cannot be read."""
        limits = tuple(_limits(settings.rate_limit or ""))
        return cls(
            keys=tuple(_keys(settings.api_keys or "")),
            limits=limits,
            limiter=MovingWindowRateLimiter(MemoryStorage()) if limits else None,
            origins=frozenset(_origins(settings.cors_origins or "")),
        )

    def preflight(self) -> Response | None:
        """What a browser is answered that asks whether another site may ask."""
        asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        if not asks or not self._shares():
            return None
        response = Response(status=204)
        if request.headers.get("Origin") in self.origins:
            response.headers["Access-Control-Allow-Methods"] = "GET"
            response.headers["Access-Control-Allow-Headers"] = _ASKED_WITH
            response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
        return response

    def check(self) -> None:
        """Raises `Unauthorized` or `TooManyRequests`."""
        if not self.keys and not self.limiter:
            return
        digest = _digest(_given())
        known = [hmac.compare_digest(digest, key) for key in self.keys]  # each, whichever it is
        if self.keys and request.path.startswith("/api/") and not any(known):
            raise Unauthorized(
                "the API wants a key: send `Authorization: Bearer KEY`",
                www_authenticate=WWWAuthenticate("bearer"),
            )
        if self.limiter and not request.path.startswith(_ALWAYS):
            self._count(digest.hex() if any(known) else request.remote_addr or "")

    def share(self, response: Response) -> None:
        """Says with an answer which other site may read it."""
        if not self._shares():
            return
        response.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin in self.origins and request.method in ("GET", "HEAD", "OPTIONS"):
            response.headers["Access-Control-Allow-Origin"] = origin
            response.headers["Access-Control-Expose-Headers"] = _READABLE

    def _shares(self) -> bool:
        return bool(self.origins) and request.path.startswith(_SHARED)

    def _count(self, who: str) -> None:
        assert self.limiter
        for limit in self.limits:
            if not self.limiter.hit(limit, who):
                again = self.limiter.get_window_stats(limit, who).reset_time - time.time()
                seconds = max(1, math.ceil(again))
                raise TooManyRequests(
                    N_(
                        "more than %(most)s requests in %(period)s seconds: try again in "
                        "%(seconds)s seconds",
                        most=limit.amount,
                        period=limit.get_expiry(),
                        seconds=seconds,
                    ),
                    retry_after=seconds,
                )


def _given() -> str:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else ""


def _digest(key: str) -> bytes:
    return sha256(key.encode(errors="surrogateescape")).digest()


def _keys(text: str) -> Iterator[bytes]:
    where = "KASHSHAF_API_KEYS"
    given: list[tuple[int | None, str]] = [(None, key) for key in text.split(",")]
    if text.startswith("@"):
        where = text[1:]
        try:
            lines = Path(where).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise UsageError(f"KASHSHAF_API_KEYS: {where} cannot be read: {error}") from error
        given = [(n, line) for n, line in enumerate(lines, 1) if not line.startswith("#")]
    kept = [(number, key.strip()) for number, key in given if key.strip()]
    if text and not kept:
        raise UsageError(f"{where} holds no key: name some, or leave KASHSHAF_API_KEYS out")
    for number, key in kept:
        if len(key) < SHORTEST_KEY or not _KEY.fullmatch(key):
            place = where if number is None else f"{where}, line {number}"
            raise UsageError(
                f"{place}: a key has at least {SHORTEST_KEY} characters, Latin letters, digits and "
                "._~+/=- only; `openssl rand -hex 32` makes one"
            )
        yield _digest(key)


def _limits(text: str) -> Iterator[RateLimitItem]:
    if not text:
        return
    try:
        yield from parse_many(text)
    except ValueError as error:
        raise UsageError(
            f"KASHSHAF_RATE_LIMIT={text!r} cannot be read: write it as 60/minute; 1000/day"
        ) from error


def _origins(text: str) -> Iterator[str]:
    for origin in filter(None, map(str.strip, text.split(","))):
        if not _ORIGIN.fullmatch(origin):
            raise UsageError(
                f"KASHSHAF_CORS_ORIGINS: {origin!r} is no origin: write https://host or "
                "https://host:port, in small letters, without a path"
            )
        yield origin
