"""Names and sheets: copied, cut, deleted, pointed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.accidents.bench import GOLD, Bench
from tests.hostile.kit import BOOK, BOOK_RELS, KIND

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
