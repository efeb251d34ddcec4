"""项目支出绩效自评表 (form E) as a workbook: built, read, recalculated, sealed, in 元 and 万元, on LibreOffice and ONLYOFFICE."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from msgspec.structs import replace

from tests.checks.material import evaluation_of
from tests.checks.published import NAMES as PUBLISHED
from tests.checks.published import beyond, found, table
from tests.forms.doubts import doubtful, with_doubts
from tests.forms.office import calculated, differences, stored
from tests.forms.random_books import evaluation, random_rules
from tests.forms.test_recalculated import SEED
from tests.support import onlyoffice
from tests.support.audit import assert_package_clean
from tests.support.examples import SOAKING
from tests.support.projects import NAMES, as_project, profile_of, project
from xladdin.checks.runner import run_checks
from xladdin.cli import main
from xladdin.errors import UserError
from xladdin.forms.build.workbook import build, build_blank
from xladdin.forms.closed.fill import fill
from xladdin.forms.closed.recalc import recalculate_file
from xladdin.forms.closed.restore import recalculate_and_restore
from xladdin.forms.closed.upgrade import upgrade
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.cells import with_cells
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.forms.read.reader import ReadBook, read
from xladdin.model.adjustment import Adjustment
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.place import Place
from xladdin.model.project_json import encode
from xladdin.rules import profile as profiles
from xladdin.submission.export import sealed

SHEET = "绩效自评表"
Books = Callable[[str], Path]


@pytest.fixture
def book(tmp_path: Path) -> Books:
    def write(name: str) -> Path:
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(build(project(name), profile_of(name)))
        return path

    return write


def opened(path: Path) -> ReadBook:
    return read(PackageGrid(Archive.read(path)))


def shown(path: Path, sheet: str = SHEET) -> dict[str, Any]:
    """Printed cells, by address: the stored values."""
    return stored(path).values[sheet]


@pytest.mark.parametrize("name", NAMES)
def test_the_workbook_reads_back_and_is_recalculated_without_a_change(name: str, book: Books) -> None:
    path = book(name)
    assert_package_clean(path)
    one = opened(path)
    assert one.evaluation == project(name)
    assert [sheet.sheet for sheet in one.family.sheets] == ["填报说明", SHEET, "评分表", "报告资料", "校验结果"]
    done = recalculate_file(path)
    assert (done.changed, done.typed_over, done.grown) == (0, (), 0)
    restored = recalculate_and_restore(path)
    assert (restored.cells, restored.names) == ((), ())


@pytest.mark.parametrize("name", NAMES)
def test_the_submission_reads_back(name: str, tmp_path: Path) -> None:
    path = tmp_path / "报送.xlsx"
    content, _ = sealed(project(name), profile_of(name))
    path.write_bytes(content.to_bytes())
    assert_package_clean(path)
    assert open_file(path).evaluation == project(name)


def test_scores_and_points_print_in_the_ministry_s_own_columns(book: Books) -> None:
    path = book("mof-2020")
    places, cells = opened(path).places, shown(path)
    row = int(places["funds[total].budget"].cell[1:])
    printed = [cells.get(f"{letter}{row}") for letter in "DEFGHI"]
    assert printed == [180, 165.5, 158.32, 10, pytest.approx(0.956616, abs=1e-6), 9.57]
    heads = [cells.get(f"{letter}{row - 1}") for letter in "DEFGHI"]
    assert heads == ["年初预算数", "全年预算数\n（A）", "全年执行数\n（B）", "分值", "执行率\n（B/A）", "得分"]
    first = int(places["indicators[q01].actual"].cell[1:])
    assert [cells.get(f"{letter}{first}") for letter in "DEFGH"] == ["设备更新数量（台）", "≥48", "46", 15, 14.38]
    last = max(int(cell[1:]) for cell, value in cells.items() if value == "总分")
    assert [cells.get(f"{letter}{last}") for letter in "AGH"] == ["总分", "100", 90.96]


def test_where_the_execution_is_not_scored_its_points_are_a_dash(book: Books) -> None:
    path = book("ningxia")
    cells = shown(path)
    row = int(opened(path).places["funds[total].budget"].cell[1:])
    assert [cells.get(f"{letter}{row}") for letter in "GI"] == ["—", "—"]


def test_money_of_the_unit_has_a_row_only_where_there_is_some(book: Books) -> None:
    with_row, without = book("ningxia"), book("mof-2020")
    assert "单位资金" in shown(with_row).values()
    assert "单位资金" not in shown(without).values()
    workbook = openpyxl.load_workbook(with_row)
    label = [area for area in workbook[SHEET].merged_cells.ranges if area.coord.startswith("A5:")]
    assert label[0].size["rows"] == 6  # 项目资金 spans the row too


def test_a_table_in_yuan_prints_yuan_and_reads_ten_thousands(book: Books) -> None:
    path = book("hubei")
    one = opened(path)
    place = one.places["funds[total].executed"]
    assert shown(path)[place.cell] == 3220700
    assert "项目资金\n（元）" in shown(path).values()
    assert one.evaluation.funds[0].executed == Decimal("322.07")
    assert one.places["money_unit"].sheet == "填报说明"


def test_the_unit_of_amounts_is_chosen_in_a_blank_workbook(tmp_path: Path) -> None:
    archive = Archive.read(build_blank(4, profiles.load("mof-2020"), "project"))
    assert read(PackageGrid(archive)).evaluation.money_unit == "万元"
    values = {"year": 2024, "project.name": "甲项目", "money_unit": "元"}
    chosen = fill(archive, values)
    typed = fill(chosen, {"funds[fiscal].budget": Decimal("86"), "funds[fiscal].executed": Decimal("86")})
    path = tmp_path / "元.xlsx"
    typed.write(path)
    recalculate_file(path)
    cells, one = shown(path), opened(path)
    assert cells[one.places["funds[fiscal].budget"].cell] == 860000
    assert one.evaluation.funds[1].budget == 86
    assert "项目资金\n（元）" in cells.values()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("3,000元", "0.3"), ("1.2万元", "1.2"), (Decimal(86), "0.0086"), ("人民币86元", "0.0086"), ("约八十", None)],
)
def test_amounts_with_a_unit_of_their_own_are_read_by_it(typed: Any, amount: str | None, book: Books) -> None:
    archive = Archive.read(book("hubei"))
    place = read(PackageGrid(archive)).places["funds[fiscal].budget"]
    changed, _ = with_cells(archive, {place.sheet: {place.cell: typed}})
    if amount is None:
        with pytest.raises(UserError) as refused:
            read(PackageGrid(changed))
        assert refused.value.code == "cell-not-number"
    else:
        assert read(PackageGrid(changed)).evaluation.funds[1].budget == Decimal(amount)


@pytest.mark.parametrize(
    ("typed", "unit"), [(" 元 ", "元"), ("万元", "万元"), ("", None), ("亿元", None), ("（元）", None)]
)
def test_a_unit_that_is_neither_is_refused(typed: str, unit: str | None, book: Books) -> None:
    archive = Archive.read(book("mof-2020"))
    place = read(PackageGrid(archive)).places["money_unit"]
    changed, _ = with_cells(archive, {place.sheet: {place.cell: typed}})
    if unit is None:
        with pytest.raises(UserError, match=f"金额单位填的是“{typed or '空白'}”") as refused:
            read(PackageGrid(changed))
        assert (refused.value.code, refused.value.cell) == ("money-unit", place.cell)
    else:
        assert read(PackageGrid(changed)).evaluation.money_unit == unit


def test_what_was_issued_is_locked_and_what_is_filled_is_open(book: Books) -> None:
    path = book("mof-2020")
    places, sheet = opened(path).places, openpyxl.load_workbook(path)[SHEET]
    issued = ["level3", "target", "weight"]
    filled = ["actual", "reason"]
    locked = {field: sheet[places[f"indicators[q01].{field}"].cell].protection.locked for field in issued + filled}
    assert locked == {**dict.fromkeys(issued, True), **dict.fromkeys(filled, False)}
    assert not sheet[places["funds[fiscal].executed"].cell].protection.locked


def test_a_blank_workbook_is_read_as_nobody_filled_it(tmp_path: Path) -> None:
    path = tmp_path / "空白.xlsx"
    path.write_bytes(build_blank(20, profiles.load("mof-2020"), "project"))
    assert_package_clean(path)
    one = opened(path)
    assert (one.family.id, one.blank, one.evaluation.indicators) == ("project", True, ())
    assert recalculate_file(path).changed == 0


def test_an_upgraded_workbook_holds_the_same(book: Books, tmp_path: Path) -> None:
    path = tmp_path / "新.xlsx"
    path.write_bytes(upgrade(Archive.read(book("ningxia"))).content)
    assert opened(path).evaluation == project("ningxia")


def test_a_score_that_was_typed_over_is_found_and_put_back(book: Books) -> None:
    path = book("mof-2020")
    archive, one = Archive.read(path), opened(path)
    row = one.places["indicators[q01].actual"].cell[1:]
    changed, _ = with_cells(archive, {SHEET: {f"H{row}": Decimal(15)}})
    changed.write(path)
    restored = recalculate_and_restore(path)
    assert [(cell.place.cell, cell.kind) for cell in restored.cells] == [(f"H{row}", "formula-overwritten")]
    assert shown(path)[f"H{row}"] == 14.38


def test_findings_about_money_in_a_table_in_yuan_say_that_they_speak_of_ten_thousands(book: Books) -> None:
    archive = Archive.read(book("hubei"))
    place = read(PackageGrid(archive)).places["funds[fiscal].executed"]
    changed, _ = with_cells(archive, {place.sheet: {place.cell: Decimal(3000000)}})
    one = read(PackageGrid(changed))
    report = run_checks(one.evaluation, profile_of("hubei"), places=one.places)
    said = [finding.message for finding in report.findings if finding.rule == "C02"]
    assert said
    assert all(text.endswith("（本表以元填写，以上金额已换算为万元。）") for text in said)


def test_fields_of_the_other_form_are_refused_by_name() -> None:
    evaluation = project("mof-2020")
    with pytest.raises(UserError) as refused:
        build(replace(evaluation, remarks="无"), profile_of("mof-2020"))
    assert (refused.value.code, refused.value.cell) == ("field-without-cell", "remarks")


#: Published tables of this form, until now read as data alone.
TABLES = [name for name in PUBLISHED if table(name).form == "project"]


@pytest.mark.parametrize("name", TABLES)
def test_a_published_table_says_the_same_as_a_workbook(name: str, tmp_path: Path) -> None:
    """Every finding of the table as data is found in its workbook, at a cell of it; nothing else is."""
    one = table(name)
    path, profile = tmp_path / f"{name}.xlsx", profiles.load(one.profile)
    path.write_bytes(build(evaluation_of(one.as_json()), profile))
    assert_package_clean(path)
    read_back = opened(path)
    assert read_back.evaluation == canonical(evaluation_of(one.as_json()))
    report = run_checks(read_back.evaluation, profile, places=read_back.places)
    said = {(finding.rule, finding.path) for finding in report.findings if not finding.reasoned}
    printed = _printed_only(read_back.evaluation, one)
    assert said | printed >= set(found(name))
    assert not said - set(found(name)) - set(beyond(name))
    assert all(Place(finding.sheet, finding.cell).cell[0].isalpha() for finding in report.findings)


def _printed_only(evaluation: Evaluation, one: Any) -> set[tuple[str, str]]:
    """Findings about a rate that follows from its amounts, which a workbook computes and does not print (C26)."""
    rates = {row.source: row.declared_rate for row in evaluation.funds}
    return {("C26", f"funds[{source}].declared_rate") for source, *_ in one.funds if not rates.get(source)}


@pytest.mark.libreoffice
def test_libreoffice_gives_the_same_scores(book: Books, tmp_path: Path) -> None:
    """The three worked examples and random tables, with adjustments, blanks, zeros and texts, in one call."""
    paths = [book(name) for name in NAMES]
    books = 40 if SOAKING else 8
    for number in range(books):
        content = as_project(evaluation(SEED + number, 5 + number % 9, odd=number % 4 == 3))
        rules = ("mof-2020", "strict", "hubei", "ningxia")[number % 4]
        paths.append(tmp_path / f"{number:03d}.xlsx")
        paths[-1].write_bytes(build(content, random_rules(rules)))
    wrong: list[str] = []
    totals = 0
    for path, office in zip(paths, calculated(paths), strict=True):
        one = stored(path)
        unsure = doubtful(path, one, office)
        wrong += [f"{path.name} {line}" for line in differences(with_doubts(path, one, unsure), office)]
        totals += isinstance(one.values["填报说明"].get("B9"), float)
    assert not wrong, "\n".join(wrong[:20])
    assert totals > len(NAMES)


@pytest.mark.onlyoffice
def test_onlyoffice_gives_the_same_scores(book: Books) -> None:
    paths = [book(name) for name in NAMES]
    for path, office in zip(paths, onlyoffice.calculated(paths), strict=True):
        assert not differences(stored(path), office)


def test_the_form_says_fenzhi_where_the_other_says_quanzhong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """分值 is what the form prints: in tables, explanations, findings, reasons for a missing total, and the report."""
    import docx

    one = project("mof-2020")
    short, less = (
        replace(one, indicators=(replace(one.indicators[0], weight=weight), *one.indicators[1:]))
        for weight in (None, Decimal(14))
    )
    kept = Adjustment(
        kind="不可抗力", keep=Decimal("0.8"), reason="停工", basis="文件", evidence="说明材料", approved_by="县财政局"
    )
    adjusted = replace(one, indicators=(replace(one.indicators[0], adjustment=kept), *one.indicators[1:]))
    said = []
    for number, each in enumerate((short, less, adjusted)):
        path, report = tmp_path / f"{number}.json", tmp_path / f"{number}.docx"
        path.write_bytes(encode(each))
        for words in (["score", str(path)], ["check", str(path)], ["report", str(path), "-o", str(report)]):
            main(words)
        said += [capsys.readouterr().out, *(text.text for text in docx.Document(str(report)).paragraphs)]
    told = "\n".join(said)
    assert "未给分值，不计分。" in told
    assert "各指标分值合计 89 分" in told
    assert "不可抗力，保留分值的80%" in told
    assert "权重" not in told
