"""What leaves the house looks as if Excel had saved it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest
import python_calamine

from tests.forms.package.books import FORMULAS, RESULTS, patch_cells, scoring_book, stored_values
from tests.support.audit import assert_package_clean, package_findings
from tests.support.libreoffice import convert
from xladdin.forms.package.archive import Archive
from xladdin.forms.package.edit.finish import finish
from xladdin.forms.package.edit.values import CellValue

CREATED = datetime(2025, 3, 1, 17, 30, 5, tzinfo=timezone(timedelta(hours=8)))
CACHED: dict[str, dict[str, CellValue]] = {"评分表": RESULTS, "填报 & 说明": {"A2": 612.84}, "参数": {"B2": 2.6}}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return scoring_book(tmp_path / "raw.xlsx")


def finished(raw: Path, **settings: object) -> Path:
    target = raw.with_name("finished.xlsx")
    target.write_bytes(finish(raw, **{"cached": CACHED, "created": CREATED, **settings}))  # type: ignore[arg-type]
    return target


def part(path: Path, name: str) -> str:
    return Archive.read(path)[name].decode()


def test_the_validator_finds_nothing_to_repair(raw: Path) -> None:
    assert len(package_findings(raw)) > 3
    assert_package_clean(finished(raw))
    assert_package_clean(finished(raw, final=True, numbers_as_text={"评分表": "B5:C5"}, full_calc_on_load=False))


def test_stored_results_are_there_for_openpyxl(raw: Path) -> None:
    values = stored_values(finished(raw), "评分表")
    assert {ref: values.get(ref, "") for ref in RESULTS} == RESULTS
    assert openpyxl.load_workbook(finished(raw))["评分表"]["D2"].value == FORMULAS["D2"]


def test_stored_results_and_texts_are_there_for_calamine(raw: Path) -> None:
    rows = python_calamine.CalamineWorkbook.from_path(str(finished(raw))).get_sheet_by_name("评分表").to_python()
    assert rows[1] == ["矿山生态修复面积", 426.94, 458.79, 1.0746]
    assert rows[4][:3] == ["见附件说明", "0012", "=不是公式"]
    assert rows[5][0] == "  前后空格  "
    assert rows[8][0] == "第一行\n第二行 & <标记>"


@pytest.mark.libreoffice
def test_stored_results_are_what_libreoffice_computes(raw: Path, tmp_path: Path) -> None:
    computed = convert([finished(raw)], "xlsx", tmp_path / "computed")[0]
    shown = convert([finished(raw)], "xlsx", tmp_path / "shown", recalculate=False)[0]
    for sheet in ("评分表", "填报 & 说明", "参数"):
        assert stored_values(computed, sheet) == stored_values(shown, sheet) == stored_values(finished(raw), sheet)


def test_texts_are_shared_and_each_is_stored_once(raw: Path) -> None:
    workbook = openpyxl.load_workbook(raw, rich_text=True)
    for row in range(20, 40):
        workbook["评分表"].cell(row, 1).value = "同一句话"
    workbook.save(raw)
    path = finished(raw)
    assert "inlineStr" not in part(path, "xl/worksheets/sheet1.xml")
    assert part(path, "xl/sharedStrings.xml").count("同一句话") == 1
    assert openpyxl.load_workbook(path)["评分表"]["A39"].value == "同一句话"


def test_everything_openpyxl_wrote_survives(raw: Path) -> None:
    before, after = (openpyxl.load_workbook(path, rich_text=True) for path in (raw, finished(raw)))
    assert list(after.defined_names) == list(before.defined_names)
    for old, new in zip(before, after, strict=True):
        assert [[cell.value for cell in row] for row in new] == [[cell.value for cell in row] for row in old]
        assert [[repr(cell.font) for cell in row] for row in new] == [[repr(cell.font) for cell in row] for row in old]
        assert [[cell.number_format for cell in row] for row in new] == [
            [cell.number_format for cell in row] for row in old
        ]
        assert [[repr(cell.protection) for cell in row] for row in new] == [
            [repr(cell.protection) for cell in row] for row in old
        ]
        assert (new.merged_cells, new.sheet_state, new.freeze_panes) == (
            old.merged_cells,
            old.sheet_state,
            old.freeze_panes,
        )
        assert new.protection == old.protection
        assert new.data_validations == old.data_validations
        assert (new.print_title_rows, new.print_area) == (old.print_title_rows, old.print_area)
        assert (new.page_setup, new.oddFooter.center.text) == (old.page_setup, old.oddFooter.center.text)
        assert [rule.dxf for rules in new.conditional_formatting for rule in rules.rules] == [
            rule.dxf for rules in old.conditional_formatting for rule in rules.rules
        ]
        assert [cell.comment and cell.comment.text for row in new for cell in row] == [
            cell.comment and cell.comment.text for row in old for cell in row
        ]


def test_the_same_content_gives_the_same_bytes_at_any_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = finish(scoring_book(tmp_path / "a.xlsx"), cached=CACHED, created=CREATED)
    later = scoring_book(tmp_path / "b.xlsx")
    workbook_props = Archive.read(later)["docProps/core.xml"].replace(b"20", b"19")
    Archive.read(later).replaced({"docProps/core.xml": workbook_props}).write(later)
    assert finish(later, cached=CACHED, created=CREATED) == first


def test_bytes_are_as_good_a_source_as_a_path(raw: Path) -> None:
    assert finish(raw.read_bytes(), cached=CACHED, created=CREATED) == finished(raw).read_bytes()


def test_a_formula_without_result_is_a_defect_of_the_caller(raw: Path) -> None:
    incomplete = {**CACHED, "评分表": {ref: value for ref, value in RESULTS.items() if ref != "D4"}}
    with pytest.raises(ValueError, match="评分表: no result for \\['D4'\\]"):
        finished(raw, cached=incomplete)
    with pytest.raises(ValueError, match="参数"):
        finished(raw, cached={"评分表": RESULTS, "填报 & 说明": {"A2": 1}})


def test_a_result_without_formula_or_sheet_is_a_defect_of_the_caller(raw: Path) -> None:
    with pytest.raises(ValueError, match="no formula in \\['A1'\\]"):
        finished(raw, cached={**CACHED, "参数": {"B2": 2.6, "A1": 1}})
    with pytest.raises(ValueError, match="没有这张表"):
        finished(raw, cached={**CACHED, "没有这张表": {}})


def test_core_properties_carry_the_given_person_and_time(raw: Path) -> None:
    properties = openpyxl.load_workbook(finished(raw, creator="吐鲁番市自然资源局", title="绩效自评表")).properties
    assert (properties.creator, properties.lastModifiedBy, properties.title) == ("吐鲁番市自然资源局",) * 2 + (
        "绩效自评表",
    )
    assert properties.created == properties.modified == datetime(2025, 3, 1, 9, 30, 5)
    assert properties.contentStatus is None


def test_a_time_without_zone_is_refused(raw: Path) -> None:
    with pytest.raises(ValueError, match="time zone"):
        finished(raw, created=datetime(2025, 3, 1))


def test_custom_properties_join_those_openpyxl_wrote(raw: Path) -> None:
    path = finished(raw, custom_properties={"xladdin.digest": "ab12", "xladdin.version": 3, "xladdin.sealed": True})
    found = {item.name: item.value for item in openpyxl.load_workbook(path).custom_doc_props.props}
    assert found == {
        "xladdin.template": "自评工作簿",
        "xladdin.digest": "ab12",
        "xladdin.version": 3,
        "xladdin.sealed": True,
    }


def test_custom_properties_are_added_where_there_were_none(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.save(tmp_path / "raw.xlsx")
    path = finished(tmp_path / "raw.xlsx", cached={}, custom_properties={"甲": "乙"})
    assert openpyxl.load_workbook(path).custom_doc_props["甲"].value == "乙"
    assert_package_clean(path)
    bare = finished(tmp_path / "raw.xlsx", cached={})
    assert "docProps/custom.xml" not in Archive.read(bare)
    assert_package_clean(bare)


def test_mark_as_final_sets_property_and_status(raw: Path) -> None:
    workbook = openpyxl.load_workbook(finished(raw, final=True))
    assert workbook.custom_doc_props["_MarkAsFinal"].value is True
    assert workbook.properties.contentStatus == "Final"


@pytest.mark.parametrize("full", [True, False])
def test_links_are_never_updated_and_calculation_on_load_is_a_choice(raw: Path, full: bool) -> None:
    text = part(finished(raw, full_calc_on_load=full), "xl/workbook.xml")
    assert '<workbookPr updateLinks="never"/>' in text
    assert ('fullCalcOnLoad="1"' in text) is full
    assert ("fullCalcOnLoad" in text) is full


def test_number_stored_as_text_is_accepted_where_asked(raw: Path) -> None:
    path = finished(raw, numbers_as_text={"评分表": "B5:C5 A9"})
    sheet = part(path, "xl/worksheets/sheet1.xml")
    element = '<ignoredErrors><ignoredError sqref="B5:C5 A9" numberStoredAsText="1"/></ignoredErrors>'
    assert re.search("</rowBreaks>" + re.escape(element) + "<legacyDrawing", sheet)
    assert "ignoredErrors" not in part(path, "xl/worksheets/sheet2.xml")


def test_parts_come_in_the_order_readers_expect_and_in_plain_utf8(raw: Path) -> None:
    archive = Archive.read(finished(raw))
    assert list(archive)[:4] == [
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    ]  # fmt: skip
    for name in archive:
        if name.endswith((".xml", ".rels")):
            assert archive[name].startswith(b'<?xml version="1.0"'), name
            assert not re.search(rb"&#(?:1[6-9]\d|[2-9]\d\d|\d{4,});", archive[name]), name


def test_character_references_that_mean_something_stay(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "甲"
    workbook.active.oddFooter.center.text = "第一行\n第二行"
    workbook.save(tmp_path / "raw.xlsx")
    path = finished(tmp_path / "raw.xlsx", cached={})
    assert openpyxl.load_workbook(path).active.oddFooter.center.text == "第一行\n第二行"


def test_a_finished_workbook_can_be_patched_and_stays_clean(raw: Path, tmp_path: Path) -> None:
    path = finished(raw)
    patch_cells(path, path, {"评分表": {"F2": "C07 未说明原因", "A9": "发现 1 个错误"}})
    assert_package_clean(path)


def test_creation_time_is_written_in_utc(raw: Path) -> None:
    assert finished(raw, created=CREATED.astimezone(UTC)).read_bytes() == finish(raw, cached=CACHED, created=CREATED)
