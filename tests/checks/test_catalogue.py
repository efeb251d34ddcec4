"""docs/checks.md is what the program would print about itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from xladdin.checks import catalogue
from xladdin.checks.registry import CHECKS

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "checks.md"


def test_the_document_is_current() -> None:
    assert DOCUMENT.read_text("utf-8") == catalogue.text()


def test_the_documented_command_prints_the_document() -> None:
    command = [sys.executable, "-m", "xladdin.checks.catalogue"]
    printed = subprocess.run(command, capture_output=True, check=True, cwd=DOCUMENT.parents[1])
    assert printed.stdout.decode("utf-8") == DOCUMENT.read_text("utf-8")


def test_every_point_of_review_is_a_check_or_said_to_be_decided_elsewhere() -> None:
    numbers = {check.id for check in CHECKS} | set(catalogue.ELSEWHERE)
    assert {f"C{number:02d}" for number in range(1, 39)} <= numbers
    assert not {check.id for check in CHECKS} & set(catalogue.ELSEWHERE)


def test_no_placeholder_is_left_in_the_programs_own_words() -> None:
    assert not re.search(r"\{[a-z_]+\}|〈[a-z_]+〉", catalogue.text())
