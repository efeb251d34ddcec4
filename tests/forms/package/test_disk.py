"""Whole files, written in one step."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xladdin.errors import UserError
from xladdin.forms.package import disk
from xladdin.forms.package.disk import is_sharing_violation, read_file, write_file


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "报送.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_file(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").write_bytes(b"")
    write_file(tmp_path / "a.xlsx", b"new")
    assert (tmp_path / "a.xlsx").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.xlsx").write_bytes(b"old")
    (tmp_path / "link.xlsx").symlink_to("real.xlsx")
    write_file(tmp_path / "link.xlsx", b"new")
    assert (tmp_path / "link.xlsx").is_symlink()
    assert (tmp_path / "real.xlsx").read_bytes() == b"new"


def test_a_target_that_excel_has_open_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "~$a.xlsx").write_bytes(b"owner")
    with pytest.raises(UserError) as caught:
        write_file(target, b"new")
    assert caught.value.code == "file-open"
    assert target.read_bytes() == b"old"


def test_a_failed_replacement_leaves_the_old_file_and_no_debris(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")

    def violated(self: Path, other: Path) -> None:
        error = PermissionError(errno.EACCES, "used by another process")
        error.winerror = 32  # type: ignore[attr-defined]  # what Windows sets for a sharing violation
        raise error

    monkeypatch.setattr(Path, "replace", violated)
    with pytest.raises(UserError) as caught:
        write_file(target, b"new")
    assert caught.value.code == "file-open"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named_as_the_cause(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="目录不存在") as caught:
        write_file(tmp_path / "没有" / "a.xlsx", b"new")
    assert caught.value.code == "file-unwritable"


def test_a_full_disk_is_reported_as_unwritable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk.os, "fsync", full)
    with pytest.raises(UserError, match="No space left") as caught:
        write_file(tmp_path / "a.xlsx", b"new")
    assert caught.value.code == "file-unwritable"
    assert not list(tmp_path.iterdir())


def test_a_permission_error_means_open_in_excel_on_windows_only(monkeypatch: pytest.MonkeyPatch) -> None:
    error = PermissionError(errno.EACCES, "denied")
    assert not is_sharing_violation(error)
    monkeypatch.setattr(os, "name", "nt")
    assert is_sharing_violation(error)


def test_a_denied_file_tells_both_possible_causes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_: Path) -> bytes:
        raise PermissionError(errno.EACCES, "denied")

    path = tmp_path / "a.xlsx"
    path.write_bytes(b"x")
    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(UserError, match="正在 Excel 中打开") as caught:
        read_file(path, limit=100)
    assert caught.value.code == "file-unreadable"
