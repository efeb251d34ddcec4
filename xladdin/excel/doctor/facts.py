"""What the diagnosis knows about a PC: gathered by ``probe``, judged by ``judge``. Nothing here looks anything up."""

from __future__ import annotations

from dataclasses import dataclass, field

from xladdin.excel.install.install_record import Record


@dataclass(frozen=True)
class Facts:
    windows: tuple[int, int, int]
    """Major, minor, build: Windows 10 is 10.0 with a build below 22000, Windows 11 one from 22000 on."""

    excel_program: str
    """Path of EXCEL.EXE; empty when none was found."""
    excel_version: str
    """``16.0`` for 2016 and later; empty when unknown."""
    excel_bits: int | None
    """32 or 64; None when the program's header could not be read."""
    wps_found: bool

    interpreter: str
    """The python.exe that the add-in starts."""
    interpreter_exists: bool
    interpreter_failure: str
    """Why it does not start or import our package; empty when it does."""
    package_version: str
    """Of xladdin, as that interpreter imports it."""
    xlwings_version: str
    dlls: tuple[str, ...]
    """Names like ``xlwings64-0.37.8.dll`` in the interpreter's folder and the one above, where xlwings looks."""

    record: Record | None
    """What the last installation noted."""
    startup_addin: str
    """Where the add-in belongs, in Excel's XLSTART folder."""
    startup_addin_sha256: str
    """Empty when it is not there."""
    open_values: tuple[str, ...]
    """Entries naming our add-in in Excel's own list of add-ins."""
    disabled_items: int
    """Entries naming our add-in in Excel's list of disabled items."""

    trusted_locations_off_by: str
    """Registry value that switches off all trusted locations; empty when none does."""
    trusted_locations: tuple[str, ...]
    """Folders that Excel trusts; empty before Excel's first start."""
    vba_off_by: str
    """Registry value that switches off VBA; empty when none does."""
    addins_off_by: str = field(default="", kw_only=True)
    """Registry value that switches off add-ins, or those without a signature; empty when none does."""
    watched_by: tuple[str, ...] = field(default=(), kw_only=True)
    """Registry values of policies that may keep macros from running or Excel from starting Python."""
    answers_for_excel: str = field(default="", kw_only=True)
    """Program that starts when Excel.Application is asked for; empty when unknown."""
    blocked_files: tuple[str, ...]
    """Our files that carry a Mark of the Web."""

    udf_answer: str
    """What JX_VERSION() answered through xlwings' DLL."""
    udf_failure: str
    """Why nothing was answered; empty when something was."""
