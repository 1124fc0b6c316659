"""What the Elasticsearch client raises, as this project's errors. The only place that does so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elasticsearch import (
    ApiError,
    AuthenticationException,
    AuthorizationException,
    ConnectionError,
    ConnectionTimeout,
    NotFoundError,
    TransportError,
    UnsupportedProductError,
)
from elasticsearch.helpers import BulkIndexError

from indexer.errors import (
    ArchiveMissing,
    EngineError,
    EngineRefused,
    EngineUnavailable,
    EngineVersion,
)

_BUSY = (429, 502, 503, 504)
_BLOCK = "cluster_block_exception"  # of a read-only index: 403, or 429 where the disk is full
TOO_LARGE = 413
_LARGER = "exceeds the maximum allowed limit"  # of what one operation may be
_OTHER_API = (406, 415)  # how a node answers media types of a version it does not know


@contextmanager
def translated(label: str) -> Iterator[None]:
    """Runs a block; what the client raises in it becomes an error that names the archive."""
    try:
        yield
    except (UnsupportedProductError, ApiError, TransportError, BulkIndexError) as error:
        raise _translate(label, error) from error


def refusal(label: str, item: dict[str, Any]) -> str:
    """Why one article of a bulk request was refused; raises where the whole run must stop."""
    error = item.get("error") or {}
    kind = error.get("type", "") if isinstance(error, dict) else ""
    reason = error.get("reason", "") if isinstance(error, dict) else str(error)
    if kind == _BLOCK:
        raise _read_only(label, reason)
    if item.get("status") in _BUSY:
        raise EngineUnavailable(
            f"{label} is too busy to write ({reason}); run the same again later"
        )
    cause = error.get("caused_by", {}).get("reason", "") if isinstance(error, dict) else ""
    return f"the engine refused it: {kind}: {reason} {cause}".strip()


def is_busy(answer: dict[str, Any] | ApiError) -> bool:
    """Whether a node could not take an article, or a whole request, for the work it has."""
    status = answer.status_code if isinstance(answer, ApiError) else answer.get("status")
    return status == 429 and _BLOCK not in str(answer)


def is_of_content(answer: dict[str, Any] | ApiError) -> bool:
    """Whether an article was refused for what the request holds, be it in another article."""
    if not isinstance(answer, ApiError):  # a shard that refuses all for the largest
        return answer.get("status") == 429 and _LARGER in str(answer.get("error"))
    if answer.status_code == TOO_LARGE:
        return True
    told = str(answer)
    sound = _of_elasticsearch(answer) and "media_type" not in told and _BLOCK not in told
    return answer.status_code == 400 and sound


def whole_refusal(answer: dict[str, Any] | ApiError, size: int) -> str:
    """Why an article of about `size` bytes was refused that was all of a request."""
    large = f"the engine takes no article so large ({size:,} bytes with all that is searched): "
    if not isinstance(answer, ApiError):
        return large + "raise its indexing_pressure.memory.max_operation_size"
    if answer.status_code == TOO_LARGE:
        return large + "raise its http.max_content_length, or the limit of the proxy before it"
    told = answer.body.get("error") if isinstance(answer.body, dict) else None
    reason = told.get("reason") if isinstance(told, dict) else None
    return f"the engine refused it: {reason or answer}"


def _translate(label: str, error: Exception) -> EngineError | ArchiveMissing:
    if isinstance(error, UnsupportedProductError):
        return EngineVersion(f"{label} is not an Elasticsearch that this program knows: {error}")
    if isinstance(error, ConnectionError):
        return EngineUnavailable(
            f"{label} does not answer ({error.message}): is Elasticsearch running there?"
        )
    if isinstance(error, ConnectionTimeout):
        return EngineUnavailable(f"{label} did not answer in time; run the same again later")
    if isinstance(error, ApiError) and not _of_elasticsearch(error):
        return EngineVersion(
            f"{label} is not an Elasticsearch that this program knows: it answered with status "
            f"{error.status_code}"
        )
    if _BLOCK in str(error):
        return _read_only(label, str(error))
    if isinstance(error, AuthorizationException):
        return EngineRefused(
            f"{label} does not allow this user to do that ({error}): give the user all privileges "
            "on the archive's indices, or name another one in KASHSHAF_ELASTICSEARCH_USER"
        )
    if isinstance(error, AuthenticationException):
        return EngineRefused(
            f"{label} does not let this user in: set KASHSHAF_ELASTICSEARCH_USER and "
            "KASHSHAF_ELASTICSEARCH_PASSWORD, or KASHSHAF_ELASTICSEARCH_API_KEY"
        )
    if isinstance(error, NotFoundError):
        return ArchiveMissing(f"{label}: what was asked for is gone ({error})")
    if isinstance(error, ApiError):
        return _by_status(label, error)
    return EngineRefused(f"{label}: {error}")


def _by_status(label: str, error: ApiError) -> EngineError:
    if error.status_code == TOO_LARGE:
        return EngineRefused(
            f"{label} takes no request so large: raise its http.max_content_length, or lower "
            "KASHSHAF_BULK_BYTES"
        )
    if error.status_code in _BUSY:
        return EngineUnavailable(f"{label} is too busy ({error}); run the same again later")
    if error.status_code in _OTHER_API or "media_type" in str(error):
        return EngineVersion(f"{label} is of a version that this program does not speak: {error}")
    return EngineRefused(f"{label} refused the request: {error}")


def _of_elasticsearch(error: ApiError) -> bool:
    """Whether a node or a proxy before one said it: a node signs all it says, and a proxy that
    is asked for too much, or has no node behind it, says so by the status."""
    signed = error.meta.headers.get("x-elastic-product") == "Elasticsearch"
    return signed or error.status_code in (401, 403, 406, TOO_LARGE, 415, *_BUSY)


def _read_only(label: str, reason: str) -> EngineRefused:
    return EngineRefused(
        f"{label} is read-only ({reason}): free disk space on the node, then lift "
        "index.blocks.read_only_allow_delete"
    )
