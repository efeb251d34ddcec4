"""Locks that hold, and guards that do not get in the way."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from tests.support.audit import assert_package_clean
from tests.support.libreoffice import uno_run
from xladdin.forms.package.edit.finish import finish
from xladdin.forms.package.edit.protection import guard, lock, protection_hash

SECRET = "自评-2024!"
SALT = bytes(range(16))

UNLOCK = """
def run(office, path, *attempts):
    document = office.load(path)
    outcome = []
    for sheet in document.Sheets:
        answers = [sheet.isProtected()]
        for password in attempts:
            try:
                sheet.unprotect(password)
            except Exception:
                pass
            answers.append(sheet.isProtected())
        outcome.append(answers)
    return outcome
"""


def saved(workbook: openpyxl.Workbook, path: Path) -> Path:
    workbook.save(path)
    path.write_bytes(finish(path, cached={}, created=datetime(2025, 3, 1, tzinfo=UTC)))
    return path


def two_sheets() -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "锁定"
    workbook.create_sheet("第二张")["A1"] = "也锁定"
    return workbook


@pytest.mark.libreoffice
def test_only_the_right_password_opens_every_locked_sheet(tmp_path: Path) -> None:
    workbook = two_sheets()
    lock(workbook, SECRET, SALT)
    path = saved(workbook, tmp_path / "locked.xlsx")
    assert uno_run(UNLOCK, path, "", "错误", SECRET) == [[True, True, True, False]] * 2
    assert_package_clean(path)


@pytest.mark.libreoffice
def test_a_long_password_is_no_problem(tmp_path: Path) -> None:
    workbook = two_sheets()
    lock(workbook, "长密码" * 40, SALT, spins=1_000)
    assert (
        uno_run(UNLOCK, saved(workbook, tmp_path / "locked.xlsx"), "长密码" * 39, "长密码" * 40)
        == [[True, True, False]] * 2
    )


def test_structure_is_locked_with_the_same_hash(tmp_path: Path) -> None:
    workbook = two_sheets()
    lock(workbook, SECRET, SALT, spins=10)
    again = openpyxl.load_workbook(saved(workbook, tmp_path / "locked.xlsx"))
    assert again.security.lockStructure
    hashes = {again.security.workbookHashValue, *(sheet.protection.hashValue for sheet in again)}
    assert len(hashes) == 1
    assert {again.security.workbookSpinCount, *(sheet.protection.spinCount for sheet in again)} == {10}
    assert again.security.workbookAlgorithmName == "SHA-512"


def test_a_locked_sheet_allows_nothing_but_selecting() -> None:
    workbook = two_sheets()
    lock(workbook, SECRET, SALT, spins=1)
    protection = workbook.active.protection
    locked = ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter", "objects")
    assert all(getattr(protection, name) for name in locked)
    assert not protection.selectLockedCells


def test_the_hash_depends_on_secret_salt_and_rounds() -> None:
    hashes = {
        protection_hash("a", SALT, 3),
        protection_hash("b", SALT, 3),
        protection_hash("a", b"0" * 16, 3),
        protection_hash("a", SALT, 4),
    }
    assert len(hashes) == 4
    assert {len(value) for value in hashes} == {64}


@pytest.mark.libreoffice
def test_a_guarded_sheet_opens_without_password(tmp_path: Path) -> None:
    workbook = two_sheets()
    guard(workbook["第二张"])
    assert uno_run(UNLOCK, saved(workbook, tmp_path / "guarded.xlsx"), "") == [[False, False], [True, False]]


def test_a_guarded_sheet_leaves_filter_row_height_and_column_width_usable() -> None:
    workbook = two_sheets()
    guard(workbook.active)
    protection = workbook.active.protection
    assert protection.sheet
    assert not (protection.autoFilter or protection.formatRows or protection.formatColumns or protection.objects)
    assert protection.insertRows
    assert protection.deleteRows
    assert protection.formatCells
    assert protection.sort
    assert protection.hashValue is None
    assert protection.password is None
