"""Goals go down: one plan, a workbook for each unit and project, equal to what ``xladdin new`` makes."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.cli.conftest import Run
from tests.cli.conftest import run as run
from tests.issuing.plans import (
    ABSOLUTE,
    CODES,
    NAMES,
    RULES,
    both_projects,
    cell_with,
    nature_of,
    sample,
    type_in,
    write_plan,
)
from tests.support.audit import assert_package_clean
from xladdin.forms.build.workbook import build
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.rules import profile as profiles
from xladdin.submission.expected import Expected, read_expected


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(tmp_path_factory.mktemp("plan") / "下达表.xlsx")


def issued_project(name: str) -> dict[str, Any]:
    """PROJECT.json of a project as it comes down, made of the sample by hand: nothing filled in, the plan's codes."""
    project = sample(name)
    rows = both_projects().rows["received"]
    keys = {(row["level1"], row["level2"], row["level3"]): row["key"] for row in rows}
    unit, code = CODES[name]
    indicators = []
    for row in project["indicators"]:
        known = (row["level1"], row["level2"], row["level3"])
        kept = {field: row[field] for field in ("level1", "level2", "level3", "target", "weight", *RULES)}
        indicators.append({**kept, "key": keys[known]})
    funds = [{"source": row["source"], "budget": row["budget"]} for row in project["funds"]]
    goals = project["goals"]
    return {
        **{field: project[field] for field in ("form", "year", "profile", "version", "region_code")},
        "unit": {"code": unit, "name": project["unit"]["name"]},
        "project": {**project["project"], "code": code},
        "goals": goals,
        "funds": funds,
        "indicators": indicators,
        "objective": goals["annual"]["objective"],
    }


def stem(name: str) -> str:
    return f"{CODES[name][0]}_{CODES[name][1]}_2024_自评工作簿"


@pytest.fixture(scope="module")
def folder(plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command wrote."""
    from xladdin.cli import main

    target = tmp_path_factory.mktemp("issued") / "下达"
    assert main(["issue", str(plan), "-o", str(target)]) == 0
    return target


@pytest.mark.parametrize("name", NAMES)
def test_a_projects_goals_are_those_of_its_published_tables(name: str, folder: Path) -> None:
    """33/31 and 26/17 indicators, money by source, weights, all as printed."""
    written = project_json.load(folder / f"{stem(name)}.json")
    wanted = project_json.decode(json.dumps(issued_project(name)).encode(), "hand.json")
    assert canonical(written) == canonical(wanted)
    assert written.goals.overall is not None
    assert written.goals.annual is not None
    counts = (len(written.goals.overall.indicators), len(written.goals.annual.indicators), len(written.indicators))
    assert counts == {"turpan-2024": (33, 31, 31), "karamay-2024": (26, 17, 17)}[name]


@pytest.mark.parametrize("name", NAMES)
def test_a_workbook_is_to_the_byte_what_new_makes_of_the_project(
    name: str, folder: Path, tmp_path: Path, run: Run
) -> None:
    book = folder / f"{stem(name)}.xlsx"
    assert run("new", folder / f"{stem(name)}.json", "-o", tmp_path / "新.xlsx").code == 0
    assert book.read_bytes() == (tmp_path / "新.xlsx").read_bytes()
    by_hand = project_json.decode(json.dumps(issued_project(name)).encode(), "hand.json")
    assert book.read_bytes() == build(by_hand, profiles.load("xinjiang-2024"))


def test_the_list_names_who_has_to_hand_in_what_until_when(folder: Path) -> None:
    listed = read_expected(folder / "应报清单.xlsx")
    assert (listed.year, listed.deadline, listed.form) == (2024, datetime.date(2025, 3, 31), "transfer")
    assert listed.rules().digest == profiles.load("xinjiang-2024").digest
    assert listed.entries == tuple(
        Expected(*(CODES[name][0], sample(name)["unit"]["name"]), CODES[name][1], sample(name)["project"]["name"], mail, f"{stem(name)}.xlsx")
        for name, mail in zip(NAMES, ("tlf@example.cn", ""), strict=True)
    )  # fmt: skip
    assert_package_clean(folder / "应报清单.xlsx")


def test_what_was_received_is_the_regions_sum(plan: Path) -> None:
    page = openpyxl.load_workbook(plan)["收到的目标"]
    received = {row[3].value: row[6].value for row in page.iter_rows()}
    assert {name: str(received[name]).lstrip("≥") for name in ABSOLUTE} == ABSOLUTE


def test_issuing_again_goes_on_and_says_the_same(plan: Path, folder: Path, run: Run) -> None:
    (folder / "应报清单.xlsx").unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ran = run("issue", plan, "-o", folder)
    assert (ran.code, ran.err) == (0, "")
    assert "已生成 2 个工作簿" in ran.out
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before} == before
    assert (folder / "应报清单.xlsx").exists()


def test_another_file_in_the_way_stops_before_anything_is_written(plan: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / f"{stem('karamay-2024')}.xlsx").write_bytes(b"other")
    ran = run("issue", plan, "-o", tmp_path)
    assert ran.code == 3
    assert "文件已存在" in ran.err
    assert [path.name for path in tmp_path.iterdir()] == [f"{stem('karamay-2024')}.xlsx"]


# ---- plans that cannot be sent down ----------------------------------------------------------------------------------

RECEIVED, UNITS, OVERALL, ANNUAL, WEIGHTS = "收到的目标", "单位和项目", "总体目标分解", "年度目标分解", "分值权重"
HEADS, OTHERWISE = "下达要求", "另行规定"


def refused(path: Path, run: Run) -> list[str]:
    """The lines said of a plan that is refused; nothing is written."""
    target = path.parent / "下达"
    ran = run("issue", path, "-o", target)
    assert ran.code == 3
    assert not target.exists()
    *lines, last = ran.err.splitlines()
    assert last == f"下达表有 {len(lines)} 处问题，没有生成任何文件。"
    assert all(line.startswith(f"文件“{path.name}”") for line in lines)
    return lines


@pytest.fixture
def own(plan: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    path = tmp_path / "下达表.xlsx"
    path.write_bytes(plan.read_bytes())
    return path


def test_shares_that_do_not_add_up_are_named_with_their_cells_sum_and_difference(own: Path, run: Run) -> None:
    """426.94 + 85.79 = 512.73; with 86.79 it is one hectare more."""
    cell = cell_with(own, ANNUAL, "≥85.79")
    column, row = cell[0], int(cell[1:])
    type_in(own, ANNUAL, {cell: "≥86.79"})
    place = cell_with(own, RECEIVED, "≥512.73")
    assert refused(own, run) == [
        f"文件“下达表.xlsx” 工作表“收到的目标” 位置 {place}：年度“矿山生态修复面积（公顷）”分解合计 513.73公顷，收到 512.73公顷，"
        f"相差 1公顷（“年度目标分解”的 {column}{row - 1}、{cell}）。请改正各项目的数，或改正收到的总数。（plan-sum）"
    ]


def test_money_that_does_not_add_up_is_named_by_source(own: Path, run: Run) -> None:
    """22035.11 + 22403.75 = 44438.86 of the three years; received 44400."""
    cell = cell_with(own, UNITS, 44438.86)
    type_in(own, UNITS, {cell: 44400})
    (line,) = refused(own, run)
    assert f"位置 {cell}：总体地方配套分解合计 44438.86 万元，收到 44400 万元，相差 38.86 万元（“单位和项目”的" in line


def test_every_mistake_is_said_at_once(own: Path, run: Run) -> None:
    type_in(own, ANNUAL, {cell_with(own, ANNUAL, "≥85.79"): "≥86.79", cell_with(own, ANNUAL, "≥47"): 46})
    type_in(own, UNITS, {cell_with(own, UNITS, 14560.36): 14560})
    codes = [line.rsplit("（", 1)[1] for line in refused(own, run)]
    assert codes == ["plan-money）", "plan-sum）", "plan-sum）"]


def test_a_number_alone_takes_the_sign_and_another_unit_is_converted(own: Path, run: Run, tmp_path: Path) -> None:
    """0.09 万人 and 150 人 of 0.105 万人."""
    found = {one: cell_with(own, ANNUAL, one) for one in ("≥47", "≥11")}
    type_in(own, ANNUAL, {found["≥47"]: 47, found["≥11"]: "11"})
    jobs = cell_with(own, RECEIVED, "吸纳就业人数（万人）")
    row = jobs[1:]
    type_in(own, RECEIVED, {f"G{row}": "≥0.105"})
    page = openpyxl.load_workbook(own)[ANNUAL]
    source = next(cell for line in page.iter_rows() for cell in line if cell.value == "≥0.09")
    type_in(own, ANNUAL, {f"{source.column_letter}{source.row + 1}": "≥150人"})
    type_in(own, WEIGHTS, {f"{source.column_letter}{source.row + 1 - 4}": 0})
    assert run("issue", own, "-o", tmp_path / "下达").code == 0
    written = project_json.load(tmp_path / "下达" / f"{stem('karamay-2024')}.json")
    targets = {row.level3: row.target for row in written.indicators}
    assert targets["修复废弃矿山（矿点）数量（个）"] == "≥11"
    assert targets["吸纳就业人数（万人）"] == "≥150人"


#: sheet, what stands in the cell that is changed (or the cell), what is typed, code, part of the line.
SLIPS: dict[str, tuple[str, object, object, str, str]] = {
    "no code of a unit": (UNITS, "650400-ZRZY", None, "plan-blank", "没有填写单位代码"),
    "no code of a project": (UNITS, "650200-2024-001", None, "plan-blank", "没有填写项目编码"),
    "a code twice": (UNITS, "650200-2024-001", "650400-2024-001", "expected-twice", "项目编码“650400-2024-001”在"),
    "a unit with two names": (UNITS, "650200-ZRZY", "650400-ZRZY", "expected-unit", "有两个名称"),
    "a mail address that is none": (UNITS, "tlf@example.cn", "tlf＠example", "plan-email", "不是可用的邮箱地址"),
    "money in words": (UNITS, 5886.03, "若干", "cell-not-number", "“若干”不是数值"),
    "money below nothing": (UNITS, 8674.33, -1, "cell-negative", "数值 -1 为负数"),
    "parts of the weighted table": ("", "weighted", None, "plan-weighted-money", "财政拨款和其他资金合计 10001 万元，年度资金为 15886.03 万元"),
    "a year that is none": (HEADS, 2024, "本年", "expected-year", "年度“本年”不可用"),
    "no programme": (HEADS, "重点生态保护修复治理资金", None, "plan-blank", "没有填写所属专项"),
    "a deadline that is none": (HEADS, "2025年3月31日", "三月底", "expected-day", "“三月底”不是可用的日期"),
    "a deadline before the year": (HEADS, "2025年3月31日", "2023年3月31日", "plan-deadline", "早于自评年度 2024"),
    "a period without the year": (HEADS, "2024—2026年", "2021—2023年", "plan-period", "不包括年度 2024"),
    "no period for goals of three years": (HEADS, "2024—2026年", None, "plan-no-period", "没有填写总体目标期限"),
    "a nature that nobody confirmed": (RECEIVED, ("矿山生态修复面积（公顷）", "I"), None, "plan-nature", "没有选定性质，建议“绝对量”"),
    "a nature of another name": (RECEIVED, ("矿山生态修复面积（公顷）", "I"), "可加", "plan-nature-other", "“可加”不是指标的性质"),
    "shares that are to be added": (RECEIVED, ("工程质量合格率（%）", "I"), "绝对量", "plan-nature-share", "单位是“%”，不能各单位相加"),
    "words that are to be added": (RECEIVED, ("矿山生态修复面积（公顷）", "F"), "大面积", "plan-unread", "“大面积”读不出数值"),
    "an indicator twice": (RECEIVED, ("修复废弃矿山（矿点）数量（个）", "D"), "矿山生态修复面积（公顷）", "plan-twice", "指标“矿山生态修复面积（公顷）”在"),
    "a level that the rules do not know": (RECEIVED, ("矿山生态修复面积（公顷）", "B"), "投入指标", "plan-level", "“投入指标”不是所选评分规则的一级指标"),
    "no name of an indicator": (RECEIVED, ("矿山生态修复面积（公顷）", "D"), None, "plan-blank", "没有填写三级指标"),
    "another year in a goal": (RECEIVED, ("项目按时开工率（%）", "G"), "2023年12月底前", "plan-year", "“2023年12月底前”说的不是年度 2024"),
    "a goal that nobody received": (RECEIVED, ("矿山生态修复面积（公顷）", "G"), None, "plan-not-received", "没有收到年度目标，这里却分解了"),
    "a goal that nobody gets": (RECEIVED, ("新增水浇地面积（公顷）", "G"), "≥5", "plan-nobody", "收到了年度指标“新增水浇地面积（公顷）”，没有一个项目分到"),
    "a share in words": (ANNUAL, "≥85.79", "若干", "plan-unread", "“若干”读不出数值"),
    "a share in another measure": (ANNUAL, "≥85.79", "≥85.79人", "plan-doubtful", "“≥85.79人”单位“人”与指标单位“公顷”不是同一种量"),
    "a share that nobody can read": (ANNUAL, "≥7", "≥1.2.3", "plan-doubtful", "“≥1.2.3”"),
    "a rate that nobody can read": (ANNUAL, "≥28.38", "≥1.2.3", "plan-doubtful", "“≥1.2.3”"),
    "a share in another direction": (ANNUAL, "≥85.79", "≤85.79", "plan-direction", "符号方向不同"),
    "a share of no unit": (ANNUAL, ("≥85.79", 1), "5", "plan-stray", "这里填了“5”，但所在的行没有项目"),
    "a weight in words": (WEIGHTS, ("first",), "高", "cell-not-number", "“高”不是数值"),
    "a weight less": (WEIGHTS, ("first",), None, "plan-no-weight", "没有分值权重，同一项目的其他指标有"),
    "weights that do not add up": (WEIGHTS, ("first",), 6, "plan-weights", "各项分值合计 91 分，应为 90 分，相差 1 分"),
    "a weight without a goal": (ANNUAL, "≥7", None, "plan-weight-alone", "有分值权重，这个项目却没有分到这项指标"),
}  # fmt: skip


def place_of(own: Path, sheet: str, where: object) -> str:
    page = openpyxl.load_workbook(own)[sheet]
    if where == ("first",):
        return next(cell.coordinate for row in page.iter_rows() for cell in row if cell.value == 5)
    if isinstance(where, tuple) and isinstance(where[1], int):
        row = int(cell_with(own, sheet, where[0])[1:]) + where[1]
        return f"{cell_with(own, sheet, where[0])[0]}{row}"
    if isinstance(where, tuple):
        return f"{where[1]}{cell_with(own, sheet, where[0])[1:]}"
    return cell_with(own, sheet, where)


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_said_at_its_cell(slip: str, own: Path, run: Run) -> None:
    sheet, where, typed, code, says = SLIPS[slip]
    if where == "weighted":
        sheet = UNITS
        page = openpyxl.load_workbook(own)[UNITS]
        head = next(cell for row in page.iter_rows() for cell in row if cell.value == "年度其中：\n财政拨款")
        row = int(cell_with(own, UNITS, "650400-ZRZY")[1:])
        cell, typed = f"{head.column_letter}{row}", Decimal("4114.97")
    else:
        cell = place_of(own, sheet, where)
    type_in(own, sheet, {cell: typed})
    lines = [line for line in refused(own, run) if line.endswith(f"（{code}）")]
    assert lines
    assert says in lines[0]
    assert "工作表“" in lines[0]


def test_measures_that_stand_in_the_values_must_compare(own: Path, run: Run) -> None:
    row = cell_with(own, RECEIVED, "采坑治理面积（公顷）")[1:]
    type_in(own, RECEIVED, {f"D{row}": "采坑治理规模", f"F{row}": "≥1068.11公顷", f"G{row}": "≥70.81公顷"})
    type_in(own, ANNUAL, {cell_with(own, ANNUAL, "≥70.81"): "≥70.81个"})
    line = next(line for line in refused(own, run) if line.endswith("（plan-measure）") and ANNUAL in line)
    assert "“≥70.81个”与收到的“≥70.81公顷”单位不能换算" in line


def test_a_project_without_annual_goals_and_an_indicator_without_targets_are_refused(own: Path, run: Run) -> None:
    first = int(cell_with(own, UNITS, "650200-ZRZY")[1:]) + 1
    type_in(
        own,
        UNITS,
        {f"{letter}{first}": text for letter, text in zip("BCDE", ("1", "某局", "2", "某项目"), strict=True)},
    )
    row = cell_with(own, RECEIVED, "新增水浇地面积（公顷）")[1:]
    type_in(own, RECEIVED, {f"F{row}": None})
    codes = {line.rsplit("（", 1)[1].rstrip("）") for line in refused(own, run)}
    assert {"plan-no-goals", "plan-no-target"} <= codes


def test_an_empty_plan_says_what_is_missing(tmp_path: Path, run: Run) -> None:
    assert run("issue", "--template", "-o", tmp_path).code == 0
    path = tmp_path / "绩效目标分解下达表.xlsx"
    lines = refused(path, run)
    assert any("下达表里没有指标" in line and "plan-empty" in line for line in lines)
    assert any("下达表里没有单位和项目" in line for line in lines)


# ---- the template -----------------------------------------------------------------------------------------------------


def test_the_template_is_sound_protected_and_explains_itself(tmp_path: Path, run: Run) -> None:
    target = tmp_path / "空白.xlsx"
    ran = run("issue", "--template", "-o", target, "--rows", "3", "--indicators", "5")
    assert (ran.code, ran.err) == (0, "")
    assert_package_clean(target)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == [HEADS, RECEIVED, UNITS, OVERALL, ANNUAL, WEIGHTS, OTHERWISE]
    assert all(sheet.protection.sheet and not sheet.protection.password for sheet in book)
    assert all(sheet.page_setup.paperSize == 9 for sheet in book)
    names = set(book.defined_names)
    assert {"JX_C_overall_y05", "JX_C_annual_y01", "JX_C_units_email", "JX_F_deadline"} <= names
    assert "JX_C_overall_y06" not in names
    natures = [one for one in book[RECEIVED].data_validations.dataValidation if one.type == "list"]
    assert [one.formula1 for one in natures] == ['"绝对量,相对量,定性,时限"']
    assert all(len(one.prompt or "") <= 255 for sheet in book for one in sheet.data_validations.dataValidation)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("issue", "-o", "x"), "缺少下达表"),
        (("issue", "--template", "a.xlsx", "-o", "x"), "不要再给出下达表"),
        (("issue", "--template", "-o", "x", "--rows", "0"), "项目数应在 1 到 1000 之间"),
        (("issue", "--template", "-o", "x", "--indicators", "201"), "指标数应在 1 到 200 之间"),
    ],
)
def test_a_wrong_use_is_told(arguments: tuple[str, ...], says: str, run: Run) -> None:
    ran = run(*arguments)
    assert ran.code == 2
    assert says in ran.err


def test_natures_of_the_published_indicators_are_proposed_as_a_person_would(plan: Path) -> None:
    from xladdin.rules.indicators.nature import proposed

    for row in both_projects().rows["received"]:
        target = str(row.get("annual") or row["overall"])
        assert proposed(str(row["level3"]), "", target) == nature_of(
            (str(row["level1"]), str(row["level2"]), str(row["level3"]))
        ), row["level3"]


@pytest.mark.libreoffice
def test_the_sheet_proposes_natures_and_adds_up_as_python_does(plan: Path, tmp_path: Path) -> None:
    """建议性质, 已分解合计 and 差额 are native formulas: what they show while the plan is typed."""
    from tests.support.libreoffice import convert
    from xladdin.rules.indicators.nature import proposed

    odd = {
        "新增游客（万人次/年）": "≥50",
        "人均补助标准（元／人）": "≤300",
        "项目完成时间": "12月底前",
        "管护机制": "建立健全",
        "培训（人次）": "１２０",
        "发电量": "≥5",
        "资金使用效率": "显著提高",
        "响应时间（小时）": "≤2",
    }
    path = tmp_path / "下达表.xlsx"
    path.write_bytes(plan.read_bytes())
    page = openpyxl.load_workbook(path)[RECEIVED]
    first = next(row[0].row for row in page.iter_rows() if row[0].value == "y44") - len(odd) + 2
    for number, (name, target) in enumerate(odd.items()):
        type_in(path, RECEIVED, {f"D{first + number}": name, f"F{first + number}": None, f"G{first + number}": target})
    type_in(path, ANNUAL, {cell_with(path, ANNUAL, "≥85.79"): 86.79, cell_with(path, ANNUAL, "≥11"): "十一"})
    (done,) = convert([path], "xlsx", tmp_path / "算过")
    book = openpyxl.load_workbook(done, data_only=True)
    rows = [row for row in book[RECEIVED].iter_rows(values_only=True) if str(row[0]).startswith("y")]
    for row in rows:
        name, unit, target = str(row[3] or ""), str(row[4] or ""), str(row[6] or row[5] or "")
        assert row[7] in ((None, "") if not name else (proposed(name, unit, target),)), name
    assert {row[7] for row in rows} >= {"绝对量", "相对量", "定性", "时限"}
    lines = {
        row[2]: row for row in book[ANNUAL].iter_rows(values_only=True) if row[2] in ("收到", "已分解合计", "差额")
    }
    assert (lines["收到"][3], lines["已分解合计"][3], lines["差额"][3]) == ("≥512.73", 513.73, -1)
    assert (lines["已分解合计"][4], lines["差额"][4]) == ("下达时核对", "下达时核对")
    money = {row[4]: row for row in book[UNITS].iter_rows(values_only=True) if row[4] in ("收到", "已分解合计", "差额")}
    assert (money["已分解合计"][10:16], money["差额"][10:16]) == ((60000, 44438.86, 0, 20000, 14560.36, 0), (0,) * 6)


# ---- what single projects have otherwise ------------------------------------------------------------------------------


def test_both_projects_keep_their_own_rules_where_they_differ() -> None:
    """Of eleven indicators that both published projects have, four go by another rule, three by another basis, two by other evidence."""
    listed = both_projects().rows["exceptions"]
    assert [sum(field in row for row in listed) for field in ("scoring_rule", "basis", "evidence")] == [4, 3, 2]


@pytest.mark.parametrize(
    ("column", "typed", "code", "says"),
    [
        ("B", "650200-2024-009", "plan-exception", "“单位和项目”里没有这个项目编码"),
        ("B", None, "plan-exception", "“单位和项目”里没有这个项目编码"),
        ("C", "人居环境", "plan-exception", "指标“人居环境”：“收到的目标”里没有这项指标"),
        ("C", "新增林地面积（公顷）", "plan-exception", "这个项目没有分到这项年度指标"),
        ("C", "second", "plan-twice", "已经有了"),
        ("DEF", None, "plan-exception", "没有写另行规定了什么"),
    ],
)
def test_an_exception_that_is_about_nothing_is_refused(
    column: str, typed: str | None, code: str, says: str, own: Path, run: Run
) -> None:
    first = int(cell_with(own, OTHERWISE, CODES["karamay-2024"][1])[1:])
    page = openpyxl.load_workbook(own)[OTHERWISE]
    value = page[f"C{first + 1}"].value if typed == "second" else typed
    type_in(own, OTHERWISE, {f"{letter}{first}": value for letter in column})
    (line,) = [line for line in refused(own, run) if line.endswith(f"（{code}）")]
    assert says in line
    assert f"工作表“{OTHERWISE}” 位置 " in line


def test_an_indicator_of_one_name_twice_cannot_be_meant(own: Path, run: Run) -> None:
    name = openpyxl.load_workbook(own)[OTHERWISE][f"C{cell_with(own, OTHERWISE, CODES['karamay-2024'][1])[1:]}"].value
    type_in(own, RECEIVED, {cell_with(own, RECEIVED, "采坑治理面积（公顷）"): name})
    assert any("有 2 项同名的指标，分不清是哪一项" in line for line in refused(own, run))


def test_a_plan_of_the_first_version_without_that_sheet_is_issued_as_it_was(
    own: Path, folder: Path, run: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(own)
    for name in [name for name in book.defined_names if "exceptions" in name or "weighted_objective" in name]:
        del book.defined_names[name]
    book.save(own)
    assert run("issue", own, "-o", tmp_path / "下达").code == 0
    old, new = (project_json.load(where / f"{stem('karamay-2024')}.json") for where in (tmp_path / "下达", folder))
    rules = {row.level3: row.scoring_rule for row in old.indicators}
    assert rules["人居环境改善（万人）"] == "按照完成比例赋分"  # the first project's, which the plan states for all
    assert {row.level3: row.scoring_rule for row in new.indicators}["人居环境改善（万人）"] == "直接赋分"
