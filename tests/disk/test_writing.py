"""Whole files, written in one step, never over what somebody else put there."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
from pathlib import Path

import pytest

from xladdin.disk import writing
from xladdin.disk.writing import create, create_beside, make_folder, replace
from xladdin.errors import UserError


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "报送.xlsx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    replace(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("write", [create, replace])
def test_a_new_file_has_the_usual_permissions_and_one_name(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "usual").write_bytes(b"")
    write(tmp_path / "a.xlsx", b"new")
    found = (tmp_path / "a.xlsx").stat()
    assert found.st_mode == (tmp_path / "usual").stat().st_mode
    assert found.st_nlink == 1
    assert {path.name for path in tmp_path.iterdir()} == {"usual", "a.xlsx"}


def test_writing_through_a_link_keeps_the_link(tmp_path: Path) -> None:
    (tmp_path / "real.xlsx").write_bytes(b"old")
    (tmp_path / "link.xlsx").symlink_to("real.xlsx")
    replace(tmp_path / "link.xlsx", b"new")
    assert (tmp_path / "link.xlsx").is_symlink()
    assert (tmp_path / "real.xlsx").read_bytes() == b"new"


def test_a_new_file_never_replaces_another_content(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert create(target, b"one")
    assert not create(target, b"one")
    with pytest.raises(UserError) as caught:
        create(target, b"two", exists="export-exists")
    assert caught.value.code == "export-exists"
    assert target.read_bytes() == b"one"


def test_a_new_file_is_not_written_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").symlink_to("nowhere.xlsx")
    with pytest.raises(UserError) as caught:
        create(tmp_path / "a.xlsx", b"new")
    assert caught.value.code == "file-exists"
    assert not (tmp_path / "nowhere.xlsx").exists()


def test_what_appears_while_we_write_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.xlsx"
    take = writing._name_new

    def late(temporary: Path, path: Path) -> None:
        path.write_bytes(b"theirs")
        take(temporary, path)

    monkeypatch.setattr(writing, "_name_new", late)
    with pytest.raises(UserError) as caught:
        create(target, b"ours")
    assert caught.value.code == "file-exists"
    assert target.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [target]


def test_a_disk_without_second_names_takes_the_file_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(self: Path, other: Path) -> None:
        raise PermissionError(errno.EPERM, "no hard links on FAT")

    monkeypatch.setattr(Path, "hardlink_to", refused)
    assert create(tmp_path / "a.xlsx", b"one")
    with pytest.raises(UserError):
        create(tmp_path / "a.xlsx", b"two")
    assert (tmp_path / "a.xlsx").read_bytes() == b"one"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_draft_of_another_content_gets_a_number(tmp_path: Path) -> None:
    paths = [create_beside(tmp_path / "信.eml", text) for text in (b"1", b"2", b"3", b"2")]
    assert [path.name for path in paths] == ["信.eml", "信（2）.eml", "信（3）.eml", "信（2）.eml"]
    assert [path.read_bytes() for path in paths] == [b"1", b"2", b"3", b"2"]


def _create(start, path: str, content: bytes, done) -> None:  # type: ignore[no-untyped-def]
    start.wait()
    try:
        done.put((content, create(Path(path), content)))
    except UserError as error:
        done.put((content, error.code))


def test_of_processes_that_create_one_name_at_once_just_one_wins(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    for turn in range(20):
        path = tmp_path / f"{turn}.xlsx"
        start, done = context.Barrier(2), context.Queue()
        workers = [
            context.Process(target=_create, args=(start, str(path), content, done)) for content in (b"a" * 99, b"b" * 9)
        ]
        for worker in workers:
            worker.start()
        results = dict(done.get(timeout=20) for _ in workers)
        for worker in workers:
            worker.join()
        winner = path.read_bytes()
        assert results.pop(winner) is True
        assert list(results.values()) == ["file-exists"]


@pytest.mark.parametrize("beside", ["~$a.xlsx", ".~a.xlsx", ".~lock.a.xlsx#"])
def test_a_target_that_another_program_has_open_is_left_alone(tmp_path: Path, beside: str) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"old")
    (tmp_path / beside).write_bytes(b"owner")
    with pytest.raises(UserError) as caught:
        replace(target, b"new")
    assert caught.value.code == "file-open"
    assert f"“{beside}”" in caught.value.line()
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
        replace(target, b"new")
    assert caught.value.code == "file-open"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named_as_the_cause(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="目录不存在") as caught:
        replace(tmp_path / "没有" / "a.xlsx", b"new")
    assert caught.value.code == "file-unwritable"


def test_a_folder_where_a_file_stands_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UserError, match="已存在"):
        make_folder(tmp_path / "file")
    with pytest.raises(UserError, match="已存在"):
        create(tmp_path / "file" / "a.xlsx", b"new")
    with pytest.raises(UserError, match="这是文件夹"):
        create(tmp_path, b"new")


@pytest.mark.parametrize("write", [create, replace])
def test_a_name_too_long_is_said_so(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(UserError, match="过长") as caught:
        write(tmp_path / ("长" * 90 + ".xlsx"), b"new")
    assert caught.value.code == "file-unwritable"
    assert not list(tmp_path.iterdir())


def test_a_name_that_only_just_fits_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 83 + "a.xlsx")
    assert len(os.fsencode(path.name)) == 255
    create(path, b"one")
    replace(path, b"two")
    assert path.read_bytes() == b"two"


@pytest.mark.parametrize("write", [create, replace])
def test_a_full_disk_leaves_nothing_half(tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    """The system stops a file at the size that is set: the same refusal as a full disk, in the middle of writing."""
    target = tmp_path / "a.xlsx"
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        with pytest.raises(UserError) as caught:
            write(target, os.urandom(1 << 20))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert caught.value.code == "file-unwritable"
    assert "超过允许的大小" in caught.value.line()
    assert not list(tmp_path.iterdir())
