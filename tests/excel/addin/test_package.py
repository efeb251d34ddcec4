"""The Open XML side of ``xladdin.xlam``."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from tests.support.audit import assert_package_clean
from xladdin import __version__
from xladdin.errors import UserError
from xladdin.excel.addin import base
from xladdin.excel.addin.build import build_addin
from xladdin.excel.addin.ribbon_part import check_callbacks
from xladdin.excel.addin.sources import Module
from xladdin.resources import resource_dir

UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
RELATIONSHIP = "http://schemas.microsoft.com/office/2007/relationships/ui/extensibility"


@pytest.fixture(scope="module")
def parts(addin_file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(addin_file) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture(scope="module")
def tab(parts: dict[str, bytes]) -> etree._Element:
    (tab,) = etree.fromstring(parts["customUI/customUI14.xml"]).iter(f"{UI}tab")
    return tab


def test_office_would_open_it_without_offering_a_repair(addin_file: Path) -> None:
    assert_package_clean(addin_file)


def test_the_same_sources_give_the_same_bytes(addin_file: Path, tmp_path: Path) -> None:
    assert build_addin(tmp_path / "again").read_bytes() == addin_file.read_bytes()


def test_it_is_an_add_in_with_a_chinese_title(parts: dict[str, bytes]) -> None:
    assert b"application/vnd.ms-excel.addin.macroEnabled.main+xml" in parts["[Content_Types].xml"]
    core = etree.fromstring(parts["docProps/core.xml"])
    assert core.findtext("{*}title") == "绩效自评工具"
    assert __version__ in core.findtext("{*}description")


def test_no_trace_of_those_who_made_the_base(parts: dict[str, bytes]) -> None:
    everything = b"".join(parts.values()).lower()
    for trace in ("felix", "zumstein", "myaddin", "absPath", "MSForms"):
        for encoding in ("ascii", "utf-16-le"):
            assert trace.lower().encode(encoding) not in everything, trace


def test_the_ribbon_part_is_found_by_its_relationship(parts: dict[str, bytes]) -> None:
    ribbons = [e for e in etree.fromstring(parts["_rels/.rels"]) if "ui/extensibility" in e.get("Type")]
    assert [(e.get("Type"), e.get("Target")) for e in ribbons] == [(RELATIONSHIP, "customUI/customUI14.xml")]
    assert [name for name in parts if name.lower().startswith("customui")] == ["customUI/customUI14.xml"]


def test_the_tab_shows_groups_and_buttons_in_work_order(tab: etree._Element) -> None:
    assert tab.get("label") == "绩效自评"
    shown = {group.get("label"): [button.get("label") for button in group] for group in tab}
    assert shown == {
        "填报": ["新建工作簿", "导入目标表", "增加指标行", "删除指标行"],
        "计算": ["重新计算", "恢复上一步"],
        "检查": ["校验", "上一处", "下一处"],
        "报送": ["导出报送件", "邮件报送", "生成自评报告"],
        "帮助": ["诊断", "关于"],
    }


def test_every_button_has_an_icon_a_key_tip_and_says_what_it_does(tab: etree._Element) -> None:
    buttons = list(tab.iter(f"{UI}button"))
    for button in buttons:
        for attribute in ("imageMso", "screentip", "supertip", "keytip", "onAction"):
            assert button.get(attribute), (button.get("label"), attribute)
        assert len(button.get("supertip")) <= 1024
    key_tips = [button.get("keytip") for button in buttons]
    assert len(set(key_tips)) == len(key_tips)


def test_only_what_makes_sense_without_a_workbook_of_ours_is_always_enabled(tab: etree._Element) -> None:
    always = [button.get("label") for button in tab.iter(f"{UI}button") if not button.get("getEnabled")]
    assert always == ["新建工作簿", "导入目标表", "诊断", "关于"]


def test_a_callback_without_a_sub_and_a_sub_without_a_button_stop_the_build() -> None:
    customui = (resource_dir("macros") / "customUI14.xml").read_bytes()
    source = (resource_dir("macros") / "JxRibbon.bas").read_text()
    check_callbacks(customui, [Module("JxRibbon", "standard", source)])
    with pytest.raises(ValueError, match=r"callbacks without Sub: \['JxRibbon.JxExport'\]"):
        check_callbacks(customui, [Module("JxRibbon", "standard", source.replace("Sub JxExport(", "Sub Other("))])
    with pytest.raises(ValueError, match=r"Subs without button: \['JxRibbon.JxOld'\]"):
        check_callbacks(customui, [Module("JxRibbon", "standard", source + "Public Sub JxOld(c)\nEnd Sub\n")])


def test_a_ribbon_in_the_old_namespace_stops_the_build() -> None:
    customui = (resource_dir("macros") / "customUI14.xml").read_bytes().replace(b"2009/07", b"2006/01")
    with pytest.raises(ValueError, match="namespace"):
        check_callbacks(customui, [])


def test_the_settings_sheet_starts_at_a1_and_has_no_gaps(addin_file: Path, tmp_path: Path) -> None:
    rows = settings(addin_file, tmp_path)
    assert [row[0] for row in rows if not row[0]] == []
    assert dict(rows) == {
        "INTERPRETER_WIN": r"%LOCALAPPDATA%\xladdin\python\python.exe",
        "INTERPRETER": "python",
        "PYTHONPATH": r"%LOCALAPPDATA%\xladdin\app",
        "ADD_WORKBOOK_TO_PYTHONPATH": "false",
        "UDF MODULES": "xladdin.excel.udf.functions",
        "USE UDF SERVER": True,
        "DEBUG UDFS": False,
        "SHOW CONSOLE": False,
        "SHOW_ERROR_POPUPS": "True",
        "TEMP DIR": "%TEMP%",
        "CONDA PATH": None,
        "CONDA ENV": None,
        "LICENSE_KEY": None,
        "ONEDRIVE_CONSUMER_WIN": None,
        "ONEDRIVE_COMMERCIAL_WIN": None,
        "SHAREPOINT_WIN": None,
    }


def settings(addin_file: Path, folder: Path) -> list[tuple[object, object]]:
    """Columns A and B of the settings sheet; openpyxl refuses an add-in, so it gets a workbook's content type."""
    copy = folder / "settings.xlsm"
    with zipfile.ZipFile(addin_file) as source, zipfile.ZipFile(copy, "w") as target:
        for name in source.namelist():
            content = source.read(name).replace(b"addin.macroEnabled", b"sheet.macroEnabled")
            target.writestr(name, content)
    (sheet,) = load_workbook(copy).worksheets
    assert sheet.title == "xladdin.conf"
    return [(row[0], row[1]) for row in sheet.iter_rows(values_only=True)]


def test_another_xlwings_than_the_one_the_edits_were_written_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "XLWINGS_VERSION", "0.0.1")
    with pytest.raises(UserError, match=r"不是制作加载项所用的版本.*xlwings==0\.0\.1") as refused:
        build_addin(tmp_path)
    assert refused.value.code == "addin-base"
    assert list(tmp_path.iterdir()) == []


def test_without_the_component_that_writes_vba_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    with pytest.raises(UserError, match=r"pip install xladdin\[build\]") as refused:
        build_addin(tmp_path)
    assert refused.value.code == "addin-build-extra"
    assert list(tmp_path.iterdir()) == []
