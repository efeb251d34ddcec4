"""Gather the facts: registry, files, and two programs started on trial. Changes nothing.

Registry keys [Microsoft Learn: "Trusted locations", "Disable VBA for Office applications"; App Paths]. Office's own
settings lie under HKCU, a department's policies under ``Policies`` and win.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from xladdin.excel.doctor.facts import Facts
from xladdin.excel.install.disabled_items import our_disabled_items
from xladdin.excel.install.install_record import Record
from xladdin.excel.install.inventory import digest
from xladdin.excel.install.machine import Machine
from xladdin.excel.install.open_values import OFFICE_VERSIONS, our_open_values
from xladdin.excel.install.places import Places
from xladdin.excel.install.registry import Registry

APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
OFFICE_KEYS = (r"HKCU\Software\Policies\Microsoft\Office", r"HKCU\Software\Microsoft\Office")
MACHINE_POLICIES = r"HKLM\Software\Policies\Microsoft\Office"
MACHINE_BITS = {0x014C: 32, 0x8664: 64, 0xAA64: 64}
"""Machine field of a program's header [PE format]; ARM64 Excel loads 64-bit x64 DLLs (ARM64EC)."""
ASR_KEYS = (
    r"HKLM\Software\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
    r"HKLM\Software\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules",
)
NO_CHILDREN = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
MARK_OF_THE_WEB = ":Zone.Identifier"
#: Leaves before exit handlers run: that of xlwings would end other Excel processes (see ``xladdin.excel.udf.serve``).
START_TEST = "import os, xladdin, xlwings; print(xladdin.__version__, xlwings.__version__, flush=True); os._exit(0)"
START_SECONDS = 30.0
SERVER_SECONDS = 60.0


def gather(machine: Machine, windows: tuple[int, int, int]) -> Facts:
    """All facts about a PC. Takes some seconds: Python is started twice.  windows  major, minor, build"""
    places = Places.of(machine)
    record = Record.read(places.record)
    interpreter = Path(record.interpreter) if record else places.python
    versions, failure = _start(machine, interpreter)
    answer, udf_failure = ("", "") if failure else ask_udf_server(machine, interpreter)
    excel = _app_path(machine.registry, "excel.exe")
    dlls = _dlls(interpreter)
    return Facts(
        windows=windows,
        excel_program=excel,
        excel_version=_excel_version(machine.registry),
        excel_bits=program_bits(Path(excel)) if excel else None,
        wps_found=bool(_app_path(machine.registry, "et.exe")),
        interpreter=str(interpreter),
        interpreter_exists=interpreter.is_file(),
        interpreter_failure=failure,
        package_version=versions[0],
        xlwings_version=versions[1],
        dlls=tuple(dll.name for dll in dlls),
        record=record,
        startup_addin=str(places.startup_addin),
        startup_addin_sha256=digest(places.startup_addin) if places.startup_addin.is_file() else "",
        open_values=tuple(our_open_values(machine.registry)),
        disabled_items=len(our_disabled_items(machine.registry)),
        trusted_locations_off_by=_switched(
            machine.registry, r"Excel\Security\Trusted Locations", "AllLocationsDisabled"
        ),
        trusted_locations=_trusted_locations(machine.registry),
        vba_off_by=_switched(machine.registry, "Common", "VBAOff"),
        addins_off_by=_first(
            _switched(machine.registry, r"Excel\Security", name) for name in ("DisableAllAddins", "RequireAddinSig")
        ),
        watched_by=_watched(machine.registry),
        answers_for_excel=_server(machine.registry),
        blocked_files=tuple(blocked([places.startup_addin, interpreter, *dlls])),
        udf_answer=answer,
        udf_failure=udf_failure,
    )


def windows_version() -> tuple[int, int, int]:
    """Of the running system; (0, 0, 0) where that is not Windows."""
    if sys.platform != "win32":
        return (0, 0, 0)
    found: Any = sys.getwindowsversion()
    return (found.major, found.minor, found.build)


def ask_udf_server(machine: Machine, interpreter: Path) -> tuple[str, str]:
    """What JX_VERSION() answers, and why not. In a process of its own, so that a hanging COM call can be ended."""
    command = [str(interpreter), "-X", "utf8", "-I", "-B", "-m", "xladdin.excel.doctor.udf_server", str(interpreter)]
    code, output = machine.run(command, SERVER_SECONDS)
    last = output.splitlines()[-1] if output else f"代码 {code}"
    try:
        return str(json.loads(last)["results"][0]), ""
    except (ValueError, LookupError, TypeError):
        return "", last


def program_bits(program: Path) -> int | None:
    """32 or 64 from a Windows program's header; None when there is no such file or header."""
    try:
        with program.open("rb") as stream:
            stream.seek(0x3C)
            (header,) = struct.unpack("<I", stream.read(4))
            stream.seek(header)
            signature, machine_type = struct.unpack("<4sH", stream.read(6))
    except (OSError, struct.error):
        return None
    return MACHINE_BITS.get(machine_type) if signature == b"PE\0\0" else None


def blocked(files: Iterable[Path]) -> list[str]:
    """Those files that carry the Mark of the Web, a second stream of the file on NTFS."""
    return [str(file) for file in files if os.path.exists(f"{file}{MARK_OF_THE_WEB}")]  # noqa: PTH110 - no path to pathlib


def _start(machine: Machine, interpreter: Path) -> tuple[tuple[str, str], str]:
    code, output = machine.run([str(interpreter), "-X", "utf8", "-I", "-B", "-c", START_TEST], START_SECONDS)
    words = output.splitlines()[-1].split() if output else []
    if code == 0 and len(words) == 2:
        return (words[0], words[1]), ""
    return ("", ""), output.splitlines()[-1] if output else f"代码 {code}"


def _dlls(interpreter: Path) -> list[Path]:
    return [dll for folder in interpreter.parents[:2] for dll in sorted(folder.glob("xlwings[36][24]-*.dll"))]


def _app_path(registry: Registry, program: str) -> str:
    for root in ("HKCU", "HKLM"):
        path = registry.values(rf"{root}\{APP_PATHS}\{program}").get("")
        if isinstance(path, str) and path:
            return path.strip('"')
    return ""


def _excel_version(registry: Registry) -> str:
    """``Excel.Application.16`` → ``16.0``"""
    value = registry.values(r"HKLM\Software\Classes\Excel.Application\CurVer").get("")
    number = value.rpartition(".")[2] if isinstance(value, str) else ""
    return f"{number}.0" if number.isdigit() else ""


def _switched(registry: Registry, key: str, name: str) -> str:
    """The full name of the value when any of the places where it may stand holds a number other than 0."""
    for root in (*OFFICE_KEYS, MACHINE_POLICIES):
        for version in OFFICE_VERSIONS:
            full = rf"{root}\{version}\{key}"
            values = {found.lower(): value for found, value in registry.values(full).items()}
            if isinstance(values.get(name.lower()), int) and values[name.lower()]:
                return rf"{full}\{name}"
    return ""


def _first(values: Iterable[str]) -> str:
    return next((value for value in values if value), "")


def _watched(registry: Registry) -> tuple[str, ...]:
    """Policies that do not reach a trusted location, but matter where those are off; and the attack-surface rule “block
    Office from creating child processes” [Microsoft Learn: "Attack surface reduction rules reference"]."""
    found = [_switched(registry, r"Excel\Security", "blockcontentexecutionfrominternet")]
    found.append(_switched(registry, r"Common\Security", "MacroRuntimeScanScope"))
    for key in ASR_KEYS:
        if str(registry.values(key).get(NO_CHILDREN, "0")) in ("1", "6"):  # block, warn
            found.append(rf"{key}\{NO_CHILDREN}")
    return tuple(value for value in found if value)


def _server(registry: Registry) -> str:
    """Which program Windows starts for Excel.Application: WPS takes the name over where it was told to."""
    for root in (r"HKCU\Software\Classes", r"HKLM\Software\Classes"):
        clsid = registry.values(rf"{root}\Excel.Application\CLSID").get("")
        program = registry.values(rf"{root}\CLSID\{clsid}\LocalServer32").get("") if isinstance(clsid, str) else ""
        if isinstance(program, str) and program:
            return program
    return ""


def _trusted_locations(registry: Registry) -> tuple[str, ...]:
    paths = []
    for version in OFFICE_VERSIONS:
        key = rf"{OFFICE_KEYS[1]}\{version}\Excel\Security\Trusted Locations"
        for location in registry.subkeys(key):
            path = registry.values(rf"{key}\{location}").get("Path")
            if isinstance(path, str):
                paths.append(path)
    return tuple(paths)
