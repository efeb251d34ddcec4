"""docs/checks.md is what the program would print about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checks import published
from xladdin.checks import catalogue
from xladdin.checks.registry import CHECKS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text("utf-8") == catalogue.text() + "\n" + "\n".join(published.lines()) + "\n"


def test_the_documented_commands_write_the_document(tmp_path: Path) -> None:
    """Twice over: a page that has the section already gets it in place of the old one."""
    page = tmp_path / "checks.md"
    for module in ("xladdin.checks.catalogue", "tests.checks.published", "tests.checks.published"):
        subprocess.run([sys.executable, "-m", module, page], check=True, cwd=DOCUMENT.parents[1])
    assert page.read_bytes() == DOCUMENT.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["checks.md"]


def test_a_placeholder_without_a_word_leaves_the_old_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "checks.md"
    page.write_text("the page before")
    monkeypatch.delitem(catalogue.PLACEHOLDERS, "found")
    with pytest.raises(KeyError, match="found"):
        catalogue.main(page)
    assert page.read_text() == "the page before"


def test_every_point_of_review_is_a_check_or_said_to_be_decided_elsewhere() -> None:
    numbers = {check.id for check in CHECKS} | set(catalogue.ELSEWHERE)
    assert {f"C{number:02d}" for number in range(1, 39)} <= numbers
    assert not {check.id for check in CHECKS} & set(catalogue.ELSEWHERE)


def test_no_placeholder_is_left_in_the_programs_own_words() -> None:
    assert not re.search(r"\{[a-z_]+\}|〈[a-z_]+〉", catalogue.text())
