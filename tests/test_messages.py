"""The catalogue of messages: whole sentences, each used by the program and provoked by a test."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xladdin.messages import MESSAGES

ROOT = Path(__file__).parents[1]
CODE = "\n".join(path.read_text("utf-8") for path in (ROOT / "xladdin").rglob("*.py") if path.parent.name != "messages")
TESTS = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_says_what_is_wrong_and_what_to_do(code: str) -> None:
    message = MESSAGES[code]
    for sentence in (message.text, message.remedy):
        assert sentence.endswith("。")
        assert "\n" not in sentence
    assert message.exit_code in (2, 3, 4, 130)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_used(code: str) -> None:
    assert f'"{code}"' in CODE


def _wording(code: str) -> list[str]:
    """Pieces of the message between its placeholders and marks, long enough to be no one else's."""
    text = MESSAGES[code].text + MESSAGES[code].remedy
    return [piece for piece in re.split(r"\{[^}]*\}|[，。；：、“”（）]", text) if len(piece) >= 6]


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_provoked_by_a_test(code: str) -> None:
    """By its code, or by what it says."""
    assert any(word in TESTS for word in (f'"{code}"', f"（{code}）", *_wording(code)))
