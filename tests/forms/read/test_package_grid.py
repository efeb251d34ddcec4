"""Cells of a package are read exactly: types, styles, shared texts and formulas; what can be read in two ways is refused."""

from __future__ import annotations

import re
import tempfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.hostile.kit import BOOK, STRINGS, STYLES, Kit
from xladdin.errors import UserError
from xladdin.forms.grid import EMPTY, Content
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.guard.limits import BOOK as LIMITS
from xladdin.forms.read.package_grid import PackageGrid

OWN = "绩效自评表"


@pytest.fixture
def kit(built: dict[str, bytes]) -> Kit:
    return Kit(built["turpan-2024"])


def grid(kit: Kit) -> PackageGrid:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "自评.xlsx"
        path.write_bytes(kit.pack())
        return PackageGrid(Archive.read(path))


def content(kit: Kit, xml: str) -> Content:
    kit.cell(kit.actual, xml)
    return grid(kit).sheet(OWN)[kit.actual]


def unclear(kit: Kit, xml: str | None = None) -> str:
    """Why the cell is refused; the line names file, sheet and cell."""
    if xml is not None:
        kit.cell(kit.actual, xml)
    with pytest.raises(UserError) as caught:
        grid(kit).sheet(OWN).get(kit.actual)
    error = caught.value
    assert (error.code, error.file, error.sheet, error.cell) == ("cell-unclear", "自评.xlsx", OWN, kit.actual)
    return str(error.facts["found"])


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ('<c r="{r}"><v>5</v></c>', Content(Decimal(5))),
        ('<c r="{r}" t="n"><v>-0.5</v></c>', Content(Decimal("-0.5"))),
        ('<c r="{r}"><v>.5</v></c>', Content(Decimal("0.5"))),
        ('<c r="{r}"><v>5.</v></c>', Content(Decimal(5))),
        ('<c r="{r}"><v>1.5E+3</v></c>', Content(Decimal(1500))),
        ('<c r="{r}"><v>1.5e-3</v></c>', Content(Decimal("0.0015"))),
        ('<c r="{r}"><v>0.30000000000000004</v></c>', Content(Decimal("0.3"))),
        ('<c r="{r}"><v>999999999999999</v></c>', Content(Decimal(999999999999999))),
        ('<c r="{r}"><v>1000000000000000</v></c>', Content("1000000000000000")),
        ('<c r="{r}"><v>1e300</v></c>', Content("1e300")),
        ('<c r="{r}"><v>1e999</v></c>', Content("1e999")),
        ('<c r="{r}" t="b"><v>1</v></c>', Content(True)),
        ('<c r="{r}" t="b"><v>0</v></c>', Content(False)),
        ('<c r="{r}" t="str"><v>甲&amp;乙</v></c>', Content("甲&乙")),
        ('<c r="{r}" t="str"><v></v></c>', Content("")),
        ('<c r="{r}" t="e"><v>#N/A</v></c>', Content("#N/A", error=True)),
        ('<c r="{r}" t="e"><v>Err:522</v></c>', Content("Err:522", error=True)),
        ('<c r="{r}" t="inlineStr"><is><t>甲</t></is></c>', Content("甲")),
        ('<c r="{r}"/>', EMPTY),
        ('<c r="{r}"><v/></c>', EMPTY),
        ('<c r="{r}" t="n"><v></v></c>', EMPTY),
        ('<c r="{r}" t="s"><v></v></c>', EMPTY),
        ('<c r="{r}" t="b"/>', EMPTY),
        ('<c r="{r}" t="str"/>', EMPTY),
        ('<c r="{r}"><f>1+1</f></c>', Content(None, "1+1")),
        ('<c r="{r}"><f>1+1</f><v>2</v></c>', Content(Decimal(2), "1+1")),
        ('<c r="{r}"><f>A1&lt;B1</f><v>2</v></c>', Content(Decimal(2), "A1<B1")),
        ('<c r="{r}" t="str"><f>""</f><v></v></c>', Content("", '""')),
        ('<c r="{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>', Content("#DIV/0!", "1/0", error=True)),
        ('<c r="{r}"><f t="array" ref="A1">1</f><v>2</v></c>', Content(Decimal(2), "1")),
        ('<c r="{r}"><f/><v>2</v></c>', Content(Decimal(2), "")),
    ],
)
def test_a_cell_holds_what_is_stored(kit: Kit, xml: str, expected: Content) -> None:
    found = content(kit, xml)
    assert found == expected
    assert type(found.value) is type(expected.value)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        ('<c r="{r}"><v>abc</v></c>', "数值“abc”不是数字"),
        ('<c r="{r}"><v>1 </v></c>', "数值“1 ”不是数字"),
        ('<c r="{r}"><v>-</v></c>', "数值“-”不是数字"),
        ('<c r="{r}"><v>+1</v></c>', "数值“+1”不是数字"),
        ('<c r="{r}"><v>1e1000</v></c>', "数值“1e1000”不是数字"),
        (f'<c r="{{r}}"><v>{"1" * 31}</v></c>', f"数值“{'1' * 30}”不是数字"),
        ('<c r="{r}" t="b"><v>2</v></c>', "是非值既不是 0 也不是 1"),
        ('<c r="{r}" t="b"><v>true</v></c>', "是非值既不是 0 也不是 1"),
        ('<c r="{r}" t="x"><v>1</v></c>', "类型“x”无法识别"),
        ('<c r="{r}" t="x"/>', "类型“x”无法识别"),
        ('<c r="{r}" t="d"><v>2024-01-01</v></c>', "类型“d”无法识别"),
        ('<c r="{r}" t="e"><v>甲</v></c>', "类型“e”无法识别"),
        ('<c r="{r}" t="e"><v>Err:52</v></c>', "类型“e”无法识别"),
        ('<c r="{r}" t="s"><v>9999999</v></c>', "文字编号“9999999”不在文字表里"),
        ('<c r="{r}" t="s"><v>00000001</v></c>', "文字编号“00000001”不在文字表里"),
        ('<c r="{r}" t="s"><v>-1</v></c>', "文字编号“-1”不在文字表里"),
        ('<c r="{r}" t="inlineStr"><v>1</v></c>', "文字不在它应在的地方"),
        ('<c r="{r}" t="inlineStr"/>', "文字不在它应在的地方"),
        ('<c r="{r}" t="inlineStr"><v>1</v><is><t>甲</t></is></c>', "文字不在它应在的地方"),
        ('<c r="{r}" t="str"><is><t>甲</t></is></c>', "文字不在它应在的地方"),
        ('<c r="{r}" t="s"><v>1</v><is><t>甲</t></is></c>', "文字不在它应在的地方"),
        ('<c r="{r}"><is><t>甲</t></is></c>', "文字不在它应在的地方"),
        ('<c r="{r}" s="9999"><v>1</v></c>', "单元格样式 9999 不存在"),
    ],
)
def test_what_can_be_read_in_two_ways_is_refused_with_its_cell(kit: Kit, xml: str, why: str) -> None:
    assert unclear(kit, xml) == why


def strings_of(kit: Kit) -> int:
    return len(re.findall(rb"<si[ />]|<si>", kit.parts[STRINGS]))


def test_the_last_shared_text_is_there_and_the_next_is_not(kit: Kit) -> None:
    count = strings_of(kit)
    assert isinstance(content(kit, f'<c r="{{r}}" t="s"><v>{count - 1}</v></c>').value, str)
    assert unclear(kit, f'<c r="{{r}}" t="s"><v>{count}</v></c>') == f"文字编号“{count}”不在文字表里"
    assert isinstance(content(kit, f'<c r="{{r}}" t="s"><v>000{count - 1:04d}</v></c>').value, str)


def test_the_last_style_is_there_and_the_next_is_not(kit: Kit) -> None:
    styles = kit.parts[STYLES].split(b"<cellXfs")[1].split(b"</cellXfs>")[0].count(b"<xf ")
    assert content(kit, f'<c r="{{r}}" s="{styles - 1}"><v>1</v></c>').value is not None
    assert unclear(kit, f'<c r="{{r}}" s="{styles}"><v>1</v></c>') == f"单元格样式 {styles} 不存在"


def styled(kit: Kit, code: int) -> int:
    """A style with this built-in number format; its number."""
    styles = kit.parts[STYLES].split(b"<cellXfs")[1].split(b"</cellXfs>")[0].count(b"<xf ")
    kit.sub(STYLES, "</cellXfs>", f'<xf numFmtId="{code}" fontId="0" fillId="0" borderId="0"/></cellXfs>')
    return styles


@pytest.mark.parametrize(
    ("code", "shown"),
    [(0, ""), (1, ""), (4, ""), (9, "percent"), (10, "percent"), (14, "date"), (22, "date"), (49, "")],
)
def test_the_number_format_says_what_a_number_is(kit: Kit, code: int, shown: str) -> None:
    style = styled(kit, code)
    assert content(kit, f'<c r="{{r}}" s="{style}"><v>0.5</v></c>') == Content(Decimal("0.5"), None, shown)  # type: ignore[arg-type]
    assert content(kit, f'<c r="{{r}}" s="{style}" t="str"><v>0.5</v></c>') == Content("0.5")
    assert content(kit, f'<c r="{{r}}" s="{style}"><f>1</f><v>1</v></c>') == Content(Decimal(1), "1", shown)  # type: ignore[arg-type]


def test_only_dates_are_moved_where_days_are_counted_from_1904(kit: Kit) -> None:
    date, share = styled(kit, 14), styled(kit, 9)
    kit.re(BOOK, "<workbookPr", '<workbookPr date1904="1"')
    assert content(kit, f'<c r="{{r}}" s="{date}"><v>1</v></c>').value == 1463
    assert content(kit, f'<c r="{{r}}" s="{share}"><v>1</v></c>').value == 1
    assert content(kit, '<c r="{r}"><v>1</v></c>').value == 1


def test_a_text_has_at_most_as_many_characters_as_a_cell(kit: Kit) -> None:
    most = LIMITS.string_length
    assert len(str(content(kit, f'<c r="{{r}}" t="inlineStr"><is><t>{"好" * most}</t></is></c>').value)) == most
    for xml in (
        f'<c r="{{r}}" t="inlineStr"><is><t>{"好" * (most + 1)}</t></is></c>',
        f'<c r="{{r}}" t="str"><v>{"a" * (4 * most + 1)}</v></c>',
    ):
        assert unclear(kit, xml) == f"文字超过 {most} 个字"


def test_a_formula_has_at_most_as_many_characters_as_excel_takes(kit: Kit) -> None:
    most = 4 * LIMITS.formula_length
    assert content(kit, f'<c r="{{r}}"><f>{"1" * most}</f></c>').formula == "1" * most
    assert unclear(kit, f'<c r="{{r}}"><f>{"1" * (most + 1)}</f></c>') == f"公式超过 {LIMITS.formula_length} 个字"


def test_a_shared_formula_stands_in_the_first_of_its_cells_only(kit: Kit) -> None:
    row = kit.row
    first, second = f"{kit.column}{row}", f"{kit.column}{row + 1}"
    kit.cell(first, '<c r="{r}"><f t="shared" ref="A1:A9" si="7">1+1</f><v>2</v></c>')
    kit.cell(second, '<c r="{r}"><f t="shared" si="7"/><v>3</v></c>')
    kit.cell(f"{kit.column}{row + 2}", '<c r="{r}"><f t="shared" si="8"/><v>4</v></c>')
    sheet = grid(kit).sheet(OWN)
    assert sheet[second] == Content(Decimal(3), "1+1")
    assert sheet[first] == Content(Decimal(2), "1+1")
    assert sheet[f"{kit.column}{row + 2}"] == Content(Decimal(4), "")


def test_a_sheet_is_a_mapping_of_its_cells(kit: Kit) -> None:
    sheet = grid(kit).sheet(OWN)
    cells = list(sheet)
    assert len(sheet) == len(cells) == len(set(cells)) > 300
    assert kit.actual in cells
    assert cells[0].startswith("A1")
    assert sheet.get("ZZ999") is EMPTY
    assert sheet.get("ZZ999", Content("x")) == Content("x")
    with pytest.raises(KeyError):
        sheet["ZZ998"]
    assert sheet[kit.actual] is sheet.get(kit.actual)


def test_a_text_that_several_cells_share_is_one_content(kit: Kit) -> None:
    kit.string("<si><t>同一句话</t></si>")
    number = strings_of(kit) - 1
    below = f"{kit.column}{kit.row + 1}"
    kit.cell(below, f'<c r="{{r}}" t="s"><v>{number}</v></c>')
    sheet = grid(kit).sheet(OWN)
    assert sheet[kit.actual] == Content("同一句话")
    assert sheet[below] == Content("同一句话")
    kit.cell(below, f'<c r="{{r}}" t="s"><f>A1</f><v>{number}</v></c>')
    sheet = grid(kit).sheet(OWN)
    assert sheet[kit.actual] == Content("同一句话")
    assert sheet[below] == Content("同一句话", "A1")


@pytest.mark.parametrize("last", ["$F$", "F", "$F", "$AAA$"])
def test_a_name_of_ours_that_spans_too_many_rows_is_refused(last: str, kit: Kit) -> None:
    kit.name("JX_C_self_actual", f"{OWN}!$F$1:{last}20001")
    assert "JX_C_self_actual" in grid(kit).names()
    kit.name("JX_C_self_actual", f"{OWN}!$F$1:{last}20002")
    with pytest.raises(UserError) as caught:
        grid(kit).names()
    error = caught.value
    assert (error.code, error.file, error.facts["name"]) == ("name-outside", "自评.xlsx", "JX_C_self_actual")
    assert error.facts["reference"] == f"{OWN}!$F$1:{last}20002"


def test_a_name_of_ours_that_is_no_area_of_rows_is_left_to_who_asks_for_it(kit: Kit) -> None:
    for reference in (f"{OWN}!$F$:$F$9", f"{OWN}!$F:$F", "#REF!"):
        kit.name("JX_C_self_actual", reference)
        assert grid(kit).names()["JX_C_self_actual"] == reference


def test_a_name_of_somebody_else_may_span_what_it_likes(kit: Kit) -> None:
    kit.sub(BOOK, "</definedNames>", f'<definedName name="MINE">{OWN}!$F$1:$F$30000</definedName></definedNames>')
    assert grid(kit).names()["MINE"] == f"{OWN}!$F$1:$F$30000"


def test_a_sheet_that_is_not_there_is_a_key_error(kit: Kit) -> None:
    with pytest.raises(KeyError):
        grid(kit).sheet("无此表")


def test_cells_under_a_merge_show_the_first(kit: Kit) -> None:
    found = grid(kit).covered(OWN)
    below = next(cell for cell, shows in found.items() if shows.startswith("B"))
    assert found[below][0] == "B"
    assert int(found[below][1:]) < int(below[1:])


@pytest.mark.parametrize("merge", ["A0:A1", "B1:A1", "a1:a2", "A1:A1048577"])
def test_a_merge_that_is_none_is_refused_with_its_sheet(kit: Kit, merge: str) -> None:
    part = kit.own
    kit.parts[part] = re.sub(rb'(<mergeCell ref=")[^"]*', rb"\g<1>" + merge.encode(), kit.parts[part], count=1)
    with pytest.raises(UserError) as caught:
        grid(kit).covered(OWN)
    assert caught.value.code in ("cell-unclear", "file-not-workbook")
    assert caught.value.sheet in (OWN, "")


def test_a_workbook_without_texts_or_styles_is_read_as_far_as_it_goes(kit: Kit) -> None:
    from tests.hostile.kit import BOOK_RELS, TYPES

    for name in ("sharedStrings", "styles"):
        kit.re(BOOK_RELS, rf'<Relationship [^>]*Target="[^"]*{name}.xml"[^>]*/>', "")
        kit.re(TYPES, rf'<Override [^>]*PartName="/xl/{name}.xml"[^>]*/>', "")
        kit.drop(f"xl/{name}.xml")
    kit.cell(kit.actual, '<c r="{r}" s="3"><v>0.5</v></c>')
    assert grid(kit).sheet(OWN)[kit.actual] == Content(Decimal("0.5"))
    assert unclear(kit, '<c r="{r}" t="s"><v>1</v></c>') == "工作簿没有文字表"
