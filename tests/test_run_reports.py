"""What long runs tell while they go on, on a terminal and where there is none."""

from __future__ import annotations

import io

import pytest

from indexer.run_reports import bar


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in seconds, as the tests let it pass."""
    passed = [100.0]
    monkeypatch.setattr("indexer.run_reports.time.monotonic", lambda: passed[0])
    return passed


def test_a_line_now_and_then_where_there_is_no_terminal(
    now: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with bar((), quiet=False, title="re-indexing", articles=4000) as made:
        made.done(900)
        now[0] += 29
        made.done(50)
        assert capsys.readouterr().err == ""
        now[0] += 11
        made.done(50)
        made.done(1)
    assert capsys.readouterr().err == ("re-indexing: 25%, 1,000 articles, 25/s, 0:02:00 left\n")


def test_what_cannot_be_known_is_not_told(
    now: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with bar(["-"], quiet=False, title="indexing") as made:
        now[0] += 40
        made.read(5000)
        made.done(100)
    assert capsys.readouterr().err == "indexing: 100 articles, 2/s\n"


def test_nothing_is_told_to_who_wants_quiet(
    now: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with bar((), quiet=True, title="indexing", articles=10) as made:
        now[0] += 100
        made.done(5)
    assert capsys.readouterr().err == ""


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_that_does_not_say_how_wide_it_is_has_a_bar(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with bar((), quiet=False, title="indexing", articles=10) as made:
        made.done(5)
    assert "indexing" in terminal.getvalue() and "10" in terminal.getvalue()
