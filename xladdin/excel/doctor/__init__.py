"""The diagnosis (诊断): does everything stand and run that the add-in needs on this PC, and what to do if not.

``run()`` for the command line and ``诊断.cmd``, ``report()`` for the ribbon. Facts are gathered by ``probe`` and judged
by the pure functions of ``judge``, so that every line can be shown in both states without a PC.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from xladdin import __version__
from xladdin.disk.causes import cause_of
from xladdin.errors import UserError
from xladdin.excel import layout
from xladdin.excel.doctor.judge import judge
from xladdin.excel.doctor.line import Line, State
from xladdin.excel.doctor.probe import gather, windows_version
from xladdin.excel.install.machine import Machine, this_machine

__all__ = ["REPORT_FILE", "Diagnosis", "Line", "State", "report", "run"]

REPORT_FILE = "诊断结果.txt"


@dataclass(frozen=True)
class Diagnosis:
    lines: tuple[Line, ...]

    @property
    def is_fine(self) -> bool:
        return all(line.state is not State.BAD for line in self.lines)

    @property
    def exit_code(self) -> int:
        return 0 if self.is_fine else 1

    def text(self) -> str:
        """For people: a title, a line for each check, a summary."""
        wrong = sum(line.state is State.BAD for line in self.lines)
        summary = f"共 {wrong} 项异常，请按“→”后的办法处理。" if wrong else "全部正常。"
        return "\n".join([f"{layout.ADDIN_TITLE} {__version__} 诊断", *(line.text() for line in self.lines), summary])

    def save(self, file: Path) -> None:
        """For the help desk: as text that Notepad shows, the user's profile folder replaced by its variable.

        Raises UserError ``file-unwritable``.
        """
        profile = os.environ.get("USERPROFILE") or str(Path.home())
        text = self.text().replace(profile, "%USERPROFILE%") + "\n"
        try:
            file.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode("utf-8"))
        except OSError as error:
            raise UserError("file-unwritable", file=file, cause=cause_of(error)) from error


def report(machine: Machine | None = None) -> list[Line]:
    """All lines for this PC. Raises UserError ``addin-windows-only`` elsewhere. Takes some seconds."""
    return judge(gather(machine or this_machine(), windows_version()))


def run(save_to: Path | None = None, machine: Machine | None = None) -> Diagnosis:
    """Diagnose this PC, and write the text file when a path is given."""
    diagnosis = Diagnosis(tuple(report(machine)))
    if save_to is not None:
        diagnosis.save(save_to)
    return diagnosis
