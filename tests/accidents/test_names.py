"""Names and sheets: copied, cut, deleted, pointed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accidents.bench import GOLD, Bench
from tests.hostile.kit import BOOK, BOOK_RELS, CUSTOM, KIND, Kit

BenchOf = Callable[..., Bench]


def refused(book: Bench, *words: str) -> None:
    """``check`` and ``score`` refuse the file with one line that holds the words and no ASCII name."""
    for command in ("check", "score", "recalc"):
        before = book.save().read_bytes()
        ran = book.run(command)
        assert ran.code == 3
        assert len(ran.err.splitlines()) == 1
        assert all(word in ran.err for word in words), ran.err
        assert "JX_" not in ran.err
        assert book.path.read_bytes() == before


def with_copy(book: Bench, sheet: str, change: tuple[str, str] | None = None) -> Bench:
    """The sheet copied within the workbook as Excel does it: the copy has names of its own, called like the others."""
    kit = book.kit
    source = kit.parts[kit.sheets[sheet]]
    kit.add("xl/worksheets/sheet99.xml", source).type("xl/worksheets/sheet99.xml", f"{KIND}.worksheet+xml")
    kit.sub(BOOK_RELS, "</Relationships>", '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet99.xml"/></Relationships>')  # fmt: skip
    relation = re.search(rb'(\w+):id="rId\d+"', kit.parts[BOOK]) or re.search(rb"(r):id=", kit.parts[BOOK])
    assert relation is not None
    kit.sub(BOOK, "</sheets>", f'<sheet name="{sheet} (2)" sheetId="99" {relation[1].decode()}:id="rId99"/></sheets>')
    position = len(kit.sheets)
    own = re.findall(
        rf'<definedName name="(JX_[^"]+)"[^>]*>(\'?{sheet}\'?!)([^<]*)</definedName>'.encode(), kit.parts[BOOK]
    )
    assert own
    names = "".join(
        f'<definedName name="{name.decode()}" localSheetId="{position}">\'{sheet} (2)\'!{cells.decode()}</definedName>'
        for name, _, cells in own
    )
    kit.sub(BOOK, "</definedNames>", f"{names}</definedNames>")
    return book


@pytest.mark.parametrize("sheet", ["绩效自评表", "评分表", "校验结果", "自治区项目绩效目标表", "资金到位与执行表"])
def test_a_copied_sheet_is_said_by_its_name_and_never_read(bench: BenchOf, sheet: str) -> None:
    book = with_copy(bench(), sheet)
    assert book.total() == GOLD["turpan-2024"]
    (found,) = [one for one in book.findings() if one["rule"] == "C45"]
    assert (found["sheet"], found["severity"]) == (f"{sheet} (2)", "warning")
    assert f"“{sheet}”的复制件" in found["message"]


def test_what_is_changed_on_the_original_beside_a_copy_counts(bench: BenchOf) -> None:
    alone = bench().put(bench().cell("indicators[q01].actual"), 1).total()
    book = with_copy(bench(), "绩效自评表")
    book.put(book.cell("indicators[q01].actual"), 1)
    assert book.total() == alone != GOLD["turpan-2024"]


@pytest.mark.parametrize("command", [["recalc"], ["check", "--mark"]])
def test_a_copied_sheet_is_never_written(bench: BenchOf, command: list[str]) -> None:
    book = with_copy(bench(), "评分表")
    book.put(book.cell("indicators[q01].actual"), 1)
    copy = book.kit.parts["xl/worksheets/sheet99.xml"]
    assert book.run(*command).code in (0, 1)
    assert type(book.kit)(book.path.read_bytes()).parts["xl/worksheets/sheet99.xml"] == copy


def test_names_of_its_own_on_the_real_sheet_are_an_error(bench: BenchOf) -> None:
    book = bench()
    position = list(book.kit.sheets).index("评分表")
    reference = book.reference("JX_C_self_actual").replace("$F", "$G").replace("$E", "$F")
    book.kit.sub(BOOK, "</definedNames>", f'<definedName name="JX_C_self_actual" localSheetId="{position}">{reference}</definedName></definedNames>')  # fmt: skip
    book.finding("C45", (book.kit.sheets["评分表"], "A1"))


LOST = {
    "JX_C_weighted_weight": "权重",
    "JX_C_self_actual": "完成",
    "JX_C_self_reason": "原因",
    "JX_C_score_score": "得分",
    "JX_F_funds_total_executed": "年度资金总额、全年执行数（B）",
    "JX_F_funds_central_budget": "其中：中央财政资金、全年预算数（A）",
    "JX_F_project_name": "转移支付（项目）名称",
    "JX_F_year": "填报年度",
    "JX_F_achievement": "全年实际完成情况",
    "JX_C_findings_message": "校验结果",
}


@pytest.mark.parametrize("name", LOST)
def test_a_name_whose_cell_was_deleted_is_told_by_what_is_printed_there(bench: BenchOf, name: str) -> None:
    refused(_renamed(bench(), name, "#REF!"), LOST[name])


@pytest.mark.parametrize("name", ["JX_C_self_actual", "JX_F_funds_total_executed"])
def test_a_name_that_was_deleted_is_told_by_what_is_printed_there(bench: BenchOf, name: str) -> None:
    book = bench()
    book.kit.re(BOOK, rf'<definedName name="{name}"[^>]*>[^<]*</definedName>', "")
    refused(book, LOST[name])


def _renamed(book: Bench, name: str, reference: str) -> Bench:
    book.kit.name(name, reference)
    return book


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("JX_F_funds_total_budget", "JX_F_funds_total_executed"),
        ("JX_F_funds_central_executed", "JX_F_funds_local_executed"),
        ("JX_C_self_actual", "JX_C_self_target"),
    ],
)
def test_two_names_on_one_cell_are_told_with_both_printed_meanings(bench: BenchOf, one: str, other: str) -> None:
    book = bench()
    refused(_renamed(book, one, book.reference(other)), "指向同一个单元格", "绩效自评表")


@pytest.mark.parametrize("command", [["recalc"], ["check", "--mark"], ["check"]])
def test_names_of_the_findings_that_point_at_inputs_never_overwrite_them(bench: BenchOf, command: list[str]) -> None:
    book = bench()
    _renamed(book, "JX_C_findings_message", book.reference("JX_C_self_actual"))
    before = book.save().read_bytes()
    assert book.run(*command).code == 3
    assert book.path.read_bytes() == before


def test_all_names_of_the_findings_that_point_at_inputs_are_refused(bench: BenchOf) -> None:
    book = bench()
    target = book.reference("JX_C_self_actual")
    for name in (
        "number",
        "level",
        "sheet",
        "found",
        "expected",
        "difference",
        "message",
        "remedy",
        "basis",
        "address",
        "where",
        "link",
    ):
        _renamed(book, f"JX_C_findings_{name}", target)
    before = book.save().read_bytes()
    assert book.run("check", "--mark").code == 3
    assert book.path.read_bytes() == before


def test_a_name_that_points_to_another_sheet_is_told(bench: BenchOf) -> None:
    book = bench()
    refused(_renamed(book, "JX_F_funds_total_executed", "评分表!$B$2"), "（name-astray）", "评分表!B2", "年度资金总额")


def test_a_column_whose_end_was_dragged_away_is_told(bench: BenchOf) -> None:
    book = bench()
    first, _, last = book.reference("JX_C_self_actual").rpartition("$")
    refused(_renamed(book, "JX_C_self_actual", f"{first}${int(last) + 2}"), "与同一张表的其他列不一致")


def test_row_keys_that_are_there_twice_are_told_in_one_line(bench: BenchOf) -> None:
    book = bench()
    area = book.sound.locator.column("self", "key")
    assert area is not None
    rows = book.sound.rows["self"]
    book.put((book.kit.own, area.cell(rows["q06"])), "q05")
    refused(book, "q05")


def test_a_sheet_that_was_renamed_with_its_names_is_read_as_before(bench: BenchOf) -> None:
    book = bench()
    book.kit.parts[BOOK] = book.kit.parts[BOOK].replace("资金到位与执行表".encode(), "资金表".encode())
    assert book.total() == GOLD["turpan-2024"]


@pytest.mark.parametrize("sheet", ["绩效自评表", "评分表", "自治区项目绩效目标表"])
def test_a_sheet_that_was_deleted_is_told(bench: BenchOf, sheet: str, tmp_path: Path) -> None:
    book = bench()
    book.kit.re(BOOK, rf'<sheet [^>]*name="{sheet}"[^>]*/>', "")
    book.kit.parts[BOOK] = re.sub(
        rf"(<definedName [^>]*>)'?{sheet}'?![^<]*".encode(), rb"\g<1>#REF!", book.kit.parts[BOOK]
    )
    ran = book.run("check")
    assert ran.code == 3
    assert f"工作表“{sheet}”" in ran.err
    assert "（sheet-lost）" in ran.err
    assert len(ran.err.splitlines()) == 1


RESULTS = {
    "JX_F_total": "总分",
    "JX_F_computed_grade": "规则等级",
    "JX_F_no_total": "没有总分的原因",
    "JX_F_levels_v2_score": "产出指标得分",
    "JX_F_levels_v1_score": "预算执行得分",
    "JX_F_levels_v4_weights": "效益指标权重合计",
    "JX_F_levels_v5_name": "满意度指标名称",
    "JX_F_declared_levels_v2": "产出指标填报得分",
    "JX_F_title_self": "标题",
    "JX_F_funds_central_execution_rate": "预算执行率",
    "JX_F_echo_annual_project_name": "转移支付（项目）名称",
    "JX_M_self": "校验提示",
    "JX_P_reason_below": "完成率低于此值须说明原因",
    "JX_S_2": "产出指标标准分",
    "JX_T_met": "评分说明用语",
    "JX_W_blank": "视为空白的写法",
    "JX_W_doubt": "使数值不明确的字词",
    "JX_U_word": "读数用的单位",
    "JX_U_size": "读数用的单位",
    "JX_U_meaning": "读数用的比较词",
    "JX_L_from": "一级指标的归类",
    "JX_L_to": "一级指标的归类",
    "JX_V_year": "工作簿标识",
    "JX_PARAMS": "参数表",
}


def _of_ours(content: bytes) -> dict[str, str]:
    found = re.findall(rb'<definedName name="(JX_[^"]*)"[^>]*>([^<]*)', Kit(content).parts[BOOK])
    return {name.decode(): reference.decode("utf-8") for name, reference in found}


#: Names by which the program itself reads: it says in its own words that they lead elsewhere.
READ = ("JX_P_reason_below", "JX_PARAMS", "JX_V_year")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        (name, how)
        for name in RESULTS
        for how in ("deleted", "#REF!", "'评分表'!$B$2")
        if not (how.startswith("'") and name in READ)
    ],
)
def test_a_name_that_formulas_use_is_found_and_put_back_by_recalc(bench: BenchOf, name: str, how: str) -> None:
    """Where the workbook itself says what it named; other parts stay as they are."""
    book = bench()
    before, names = dict(book.kit.parts), _of_ours(book.before)
    if how == "deleted":
        book.kit.re(BOOK, rf'<definedName name="{name}"[^>]*>[^<]*</definedName>', "")
    else:
        book.kit.name(name, how)
    found = [one for one in book.findings() if one["rule"] == "C45" and "的名称被删除" in one["message"]]
    assert any(f"“{RESULTS[name]}”" in one["message"] for one in found)
    assert book.total() == GOLD["turpan-2024"]
    ran = book.run("recalc")
    assert ran.code == 0
    assert f"“{RESULTS[name]}”的名称被删除，已恢复。" in ran.out
    content = book.path.read_bytes()
    assert _of_ours(content) == names
    after = Kit(content).parts
    assert {part for part in before if after[part] != before[part]} <= {BOOK}


def test_all_names_of_results_at_once_are_put_back(bench: BenchOf) -> None:
    book = bench()
    names = _of_ours(book.before)
    for name in ("JX_F_total", "JX_F_grade", "JX_F_computed_total", "JX_F_levels_v2_score", "JX_P_reason_below"):
        book.kit.re(BOOK, rf'<definedName name="{name}"[^>]*>[^<]*</definedName>', "")
    assert book.run("recalc").code == 0
    assert _of_ours(book.path.read_bytes()) == names


def test_a_name_whose_cell_is_nowhere_is_told_and_not_guessed(bench: BenchOf) -> None:
    book = bench()
    book.put(book.single("JX_F_total"), 88.8)
    book.kit.re(BOOK, r'<definedName name="JX_F_total"[^>]*>[^<]*</definedName>', "")
    ran = book.run("recalc")
    assert ran.code == 1
    assert "“总分”的名称被删除，未能恢复，请从未改动的副本重新填报。" in ran.out


def test_the_name_of_a_result_that_leads_to_an_input_is_refused(bench: BenchOf) -> None:
    book = bench()
    refused(
        _renamed(book, "JX_F_total", book.reference("JX_F_funds_total_executed")), "某个计算结果", "指向同一个单元格"
    )


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("xladdin.template", "别的模板", "template-other"),
        ("xladdin.template_version", "99", "template-newer"),
        ("xladdin.template_version", "²", "template-newer"),
        ("xladdin.profile", "hunan-2024", "profile-of-file"),
        ("xladdin.profile_digest", "0000", "profile-changed"),
    ],
)
def test_a_property_that_was_edited_is_told_in_one_line(bench: BenchOf, name: str, value: str, code: str) -> None:
    book = bench()
    book.kit.re(CUSTOM, rf'(<property [^>]*name="{name}"[^>]*>\s*<vt:\w+>)[^<]*', rf"\g<1>{value}")
    ran = book.run("check")
    assert (ran.code, ran.out) == (3, "")
    assert len(ran.err.splitlines()) == 1
    assert f"（{code}）" in ran.err


@pytest.mark.parametrize("name", ["JX_F_declared_levels_v2", "JX_F_levels_v4_score"])
def test_a_submission_without_a_levels_names_is_refused(bench: BenchOf, name: str) -> None:
    book = bench("karamay-2024 报送")
    book.kit.re(BOOK, rf'<definedName name="{name}"[^>]*>[^<]*</definedName>', "")
    for command in ("score", "check"):
        ran = book.run(command)
        assert (ran.code, ran.out) == (3, "")
        assert "一级指标得分的名称不全" in ran.err
