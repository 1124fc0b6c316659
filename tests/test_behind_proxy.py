"""The server behind a proxy: who asks, and how links that leave the page begin."""

from __future__ import annotations

import urllib.error
import urllib.request

import pytest

from tests.commands import input_file, kashshaf, records, serving

LIMITED = {"KASHSHAF_RATE_LIMIT": "2/minute"}
OUTSIDE = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "archive.example"}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("proxied")
    address = f"embedded:{folder / 'archive'}"
    done = kashshaf("index", input_file(folder / "a.jsonl", records(2)), engine=address)
    assert done.code == 0, done
    return address


def asked(url: str, **headers: str) -> tuple[int, str]:
    """Status and body."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_what_the_proxy_says_counts(engine: str) -> None:
    with serving(engine, env={**LIMITED, "KASHSHAF_PROXY": "127.0.0.1"}) as address:
        one, other = ({**OUTSIDE, "X-Forwarded-For": f"192.0.2.{n}"} for n in (1, 2))
        status, description = asked(f"{address}/opensearch.xml", **one)
        assert status == 200 and 'template="https://archive.example/?q=' in description
        assert "127.0.0.1" not in description
        assert asked(f"{address}/feed.atom", **one)[1].count("https://archive.example/") > 2
        assert asked(f"{address}/", **one)[0] == 429
        assert asked(f"{address}/articles/n00000", **other)[0] == 200
        assert (
            "https://archive.example/articles/n00000"
            in asked(f"{address}/articles/n00000", **other)[1]
        )
        assert asked(f"{address}/metrics", **other)[0] == 403  # it is no longer this machine


@pytest.mark.parametrize("proxy", ["", "192.0.2.9"])
def test_what_others_say_does_not(engine: str, proxy: str) -> None:
    with serving(engine, env={**LIMITED, "KASHSHAF_PROXY": proxy}) as address:
        forged = [{**OUTSIDE, "X-Forwarded-For": f"192.0.2.{n}"} for n in range(3)]
        told = [asked(f"{address}/opensearch.xml", **headers) for headers in forged]
        assert [status for status, _ in told] == [200, 200, 429]
        assert "archive.example" not in told[0][1] and f'"{address}/?q=' in told[0][1]


def test_no_address_is_refused(engine: str) -> None:
    done = kashshaf("serve", "--port", "0", engine=engine, env={"KASHSHAF_PROXY": "proxy.example"})
    assert done.code != 0 and not done.out
    assert "KASHSHAF_PROXY='proxy.example' is no IP address" in done.err
