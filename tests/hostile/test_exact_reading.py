"""What used to be read wrongly in silence, each with the number that has to come out."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.forms.conftest import PROJECTS
from tests.hostile.kit import BOOK, Kit
from xladdin.errors import UserError
from xladdin.forms.package.archive import Archive
from xladdin.forms.read.open_file import open_file
from xladdin.forms.read.package_grid import PackageGrid
from xladdin.rules import profile as profiles
from xladdin.rules.score_sheet import score_sheet
from xladdin.submission.export import export

Sound = dict[tuple[str, str], bytes]
TURPAN = PROJECTS[0]


def _write(tmp_path: Path, kit: Kit) -> Path:
    path = tmp_path / "自评.xlsx"
    path.write_bytes(kit.pack())
    return path


def _total(path: Path) -> str:
    evaluation = open_file(path).evaluation
    return str(score_sheet(evaluation, profiles.load(evaluation.profile)).total)


def _cell_of(kit: Kit, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*>[^$]*\$([A-Z]+)\$(\d+)', kit.parts[BOOK].decode("utf-8"))
    assert found is not None
    return f"{found[1]}{found[2]}"


def test_an_approver_with_half_a_character_survives_export_and_so_does_the_score(sound: Sound, tmp_path: Path) -> None:
    kit = Kit(sound[TURPAN, "book"])
    first = _cell_of(kit, "JX_C_score_adjustment_approved_by")
    rows = re.findall(rb'<c r="%s(\d+)"' % first.rstrip("0123456789").encode(), kit.parts[kit.scores])
    approved = '<c r="{r}" s="{s}" t="inlineStr"><is><t>张_xD800_批准</t></is></c>'
    kept = open_file(_write(tmp_path, kit)).evaluation
    for number, indicator in enumerate(kept.indicators):
        if indicator.adjustment is not None:
            kit.cell(
                f"{first.rstrip('0123456789')}{int(rows[rows.index(first.lstrip('ABCDEFGHIJKLMNOPQRSTUVWXYZ').encode()) + number])}",
                approved,
                kit.scores,
            )
    path = _write(tmp_path, kit)
    assert _total(path) == "88.8"
    done = export(path, tmp_path / "out")
    assert _total(done.path) == "88.8"
    texts = {row.adjustment.approved_by for row in open_file(done.path).evaluation.indicators if row.adjustment}
    assert texts == {"张_xD800_批准"}


def test_dates_of_a_workbook_that_counts_from_1904_are_right(sound: Sound, tmp_path: Path) -> None:
    kit = Kit(sound[TURPAN, "book"])
    style = len(re.findall(rb"<xf ", kit.parts["xl/styles.xml"].split(b"<cellXfs")[1].split(b"</cellXfs>")[0]))
    kit.sub("xl/styles.xml", "</cellXfs>", '<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/></cellXfs>')
    kit.cell(kit.actual, f'<c r="{{r}}" s="{style}"><v>45000</v></c>')

    def actual() -> str:
        return open_file(_write(tmp_path, kit)).evaluation.indicators[0].actual

    assert actual() == "2023年3月15日"
    kit.re(BOOK, "<workbookPr", '<workbookPr date1904="1"')
    assert actual() == "2027年3月16日"


def test_the_pronunciation_beside_a_text_is_no_text(sound: Sound, tmp_path: Path) -> None:
    kit = Kit(sound[TURPAN, "book"])
    kit.cell(
        kit.actual,
        '<c r="{r}" s="{s}" t="inlineStr"><is><t>达标</t><rPh sb="0" eb="2"><t>dabiao</t></rPh></is></c>',
    )
    assert open_file(_write(tmp_path, kit)).evaluation.indicators[0].actual == "达标"


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#SPILL!", "Err:522"])
def test_an_error_value_is_no_number_and_no_text(error: str, sound: Sound, tmp_path: Path) -> None:
    kit = Kit(sound[TURPAN, "book"])
    kit.cell(kit.actual, f'<c r="{{r}}" s="{{s}}" t="e"><f>x</f><v>{error}</v></c>')
    path = _write(tmp_path, kit)
    book = open_file(path).book
    assert book is not None
    assert [note.kind for note in book.notes if note.kind == "error-value"] == ["error-value"]


@pytest.mark.parametrize(
    "item",
    [
        '<si><t>458.79</t><phoneticPr fontId="1" type="noConversion"/></si>',
        '<si><t xml:space="preserve">458.79</t><phoneticPr fontId="1"/></si>',
        '<si><r><t>458</t></r><r><rPr><b/></rPr><t>.79</t></r><phoneticPr fontId="1"/></si>',
        '<si><t>458.79</t><rPh sb="0" eb="1"><t>9</t></rPh><phoneticPr fontId="1"/></si>',
    ],
)
def test_a_text_as_chinese_excel_stores_it_is_its_text(item: str, sound: Sound, tmp_path: Path) -> None:
    path = _write(tmp_path, Kit(sound[TURPAN, "book"]).string(item))
    assert open_file(path).evaluation.indicators[0].actual == "458.79"
    assert _total(path) == "88.8"


def test_a_refused_cell_is_named_with_its_sheet(sound: Sound, tmp_path: Path) -> None:
    kit = Kit(sound[TURPAN, "book"])
    kit.cell(kit.actual, '<c r="{r}" s="{s}" t="x"><v>5</v></c>')
    with pytest.raises(UserError) as caught:
        open_file(_write(tmp_path, kit))
    line = caught.value.line()
    assert "绩效自评表" in line
    assert kit.actual in line
    assert "\n" not in line


def test_only_names_of_the_whole_workbook_are_names(sound: Sound, tmp_path: Path) -> None:
    kit = Kit(sound[TURPAN, "book"])
    kit.sub(
        BOOK,
        "</definedNames>",
        '<definedName name="JX_LOCAL" localSheetId="0">填报说明!$A$1</definedName></definedNames>',
    )
    names = PackageGrid(Archive.read(kit.pack())).names()
    assert "JX_C_self_actual" in names
    assert "JX_LOCAL" not in names


def test_two_thousand_nested_arrays_are_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for text in (
        "[" * 100_000,
        "{" + '"a":{' * 50_000,
        json.dumps({"form": "transfer"})[:-1] + ',"x":' + "[" * 3_000 + "]" * 3_000 + "}",
    ):
        path.write_text(text, "utf-8")
        with pytest.raises(UserError) as caught:
            open_file(path)
        assert caught.value.code == "json-invalid"
