"""Form families: the evaluation's form, or the workbook's template, says which sheets and tables there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.forms.office import calculated, differences, stored
from tests.forms.other_family import project, use_both
from tests.support.audit import assert_package_clean
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build, build_blank
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.defined_names import fields_by_name, headings
from xladdin.forms.family import Family, families, family, family_of_template
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import read
from xladdin.model.evaluation import FORMS
from xladdin.rules import profile as profiles
from xladdin.submission.export import sealed

PROFILE = "xinjiang-2024"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    use_both(monkeypatch, tmp_path)
    path = tmp_path / "自评.xlsx"
    path.write_bytes(build(project(), profiles.load(PROFILE)))
    return path


def test_a_form_that_no_family_offers_is_refused_with_those_that_are() -> None:
    with pytest.raises(UserError, match="转移支付项目绩效自评表") as refused:
        family("other")
    assert refused.value.code == "form-unsupported"
    assert family_of_template("somebody-else") is None


@pytest.mark.parametrize("one", families(), ids=lambda one: one.id)
def test_what_titles_and_echoes_name_has_a_cell_in_the_family(one: Family) -> None:
    cells = [cell for sheet in one.sheets for block in sheet.block for row in block.rows for cell in row]
    entered = {path for path, _ in fields_by_name(one).values()} | {cell.result for cell in cells}
    parts = [part for sheet in one.sheets for heading in headings(sheet) for part in heading.parts]
    entered |= {
        f"echo.{sheet.id}.{c.ref}" for sheet in one.sheets for b in sheet.block for r in b.rows for c in r if c.ref
    }
    named = {path for part in parts for path in re.findall(r"\{([^|}]+)", part)} | {c.ref for c in cells if c.ref}
    computed = {"total", "grade"}  # named where the level sums are
    assert named <= entered | computed
    echoed = {column.source for block in one.blocks.values() for column in block.columns if column.echo}
    assert echoed <= {(table, column.name) for table, block in one.blocks.items() for column in block.columns}


@pytest.mark.parametrize("one", families(), ids=lambda one: one.id)
def test_what_the_checks_ask_of_a_form_has_a_cell_in_its_family(one: Family) -> None:
    asks, fields = FORMS[one.id], {path for path, _ in fields_by_name(one).values()}
    assert {f"project.{head}" for head in asks.heads} <= fields
    assert asks.remarks is ("remarks" in fields)
    assert asks.management is any(path.startswith("management[") for path in fields)


def test_the_workbook_has_the_sheets_of_its_family_and_says_so(book: Path) -> None:
    assert_package_clean(book)
    found = read(PackageGrid(Archive.read(book)))
    assert (found.family.id, found.family.template) == ("project", "xladdin-of-tests")
    assert [sheet.sheet for sheet in found.family.sheets] == [
        "填报说明",
        "绩效自评表",
        "资金到位与执行表",
        "评分表",
        "校验结果",
    ]


def test_one_table_of_targets_weights_and_actuals_is_read_back(book: Path) -> None:
    found = read(PackageGrid(Archive.read(book)))
    assert found.evaluation == project()
    assert found.places["indicators[q01].weight"].sheet == "绩效自评表"


def test_the_submission_reads_back_too(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "报送.xlsx"
    content, _ = sealed(project(), profiles.load(PROFILE))
    path.write_bytes(content.to_bytes())
    assert open_file(path).evaluation == project()


def test_recalculating_such_a_workbook_changes_nothing(book: Path) -> None:
    done = recalculate_file(book)
    assert (done.changed, done.typed_over) == (0, ())


def test_a_blank_workbook_of_the_family_is_read_as_nobody_filled_it(book: Path, tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    path.write_bytes(build_blank(5, profiles.load(PROFILE), "project"))
    found = read(PackageGrid(Archive.read(path)))
    assert (found.family.id, found.blank, found.evaluation.indicators) == ("project", True, ())


@pytest.mark.libreoffice
def test_the_native_formulas_of_the_family_give_the_same_scores(book: Path) -> None:
    (office,) = calculated([book])
    assert not differences(stored(book), office)
