"""Names that were broken are told by what is printed at their place, with the sheet and the cell."""

from __future__ import annotations

import pytest

from tests.forms.conftest import sample
from tests.forms.read.memory import Memory
from xladdin.errors import UserError
from xladdin.forms.family import family
from xladdin.forms.read.sound_names import meanings
from xladdin.rules import profile as profiles
from xladdin.submission.seal.make import sealed

TRANSFER = family("transfer")

#: Name → sheet, what is printed there, and whether a submission has it too.
PRINTED = {
    "JX_F_year": ("填报说明", "填报年度", True),
    "JX_F_goals_overall_funds_social": ("总体绩效目标表", "社会资本", True),
    "JX_F_goals_overall_period": ("总体绩效目标表", "标题下的说明", True),
    "JX_F_goals_weighted_funds_total": ("自治区项目绩效目标表", "预算总额", True),
    "JX_F_goals_weighted_funds_fiscal": ("自治区项目绩效目标表", "其中：财政拨款", True),
    "JX_F_signatures_project_leader": ("自治区项目绩效目标表", "项目负责人", True),
    "JX_F_project_name": ("绩效自评表", "转移支付（项目）名称", True),
    "JX_F_project_local_department": ("绩效自评表", "地方主管部门", True),
    "JX_F_funds_total_budget": ("绩效自评表", "年度资金总额、全年预算数（A）", True),
    "JX_F_funds_local_executed": ("绩效自评表", "地方财政资金、全年执行数（B）", True),
    "JX_F_management_m1_statement": ("绩效自评表", "分配科学性、情况说明", True),
    "JX_F_management_m7_problems": ("绩效自评表", "支出责任履行情况、存在问题和改进措施", True),
    "JX_F_objective": ("绩效自评表", "总体目标", True),
    "JX_F_remarks": ("绩效自评表", "说明", True),
    "JX_F_funds_total_arrived": ("资金到位与执行表", "年度资金总额", True),
    "JX_F_declared_total": ("评分表", "填报总分", True),
    "JX_F_declared_grade": ("评分表", "填报等级", True),
    "JX_C_self_actual": ("绩效自评表", "全年实际完成值", True),
    "JX_C_self_key": ("绩效自评表", "行标识（隐藏列）", True),
    "JX_C_self_flag": ("绩效自评表", "标记（隐藏列）", False),
    "JX_C_score_tier_percent": ("评分表", "评定等级比例（%）", True),
    "JX_C_score_inside": ("评分表", "给定单位", False),
    "JX_C_findings_message": ("校验结果", "说明", False),
}


#: Some more, of which nothing is tried but their print.
MORE = {
    "JX_F_signatures_filler": ("绩效自评表", "填报人", True),
    "JX_F_signatures_phone": ("绩效自评表", "联系电话", True),
    "JX_F_signatures_responsible": ("绩效自评表", "负责人", True),
    "JX_F_signatures_leader": ("绩效自评表", "分管领导", True),
    "JX_F_signatures_date": ("绩效自评表", "填报日期", True),
    "JX_F_unit_name": ("填报说明", "填报单位", True),
    "JX_F_unit_code": ("填报说明", "单位代码", True),
    "JX_C_score_level2": ("评分表", "读数步骤（隐藏列）", False),
}


@pytest.mark.parametrize("name", PRINTED | MORE)
def test_a_name_stands_for_what_is_printed_at_its_place(name: str) -> None:
    sheet, printed, sealed = (PRINTED | MORE)[name]
    meaning = meanings(TRANSFER)[name]
    assert (meaning.sheet, meaning.printed, meaning.sealed) == (sheet, printed, sealed)
    assert bool(meaning.table) is name.startswith("JX_C_")


@pytest.fixture
def book(built: dict[str, bytes]) -> Memory:
    return Memory(built["turpan-2024"])


def refusal(book: Memory) -> UserError:
    with pytest.raises(UserError) as caught:
        book.read()
    assert caught.value.file == "自评.xlsx"
    return caught.value


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("lost", ["deleted", "#REF!"])
def test_a_lost_name_is_told_by_sheet_and_print(name: str, lost: str, book: Memory) -> None:
    if lost == "deleted":
        del book.defined[name]
    else:
        book.defined[name] = "#REF!"
    error = refusal(book)
    sheet, printed, _ = PRINTED[name]
    assert (error.code, error.sheet, error.facts["printed"]) == ("name-lost", sheet, printed)


@pytest.mark.parametrize("name", PRINTED)
def test_a_workbook_of_an_older_template_may_lack_names(name: str, book: Memory) -> None:
    book.said["xladdin.template_version"] = "1"
    del book.defined[name]
    if name.endswith("_key"):
        assert refusal(book).code == "template-damaged"
    else:
        assert book.read().older


def _without(book: Memory, sheet: str) -> Memory:
    for name, reference in list(book.defined.items()):
        if reference.startswith((f"{sheet}!", f"'{sheet}'!")):
            book.defined[name] = "#REF!"
    return book


@pytest.mark.parametrize("sheet", ["填报说明", "总体绩效目标表", "年度绩效目标表", "绩效自评表", "评分表"])
def test_a_sheet_whose_names_are_all_lost_is_told_as_a_sheet(sheet: str, book: Memory) -> None:
    error = refusal(_without(book, sheet))
    assert (error.code, error.sheet) == ("sheet-lost", sheet)


def test_a_workbook_that_lost_every_name_is_told_as_damaged_and_no_sheet_of_it(book: Memory) -> None:
    book.defined.clear()
    assert refusal(book).code == "template-damaged"


def test_the_sheet_of_findings_is_asked_for_by_those_only_who_write_into_it(book: Memory) -> None:
    assert _without(book, "校验结果").read().evaluation.indicators


def test_two_names_on_one_cell_are_told_with_both_prints_and_the_cell(book: Memory) -> None:
    book.defined["JX_F_funds_local_budget"] = book.defined["JX_F_funds_central_budget"]
    error = refusal(book)
    assert error.code == "name-twice"
    assert {error.facts["one"], error.facts["other"]} == {
        "其中：中央财政资金、全年预算数（A）",
        "地方财政资金、全年预算数（A）",
    }
    assert (error.sheet, error.cell) == book.where("JX_F_funds_central_budget")


def test_a_name_of_ours_that_nobody_knows_may_share_a_cell_with_its_like_alone(book: Memory) -> None:
    book.defined |= {"JX_F_aaa": "绩效自评表!$ZZ$1", "JX_F_aab": "绩效自评表!$ZZ$1"}
    book.read()
    book.defined["JX_F_aaa"] = book.defined["JX_F_remarks"]
    assert refusal(book).code == "name-twice"
    book.defined["JX_F_zzz"] = book.defined.pop("JX_F_aaa")
    assert refusal(book).code == "name-twice"


def test_a_submission_needs_the_names_of_what_stands_in_it() -> None:
    book = Memory(sealed(sample("karamay-2024"), profiles.load("xinjiang-2024"))[0].to_bytes())
    book.read()
    for name in ("JX_C_score_inside", "JX_C_self_flag"):
        assert name not in book.defined
    del book.defined["JX_F_remarks"]
    error = refusal(book)
    assert (error.code, error.sheet, error.facts["printed"]) == ("name-lost", "绩效自评表", "说明")


def _column_of(book: Memory, name: str) -> tuple[str, str, int, int]:
    sheet, _, cells = book.defined[name].partition("!")
    first, last = cells.replace("$", "").split(":")
    letter = first.rstrip("0123456789")
    return sheet, letter, int(first[len(letter) :]), int(last[len(letter) :])


def test_a_field_in_the_last_row_of_a_column_and_one_just_below_it(book: Memory) -> None:
    sheet, letter, first, last = _column_of(book, "JX_C_self_actual")
    book.defined["JX_F_remarks"] = f"{sheet}!${letter}${last + 1}"
    book.read()
    book.defined["JX_F_remarks"] = f"{sheet}!${letter}${last}"
    error = refusal(book)
    assert (error.code, error.cell) == ("name-twice", f"{letter}{last}")
    assert error.facts["other"] == "说明"
    book.defined["JX_F_remarks"] = f"{sheet}!${letter}${first - 1}"
    book.read()


@pytest.mark.parametrize("step", [1, -1])
def test_a_column_longer_or_shorter_than_its_table_is_told_with_its_rows(step: int, book: Memory) -> None:
    sheet, letter, first, last = _column_of(book, "JX_C_self_actual")
    book.defined["JX_C_self_actual"] = f"{sheet}!${letter}${first}:${letter}${last + step}"
    error = refusal(book)
    assert (error.code, error.sheet, error.cell) == ("name-uneven", "绩效自评表", f"{letter}{first}")
    assert (error.facts["printed"], error.facts["rows"]) == ("全年实际完成值", f"{first}—{last + step}")


def test_a_name_led_to_another_sheet_is_told_with_both(book: Memory) -> None:
    book.defined["JX_F_remarks"] = "评分表!$A$1"
    error = refusal(book)
    assert (error.code, error.sheet) == ("name-astray", "绩效自评表")
    assert (error.facts["printed"], error.facts["where"]) == ("说明", "评分表!A1")


def test_a_renamed_sheet_takes_its_names_along(book: Memory) -> None:
    for name, reference in list(book.defined.items()):
        book.defined[name] = reference.replace("资金到位与执行表", "资金")
    book.cells["资金"], book.merges["资金"] = book.cells.pop("资金到位与执行表"), book.merges.pop("资金到位与执行表")
    assert book.read().evaluation.funds
