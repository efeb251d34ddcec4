"""汇总.xlsx: the region's official forms, formulas that add up what was handed in, and the way back to every cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from msgspec.structs import replace
from openpyxl.worksheet.worksheet import Worksheet

from tests.forms.conftest import sample
from tests.rollup.test_command import put
from tests.support.audit import assert_package_clean
from xladdin.cli.main import main
from xladdin.forms.read.open_file import open_file
from xladdin.model.canonical import canonical
from xladdin.model.evaluation import Evaluation
from xladdin.model.funds import total_of
from xladdin.model.project_json import encode, load

TURPAN, KARAMAY = sample("turpan-2024"), sample("karamay-2024")
FORMS = ["汇总首页", "绩效自评表", "资金到位与执行表", "评分表"]
Line = dict[str, object]


def consolidated(folder: Path, *options: object, **tables: Evaluation) -> Path:
    inbox = folder / "收件"
    inbox.mkdir(exist_ok=True)
    for name, one in tables.items():
        put(inbox, f"{name}.xlsx", one)
    path = folder / "汇总.xlsx"
    main(["rollup", str(inbox), "-o", str(path), "--region", "新疆维吾尔自治区", *map(str, options)])
    return path


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("汇总")
    options = ("--region-code", "650000", "--year", "2024", "--project", folder / "区域.json")
    return consolidated(folder, *options, turpan=TURPAN, karamay=KARAMAY)


def lines(sheet: Worksheet, first: str) -> list[Line]:
    """The rows of a table whose head begins with ``first``."""
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    head = next(number for number, line in enumerate(rows) if line[0] == first)
    return [dict(zip(map(str, rows[head]), line, strict=True)) for line in rows[head + 1 :]]


def stored(path: Path) -> openpyxl.Workbook:
    """With the values that stand beside the formulas."""
    return openpyxl.load_workbook(path, data_only=True)


def cells(folder: Path, line: Line, column: str) -> Iterator[str]:
    """What the submission's cells hold that a line of 来源 names."""
    sheet, _, names = str(line[column]).partition("!")
    submission = openpyxl.load_workbook(folder / "收件" / str(line["文件"]))
    for name in names.split("、"):
        yield str(submission[sheet][name].value)


def test_the_workbook_is_clean_and_begins_with_the_regions_official_forms(summary: Path) -> None:
    assert_package_clean(summary)
    book = openpyxl.load_workbook(summary)
    assert book.sheetnames[:4] == FORMS
    assert {"汇总指标", "单位得分", "图表", "区划汇总", "偏离情况", "期间进度", "来源", "相互核对"} <= set(
        book.sheetnames
    )
    form = book["绩效自评表"]
    texts = [cell.value for row in form.iter_rows(max_row=8) for cell in row if cell.value is not None]
    assert texts[0] == "2024年重点生态保护修复治理资金转移支付项目绩效自评表"
    assert {34560.36, 20874.9} <= set(texts)


def test_it_reads_back_as_the_regions_table(summary: Path) -> None:
    read = open_file(summary)
    assert canonical(read.evaluation) == canonical(load(summary.with_name("区域.json")))


def test_it_can_be_checked_handed_up_and_received_but_not_recalculated(
    summary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(summary)]) == 0
    assert main(["score", str(summary)]) == 0
    assert main(["export", str(summary), "-o", str(tmp_path / "报送")]) == 0
    capsys.readouterr()
    main(["receive", str(summary), str(tmp_path / "报送"), "--ledger", str(tmp_path / "台账.db"), "--json"])
    states = {one["state"] for one in json.loads(capsys.readouterr().out)["files"]}
    assert states == {"重复", "未签章"}
    for command in (["recalc", str(summary)], ["upgrade", str(summary), "-o", str(tmp_path / "新.xlsx")]):
        assert main(command) != 0
        assert "summary-values" in capsys.readouterr().err


def test_every_value_is_traced_to_its_file_and_cell(summary: Path) -> None:
    book = stored(summary)
    area = [line for line in lines(book["来源"], "汇总序号") if line["三级指标"] == "矿山生态修复面积（公顷）"]
    assert len(area) == 2
    for line in area:
        assert list(cells(summary.parent, line, "单元格")) == [line["实际完成值"]]
        assert list(cells(summary.parent, line, "指标值单元格")) == [line["指标值"]]
    sheet, _, own = str(area[0]["汇总单元格"]).partition("!")
    assert [book[sheet][name].value for name in own.split("、")] == ["≥512.73", 592.23]
    money = [line for line in lines(book["来源（资金）"], "资金") if line["资金"] == "中央财政资金"]
    assert len(money) == 6
    for line in money:
        assert [Decimal(one) for one in cells(summary.parent, line, "单元格")] == [Decimal(str(line["金额（万元）"]))]


def differing(ours: Path, theirs: dict[str, dict[str, object]]) -> tuple[int, list[str]]:
    """How many formulas were compared, and where another program gives something else than what stands in the cell."""
    formulas, values = openpyxl.load_workbook(ours), stored(ours)
    found, count = [], 0
    for sheet in formulas:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"):
            own, other = values[sheet.title][cell.coordinate].value, theirs[sheet.title].get(cell.coordinate)
            count += 1
            if not isinstance(own, int | float) or other != pytest.approx(own, rel=1e-12, abs=1e-12):
                found.append(f"{sheet.title}!{cell.coordinate}: {own} ≠ {other}")
    return count, found


@pytest.mark.libreoffice
def test_libreoffice_gives_the_numbers_that_stand_in_it(summary: Path, tmp_path: Path) -> None:
    """Every formula over 来源 and over the units' money, recalculated by another program."""
    from tests.support.libreoffice import convert

    (path,) = convert([summary], "xlsx", tmp_path)
    book = stored(path)
    theirs = {sheet.title: {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row} for sheet in book}
    count, found = differing(summary, theirs)
    assert found == []
    assert count > 90  # 36 indicators, 12 amounts of money, the units' rates and sums
    rows = {str(line["编码"]): line for line in lines(book["汇总指标"], "汇总序号")}
    assert rows["mine_restored_area"]["全年实际完成值"] == pytest.approx(592.23)
    assert rows["reclaimed_use_rate"]["全年实际完成值"] == pytest.approx(54.03, abs=0.005)
    assert rows["reclaimed_use_rate"]["指标值（下限）"] == pytest.approx(67.08, abs=0.005)
    assert rows["unit_cost"]["指标值（上限）"] == pytest.approx(34.39, abs=0.005)


@pytest.mark.onlyoffice
def test_onlyoffice_gives_the_same_numbers(summary: Path) -> None:
    from tests.support.onlyoffice import calculated

    (theirs,) = calculated([summary])
    count, found = differing(summary, {**{name: {} for name in openpyxl.load_workbook(summary).sheetnames}, **theirs})
    assert found == []
    assert count > 90


def test_charts_show_execution_by_unit_completion_by_indicator_and_grades(summary: Path) -> None:
    from xladdin.forms.package.archive import Archive

    archive = Archive.read(summary)
    texts = [archive[part].decode("utf-8") for part in archive if part.startswith("xl/charts/chart")]
    for title in ("各项指标完成率", "各单位预算执行率", "各等级的项目数", "各级指标得分"):
        assert sum(title in text for text in texts) == 1, title
    (execution,) = [text for text in texts if "各单位预算执行率" in text]
    assert "0.582344" in execution  # 10874.9 / 18674.33, stored for programs that do not calculate
    assert "克拉玛依市自然资源局" in execution


def test_units_are_ranked_and_the_region_stands_below_them(summary: Path) -> None:
    found = lines(stored(summary)["单位得分"], "名次")
    assert [(one["名次"], one["单位"], one["总分"], one["等级"]) for one in found] == [
        (1, "克拉玛依市自然资源局", 93.1, "优"),
        (2, "吐鲁番市自然资源局", 88.8, "良"),
        (None, "本地区", found[-1]["总分"], found[-1]["等级"]),
    ]
    assert found[-1]["执行率"] == pytest.approx(0.6040, abs=0.00005)


def test_the_region_tree_is_consolidated_node_by_node(summary: Path) -> None:
    found = lines(stored(summary)["区划汇总"], "区划代码")
    assert [(one["区划代码"], one["级别"], one["项目数"]) for one in found] == [
        ("650000", "省级", 2),
        ("650200", "地级", 1),
        ("650400", "地级", 1),
    ]
    assert [one["全年预算数（万元）"] for one in found] == [34560.36, 18674.33, 15886.03]


def test_deviations_are_those_that_the_units_reasons_are_about(summary: Path) -> None:
    found = {(one["三级指标"], one["单位"]): one for one in lines(stored(summary)["偏离情况"], "三级指标")}
    slope = found["边坡治理面积（公顷）", "吐鲁番市自然资源局"]
    assert (slope["情况"], slope["完成率"]) == ("偏高", pytest.approx(2.3928, abs=0.00005))
    forest = found["新增林地面积（公顷）", "吐鲁番市自然资源局"]
    assert (forest["情况"], forest["偏差率"]) == ("未完成", -1)
    names = {name for name, _ in found}
    assert "植被成活率（%）" not in names  # approved as not applicable
    assert "单位成本控制数（万元/公顷）" not in names  # approved as met


def test_what_the_period_has_brought_counts_the_years_before(tmp_path: Path) -> None:
    before = replace(TURPAN, year=2023)
    path = consolidated(tmp_path, "--year", "2024", before=before, turpan=TURPAN, karamay=KARAMAY)
    found = {str(one["三级指标"]): one for one in lines(stored(path)["期间进度"], "三级指标")}
    area = found["矿山生态修复面积（公顷）"]
    assert (area["期间目标"], area["以前年度完成"], area["本年完成"], area["累计完成"]) == (
        "≥3266.94公顷",
        "458.79公顷",
        "592.23公顷",
        "1051.02公顷",
    )
    assert area["累计完成率"] == pytest.approx(1051.02 / 3266.94)
    tourists, share = found["年新增文化旅游人数（万人次/年）"], found["工程质量合格率（%）"]
    assert (tourists["累计完成"], share["累计完成"]) == ("—", "—")  # every year's, and shares, add up to nothing
    assert tourists["本年完成"] == "50万人次/年"


def test_what_does_not_add_up_is_named_with_its_cell(summary: Path) -> None:
    book = stored(summary)
    (line,) = [one for one in lines(book["相互核对"], "编号") if one["编号"] == "C15"]
    assert book[str(line["工作表"])][str(line["单元格"])].value == 133.44


def test_who_did_not_hand_in_is_listed_from_a_list_and_from_a_ledger(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = openpyxl.Workbook()
    for line in (
        ("单位名称", "项目名称", "年度", "截止日期"),
        (TURPAN.unit.name, TURPAN.project.name, 2024, "2025-03-31"),
        ("哈密市自然资源局", "哈密市矿山修复", 2024, "2025-03-31"),
    ):
        book.active.append(line)
    listed = tmp_path / "清单.xlsx"
    book.save(listed)
    path = consolidated(tmp_path, "--expected", listed, turpan=TURPAN)
    assert "未报 哈密市自然资源局：哈密市矿山修复" in capsys.readouterr().err
    (line,) = [one for one in lines(stored(path)["未报和未计入"], "状态") if one["状态"] == "未报"]
    assert (line["单位"], line["报送截止"]) == ("哈密市自然资源局", "2025-03-31")

    ledger = tmp_path / "台账.db"
    main(["receive", str(tmp_path / "收件"), "--ledger", str(ledger), "--expected", str(listed)])
    capsys.readouterr()
    main(["rollup", str(ledger), "--profile", "xinjiang-2024"])
    assert "未报 哈密市自然资源局：哈密市矿山修复" in capsys.readouterr().err


def test_more_rows_than_a_sheet_can_show_leave_plain_values(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from xladdin.rollup.book import sources

    monkeypatch.setattr(sources, "MOST_ROWS", 10)
    path = consolidated(tmp_path, turpan=TURPAN, karamay=KARAMAY)
    book = openpyxl.load_workbook(path)
    assert all(cell.data_type != "f" for row in book["汇总指标"].iter_rows() for cell in row)
    assert "不在本工作簿里列出" in str(book["来源"]["A2"].value)


def test_the_workbook_is_not_written_over_another(summary: Path) -> None:
    before = summary.read_bytes()
    options = ["--region", "别处", "-o", str(summary)]
    assert main(["rollup", str(summary.parent / "收件"), *options]) != 0
    assert summary.read_bytes() == before


def test_the_regions_report_comes_from_it_and_is_verified_against_it(
    summary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import docx

    path = tmp_path / "区域报告.docx"
    assert main(["report", str(summary), "-o", str(path)]) == 0
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)
    for said in (
        "本地区汇总2个项目，其中优1个、良1个。克拉玛依市自然资源局93.1分（优），预算执行率58.23%",
        "矿山生态修复面积：指标值≥512.73公顷，实际完成592.23公顷，完成率115.51%",
        "执行20874.9万元，执行率60.40%",
        "矿山生态修复面积完成592.23，占期间目标3266.94公顷的18.13%",
    ):
        assert said in text
    assert text.count("）数量指标") == 1  # the rows of one 二级指标 stand together, whoever has them
    capsys.readouterr()
    assert main(["report", "--verify", str(path), str(summary)]) == 0
    assert "报告与工作簿一致" in capsys.readouterr().out


def test_the_departments_form_is_consolidated_as_well(tmp_path: Path) -> None:
    """项目支出绩效自评表 has no 到位数, no 资金到位与执行表, and its rows carry scores."""
    project = sample("changhe-2024")
    assert project.form == "project"
    other = replace(project, unit=replace(project.unit, name="另一单位", code=""))
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for name, one in (("a", project), ("b", other)):
        (inbox / f"{name}.json").write_bytes(encode(one))
    path = tmp_path / "汇总.xlsx"
    main(["rollup", str(inbox), "-o", str(path), "--region", "某市", "--project", str(tmp_path / "区域.json")])
    assert_package_clean(path)
    read = open_file(path)
    assert canonical(read.evaluation) == canonical(load(tmp_path / "区域.json"))
    money = next(row for row in read.evaluation.funds if row.source == "total")
    own = total_of(project.funds)
    assert own.budget is not None
    assert money.budget == 2 * own.budget
    first = lines(stored(path)["来源"], "汇总序号")[0]
    assert first["单元格"] == f"indicators[{project.indicators[0].key}].actual"  # PROJECT.json has no cells


def test_values_of_a_ledger_are_traced_to_the_cells_of_its_originals(tmp_path: Path) -> None:
    inbox, ledger = tmp_path / "收件", tmp_path / "台账.db"
    inbox.mkdir()
    put(inbox, "karamay.xlsx", KARAMAY)
    main(["receive", str(inbox), "--ledger", str(ledger), "--profile", "xinjiang-2024"])
    main(["rollup", str(ledger), "-o", str(tmp_path / "汇总.xlsx")])
    found = lines(stored(tmp_path / "汇总.xlsx")["来源"], "汇总序号")
    area = next(line for line in found if line["三级指标"] == "矿山生态修复面积（公顷）")
    assert list(cells(tmp_path, area, "单元格")) == ["133.44"]
