"""导出报送件, 邮件报送: the locked submission of what the open workbook holds now, and a mail draft that carries it.

Both go into a folder beside the workbook, or beside the user's documents when the workbook lies nowhere on this PC.
The workbook itself is neither saved nor changed.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PureWindowsPath
from typing import TYPE_CHECKING

from xladdin.excel.book.book_grid import present_state
from xladdin.excel.book.session import Action
from xladdin.excel.install.registry import Registry, WindowsRegistry

if TYPE_CHECKING:
    from xladdin.checks.finding import Finding
    from xladdin.submission.export import Exported

FOLDER = "报送件"
_SHOWN = 6


def export(run: Action) -> None:
    """Write the submission, or say what must be mended first."""
    exported = _export(run)
    if exported is not None:
        run.done("\n".join(_lines(exported)))


def mail(run: Action) -> None:
    """Write the submission and the draft, and hand the draft to the PC's mail program."""
    from xladdin.submission.mail import write_draft

    exported = _export(run)
    if exported is None:
        return
    draft, text = write_draft(exported)
    opened = open_file(draft)
    run.done(
        "\n".join(
            [
                *_lines(exported),
                f"邮件草稿：{draft.name}" + ("，已用邮件程序打开，请填收件人后发送。" if opened else "。"),
                f"用网页邮箱的：主题和正文在“{text.name}”中，复制后添加报送件为附件即可。",
            ]
        )
    )


def open_file(path: Path) -> bool:
    """Open a file with the program that Windows has for it; False where there is none."""
    start = getattr(os, "startfile", None)
    if start is None:
        return False
    try:
        start(str(path))
    except OSError:  # no mail program is set up
        return False
    return True


def folder_for(full_name: str) -> Path:
    r"""``D:\自评\报送件`` for ``D:\自评\a.xlsx``; a workbook that was never saved, lies on a web server or was opened from a
    mail, an archive or a chat has no folder of its own."""
    parent = PureWindowsPath(full_name).parent if "\\" in full_name else Path(full_name).parent
    if "://" in full_name or str(parent) in ("", ".") or is_passing(str(parent)):
        return documents_folder() / FOLDER
    return Path(str(parent), FOLDER)


#: Folders in which mail programs, archive viewers and chat programs open files; they empty them when they like.
_PASSING = re.compile(
    r"content\.outlook|inetcache|\\appdata\\local\\temp(?:\\|$)|\\windows\\temp(?:\\|$)|\\rar\$|\\7z[a-z0-9]{6,}|\.zip\\",
    re.IGNORECASE,
)


def is_passing(folder: str) -> bool:
    """Whether what is put there may be gone tomorrow: the workbook was opened from a mail, an archive or a chat."""
    return _PASSING.search(folder) is not None


def documents_folder(registry: Registry | None = None) -> Path:
    """文档 of this user, also where a department has moved it [User Shell Folders, Personal]."""
    if registry is None and sys.platform == "win32":
        registry = WindowsRegistry()
    stated = registry.values(_SHELL_FOLDERS).get("Personal") if registry is not None else None
    if isinstance(stated, str) and stated:
        return Path(os.path.expandvars(stated.replace("%USERPROFILE%", str(Path.home()))))
    return Path.home() / "Documents"


_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


def _export(run: Action) -> Exported | None:
    from xladdin.excel.buttons.signing import signing
    from xladdin.submission.export import ExportRefusedError, export_book

    keys = signing(run)
    if keys is None:
        return None
    run.progress("正在导出报送件…")
    run.application.Calculate()
    archive = present_state(run.book, run.record.book)
    try:
        return export_book(archive, folder_for(run.record.book), signing=keys)
    except ExportRefusedError as refused:
        run.done(
            "\n".join(
                [
                    f"有 {len(refused.errors)} 处错误，未导出。请改正后再导出：",
                    *_shown(refused.errors),
                    *_hint(refused.errors),
                ]
            )
        )
        return None


def _lines(exported: Exported) -> list[str]:
    from xladdin.submission.digest import short

    sheet = exported.sheet
    score = "总分未能算出" if sheet.total is None else f"得分 {sheet.total}（{sheet.grade}）"
    signed = "，已用本单位密钥签名" if exported.signed else ""
    lines = [f"已导出：{exported.path}", f"{score}，内容摘要 {short(exported.digest)}{signed}。"]
    if exported.warnings:
        lines.append(f"有 {len(exported.warnings)} 处警告没有说明原因，上级审核时可能退回：")
        lines += [*_shown(exported.warnings), *_hint(exported.warnings)]
    return [*lines, *exported.left]


def _shown(findings: tuple[Finding, ...]) -> list[str]:
    return [f"· {one.sheet} {one.cell}：{one.message}" for one in findings[:_SHOWN]]


def _hint(findings: tuple[Finding, ...]) -> list[str]:
    return [f"……共 {len(findings)} 处，点“校验”看全部。"] if len(findings) > _SHOWN else []
