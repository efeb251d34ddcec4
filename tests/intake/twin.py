"""The twin of a published report: its tables, figures and defects, with sentences of our own, as .txt, .docx and .xlsx.

One source, the two as-printed projects of ``tests/data``; ``python -m tests.intake.twin`` writes the three files anew. A block is a
paragraph (text) or a table (rows of ``Box``); the writers lay the boxes out as each program does.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.utils import get_column_letter

from xladdin.forms.package.archive import Archive, Part

DATA = Path(__file__).parents[1] / "data"
PROJECTS = ("turpan-2024-as-printed", "karamay-2024-as-printed")
NAMES = {".txt": "report-twin.txt", ".docx": "report-twin.docx", ".xlsx": "report-twin.xlsx"}
_PROGRAMME = "2024年中央重点生态保护修复治理（历史遗留废弃矿山生态修复示范工程）"
_PARTS = ("第一部分", "第二部分")


class Box(NamedTuple):
    """A cell and how many rows and columns of the grid it takes."""

    text: str
    width: int = 1
    height: int = 1


Table = list[list[Box]]
Block = str | Table


def project(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((DATA / f"{name}.json").read_text("utf-8"))
    return found


def blocks() -> list[list[Block]]:
    """Per project its paragraphs and tables."""
    return [_part(project(name), number) for number, name in enumerate(PROJECTS)]


def _part(raw: dict[str, Any], number: int) -> list[Block]:
    goals, declared = raw["goals"], raw["declared"]
    second = number == 1
    levels = "、".join(f"{name}{score}分" for name, score in declared["levels"].items())
    titles = [
        f"{_PROGRAMME}资金项目绩效目标表",
        f"{_PROGRAMME}资金项目绩效目标表",
        _PROGRAMME,
        f"{_PROGRAMME}转移支付项目绩效自评表",
    ]
    periods = ["（2024—2026年）", "（2024年）", "（2024年）", "（2024年度）"]
    tables = [
        _goal_table(raw, goals["overall"], "总体目标" if second else "项目总体目标", second),
        _goal_table(raw, goals["annual"], "年度目标" if second else "项目总体目标", second),
        _weighted_table(raw),
        _result_table(raw, second),
    ]
    found: list[Block] = [f"{_PARTS[number]} {_PROGRAMME}", "一、目标的下达", "两级下达的目标见下列各表。"]
    for index, (title, period, table) in enumerate(zip(titles, periods, tables, strict=True)):
        if index == 3:
            found += [
                "二、完成情况",
                "各项指标的完成情况见文后的表。",
                f"经测算，本项目自评得分为{declared['total']}分，其中：{levels}，自评结果为“{declared['grade']}”。",
            ]
        if second:
            width = sum(box.width for box in table[0])
            head, tail = title[:28], title[28:]
            table = [[Box(f"{head}\n{tail}", width)], [Box(period, width)], *table]
            found.append(("三年的目标：", "当年的目标：", "自治区的目标：", "自评结果：")[index])
        else:
            found += [f"{title}{period}"] if index == 0 else [title, period]
        found.append(table)
    return found


def _head(raw: dict[str, Any], goal: dict[str, Any], name: str) -> str:
    return goal.get("head", {}).get(name) or raw["project"][name]


def _goal_table(raw: dict[str, Any], goal: dict[str, Any], objective: str, second: bool) -> Table:
    lead = 1 if second else 0
    wide = 3 + lead
    funds = goal["funds"]
    money = [("项目总投资", "total"), ("中央资金", "central"), ("地方配套", "local"), ("社会资本", "social")]
    table: Table = [
        [Box("项目名称"), Box(_head(raw, goal, "name"), wide)],
        [Box("所属专项"), Box(_head(raw, goal, "programme"), wide)],
        [
            Box("中央主管部门"),
            Box(_head(raw, goal, "central_department")),
            Box("省级财政部门"),
            Box(_head(raw, goal, "provincial_finance"), 1 + lead),
        ],
        [
            Box("省级主管部门"),
            Box(_head(raw, goal, "provincial_department").replace("自治区自然", "自治区\n自然")),
            Box("具体实施单位"),
            Box(_head(raw, goal, "implementing_unit"), 1 + lead),
        ],
    ]
    group = "资金情况（万元）" if second else "项目资金（万元）"
    for index, (label, field) in enumerate(money):
        first = [Box(group, 1, len(money))] if index == 0 else []
        table.append([*first, Box(label), Box(funds[field], 2 + lead)])
    table.append([Box(objective), Box(goal["objective"], wide)])
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    rows = [[row["level1"], row["level2"], row["level3"], row["target"]] for row in goal["indicators"]]
    return table + _indicators(heads, rows, 2, "绩效目标" if second else "")


def _weighted_table(raw: dict[str, Any]) -> Table:
    weighted = raw["goals"]["weighted"]
    funds = weighted["funds"]
    table: Table = [
        [Box("预算单位"), Box(raw["project"]["budget_unit"], 8)],
        [Box("项目名称"), Box(weighted.get("name") or raw["project"]["name"], 4), Box("项目负责人", 2), Box("", 2)],
        [
            Box("项目资金（万元）"),
            Box("预算总额："),
            Box(funds["total"]),
            Box("其中：财政拨款", 2),
            Box(funds["fiscal"]),
            Box("其他资金：", 2),
            Box(funds["other"]),
        ],
        [Box("项目总体目标"), Box(weighted["objective"], 8)],
    ]
    heads = [
        "一级\n指标",
        "二级\n指标",
        "三级指标",
        "指标值",
        "指标值\n设置依据",
        "上年完成值",
        "指标分值权重",
        "指标赋分规则",
        "佐证资料",
    ]
    rows = []
    for row in raw["indicators"]:
        names = [row.get(f"issued_{level}") or row[level] for level in ("level1", "level2", "level3")]
        target = row.get("issued_target") or row["target"]
        texts = [row["basis"], row["last_year"], row["weight"], row["scoring_rule"], row["evidence"]]
        rows.append([*names, target, *(str(text or "") for text in texts)])
    return table + _indicators(heads, rows, 2)


def _result_table(raw: dict[str, Any], second: bool) -> Table:
    named = raw["project"]
    labels = {"total": "年度资金总额：", "central": "其中：中央财政资金", "local": "地方财政资金", "other": "其他资金"}
    table: Table = [
        [Box("转移支付（项目）名称", 2), Box(named["name"], 5)],
        [Box("中央主管部门", 2), Box(named["central_department"], 5)],
        [Box("地方主管部门", 2), Box(named["local_department"], 2), Box("资金使用单位"), Box(named["fund_user"], 2)],
    ]
    money = [row for row in raw["funds"] if row["source"] in labels]
    table.append(
        [
            Box("资金投入情况\n（万元）", 1, len(money) + 1),
            Box("", 2),
            Box("全年预算数（A）"),
            Box("全年执行数（B）"),
            Box("预算执行率\n（B/A×100%）", 2),
        ]
    )
    for row in money:
        amounts = [str(row.get(name) or "") for name in ("budget", "executed", "declared_rate")]
        table.append([Box(labels[row["source"]], 2), Box(amounts[0]), Box(amounts[1]), Box(amounts[2], 2)])
    items = raw["management"]
    table.append([Box("资金管理情况", 1, len(items) + 1), Box("", 2), Box("情况说明", 2), Box("存在问题和改进措施", 2)])
    for item in items:
        table.append([Box(item["item"], 2), Box(item["statement"], 2), Box(item["problems"], 2)])
    table.append([Box("总体\n目 标\n完成\n情况", 1, 2), Box("总体目标", 3), Box("全年实际完成情况", 3)])
    table.append([Box(raw["objective"], 3), Box(raw["achievement"], 3)])
    heads = ["一级\n指标", "二级指标", "三级指标", "指标值", "全年实际完成值", "未完成原因和改进措施"]
    rows = [
        [row["level1"], row["level2"], row["level3"], row["target"], row["actual"], row["reason"]]
        for row in raw["indicators"]
    ]
    blank = [[""] * len(heads)] if second else []
    table += _indicators(heads, [*rows, *blank, *blank], 2, "绩效指标", shared=(5,))
    table.append([Box("说明"), Box(raw["remarks"], 6)])
    return table


def _indicators(
    heads: list[str], rows: list[list[str]], levels: int, lead: str = "", shared: Iterable[int] = ()
) -> Table:
    """Head and rows; levels (and equal texts of the columns ``shared``) are merged down their group."""
    table: Table = [[*([Box(lead, 1, len(rows) + 1)] if lead else []), *(Box(head) for head in heads)]]
    for number, row in enumerate(rows):
        boxes = []
        for column, text in enumerate(row):
            merged = bool(text) and (column < levels or column in shared)
            if merged and number and _same(rows[number - 1], row, column, levels):
                continue
            height = 1
            while merged and number + height < len(rows) and _same(row, rows[number + height], column, levels):
                height += 1
            boxes.append(Box(text, 1, height))
        table.append(boxes)
    return table


def _same(one: list[str], other: list[str], column: int, levels: int) -> bool:
    upto = column + 1 if column < levels else 0
    return one[:upto] == other[:upto] and one[column] == other[column]


class Placed(NamedTuple):
    row: int
    column: int
    box: Box


def placed(table: Table) -> list[Placed]:
    """Where each box begins."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, boxes in enumerate(table):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(box.height) for right in range(box.width)}
            found.append(Placed(row, column, box))
            column += box.width
    return found


def in_rows(table: Table) -> list[list[tuple[Box, bool]]]:
    """Per row its cells as Word keeps them: (box, whether it goes on from above)."""
    rows: list[list[tuple[int, Box, bool]]] = [[] for _ in table]
    for row, column, box in placed(table):
        for down in range(min(box.height, len(table) - row)):
            rows[row + down].append((column, box, down > 0))
    return [[(box, below) for _, box, below in sorted(row, key=lambda item: item[0])] for row in rows]


def text_of(content: list[list[Block]]) -> bytes:
    """A cell a line, as Word pastes tables into plain text."""
    lines: list[str] = ["重点生态保护修复治理资金2024年度绩效自评报告", ""]
    for block in (block for part in content for block in part):
        if isinstance(block, str):
            lines += [block, ""]
            continue
        for row in in_rows(block):
            lines += ["\t" + ("" if below else box.text.replace("\n", "\n\n")) for box, below in row]
            lines.append("")
        lines.append("")
    return "\n".join(lines).encode("utf-8")


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def docx(body: str) -> bytes:
    """A document with this body, as bytes."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
        '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_WORD}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONSHIPS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_W}><w:body>{body}<w:p/><w:sectPr/></w:body></w:document>",
    }
    return Archive({name: Part.of((_DECLARATION + text).encode("utf-8")) for name, text in parts.items()}).to_bytes()


def paragraph(text: str) -> str:
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:p><w:r>{lines}</w:r></w:p>"


def word_table(table: Table) -> str:
    rows = []
    for row in in_rows(table):
        cells = []
        for box, below in row:
            span = f'<w:gridSpan w:val="{box.width}"/>' if box.width > 1 else ""
            merge = "<w:vMerge/>" if below else '<w:vMerge w:val="restart"/>' if box.height > 1 else ""
            width = f'<w:tcW w:w="{1000 * box.width}" w:type="dxa"/>'
            cells.append(f"<w:tc><w:tcPr>{width}{span}{merge}</w:tcPr>{paragraph('' if below else box.text)}</w:tc>")
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = '<w:gridCol w:w="1000"/>' * sum(box.width for box, _ in in_rows(table)[0])
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def docx_of(content: list[list[Block]]) -> bytes:
    return docx(
        "".join(paragraph(block) if isinstance(block, str) else word_table(block) for part in content for block in part)
    )


def xlsx_of(content: list[list[Block]]) -> bytes:
    """A sheet a project, its tables one below the other, numbers as numbers."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, part in enumerate(content):
        sheet = book.create_sheet(("吐鲁番", "克拉玛依")[number])
        row = 1
        for block in part:
            if isinstance(block, str):
                sheet.cell(row, 1, block)
                row += 1
                continue
            for down, column, box in placed(block):
                first, last = row + down, row + down + box.height - 1
                if box.text:
                    sheet.cell(first, column + 1, _typed(box.text))
                if box.width > 1 or box.height > 1:
                    letters = get_column_letter(column + 1), get_column_letter(column + box.width)
                    sheet.merge_cells(f"{letters[0]}{first}:{letters[1]}{last}")
            row += len(block) + 1
    stream = io.BytesIO()
    book.save(stream)
    return fixed(stream.getvalue())


def _typed(text: str) -> str | float:
    try:
        return float(text) if text.strip() == text and str(float(text)).removesuffix(".0") == text else text
    except ValueError:
        return text


def fixed(content: bytes) -> bytes:
    """The workbook without the hour at which it was made."""
    archive = Archive.read(content)
    core = archive["docProps/core.xml"]
    begin = core.find(b"<dcterms:created")
    end = core.find(b"</cp:coreProperties>")
    return archive.replaced({"docProps/core.xml": core[:begin] + core[end:]} if begin >= 0 else {}).to_bytes()


WRITERS = {".txt": text_of, ".docx": docx_of, ".xlsx": xlsx_of}


def main() -> None:
    content = blocks()
    for ending, write in WRITERS.items():
        (DATA / NAMES[ending]).write_bytes(write(content))


if __name__ == "__main__":
    main()
