"""What a person sees of a long run."""

from __future__ import annotations

import io
import sys

import pytest

from xladdin.rollup.engines.progress import Progress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_many_how_fast_and_how_long_still(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with Progress(100) as progress:
        for _ in range(4):
            progress.advance(20)
            progress.refresh()
    said = screen.getvalue()
    assert "80/100" in said
    assert "个/秒" in said
    assert "还需" in said


@pytest.mark.parametrize(("terminal", "total"), [(False, 100), (True, 5)])
def test_nothing_is_shown_where_nobody_looks_or_waits(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, total: int
) -> None:
    screen = _Terminal() if terminal else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(total) as progress:
        progress.advance(total)
    assert screen.getvalue() == ""
