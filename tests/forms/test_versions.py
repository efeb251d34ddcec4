"""Workbooks outlive programs: older ones are read and brought up to date, newer ones are not guessed at.

``python -m tests.forms.test_versions`` records the digest of the definitions for the version that ``family.toml`` states.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.cli.conftest import Run, run
from xladdin.forms.family import Family, families
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file

__all__ = ["run"]

DATA = Path(__file__).parents[1] / "data"
OLD = DATA / "books-0.1.0"
RECORDED = DATA / "template" / "versions.json"
BOOKS = {"turpan-2024": ("88.8", "良"), "karamay-2024-typed-into-a-blank": ("93.1", "优")}


def definitions_digest(family: Family) -> str:
    """Of everything that a form definition says."""
    content = msgspec.json.encode([family.id, family.template, family.sheets, family.tables], order="sorted")
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("family", families(), ids=lambda one: one.id)
def test_changed_definitions_have_a_version_of_their_own(family: Family) -> None:
    recorded = json.loads(RECORDED.read_text("utf-8"))[family.id]
    assert max(map(int, recorded)) == family.version
    assert recorded[str(family.version)] == definitions_digest(family), (
        "the form definitions changed: if workbooks of this version have been handed out, raise `version` in family.toml; "
        "then run python -m tests.forms.test_versions"
    )


@pytest.mark.parametrize(("name", "score"), BOOKS.items(), ids=BOOKS)
def test_a_workbook_of_the_first_version_scores_as_it_did(run: Run, name: str, score: tuple[str, str]) -> None:
    found = json.loads(run("score", OLD / f"{name}.xlsx", "--json").out)
    assert (found["total"], found["grade"]) == score
    assert open_file(OLD / f"{name}.xlsx").book.older


@pytest.mark.parametrize("name", BOOKS)
def test_it_is_recalculated_and_exported(run: Run, name: str, tmp_path: Path) -> None:
    book = tmp_path / "旧.xlsx"
    book.write_bytes((OLD / f"{name}.xlsx").read_bytes())
    assert run("recalc", book).code == 0
    ran = run("export", book, "-o", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert f"得分 {' '.join(BOOKS[name])}" in ran.out


@pytest.mark.parametrize("name", BOOKS)
def test_upgraded_it_says_the_same_in_todays_template(run: Run, name: str, tmp_path: Path) -> None:
    old, new = OLD / f"{name}.xlsx", tmp_path / "新.xlsx"
    before = old.read_bytes()
    assert run("upgrade", old, "-o", new).code == 0
    assert old.read_bytes() == before
    one, other = open_file(old), open_file(new)
    assert other.evaluation == one.evaluation
    assert not other.book.older
    assert other.book.blank == one.book.blank
    assert len(other.book.rows["self"]) == len(one.book.rows["self"])
    assert run("score", new, "--json").out == run("score", old, "--json").out
    said, once = (json.loads(run("check", path, "--json").out) for path in (new, old))
    assert said["checked"] == once["checked"]
    assert [_placeless(one) for one in said["findings"]] == [_placeless(one) for one in once["findings"]]
    assert run("recalc", new).out.startswith("已重新计算：0 个结果有变化")


def _placeless(finding: dict[str, Any]) -> dict[str, Any]:
    """A finding without its cell: today's template may hold columns that the old one had not."""
    return {name: value for name, value in finding.items() if name != "cell"}


def test_what_does_not_belong_is_named_and_left_behind(run: Run, tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(OLD / "turpan-2024.xlsx")
    book.create_sheet("备用")
    book.save(tmp_path / "旧.xlsx")
    ran = run("upgrade", tmp_path / "旧.xlsx", "-o", tmp_path / "新.xlsx")
    assert ran.code == 0
    assert "工作表“备用”不属于申报表，未带入新工作簿。" in ran.out


def test_an_upgrade_overwrites_nothing_and_takes_no_submission(run: Run, tmp_path: Path) -> None:
    old = OLD / "turpan-2024.xlsx"
    (tmp_path / "新.xlsx").write_bytes(b"somebody's work")
    assert "file-exists" in run("upgrade", old, "-o", tmp_path / "新.xlsx").err
    run("export", old, "-o", tmp_path / "out")
    (submission,) = (tmp_path / "out").iterdir()
    ran = run("upgrade", submission, "-o", tmp_path / "x.xlsx")
    assert (ran.code, "upgrade-sealed" in ran.err) == (3, True)


def test_a_newer_workbook_is_refused_with_the_version_that_is_needed(run: Run, tmp_path: Path) -> None:
    archive = Archive.read(OLD / "turpan-2024.xlsx")
    custom = archive["docProps/custom.xml"]
    newer = re.sub(rb'(name="xladdin.template_version"[^>]*>\s*<vt:lpwstr>)1<', rb"\g<1>99<", custom)
    assert newer != custom
    archive.replaced({"docProps/custom.xml": newer}).write(tmp_path / "新.xlsx")
    for command in (
        ("score",),
        ("check",),
        ("recalc",),
        ("export", "-o", tmp_path / "out"),
        ("upgrade", "-o", tmp_path / "y"),
    ):
        ran = run(command[0], tmp_path / "新.xlsx", *command[1:])
        assert ran.code == 3
        assert "模板第 99 版，本程序支持到第" in ran.err
    assert not (tmp_path / "out").exists()


def _record() -> None:
    recorded = json.loads(RECORDED.read_text("utf-8")) if RECORDED.exists() else {}
    for family in families():
        recorded.setdefault(family.id, {})[str(family.version)] = definitions_digest(family)
    RECORDED.write_text(json.dumps(recorded, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    _record()
