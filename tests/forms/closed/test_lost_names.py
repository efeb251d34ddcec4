"""Names of results and parameters that were deleted or led astray: each is told with its print and put where it was."""

from __future__ import annotations

import pytest

from tests.forms.read.memory import Memory
from xladdin.forms.closed.notes.lost_names import LostName, lost_names
from xladdin.rules import profile as profiles

PROFILE = profiles.load("xinjiang-2024")
SCORES, PARAMETERS = "评分表", "参数"

#: Name, sheet, what is printed beside it.
RESULTS = """
JX_F_title_front 填报说明 标题
JX_F_title_money_year 资金到位与执行表 标题
JX_F_title_overall 总体绩效目标表 标题
JX_F_title_annual 年度绩效目标表 标题
JX_F_title_weighted 自治区项目绩效目标表 标题
JX_F_title_weighted_year 自治区项目绩效目标表 标题
JX_F_title_self 绩效自评表 标题
JX_F_title_self_year 绩效自评表 标题
JX_F_title_scores 评分表 标题
JX_F_title_scores_year 评分表 标题
JX_M_notes 填报说明 校验提示
JX_M_overall 总体绩效目标表 校验提示
JX_M_annual 年度绩效目标表 校验提示
JX_M_weighted 自治区项目绩效目标表 校验提示
JX_M_self 绩效自评表 校验提示
JX_M_money 资金到位与执行表 校验提示
JX_M_scores 评分表 校验提示
JX_F_echo_annual_project_name 年度绩效目标表 转移支付（项目）名称
JX_F_echo_money_funds_total_execution_rate 资金到位与执行表 预算执行率
JX_F_funds_total_execution_rate 绩效自评表 预算执行率
JX_F_funds_central_execution_rate 绩效自评表 预算执行率
JX_F_funds_total_arrival_rate 资金到位与执行表 到位率
JX_F_levels_v1_name 评分表 预算执行名称
JX_F_levels_v1_standard 评分表 预算执行标准分
JX_F_levels_v1_computed_score 评分表 预算执行规则得分
JX_F_levels_v1_score 评分表 预算执行得分
JX_F_declared_levels_v1 评分表 预算执行填报得分
JX_F_levels_v2_name 评分表 产出指标名称
JX_F_levels_v2_standard 评分表 产出指标标准分
JX_F_levels_v2_weights 评分表 产出指标权重合计
JX_F_levels_v2_computed_score 评分表 产出指标规则得分
JX_F_levels_v2_score 评分表 产出指标得分
JX_F_declared_levels_v2 评分表 产出指标填报得分
JX_F_levels_v4_weights 评分表 效益指标权重合计
JX_F_levels_v5_score 评分表 满意度指标得分
JX_F_declared_levels_v5 评分表 满意度指标填报得分
JX_F_total 评分表 总分
JX_F_grade 评分表 等级
JX_F_computed_total 评分表 规则总分
JX_F_computed_grade 评分表 规则等级
JX_F_declared_total 评分表 填报总分
JX_F_declared_grade 评分表 填报等级
JX_F_no_total 评分表 没有总分的原因
JX_V_profile 参数 新疆维吾尔自治区转移支付绩效自评规则（2024，推定）
JX_V_template 参数 工作簿标识
JX_V_template_version 参数 工作簿标识
JX_V_kind 参数 工作簿标识
JX_V_profile_digest 参数 工作簿标识
JX_V_year 参数 工作簿标识
JX_S_1 参数 预算执行标准分
JX_S_2 参数 产出指标标准分
JX_S_4 参数 效益指标标准分
JX_S_5 参数 满意度指标标准分
JX_T_met 参数 评分说明用语
JX_T_unmet 参数 评分说明用语
JX_T_unit 参数 评分说明用语
JX_W_met 参数 视为达成的说法
JX_W_unmet 参数 视为未达成的说法
JX_W_blank 参数 视为空白的写法
JX_L_from 参数 一级指标的归类
JX_L_to 参数 一级指标的归类
JX_PARAMS 参数 参数表
"""
LINES = [tuple(line.split()) for line in RESULTS.split("\n") if line]
LINES += [(f"JX_P_{key}", PARAMETERS, one.title) for key, one in PROFILE.parameters.items()]
#: Names of inputs: without one the reader refuses; and names that it takes a value from.
INPUTS = {"JX_F_declared_total", "JX_F_declared_grade"}
READ = {"JX_V_template", "JX_V_template_version", "JX_V_kind", "JX_V_profile", "JX_V_profile_digest", "JX_V_year"}


@pytest.fixture(scope="module")
def _content(built: dict[str, bytes]) -> bytes:
    return built["turpan-2024"]


@pytest.fixture
def book(_content: bytes) -> Memory:
    return Memory(_content)


def lost(book: Memory) -> list[LostName]:
    return list(lost_names(book, book.read(), PROFILE))


def test_nothing_is_lost_in_a_fresh_workbook(book: Memory) -> None:
    assert lost(book) == []


@pytest.mark.parametrize("part", range(4))
def test_a_deleted_name_is_told_with_its_print_and_belongs_where_it_was(part: int, book: Memory) -> None:
    for name, sheet, printed in LINES[part::4]:
        if name in INPUTS or (name not in book.defined and name.startswith("JX_P_")):
            continue  # limits of the checks are no names
        before = book.defined.pop(name)
        assert lost(book) == [LostName(name, sheet, printed, before)]
        book.defined[name] = "#REF!"
        assert lost(book) == [LostName(name, sheet, printed, before)]
        book.defined[name] = before


@pytest.mark.parametrize("part", range(4))
def test_a_name_on_another_cell_is_told_with_its_print_and_belongs_where_it_was(part: int, book: Memory) -> None:
    for name, sheet, printed in LINES[part::4]:
        if name not in book.defined or name in READ or name == "JX_PARAMS":
            continue
        before, book.defined[name] = book.defined[name], "'评分表'!$B$2"
        assert lost(book) == [LostName(name, sheet, printed, before)], name
        book.defined[name] = before


def test_all_at_once_are_told_in_order(book: Memory) -> None:
    for name in ("JX_F_total", "JX_F_title_self", "JX_P_over_floor", "JX_M_self", "JX_F_levels_v2_score"):
        del book.defined[name]
    assert [one.name for one in lost(book)] == [
        "JX_F_title_self",
        "JX_M_self",
        "JX_F_levels_v2_score",
        "JX_F_total",
        "JX_P_over_floor",
    ]


@pytest.mark.parametrize("name", ["JX_F_levels_v2_name", "JX_F_declared_levels_v2"])
def test_a_formula_that_somebody_typed_where_none_belongs_loses_no_name(name: str, book: Memory) -> None:
    content = book.get(name)
    book.put(name, content.value, formula='"产出"&"指标"')
    assert lost(book) == []


def test_a_workbook_of_an_older_template_has_none_to_lose(book: Memory) -> None:
    book.said["xladdin.template_version"] = "1"
    del book.defined["JX_F_total"]
    assert lost(book) == []


@pytest.mark.parametrize("name", ["JX_F_total", "JX_F_no_total", "JX_F_title_self", "JX_M_self"])
def test_without_its_formula_the_cell_is_not_guessed(name: str, book: Memory) -> None:
    before = book.defined[name]
    book.put(name, "写了别的")
    assert lost(book) == []  # the name stands where it stood: somebody typed over the result
    del book.defined[name]
    assert [(one.name, one.reference) for one in lost(book)] == [(name, "")]
    book.defined[name] = before
    assert lost(book) == []


def test_a_formula_that_stands_twice_tells_nothing(book: Memory) -> None:
    sheet, _ = book.where("JX_M_self")
    book.cells[sheet]["Z9"] = book.get("JX_M_self")
    assert lost(book) == []
    before = book.defined.pop("JX_M_self")
    assert [(one.name, one.reference) for one in lost(book)] == [("JX_M_self", "")]
    book.defined["JX_M_self"] = "'绩效自评表'!$A$1"
    assert lost(book) == []
    del book.cells[sheet]["Z9"]
    assert [(one.name, one.reference) for one in lost(book)] == [("JX_M_self", before)]


def test_the_crossing_of_a_line_and_a_column_is_taken_only_with_the_formula_that_belongs_there(book: Memory) -> None:
    name = "JX_F_levels_v2_score"
    content, before = book.get(name), book.defined.pop(name)
    sheet, cell = before.replace("'", "").replace("$", "").split("!")
    book.cells[sheet][cell] = type(content)(content.value, "1+1")
    assert [(one.name, one.reference) for one in lost(book)] == [(name, "")]
    del book.cells[sheet][cell]
    assert [(one.name, one.reference) for one in lost(book)] == [(name, "")]
    book.defined[name] = before  # it is there, only without its formula
    assert lost(book) == []
    declared = book.defined.pop("JX_F_declared_levels_v2")
    assert [(one.name, one.reference) for one in lost(book)] == [("JX_F_declared_levels_v2", declared)]
    sheet, cell = declared.replace("'", "").replace("$", "").split("!")
    book.cells[sheet][cell] = type(content)(None, "1+1")
    assert [(one.name, one.reference) for one in lost(book)] == [("JX_F_declared_levels_v2", "")]


@pytest.mark.parametrize("astray", ["JX_F_levels_v2_name", "JX_F_levels_v4_score"])
def test_where_a_line_or_a_column_is_not_one_its_crossing_is_not_guessed(astray: str, book: Memory) -> None:
    """The names of a level stand in two rows, or those of a column in two columns."""
    del book.defined["JX_F_levels_v2_score"]
    book.defined[astray] = "'评分表'!$B$2"
    found = {one.name: one.reference for one in lost(book)}
    assert found["JX_F_levels_v2_score"] == ""


@pytest.mark.parametrize(("before", "found"), [(9_999, True), (10_000, False)])
def test_the_first_ten_thousand_cells_of_a_sheet_are_searched(before: int, found: bool, book: Memory) -> None:
    reference, formula = book.defined["JX_M_self"], book.get("JX_M_self")
    sheet, cell = book.where("JX_M_self")
    filled = {f"AZ{row}": type(formula)("填") for row in range(1, before + 1)}
    del book.cells[sheet][cell]
    book.cells[sheet] = {**filled, cell: formula, **book.cells[sheet]}
    del book.defined["JX_M_self"]
    (told,) = [one for one in lost(book) if one.name == "JX_M_self"]
    assert told.reference == (reference if found else "")


@pytest.mark.parametrize(
    ("name", "key"), [("JX_W_blank", "blank"), ("JX_L_to", "level"), ("JX_P_over_floor", "over_floor")]
)
def test_a_name_whose_lines_are_gone_as_well_has_no_place(name: str, key: str, book: Memory) -> None:
    cells = book.cells[PARAMETERS]
    gone = [cell for cell, content in cells.items() if cell.startswith("A") and content.value == key]
    if not gone:
        gone = [cell for cell, content in cells.items() if cell.startswith("A") and str(content.value).endswith(key)]
    assert gone
    for cell in gone:
        cells[cell] = type(cells[cell])("别的")
    book.defined.pop(name)
    (told,) = [one for one in lost(book) if one.name == name]
    assert (told.sheet, told.reference) == (PARAMETERS, "")


def test_a_renamed_sheet_is_told_by_its_new_name(book: Memory) -> None:
    book.cells["打分's"] = book.cells.pop(SCORES)
    book.merges["打分's"] = book.merges.pop(SCORES)
    for name, reference in book.defined.items():
        book.defined[name] = reference.replace("'评分表'!", "'打分''s'!").replace("评分表!", "'打分''s'!")
    for name in ("JX_F_no_total", "JX_F_levels_v4_weights"):
        before = book.defined.pop(name)
        (found,) = [one for one in lost(book) if one.name == name]
        assert (found.sheet, found.reference) == ("打分's", before)
        book.defined[name] = before


def test_parameters_are_found_by_their_keys_wherever_they_stand(book: Memory) -> None:
    before = book.defined.pop("JX_P_over_floor")
    row = int(before.rsplit("$", 1)[1])
    cells = book.cells[PARAMETERS]
    cells["A200"], cells["B200"] = cells.pop(f"A{row}"), cells.pop(f"B{row}")
    (found,) = [one for one in lost(book) if one.name == "JX_P_over_floor"]
    assert found.reference == ""  # below the table that JX_PARAMS names
    cells[f"A{row}"], cells[f"B{row}"] = cells.pop("A200"), cells.pop("B200")
    cells["A199"] = cells[f"A{row}"]
    (found,) = [one for one in lost(book) if one.name == "JX_P_over_floor"]
    assert found.reference == before


def test_a_key_that_stands_twice_is_not_guessed(book: Memory) -> None:
    del book.defined["JX_P_over_floor"]
    row = int(book.defined["JX_P_over_factor"].rsplit("$", 1)[1])
    cells = book.cells[PARAMETERS]
    cells[f"A{row}"] = cells[f"A{row + 1}"]
    found = {one.name: one.reference for one in lost(book)}
    assert found == {"JX_P_over_floor": ""}


@pytest.mark.parametrize("cell", ["A1", "A2"])
def test_the_table_of_parameters_is_named_again_only_where_it_stands_as_it_was_made(cell: str, book: Memory) -> None:
    whole = book.defined.pop("JX_PARAMS")
    assert [(one.name, one.reference) for one in lost(book)] == [("JX_PARAMS", whole)]
    book.cells[PARAMETERS][cell] = type(book.cells[PARAMETERS][cell])("别的")
    assert lost(book) == []
