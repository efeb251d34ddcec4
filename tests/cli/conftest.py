"""Runs commands in this process and files that make them fail."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.forms.conftest import SAMPLES, sample
from xladdin.cli import main
from xladdin.forms.build.workbook import build
from xladdin.rules import profile as profiles


class Ran(NamedTuple):
    """Exit code and what was said on standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("score", path)`` → exit code, output, errors."""

    def command(*arguments: object) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return command


@pytest.fixture(scope="session")
def karamay_content() -> bytes:
    return build(sample("karamay-2024"), profiles.load("xinjiang-2024"))


@pytest.fixture
def karamay(karamay_content: bytes, tmp_path: Path) -> Path:
    """A fresh working book of Karamay."""
    path = tmp_path / "karamay.xlsx"
    path.write_bytes(karamay_content)
    return path


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Writes Karamay's PROJECT.json, changed by a function or in its text."""

    def write(change: Callable[[dict[str, Any]], Any] | None = None, text: tuple[str, str] | None = None) -> Path:
        raw = json.loads((SAMPLES / "karamay-2024.json").read_text("utf-8"))
        if change is not None:
            change(raw)
        content = json.dumps(raw, ensure_ascii=False)
        if text is not None:
            assert content.count(text[0]) >= 1
            content = content.replace(*text, 1)
        path = tmp_path / "项目.json"
        path.write_text(content, "utf-8")
        return path

    return write
