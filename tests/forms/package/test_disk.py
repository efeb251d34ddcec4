"""Reading whole files."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xladdin.disk.causes import cause_of, is_sharing_violation
from xladdin.errors import UserError
from xladdin.forms.package.disk import read_file


def test_a_permission_error_means_open_in_excel_on_windows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    error = PermissionError(errno.EACCES, "denied")
    assert not is_sharing_violation(error)
    monkeypatch.setattr(os, "name", "nt")
    assert is_sharing_violation(error)


def test_a_denied_file_tells_both_possible_causes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(errno.EACCES, "denied")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    monkeypatch.setattr(os, "open", denied)
    with pytest.raises(UserError, match="没有权限，或文件正被别的程序打开") as caught:
        read_file(path, limit=100)
    assert caught.value.code == "file-unreadable"


def test_a_name_that_cannot_exist_is_missing_or_said_to_be_too_long(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="过长"):
        read_file(tmp_path / ("长" * 200), limit=100)


def test_a_name_whose_owner_file_would_be_too_long_is_read(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + "a.xlsx")
    path.write_bytes(b"x")
    assert read_file(path, limit=100) == b"x"


@pytest.mark.parametrize("number", [*errno.errorcode, 4711])
def test_every_cause_is_told_in_chinese(number: int) -> None:
    assert not any(word.isascii() and word.isalpha() for word in cause_of(OSError(number, "English words")).split())
