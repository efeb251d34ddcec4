"""What ``安装.cmd`` and ``卸载.cmd`` run: ``python -m xladdin.excel.install install|uninstall``.

Prints Chinese lines; exit code 0, or that of the message. The bundle is the folder above the running Python's.
"""

from __future__ import annotations

import sys
from pathlib import Path

from xladdin.errors import UserError
from xladdin.excel.install import install_bundle, uninstall
from xladdin.excel.logfile import log_failure


def main(arguments: list[str]) -> int:
    try:
        if arguments == ["install"]:
            lines = install_bundle(Path(sys.executable).resolve().parents[1])
        elif arguments == ["uninstall"]:
            lines = uninstall()
        else:
            raise UserError("usage", cause="只接受 install 或 uninstall")
    except UserError as error:
        print(error.line())
        return error.exit_code
    except Exception as error:
        log = log_failure(" ".join(arguments), error)
        told = UserError("internal-logged", cause=f"{type(error).__name__}: {error}", log=log)
        print(told.line())
        return told.exit_code
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
