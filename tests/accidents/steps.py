"""What people do to a workbook in an office program: each accident as steps on cells, found in the sound workbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from openpyxl.utils import column_index_from_string

from xladdin.forms.package.parts.sheetxml import row_number
from xladdin.forms.read.reader import ReadBook

Step = list[Any]
Steps = list[Step]

SELF, SCORES, WEIGHTED, MONEY = "绩效自评表", "评分表", "自治区项目绩效目标表", "资金到位与执行表"


class Cells:
    """Addresses in the sound workbook."""

    def __init__(self, book: ReadBook) -> None:
        self.book = book

    def at(self, path: str) -> tuple[str, str]:
        place = self.book.places[path]
        return place.sheet, place.cell

    def column(self, table: str, column: str) -> str:
        area = self.book.locator.column(table, column)
        assert area is not None
        return area.cell(1).rstrip("1")

    def row(self, table: str, key: str) -> int:
        return self.book.rows[table][key]

    def rows(self, table: str) -> tuple[int, int]:
        rows = self.book.rows[table].values()
        return min(rows), max(rows)

    def cell(self, table: str, column: str, key: str) -> str:
        return f"{self.column(table, column)}{self.row(table, key)}"

    def single(self, name: str) -> tuple[str, str]:
        area = self.book.locator.area(name)
        assert area is not None
        return area.first.sheet, area.first.cell

    def span(self, table: str, left: str = "A", right: str = "") -> str:
        """The rows of a table from one column to another."""
        first, last = self.rows(table)
        return f"{left}{first}:{right or self.column(table, 'key')}{last}"


class Accident(NamedTuple):
    """
    outcome  same score · other: the same other score on the screen and in the program · code of a refusal · the check
             that finds it
    mended   recalc puts everything right
    always   taken in `make test`, not in `make soak` only
    """

    steps: Callable[[Cells], Steps]
    outcome: str
    mended: bool = False
    always: bool = False


def _index(letters: str) -> int:
    return column_index_from_string(letters) - 1


def _row_of_self(c: Cells, row: int) -> str:
    return f"A{row}:{c.column('self', 'key')}{row}"


def _typed_row(c: Cells) -> Steps:
    row = c.row("self", "q06")
    texts = {"level3": "新增指标（个）", "target": "≥10", "actual": 12}
    entered = [["enter", SELF, f"{c.column('self', column)}{row}", text] for column, text in texts.items()]
    return [["insert_rows", SELF, row], *entered]


def _typed_result_row(c: Cells) -> Steps:
    row = c.row("score", "q05")
    texts = {"name": "新增指标（个）", "score": 5}
    entered = [["enter", SCORES, f"{c.column('score', column)}{row}", text] for column, text in texts.items()]
    return [["insert_rows", SCORES, row], *entered]


def _two_rows_swapped(c: Cells) -> Steps:
    one, other, free = c.row("self", "q05"), c.row("self", "q06"), c.rows("self")[1] + 20
    return [
        ["move", SELF, _row_of_self(c, one), f"A{free}"],
        ["move", SELF, _row_of_self(c, other), f"A{one}"],
        ["move", SELF, _row_of_self(c, free), f"A{other}"],
    ]


def _cut(what: str, to: str) -> Callable[[Cells], Steps]:
    """Cut a field's cell and paste it onto another field's, or onto an address."""

    def steps(c: Cells) -> Steps:
        sheet, cell = c.at(what)
        return [["move", sheet, cell, c.at(to)[1] if "." in to or "[" in to else to]]

    return steps


def _in_column(step: str, table: str, column: str, *more: object) -> Callable[[Cells], Steps]:
    return lambda c: [[step, SHEETS[table], c.column(table, column), *more]]


def _in_row(step: str, table: str, key: str, *more: object) -> Callable[[Cells], Steps]:
    return lambda c: [[step, SHEETS[table], c.row(table, key), *more]]


def _edge(step: str, table: str, last: bool, below: int = 0) -> Callable[[Cells], Steps]:
    return lambda c: [[step, SHEETS[table], c.rows(table)[last] + below]]


def _whole_column(step: str, *more: object) -> Callable[[Cells], Steps]:
    return lambda c: [[step, SELF, c.span("self", c.column("self", "actual"), c.column("self", "actual")), *more]]


def _single(name: str, value: object) -> Callable[[Cells], Steps]:
    return lambda c: [["enter", *c.single(name), value]]


def _plain(*steps: Step) -> Callable[[Cells], Steps]:
    return lambda c: list(steps)


SHEETS = {"self": SELF, "score": SCORES, "weighted": WEIGHTED}

ACCIDENTS: dict[str, Accident] = {
    "另存": Accident(_plain(), "same", always=True),
    # sorted after the protection was lifted
    "自评表按完成值排序": Accident(
        lambda c: [["sort", SELF, c.span("self"), _index(c.column("self", "actual"))]], "same", always=True
    ),
    "只排序完成值一列": Accident(_whole_column("sort", 0), "other"),
    "目标表按权重排序": Accident(
        lambda c: [["sort", WEIGHTED, c.span("weighted"), _index(c.column("weighted", "weight"))]], "same"
    ),
    "评分表按得分排序": Accident(
        lambda c: [["sort", SCORES, c.span("score", right="AZ"), _index(c.column("score", "score"))]],
        "same",
    ),
    # rows inserted
    "自评表插入空行": Accident(_in_row("insert_rows", "self", "q06"), "same", always=True),
    "自评表首行上方插入": Accident(_edge("insert_rows", "self", False), "same"),
    "自评表末行下方插入": Accident(_edge("insert_rows", "self", True, 1), "same"),
    "目标表插入空行": Accident(_in_row("insert_rows", "weighted", "q05"), "same"),
    "评分表插入空行": Accident(_in_row("insert_rows", "score", "q05"), "same", always=True),
    "表头上方插入行": Accident(_plain(["insert_rows", SELF, 1, 2]), "same"),
    "自评表插入并填写": Accident(_typed_row, "C10", always=True),
    "评分表插入并填写": Accident(_typed_result_row, "same"),
    "自评表复制一行": Accident(
        lambda c: [
            ["insert_rows", SELF, c.row("self", "q06")],
            ["copy", SELF, _row_of_self(c, c.row("self", "q05")), f"A{c.row('self', 'q06')}"],
        ],
        "key-twice",
        always=True,
    ),
    # rows deleted
    "自评表删除一行": Accident(_in_row("delete_rows", "self", "q05"), "C45", always=True),
    "自评表删除首行": Accident(_edge("delete_rows", "self", False), "C45"),
    "自评表删除末行": Accident(_edge("delete_rows", "self", True), "C45"),
    "目标表删除一行": Accident(_in_row("delete_rows", "weighted", "q05"), "C45"),
    "评分表删除一行": Accident(_in_row("delete_rows", "score", "q05"), "C45", always=True),
    "自评表删除全部指标行": Accident(
        lambda c: [["delete_rows", SELF, c.rows("self")[0], c.rows("self")[1] - c.rows("self")[0] + 1]], "name-lost"
    ),
    "资金行删除": Accident(
        lambda c: [["delete_rows", SELF, row_number(c.at("funds[central].budget")[1])]], "name-lost"
    ),
    "清空一行": Accident(lambda c: [["clear", SELF, _row_of_self(c, c.row("self", "q05"))]], "C45"),
    # columns
    "自评表插入列": Accident(_in_column("insert_columns", "self", "actual"), "same", always=True),
    "评分表插入列": Accident(_in_column("insert_columns", "score", "weight"), "same"),
    "目标表插入列": Accident(_in_column("insert_columns", "weighted", "weight"), "same"),
    "最左插入列": Accident(_plain(["insert_columns", SELF, "A"]), "same"),
    "自评表删除原因列": Accident(_in_column("delete_columns", "self", "reason"), "name-lost", always=True),
    "评分表删除得分列": Accident(_in_column("delete_columns", "score", "score"), "name-lost"),
    "目标表删除权重列": Accident(_in_column("delete_columns", "weighted", "weight"), "name-lost"),
    "评分表删除隐藏步骤列": Accident(_in_column("delete_columns", "score", "text"), "name-lost"),
    # cut and pasted: references move along
    "完成值剪切到别的行": Accident(_cut("indicators[q05].actual", "indicators[q06].actual"), "C10", always=True),
    "完成值剪切到表外": Accident(_cut("indicators[q05].actual", "AD70"), "C10"),
    "首行完成值剪切到表外": Accident(_cut("indicators[q01].actual", "AD70"), "C45"),
    "整列完成值剪切": Accident(
        lambda c: [["move", SELF, c.span("self", *[c.column("self", "actual")] * 2), f"AD{c.rows('self')[0]}"]],
        "same",
    ),
    "两行对调（剪切）": Accident(_two_rows_swapped, "same"),
    "预算数剪切到执行数": Accident(_cut("funds[central].budget", "funds[central].executed"), "name-twice", always=True),
    "预算数剪切到表外": Accident(_cut("funds[central].budget", "AD70"), "same"),
    "评分表结果剪切": Accident(
        lambda c: [["move", SCORES, *(c.cell("score", "score", key) for key in ("q05", "q06"))]],
        "C45",
        mended=True,
        always=True,
    ),
    "总分剪切": Accident(lambda c: [["move", *c.single("JX_F_total"), "AZ2"]], "same"),
    "评分表结果复制到另一行": Accident(
        lambda c: [["copy", SCORES, *(c.cell("score", "score", key) for key in ("q05", "q07"))]], "same"
    ),
    "评分表一格粘成数值": Accident(
        lambda c: [["paste_values", SCORES, *[c.cell("score", "score", "q05")] * 2]], "C45", mended=True
    ),
    "评分表全部粘成数值": Accident(
        lambda c: [["paste_values", SCORES, c.span("score", right="AZ"), f"A{c.rows('score')[0]}"]],
        "C45",
        mended=True,
        always=True,
    ),
    "完成值单元格右移": Accident(lambda c: [["shift", SELF, c.cell("self", "actual", "q05"), "right"]], "C45"),
    # typed: a cell for texts keeps them, whatever number format it is given
    "完成值设为日期格式": Accident(_whole_column("text_format", "YYYY-MM-DD"), "same", always=True),
    "完成值设为百分比格式": Accident(_whole_column("text_format", "0%"), "same"),
    "全部替换百分号": Accident(_plain(["replace", SELF, "%", ""]), "same"),
    "隐藏几行": Accident(lambda c: [["hide_rows", SELF, c.row("self", "q05"), c.row("self", "q06")]], "same"),
    "清空行标识": Accident(
        lambda c: [["clear", SELF, c.span("self", c.column("self", "key"), c.column("self", "key"))]],
        "keys-lost",
        always=True,
    ),
    "改参数": Accident(_single("JX_P_reason_below", 0.1), "C46", always=True),
    "改总分": Accident(_single("JX_F_total", 99), "C45", mended=True, always=True),
    "改公式": Accident(_single("JX_F_total", "=99-1"), "C45", mended=True, always=True),
    "改年度": Accident(lambda c: [["enter", *c.at("year"), 2025]], "C45", always=True),
    # sheets
    "复制自评表": Accident(
        lambda c: [
            ["copy_sheet", SELF, f"{SELF}_2", 9],
            ["enter", f"{SELF}_2", c.cell("self", "actual", "q05"), 1],
        ],
        "same",
        always=True,
    ),
    "复制评分表放在前面": Accident(_plain(["copy_sheet", SCORES, f"{SCORES}_2", 0]), "same"),
    "复制后改原表": Accident(
        lambda c: [
            ["copy_sheet", SELF, f"{SELF}_2", 0],
            ["enter", SELF, c.cell("self", "actual", "q01"), 1],
        ],
        "other",
    ),
    "复制后删除原表": Accident(_plain(["copy_sheet", SELF, f"{SELF}_2", 9], ["delete_sheet", SELF]), "sheet-lost"),
    "复制后删除原表并改名": Accident(
        _plain(["copy_sheet", SELF, f"{SELF}_2", 9], ["delete_sheet", SELF], ["rename_sheet", f"{SELF}_2", SELF]),
        "sheet-lost",
    ),
    "工作表改名": Accident(_plain(["rename_sheet", SELF, "自评"]), "same"),
    "工作表换序": Accident(_plain(["move_sheet", SCORES, 0]), "same"),
    "删除目标表": Accident(_plain(["delete_sheet", WEIGHTED]), "sheet-lost"),
    "删除参数": Accident(_plain(["delete_sheet", "参数"]), "C46", always=True),
    # names
    "删除名称": Accident(_plain(["delete_name", "JX_C_self_actual"]), "name-lost", always=True),
    "删除公式用的名称": Accident(
        _plain(["delete_name", "JX_P_reason_below"], ["delete_name", "JX_F_levels_v2_score"]),
        "C45",
        mended=True,
        always=True,
    ),
    "名称指向别处": Accident(
        lambda c: [["point_name", "JX_C_self_actual", f"$绩效自评表.$B${c.rows('self')[0]}"]], "name-twice"
    ),
    "名称多一行": Accident(
        lambda c: [
            [
                "point_name",
                "JX_C_self_actual",
                "$绩效自评表.${0}${1}:${0}${2}".format(
                    c.column("self", "actual"), c.rows("self")[0], c.rows("self")[1] + 1
                ),
            ]
        ],
        "name-uneven",
    ),
}
