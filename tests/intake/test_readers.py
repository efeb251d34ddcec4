"""Each kind of file by itself: what a program writes into it besides cells, and what a person sees of that."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from tests.intake import twin
from tests.intake.pages import blocks_of
from tests.support.libreoffice import convert
from xladdin.errors import UserError
from xladdin.intake.document import Document, Paragraph, Table
from xladdin.intake.open_document import open_document
from xladdin.intake.readers.docx import read_docx
from xladdin.intake.readers.old import doc, xls
from xladdin.intake.readers.old.limited import EndedError, run_limited
from xladdin.intake.readers.text import read_text
from xladdin.intake.run import run_import


def word(body: str) -> Document:
    return read_docx(twin.docx(body), "报告.docx")


def cells(document: Document) -> list[tuple[str, int, int, int, int]]:
    """Text, row, column, height, width of the cells of the only table."""
    (table,) = document.tables()
    return [(cell.text, cell.row, cell.column, cell.height, cell.width) for cell in table.cells]


def row(*inside: str) -> str:
    return f"<w:tbl><w:tr>{''.join(inside)}</w:tr></w:tbl>"


def tc(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def p(runs: str) -> str:
    return f"<w:p>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


TEXTS = {
    "several runs and paragraphs": (p(r("≥1") + r("50")) + p(r("公顷")), "≥150\n公顷"),
    "deleted and inserted text": (p(f"<w:del>{r('100')}</w:del><w:ins>{r('150')}</w:ins>"), "150"),
    "moved text": (p(f"<w:moveFrom>{r('100')}</w:moveFrom><w:moveTo>{r('150')}</w:moveTo>"), "150"),
    "hidden text": (p(r("机密", "<w:vanish/>") + r("150")), "150"),
    "text that is no longer hidden": (p(r("150", '<w:vanish w:val="0"/>')), "150"),
    "square metres": (p(r("面积（m") + r("2", '<w:vertAlign w:val="superscript"/>') + r("）")), "面积（m²）"),
    "a sign of a symbol font": (p('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>150</w:t></w:r>'), "≥150"),
    "a formula of Word": (
        p(
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>≥150</m:t></m:r></m:oMath>'
        ),
        "≥150",
    ),
    "breaks, tabs and hyphens": (
        p("<w:r><w:t>A</w:t><w:br/><w:t>B</w:t><w:tab/><w:t>C</w:t><w:noBreakHyphen/><w:t>D</w:t></w:r>"),
        "A\nB C-D",
    ),
    "a field and its code": (p(f"<w:r><w:instrText>PAGE</w:instrText></w:r>{r('7')}"), "7"),
    "a content control and a link": (
        p(f"<w:sdt><w:sdtContent>{r('15')}</w:sdtContent></w:sdt><w:hyperlink>{r('0')}</w:hyperlink>"),
        "150",
    ),
    "a text box beside the text": (
        p(f"<w:r><w:pict><w:txbxContent>{p(r('批注'))}</w:txbxContent></w:pict></w:r>{r('150')}"),
        "150",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_of_a_word_cell_is_what_is_printed(name: str) -> None:
    inside, printed = TEXTS[name]
    assert cells(word(row(tc(inside)))) == [(printed, 0, 0, 1, 1)]


def test_an_unknown_sign_is_listed_and_not_guessed(tmp_path: Path) -> None:
    page = blocks_of(
        "自评表（2024年度）\n| 项目名称 | 甲 | < | < | < |\n| 一级指标 | 二级指标 | 三级指标 | 指标值 | 实际完成值 |\n| 产出 | 数量 | 面积 | SIGN5 | 6 |"
    )
    body = "".join(twin.paragraph(block) if isinstance(block, str) else twin.word_table(block) for block in page)
    sign = '</w:t><w:sym w:font="Wingdings 3" w:char="F0EE"/><w:t xml:space="preserve">'
    path = tmp_path / "报告.docx"
    path.write_bytes(twin.docx(body.replace("SIGN", sign)))
    result = run_import([path])
    assert result.projects[0].evaluation.indicators[0].target == ""
    assert [item.why for item in result.not_read] == ["有程序不认识的符号"]


def test_spans_of_word_in_their_three_ways_of_writing() -> None:
    two, begins, goes_on = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    across, across_on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    control = f"<w:sdt><w:sdtContent>{tc(p(r('E')))}</w:sdtContent></w:sdt>"
    rows = [
        tc(p(r("A")), two) + tc(p(r("B")), begins),
        tc(p(r("C")), across) + tc(p(""), across_on) + tc(p(""), goes_on),
        '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc(p(r("D"))) + control,
        "<w:trPr><w:del/></w:trPr>" + tc(p(r("gone"))),
    ]
    body = "<w:tbl>" + "".join(f"<w:tr>{inside}</w:tr>" for inside in rows) + "</w:tbl>"
    assert cells(word(body)) == [
        ("A", 0, 0, 1, 2),
        ("B", 0, 2, 2, 1),
        ("C", 1, 0, 1, 2),
        ("D", 2, 1, 1, 1),
        ("E", 2, 2, 1, 1),
    ]


def test_a_table_within_a_cell_is_a_table_of_its_own_and_a_frame_gives_way() -> None:
    inner = row(tc(p(r("内"))))
    framed = word(row(tc(inner + p(""))))
    assert cells(framed) == [("内", 0, 0, 1, 1)]
    both = word(row(tc(p(r("外")) + inner)))
    assert [[cell.text for cell in table.cells] for table in both.tables()] == [["外"], ["内"]]


def test_paragraphs_stand_where_they_stood() -> None:
    read = word(p(r("前")) + row(tc(p(r("甲")))) + p("") + p(r("后")))
    assert [block.text if isinstance(block, Paragraph) else "表" for block in read.blocks] == ["前", "表", "后"]


def test_a_foreign_workbook_as_it_is_seen(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评"
    rows = [
        ["自评表（2024年度）"],
        ["项目名称", "甲工程"],
        ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "未完成原因和改进措施"],
        ["产出指标", "质量指标", "合格率", 0.95, 0.981, None],
        ["产出指标", "时效指标", "完工时间", "12月底前", 45627, None],
        ["产出指标", "数量指标", "面积", "≥10", "=3+4", "=1/0"],
        ["产出指标", "数量指标", "里程", 0.1, 0.30000000000000004, None],
    ]
    for cells_of_row in rows:
        sheet.append(cells_of_row)
    sheet["D4"].number_format = sheet["E4"].number_format = "0.0%"
    sheet["E5"].number_format = "yyyy-mm-dd"
    hidden = book.create_sheet("字典")
    hidden.append(["一级指标", "二级指标", "三级指标", "指标值"])
    hidden.sheet_state = "hidden"
    path = tmp_path / "自评.xlsx"
    stream = io.BytesIO()
    book.save(stream)
    path.write_bytes(stream.getvalue())
    result = run_import([path])
    read = result.projects[0].evaluation.indicators
    assert [(row.level3, row.target, row.actual) for row in read] == [
        ("合格率", "95%", "98.1%"),
        ("完工时间", "12月底前", "2024年12月1日"),
        ("面积", "≥10", ""),
        ("里程", "0.1", "0.3"),
    ]
    assert [(item.where, item.text) for item in result.not_read] == [("E6", "=3+4"), ("F6", "=1/0")]
    assert any("字典" in note for note in result.notes)


ROWS = "绩效自评表（2024年度）\n项目名称\t甲工程\n一级指标\t二级指标\t三级指标\t指标值\t实际完成值\n产出指标\t数量指标\t面积\t≥10\t12\n\t\t矿点\t≥3\t3\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_text_with_a_row_in_each_line(encoding: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / "自评.txt"
    path.write_bytes(ROWS.replace("\n", ending).encode(encoding))
    read = run_import([path]).projects[0].evaluation.indicators
    assert [(row.level2, row.level3, row.actual) for row in read] == [
        ("数量指标", "面积", "12"),
        ("数量指标", "矿点", "3"),
    ]


def test_text_whose_rows_lost_their_merged_cells_is_not_pushed_into_wrong_columns(tmp_path: Path) -> None:
    path = tmp_path / "自评.txt"
    path.write_text(ROWS.replace("\t\t矿点", "矿点"), "utf-8")
    result = run_import([path])
    assert [row.level3 for row in result.projects[0].evaluation.indicators] == ["面积"]
    assert [item.text for item in result.not_read] == ["矿点", "≥3", "3"]


def test_a_paragraph_behind_the_last_cell_does_not_run_into_it() -> None:
    read = read_text("\t甲\n\t乙\n\n（一）下一节的标题\n\n\t丙\n\t丁\n".encode(), "报告.txt")
    assert [type(block) for block in read.blocks] == [Table, Paragraph, Table]


@pytest.mark.libreoffice
def test_files_of_office_97_say_the_same_as_those_of_today(tmp_path: Path) -> None:
    """Made by LibreOffice of the twins; merged cells, numbers and texts arrive as in .docx and .xlsx."""
    (old_doc,) = convert([twin.DATA / twin.NAMES[".docx"]], "doc", tmp_path)
    (old_xls,) = convert([twin.DATA / twin.NAMES[".xlsx"]], "xls", tmp_path)
    today = run_import([twin.DATA / twin.NAMES[".docx"]])
    for path in (old_doc, old_xls):
        result = run_import([path])
        assert [project.evaluation for project in result.projects] == [project.evaluation for project in today.projects]
        assert (result.cells_read, result.not_read) == (1080, [])


@pytest.mark.libreoffice
def test_an_old_workbook_keeps_percentages_and_errors(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([0.95, "=1/0", 45627, "≥10"])
    book.active["A1"].number_format = "0.0%"
    book.active["C1"].number_format = "yyyy-mm-dd"
    book.save(tmp_path / "旧.xlsx")
    (old,) = convert([tmp_path / "旧.xlsx"], "xls", tmp_path / "out")
    read = open_document(old)
    assert isinstance(read, Document)
    (table,) = read.tables()
    assert [cell.text for cell in table.cells] == ["95%", "#DIV/0!", "2024年12月1日", "≥10"]
    assert table.cells[1].trouble


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def old_file(stream: str) -> bytes:
    return _OLE + b"\0" * 600 + f"{stream}\0".encode("utf-16-le") + b"\0" * 600


@pytest.mark.parametrize(
    ("stream", "code"), [("Workbook", "import-old"), ("Book", "import-old"), ("Contents", "import-kind")]
)
def test_a_damaged_old_file_is_refused(stream: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(old_file(stream))
    with pytest.raises(UserError) as caught:
        open_document(path)
    assert caught.value.code == code


def test_without_libreoffice_a_doc_gets_one_line_that_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doc, "office", lambda: None)
    path = tmp_path / "旧.doc"
    path.write_bytes(old_file("WordDocument"))
    with pytest.raises(UserError) as caught:
        open_document(path)
    assert caught.value.code == "import-no-office" and "另存为 .docx" in caught.value.line()


@pytest.mark.libreoffice
def test_what_libreoffice_cannot_open_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "旧.doc"
    path.write_bytes(old_file("WordDocument"))
    with pytest.raises(UserError) as caught:
        open_document(path)
    assert caught.value.code in ("import-old", "import-nothing")


def test_a_program_that_hangs_is_ended() -> None:
    with pytest.raises(EndedError, match="1 秒"):
        run_limited([*xls.COMMAND[:1], "-c", "import time; time.sleep(60)"], seconds=1, memory=1 << 30)


def test_a_program_that_wants_too_much_memory_is_ended() -> None:
    with pytest.raises(EndedError, match="内存"):
        run_limited([*xls.COMMAND[:1], "-c", "b'0' * (2 << 30)"], seconds=20, memory=1 << 30)
