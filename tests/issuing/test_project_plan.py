"""A department sends down its own projects (项目支出): goals of the year, 年初预算数 by source, 分值."""

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
from tests.issuing.plans import cell_with, type_in
from tests.support.audit import assert_package_clean
from xladdin.forms.build.workbook import build
from xladdin.forms.read.open_file import open_file
from xladdin.forms.register.write import Data
from xladdin.issuing.shapes import PROJECT
from xladdin.issuing.template import plan_workbook
from xladdin.model import project_json
from xladdin.model.canonical import canonical
from xladdin.rules import profile as profiles
from xladdin.submission.expected import read_expected

HEADS, RECEIVED, UNITS, ANNUAL, WEIGHTS = "下达要求", "收到的目标", "单位和项目", "年度目标分解", "分值"
OTHERWISE = "另行规定"

#: level1, level2, level3, 收到的年度指标值, 性质, 赋分规则; what each project gets; its 分值.
GOALS = (
    ("产出指标", "数量指标", "改造书屋数量（个）", "≥40", "绝对量", "按照完成比例赋分", ("≥24", 16), (25, 25)),
    ("产出指标", "数量指标", "新增图书（册）", "≥15600", "绝对量", "按照完成比例赋分", ("≥9600", "≥6000"), (15, 15)),
    ("产出指标", "时效指标", "改造完成时间", "10月底前", "时限", "直接赋分", ("10月底前", "11月底前"), (10, 10)),
    ("效益指标", "社会效益指标", "全年借阅（人次）", "≥18000", "绝对量", "按照完成比例赋分", ("≥18000", None), (30, None)),
    ("效益指标", "可持续影响指标", "书屋管护制度", "健全", "定性", "直接赋分", (None, "健全"), (None, 30)),
    ("满意度指标", "服务对象满意度指标", "读者满意度（%）", "≥90", "相对量", "满意度赋分", ("≥92", "≥90"), (10, 10)),
)  # fmt: skip
CODES = (("990518-TSG", "990518-2024-0042"), ("990518-WHG", "990518-2024-0043"))
UNIT_NAMES = ("长河县图书馆", "长河县文化馆")
PROJECTS = ("农家书屋改造提升项目", "村文化室图书补充项目")
MONEY = ({"fiscal": 80, "carryover": 16}, {"fiscal": 50, "unit": 4.5})


def plan_data() -> Data:
    received, weights, shares = [], [{}, {}], [{}, {}]  # type: ignore[var-annotated]
    for number, (level1, level2, level3, target, nature, rule, given, points) in enumerate(GOALS, 1):
        key = f"y{number:02d}"
        line = {"key": key, "level1": level1, "level2": level2, "level3": level3, "annual": target, "nature": nature}
        received.append({**line, "scoring_rule": rule})
        for project in range(2):
            if given[project] is not None:
                shares[project][key] = given[project]
            if points[project] is not None:
                weights[project][key] = Decimal(points[project])
    units = [
        {
            "key": f"u0{number + 1}",
            "unit_code": CODES[number][0],
            "unit": UNIT_NAMES[number],
            "project_code": CODES[number][1],
            "project": PROJECTS[number],
            "region_code": "990518",
            "implementing_unit": UNIT_NAMES[number],
            "annual_objective": "方便群众就近读书。",
            **{f"annual_{source}": Decimal(str(value)) for source, value in MONEY[number].items()},
        }
        for number in range(2)
    ]
    fields = {
        "year": Decimal(2024),
        "issuer": "长河县文化和旅游局",
        "local_department": "长河县文化和旅游局",
        "deadline": "2025年2月28日",
        "profile": "mof-2020",
    }
    money = {"annual_fiscal": Decimal(130), "annual_carryover": Decimal(16), "annual_unit": Decimal("4.5")}
    rows = {
        "received": received,
        "units": units,
        **{
            table: [{"key": f"u0{number + 1}", **line} for number, line in enumerate(lines)]
            for table, lines in (("annual", shares), ("weight", weights))
        },
    }
    return Data(fields, rows, {"units": {"received": money}})


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "下达表.xlsx"
    path.write_bytes(plan_workbook(plan_data(), indicators=8, units=4, shape=PROJECT))
    return path


def issued(number: int) -> dict[str, Any]:
    """PROJECT.json of a project as it has to come down, by hand."""
    indicators = []
    for position, (level1, level2, level3, _, _, rule, given, points) in enumerate(GOALS, 1):
        if given[number] is not None:
            target = f"≥{given[number]}" if isinstance(given[number], int) else given[number]
            row = {"key": f"y{position:02d}", "level1": level1, "level2": level2, "level3": level3, "target": target}
            indicators.append({**row, "scoring_rule": rule, "weight": str(points[number])})
    parts = [{"source": source, "initial": str(value)} for source, value in MONEY[number].items()]
    total = {"source": "total", "initial": str(sum(Decimal(part["initial"]) for part in parts))}
    return {
        "form": "project",
        "year": 2024,
        "profile": "mof-2020",
        "region_code": "990518",
        "unit": {"code": CODES[number][0], "name": UNIT_NAMES[number]},
        "project": {
            "code": CODES[number][1],
            "name": PROJECTS[number],
            "local_department": "长河县文化和旅游局",
            "implementing_unit": UNIT_NAMES[number],
        },
        "funds": [total, *parts],
        "indicators": indicators,
        "objective": "方便群众就近读书。",
    }


def stem(number: int) -> str:
    return "_".join((*CODES[number], "2024_自评工作簿"))


def test_each_project_comes_down_as_written_and_its_workbook_is_what_new_makes(
    plan: Path, tmp_path: Path, run: Run
) -> None:
    ran = run("issue", plan, "-o", tmp_path / "下达")
    assert (ran.code, ran.err) == (0, "")
    for number in range(2):
        book = tmp_path / "下达" / f"{stem(number)}.xlsx"
        wanted = project_json.decode(json.dumps(issued(number)).encode(), "hand.json")
        assert canonical(project_json.load(book.with_suffix(".json"))) == canonical(wanted)
        assert book.read_bytes() == build(wanted, profiles.load("mof-2020"))
        assert run("new", book.with_suffix(".json"), "-o", tmp_path / f"{number}.xlsx").code == 0
        assert book.read_bytes() == (tmp_path / f"{number}.xlsx").read_bytes()
        assert_package_clean(book)
    listed = read_expected(tmp_path / "下达" / "应报清单.xlsx")
    assert (listed.form, listed.deadline, listed.profile) == ("project", datetime.date(2025, 2, 28), "mof-2020")
    assert [(one.unit_code, one.project_code) for one in listed.entries] == list(CODES)


def test_the_unit_of_amounts_goes_into_the_workbooks(plan: Path, tmp_path: Path, run: Run) -> None:
    type_in(plan, HEADS, {place_beside(plan, "自评表金额单位"): "元"})
    assert run("issue", plan, "-o", tmp_path / "下达").code == 0
    opened = open_file(tmp_path / "下达" / f"{stem(0)}.xlsx")
    assert opened.evaluation.money_unit == "元"
    place = opened.book.places["funds[fiscal].initial"]  # type: ignore[union-attr]
    sheet = openpyxl.load_workbook(tmp_path / "下达" / f"{stem(0)}.xlsx")[place.sheet]
    assert sheet[place.cell].value == 800000


def place_beside(path: Path, label: str) -> str:
    cell = cell_with(path, HEADS, label)
    return f"{chr(ord(cell[0]) + 1)}{cell[1:]}"


SLIPS = {
    "shares that do not add up": (ANNUAL, "≥9600", "≥9601", "plan-sum", "“新增图书（册）”分解合计 15601册，收到 15600册，相差 1册"),
    "money that does not add up": (UNITS, 50, 51, "plan-money", "当年财政拨款分解合计 131 万元，收到 130 万元，相差 1 万元"),
    "points that do not add up": (WEIGHTS, 30, 29, "plan-weights", "各项分值合计 89 分，应为 90 分，相差 -1 分"),
    "points without a goal": (ANNUAL, "≥18000", None, "plan-weight-alone", "有分值，这个项目却没有分到这项指标。请清空分值"),
    "a goal without points": (WEIGHTS, 15, None, "plan-no-weight", "没有分值，同一项目的其他指标有"),
    "a level that the rules do not know": (RECEIVED, "满意度指标", "其他指标", "plan-level", "“其他指标”不是所选评分规则的一级指标"),
    "a nature that nobody chose": (RECEIVED, "时限", None, "plan-nature", "没有选定性质，建议“时限”"),
    "a code that stands twice": (UNITS, "990518-2024-0043", "990518-2024-0042", "expected-twice", "990518-2024-0042"),
    "another direction": (ANNUAL, "≥6000", "≤6000", "plan-direction", "符号方向不同"),
}  # fmt: skip


@pytest.mark.parametrize("slip", SLIPS)
def test_a_plan_that_does_not_fit_is_refused_with_the_cell(slip: str, plan: Path, tmp_path: Path, run: Run) -> None:
    sheet, old, new, code, says = SLIPS[slip]
    type_in(plan, sheet, {cell_with(plan, sheet, old): new})
    ran = run("issue", plan, "-o", tmp_path / "下达")
    assert ran.code == 3
    assert not (tmp_path / "下达").exists()
    (line,) = [line for line in ran.err.splitlines() if line.endswith(f"（{code}）")]
    assert says in line
    assert "工作表“" in line
    assert "位置 " in line


def test_a_unit_of_amounts_that_is_none_is_refused(plan: Path, tmp_path: Path, run: Run) -> None:
    type_in(plan, HEADS, {place_beside(plan, "自评表金额单位"): "亿元"})
    ran = run("issue", plan, "-o", tmp_path / "下达")
    assert (ran.code, "“亿元”不是自评表的金额单位" in ran.err, "plan-money-unit" in ran.err) == (3, True, True)


def test_the_blank_plan_is_sound_and_has_the_forms_own_words(tmp_path: Path, run: Run) -> None:
    ran = run("issue", "--template", "--form", "project", "-o", tmp_path, "--rows", "3", "--indicators", "5")
    assert (ran.code, ran.err) == (0, "")
    path = tmp_path / "项目支出绩效目标分解下达表.xlsx"
    assert_package_clean(path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [HEADS, RECEIVED, UNITS, ANNUAL, WEIGHTS, OTHERWISE]
    assert {"JX_C_annual_y05", "JX_C_units_annual_carryover", "JX_F_money_unit"} <= set(book.defined_names)
    printed = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value}
    assert not [text for text in printed if "权重" in text and not text.startswith("=")]
    ran = run("issue", path, "-o", tmp_path / "下达")
    assert (ran.code, "下达表里没有指标" in ran.err) == (3, True)


def test_the_form_is_asked_for_with_the_template_alone(plan: Path, tmp_path: Path, run: Run) -> None:
    ran = run("issue", plan, "-o", tmp_path / "下达", "--form", "project")
    assert (ran.code, "--form 只用于生成空白表" in ran.err) == (2, True)


@pytest.mark.libreoffice
def test_the_sheets_add_up_and_propose_as_python_does(plan: Path, tmp_path: Path) -> None:
    """80 + 50 of 130; 24 and a bare 16 of ≥40; one book too many shows while it is typed."""
    from tests.support.libreoffice import convert
    from xladdin.rules.indicators.nature import proposed

    type_in(plan, ANNUAL, {cell_with(plan, ANNUAL, "≥6000"): "≥6001"})
    (done,) = convert([plan], "xlsx", tmp_path / "算过")
    book = openpyxl.load_workbook(done, data_only=True)
    rows = [row for row in book[RECEIVED].iter_rows(values_only=True) if str(row[0]).startswith("y") and row[3]]
    assert [row[6] for row in rows] == [proposed(row[3], row[4] or "", str(row[5])) for row in rows]
    lines = {
        row[2]: row for row in book[ANNUAL].iter_rows(values_only=True) if row[2] in ("收到", "已分解合计", "差额")
    }
    assert [(lines["收到"][at], lines["已分解合计"][at], lines["差额"][at]) for at in (3, 4)] == [
        ("≥40", 40, 0),
        ("≥15600", 15601, -1),
    ]
    money = {row[4]: row for row in book[UNITS].iter_rows(values_only=True) if row[4] in ("收到", "已分解合计", "差额")}
    assert [money["差额"][at] for at in range(8, 12)] == [0, 0, 0, 0]


def test_a_project_may_go_by_a_rule_of_its_own(tmp_path: Path, run: Run) -> None:
    data = plan_data()
    data.rows["exceptions"] = [
        {"key": "x01", "project_code": CODES[1][1], "level3": "读者满意度（%）", "scoring_rule": "按照完成比例赋分"}
    ]
    path = tmp_path / "下达表.xlsx"
    path.write_bytes(plan_workbook(data, indicators=8, units=4, shape=PROJECT))
    assert run("issue", path, "-o", tmp_path / "下达").code == 0
    last = [project_json.load(tmp_path / "下达" / f"{stem(number)}.json").indicators[-1] for number in range(2)]
    assert [row.scoring_rule for row in last] == ["满意度赋分", "按照完成比例赋分"]
