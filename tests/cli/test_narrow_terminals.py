"""A terminal of 80 columns: nothing that matters is cut; a slip of the fingers gets a suggestion."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.forms.conftest import sample

Project = Callable[..., Path]


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    from xladdin.cli import output

    monkeypatch.setattr(output, "_PLAIN_WIDTH", 80)


def bare(text: str) -> str:
    return re.sub(r"\s|[│┃━┏┓┗┛┡┩├┤└┘┌┐─╇┳┻]", "", text)


def test_scores_are_listed_row_by_row_with_every_word(run: Run, project: Project) -> None:
    said = run("score", project()).out
    assert "…" not in said
    for row in sample("karamay-2024").indicators:
        assert row.level3 in said
    assert said.count("得分 ") >= 17


@pytest.mark.parametrize("command", [("profile", "show", "xinjiang-2024"), ("profile", "list")])
def test_the_rules_are_shown_whole(command: tuple[str, ...], run: Run) -> None:
    said = run(*command).out
    assert "…" not in said
    if "show" in command:
        assert "服务对象满意度指标10%" in bare(said)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (("scor", "x.json"), "score"),
        (("exprot", "x.xlsx"), "export"),
        (("profile", "shwo"), "show"),
        (("score", "x.json", "--profil", "y"), "--profile"),
        (("score", "x.json", "--no-adjustment"), "--no-adjustments"),
    ],
)
def test_a_typo_gets_a_suggestion(typed: tuple[str, ...], meant: str, run: Run) -> None:
    outcome = run(*typed)
    assert outcome.code == 2
    assert f"是不是“{meant}”" in outcome.err


def test_what_resembles_nothing_gets_none(run: Run) -> None:
    assert "是不是" not in run("zzzz").err
