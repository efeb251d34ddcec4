"""How the facts of a diagnosis are found: registry keys, a program's header, what a started Python says."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import xlwings
from pyopenvba import ExcelFile

from tests.excel.pc import FakePc, unpacked_bundle
from xladdin.excel.addin.server import server_class
from xladdin.excel.doctor import run
from xladdin.excel.doctor.line import State
from xladdin.excel.doctor.probe import gather, program_bits
from xladdin.excel.doctor.udf_server import server_command
from xladdin.excel.install import install_bundle
from xladdin.excel.install.places import Places

WINDOWS_10 = (10, 0, 19045)
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
OFFICE = r"HKCU\Software\Microsoft\Office\16.0"


def program(file: Path, machine: int) -> Path:
    file.write_bytes(b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine))
    return file


def answers(command: list[str], seconds: float) -> tuple[int, str]:
    """An interpreter that tells its versions, and a UDF server that answers."""
    return (0, '{"results": ["1.2.3"]}') if "-m" in command else (0, "1.2.3 0.37.8")


@pytest.fixture
def pc(tmp_path: Path) -> FakePc:
    pc = FakePc(tmp_path)
    dlls = {f"python/xlwings{bits}-0.37.8.dll": "" for bits in (32, 64)}
    install_bundle(unpacked_bundle(tmp_path / "bundle", **dlls), pc)
    excel = program(tmp_path / "EXCEL.EXE", 0x8664)
    pc.registry.write(rf"HKLM\{APP_PATHS}\excel.exe", "", f'"{excel}"')
    pc.registry.write(r"HKLM\Software\Classes\Excel.Application\CurVer", "", "Excel.Application.16")
    pc.answer = answers
    return pc


def test_after_installing_the_facts_are_those_of_a_sound_pc(pc: FakePc) -> None:
    facts = gather(pc, WINDOWS_10)
    assert (facts.excel_version, facts.excel_bits) == ("16.0", 64)
    assert (facts.package_version, facts.xlwings_version, facts.udf_answer) == ("1.2.3", "0.37.8", "1.2.3")
    assert facts.dlls == ("xlwings32-0.37.8.dll", "xlwings64-0.37.8.dll")
    assert facts.record is not None and facts.record.addin_sha256 == facts.startup_addin_sha256
    assert facts.interpreter_exists and not facts.interpreter_failure
    assert not facts.blocked_files


def test_nothing_is_changed_by_looking(pc: FakePc) -> None:
    before = pc.files(), {key: dict(values) for key, values in pc.registry.keys.items()}
    gather(pc, WINDOWS_10)
    assert (pc.files(), pc.registry.keys) == before


def test_before_installing_the_interpreter_and_the_add_in_are_missing(tmp_path: Path) -> None:
    pc = FakePc(tmp_path)
    pc.answer = lambda command, seconds: (-1, "[WinError 2] 系统找不到指定的文件。")
    facts = gather(pc, WINDOWS_10)
    assert facts.record is None
    assert not facts.interpreter_exists
    assert not facts.startup_addin_sha256
    assert facts.interpreter_failure


@pytest.mark.parametrize(("machine", "bits"), [(0x14C, 32), (0x8664, 64), (0xAA64, 64), (0x1C0, None)])
def test_bitness_is_read_from_the_header(tmp_path: Path, machine: int, bits: int | None) -> None:
    assert program_bits(program(tmp_path / "x.exe", machine)) == bits


def test_a_file_that_is_no_program_has_no_bitness(tmp_path: Path) -> None:
    (tmp_path / "x.exe").write_text("hello")
    assert program_bits(tmp_path / "x.exe") is None
    assert program_bits(tmp_path / "missing.exe") is None


def test_a_server_that_does_not_answer_is_a_fact_not_a_crash(pc: FakePc) -> None:
    def hangs(command: list[str], seconds: float) -> tuple[int, str]:
        return (-1, "60 秒内没有结束") if "-m" in command else answers(command, seconds)

    pc.answer = hangs
    facts = gather(pc, WINDOWS_10)
    assert (facts.udf_answer, facts.udf_failure) == ("", "60 秒内没有结束")


@pytest.mark.parametrize(
    "key",
    [
        rf"{OFFICE}\Excel\Security\Trusted Locations",
        r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security\Trusted Locations",
        r"HKLM\Software\Policies\Microsoft\Office\16.0\Excel\Security\Trusted Locations",
    ],
)
def test_trusted_locations_switched_off_by_user_or_policy_are_found(pc: FakePc, key: str) -> None:
    pc.registry.write(key, "AllLocationsDisabled", 0)
    assert not gather(pc, WINDOWS_10).trusted_locations_off_by
    pc.registry.write(key, "allLocationsDisabled", 1)
    pc.registry.delete_value(key, "AllLocationsDisabled")
    assert gather(pc, WINDOWS_10).trusted_locations_off_by.startswith(key)


def test_vba_switched_off_is_found(pc: FakePc) -> None:
    pc.registry.write(r"HKCU\Software\Policies\Microsoft\Office\16.0\Common", "VBAOff", 1)
    assert gather(pc, WINDOWS_10).vba_off_by.endswith("VBAOff")


def test_trusted_folders_are_listed(pc: FakePc) -> None:
    startup = str(Places.of(pc).startup)
    pc.registry.write(rf"{OFFICE}\Excel\Security\Trusted Locations\Location1", "Path", startup)
    assert gather(pc, WINDOWS_10).trusted_locations == (startup,)


def test_a_mark_of_the_web_is_found(pc: FakePc) -> None:
    """On NTFS it is a stream of the file; elsewhere a file of that whole name does to show the look-up."""
    addin = Places.of(pc).startup_addin
    addin.with_name(f"{addin.name}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert gather(pc, WINDOWS_10).blocked_files == (str(addin),)


def test_an_entry_in_excels_own_list_and_a_disabled_item_are_found(pc: FakePc) -> None:
    pc.registry.write(rf"{OFFICE}\Excel\Options", "OPEN", r'"D:\old\xladdin.xlam"')
    pc.registry.write(rf"{OFFICE}\Excel\Resiliency\DisabledItems", "1", "xladdin.xlam".encode("utf-16-le"))
    facts = gather(pc, WINDOWS_10)
    assert facts.open_values == (r'"D:\old\xladdin.xlam"',)
    assert facts.disabled_items == 1


def test_wps_is_noticed(pc: FakePc) -> None:
    pc.registry.write(rf"HKCU\{APP_PATHS}\et.exe", "", r"C:\WPS\et.exe")
    assert gather(pc, WINDOWS_10).wps_found


def test_the_diagnosis_can_be_saved_and_has_the_exit_code_of_its_worst_line(pc: FakePc, tmp_path: Path) -> None:
    diagnosis = run(tmp_path / "r.txt", pc)
    assert (tmp_path / "r.txt").exists()
    wrong = [line for line in diagnosis.lines if line.state is State.BAD]
    assert diagnosis.exit_code == bool(wrong)


def test_the_server_is_started_with_the_add_ins_own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pieces of xlwings' XLPyCommand as our add-in holds them."""
    with ExcelFile(Path(xlwings.__file__).with_name("quickstart_addin_ribbon.xlam")) as file:
        source = server_class(file.get_module("xlwings"))
    monkeypatch.setenv("COMSPEC", "cmd")
    monkeypatch.setenv("LOCALAPPDATA", "L")
    command = server_command(Path("P"))
    tail = ' -I -B -c "import sys, os;import xlwings.utils;xlwings.utils.prepare_sys_path(\\"'
    assert command.startswith('cmd  /C ""P"' + tail + "false;;;;;;")
    assert command.endswith("import xladdin.excel.udf.serve as xladdin; xladdin.serve('$(CLSID)')\"\"")
    assert ' -I -B -c ""import sys, os;" & LicenseKeyEnvString' in source
    assert "import xladdin.excel.udf.serve as xladdin; xladdin.serve('$(CLSID)')" in source


def test_policies_that_keep_add_ins_or_python_away_are_found(pc: FakePc) -> None:
    """Department policies under Policies, and the attack-surface rule by its number."""
    security = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
    pc.registry.write(security, "RequireAddinSig", 1)
    pc.registry.write(security, "blockcontentexecutionfrominternet", 1)
    rules = r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"
    pc.registry.write(rules, "d4f940ab-401b-4efc-aadc-ad5f3c50688a", "1")
    facts = gather(pc, WINDOWS_10)
    assert facts.addins_off_by.endswith("RequireAddinSig")
    assert [value.rpartition("\\")[2] for value in facts.watched_by] == [
        "blockcontentexecutionfrominternet",
        "d4f940ab-401b-4efc-aadc-ad5f3c50688a",
    ]


def test_the_program_that_answers_for_excel_is_named(pc: FakePc) -> None:
    assert gather(pc, WINDOWS_10).answers_for_excel == ""
    pc.registry.write(r"HKLM\Software\Classes\Excel.Application\CLSID", "", "{00024500}")
    pc.registry.write(r"HKLM\Software\Classes\CLSID\{00024500}\LocalServer32", "", r"C:\WPS\et.exe /automation")
    assert gather(pc, WINDOWS_10).answers_for_excel == r"C:\WPS\et.exe /automation"
