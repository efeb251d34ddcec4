"""What ``导出.cmd`` and ``校验.cmd`` run: the command line's ``export`` or ``check`` for each dropped workbook.

Explorer quotes a dropped name only when it holds a space; ``a&b.xlsx`` arrives cut at the ``&``. So the script hands
over cmd's whole command line, which is whole, and the arguments as cmd cut them for the case that there is none.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from xladdin.cli.main import main as cli
from xladdin.errors import UserError

SCRIPTS = {"export": "导出.cmd", "check": "校验.cmd"}
WHOLE_VARIABLE = "XLADDIN_CMDLINE"
ARGUMENTS_VARIABLE = "XLADDIN_DROPPED"
_WORD = re.compile(r'"([^"]*)"|([^\s"]+)')

Command = Callable[[list[str]], int]


def dropped_files(script: str, environment: Mapping[str, str]) -> list[str]:
    r"""The paths that were dropped on ``script``.

    ``cmd.exe /c ""D:\工具\导出.cmd" D:\a&b.xlsx "D:\c d.xlsx""`` → ``D:\a&b.xlsx``, ``D:\c d.xlsx``
    """
    _, found, rest = environment.get(WHOLE_VARIABLE, "").rpartition(script)
    text = rest.removeprefix('"') if found else environment.get(ARGUMENTS_VARIABLE, "")
    return [quoted or plain for quoted, plain in _WORD.findall(text) if quoted or plain]


def arguments_for(command: str, book: Path) -> list[str]:
    """The export goes beside the workbook; a check only prints."""
    return ["export", str(book), "-o", str(book.parent)] if command == "export" else [command, str(book)]


def run(command: str, files: Sequence[str], cli: Command, say: Callable[[str], None]) -> int:
    """Run the command for each file; the worst exit code counts. One file's failure does not stop the others."""
    codes = []
    for file in files:
        if len(files) > 1:
            say(f"—— {Path(file).name}")
        codes.append(_call(cli, arguments_for(command, Path(file))))
    if len(files) > 1:
        good = codes.count(0)
        say(f"共 {len(files)} 个文件：{good} 个正常，{len(files) - good} 个有问题，见上文。")
    return max(codes)


def _call(cli: Command, arguments: list[str]) -> int:
    try:
        return cli(arguments) or 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)


def main(arguments: list[str]) -> int:
    (command,) = arguments
    files = dropped_files(SCRIPTS[command], os.environ)
    if not files:
        error = UserError("drop-nothing", script=SCRIPTS[command])
        print(error.line())
        return error.exit_code
    return run(command, files, cli, lambda line: print(line, flush=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
