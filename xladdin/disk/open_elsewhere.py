"""Whether another program has a workbook open: each keeps a small file of its own beside it as long as it does."""

from __future__ import annotations

from pathlib import Path

from xladdin.errors import UserError

#: Program → name of its file beside the workbook ``{}``.
_BESIDE = {"Excel": "~${}", "WPS": ".~{}", "LibreOffice": ".~lock.{}#"}

#: A sharing violation tells that a program holds the file, not which.
UNKNOWN = "Excel 或 WPS "


def refuse_open(path: Path) -> None:
    """Raise UserError file-open while Excel, WPS or LibreOffice has ``path`` open (or left its file there)."""
    for program, beside in _BESIDE.items():
        file = path.with_name(beside.format(path.name))
        if _exists(file):
            raise open_error(path, program, file.name)


def open_error(path: Path, program: str = UNKNOWN, beside: str = "") -> UserError:
    """The refusal; ``beside`` is the program's file, to be removed where the program has crashed."""
    hint = f"若并未打开，请删除旁边的残留文件“{beside}”" if beside else "若并未打开，请稍候再试"
    return UserError("file-open", file=path, program=program, hint=hint)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that grows too long is no file
        return False
